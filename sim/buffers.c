/* SPDX-License-Identifier: GPL-2.0-only */
#include "buffers.h"

#include "address-space.h"
#include "argument.h"
#include "asked.h"
#include "bug.h"
#include "content.h"
#include "ffa.h"
#include "machine.h"
#include "run-state.h"
#include "effect.h"

struct pair
{
    bool mapped;
    bool full;    /* RX is the guest's                                       */
    int frame;    /* of RX, then                                       */
    int first;    /* of RX, when it was mapped                         */
    int tx_frame; /* when it was mapped; -1: no RAM of its own         */
    uint64_t digest; /* of RX                                             */
    uint64_t tx;
    uint64_t rx;
    unsigned int nr_handles;
    uint64_t handle[PROGRAM_HANDLES];
};

static struct pair pairs[PROGRAM_MAX_DOMAINS];
static uint32_t used; /* bit per domain that is not as it was at first     */
STATE(used);

/* As effects: PAIR of a domain, and whether it is used. */
static void touch_used(bool write)
{
    effect_on(EFFECT_GUEST, PROGRAM_MAX_DOMAINS, write);
}

/* Up to the last domain that has one. */
static size_t pairs_used(void)
{
    unsigned int nr = used ? 32u - (unsigned int)__builtin_clz(used) : 0;

    return nr * sizeof(pairs[0]);
}
STATE_USED(pairs, pairs_used);

static struct pair *pair_of(unsigned int domain)
{
    SIM_BUG_ON(domain >= PROGRAM_MAX_DOMAINS);
    effect_on(EFFECT_GUEST, domain, true);
    return &pairs[domain];
}

void buffers_forget(unsigned int domain)
{
    struct pair *pair = pair_of(domain);

    pair->mapped = false;
    pair->full = false;
    pair->nr_handles = 0;
}

void buffers_boot(void)
{
    for ( ; used; used &= used - 1 )
        buffers_forget((unsigned int)__builtin_ctz(used));
}

uint64_t buffers_tx(unsigned int domain)
{
    const struct pair *pair = pair_of(domain);

    return pair->mapped ? pair->tx : PROGRAM_PAGE(0);
}

uint64_t buffers_rx(unsigned int domain)
{
    const struct pair *pair = pair_of(domain);

    return pair->mapped ? pair->rx : PROGRAM_PAGE(1);
}

uint64_t buffers_handle(unsigned int domain, uint64_t argument)
{
    unsigned int of = (argument >> 8) & 0xff;
    unsigned int n = argument & 0xff;
    const struct pair *pair;

    if ( argument != PROGRAM_HANDLE(of, n) )
        return argument;
    if ( of == PROGRAM_HANDLE_SELF )
        of = domain;
    if ( of >= PROGRAM_MAX_DOMAINS )
        return argument;
    pair = pair_of(of);
    return n && n <= pair->nr_handles ? pair->handle[n - 1] : 0;
}

/* Only in RAM of its own: what is mapped there instead is its own affair. */
static bool receive(unsigned int domain)
{
    struct pair *pair = pair_of(domain);
    int frame = pair->mapped ? address_space_frame(domain, pair->rx) : -1;

    if ( frame < 0 )
        return false;
    content_look(domain, (unsigned int)frame);
    pair->full = true;
    pair->frame = frame;
    pair->digest = content_digest((unsigned int)frame);
    return true;
}

static void check_unchanged(unsigned int domain)
{
    const struct pair *pair = pair_of(domain);

    if ( pair->full && pair->frame == address_space_frame(domain, pair->rx) &&
         content_digest((unsigned int)pair->frame) != pair->digest )
        machine_note(EV_GUEST_RX_CHANGED, 0, domain, pair->frame);
}

static void release(unsigned int domain, const uint64_t *x,
                    const uint64_t *reply)
{
    (void)x;
    (void)reply;
    check_unchanged(domain);
    pair_of(domain)->full = false;
}

/* Is in TX what the guest sees there? It may have another page there by now. */
static bool has_tx(unsigned int domain)
{
    const struct pair *pair = pair_of(domain);

    return pair->mapped && pair->tx_frame >= 0 &&
           address_space_frame(domain, pair->tx) == pair->tx_frame;
}

static void ask_send(unsigned int domain, const uint64_t *x,
                     const uint64_t *reply)
{
    (void)x;
    (void)reply;
    if ( has_tx(domain) )
        asked_send(domain, buffers_tx(domain));
}

static void ask_share(unsigned int domain, const uint64_t *x,
                      const uint64_t *reply)
{
    (void)reply;
    if ( has_tx(domain) )
        asked_share(domain, x, buffers_tx(domain));
}

static void ask_map(unsigned int domain, const uint64_t *x,
                    const uint64_t *reply)
{
    (void)reply;
    asked_map(domain, x);
}

static void map(unsigned int domain, const uint64_t *x, const uint64_t *reply)
{
    bool wide = (uint32_t)x[0] & FFA_CONVENTION_64;
    struct pair *pair = pair_of(domain);

    (void)reply;
    pair->mapped = true;
    pair->full = false;
    pair->tx = wide ? x[1] : (uint32_t)x[1];
    pair->rx = wide ? x[2] : (uint32_t)x[2];
    pair->first = address_space_frame(domain, pair->rx);
    pair->tx_frame = address_space_frame(domain, pair->tx);
}

static void unmap(unsigned int domain, const uint64_t *x, const uint64_t *reply)
{
    (void)x;
    (void)reply;
    pair_of(domain)->mapped = false;
}

static void partitions(unsigned int domain, const uint64_t *x,
                       const uint64_t *reply)
{
    const struct pair *pair = pair_of(domain);

    if ( !(x[5] & FFA_PARTITION_INFO_COUNT_BIT) && receive(domain) &&
         pair->frame == pair->first )
        content_list(domain, (unsigned int)pair->frame, reply);
}

static void registers(unsigned int domain, const uint64_t *x,
                      const uint64_t *reply)
{
    content_windows(domain, (uint16_t)x[3], reply);
}

static void notifications(unsigned int domain, const uint64_t *x,
                          const uint64_t *reply)
{
    (void)x;
    if ( (reply[6] | reply[7]) & 1 )
        receive(domain);
}

static void share(unsigned int domain, const uint64_t *x, const uint64_t *reply)
{
    struct pair *pair = pair_of(domain);

    (void)x;
    if ( pair->nr_handles < PROGRAM_HANDLES )
        pair->handle[pair->nr_handles++] =
            (uint32_t)reply[2] | (uint64_t)(uint32_t)reply[3] << 32;
}

/* What a call means for the guest: when it is made, and if it succeeds. */
typedef void step_fn(unsigned int domain, const uint64_t *x,
                     const uint64_t *reply);
static const struct
{
    uint32_t fid;
    step_fn *before;
    step_fn *after;
} steps[] = {
    {FFA_FID64(RXTX_MAP), ask_map, map},
    {FFA_FID32(RXTX_MAP), ask_map, map},
    {FFA_FID32(RXTX_UNMAP), release, unmap},
    {FFA_FID32(RX_RELEASE), release, NULL},
    {FFA_FID32(PARTITION_INFO_GET), NULL, partitions},
    {FFA_FID64(PARTITION_INFO_GET_REGS), NULL, registers},
    {FFA_FID32(NOTIFICATION_GET), NULL, notifications},
    {FFA_FID32(MSG_SEND2), ask_send, NULL},
    {FFA_FID64(MEM_SHARE), ask_share, share},
    {FFA_FID32(MEM_SHARE), ask_share, share},
    {FFA_FID32(MEM_FRAG_TX), NULL, share},
};

static void step(unsigned int domain, const uint64_t *x, const uint64_t *reply)
{
    for ( unsigned int i = 0; i < SIM_ARRAY_SIZE(steps); i++ )
    {
        step_fn *act = reply ? steps[i].after : steps[i].before;

        if ( steps[i].fid == (uint32_t)x[0] && act )
            act(domain, x, reply);
    }
}

void buffers_calling(unsigned int domain, const uint64_t x[BUFFERS_REGS])
{
    step(domain, x, NULL);
}

void buffers_called(unsigned int domain, const uint64_t x[BUFFERS_REGS],
                    const uint64_t reply[BUFFERS_REGS])
{
    if ( ((uint32_t)reply[0] & ~FFA_CONVENTION_64) != FFA_FID32(SUCCESS) )
        return;
    SIM_BUG_ON(domain >= PROGRAM_MAX_DOMAINS);
    touch_used(!(used >> domain & 1));
    used |= 1u << domain;
    step(domain, x, reply);
}

/* What guests do changes a buffer rightly: theirs, or one they have mapped. */
bool buffers_write(unsigned int domain, uint64_t address, const void *bytes,
                   size_t size)
{
    bool done;

    touch_used(false);
    for ( uint32_t left = used; left; left &= left - 1 )
        check_unchanged((unsigned int)__builtin_ctz(left));
    done = address_space_write(domain, address, bytes, size);
    for ( uint32_t left = used; left; left &= left - 1 )
    {
        struct pair *pair = pair_of((unsigned int)__builtin_ctz(left));

        if ( pair->full )
            pair->digest = content_digest((unsigned int)pair->frame);
    }
    if ( done )
        machine_note(EV_GUEST_WRITE, 0, domain, address, size);
    return done;
}
