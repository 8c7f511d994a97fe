/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What callers write into buffers: memory transactions, RX/TX pairs, headers of
 * messages. FF-A 1.0, 1.1 and 1.2, as the caller's version has them.
 *
 * Private to spmc/.
 */
#ifndef SIM_SPMC_DESCRIPTOR_H
#define SIM_SPMC_DESCRIPTOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ffa.h"
#include "memory.h"
#include "message.h"

#define TRANSACTION_RECEIVERS 2u

struct transaction
{
    uint16_t sender;
    uint16_t attributes;
    uint32_t flags;
    uint64_t handle;
    uint64_t tag;
    uint32_t nr_access;
    struct
    {
        uint16_t receiver;
        uint8_t permissions;
    } access[TRANSACTION_RECEIVERS];
    uint32_t pages;     /* of all ranges                                    */
    uint32_t nr_ranges; /* they begin at ...                                */
    uint32_t ranges_at; /* ... this offset                                  */
};

/*
 * The descriptor of TOTAL bytes whose first fragment is SIZE bytes at BYTES:
 * everything up to its ranges. Status: INVALID_PARAMETERS for what is malformed
 * or not understood.
 */
int32_t descriptor_read(const uint8_t *bytes, uint32_t size, uint32_t total,
                        struct transaction *t);

/* A hypervisor's MEM_RETRIEVE_REQ of SIZE bytes: everything but the handle is
 * zero. Status. */
int32_t descriptor_read_retrieve(const uint8_t *bytes, uint32_t size,
                                 uint64_t *handle);

/* T up to its ranges at TO, which has room. The offset where they begin; their
 * number is that of T. */
uint32_t descriptor_write(const struct transaction *t, uint8_t *to);
#define DESCRIPTOR_HEAD 192u /* bytes that a head never exceeds              */

/*
 * An endpoint RX/TX descriptor in SIZE bytes at TX: the VM, and the first range
 * of its RX and of its TX buffer. False: it is malformed.
 */
bool descriptor_read_rxtx(const uint8_t *tx, size_t size, uint16_t *vm,
                          struct ffa_range range[2]);

/* Bytes of the header of a partition message; 0: the caller knows none. */
uint32_t descriptor_message(void);

#endif /* SIM_SPMC_DESCRIPTOR_H */
