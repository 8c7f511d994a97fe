/* SPDX-License-Identifier: GPL-2.0-only */
#include <inttypes.h>

#include "bug.h"
#include "complain.h"
#include "endpoint.h"
#include "ffa.h"
#include "info-list.h"
#include "run-state.h"
#include "view.h"

/* The INFO_GET that is open on a CPU, as it was when it began. */
static struct
{
    bool must_report; /* something was told, and all work on it was done    */
    unsigned int fetches;
} asked[PROGRAM_MAX_CPUS];
STATE(asked);

/* Index + 1 of the last SRI that a CPU took with no handler; 0: none. */
static unsigned int sri_lost;
/* Domains that have something owed, a bit each. */
static uint32_t owing;
/*
 * SPs that were told of, and that their scheduler has not heard of since. Not
 * every mediator has one: it is one that has been given an SRI.
 */
static uint32_t waiting_sps;
static bool scheduled;
STATE(sri_lost);
STATE(owing);
STATE(waiting_sps);
STATE(scheduled);

_Static_assert(PROGRAM_MAX_DOMAINS <= 32, "a bit per domain");

static void reset(void)
{
    sri_lost = 0;
    owing = 0;
    waiting_sps = 0;
    scheduled = false;
}

static void see_told(uint64_t endpoint)
{
    uint64_t sp = endpoint - PROGRAM_FIRST_SP;

    if ( sp < PROGRAM_MAX_SPS )
        waiting_sps |= 1u << sp;
}

static void see_scheduler(const uint64_t *reply)
{
    for ( unsigned int sp = 0; sp < PROGRAM_MAX_SPS; sp++ )
        if ( endpoint_is_success(reply[0]) &&
             info_list_names(reply, (uint16_t)(PROGRAM_FIRST_SP + sp)) )
            waiting_sps &= ~(1u << sp);
}

static void see_call(const struct event *event)
{
    const struct endpoint *endpoint = endpoint_of(event->arg[0] + 1);

    SIM_BUG_ON(event->cpu >= PROGRAM_MAX_CPUS);
    if ( !endpoint ||
         !endpoint_is_call(event->arg[2], FFA_NR_NOTIFICATION_INFO_GET) )
        return;
    asked[event->cpu].must_report =
        endpoint->fetching == 1 && !view_tasklet_owed() &&
        !endpoint_in_flight(endpoint) && endpoint_unreported(endpoint);
    asked[event->cpu].fetches = endpoint->fetches;
}

/* INFO_GET: what is pending is reported at least once. */
static bool see_info_get(const struct event *event,
                         const struct endpoint *endpoint,
                         struct complaint *complaint)
{
    if ( event->arg[2] != FFA_FID32(ERROR) ||
         (int32_t)event->arg[4] != FFA_NO_DATA ||
         !asked[event->cpu].must_report ||
         asked[event->cpu].fetches != endpoint->fetches ||
         !endpoint_unreported(endpoint) )
        return true;
    return complain(complaint, view_site(event), "info",
                    (int)endpoint->told_index,
                    "d%u asks what is pending and hears: nothing; the mediator "
                    "was told otherwise, and d%u never was",
                    (unsigned int)event->arg[0], (unsigned int)event->arg[0]);
}

/* What a GET asked for, was taken for it or before, and is not given. */
static uint64_t missing(const struct view_cpu *cpu,
                        const struct endpoint *endpoint, const uint64_t *ret,
                        enum endpoint_half half)
{
    uint32_t flag = half == HALF_SP ? FFA_GET_FROM_SPS : FFA_GET_FROM_SPM;
    unsigned int log = half == HALF_SP ? LOG_HALF_SP : LOG_HALF_FRAMEWORK;

    if ( !(cpu->call[4] & flag) )
        return 0;
    return (cpu->taken[log] | endpoint->owed[half]) &
           ~endpoint_given(ret, half);
}

static bool see_get(const struct event *event, const struct view_cpu *cpu,
                    const struct endpoint *endpoint,
                    struct complaint *complaint)
{
    uint64_t sp = missing(cpu, endpoint, event->arg, HALF_SP);
    uint64_t framework = missing(cpu, endpoint, event->arg, HALF_FRAMEWORK);

    if ( cpu->taken[LOG_HALF_SP] | cpu->taken[LOG_HALF_FRAMEWORK] )
        owing |= 1u << event->arg[0];
    if ( cpu->call_excused || endpoint->owed_excused || (!sp && !framework) )
        return true;
    return complain(complaint, view_site(event),
                    sp ? "bits from SPs" : "framework bits",
                    (int)cpu->call_index,
                    "d%u asked for notifications that were fetched for it and "
                    "not given to it: from SPs 0x%" PRIx64
                    ", framework 0x%" PRIx64,
                    (unsigned int)event->arg[0], sp, framework);
}

static bool see_return(const struct event *event, struct complaint *complaint)
{
    const struct view_cpu *cpu = view_cpu(event->cpu);
    const struct endpoint *endpoint = endpoint_of(event->arg[0] + 1);

    if ( !cpu->call || !endpoint )
        return true;
    if ( endpoint_is_call(cpu->call[2], FFA_NR_NOTIFICATION_INFO_GET) )
    {
        if ( event->arg[0] == VIEW_SCHEDULER )
            see_scheduler(&event->arg[2]);
        return see_info_get(event, endpoint, complaint);
    }
    if ( endpoint_is_call(cpu->call[2], FFA_NR_NOTIFICATION_GET) )
        return see_get(event, cpu, endpoint, complaint);
    return true;
}

/* The promise is to VMs that live, speak FF-A 1.1 and can run. */
static bool can_receive(const struct view_domain *domain)
{
    return domain && domain->alive && domain->ffa && domain->negotiated &&
           !domain->refuses_1_1 && (domain->online & ~domain->paused);
}

/* How far it came. */
struct cause
{
    const char *site;
    const char *object;
    int earlier;
    const char *text;
};

static struct cause find_cause(const struct endpoint *endpoint,
                               const struct pending *pending, uint64_t bits)
{
    const char *told_to = view_place_text(pending->told_to);

    if ( !(pending->told & bits) && sri_lost > pending->set_index )
        return (struct cause){"irq", "sri", (int)sri_lost - 1,
                              "the schedule receiver interrupt was taken by a "
                              "CPU that has no handler for it"};
    if ( !(pending->told & bits) )
        return (struct cause){"irq", "info", (int)pending->set_index,
                              "the SPMC was never asked to list it"};
    if ( endpoint->dropped_index > pending->told_index &&
         endpoint->npi_index <= pending->told_index )
        return (struct cause){told_to, "npi-dropped",
                              (int)endpoint->dropped_index - 1,
                              "its NPI went to a vCPU that was offline"};
    if ( endpoint->npi_index <= pending->told_index )
        return (struct cause){told_to, "npi", (int)pending->told_index,
                              "the SPMC listed it, and no NPI followed"};
    return (struct cause){told_to, "get", (int)endpoint->npi_index - 1,
                          "an NPI followed, and GET did not deliver it"};
}

static bool see_pending(const struct event *event, struct complaint *complaint)
{
    const struct view_domain *domain = view_endpoint(event->arg[0]);
    const struct endpoint *endpoint = endpoint_of(event->arg[0]);
    const struct pending *pending =
        endpoint_pending(event->arg[0], event->arg[1], event->arg[2]);
    uint64_t target = event->arg[1], bits;
    struct cause cause;

    if ( !pending || !endpoint->bitmap || !can_receive(domain) )
        return true;
    if ( target != LOG_TARGET_GLOBAL &&
         !(domain->online & ~domain->paused & (1u << target)) )
        return true;
    bits = event->arg[3] & endpoint_promised(pending);
    if ( !bits )
        return true;
    cause = find_cause(endpoint, pending, bits);
    return complain(complaint, cause.site, cause.object, cause.earlier,
                    "d%u never learns of notifications 0x%" PRIx64
                    " (%s), set at event %u: %s",
                    (unsigned int)event->arg[0] - 1, bits,
                    event->arg[2] == LOG_HALF_SP ? "from SPs" : "framework",
                    pending->set_index, cause.text);
}

/* Who schedules SPs has asked by now, if it was told that it should. */
static bool see_sps(struct complaint *complaint)
{
    uint32_t sps = waiting_sps;

    if ( !sps || !scheduled || view.hostile ||
         !can_receive(view_domain(VIEW_SCHEDULER)) )
        return true;
    return complain(complaint, "NOTIFICATION_INFO_GET", "sp", NO_EVENT,
                    "d%u, which schedules SPs, never learns that endpoint 0x%x "
                    "has notifications pending",
                    VIEW_SCHEDULER,
                    PROGRAM_FIRST_SP + (unsigned int)__builtin_ctz(sps));
}

/* Every guest has fetched by now whatever it was told of. */
static bool see_teardown(const struct event *event, struct complaint *complaint)
{
    if ( !see_sps(complaint) )
        return false;
    for ( uint32_t left = owing; left; left &= left - 1 )
    {
        unsigned int domid = (unsigned int)__builtin_ctz(left);
        const struct endpoint *endpoint = endpoint_of(domid + 1);
        uint64_t owed =
            endpoint->owed[HALF_SP] | endpoint->owed[HALF_FRAMEWORK];

        if ( owed && !endpoint->owed_excused &&
             can_receive(view_domain(domid)) )
            return complain(complaint, "NOTIFICATION_GET", "unasked bits",
                            NO_EVENT,
                            "notifications 0x%" PRIx64 " of d%u were fetched "
                            "without being asked for, and never given to it",
                            owed, domid);
    }
    (void)event;
    return true;
}

static bool see(const struct event *event, unsigned int index,
                struct complaint *complaint)
{
    switch ( event->kind )
    {
    case EV_CALL:
        see_call(event);
        return true;
    case EV_RETURN:
        return see_return(event, complaint);
    case EV_IRQ_LOST:
        if ( event->arg[0] == view.sri )
            sri_lost = index + 1;
        return true;
    case EV_VIRQ:
        scheduled |=
            event->arg[0] == VIEW_SCHEDULER && event->arg[2] == ENDPOINT_SRI;
        return true;
    case EV_TOLD:
        see_told(event->arg[0]);
        return true;
    case EV_PHASE:
        return event->arg[0] != PHASE_TEARDOWN ||
               see_teardown(event, complaint);
    default:
        return see_pending(event, complaint);
    }
}

static const enum event_kind wants[] = {EV_CALL,  EV_RETURN,  EV_IRQ_LOST,
                                        EV_PHASE, EV_PENDING, EV_TOLD,
                                        EV_VIRQ,  EVENT_KINDS};

const struct oracle oracle_lost_notification = {
    .name = "lost-notification",
    .promise = "once the world is at rest, every notification that was set has "
               "been announced by an NPI and can be fetched",
    .clause = "FF-A 1.1, 10.4, 10.9 and 16.6",
    .reset = reset,
    .wants = wants,
    .see = see,
};
