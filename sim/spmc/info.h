/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * NOTIFICATION_INFO_GET: the lists, and the registers that carry them.
 *
 * FF-A 1.1, NOTIFICATION_INFO_GET. Private to spmc/.
 */
#ifndef SIM_SPMC_INFO_H
#define SIM_SPMC_INFO_H

#include <stdbool.h>
#include <stdint.h>

#include "ffa.h"
#include "service.h"

#define INFO_MAX_VCPUS                                                         \
    FFA_INFO_SIZE_MASK /* of one list                       */

/* What a reply says. A list is an ID followed by its vCPUs. */
struct info_lists
{
    unsigned int nr;
    unsigned int used; /* of id[]                                           */
    uint8_t vcpus[FFA_INFO_IDS_64];
    uint16_t id[FFA_INFO_IDS_64];
};

/* How many IDs a reply of either convention carries. */
unsigned int info_capacity(bool wide);

/* x2 .. x7 (w2 .. w7) for LISTS, which fit. Unused slots are 0. */
void info_encode(bool wide, const struct info_lists *lists, bool more,
                 uint64_t x[SPMC_REGS]);

/*
 * The reply that INFO_GET would give, with nothing marked as told. Registers
 * x0 .. x7. False: it would be NO_DATA, and X says that VM 1, or the first VM
 * there is, has something.
 */
bool info_preview(bool wide, uint64_t x[SPMC_REGS]);

#endif /* SIM_SPMC_INFO_H */
