/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The toolstack's hypercalls. They run on d0's vCPU of their CPU, or on another
 * if that one is in a call elsewhere; one at a time under domctl_lock, and long
 * ones are continued: they let go of everything, leave the hypervisor and come
 * again.
 */
#include "bug.h"
#include "machine.h"
#include "sched.h"
#include "run-state.h"
#include "effect.h"

#include "domains.h"

#include <xen/errno.h>
#include <xen/sched.h>
#include <xen/spinlock.h>

static spinlock_t domctl_lock;
STATE(domctl_lock);

static struct
{
    name_t lock;
    name_t continuation;
} names;

static void intern_names(void)
{
    names.lock = name_intern("domctl_lock");
    names.continuation = name_intern("domctl:continuation");
}

void domctl_reset(void)
{
    if ( !names.lock )
        intern_names();
    spin_lock_init(&domctl_lock);
}

void domctl_enter(void)
{
    struct domain *d0 = domain_known(0);

    if ( d0 && !boot_lasts() )
        vcpu_enter_any(d0, machine_cpu());
}

static bool is_unlocked(const void *arg)
{
    (void)arg;
    return domctl_lock.head == domctl_lock.tail;
}

/* The hypercall is made again: the guest was left and entered in between. */
static void continue_hypercall(void)
{
    softirq_leave();
    sched_point_stated(names.continuation);
    domctl_enter();
}

static void acquire(void)
{
    while ( !spin_trylock(&domctl_lock) )
    {
        continue_hypercall();
        sched_wait_stated(is_unlocked, NULL, names.lock);
    }
}

static void release(void)
{
    spin_unlock(&domctl_lock);
}

/* The domctls that follow XEN_DOMCTL_createdomain, up to the first unpause. */
static int configure(unsigned int domid,
                     const struct create_arguments *arguments)
{
    struct domain *d;
    int result = -ESRCH;

    acquire();
    d = rcu_lock_domain_by_id((domid_t)domid);
    if ( d )
    {
        effect_on_range(&d->is_dying, sizeof(d->is_dying), false);
        result = d->is_dying ? -EINVAL : create_vcpus(d, arguments);
        rcu_unlock_domain(d);
    }
    release();
    return result;
}

int hypervisor_domain_create(unsigned int domid,
                             const struct create_arguments *arguments)
{
    int result;

    SIM_BUG_ON(!arguments->vcpus || arguments->vcpus > PROGRAM_MAX_VCPUS);
    SIM_BUG_ON(domid >= PROGRAM_MAX_DOMAINS);
    boot_is_over();
    domctl_enter();
    acquire();
    result = create_domain(domid, arguments);
    release();
    machine_note(EV_DOMAIN_CREATE, 0, domid, arguments->vcpus, arguments->ffa,
                 (uint64_t)(int64_t)result, arguments->bits32);
    return result ? result : configure(domid, arguments);
}

/* XEN_DOMCTL_destroydomain, once. */
static int destroy_once(unsigned int domid, unsigned int restarts)
{
    struct domain *d;
    int result = -ESRCH;

    acquire();
    d = rcu_lock_domain_by_id((domid_t)domid);
    if ( d )
    {
        effect_on_range(&d->is_dying, sizeof(d->is_dying), false);
        if ( !d->is_dying )
            d->teardown.wanted = restarts;
        result = destroy_domain(d);
        rcu_unlock_domain(d);
    }
    release();
    return result;
}

int hypervisor_domain_kill(unsigned int domid, unsigned int restarts)
{
    int result;

    boot_is_over();
    if ( !domid )
        return -EINVAL;
    domctl_enter();
    while ( (result = destroy_once(domid, restarts)) == -ERESTART )
        continue_hypercall();
    return result;
}
