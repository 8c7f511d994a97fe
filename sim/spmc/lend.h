/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Registers and fragments of memory transactions.
 *
 * Private to spmc/.
 */
#ifndef SIM_SPMC_LEND_H
#define SIM_SPMC_LEND_H

#include <stdint.h>

#include "service.h"

struct share;

/* A fragment of a descriptor, which may change while it is read. */
struct lend_fragment
{
    const uint8_t *bytes;
    uint32_t size;
};

/* The first fragment, as w1 to w4 say. Status. */
int32_t lend_fragment(const uint64_t in[SERVICE_ARGUMENTS],
                      struct lend_fragment *fragment);

/* The share whose handle is in w1 and w2; NULL: there is none. */
struct share *lend_find(const uint64_t in[SERVICE_ARGUMENTS]);

/* A handle in two registers from FIRST on. */
void lend_set_handle(struct reply *reply, unsigned int first, uint64_t handle);

#endif /* SIM_SPMC_LEND_H */
