/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * RX/TX pairs: the hypervisor's own and those of its VMs, and who owns the RX
 * buffer of each.
 *
 *   RX_SPMC        a producer may write       (empty)
 *   RX_RECEIVER    the endpoint reads         (full), until RX_RELEASE
 *   RX_HYPERVISOR  the hypervisor writes      (acquired), until RX_RELEASE
 *
 * FF-A 1.1, chapter 7. Private to spmc/.
 */
#ifndef SIM_SPMC_BUFFER_H
#define SIM_SPMC_BUFFER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

void buffer_boot(void);

/* Has this endpoint (0: the hypervisor) a pair? */
bool buffer_exists(uint16_t endpoint);
/* Bytes of each buffer of a pair that exists. */
size_t buffer_size(uint16_t endpoint);

/* TX of a pair that exists, all of it; NULL if its pages are gone. */
const void *buffer_tx(uint16_t endpoint);

/*
 * SIZE bytes of RX, which then are to be written. Status: BUSY when there is
 * no pair or RX is not empty, NO_MEMORY when SIZE is too much, ABORTED when
 * pages are gone. buffer_filled() then hands it to the receiver.
 */
int32_t buffer_rx(uint16_t endpoint, size_t size, void **window);
void buffer_filled(uint16_t endpoint);

/* RX of the hypervisor whoever owns it, for a reply that is to be spoilt;
 * NULL: there is none. */
void *buffer_spoil(size_t *size);

/* EV_LEFT for every VM that still has a pair. */
void buffer_note_left(void);

#endif /* SIM_SPMC_BUFFER_H */
