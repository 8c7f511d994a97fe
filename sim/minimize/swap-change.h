/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The nearest program that passes, where no order of the failing one does.
 *
 * Needs: base, program.h.
 */
#ifndef SIM_MINIMIZE_SWAP_CHANGE_H
#define SIM_MINIMIZE_SWAP_CHANGE_H

#include <stdbool.h>

#include "minimize.h"

/*
 * One thing of M's best is changed: a property of the world, an argument, a
 * subject; or else left out: an op, a stage; what reads as the smaller change
 * is tried first. If it passes then, M's swap is SWAP_CHANGE.
 */
bool swap_change_find(struct minimize *m);

#endif /* SIM_MINIMIZE_SWAP_CHANGE_H */
