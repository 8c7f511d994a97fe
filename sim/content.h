/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What is in guests' buffers, as facts.
 *
 * Needs: machine, xen, abi.
 */
#ifndef SIM_CONTENT_H
#define SIM_CONTENT_H

#include <stdint.h>

/* The same for the same bytes. PAGE may be NULL. */
uint64_t content_digest(const void *page);

/* The list that DOMAIN finds in PAGE, after the REPLY to PARTITION_INFO_GET:
 * EV_GUEST_PARTITION of each entry. */
void content_list(unsigned int domain, const void *page,
                  const uint64_t reply[4]);
/* The same in x0 to x17 of PARTITION_INFO_GET_REGS, from entry START on. */
void content_windows(unsigned int domain, unsigned int start,
                     const uint64_t reply[18]);

#endif /* SIM_CONTENT_H */
