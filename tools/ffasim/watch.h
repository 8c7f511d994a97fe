/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Watching a run: OBJECT.FIELD, what the log says of it and what memory says
 * (watch-memory.h), with the stacks of the steps.
 */
#ifndef FFASIM_WATCH_H
#define FFASIM_WATCH_H

#include <stdbool.h>

/* Before the run: TEXT is asked for. */
void watch_begin(const char *text);

/* While it goes on, on a CPU: before the event STEP, and in between. */
void watch_step(unsigned int step);
void watch_look(void);

/*
 * After the run: each change of what TEXT, the same pointer as before, means, or
 * everything that it could mean for "help". False: there is nothing of the kind,
 * said on stderr.
 */
bool watch_tell(const char *text);
void watch_end(void);

#endif /* FFASIM_WATCH_H */
