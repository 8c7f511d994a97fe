/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Domains and vCPUs.
 *
 * A domain lives while it has references; what a look-up returns without one
 * lives as long as the read section it was found in.
 */
#ifndef XEN_SCHED_H
#define XEN_SCHED_H

#include <xen/domain.h>
#include <xen/mm.h>
#include <xen/rcupdate.h>
#include <xen/rwlock.h>
#include <xen/smp.h>
#include <xen/tasklet.h>
#include <xen/timer.h>

#include <asm/atomic.h>
#include <asm/current.h>
#include <asm/regs.h>

#include <public/xen.h>

/* Bits of vcpu.pause_flags. */
#define _VPF_blocked 0
#define VPF_blocked  (1UL << _VPF_blocked)
#define _VPF_down    1
#define VPF_down     (1UL << _VPF_down)

struct vcpu
{
    unsigned int vcpu_id;
    unsigned int processor;
    struct domain *domain;
    struct vcpu *next_in_list;
    unsigned long pause_flags;
    atomic_t pause_count;
    bool is_running;
    bool paused_by_controller;
    struct arch_vcpu arch;
};

enum domain_dying
{
    DOMDYING_alive,
    DOMDYING_dying,
    DOMDYING_dead,
};

struct domain
{
    domid_t domain_id;
    enum domain_type type;
    unsigned int max_vcpus;
    struct vcpu **vcpu;
    enum domain_dying is_dying;
    atomic_t refcnt;
    atomic_t pause_count;
    int controller_pause_count;
    unsigned int tot_pages;
    unsigned int xenheap_pages;
    struct
    {
        unsigned int val;    /* the step that is next                     */
        unsigned int wanted; /* extra hypercalls, in all                  */
        unsigned int here;   /* of those, what this step has had          */
    } teardown;
    rcu_read_lock_t rcu_lock;
    struct rcu_head rcu;
    struct domain *next_in_list;
    struct arch_domain arch;
    unsigned int generation; /* how many had this domain_id before    */
    unsigned int borrowed;   /* references the mediator holds         */
    bool p2m_torn_down;      /* no guest frame is mapped any more     */
};

/* In refcnt: nobody gets a reference any more. */
#define DOMAIN_DESTROYED (1u << 31)

static inline struct vcpu *first_vcpu(const struct domain *d)
{
    CALL_SITE_RANGE(d, sizeof(*d), false);
    return d->vcpu ? d->vcpu[0] : NULL;
}

static inline struct vcpu *next_vcpu(const struct vcpu *v)
{
    CALL_SITE_RANGE(v, sizeof(*v), false);
    return v->next_in_list;
}

#define for_each_vcpu(_d, _v)                                                  \
    for ( (_v) = first_vcpu(_d); (_v) != NULL; (_v) = next_vcpu(_v) )

extern struct domain *domain_list;

/* Only in a read section. */
#define for_each_domain(_d)                                                    \
    for ( (_d) = domain_list; (_d) != NULL; (_d) = (_d)->next_in_list )

/* Not down. Says nothing of running, blocked or paused. */
static inline bool is_vcpu_online(const struct vcpu *v)
{
    CALL_SITE_RANGE(v, sizeof(*v), false);
    return !(ACCESS_ONCE_QUIET(v->pause_flags) & VPF_down);
}

bool is_idle_vcpu(const struct vcpu *v);

#include <xen/sched-references.h>

#endif /* XEN_SCHED_H */
