/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Where CPUs meet. A run of a scenario shows which of its steps touch what a
 * step of another CPU touches later, one of them with a write, and where an
 * interrupt waits to be taken: there another order may be another outcome.
 *
 * Needs: base, scenario.
 */
#ifndef FUZZ_MEET_H
#define FUZZ_MEET_H

#include <stdbool.h>
#include <stdint.h>

#include "program.h"

/*
 * Runs PROGRAM, which has no anchors, and draws with RANDOM a deviation that
 * lets another CPU, or an interrupt, go first where they meet. False: they do
 * not. For equal arguments the same; not from within a run.
 */
bool meet_aim(const struct program *program, uint64_t random,
              struct deviation *deviation);

#endif /* FUZZ_MEET_H */
