/* SPDX-License-Identifier: GPL-2.0-only */
#include "complain.h"
#include "view.h"

/*
 * Budgets count steps, never seconds. That the clock has to be moved again and
 * again is the mediator's fault only when the world has stopped giving it
 * reasons.
 */
static const char *too_much(uint64_t what)
{
    switch ( what )
    {
    case BUDGET_STEPS:
        return "decision points in one activation";
    case BUDGET_ACCESSES:
        return "memory accesses between two decision points";
    case BUDGET_RUN:
        return "decision points in one run";
    case BUDGET_TIME:
        return view.phase >= PHASE_LIVENESS
                   ? "timers, one after the other, in a world at rest"
                   : NULL;
    default:
        return NULL;
    }
}

static bool see(const struct event *event, unsigned int index,
                struct complaint *complaint)
{
    static const char *const objects[] = {"steps", "accesses", "smcs", "run",
                                          "time"};
    const char *text = too_much(event->arg[0]);

    (void)index;
    if ( !text )
        return true;
    return complain(complaint, view_named_site(event), objects[event->arg[0]],
                    NO_EVENT, "%s does not end: more than %llu %s",
                    view_named_site(event), (unsigned long long)event->arg[1],
                    text);
}

static const enum event_kind wants[] = {EV_BUDGET, EVENT_KINDS};

const struct oracle oracle_livelock = {
    .name = "livelock",
    .promise = "every activation ends, and a world at rest stays at rest",
    .clause = "the hypervisor is not preemptive: who does not end, stops a CPU",
    .wants = wants,
    .see = see,
};
