/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the notification calls have in common, and what the SPMC itself sets.
 *
 * Private to spmc/.
 */
#ifndef SIM_SPMC_NOTIFY_H
#define SIM_SPMC_NOTIFY_H

#include <stdbool.h>
#include <stdint.h>

#include "receiver.h"
#include "service.h"

/* The bitmap of a call: w3 and w4. */
uint64_t notify_bits(const uint64_t in[SERVICE_ARGUMENTS]);
/* A receiver that the SPMC admits to know, or NULL. */
struct receiver *notify_known(uint16_t id);
/* Arguments from register FIRST to w7 that are to be 0, and are not. */
bool notify_has_reserved(const uint64_t in[SERVICE_ARGUMENTS],
                         unsigned int first);
/* Are there per-vCPU notifications? */
bool notify_per_vcpu(void);

/* R's RX buffer was filled for SENDER: framework notification and SRI. */
void notify_rx_full(struct receiver *r, uint16_t sender, bool delay);

#endif /* SIM_SPMC_NOTIFY_H */
