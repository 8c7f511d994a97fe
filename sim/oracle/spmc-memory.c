/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The part of spmc-protocol about buffers, messages and shared memory. What the
 * SPMC says it has is the state; one that breaks the rules has said nothing.
 */
#include "complain.h"
#include "ffa.h"
#include "records.h"
#include "request.h"
#include "view.h"

#define MAX_HANDLES 64u /* those beyond are not judged                    */
#define DELAY_SRI   2u  /* MSG_SEND2, w2                                   */

/* By endpoint: the hypervisor, then VMs. */
struct pair
{
    bool mapped;
    unsigned int owner; /* enum log_rx_owner                                */
};
RECORDS(struct pair, pairs, PROGRAM_MAX_DOMAINS + 1)

/* A reply was such that nobody can tell what became of the call. */
static bool unknown;
STATE(unknown);

/* Shares that the SPMC has, whole or in parts. */
RECORDS(uint64_t, shares, MAX_HANDLES)
static bool overflow; /* there are more                                    */
STATE(overflow);

static void reset(void)
{
    pairs.nr = 0;
    unknown = false;
    shares.nr = 0;
    overflow = false;
}

static struct pair *pair_of(uint64_t endpoint)
{
    return endpoint <= PROGRAM_MAX_DOMAINS ? pairs_at(endpoint) : NULL;
}

static bool is_shared(uint64_t handle)
{
    for ( unsigned int i = 0; i < shares.nr; i++ )
        if ( shares.record[i] == handle )
            return true;
    return overflow;
}

static void add(uint64_t handle)
{
    if ( is_shared(handle) )
        return;
    if ( shares.nr < MAX_HANDLES )
        *shares_at(shares.nr) = handle;
    else
        overflow = true;
}

static void drop(uint64_t handle)
{
    for ( unsigned int i = 0; i < shares.nr; i++ )
        if ( shares.record[i] == handle )
            shares.record[i] = shares.record[--shares.nr];
}

static uint64_t handle_in(const uint64_t *x)
{
    return (uint32_t)x[1] | (uint64_t)(uint32_t)x[2] << 32;
}

/* Why the hypervisor may not ask for X as things stand; NULL if it may. */

static const char *of_a_vm(uint64_t id)
{
    const struct pair *pair = pair_of(id);

    return pair && pair->mapped ? NULL
                                : "the SPMC has no buffers of this endpoint";
}

static const char *ask_release(const uint64_t *x)
{
    if ( x[1] )
        return of_a_vm(x[1]);
    if ( of_a_vm(0) || pair_of(0)->owner == RX_RECEIVER )
        return of_a_vm(0);
    return "the RX buffer is not the hypervisor's";
}

static const char *ask_acquire(const uint64_t *x)
{
    return x[1] ? of_a_vm(x[1]) : "the hypervisor has no need to";
}

static const char *ask_unmap(const uint64_t *x)
{
    uint32_t id = (uint32_t)x[1] >> 16;

    return id ? of_a_vm(id) : NULL;
}

static const char *ask_partitions(const uint64_t *x)
{
    if ( (x[5] & FFA_PARTITION_INFO_COUNT_BIT) || of_a_vm(0) ||
         pair_of(0)->owner == RX_SPMC )
        return NULL;
    return "the hypervisor has not released its RX buffer";
}

static const char *ask_send(const uint64_t *x)
{
    uint32_t sender = (uint32_t)x[1] >> 16;

    if ( sender && (x[2] & DELAY_SRI) )
        return "only an SP may delay the interrupt";
    return of_a_vm(sender);
}

static const char *ask_share(const uint64_t *x)
{
    if ( !(uint32_t)x[2] )
        return "the first fragment is empty";
    return (uint32_t)x[2] > (uint32_t)x[1]
               ? "the first fragment is longer than the whole"
               : NULL;
}

static const char *ask_handle(const uint64_t *x)
{
    return is_shared(handle_in(x)) ? NULL : "the SPMC gave no such handle";
}

static const struct
{
    uint32_t fid;
    const char *(*ask)(const uint64_t *x);
} rules[] = {
    {FFA_FID32(RX_RELEASE), ask_release},
    {FFA_FID32(RX_ACQUIRE), ask_acquire},
    {FFA_FID32(RXTX_UNMAP), ask_unmap},
    {FFA_FID32(PARTITION_INFO_GET), ask_partitions},
    {FFA_FID32(MSG_SEND2), ask_send},
    {FFA_FID32(MEM_SHARE), ask_share},
    {FFA_FID64(MEM_SHARE), ask_share},
    {FFA_FID32(MEM_FRAG_TX), ask_handle},
    {FFA_FID32(MEM_RECLAIM), ask_handle},
};

static bool see_smc(const struct event *event, struct complaint *complaint)
{
    uint32_t fid = (uint32_t)event->arg[0] & ~FFA_SVE_HINT;
    const char *why = NULL;

    if ( unknown || !request_is_ffa(event->arg[0]) )
        return true;
    for ( unsigned int i = 0; i < sizeof(rules) / sizeof(rules[0]); i++ )
        if ( rules[i].fid == fid )
            why = rules[i].ask(event->arg);
    if ( !why )
        return true;
    return complain(complaint, view_site(event), ffa_name(fid), NO_EVENT,
                    "%s asks the SPMC for %s (w1=0x%x w2=0x%x): %s",
                    view_site(event), ffa_name(fid), (uint32_t)event->arg[1],
                    (uint32_t)event->arg[2], why);
}

/* What the SPMC reads was written by the mediator, not by a guest. */
static bool see_malformed(const struct event *event,
                          struct complaint *complaint)
{
    uint32_t fid = (uint32_t)event->arg[0];

    if ( unknown || view_cpu(event->cpu)->smc_hostile )
        return true;
    return complain(complaint, view_site(event), "descriptor", NO_EVENT,
                    "%s asks the SPMC for %s with a descriptor that is none",
                    view_site(event), ffa_name(fid));
}

/* A share that is not whole yet has its handle in FRAG_RX. */
static void see_smc_return(const struct event *event)
{
    unknown |= view.hostile || view_cpu(event->cpu)->smc_hostile;
    if ( event->arg[0] == FFA_FID32(MEM_FRAG_RX) )
        add(handle_in(event->arg));
}

static void see_pair(const struct event *event)
{
    struct pair *pair = pair_of(event->arg[0]);

    if ( !pair )
        return;
    pair->owner = RX_SPMC;
    if ( event->kind == EV_RXTX )
        pair->mapped = event->arg[1];
    else
        pair->owner = (unsigned int)event->arg[1];
}

static bool see(const struct event *event, unsigned int index,
                struct complaint *complaint)
{
    (void)index;
    switch ( event->kind )
    {
    case EV_SMC:
        return see_smc(event, complaint);
    case EV_SMC_RETURN:
        see_smc_return(event);
        return true;
    case EV_MALFORMED:
        return see_malformed(event, complaint);
    case EV_SHARE:
        add(event->arg[0]);
        return true;
    case EV_RECLAIMED:
        drop(event->arg[0]);
        return true;
    default:
        see_pair(event);
        return true;
    }
}

static const enum event_kind wants[] = {EV_SMC,   EV_SMC_RETURN, EV_MALFORMED,
                                        EV_SHARE, EV_RECLAIMED,  EV_RXTX,
                                        EV_RX,    EVENT_KINDS};

const struct oracle oracle_spmc_memory = {
    .name = "spmc-protocol",
    .promise = "the SPMC is asked for nothing that FF-A forbids to ask",
    .clause = "FF-A 1.1, 7 and 13: buffers, messages and shared memory",
    .reset = reset,
    .wants = wants,
    .see = see,
};
