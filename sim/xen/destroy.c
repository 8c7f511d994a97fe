/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * How a domain ends: what the toolstack's kill does, in steps that can be
 * interrupted between any two, and what is left for after the grace period.
 */
#include "bug.h"
#include "machine.h"
#include "sched.h"
#include "effect.h"

#include "domains.h"

#include <xen/errno.h>
#include <xen/sched.h>
#include <asm/tee/tee.h>

/* What can ask to be called again, in order. */
enum step
{
    STEP_GRANTS,
    STEP_TEE,
    STEP_EVENTS,
    STEP_RELINQUISH_TEE,
    STEP_MEMORY,
    STEP_CPUPOOL,
    STEPS,
};

static name_t name_step;

void destroy_reset(void)
{
    if ( !name_step )
        name_step = name_intern("domain_kill:step");
}

/* No guest can get at it any more. */
void destroy_arch(struct domain *d)
{
    tee_free_domain_ctx(d);
}

int destroy_teardown(struct domain *d)
{
    return tee_domain_teardown(d);
}

/* Wait until every vCPU has left the hypervisor, for good. */
static void pause(struct domain *d)
{
    struct vcpu *v;

    effect_on_range(&d->pause_count, sizeof(d->pause_count), true);
    d->pause_count.counter++;
    for_each_vcpu (d, v)
        vcpu_sleep_sync(v);
}

static int relinquish_memory(struct domain *d)
{
    if ( d->xenheap_pages )
    {
        d->xenheap_pages = 0;
        domain_give(d);
    }
    p2m_relinquish(d);
    return 0;
}

static int nothing(struct domain *d)
{
    (void)d;
    return 0;
}

/* RESTARTS: 1 + its turn among those that the scenario can interrupt, or 0. */
static const struct
{
    int (*perform)(struct domain *d);
    unsigned int restarts;
} steps[STEPS] = {
    [STEP_GRANTS] = {nothing, 1},
    [STEP_TEE] = {destroy_teardown, 0},
    [STEP_EVENTS] = {nothing, 2},
    [STEP_RELINQUISH_TEE] = {tee_relinquish_resources, 0},
    [STEP_MEMORY] = {relinquish_memory, 3},
    [STEP_CPUPOOL] = {nothing, 4},
};

#define RESTARTING_STEPS 4u

/* Is there too much to do for one hypercall? */
static bool restarts(struct domain *d)
{
    unsigned int turn = steps[d->teardown.val].restarts;
    unsigned int share = d->teardown.wanted / RESTARTING_STEPS +
                         (turn <= d->teardown.wanted % RESTARTING_STEPS);

    if ( !turn || d->teardown.here >= share )
        return false;
    d->teardown.here++;
    return true;
}

static int tear_down(struct domain *d)
{
    while ( d->teardown.val < STEPS )
    {
        int result;

        sched_point_stated(name_step);
        if ( restarts(d) )
            return -ERESTART;
        result = steps[d->teardown.val].perform(d);
        if ( result )
            return result;
        d->teardown.val++;
        d->teardown.here = 0;
    }
    return 0;
}

static void touch(const struct domain *d)
{
    effect_on_range(&d->is_dying, sizeof(d->is_dying), true);
}

int destroy_domain(struct domain *d)
{
    int result;

    touch(d);

    if ( d->is_dying == DOMDYING_alive )
    {
        pause(d);
        touch(d);
        d->is_dying = DOMDYING_dying;
        domain_note(d, DOMAIN_DYING);
    }
    if ( d->is_dying == DOMDYING_dead )
        return 0;
    result = tear_down(d);
    if ( result )
        return result;
    touch(d);
    d->is_dying = DOMDYING_dead;
    domain_note(d, DOMAIN_DEAD);
    domain_give(d);
    return 0;
}

void destroy_complete(struct domain *d)
{
    effect_on_range(d, sizeof(*d), true);
    destroy_arch(d);
    for ( unsigned int i = 0; i < d->max_vcpus; i++ )
        if ( d->vcpu[i] )
        {
            vcpu_forget(d->vcpu[i]);
            XFREE(d->vcpu[i]);
        }
    XFREE(d->vcpu);
    domain_note(d, DOMAIN_FREED);
    domain_free(d);
}
