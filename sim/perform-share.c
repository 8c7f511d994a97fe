/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * MEM_SHARE and MEM_RECLAIM.
 */
#include "argument.h"
#include "buffers.h"
#include "ffa.h"
#include "guest.h"
#include "hypervisor.h"
#include "perform.h"
#include "transaction.h"

bool perform_MEM_SHARE(const struct op *op)
{
    const struct transaction t = {
        .version = (uint32_t)op->arg[4],
        .sender = FFA_ID_OF_DOMAIN(op->domain),
        .receiver = (uint16_t)perform_endpoint(op, op->arg[3]),
        .flags = (uint32_t)op->arg[5],
        .address = op->arg[0],
        .pages = (uint32_t)op->arg[1],
        .ranges = (uint32_t)op->arg[2],
        .flaw = op->arg[6],
    };
    uint8_t bytes[TRANSACTION_BYTES];
    struct transaction_call call;
    uint32_t length = transaction_build(&t, bytes, &call);

    if ( !hypervisor_vcpu_run(op->domain, op->vcpu) )
        return false;
    if ( t.flaw != SHARE_VALUE(AS_IT_IS) &&
         !buffers_write(op->domain, buffers_tx(op->domain), bytes, length) )
        return false;
    return t.flaw == SHARE_VALUE(NO_CALL) ||
           guest_call(op->domain, op->vcpu,
                      (const uint64_t[8]){op->arg[7] ? FFA_FID32(MEM_SHARE)
                                                     : FFA_FID64(MEM_SHARE),
                                          call.length, call.fragment,
                                          call.buffer, call.buffer_pages});
}

bool perform_MEM_RECLAIM(const struct op *op)
{
    uint64_t handle = buffers_handle(op->domain, op->arg[0]);

    return guest_call(op->domain, op->vcpu,
                      (const uint64_t[8]){FFA_FID32(MEM_RECLAIM),
                                          (uint32_t)handle, handle >> 32,
                                          op->arg[1]});
}
