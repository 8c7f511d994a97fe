/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * An exploration in a process of its own, which may die of what it finds: then
 * the schedule that killed it is still known.
 */
#ifndef FFASIM_EXPLORE_CHILD_H
#define FFASIM_EXPLORE_CHILD_H

#include <stdbool.h>
#include <stdint.h>

#include "program.h"

/* What is left of a process that died. */
struct explore_death
{
    bool saved;             /* PROGRAM has the schedule; else it did not fit */
    bool finished;          /* it did not die                                */
    bool exploring;         /* an execution is under way                     */
    uint64_t executions;    /* before                                        */
    uint64_t interleavings; /* before                                        */
    unsigned int strategy;
    struct program program;
};

/*
 * PERFORM(ARGUMENT), which explores PROGRAM, in a child. NULL: it came back,
 * with *STATUS (or no child could be had, and it was performed here). Who is
 * silent for too long while exploring is killed.
 */
const struct explore_death *explore_child(int (*perform)(void *argument),
                                          void *argument,
                                          const struct program *program,
                                          int *status);

/* There: an execution by STRATEGY is over, and so many are done. */
void explore_child_goes_on(unsigned int strategy, uint64_t executions,
                           uint64_t interleavings);
/* There: no more executions. */
void explore_child_is_done(void);

#endif /* FFASIM_EXPLORE_CHILD_H */
