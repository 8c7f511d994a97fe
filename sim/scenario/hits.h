/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * How often each place has been decided at: the hit counts of anchors.
 *
 * State is static and forgotten in constant time.
 *
 * Needs: base, program.h.
 */
#ifndef SIM_SCENARIO_HITS_H
#define SIM_SCENARIO_HITS_H

#include <stdint.h>

#include "program.h"

/* Different places in one run; more of them are an ERROR (SIM_BUG_ON). */
#define HITS_MAX_PLACES 12288u

/* No place has been hit. */
void hits_reset(void);

/* One more hit; returns how many there are now: 1 .. */
uint32_t hits_count(enum choice_kind kind, unsigned int cpu,
                    enum context context, name_t site);

#endif /* SIM_SCENARIO_HITS_H */
