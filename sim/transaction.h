/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Memory transaction descriptors, made from a few numbers, right or wrong in one
 * way. FF-A 1.0 to 1.2, memory management.
 *
 * Needs: base, scenario, abi.
 */
#ifndef SIM_TRANSACTION_H
#define SIM_TRANSACTION_H

#include <stdint.h>

#define TRANSACTION_BYTES 4096u

struct transaction
{
    uint32_t version; /* of the layout                                      */
    uint16_t sender;
    uint16_t receiver;
    uint32_t flags;
    uint64_t address; /* of the first range; the others follow             */
    uint32_t pages;   /* of each range                                      */
    uint32_t ranges;
    uint64_t flaw; /* a WORD of SHARE: argument.h                           */
};

/* What the call says: w1, w2, x3, w4. */
struct transaction_call
{
    uint32_t length;
    uint32_t fragment;
    uint64_t buffer;
    uint32_t buffer_pages;
};

/* Write T's descriptor; ranges that do not fit are left out. Returns how much
 * of it there is, and what to call with. */
uint32_t transaction_build(const struct transaction *t,
                           uint8_t bytes[TRANSACTION_BYTES],
                           struct transaction_call *call);

#endif /* SIM_TRANSACTION_H */
