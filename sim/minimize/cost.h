/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * How much there is to understand in a program.
 *
 * Needs: base, program.h.
 */
#ifndef SIM_MINIMIZE_COST_H
#define SIM_MINIMIZE_COST_H

#include <stdbool.h>
#include <stdint.h>

#include "program.h"

/* Least for what reads best. A line costs more than all of its words. */
uint64_t cost_of(const struct program *program);

/* Is SITE one of the second tier: a load or store of the mediator? */
bool cost_site_is_fine(name_t site);

/* Of one argument: 0 for the standard. By type: bits that are set, digits. */
unsigned int cost_of_argument(const struct op *op, unsigned int index);

#endif /* SIM_MINIMIZE_COST_H */
