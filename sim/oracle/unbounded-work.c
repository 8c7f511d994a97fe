/* SPDX-License-Identifier: GPL-2.0-only */
#include "complain.h"
#include "endpoint.h"
#include "ffa.h"
#include "records.h"
#include "view.h"

/*
 * INFO_GET calls in one activation. With 20 endpoints a reply even a system of
 * thousands needs fewer; more means that the SPMC decides when the loop ends.
 */
#define MAX_INFO_GETS 256u

struct loop
{
    unsigned int nr;
    uint32_t activation;
    unsigned int first; /* index of the event */
};
RECORDS(struct loop, loops, PROGRAM_MAX_CPUS)

static void reset(void)
{
    loops.nr = 0;
}

static bool see_budget(const struct event *event, struct complaint *complaint)
{
    if ( event->arg[0] != BUDGET_SMCS )
        return true;
    return complain(complaint, view_site(event), "smcs",
                    (int)view_cpu(event->cpu)->smc_index,
                    "%s made more than %llu secure calls in one activation",
                    view_site(event), (unsigned long long)event->arg[1]);
}

static bool see(const struct event *event, unsigned int index,
                struct complaint *complaint)
{
    const struct view_cpu *cpu = view_cpu(event->cpu);
    uint32_t activation;
    struct loop *loop;

    if ( event->kind == EV_BUDGET )
        return see_budget(event, complaint);
    if ( !endpoint_is_call(event->arg[0], FFA_NR_NOTIFICATION_INFO_GET) )
        return true;
    if ( !cpu->nr_activations )
        return true; /* Its budget of secure calls still holds. */
    loop = loops_at(event->cpu);
    activation = cpu->activation[cpu->nr_activations - 1].id;
    if ( !loop->nr || loop->activation != activation )
    {
        loop->nr = 0;
        loop->activation = activation;
        loop->first = index;
    }
    if ( ++loop->nr <= MAX_INFO_GETS )
        return true;
    return complain(complaint, view_site(event), "smcs", (int)loop->first,
                    "%s asked more than %u times for the same interrupt",
                    view_site(event), MAX_INFO_GETS);
}

static const enum event_kind wants[] = {EV_BUDGET, EV_SMC, EVENT_KINDS};

const struct oracle oracle_unbounded_work = {
    .name = "unbounded-work",
    .promise = "how long an activation takes is not for the SPMC to decide",
    .clause = "FF-A 1.1, 10.9: a caller may stop asking while more is pending",
    .reset = reset,
    .wants = wants,
    .see = see,
};
