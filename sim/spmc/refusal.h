/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A fault of the scenario: one secure call is refused, whatever it is.
 *
 * Private to spmc/.
 */
#ifndef SIM_SPMC_REFUSAL_H
#define SIM_SPMC_REFUSAL_H

#include <stdbool.h>
#include <stdint.h>

#include "spmc.h"

/* No refusal is armed. */
void refusal_reset(void);

/* Count a call. If it is the one, OUT is the refusal. Logs EV_REFUSED. */
bool refusal_due(const uint64_t in[SPMC_REGS], uint64_t out[SPMC_REGS]);

#endif /* SIM_SPMC_REFUSAL_H */
