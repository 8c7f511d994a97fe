/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Notifications between VMs, of which the SPMC knows nothing: a naive mediator
 * that follows the guests' calls and their replies. Calls that overlap may have
 * taken effect in either order: what they are about is not judged any more.
 */
#include <inttypes.h>
#include <string.h>

#include "bug.h"
#include "complain.h"
#include "endpoint.h"
#include "ffa.h"
#include "records.h"
#include "view.h"

#define NOTIFICATIONS 64u

struct receiver
{
    bool unknown;
    uint64_t bound;
    uint8_t sender[NOTIFICATIONS]; /* domid + 1 of who, of what is bound   */
    uint64_t per_vcpu;
    uint64_t pending[NR_TARGETS]; /* as those of an endpoint                */
    unsigned int set_index;       /* the call that set something last       */
    unsigned int npi_index;
};

RECORDS(struct receiver, receivers, PROGRAM_MAX_DOMAINS)

static uint32_t dying; /* domains that are being torn down, a bit each     */
STATE(dying);

/* The receiver whose call is open on a CPU; NULL: none is. */
static struct receiver *open[PROGRAM_MAX_CPUS];
STATE(open);

static void reset(void)
{
    receivers.nr = 0;
    dying = 0;
    memset(open, 0, sizeof(open));
}

static struct receiver *receiver_of(uint64_t domid)
{
    return domid < PROGRAM_MAX_DOMAINS ? receivers_at(domid) : NULL;
}

static bool is(const uint64_t *call, uint32_t number)
{
    return endpoint_is_call(call[2], number);
}

/* The domid of an endpoint in a call, if that is a VM. */
static uint64_t vm_in(uint64_t endpoint)
{
    uint64_t id = endpoint & 0xffff;

    return id && !(id & FFA_ID_SECURE) ? id - 1 : PROGRAM_MAX_DOMAINS;
}

/* Whose notifications a call is about. */
static struct receiver *subject_of(const uint64_t *call)
{
    if ( is(call, FFA_NR_NOTIFICATION_SET) )
        return receiver_of(vm_in(call[3]));
    if ( is(call, FFA_NR_NOTIFICATION_BIND) ||
         is(call, FFA_NR_NOTIFICATION_UNBIND) ||
         is(call, FFA_NR_NOTIFICATION_GET) )
        return receiver_of(call[0]);
    return NULL;
}

static uint64_t bits_of(const uint64_t *call)
{
    return (uint32_t)call[5] | call[6] << 32;
}

static void see_call(const struct event *event)
{
    struct receiver *receiver = subject_of(event->arg);

    SIM_BUG_ON(event->cpu >= PROGRAM_MAX_CPUS);
    open[event->cpu] = receiver;
    if ( !receiver )
        return;
    receiver->unknown |= dying != 0;
    for ( unsigned int cpu = 0; cpu < PROGRAM_MAX_CPUS; cpu++ )
        if ( cpu != event->cpu && open[cpu] )
        {
            open[cpu]->unknown = true;
            receiver->unknown = true;
        }
}

static bool are_bound(const struct receiver *receiver, uint64_t bits,
                      uint64_t sender)
{
    for ( ; bits; bits &= bits - 1 )
        if ( receiver->sender[__builtin_ctzll(bits)] != sender )
            return false;
    return true;
}

/* SENDER 0: to nobody. */
static void bind(struct receiver *receiver, uint64_t bits, uint64_t sender)
{
    receiver->bound = sender ? receiver->bound | bits : receiver->bound & ~bits;
    for ( ; bits; bits &= bits - 1 )
        receiver->sender[__builtin_ctzll(bits)] = (uint8_t)sender;
}

static void unbind_all(struct receiver *receiver, uint64_t sender)
{
    for ( uint64_t bits = receiver->bound; bits; bits &= bits - 1 )
        if ( receiver->sender[__builtin_ctzll(bits)] == sender )
            bind(receiver, bits & -bits, 0);
}

static void forget(uint64_t domid)
{
    struct receiver *receiver = receiver_of(domid);
    bool unknown = receiver->unknown;

    memset(receiver, 0, sizeof(*receiver));
    receiver->unknown = unknown;
    for ( unsigned int i = 0; i < receivers.nr; i++ )
        unbind_all(&receivers.record[i], domid + 1);
}

/* A binding lasts as long as both VMs do. */
static void see_domain(const struct event *event)
{
    uint64_t domid = event->arg[0];

    if ( domid >= PROGRAM_MAX_DOMAINS )
        return;
    if ( event->arg[1] == DOMAIN_DYING )
    {
        dying |= 1u << domid;
        for ( unsigned int cpu = 0; cpu < PROGRAM_MAX_CPUS; cpu++ )
            if ( open[cpu] )
                open[cpu]->unknown = true;
    }
    if ( event->arg[1] != DOMAIN_DEAD )
        return;
    dying &= ~(1u << domid);
    forget(domid);
}

static uint64_t all_pending(const struct receiver *receiver)
{
    uint64_t pending = 0;

    for ( unsigned int i = 0; i < NR_TARGETS; i++ )
        pending |= receiver->pending[i];
    return pending;
}

/* NULL, or what is wrong with a call that had success. */

static const char *judge_binding(struct receiver *receiver,
                                 const uint64_t *call)
{
    uint64_t peer = vm_in(call[3] >> 16) + 1;
    bool binds = is(call, FFA_NR_NOTIFICATION_BIND);

    if ( peer > PROGRAM_MAX_DOMAINS )
        return NULL; /* An SP's. */
    if ( !are_bound(receiver, bits_of(call), binds ? 0 : peer) )
        return binds ? "it binds what is bound already"
                     : "it unbinds what is not bound to that VM";
    if ( all_pending(receiver) & bits_of(call) )
        return "what is pending cannot change hands";

    bind(receiver, bits_of(call), binds ? peer : 0);
    receiver->per_vcpu &= ~bits_of(call);
    if ( binds && (call[4] & FFA_NOTIF_PER_VCPU) )
        receiver->per_vcpu |= bits_of(call);
    return NULL;
}

static const char *judge_set(struct receiver *receiver, const uint64_t *call,
                             unsigned int call_index)
{
    bool per_vcpu = call[4] & FFA_NOTIF_PER_VCPU;
    uint64_t target =
        per_vcpu ? 1 + ((uint32_t)call[4] >> FFA_SET_VCPU_SHIFT) : 0;

    if ( !are_bound(receiver, bits_of(call), call[0] + 1) )
        return "it sets what is not bound to it";
    if ( (receiver->per_vcpu & bits_of(call)) !=
         (per_vcpu ? bits_of(call) : 0) )
        return "it sets for the VM what is each vCPU's, or the other way round";
    if ( target >= NR_TARGETS )
        return "there is no such vCPU";

    receiver->pending[target] |= bits_of(call);
    receiver->set_index = call_index + 1;
    return NULL;
}

static const char *judge_get(struct receiver *receiver, const uint64_t *call,
                             const uint64_t *ret)
{
    uint64_t given = (uint32_t)ret[6] | ret[7] << 32;
    uint64_t target = 1 + ((uint32_t)call[3] >> FFA_SET_VCPU_SHIFT);
    uint64_t due;

    if ( !(call[4] & FFA_GET_FROM_VMS) || target >= NR_TARGETS )
        return NULL;
    due = receiver->pending[0] | receiver->pending[target];
    if ( given != due )
        return given & ~due ? "it gets what no VM has set"
                            : "it does not get what a VM has set";

    receiver->pending[0] = 0;
    receiver->pending[target] = 0;
    return NULL;
}

static bool see_return(const struct event *event, struct complaint *complaint)
{
    const struct view_cpu *cpu = view_cpu(event->cpu);
    struct receiver *receiver = open[event->cpu];
    const char *wrong;

    open[event->cpu] = NULL;
    if ( !receiver || !cpu->call || receiver->unknown ||
         !endpoint_is_success(event->arg[2]) )
        return true;
    if ( is(cpu->call, FFA_NR_NOTIFICATION_SET) )
        wrong = judge_set(receiver, cpu->call, cpu->call_index);
    else if ( is(cpu->call, FFA_NR_NOTIFICATION_GET) )
        wrong = judge_get(receiver, cpu->call, event->arg);
    else
        wrong = judge_binding(receiver, cpu->call);
    if ( !wrong )
        return true;
    return complain(complaint, view_site(event), "binding between VMs",
                    (int)cpu->call_index, "d%u has success with %s: %s",
                    (unsigned int)event->arg[0],
                    ffa_name((uint32_t)cpu->call[2]), wrong);
}

/* What there is for a vCPU that can take it. */
static uint64_t can_be_fetched(const struct receiver *receiver,
                               const struct view_domain *domain)
{
    unsigned int running = domain->online & ~domain->paused;
    uint64_t pending = running ? receiver->pending[0] : 0;

    for ( unsigned int i = 1; i < NR_TARGETS; i++ )
        if ( running >> (i - 1) & 1 )
            pending |= receiver->pending[i];
    return pending;
}

/* The world was at rest. Something was set, and no NPI has followed. */
static bool see_rest(const struct event *event, struct complaint *complaint)
{
    for ( unsigned int i = 0; i < receivers.nr; i++ )
    {
        const struct receiver *receiver = &receivers.record[i];
        const struct view_domain *domain = view_domain(i);

        if ( receiver->unknown || !domain->alive ||
             receiver->npi_index > receiver->set_index ||
             !can_be_fetched(receiver, domain) )
            continue;
        return complain(complaint, view_site(event), "npi",
                        (int)receiver->set_index - 1,
                        "d%u never learns of notifications 0x%" PRIx64
                        " that a VM has set: no NPI followed",
                        i, can_be_fetched(receiver, domain));
    }
    return true;
}

static void see_virq(const struct event *event)
{
    struct receiver *receiver = receiver_of(event->arg[0]);

    if ( receiver && event->arg[2] == ENDPOINT_NPI && !event->arg[3] )
        receiver->npi_index = view.now + 1;
}

static bool see(const struct event *event, unsigned int index,
                struct complaint *complaint)
{
    (void)index;
    switch ( event->kind )
    {
    case EV_CALL:
        see_call(event);
        return true;
    case EV_RETURN:
        return see_return(event, complaint);
    case EV_DOMAIN:
        see_domain(event);
        return true;
    case EV_VIRQ:
        see_virq(event);
        return true;
    default:
        return event->arg[0] != PHASE_TEARDOWN || see_rest(event, complaint);
    }
}

static const enum event_kind wants[] = {EV_CALL, EV_RETURN, EV_DOMAIN,
                                        EV_VIRQ, EV_PHASE,  EVENT_KINDS};

const struct oracle oracle_vm_notification = {
    .name = "vm-notification",
    .promise = "a VM gets what VMs that it is bound to have set, and nothing "
               "else",
    .clause = "FF-A 1.1, 10.4 and 16.3 to 16.7",
    .reset = reset,
    .wants = wants,
    .see = see,
};
