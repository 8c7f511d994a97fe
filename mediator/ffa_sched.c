/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * SPs with something pending, for who schedules them.
 *
 * FFA_NOTIFICATION_INFO_GET names SPs, too: they must be given cycles to fetch
 * what they have. That is for the primary scheduler, the hardware domain, which
 * is told by its SRI and asks with its own INFO_GET. What nobody can be told of
 * yet is kept.
 */
#include <xen/lib.h>
#include <xen/sched.h>

#include "ffa_lists.h"
#include "ffa_parse.h"
#include "ffa_private.h"

#define PRIMARY_DOMID 0

/* Of SPs, and of execution contexts that are told apart in one. */
#define MAX_SPS      64U
#define MAX_CONTEXTS 64U

static DEFINE_SPINLOCK(sched_lock);
static struct
{
    uint64_t contexts;
    uint16_t sp;
    bool whole; /* the SP, on whichever context                           */
} waiting[MAX_SPS];
static unsigned int nr_waiting;

/* Under the lock. ffa_sched_any() looks without. */
static void set_nr_waiting(unsigned int nr)
{
    ACCESS_ONCE(nr_waiting) = nr;
}

bool ffa_sched_is_primary(const struct ffa_ctx *ctx)
{
    return ctx->d->domain_id == PRIMARY_DOMID;
}

static void add(unsigned int i, const struct ffa_parse *list)
{
    waiting[i].whole |= !list->vcpus;
    for ( unsigned int k = 0; k < list->vcpus; k++ )
        if ( list->vcpu[k] < MAX_CONTEXTS )
            waiting[i].contexts |= BIT(list->vcpu[k], ULL);
        else
            waiting[i].whole = true;
}

/* False: there are more SPs than fit. */
static bool enter(uint16_t sp, const struct ffa_parse *list)
{
    unsigned int i;
    bool found;

    spin_lock(&sched_lock);
    for ( i = 0; i < nr_waiting && waiting[i].sp != sp; i++ )
        ;
    found = i < MAX_SPS;
    if ( i == nr_waiting && found )
    {
        waiting[i].sp = sp;
        waiting[i].whole = false;
        waiting[i].contexts = 0;
        set_nr_waiting(nr_waiting + 1);
    }
    if ( found )
        add(i, list);
    spin_unlock(&sched_lock);

    return found;
}

/* SP is any secure ID: the SPMC may name what it likes. */
void ffa_sched_announce(uint16_t sp, const struct ffa_parse *list)
{
    struct domain *d;

    if ( !enter(sp, list) )
    {
        if ( printk_ratelimit() )
            printk(XENLOG_WARNING "FF-A: too many SPs wait for cycles\n");
        return;
    }

    d = rcu_lock_domain_by_id(PRIMARY_DOMID);
    if ( !d )
        return;

    if ( d->arch.tee )
        ffa_notif_sps_wait(d->arch.tee);

    rcu_unlock_domain(d);
}

bool ffa_sched_any(void)
{
    return ACCESS_ONCE(nr_waiting);
}

/* Name the last SP that waits. False: there is no room for all of it. */
static bool report_last(struct ffa_lists *lists)
{
    unsigned int i = nr_waiting - 1;

    if ( waiting[i].whole &&
         !ffa_lists_add(lists, waiting[i].sp, FFA_VCPU_ANY) )
        return false;
    waiting[i].whole = false;

    for ( unsigned int k = 0; waiting[i].contexts; k++ )
    {
        if ( !(waiting[i].contexts & BIT(k, ULL)) )
            continue;
        if ( !ffa_lists_add(lists, waiting[i].sp, k) )
            return false;
        waiting[i].contexts &= ~BIT(k, ULL);
    }

    set_nr_waiting(nr_waiting - 1);
    return true;
}

/* The primary scheduler asks: what is named here, it knows from now on. */
void ffa_sched_report(struct ffa_lists *lists)
{
    spin_lock(&sched_lock);
    while ( nr_waiting && report_last(lists) )
        ;
    spin_unlock(&sched_lock);
}
