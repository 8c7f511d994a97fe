/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Notifications that the SPMC itself sets.
 *
 * Private to spmc/.
 */
#ifndef SIM_SPMC_NOTIFY_H
#define SIM_SPMC_NOTIFY_H

#include <stdbool.h>
#include <stdint.h>

#include "receiver.h"

/* R's RX buffer was filled for SENDER: framework notification and SRI. */
void notify_rx_full(struct receiver *r, uint16_t sender, bool delay);

#endif /* SIM_SPMC_NOTIFY_H */
