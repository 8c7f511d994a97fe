/* SPDX-License-Identifier: GPL-2.0-only */
#include "bug.h"
#include "complain.h"
#include "endpoint.h"
#include "ffa.h"
#include "info-list.h"
#include "run-state.h"
#include "view.h"

/* VMs signal each other through the mediator, and the SPMC sees nothing of it:
 * then an NPI may have a reason that the log does not tell. */
static bool vms_signal;
STATE(vms_signal);

/* The fetch that is open on a CPU, as it was when it began. */
static struct
{
    bool quiet; /* nobody else was about to tell, or to fetch               */
    unsigned int fetches;
    unsigned int told_index;
} fetch[PROGRAM_MAX_CPUS];
STATE(fetch);

static void reset(void)
{
    vms_signal = false;
}

static bool may_have_reason(void)
{
    return vms_signal || view.hostile;
}

static void see_call(const struct event *event)
{
    const struct endpoint *endpoint = endpoint_of(event->arg[0] + 1);

    SIM_BUG_ON(event->cpu >= PROGRAM_MAX_CPUS);
    vms_signal |= endpoint_is_call(event->arg[2], FFA_NR_MSG_SEND2) ||
                  (endpoint_is_call(event->arg[2], FFA_NR_NOTIFICATION_SET) &&
                   !(event->arg[3] & FFA_ID_SECURE));
    if ( !endpoint || !endpoint->fetching )
        return;
    fetch[event->cpu].quiet = endpoint->fetching == 1 && !view_tasklet_owed() &&
                              !endpoint_in_flight(endpoint);
    fetch[event->cpu].fetches = endpoint->fetches;
    fetch[event->cpu].told_index = endpoint->told_index;
}

/* Bits that the secure calls of this GET did not take. */
static bool see_get(const struct event *event, const struct view_cpu *cpu,
                    struct endpoint *endpoint, struct complaint *complaint)
{
    uint64_t sp = endpoint_given(event->arg, HALF_SP) &
                  ~(cpu->taken[LOG_HALF_SP] | endpoint->owed[HALF_SP]);
    uint64_t framework =
        endpoint_given(event->arg, HALF_FRAMEWORK) &
        ~(cpu->taken[LOG_HALF_FRAMEWORK] | endpoint->owed[HALF_FRAMEWORK] |
          FFA_FRAMEWORK_RX_FULL_HYP);
    uint64_t vm = endpoint_is_success(event->arg[2])
                      ? (uint32_t)event->arg[6] | event->arg[7] << 32
                      : 0;

    if ( cpu->call_excused || (!sp && !framework && (!vm || vms_signal)) )
        return true;
    return complain(complaint, view_site(event),
                    sp          ? "bits from SPs"
                    : framework ? "framework bits"
                                : "bits from VMs",
                    (int)cpu->call_index,
                    "d%u gets notifications that were not pending: from SPs "
                    "0x%llx, from VMs 0x%llx, framework 0x%llx",
                    (unsigned int)event->arg[0], (unsigned long long)sp,
                    (unsigned long long)vm, (unsigned long long)framework);
}

/* Both halves that an SPMC keeps. Who announces something does not say which
 * half it is in, so only a GET of both shows that nothing is left. */
static bool asks_for_all(const uint64_t *call)
{
    const uint64_t all = FFA_GET_FROM_SPS | FFA_GET_FROM_SPM;

    return (call[4] & all) == all;
}

/* Did this GET leave nothing that the mediator could still believe in? */
static void settle(const struct event *event, const struct view_cpu *cpu,
                   struct endpoint *endpoint)
{
    const typeof(fetch[0]) *begun = &fetch[event->cpu];

    if ( endpoint_is_success(event->arg[2]) && asks_for_all(cpu->call) &&
         !cpu->call_excused && begun->quiet &&
         begun->fetches == endpoint->fetches &&
         begun->told_index == endpoint->told_index &&
         !endpoint_unfetched(endpoint) )
        endpoint->maybe_stale = false;
}

static bool see_info_get(const struct event *event,
                         const struct endpoint *endpoint,
                         struct complaint *complaint)
{
    unsigned int lists =
        event->arg[4] >> FFA_INFO_COUNT_SHIFT & FFA_INFO_COUNT_MASK;

    /* Who schedules SPs hears of any that want to run, for any reason. */
    if ( event->arg[0] == VIEW_SCHEDULER &&
         endpoint_is_success(event->arg[2]) &&
         !info_list_names(&event->arg[2], FFA_ID_OF_DOMAIN(VIEW_SCHEDULER)) )
        return true;
    if ( !endpoint_is_success(event->arg[2]) || !lists || may_have_reason() ||
         endpoint->maybe_stale || endpoint_unfetched(endpoint) )
        return true;
    return complain(complaint, view_site(event), "info", NO_EVENT,
                    "d%u is told that notifications are pending, and none are",
                    (unsigned int)event->arg[0]);
}

static bool see_return(const struct event *event, struct complaint *complaint)
{
    const struct view_cpu *cpu = view_cpu(event->cpu);
    struct endpoint *endpoint = endpoint_of(event->arg[0] + 1);

    if ( !cpu->call || !endpoint )
        return true;
    if ( endpoint_is_call(cpu->call[2], FFA_NR_NOTIFICATION_INFO_GET) )
        return see_info_get(event, endpoint, complaint);
    if ( !endpoint_is_call(cpu->call[2], FFA_NR_NOTIFICATION_GET) )
        return true;
    settle(event, cpu, endpoint);
    return see_get(event, cpu, endpoint, complaint);
}

static bool see_virq(const struct event *event, struct complaint *complaint)
{
    const struct endpoint *endpoint = endpoint_of(event->arg[0] + 1);

    if ( event->arg[2] != ENDPOINT_NPI || !endpoint || endpoint->ever_told ||
         may_have_reason() )
        return true;
    return complain(complaint, view_site(event), "npi", NO_EVENT,
                    "%s injects an NPI into d%u, of which no notification was "
                    "ever told",
                    view_site(event), (unsigned int)event->arg[0]);
}

static bool see(const struct event *event, unsigned int index,
                struct complaint *complaint)
{
    (void)index;
    if ( event->kind == EV_VIRQ )
        return see_virq(event, complaint);
    if ( event->kind == EV_RETURN )
        return see_return(event, complaint);
    see_call(event);
    return true;
}

static const enum event_kind wants[] = {EV_VIRQ, EV_CALL, EV_RETURN,
                                        EVENT_KINDS};

const struct oracle oracle_phantom_notification = {
    .name = "phantom-notification",
    .promise = "a VM hears of notifications that were set for it, and of no "
               "others",
    .clause = "FF-A 1.1, 10.4 and 16.7",
    .reset = reset,
    .wants = wants,
    .see = see,
};
