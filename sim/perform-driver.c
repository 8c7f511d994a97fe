/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A driver like the one of Linux: what it calls in one go, in its order, with
 * its limits. It retries nothing, believes the lengths it is told as far as it
 * can, and never looks at the last place of a list in INFO_GET.
 */
#include "argument.h"
#include "buffers.h"
#include "bug.h"
#include "ffa.h"
#include "guest.h"
#include "hypervisor.h"
#include "perform.h"
#include "transaction.h"

#define PATIENCE   16u /* its loops have no end; a scenario's do          */
#define LAST_PLACE (FFA_INFO_IDS_64 - 1u)
#define ALL_HALVES                                                             \
    (FFA_GET_FROM_SPS | FFA_GET_FROM_VMS | FFA_GET_FROM_SPM | FFA_GET_FROM_HYP)

/* Who drives, and the registers of its last call. */
struct driver
{
    unsigned int domain;
    unsigned int vcpu;
    uint64_t x[18];
};

/* False: the vCPU cannot run here. */
static bool call(struct driver *d, uint64_t fid, uint64_t x1, uint64_t x2,
                 uint64_t x3)
{
    for ( unsigned int i = 4; i < 18; i++ )
        d->x[i] = 0;
    d->x[0] = fid;
    d->x[1] = x1;
    d->x[2] = x2;
    d->x[3] = x3;
    return guest_call18(d->domain, d->vcpu, d->x);
}

static bool succeeded(const struct driver *d)
{
    return ((uint32_t)d->x[0] & ~FFA_CONVENTION_64) == FFA_FID32(SUCCESS);
}

static bool has(struct driver *d, uint32_t function)
{
    return call(d, FFA_FID32(FEATURES), function, 0, 0) && succeeded(d);
}

static uint32_t self(const struct driver *d)
{
    return FFA_ID_OF_DOMAIN(d->domain);
}

static void release(struct driver *d)
{
    call(d, FFA_FID32(RX_RELEASE), 0, 0, 0);
}

/* By registers where that is possible, else by the buffer. */
static void scan_partitions(struct driver *d)
{
    unsigned int start = 0;
    uint64_t tag = 0;

    if ( !has(d, FFA_FID64(PARTITION_INFO_GET_REGS)) )
    {
        call(d, FFA_FID32(PARTITION_INFO_GET), 0, 0, 0);
        if ( succeeded(d) )
            release(d);
        return;
    }
    for ( unsigned int i = 0; i < PATIENCE; i++ )
    {
        call(d, FFA_FID64(PARTITION_INFO_GET_REGS), 0, 0, start | tag << 16);
        if ( !succeeded(d) || (uint16_t)d->x[2] <= (uint16_t)(d->x[2] >> 16) )
            return;
        start = (uint16_t)(d->x[2] >> 16) + 1u;
        tag = (uint16_t)(d->x[2] >> 32);
    }
}

static void boot(struct driver *d)
{
    guest_negotiates(d->domain);
    call(d, FFA_FID32(VERSION), FFA_VERSION_OF(1, 2), 0, 0);
    if ( (int32_t)d->x[0] < 0 )
        return;
    call(d, FFA_FID32(ID_GET), 0, 0, 0);
    has(d, FFA_FID64(RXTX_MAP));
    call(d, FFA_FID64(RXTX_MAP), PROGRAM_PAGE(0), PROGRAM_PAGE(1), 1);
    has(d, FFA_FID64(MEM_LEND));
    has(d, FFA_FID64(MSG_SEND_DIRECT_REQ2));
    if ( has(d, FFA_FID32(NOTIFICATION_BITMAP_CREATE)) )
        call(d, FFA_FID32(NOTIFICATION_BITMAP_CREATE), self(d), 1, 0);
    has(d, FFA_FEATURE_SRI);
    has(d, FFA_FEATURE_NPI);
    scan_partitions(d);
}

/* What is in RX is a message if a framework bit says so. */
static void get(struct driver *d, unsigned int vcpu)
{
    guest_fetches(d->domain);
    call(d, FFA_FID32(NOTIFICATION_GET), vcpu << 16 | self(d), ALL_HALVES, 0);
    if ( succeeded(d) && ((d->x[6] | d->x[7]) & 1) )
        release(d);
}

static uint16_t id_of(const struct driver *d, unsigned int place)
{
    SIM_BUG_ON(place >= FFA_INFO_IDS_64);
    return (uint16_t)(d->x[3 + place / 4] >> (16 * (place % 4)));
}

/* SPs are named to who schedules them: they are to run. */
static void run_sps(struct driver *d, const uint16_t *sps, unsigned int nr)
{
    for ( unsigned int i = 0; i < nr; i++ )
        call(d, FFA_FID32(RUN), (uint32_t)sps[i] << 16 | d->vcpu, 0, 0);
}

/* Handle one reply to INFO_GET: true if there is more. */
static bool walk_lists(struct driver *d)
{
    uint16_t sps[LAST_PLACE];
    unsigned int nr_sps = 0;
    unsigned int lists = d->x[2] >> FFA_INFO_COUNT_SHIFT & FFA_INFO_COUNT_MASK;
    bool more = d->x[2] & FFA_INFO_MORE;
    unsigned int place = 0;
    bool mine = false;
    uint8_t vcpu = 0;

    for ( unsigned int i = 0; i < lists && place < LAST_PLACE; i++ )
    {
        unsigned int others =
            i < FFA_INFO_IDS_64
                ? d->x[2] >> (FFA_INFO_SIZE_SHIFT + 2 * i) & FFA_INFO_SIZE_MASK
                : 0;

        if ( id_of(d, place) == self(d) )
        {
            mine = true;
            if ( others && place + 1 < FFA_INFO_IDS_64 )
                vcpu = (uint8_t)id_of(d, place + 1);
        }
        else if ( id_of(d, place) & FFA_ID_SECURE )
            sps[nr_sps++] = id_of(d, place);
        place += 1 + others;
    }
    if ( mine )
        get(d, vcpu % PROGRAM_MAX_VCPUS);
    run_sps(d, sps, nr_sps);
    return more;
}

static void serve_sri(struct driver *d)
{
    for ( unsigned int i = 0; i < PATIENCE; i++ )
    {
        call(d, FFA_FID64(NOTIFICATION_INFO_GET), 0, 0, 0);
        if ( !succeeded(d) || !walk_lists(d) )
            return;
    }
}

static void serve_npi(struct driver *d)
{
    guest_take_irqs(d->domain, d->vcpu);
    get(d, d->vcpu);
}

static void share(struct driver *d)
{
    const struct transaction t = {
        .version = FFA_VERSION_OF(1, 2),
        .sender = FFA_ID_OF_DOMAIN(d->domain),
        .receiver = PROGRAM_FIRST_SP,
        .address = PROGRAM_PAGE(2),
        .pages = 2,
        .ranges = 2,
    };
    uint8_t bytes[TRANSACTION_BYTES];
    struct transaction_call how;
    uint32_t length = transaction_build(&t, bytes, &how);

    if ( buffers_write(d->domain, buffers_tx(d->domain), bytes, length) )
        call(d, FFA_FID64(MEM_SHARE), length, length, 0);
}

static void message(struct driver *d)
{
    uint32_t ids = self(d) << 16 | PROGRAM_FIRST_SP;

    call(d, FFA_FID64(MSG_SEND_DIRECT_REQ), ids, 0, 1);
    for ( unsigned int i = 0; i < PATIENCE; i++ )
    {
        uint32_t fid = (uint32_t)d->x[0];

        if ( fid != FFA_FID32(INTERRUPT) && fid != FFA_FID32(YIELD) )
            return;
        call(d, FFA_FID32(RUN), d->x[1], 0, 0);
    }
}

static void leave(struct driver *d)
{
    call(d, FFA_FID32(RXTX_UNMAP), self(d) << 16, 0, 0);
}

bool perform_DRIVER(const struct op *op)
{
    static void (*const steps[])(struct driver * d) = {
        [STEP_VALUE(BOOT)] = boot,       [STEP_VALUE(SRI)] = serve_sri,
        [STEP_VALUE(NPI)] = serve_npi,   [STEP_VALUE(SHARE)] = share,
        [STEP_VALUE(MESSAGE)] = message, [STEP_VALUE(EXIT)] = leave,
    };
    struct driver driver = {.domain = op->domain, .vcpu = op->vcpu};

    SIM_BUG_ON(op->arg[0] >= SIM_ARRAY_SIZE(steps));
    if ( !hypervisor_vcpu_run(op->domain, op->vcpu) )
        return false;
    steps[op->arg[0]](&driver);
    return true;
}
