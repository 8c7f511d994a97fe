/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The calls that the SPMC serves: one function each, found by service.def.
 *
 * Private to spmc/.
 */
#ifndef SIM_SPMC_SERVICE_H
#define SIM_SPMC_SERVICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "spmc.h"

#define SERVICE_ARGUMENTS SPMC_REGS

/*
 * A reply in the making. It starts as SUCCESS_32 with zeros. `defined` has a
 * bit for each of x0 .. x17 that the ABI gives a meaning in this reply.
 */
struct reply
{
    uint64_t *x; /* SPMC_REGS of them                                      */
    uint32_t defined;
};

static inline void reply_set(struct reply *reply, unsigned int n,
                             uint64_t value)
{
    reply->x[n] = value;
    reply->defined |= 1u << n;
}

/*
 * Serve a call: x0 .. x17 as the convention leaves them (w registers are
 * zero-extended). Returns 0, with REPLY completed, or a status for an ERROR;
 * nothing has changed then.
 */
typedef int32_t service_fn(const uint64_t in[SERVICE_ARGUMENTS],
                           struct reply *reply);

#define SERVICE(name, serve, ...) service_fn serve;
#include "service.def"
#undef SERVICE

/* One row of service.def. */
struct service
{
    service_fn *serve;
    uint32_t hostile; /* ON_...: which hostile replies fit                 */
    unsigned int nr_transient;
    const int8_t *transient; /* statuses                                    */
};

/* The function of a call: w0 without hints. */
uint32_t service_function(const uint64_t in[SPMC_REGS]);

/* Who serves FID in this world and personality; NULL: nobody. */
const struct service *service_find(uint32_t fid);
/* Does FEATURES say that FID is there? */
bool service_reported(uint32_t fid);

/* IN is the call; OUT the whole true reply, the SPMC's legal freedom
 * included. They do not alias. */
void service_perform(const struct service *service,
                     const uint64_t in[SPMC_REGS], uint64_t out[SPMC_REGS]);

/* An ERROR with STATUS; x8 .. x17 are as they were. */
void service_error(int32_t status, const uint64_t in[SPMC_REGS],
                   uint64_t out[SPMC_REGS]);

#endif /* SIM_SPMC_SERVICE_H */
