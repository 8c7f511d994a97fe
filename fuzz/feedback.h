/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Interleavings as feedback. An input is worth keeping if somebody was preempted
 * in it where nobody has been before, or by somebody else, whatever lines it
 * covers. For libFuzzer; for others it does nothing.
 */
#ifndef FUZZ_FEEDBACK_H
#define FUZZ_FEEDBACK_H

/* After a run: counts pairs of a preempted site and what happened next on the
 * CPU that went on instead, or the interrupt that was taken. */
void feedback_count(void);

#endif /* FUZZ_FEEDBACK_H */
