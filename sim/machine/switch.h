/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The few instructions of a switch between two stacks. For fiber.c only.
 */
#ifndef SIM_MACHINE_SWITCH_H
#define SIM_MACHINE_SWITCH_H

/*
 * Save what a callee must preserve on the current stack, store its stack
 * pointer in *SAVE, and go on with the stack that was saved as LOAD.
 */
void switch_stack(void **save, void *load);

/*
 * Where, from a saved stack pointer on, the frame record of whoever called
 * switch_stack() is: its caller's frame, and where it goes on.
 */
#if defined(__aarch64__)
#define SWITCH_FRAME_OFFSET 80u
#else
#define SWITCH_FRAME_OFFSET 40u
#endif

/*
 * The stack pointer of a fresh stack whose memory ends below TOP (aligned to
 * 16): switch_stack() to it calls ENTRY. A stack walk ends there.
 */
void *switch_prepare(void *top, void (*entry)(void));

#endif /* SIM_MACHINE_SWITCH_H */
