/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Footprints: what a step has touched, as a number. Steps are repeated over and
 * over, so there are few different ones.
 *
 * Needs: base.
 */
#ifndef SIM_EXPLORE_FOOTPRINT_H
#define SIM_EXPLORE_FOOTPRINT_H

#include <stdbool.h>
#include <stdint.h>

#define FOOTPRINT_NONE 0u /* has touched nothing                             */
#define FOOTPRINT_ALL  1u /* may have touched anything                       */

/* Forget all of them. */
void footprint_reset(void);

/* That of what the machine has noted since it was asked last. */
uint32_t footprint_take(void);

/* Do steps of two CPUs with these footprints depend on one another's order? */
bool footprint_conflict(uint32_t a, uint32_t b);

/* Does it change the interrupts of CPU? */
bool footprint_raises(uint32_t footprint, unsigned int cpu);

#endif /* SIM_EXPLORE_FOOTPRINT_H */
