/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a guest's call comes to: no success where FF-A forbids it, nor with
 * something else than was asked for; and no refusal of what nobody minds.
 *
 * A call is judged only if nothing else happened meanwhile: what it may come to
 * then is one thing. So a pair of buffers is known from one such call to the
 * next.
 */
#include <string.h>

#include "bug.h"
#include "complain.h"
#include "endpoint.h"
#include "ffa.h"
#include "records.h"
#include "view.h"

#define MAX_LIVE    64u /* handles; those beyond are not judged              */
#define PAGE_OFFSET 0xfffull

enum pair
{
    PAIR_NONE,
    PAIR_MAPPED,
    PAIR_UNKNOWN,
};

RECORDS(enum pair, pairs, PROGRAM_MAX_DOMAINS)

/* Of each CPU, the call that is open, or about to be: GUEST_MAP and GUEST_SHARE
 * come before it. */
static struct
{
    bool busy;      /* in an op                                              */
    bool quiet;     /* no other CPU has been, since the call began           */
    bool asked;     /* the SPMC                                              */
    bool hindered;  /* by it, or for want of memory                          */
    bool lied;      /* a reply of it was a hostile one                       */
    bool taken;     /* MEM_RECLAIM: the handle was the caller's              */
    bool good;      /* EV_GUEST_MAP                                          */
    bool is_share;  /* the next is what it asks for                          */
    bool is_shared; /* and the next what the SPMC took                       */
    uint64_t share[4];  /* EV_GUEST_SHARE, from SOUND on                    */
    uint64_t shared[3]; /* EV_SHARE: SPs, pages, tag                        */
} calls[PROGRAM_MAX_CPUS];
STATE(calls);

/* Handles that guests have been given and have not given back. */
struct live
{
    uint64_t handle;
    uint64_t domain;
};
RECORDS(struct live, live, MAX_LIVE)

static void reset(void)
{
    pairs.nr = 0;
    memset(calls, 0, sizeof(calls));
    live.nr = 0;
}

/* Handles. */

static bool is_live(uint64_t handle)
{
    for ( unsigned int i = 0; i < live.nr; i++ )
        if ( live.record[i].handle == handle )
            return true;
    return false;
}

static void add_live(uint64_t handle, uint64_t domain)
{
    if ( live.nr == MAX_LIVE || is_live(handle) )
        return;
    *live_at(live.nr) = (struct live){handle, domain};
}

static bool take_live(uint64_t handle, uint64_t domain)
{
    for ( unsigned int i = 0; i < live.nr; i++ )
        if ( live.record[i].handle == handle &&
             live.record[i].domain == domain )
        {
            live.record[i] = live.record[--live.nr];
            return true;
        }
    return false;
}

static void drop_domain(uint64_t domain)
{
    for ( unsigned int i = 0; i < live.nr; i++ )
        if ( live.record[i].domain == domain )
            live.record[i--] = live.record[--live.nr];
}

/* A call that has returned. */
struct result
{
    const uint64_t *x;   /* as it was made                                  */
    const uint64_t *ret; /* x0 on                                           */
    const typeof(calls[0]) *open;
    enum pair *pair;
    uint64_t domain;
    bool success;
    int32_t status;
};

/* NULL, or what is wrong. */
typedef const char *judge_fn(const struct result *r);

static uint64_t wide(const struct result *r, unsigned int i)
{
    return r->x[0] & FFA_CONVENTION_64 ? r->x[i] : (uint32_t)r->x[i];
}

static const char *judge_map(const struct result *r)
{
    uint64_t tx = wide(r, 1), rx = wide(r, 2);
    uint32_t pages = (uint32_t)r->x[3];
    enum pair before = *r->pair;

    if ( !r->success )
    {
        if ( r->open->hindered && before == PAIR_NONE )
            *r->pair = PAIR_UNKNOWN;
        if ( ((tx | rx) & PAGE_OFFSET) || pages != 1 || tx == rx ||
             r->open->hindered )
            return NULL;
        if ( before == PAIR_MAPPED && r->status != FFA_DENIED )
            return "what is mapped already is DENIED";
        return before == PAIR_NONE && r->open->good
                   ? "two pages of its own, and nothing in the way"
                   : NULL;
    }
    *r->pair = PAIR_MAPPED;
    if ( (tx | rx) & PAGE_OFFSET )
        return "a buffer is not aligned";
    if ( !pages )
        return "the buffers have no pages";
    if ( tx == rx )
        return "RX and TX are the same";
    return before == PAIR_MAPPED ? "it has buffers already" : NULL;
}

static const char *judge_unmap(const struct result *r)
{
    enum pair before = *r->pair;

    if ( r->success )
        *r->pair = PAIR_NONE;
    if ( before != PAIR_NONE || r->status == FFA_INVALID_PARAMETERS )
        return NULL;
    return r->success ? "it has no buffers"
                      : "without buffers that is INVALID_PARAMETERS";
}

static const char *judge_share(const struct result *r)
{
    uint64_t handle = (uint32_t)r->ret[2] | r->ret[3] << 32;
    bool twice = is_live(handle);

    if ( !r->success )
        return NULL;
    add_live(handle, r->domain);
    if ( twice )
        return "that handle stands for another share";
    if ( !r->open->quiet || !r->open->is_share )
        return NULL;
    /* Whether there is such a receiver only the SPMC knows. */
    if ( !r->open->share[0] )
        return r->open->lied ? NULL : "its descriptor says what FF-A forbids";
    if ( r->open->is_shared &&
         memcmp(&r->open->share[1], r->open->shared, sizeof(r->open->shared)) )
        return "receivers, pages and tag are not what the SPMC was told";
    return NULL;
}

static const char *judge_reclaim(const struct result *r)
{
    uint64_t handle = (uint32_t)r->x[1] | r->x[2] << 32;

    /* From the call on it was not live: see_call(). */
    if ( !r->success && r->open->taken )
        add_live(handle, r->domain);
    return NULL;
}

/* BIND, UNBIND, SET, of no vCPU in particular. OWN and PEER: in w1. */
static const char *judge_handed_on(const struct result *r, uint32_t own,
                                   uint32_t peer)
{
    uint32_t w[8];

    for ( unsigned int i = 0; i < 8; i++ )
        w[i] = (uint32_t)r->x[i];
    if ( r->success || r->open->asked || !(peer & FFA_ID_SECURE) ||
         own != FFA_ID_OF_DOMAIN(r->domain) || w[2] || !(w[3] | w[4]) || w[5] ||
         w[6] || w[7] )
        return NULL;
    return "the SPMC was not asked";
}

static const char *judge_bind(const struct result *r)
{
    return judge_handed_on(r, r->x[1] & 0xffff, (uint32_t)r->x[1] >> 16);
}

static const char *judge_set(const struct result *r)
{
    return judge_handed_on(r, (uint32_t)r->x[1] >> 16, r->x[1] & 0xffff);
}

static const struct
{
    uint32_t number;
    bool always; /* also where other things happened meanwhile              */
    judge_fn *judge;
} judges[] = {
    {FFA_NR_RXTX_MAP, false, judge_map},
    {FFA_NR_RXTX_UNMAP, false, judge_unmap},
    {FFA_NR_MEM_SHARE, true, judge_share},
    {FFA_NR_MEM_RECLAIM, true, judge_reclaim},
    {FFA_NR_NOTIFICATION_BIND, false, judge_bind},
    {FFA_NR_NOTIFICATION_UNBIND, false, judge_bind},
    {FFA_NR_NOTIFICATION_SET, false, judge_set},
};

static bool judge(const struct event *event, struct complaint *complaint)
{
    const struct view_cpu *cpu = view_cpu(event->cpu);
    const struct view_domain *domain = view_domain(event->arg[0]);
    const char *why = NULL;
    struct result r;

    if ( !cpu->call || !domain || !domain->ffa )
        return true;
    r = (struct result){
        .x = &cpu->call[2],
        .ret = &event->arg[2],
        .open = &calls[event->cpu],
        .pair = pairs_at(event->arg[0]),
        .domain = event->arg[0],
        .success = endpoint_is_success(event->arg[2]),
        .status = (int32_t)event->arg[4],
    };
    if ( !r.success && r.status == FFA_NOT_SUPPORTED )
        return true;
    for ( unsigned int i = 0; i < sizeof(judges) / sizeof(judges[0]); i++ )
    {
        bool is = endpoint_is_call(r.x[0], judges[i].number);

        if ( is && (r.open->quiet || judges[i].always) )
            why = judges[i].judge(&r);
        else if ( is && judges[i].number < FFA_NR_MEM_SHARE )
            *r.pair = PAIR_UNKNOWN;
    }
    if ( !why )
        return true;
    return complain(complaint, view_site(event),
                    r.success ? "success" : "error", (int)cpu->call_index,
                    "d%u has %s with %s: %s", (unsigned int)r.domain,
                    r.success ? "success" : "no success",
                    ffa_name((uint32_t)r.x[0]), why);
}

static bool see_return(const struct event *event, struct complaint *complaint)
{
    bool kept = judge(event, complaint);

    calls[event->cpu].good = calls[event->cpu].is_share = false;
    return kept;
}

static void see_call(const struct event *event)
{
    typeof(&calls[0]) open = &calls[event->cpu];
    uint64_t handle = (uint32_t)event->arg[3] | event->arg[4] << 32;

    open->quiet = true;
    open->asked = open->hindered = open->taken = open->is_shared = false;
    open->lied = false;
    for ( unsigned int cpu = 0; cpu < PROGRAM_MAX_CPUS; cpu++ )
        open->quiet &= cpu == event->cpu || !calls[cpu].busy;
    if ( endpoint_is_call(event->arg[2], FFA_NR_MEM_RECLAIM) )
        open->taken = take_live(handle, event->arg[0]);
}

static void see_op(const struct event *event)
{
    calls[event->cpu].busy = event->kind == EV_OP;
    for ( unsigned int cpu = 0; cpu < PROGRAM_MAX_CPUS; cpu++ )
        calls[cpu].quiet &= cpu == event->cpu;
}

static void see_domain(const struct event *event)
{
    if ( event->arg[0] >= PROGRAM_MAX_DOMAINS )
        return;
    *pairs_at(event->arg[0]) = PAIR_NONE;
    drop_domain(event->arg[0]);
}

/* What a call was, in facts. */
static void see_fact(const struct event *event)
{
    typeof(&calls[0]) open = &calls[event->cpu];

    switch ( event->kind )
    {
    case EV_GUEST_SHARE:
        open->is_share = true;
        memcpy(open->share, &event->arg[1], sizeof(open->share));
        break;
    case EV_GUEST_MAP:
        open->good = event->arg[1];
        break;
    case EV_SHARE:
        open->is_shared = true;
        memcpy(open->shared, &event->arg[3], sizeof(open->shared));
        break;
    case EV_SMC:
        open->asked = true;
        break;
    case EV_SMC_RETURN:
        open->lied |= view_cpu(event->cpu)->smc_hostile;
        open->hindered |= open->lied || !endpoint_is_success(event->arg[0]);
        break;
    default:
        open->hindered = true;
        break;
    }
}

static bool see(const struct event *event, unsigned int index,
                struct complaint *complaint)
{
    (void)index;
    SIM_BUG_ON(event->cpu >= PROGRAM_MAX_CPUS);
    switch ( event->kind )
    {
    case EV_CALL:
        see_call(event);
        return true;
    case EV_RETURN:
        return see_return(event, complaint);
    case EV_OP:
    case EV_OP_END:
        see_op(event);
        return true;
    case EV_DOMAIN:
        see_domain(event);
        return true;
    default:
        see_fact(event);
        return true;
    }
}

static const enum event_kind wants[] = {
    EV_CALL,   EV_RETURN,      EV_OP,         EV_OP_END,
    EV_DOMAIN, EV_GUEST_SHARE, EV_GUEST_MAP,  EV_SHARE,
    EV_SMC,    EV_SMC_RETURN,  EV_ALLOC_FAIL, EVENT_KINDS};

const struct oracle oracle_guest_result = {
    .name = "guest-result",
    .promise = "a guest's call has success where FF-A lets it, and only there, "
               "and with what it asked for",
    .clause = "FF-A 1.1, 13.2, 13.5, 16.3 to 16.5, and memory management",
    .reset = reset,
    .wants = wants,
    .see = see,
};
