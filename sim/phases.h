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
 * Boot and stage; false: the run was stopped. Called outside the CPUs, after
 * everything else has booted.
 */
bool phases_set_up(const struct program *program);

/* The other phases, one after the other, until the last or until the run is
 * stopped. */
void phases_go_on(const struct program *program);

#endif /* SIM_PHASES_H */
