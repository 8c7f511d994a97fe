/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A run that is stopped on its way, and what there is to see.
 */
#ifndef FFASIM_ARRIVAL_H
#define FFASIM_ARRIVAL_H

#include <stdbool.h>

/* NR_CPUS of them can be somewhere. */
void arrival_expect(unsigned int nr_cpus);

/*
 * The run ends here, before STEP; stacks are kept. Between two ops, outside
 * the CPUs, all is told at once and the process ends.
 */
void arrival_stop(unsigned int step) __attribute__((noreturn));

/* It did. */
bool arrival_happened(void);

/* The last steps, where each CPU is, and the state of things. */
void arrival_tell(void);

#endif /* FFASIM_ARRIVAL_H */
