/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Coroutines: one stack per simulated CPU, switched by hand.
 *
 * Stacks have guard pages below and are announced to ASan, LeakSanitizer and
 * Valgrind. They live as long as the process: a run restarts them, it does not
 * create them.
 */
#ifndef SIM_MACHINE_FIBER_H
#define SIM_MACHINE_FIBER_H

#include <stdbool.h>
#include <stddef.h>

#define FIBER_MAX         8u
#define FIBER_STACK_BYTES (128u * 1024u)
#define FIBER_MAIN        FIBER_MAX /* the host thread's own stack                 */

/*
 * (Re)start fiber NUMBER: the next switch to it calls ENTRY on a fresh stack.
 * Whatever was on its stack is forgotten. ENTRY must not return. Not for the
 * fiber that runs.
 */
void fiber_start(unsigned int number, void (*entry)(void));

/*
 * Leave the current fiber and go on in NUMBER, another one that was started,
 * or FIBER_MAIN.
 */
void fiber_switch(unsigned int number);

/* The fiber that runs. */
unsigned int fiber_current(void);

/*
 * The bounds of a fiber's stack, for stack walks. NULL and 0 for a fiber that
 * was never started and for FIBER_MAIN, whose stack is the host's.
 */
void fiber_stack(unsigned int number, const void **low, size_t *bytes);

/* The innermost frame record of a fiber that was started and does not run, for
 * stack walks. NULL for any other. */
const void *fiber_frame(unsigned int number);

#endif /* SIM_MACHINE_FIBER_H */
