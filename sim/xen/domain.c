/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Who finds which domain, and the references that keep it.
 *
 * The mediator's references are counted apart from the hypervisor's own, so
 * putting one that was never taken is seen at once and not when the last of
 * somebody else's is gone.
 */
#include <string.h>

#include "bug.h"
#include "machine.h"
#include "run-state.h"
#include "effect.h"

#include "domains.h"

#include <xen/errno.h>
#include <xen/sched.h>

struct domain *domain_list;
STATE(domain_list);

static struct
{
    struct domain idle;
    struct domain *known[PROGRAM_MAX_DOMAINS];  /* until it is freed        */
    struct domain *listed[PROGRAM_MAX_DOMAINS]; /* as look-ups see it       */
    uint16_t generation[PROGRAM_MAX_DOMAINS];
    uint8_t holds[PROGRAM_MAX_DOMAINS]; /* of others, by the scenario      */
} domains;
STATE(domains);

static name_t name_class;

void domain_reset(void)
{
    if ( !name_class )
        name_class = name_intern("struct domain");
    memset(&domains, 0, sizeof(domains));
    domains.idle.domain_id = DOMID_IDLE;
    domain_list = NULL;
}

struct domain *domain_idle(void)
{
    return &domains.idle;
}

/* Those two lists change together, seen from outside of a step. */
static void touch(unsigned int domid, bool write)
{
    effect_on_range(&domains.listed[domid], sizeof(domains.listed[0]), write);
}

struct domain *domain_find(unsigned int domid)
{
    if ( domid >= PROGRAM_MAX_DOMAINS )
        return NULL;
    touch(domid, false);
    return domains.listed[domid];
}

struct domain *domain_known(unsigned int domid)
{
    if ( domid >= PROGRAM_MAX_DOMAINS )
        return NULL;
    touch(domid, false);
    return domains.known[domid];
}

void domain_note(const struct domain *d, enum log_domain_state state)
{
    machine_note(EV_DOMAIN, 0, d->domain_id, state, d->generation);
}

/* Life. */

struct domain *domain_allocate(unsigned int domid)
{
    struct domain *d;

    SIM_BUG_ON(domid >= PROGRAM_MAX_DOMAINS);
    SIM_BUG_ON(domains.known[domid]);
    d = heap_alloc(sizeof(*d), 16, name_class, HEAP_ZERO | HEAP_SURE);
    if ( !d )
        return NULL;
    d->domain_id = (domid_t)domid;
    d->generation = domains.generation[domid]++;
    d->refcnt.counter = 1;
    touch(domid, true);
    domains.known[domid] = d;
    return d;
}

/* Whoever walks the list comes by here. */
static void touch_list(struct domain *d)
{
    touch(d->domain_id, true);
    effect_on_range(&domain_list, sizeof(domain_list), true);
    for ( struct domain *i = domain_list; i; i = i->next_in_list )
        effect_on_range(&i->next_in_list, sizeof(i->next_in_list), true);
}

void domain_publish(struct domain *d)
{
    struct domain **link = &domain_list;

    SIM_BUG_ON(domains.listed[d->domain_id]);
    while ( *link && (*link)->domain_id < d->domain_id )
        link = &(*link)->next_in_list;
    d->next_in_list = *link;
    touch_list(d);
    *link = d;
    domains.listed[d->domain_id] = d;
    domain_note(d, DOMAIN_CREATED);
}

static void unlist(struct domain *d)
{
    struct domain **link = &domain_list;

    SIM_BUG_ON(domains.listed[d->domain_id] != d);
    touch_list(d);
    while ( *link != d )
    {
        SIM_BUG_ON(!*link);
        link = &(*link)->next_in_list;
    }
    *link = d->next_in_list;
    domains.listed[d->domain_id] = NULL;
    domain_note(d, DOMAIN_REMOVED);
}

void domain_free(struct domain *d)
{
    SIM_BUG_ON(domains.known[d->domain_id] != d);
    SIM_BUG_ON(domains.listed[d->domain_id] == d);
    touch(d->domain_id, true);
    domains.known[d->domain_id] = NULL;
    xfree(d);
}

static void complete_destroy(struct rcu_head *head)
{
    destroy_complete(container_of(head, struct domain, rcu));
}

static void touch_count(const struct domain *d)
{
    effect_on_range(&d->refcnt, sizeof(d->refcnt), true);
}

static void touch_borrowed(const struct domain *d)
{
    touch_count(d);
    effect_on_range(&d->borrowed, sizeof(d->borrowed), true);
}

void domain_destroy(struct domain *d)
{
    touch_count(d);
    effect_on_range(&d->is_dying, sizeof(d->is_dying), false);
    if ( !d->is_dying )
        held_stop("the last reference of a domain that lives");
    SIM_BUG_ON(d->refcnt.counter);
    d->refcnt.counter = (int)DOMAIN_DESTROYED;
    unlist(d);
    call_rcu(&d->rcu, complete_destroy);
}

/* References. */

void domain_take(struct domain *d)
{
    touch_count(d);
    SIM_BUG_ON(d->refcnt.counter <= 0);
    d->refcnt.counter++;
}

void domain_give(struct domain *d)
{
    touch_count(d);
    SIM_BUG_ON(d->refcnt.counter <= 0);
    if ( !--d->refcnt.counter )
        domain_destroy(d);
}

struct domain *(get_domain_by_id)(domid_t dom)
{
    struct domain *d;

    FACADE_POINT_STATED();
    d = domain_find(dom);
    FINE_ORDER(ORDER_LOOKUP, 0);
    if ( !d )
        return NULL;
    domain_take(d);
    touch_borrowed(d);
    d->borrowed++;
    return d;
}

void(get_knownalive_domain)(struct domain *d)
{
    FACADE_POINT_STATED();
    access_object(d, sizeof(*d), true);
    touch_borrowed(d);
    if ( d->refcnt.counter <= 0 )
        held_stop("get_knownalive_domain() of a domain that is destroyed");
    domain_take(d);
    d->borrowed++;
}

bool domain_put_reference(struct domain *d)
{
    FACADE_POINT_STATED();
    access_object(d, sizeof(*d), true);
    touch_borrowed(d);
    if ( !d->borrowed )
    {
        facade_stop_here();
        machine_stop(EV_REFERENCE_BAD, facade_site());
    }
    d->borrowed--;
    /* Its creation failed: it goes whoever still has a reference. */
    if ( (unsigned int)d->refcnt.counter & DOMAIN_DESTROYED )
        return false;
    SIM_BUG_ON(d->refcnt.counter <= 0);
    if ( --d->refcnt.counter )
        return false;
    mm_check_free_context(facade_site());
    return true;
}

/* Look-ups. */

void(rcu_lock_domain)(struct domain *d)
{
    if ( d != current->domain )
        (rcu_read_lock)(NULL);
}

void(rcu_unlock_domain)(struct domain *d)
{
    if ( d != current->domain )
        (rcu_read_unlock)(NULL);
}

struct domain *(rcu_lock_domain_by_id)(domid_t dom)
{
    struct domain *d;

    FACADE_POINT_STATED();
    d = domain_find(dom);
    FINE_ORDER(ORDER_LOOKUP, 0);
    if ( d )
        (rcu_lock_domain)(d);
    return d;
}

struct domain *(rcu_lock_domain_by_any_id)(domid_t dom)
{
    return dom == DOMID_SELF ? current->domain : (rcu_lock_domain_by_id)(dom);
}

int(rcu_lock_remote_domain_by_id)(domid_t dom, struct domain **d)
{
    *d = (rcu_lock_domain_by_id)(dom);
    if ( !*d )
        return -ESRCH;
    if ( *d != current->domain )
        return 0;
    (rcu_unlock_domain)(*d);
    return -EPERM;
}

int(rcu_lock_live_remote_domain_by_id)(domid_t dom, struct domain **d)
{
    int result = (rcu_lock_remote_domain_by_id)(dom, d);

    if ( !result )
        effect_on_range(&(*d)->is_dying, sizeof((*d)->is_dying), false);
    if ( result || !(*d)->is_dying )
        return result;
    (rcu_unlock_domain)(*d);
    return -EINVAL;
}

/* The scenario's. */

bool hypervisor_domain_hold(unsigned int domid)
{
    struct domain *d = domain_find(domid);

    boot_is_over();
    if ( !d || !domid || domains.holds[domid] == UINT8_MAX )
        return false;
    touch(domid, true);
    domains.holds[domid]++;
    domain_take(d);
    return true;
}

bool hypervisor_domain_drop(unsigned int domid)
{
    boot_is_over();
    if ( domid >= PROGRAM_MAX_DOMAINS || !domains.holds[domid] )
        return false;
    touch(domid, true);
    domains.holds[domid]--;
    domain_give(domains.known[domid]);
    return true;
}

bool hypervisor_domain_exists(unsigned int domid)
{
    return domain_find(domid);
}

uint32_t hypervisor_domains(void)
{
    uint32_t found = 0;

    for ( const struct domain *d = domain_list; d; d = d->next_in_list )
        found |= 1u << d->domain_id;
    return found;
}

bool hypervisor_domain_dying(unsigned int domid)
{
    const struct domain *d = domain_find(domid);

    if ( d )
        effect_on_range(&d->is_dying, sizeof(d->is_dying), false);
    return d && d->is_dying;
}

unsigned int hypervisor_domain_vcpus(unsigned int domid)
{
    const struct domain *d = domain_find(domid);
    unsigned int nr = 0;

    effect_on(EFFECT_ALL, 0, true);

    while ( d && d->vcpu && nr < d->max_vcpus && d->vcpu[nr] )
        nr++;
    return nr;
}

void domain_note_left(void)
{
    for ( unsigned int domid = 1; domid < PROGRAM_MAX_DOMAINS; domid++ )
        if ( domains.known[domid] )
            machine_note(EV_LEFT, 0, LEFT_DOMAIN, 1, domid);
}
