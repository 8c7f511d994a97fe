/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Swaps that are a matter of the schedule alone.
 *
 * Needs: base, minimize.h.
 */
#ifndef SIM_MINIMIZE_SWAP_SCHEDULE_H
#define SIM_MINIMIZE_SWAP_SCHEDULE_H

#include "minimize.h"

/*
 * A switch of M's best that passes when it comes a little earlier or later:
 * the best becomes the run next to that. False: there is none.
 */
bool swap_schedule_slide(struct minimize *m);

/* A switch that M's best does not have, and passes with. */
bool swap_schedule_add(struct minimize *m);

#endif /* SIM_MINIMIZE_SWAP_SCHEDULE_H */
