/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Where a simulated CPU is in the host's code. For reports to people only:
 * return addresses differ from process to process.
 *
 * Needs: base, machine (fiber.h).
 */
#ifndef SIM_STACK_H
#define SIM_STACK_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#define STACK_MAX_FRAMES 32u
#define STACK_NAME_BYTES 160u

struct stack
{
    unsigned int nr; /* 0: none was taken                                   */
    uintptr_t frame[STACK_MAX_FRAMES]; /* return addresses, innermost first */
};

/* The callers of this function on the current CPU; none outside of any. */
void stack_take(struct stack *stack);

/* As they were when the current CPU was at AT, with FRAME as its frame pointer:
 * for the handler of a signal, which has a stack of its own. */
void stack_take_from(struct stack *stack, uintptr_t at, uintptr_t frame);

/* Those of CPU, which does not run now; none if it never did. */
void stack_take_of(struct stack *stack, unsigned int cpu);

/*
 * A line a frame, "function file:line", behind INDENT. What the log and the
 * machine put on top is left out. Nothing for an empty stack or where no
 * debug information can be read (libdw is looked for at run time).
 */
void stack_print(FILE *out, const struct stack *stack, const char *indent);

/*
 * "function file:line" of a frame. False: nothing is known of it, or it is what
 * the log and the machine put on top of INNERMOST frames. Like stack_print(),
 * for whoever asks often.
 */
bool stack_name(uintptr_t frame, bool innermost, char text[STACK_NAME_BYTES]);

#endif /* SIM_STACK_H */
