/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * RXTX_MAP on behalf of a VM: the endpoint RX/TX descriptor in the hypervisor's
 * TX buffer. FF-A 1.1, RXTX_MAP. Little-endian.
 *
 * Needs: memory.h for the composites it points to.
 */
#ifndef SIM_ABI_RXTX_H
#define SIM_ABI_RXTX_H

#include <stdint.h>

/* 1.0: the ranges of RX, then those of TX, follow. */
struct ffa_endpoint_rxtx_1_0
{
    uint16_t endpoint;
    uint16_t reserved;
    uint32_t rx_ranges;
    uint32_t tx_ranges;
};

/* 1.1: offsets of composite memory region descriptors, multiples of 8. */
struct ffa_endpoint_rxtx_1_1
{
    uint16_t endpoint;
    uint16_t reserved;
    uint32_t rx_offset;
    uint32_t tx_offset;
};

_Static_assert(sizeof(struct ffa_endpoint_rxtx_1_0) == 12, "1.0");
_Static_assert(sizeof(struct ffa_endpoint_rxtx_1_1) == 12, "1.1");

#endif /* SIM_ABI_RXTX_H */
