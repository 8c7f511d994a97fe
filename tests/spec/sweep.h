/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Adversity for every spec: its worlds again, with the n-th allocation failing,
 * and with the n-th secure call refused in each way FF-A has for it, for every
 * n from the boot on, until there is none left to fail. Deviations are left
 * out: one fault at a time. What guests are answered then is not looked at,
 * only the oracles are asked.
 */
#ifndef TESTS_SPEC_SWEEP_H
#define TESTS_SPEC_SWEEP_H

/* Worlds are swept from now on. */
void sweep_begin(void);
/* Says how many runs there were. Returns 1 if nothing ever failed, else 0. */
int sweep_end(void);

#endif /* TESTS_SPEC_SWEEP_H */
