/* SPDX-License-Identifier: GPL-2.0-only */
#include "endpoint.h"

#include <string.h>

#include "bug.h"
#include "ffa.h"
#include "records.h"

RECORDS(struct endpoint, endpoints, PROGRAM_MAX_DOMAINS)

void endpoint_reset(void)
{
    endpoints.nr = 0;
}

struct endpoint *endpoint_of(uint64_t id)
{
    return id - 1 < PROGRAM_MAX_DOMAINS ? endpoints_at(id - 1) : NULL;
}

bool endpoint_is_call(uint64_t x0, uint32_t number)
{
    uint32_t fid = (uint32_t)x0 & ~FFA_SVE_HINT;

    return (fid & ~FFA_CONVENTION_64) == (FFA_W32 | number);
}

bool endpoint_is_success(uint64_t x0)
{
    return x0 == FFA_FID32(SUCCESS) || x0 == FFA_FID64(SUCCESS);
}

uint64_t endpoint_given(const uint64_t *ret, enum endpoint_half half)
{
    unsigned int low = half == HALF_SP ? 2 : 6; /* w2, w3 or w6, w7 */

    if ( !endpoint_is_success(ret[2]) )
        return 0;
    return (uint32_t)ret[2 + low] | ret[3 + low] << 32;
}

static struct pending *pending_of(struct endpoint *endpoint, uint64_t target,
                                  unsigned int half)
{
    unsigned int i = target == LOG_TARGET_GLOBAL ? 0 : (unsigned int)target + 1;

    SIM_BUG_ON(half >= HALVES);
    return i < NR_TARGETS ? &endpoint->pending[i][half] : NULL;
}

static struct pending *find_pending(uint64_t id, uint64_t target, uint64_t half)
{
    struct endpoint *endpoint = endpoint_of(id);

    if ( !endpoint || half == LOG_HALF_VM )
        return NULL;
    return pending_of(endpoint, target,
                      half == LOG_HALF_SP ? HALF_SP : HALF_FRAMEWORK);
}

const struct pending *endpoint_pending(uint64_t id, uint64_t target,
                                       uint64_t half)
{
    return find_pending(id, target, half);
}

/* An excuse covers what was pending when it came, and no more. */
uint64_t endpoint_promised(const struct pending *pending)
{
    if ( pending->excuses != view.excuses || view.boot_excused )
        return 0;
    return pending->promised & pending->set;
}

static void see_set(const struct event *event)
{
    struct pending *pending =
        find_pending(event->arg[0], event->arg[3], event->arg[2]);
    uint64_t added;

    if ( !pending )
        return;
    added = event->arg[4] & ~pending->set;
    if ( !added )
        return;
    pending->promised = endpoint_promised(pending) | added;
    pending->excuses = view.excuses;
    pending->set |= added;
    pending->set_index = view.now;
}

/* To a domain that cannot be looked up, the mediator can say nothing. */
static bool can_be_told(uint64_t id)
{
    const struct view_domain *domain = view_endpoint(id);

    return domain && domain->alive;
}

static void tell(struct pending *pending, const struct event *event)
{
    uint64_t news = pending->set & ~pending->told;

    if ( !can_be_told(event->arg[0]) )
        pending->promised &= ~news;
    if ( !news )
        return;
    pending->told |= news;
    pending->told_index = view.now;
    pending->told_to = view_place(event);
}

static void see_told(const struct event *event)
{
    struct endpoint *endpoint = endpoint_of(event->arg[0]);
    const struct view_cpu *cpu = view_cpu(event->cpu);

    if ( !endpoint )
        return;
    for ( unsigned int half = 0; half < HALVES; half++ )
    {
        struct pending *pending = pending_of(endpoint, event->arg[1], half);

        if ( pending )
            tell(pending, event);
    }
    endpoint->ever_told = true;
    endpoint->maybe_stale = true;
    endpoint->told_index = view.now;
    if ( cpu->nr_activations )
        endpoint->told_by[event->cpu] =
            cpu->activation[cpu->nr_activations - 1].id;
    else
        endpoint->told_by_unknown = true;
}

static void see_taken(const struct event *event)
{
    struct pending *pending =
        find_pending(event->arg[0], event->arg[2], event->arg[1]);

    if ( !pending )
        return;
    pending->set &= ~event->arg[3];
    pending->told &= pending->set;
    pending->reported &= pending->set;
}

static void see_bitmap(const struct event *event)
{
    struct endpoint *endpoint = endpoint_of(event->arg[0]);

    if ( !endpoint )
        return;
    memset(endpoint->pending, 0, sizeof(endpoint->pending));
    endpoint->bitmap = event->arg[1] != 0;
}

/*
 * A new life of the ID. What was told of the old one just now may still reach
 * the new one: no reply of the SPMC says whose life it speaks of.
 */
static void see_domain(const struct event *event)
{
    struct endpoint *endpoint = endpoint_of(event->arg[0] + 1);
    bool in_flight;

    if ( !endpoint || event->arg[1] != DOMAIN_FREED )
        return;
    in_flight = endpoint_in_flight(endpoint);
    memset(endpoint->pending, 0, sizeof(endpoint->pending));
    endpoint->ever_told = in_flight;
    endpoint->maybe_stale = in_flight;
    memset(endpoint->owed, 0, sizeof(endpoint->owed));
}

static void see_virq(const struct event *event)
{
    struct endpoint *endpoint = endpoint_of(event->arg[0] + 1);

    if ( !endpoint || event->arg[2] != ENDPOINT_NPI )
        return;
    if ( event->arg[3] )
        endpoint->dropped_index = view.now + 1;
    else
        endpoint->npi_index = view.now + 1;
}

static bool is_fetch(const uint64_t *call)
{
    return endpoint_is_call(call[2], FFA_NR_NOTIFICATION_GET) ||
           endpoint_is_call(call[2], FFA_NR_NOTIFICATION_INFO_GET);
}

static void see_call(const struct event *event)
{
    struct endpoint *endpoint;

    if ( !is_fetch(event->arg) )
        return;
    endpoint = endpoint_of(event->arg[0] + 1);
    if ( !endpoint )
        return;
    endpoint->fetches++;
    endpoint->fetching++;
}

static void leave_get(struct endpoint *endpoint, const struct view_cpu *cpu,
                      const uint64_t *ret)
{
    for ( enum endpoint_half half = 0; half < HALVES; half++ )
    {
        unsigned int log = half == HALF_SP ? LOG_HALF_SP : LOG_HALF_FRAMEWORK;
        uint64_t kept = cpu->taken[log] & ~endpoint_given(ret, half);

        endpoint->owed[half] &= ~endpoint_given(ret, half);
        endpoint->owed[half] |= kept;
        endpoint->owed_excused |= kept && cpu->call_excused;
    }
}

static void leave_info_get(struct endpoint *endpoint, const uint64_t *ret)
{
    if ( !endpoint_is_success(ret[2]) )
        return;
    for ( unsigned int target = 0; target < NR_TARGETS; target++ )
        for ( unsigned int half = 0; half < HALVES; half++ )
        {
            struct pending *pending = &endpoint->pending[target][half];

            pending->reported |= pending->told;
        }
}

static void leave_return(const struct event *event)
{
    const struct view_cpu *cpu = view_cpu(event->cpu);
    struct endpoint *endpoint;

    if ( !cpu->call || !is_fetch(cpu->call) )
        return;
    endpoint = endpoint_of(cpu->call[0] + 1);
    if ( !endpoint )
        return;
    SIM_BUG_ON(!endpoint->fetching);
    endpoint->fetching--;
    if ( endpoint_is_call(cpu->call[2], FFA_NR_NOTIFICATION_GET) )
        leave_get(endpoint, cpu, event->arg);
    else
        leave_info_get(endpoint, event->arg);
}

view_handler *const endpoint_enter[EVENT_KINDS] = {
    [EV_SET] = see_set,       [EV_TOLD] = see_told, [EV_TAKEN] = see_taken,
    [EV_BITMAP] = see_bitmap, [EV_VIRQ] = see_virq, [EV_DOMAIN] = see_domain,
    [EV_CALL] = see_call,
};

view_handler *const endpoint_leave[EVENT_KINDS] = {
    [EV_RETURN] = leave_return,
};

bool endpoint_unfetched(const struct endpoint *endpoint)
{
    for ( unsigned int target = 0; target < NR_TARGETS; target++ )
        for ( unsigned int half = 0; half < HALVES; half++ )
            if ( endpoint->pending[target][half].told )
                return true;
    return false;
}

bool endpoint_unreported(const struct endpoint *endpoint)
{
    for ( unsigned int target = 0; target < NR_TARGETS; target++ )
        for ( unsigned int half = 0; half < HALVES; half++ )
        {
            const struct pending *pending = &endpoint->pending[target][half];

            if ( endpoint_promised(pending) & pending->told &
                 ~pending->reported )
                return true;
        }
    return false;
}

bool endpoint_in_flight(const struct endpoint *endpoint)
{
    if ( endpoint->told_by_unknown )
        return true;
    for ( unsigned int cpu = 0; cpu < PROGRAM_MAX_CPUS; cpu++ )
        if ( endpoint->told_by[cpu] &&
             view_is_open(view_cpu(cpu), endpoint->told_by[cpu]) )
            return true;
    return false;
}
