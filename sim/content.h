/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What is in guests' buffers, as facts.
 *
 * Needs: machine, xen, abi.
 */
#ifndef SIM_CONTENT_H
#define SIM_CONTENT_H

#include <stdint.h>

/* The same for the same bytes. FRAME may be free. */
uint64_t content_digest(unsigned int frame);

/* DOMAIN looks at all of its RX buffer: EV_GUEST_READ, EV_GUEST_FOUND. */
void content_look(unsigned int domain, unsigned int frame);

/* The list that DOMAIN finds in FRAME, after the REPLY to PARTITION_INFO_GET:
 * EV_GUEST_PARTITION of each entry. */
void content_list(unsigned int domain, unsigned int frame,
                  const uint64_t reply[4]);
/* The same in x0 to x17 of PARTITION_INFO_GET_REGS, from entry START on. */
void content_windows(unsigned int domain, unsigned int start,
                     const uint64_t reply[18]);

#endif /* SIM_CONTENT_H */
