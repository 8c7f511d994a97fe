/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * How far a search is: one line that changes on a terminal, a line now and then
 * elsewhere, all on stderr.
 */
#ifndef FFASIM_PROGRESS_H
#define FFASIM_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

struct explore_counts;

/* A search by STRATEGY of at most LIMIT executions; 0: any number. */
void progress_begin(const char *strategy, uint64_t limit);

/* Cheap, and to be called often. */
void progress_show(const struct explore_counts *counts);

/* The line goes. */
void progress_end(void);

/* Seconds since progress_begin(). */
double progress_seconds(void);

/* Ctrl-C, since the first progress_begin(). */
bool progress_interrupted(void);

#endif /* FFASIM_PROGRESS_H */
