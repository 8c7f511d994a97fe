/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Watching what the mediator allocated: CLASS#N.FIELD, CLASS.FIELD,
 * dDOMID.tee.FIELD, by the fields that the source gives it; CLASS#N+OFFSET:SIZE,
 * by bytes.
 */
#ifndef FFASIM_WATCH_MEMORY_H
#define FFASIM_WATCH_MEMORY_H

#include <stdbool.h>

/*
 * What TEXT asks for is looked at from now on whenever watch_memory_look() is
 * called. False: it cannot be meant for memory.
 */
bool watch_memory_begin(const char *text);

/* On a CPU. What changed did so between the look before and the one at STEP,
 * on the CPU of that one. */
void watch_memory_look(unsigned int step);

/*
 * After the run: each change of what TEXT, the same pointer as before, asked
 * for. Returns how many objects were meant; -1: they have no such field, said on
 * stderr unless QUIET.
 */
int watch_memory_print(const char *text, bool quiet);

/* The objects of the run, and their fields. */
void watch_memory_help(void);

#endif /* FFASIM_WATCH_MEMORY_H */
