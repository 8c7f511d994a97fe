/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Watching a run: OBJECT.FIELD, what the log says of it; CLASS#N+OFFSET:SIZE,
 * bytes of an object of the mediator's.
 */
#ifndef FFASIM_WATCH_H
#define FFASIM_WATCH_H

#include <stdbool.h>

/* TEXT asks for bytes of an object. */
bool watch_is_memory(const char *text);

/*
 * The bytes that TEXT asks for are compared from now on whenever
 * watch_memory_look() is called. False: the text is wrong, said on stderr. What
 * changed is printed by watch_memory_print(), outside the CPUs: between the
 * look before and the one at STEP, on the CPU of that one.
 */
bool watch_memory_begin(const char *text);
void watch_memory_look(unsigned int step);
void watch_memory_print(void);

/*
 * Of the run in the log, whose stacks are kept: each change of what TEXT
 * matches. Returns how many states match.
 */
unsigned int watch_print_states(const char *text);

/* Everything that can be watched in the run in the log. */
void watch_help(void);

#endif /* FFASIM_WATCH_H */
