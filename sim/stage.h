/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Named starting points: a scenario need not rediscover the set-up. A stage
 * is nothing but ordinary ops, performed before the program's own.
 *
 * Needs: base, scenario, abi.
 */
#ifndef SIM_STAGE_H
#define SIM_STAGE_H

#include "program.h"

/* Room for any phase: the largest stage. */
#define PLAN_MAX_OPS (PROGRAM_MAX_DOMAINS * (4u + PROGRAM_MAX_SPS) + 64u)

/* Bring up CPUs 1 .. : at most PROGRAM_MAX_CPUS - 1 ops. */
unsigned int stage_cpus(const struct world *world, struct op *ops);

/* The ops of WORLD's stage, at most PLAN_MAX_OPS. */
unsigned int stage_ops(const struct world *world, struct op *ops);

#endif /* SIM_STAGE_H */
