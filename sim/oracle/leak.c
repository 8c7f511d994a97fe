/* SPDX-License-Identifier: GPL-2.0-only */
#include "bug.h"
#include "complain.h"
#include "ffa.h"
#include "records.h"
#include "view.h"

/*
 * What the SPMC keeps for a VM stays with it when it refuses, against the
 * rules or as a fault of the scenario, the call that gives it back. Memory that
 * the secure world may still use is never given to anybody else.
 */
static struct
{
    bool destroy_refused;
    bool unmap_refused;
    bool message_refused;
    bool fragment_refused;
    bool memory_kept; /* RXTX_UNMAP or MEM_RECLAIM did not succeed, or what
                       * MEM_SHARE came to is not known                     */
} excuses;
STATE(excuses);

/*
 * Shares that SPs hold, as they may for as long as they like. Who has asked for
 * one, and was DENIED, can but keep its pages and ask again.
 */
#define MAX_HELD 128u
struct share
{
    uint64_t handle;
    unsigned int holders;
    bool denied;
};
RECORDS(struct share, held, MAX_HELD)

static void reset(void)
{
    excuses = (typeof(excuses)){0};
    held.nr = 0;
}

static unsigned int find_held(uint64_t handle)
{
    unsigned int i = 0;

    while ( i < held.nr && held.record[i].handle != handle )
        i++;
    return i;
}

static void see_retrieved(uint64_t handle)
{
    unsigned int i = find_held(handle);

    if ( i == MAX_HELD )
        return;
    if ( i == held.nr )
        *held_at(i) = (struct share){.handle = handle};
    held.record[i].holders++;
}

static void see_relinquished(uint64_t handle)
{
    unsigned int i = find_held(handle);

    if ( i < held.nr && !--held.record[i].holders )
        held.record[i] = held.record[--held.nr];
}

static void see_denied(uint64_t handle)
{
    unsigned int i = find_held(handle);

    if ( i < held.nr )
        held.record[i].denied = true;
}

static bool is_denied(uint64_t handle)
{
    unsigned int i = find_held(handle);

    return i < held.nr && held.record[i].denied;
}

static bool any_denied(void)
{
    for ( unsigned int i = 0; i < held.nr; i++ )
        if ( held.record[i].denied )
            return true;
    return false;
}

static void see_refused(uint32_t fid)
{
    excuses.destroy_refused |= fid == FFA_FID32(NOTIFICATION_BITMAP_DESTROY);
    excuses.unmap_refused |= fid == FFA_FID32(RXTX_UNMAP);
    excuses.message_refused |= fid == FFA_FID32(MSG_SEND_DIRECT_REQ);
}

static void see_smc_return(const struct event *event)
{
    const struct view_cpu *cpu = view_cpu(event->cpu);
    uint32_t fid = cpu->smc ? (uint32_t)cpu->smc[0] & ~FFA_CONVENTION_64 : 0;
    bool ends = fid == FFA_FID32(RXTX_UNMAP) || fid == FFA_FID32(MEM_RECLAIM);
    bool begins = fid == FFA_FID32(MEM_SHARE) || fid == FFA_FID32(MEM_FRAG_TX);

    /* Who is told to come again later has no excuse not to. */
    if ( fid == FFA_FID32(MEM_RECLAIM) && !cpu->smc_hostile &&
         (int32_t)event->arg[2] == FFA_DENIED )
    {
        see_denied((uint32_t)cpu->smc[1] | (uint64_t)(uint32_t)cpu->smc[2]
                                               << 32);
        return;
    }
    if ( (ends && event->arg[0] != FFA_FID32(SUCCESS)) ||
         ((ends || begins) && cpu->smc_hostile) )
        excuses.memory_kept = true;
    /* A transaction that is not complete cannot be ended in another way. */
    excuses.fragment_refused |= fid == FFA_FID32(MEM_FRAG_TX) &&
                                (uint32_t)event->arg[0] == FFA_FID32(ERROR);
}

/* An SP's final word: no more VM_DESTROYED for it. */
static void see_vm_message(const uint64_t *arg)
{
    int32_t status = (int32_t)arg[3];

    if ( arg[2] && status && status != FFA_RETRY && status != FFA_INTERRUPTED )
        excuses.message_refused = true;
}

/* d0 stays when all others go. */
static bool lives(uint64_t endpoint)
{
    const struct view_domain *domain = view_endpoint(endpoint);

    return domain && domain->alive && domain->ffa;
}

static bool is_excused(const struct event *event)
{
    uint64_t detail = event->arg[2];

    switch ( event->arg[0] )
    {
    case LEFT_BITMAP:
        return view.hostile || excuses.destroy_refused || lives(detail);
    case LEFT_BUFFER:
        return view.hostile || excuses.unmap_refused || lives(detail);
    case LEFT_VM_MESSAGE:
        return view.hostile || excuses.message_refused ||
               lives((uint16_t)detail);
    case LEFT_SHARE:
        return excuses.memory_kept || excuses.fragment_refused ||
               is_denied(detail);
    case LEFT_MEMORY: /* The record of what the secure world keeps. */
    case LEFT_PAGE:
    case LEFT_DOMAIN:
        return excuses.memory_kept || any_denied();
    case LEFT_TIMER: /* One of d0 may wait for what d0 never asks for.     */
        return excuses.memory_kept || any_denied() ||
               lives(FFA_ID_OF_DOMAIN(0));
    default:
        return false;
    }
}

static const char *const what_texts[] = {
    [LEFT_MEMORY] = "memory",
    [LEFT_PAGE] = "page references",
    [LEFT_DOMAIN] = "domains",
    [LEFT_RCU] = "RCU sections or callbacks",
    [LEFT_TIMER] = "timers",
    [LEFT_TASKLET] = "tasklets",
    [LEFT_IRQ] = "interrupts",
    [LEFT_BITMAP] = "notification bitmaps of the SPMC",
    [LEFT_BUFFER] = "RX/TX buffers of the SPMC",
    [LEFT_VM_MESSAGE] = "VMs that an SP believes to exist",
    [LEFT_LOCK] = "locks",
    [LEFT_SHARE] = "memory shares of the SPMC",
};

/* What the detail of a kind counts; "": the count says more. */
static const char *detail_text(enum log_left what)
{
    switch ( what )
    {
    case LEFT_MEMORY:
        return "object ";
    case LEFT_BITMAP:
    case LEFT_VM_MESSAGE:
        return "of VM ";
    default:
        return "";
    }
}

/* Where the life began that did not end: once a run at most. */
static int find_begin(const struct event *left)
{
    static const struct
    {
        enum log_left what;
        enum event_kind kind;
    } begins[] = {{LEFT_MEMORY, EV_ALLOC},
                  {LEFT_BITMAP, EV_BITMAP},
                  {LEFT_SHARE, EV_SHARE}};
    uint32_t cursor = 0;
    struct event event;
    int found = NO_EVENT;

    for ( int i = 0; log_next(&cursor, &event) && event.arg != left->arg; i++ )
        for ( size_t j = 0; j < SIM_ARRAY_SIZE(begins); j++ )
            if ( begins[j].what == left->arg[0] &&
                 begins[j].kind == event.kind && event.arg[0] == left->arg[2] )
                found = i;
    return found;
}

static bool see(const struct event *event, unsigned int index,
                struct complaint *complaint)
{
    uint64_t what = event->arg[0];
    int begin;

    (void)index;
    if ( event->kind == EV_SMC_RETURN )
        see_smc_return(event);
    if ( event->kind == EV_REFUSED )
        see_refused((uint32_t)event->arg[0]);
    if ( event->kind == EV_VM_MESSAGE )
        see_vm_message(event->arg);
    if ( event->kind == EV_RETRIEVED )
        see_retrieved(event->arg[0]);
    if ( event->kind == EV_RELINQUISHED )
        see_relinquished(event->arg[0]);
    if ( event->kind != EV_LEFT )
        return true;
    SIM_BUG_ON(what >= sizeof(what_texts) / sizeof(what_texts[0]));
    if ( is_excused(event) )
        return true;
    begin = find_begin(event);
    return complain(
        complaint, "domain_teardown",
        event->name ? complain_name(event->name) : what_texts[what], begin,
        "%s outlived every domain: %s%s %s%llu%s", what_texts[what],
        event->name ? complain_name(event->name) : "", event->name ? "," : "",
        detail_text(what),
        (unsigned long long)event->arg[detail_text(what)[0] ? 2 : 1],
        begin < 0 ? "" : "; where it began is the other event");
}

static const enum event_kind wants[] = {EV_REFUSED,    EV_SMC_RETURN,
                                        EV_VM_MESSAGE, EV_LEFT,
                                        EV_RETRIEVED,  EV_RELINQUISHED,
                                        EVENT_KINDS};

const struct oracle oracle_leak = {
    .name = "leak",
    .promise = "when every domain is gone, nothing of it is left anywhere",
    .clause = "FF-A 1.1, 16.1: a VM's resources in the SPMC end with it",
    .reset = reset,
    .wants = wants,
    .see = see,
};
