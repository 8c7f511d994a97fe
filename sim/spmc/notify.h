/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Notifications that the secure world sends on its own account.
 *
 * Private to spmc/.
 */
#ifndef SIM_SPMC_NOTIFY_H
#define SIM_SPMC_NOTIFY_H

#include <stdint.h>

/* NOTIFICATION_SET by an SP: FLAGS as in w2. Returns the status. */
int32_t notify_from_sp(unsigned int sp, uint16_t receiver, uint32_t flags,
                       uint64_t bits);

/* The SPM says that it filled the RX buffer of VM. */
void notify_framework(uint16_t vm);

#endif /* SIM_SPMC_NOTIFY_H */
