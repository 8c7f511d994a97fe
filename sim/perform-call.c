/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Guests' calls that need nothing but registers.
 */
#include "argument.h"
#include "ffa.h"
#include "guest.h"
#include "perform.h"
#include "spmc.h"

uint32_t perform_endpoint(const struct op *op, uint64_t value)
{
    if ( value == PROGRAM_ENDPOINT_SELF )
        return FFA_ID_OF_DOMAIN(op->domain);
    return (uint16_t)value;
}

/* The IDs of two endpoints, as most calls have them in w1. */
static uint32_t pair(const struct op *op, uint64_t high, uint64_t low)
{
    return perform_endpoint(op, high) << 16 | perform_endpoint(op, low);
}

bool perform_call4(const struct op *op, uint32_t fid, uint64_t x1, uint64_t x2,
                   uint64_t bits)
{
    const uint64_t x[8] = {fid, x1, x2, (uint32_t)bits, bits >> 32};

    return guest_call(op->domain, op->vcpu, x);
}

bool perform_VERSION(const struct op *op)
{
    guest_negotiates(op->domain);
    return perform_call4(op, FFA_FID32(VERSION), op->arg[0], 0, 0);
}

bool perform_FEATURES(const struct op *op)
{
    return perform_call4(op, FFA_FID32(FEATURES), op->arg[0], op->arg[1], 0);
}

bool perform_ID_GET(const struct op *op)
{
    return perform_call4(op, FFA_FID32(ID_GET), 0, 0, 0);
}

static bool bind(const struct op *op, uint32_t fid)
{
    uint32_t ids = pair(op, op->arg[0], op->arg[3]);

    return perform_call4(op, fid, ids, op->arg[2], op->arg[1]);
}

bool perform_BIND(const struct op *op)
{
    return bind(op, FFA_FID32(NOTIFICATION_BIND));
}

bool perform_UNBIND(const struct op *op)
{
    return bind(op, FFA_FID32(NOTIFICATION_UNBIND));
}

bool perform_SET(const struct op *op)
{
    uint32_t ids = pair(op, op->arg[3], op->arg[0]);

    return perform_call4(op, FFA_FID32(NOTIFICATION_SET), ids, op->arg[2],
                         op->arg[1]);
}

bool perform_GET(const struct op *op)
{
    uint32_t all = FFA_GET_FROM_SPS | FFA_GET_FROM_SPM;
    uint32_t ids =
        (uint32_t)op->arg[1] << 16 | perform_endpoint(op, op->arg[2]);

    if ( (op->arg[0] & all) == all )
        guest_fetches(op->domain);
    return perform_call4(op, FFA_FID32(NOTIFICATION_GET), ids, op->arg[0], 0);
}

bool perform_INFO_GET_32(const struct op *op)
{
    return perform_call4(op, FFA_FID32(NOTIFICATION_INFO_GET), 0, 0, 0);
}

bool perform_INFO_GET_64(const struct op *op)
{
    return perform_call4(op, FFA_FID64(NOTIFICATION_INFO_GET), 0, 0, 0);
}

bool perform_SMC(const struct op *op)
{
    return guest_call(op->domain, op->vcpu, op->arg);
}

bool perform_RXTX_MAP(const struct op *op)
{
    uint32_t fid = op->arg[3] ? FFA_FID32(RXTX_MAP) : FFA_FID64(RXTX_MAP);

    return perform_call4(op, fid, op->arg[0], op->arg[1], op->arg[2]);
}

bool perform_RXTX_UNMAP(const struct op *op)
{
    return perform_call4(op, FFA_FID32(RXTX_UNMAP), op->arg[0], 0, 0);
}

bool perform_RX_ACQUIRE(const struct op *op)
{
    return perform_call4(op, FFA_FID32(RX_ACQUIRE),
                         perform_endpoint(op, op->arg[0]), 0, 0);
}

bool perform_RX_RELEASE(const struct op *op)
{
    return perform_call4(op, FFA_FID32(RX_RELEASE),
                         perform_endpoint(op, op->arg[0]), 0, 0);
}

void perform_uuid(uint64_t uuid, uint32_t word[4])
{
    static const uint32_t other[4] = {0x12345678, 0x9abcdef0, 0x0fedcba9,
                                      0x87654321};

    for ( unsigned int i = 0; i < 4; i++ )
        word[i] = uuid == UUID_VALUE(OTHER) ? other[i] : 0;
    if ( uuid != UUID_VALUE(NIL) && uuid != UUID_VALUE(OTHER) )
        spmc_sp_uuid((unsigned int)uuid - UUID_VALUE(SP1), word);
}

bool perform_PARTITION_INFO_GET(const struct op *op)
{
    uint32_t uuid[4];

    perform_uuid(op->arg[0], uuid);
    return guest_call(op->domain, op->vcpu,
                      (const uint64_t[8]){FFA_FID32(PARTITION_INFO_GET),
                                          uuid[0], uuid[1], uuid[2], uuid[3],
                                          op->arg[1]});
}

bool perform_PARTITION_INFO_GET_REGS(const struct op *op)
{
    uint32_t uuid[4];

    perform_uuid(op->arg[0], uuid);
    return guest_call(op->domain, op->vcpu,
                      (const uint64_t[8]){FFA_FID64(PARTITION_INFO_GET_REGS),
                                          uuid[0] | (uint64_t)uuid[1] << 32,
                                          uuid[2] | (uint64_t)uuid[3] << 32,
                                          op->arg[1] | op->arg[2] << 16});
}

/* Payloads count up from the op's value. */
bool perform_DIRECT_REQ(const struct op *op)
{
    uint32_t fid = op->arg[4] ? FFA_FID32(MSG_SEND_DIRECT_REQ)
                              : FFA_FID64(MSG_SEND_DIRECT_REQ);
    uint64_t value = op->arg[1];

    return guest_call(op->domain, op->vcpu,
                      (const uint64_t[8]){fid, pair(op, op->arg[3], op->arg[0]),
                                          op->arg[2], value, value + 1,
                                          value + 2, value + 3, value + 4});
}

bool perform_DIRECT_REQ2(const struct op *op)
{
    uint64_t x[18] = {FFA_FID64(MSG_SEND_DIRECT_REQ2),
                      pair(op, op->arg[3], op->arg[0])};
    uint32_t uuid[4];

    perform_uuid(op->arg[2], uuid);
    x[2] = uuid[0] | (uint64_t)uuid[1] << 32;
    x[3] = uuid[2] | (uint64_t)uuid[3] << 32;
    for ( unsigned int i = 4; i < 18; i++ )
        x[i] = op->arg[1] + (i - 4);
    return guest_call18(op->domain, op->vcpu, x);
}

bool perform_RUN(const struct op *op)
{
    uint32_t target = perform_endpoint(op, op->arg[0]) << 16 | op->arg[1];

    return perform_call4(op, FFA_FID32(RUN), target, 0, 0);
}

/* Characters, in the order of the registers, from 'a' on. */
bool perform_CONSOLE_LOG(const struct op *op)
{
    unsigned int width = op->arg[1] ? 4 : 8;
    uint64_t x[18] = {op->arg[1] ? FFA_FID32(CONSOLE_LOG)
                                 : FFA_FID64(CONSOLE_LOG),
                      op->arg[0]};

    for ( unsigned int i = 0; i < op->arg[0] && i / width < 16; i++ )
        x[2 + i / width] |= (uint64_t)('a' + i % 26) << (8 * (i % width));
    return guest_call18(op->domain, op->vcpu, x);
}
