/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The hypervisor's own notifications: its endpoint ID is 0.
 */
#ifndef FFA_HYPERVISOR_H
#define FFA_HYPERVISOR_H

#include <xen/types.h>

/* What was fetched. Called from a tasklet, with no lock held. */
typedef void ffa_hypervisor_receiver_t(uint64_t from_sps, uint32_t from_spm);

/*
 * Once, after the probe: from here on notifications are taken, and RECEIVER
 * gets them. 0; -EBUSY: there is a receiver; -ENODEV: there are no
 * notifications; what the SPMC makes of the bitmap.
 */
int ffa_hypervisor_receive(ffa_hypervisor_receiver_t *receiver);

/* Let SP set BITS, or no more. 0, or a negative errno. */
int ffa_hypervisor_bind(uint16_t sp, uint64_t bits);
int ffa_hypervisor_unbind(uint16_t sp, uint64_t bits);

/* The SPMC has announced something: see ffa_sri.c. */
void ffa_hypervisor_announced(void);

#endif /* FFA_HYPERVISOR_H */
