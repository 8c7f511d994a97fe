/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Where each simulated CPU was at each event of a run.
 *
 * Needs: base, log, machine, stack.h.
 */
#ifndef SHOW_STACKS_H
#define SHOW_STACKS_H

#include <stdbool.h>

#include "stack.h"

/* Between these two, a run's stacks are kept; forgets those of before. */
void stacks_watch(void);
void stacks_watched(void);

/* For whoever watches the log itself: keep the stack of event INDEX. */
void stacks_keep(unsigned int index);

/* That of event INDEX, which has one, is STACK instead. */
void stacks_put(unsigned int index, const struct stack *stack);

/* That of event INDEX; an empty one if there is none. */
const struct stack *stacks_at(unsigned int index);

void stacks_free(void);

#endif /* SHOW_STACKS_H */
