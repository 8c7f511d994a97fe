/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The life of a world: boot, stage, program, liveness, teardown.
 *
 * Needs: base, scenario.
 */
#ifndef SIM_PHASES_H
#define SIM_PHASES_H

#include "program.h"

/* Before a run. */
void phases_boot(void);

/*
 * One after the other, until the last or until the run is stopped. Called
 * outside the CPUs, after everything else has booted.
 */
void phases_perform(const struct program *program);

#endif /* SIM_PHASES_H */
