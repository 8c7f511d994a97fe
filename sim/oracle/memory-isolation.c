/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * No page that the secure world may access is free or another's, and no byte of
 * one domain reaches another but in a message from the one to the other.
 */
#include <stdio.h>

#include "complain.h"
#include "ffa.h"
#include "pages.h"
#include "records.h"
#include "view.h"

#define HEAP           0x7ff2u /* the hypervisor, as owner of a page       */
#define LONGEST_HEADER 40u     /* of a message, FF-A 1.2                   */
#define MAX_SHARES     64u
#define RXTX_RX        3u /* of EV_RXTX's arguments                        */

/* What a domain has sent to each other: so much of a buffer that may fill. */
struct flow
{
    uint64_t end[PROGRAM_MAX_DOMAINS];
};
RECORDS(struct flow, flows, PROGRAM_MAX_DOMAINS)

/* Bytes of TX that another vCPU may rewrite while they are read. */
static uint32_t rewrites; /* bit per domain                               */
STATE(rewrites);

struct share
{
    uint64_t handle;
    uint64_t sender;
};
RECORDS(struct share, shares, MAX_SHARES)

static void reset(void)
{
    flows.nr = 0;
    rewrites = 0;
    shares.nr = 0;
    pages_reset();
}

/* Whose pages are given to the secure world. */

static bool check_owner(const struct event *event, uint64_t frame,
                        unsigned int owner, uint64_t endpoint,
                        struct complaint *complaint)
{
    unsigned int right = endpoint ? (unsigned int)endpoint - 1 : HEAP;
    char whose[24] = "";

    if ( owner == right || (endpoint & FFA_ID_SECURE) )
        return true;
    if ( owner == HEAP )
        snprintf(whose, sizeof(whose), "the hypervisor");
    else if ( owner != PAGES_NOBODY )
        snprintf(whose, sizeof(whose), "d%u", owner);
    return complain(complaint, view_site(event), "page", NO_EVENT,
                    "page %u, which is %s%s, is given to the secure world in "
                    "the name of endpoint 0x%x (d%d)",
                    (unsigned int)frame, whose[0] ? "of " : "nobody's", whose,
                    (unsigned int)endpoint, (int)endpoint - 1);
}

static uint64_t sender_of(uint64_t handle)
{
    for ( unsigned int i = 0; i < shares.nr; i++ )
        if ( shares.record[i].handle == handle )
            return shares.record[i].sender;
    return FFA_ID_SPMD;
}

static bool see_share(const struct event *event, struct complaint *complaint)
{
    (void)complaint;
    if ( shares.nr < MAX_SHARES )
        *shares_at(shares.nr) = (struct share){event->arg[0], event->arg[1]};
    return true;
}

static bool see_share_pages(const struct event *event,
                            struct complaint *complaint)
{
    uint64_t sender = sender_of(event->arg[0]);

    if ( sender == FFA_ID_SPMD )
        return true;
    pages_open(event->arg[0], event->arg[1], event->arg[2]);
    for ( uint64_t i = 0; i < event->arg[2]; i++ )
    {
        uint64_t frame = event->arg[1] + i;

        if ( !check_owner(event, frame, pages_owner(frame), sender, complaint) )
            return false;
    }
    return true;
}

static bool see_reclaimed(const struct event *event,
                          struct complaint *complaint)
{
    (void)complaint;
    pages_close(event->arg[0]);
    for ( unsigned int i = 0; i < shares.nr; i++ )
        if ( shares.record[i].handle == event->arg[0] )
            shares.record[i--] = shares.record[--shares.nr];
    return true;
}

static bool see_rxtx(const struct event *event, struct complaint *complaint)
{
    uint64_t endpoint = event->arg[0];

    if ( !event->arg[1] )
    {
        pages_close(PAGES_PAIR(endpoint));
        return true;
    }
    for ( unsigned int i = 2; i < 4; i++ )
    {
        uint64_t frame = event->arg[i];

        pages_open(PAGES_PAIR(endpoint), frame, event->arg[4]);
        /* A page of the hypervisor's may stand for the VM's TX, not for its
         * RX: what is sent to the VM would stay there. */
        if ( (pages_owner(frame) != HEAP || i == RXTX_RX) &&
             !check_owner(event, frame, pages_owner(frame), endpoint,
                          complaint) )
            return false;
    }
    return true;
}

/* And for how long. */

static bool see_page_alloc(const struct event *event,
                           struct complaint *complaint)
{
    (void)complaint;
    pages_allocated(event->arg[0], event->arg[1], (unsigned int)event->arg[2]);
    return true;
}

static bool see_page_freed(const struct event *event,
                           struct complaint *complaint)
{
    unsigned int since;

    pages_freed(event->arg[0]);
    if ( !pages_are_open(event->arg[0], &since) )
        return true;
    return complain(complaint, view_site(event), "freed page", (int)since,
                    "page %u is freed, and the secure world may access it",
                    (unsigned int)event->arg[0]);
}

/*
 * A reply against the rules may say that a page is not accessible when it is:
 * that a share failed, or that it or a pair has ended.
 */
static bool see_smc_return(const struct event *event,
                           struct complaint *complaint)
{
    const struct view_cpu *cpu = view_cpu(event->cpu);
    uint32_t fid = cpu->smc ? (uint32_t)cpu->smc[0] & ~FFA_CONVENTION_64 : 0;
    bool success =
        ((uint32_t)event->arg[0] & ~FFA_CONVENTION_64) == FFA_FID32(SUCCESS);
    bool ends = fid == FFA_FID32(MEM_RECLAIM) || fid == FFA_FID32(RXTX_UNMAP);
    bool begins = fid == FFA_FID32(MEM_SHARE) || fid == FFA_FID32(MEM_FRAG_TX);

    (void)complaint;
    if ( cpu->smc_hostile &&
         ((ends && success) || begins || fid == FFA_FID32(RXTX_MAP)) )
        pages_excuse();
    return true;
}

/* A share is its owner's to take back. */
static bool see_smc(const struct event *event, struct complaint *complaint)
{
    const struct view_cpu *cpu = view_cpu(event->cpu);
    uint64_t handle =
        (uint32_t)event->arg[1] | (uint64_t)(uint32_t)event->arg[2] << 32;
    uint64_t sender = sender_of(handle);

    if ( (uint32_t)event->arg[0] != FFA_FID32(MEM_RECLAIM) ||
         !view_in_call(event) || sender == FFA_ID_SPMD ||
         sender == view_caller(cpu) || view.hostile )
        return true;
    return complain(complaint, view_site(event), "share", (int)cpu->call_index,
                    "d%u calls, and what endpoint 0x%x has shared is taken "
                    "back",
                    (unsigned int)cpu->call[0], (unsigned int)sender);
}

/* Bytes. */

static bool see_send(const struct event *event, struct complaint *complaint)
{
    uint64_t from = event->arg[0];
    uint64_t to = event->arg[1] - FFA_ID_OF_DOMAIN(0);
    uint64_t start =
        event->arg[2] > LONGEST_HEADER ? event->arg[2] : LONGEST_HEADER;
    uint64_t end = start + event->arg[3];
    (void)complaint;
    if ( from >= PROGRAM_MAX_DOMAINS || to >= PROGRAM_MAX_DOMAINS )
        return true;
    if ( flows_at(from)->end[to] < end )
        flows_at(from)->end[to] = end;
    return true;
}

/* While it calls, a store of a sibling may change what was asked for. */
static bool see_guest_write(const struct event *event,
                            struct complaint *complaint)
{
    (void)complaint;
    for ( unsigned int cpu = 0; cpu < PROGRAM_MAX_CPUS; cpu++ )
        if ( view_cpu(cpu)->call && view_cpu(cpu)->call[0] == event->arg[0] )
            rewrites |= 1u << (event->arg[0] % PROGRAM_MAX_DOMAINS);
    return true;
}

static bool see_found(const struct event *event, struct complaint *complaint)
{
    uint64_t to = event->arg[0];
    uint64_t from = event->arg[1];
    uint64_t offset = event->arg[2];

    if ( to >= PROGRAM_MAX_DOMAINS || (from == HEAP && view.hostile) )
        return true;
    if ( from < PROGRAM_MAX_DOMAINS &&
         (rewrites >> from & 1 || offset < flows_at(from)->end[to]) )
        return true;
    return complain(complaint, view_site(event), "bytes", NO_EVENT,
                    "d%u finds bytes of %s%u in its RX buffer, at %u, which "
                    "it was not sent",
                    (unsigned int)to,
                    from == HEAP ? "the hypervisor's memory, " : "d",
                    (unsigned int)from, (unsigned int)offset);
}

/* What is wanted, and who looks at it. */
#define HANDLERS(X)                                                            \
    X(SHARE, see_share)                                                        \
    X(SHARE_PAGES, see_share_pages)                                            \
    X(RECLAIMED, see_reclaimed)                                                \
    X(RXTX, see_rxtx)                                                          \
    X(PAGE_ALLOC, see_page_alloc)                                              \
    X(PAGE_FREED, see_page_freed)                                              \
    X(SMC, see_smc)                                                            \
    X(SMC_RETURN, see_smc_return)                                              \
    X(GUEST_SEND, see_send)                                                    \
    X(GUEST_WRITE, see_guest_write)                                            \
    X(GUEST_FOUND, see_found)

ORACLE_DISPATCH(HANDLERS)

const struct oracle oracle_memory_isolation = {
    .name = "memory-isolation",
    .promise = "the secure world reaches no page but those of who gave them, "
               "and no byte of one domain reaches another unsent",
    .clause = "FF-A 1.1, memory management: owners, lenders and borrowers",
    .reset = reset,
    .wants = wants,
    .see = see,
};
