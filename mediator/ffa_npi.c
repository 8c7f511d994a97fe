/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The notification pending interrupt, and the schedule receiver interrupt that
 * the primary scheduler gets for SPs.
 *
 * An interrupt can be lost: the vGIC drops what is injected into a vCPU that is
 * offline, and a vCPU that comes online forgets what it had pending. There is
 * no event to wait for in either case. So an NPI is owed until the VM has asked
 * for all that is pending, and is repeated with growing delays as long as it is.
 */
#include <xen/lib.h>
#include <xen/sched.h>
#include <xen/timer.h>

#include <asm/vgic.h>

#include "ffa_private.h"

/* The delays are these: 10 ms, 40 ms, 160 ms ... up to the maximum. */
#define NPI_DELAY_MIN    MILLISECS(10)
#define NPI_DELAY_MAX    SECONDS(40)
#define NPI_DELAY_GROWTH 4

/* All protected by ffa_notif_lock. */
static LIST_HEAD(npi_owed_list);
static struct timer npi_timer;
static s_time_t npi_timer_due; /* 0: not set */

/*
 * True: the vCPU was online, before and after. Going offline comes before the
 * look of the vGIC then, or after the injection.
 */
static bool inject(struct vcpu *v, unsigned int intid)
{
    if ( !is_vcpu_online(v) )
        return false;

    vgic_inject_irq(v->domain, v, intid, true);
    return is_vcpu_online(v);
}

/* To one vCPU: any can fetch. */
static bool inject_any(struct domain *d, unsigned int intid)
{
    struct vcpu *v;

    for_each_vcpu (d, v)
        if ( inject(v, intid) )
            return true;

    return false;
}

/* True: each that has something pending was told. */
static bool npi_inject(struct ffa_ctx *ctx)
{
    struct ffa_notif_target *vm = &ctx->target[0];
    unsigned int told = 0;
    struct vcpu *v;

    for_each_vcpu (ctx->d, v)
    {
        struct ffa_notif_target *target = ffa_target(ctx, v->vcpu_id);

        if ( !target->pending )
            continue;

        target->stranded = !inject(v, GUEST_FFA_NOTIF_PEND_INTR_ID);
        told += !target->stranded;
    }

    /* A vCPU that fetches its own fetches the VM's, too. */
    if ( vm->pending )
    {
        vm->stranded =
            !told && !inject_any(ctx->d, GUEST_FFA_NOTIF_PEND_INTR_ID);
        told += !vm->stranded;
    }

    return told == ctx->notif.nr_pending;
}

static void npi_arm(s_time_t due)
{
    if ( npi_timer_due && npi_timer_due <= due )
        return;

    npi_timer_due = due;
    set_timer(&npi_timer, due);
}

static void set_stranded(struct ffa_notif *notif, bool stranded)
{
    ACCESS_ONCE(notif->stranded) = stranded;
}

static void npi_leave_list(struct ffa_notif *notif)
{
    if ( !notif->npi_owed )
        return;

    notif->npi_owed = false;
    list_del(&notif->owed_link);
    if ( list_empty(&npi_owed_list) )
    {
        npi_timer_due = 0;
        stop_timer(&npi_timer);
    }
}

/* All that was pending was asked for. */
void ffa_npi_settle(struct ffa_ctx *ctx)
{
    npi_leave_list(&ctx->notif);
    set_stranded(&ctx->notif, false);
}

/* Inject what is owed, and see to it that it is looked at again. */
static void npi_attempt(struct ffa_ctx *ctx)
{
    struct ffa_notif *notif = &ctx->notif;
    bool sent = npi_inject(ctx);

    if ( notif->sps_wait )
        sent &= inject_any(ctx->d, GUEST_FFA_SCHEDULE_RECV_INTR_ID);

    if ( sent && notif->stranded )
        notif->npi_delay = NPI_DELAY_MIN;
    set_stranded(notif, !sent);

    notif->npi_due = NOW() + notif->npi_delay;
    notif->npi_delay = MIN(notif->npi_delay * NPI_DELAY_GROWTH, NPI_DELAY_MAX);
    npi_arm(notif->npi_due);
}

void ffa_npi_owe(struct ffa_ctx *ctx)
{
    struct ffa_notif *notif = &ctx->notif;

    if ( !notif->npi_owed )
    {
        notif->npi_owed = true;
        list_add_tail(&notif->owed_link, &npi_owed_list);
    }

    notif->npi_delay = NPI_DELAY_MIN;
    npi_attempt(ctx);
}

/* Who is on the list is not torn down: ffa_notif_close() waits for the lock. */
static void npi_timer_fn(void *unused)
{
    struct ffa_ctx *ctx, *next;
    s_time_t now;

    spin_lock(&ffa_notif_lock);
    npi_timer_due = 0;
    now = NOW();
    list_for_each_entry_safe (ctx, next, &npi_owed_list, notif.owed_link)
    {
        s_time_t wait = ctx->notif.npi_delay / NPI_DELAY_GROWTH;

        /* Those that are nearly due come along: fewer wake-ups for all. */
        if ( ctx->notif.npi_due - now > wait / 2 )
            npi_arm(ctx->notif.npi_due);
        else
            npi_attempt(ctx);
    }
    spin_unlock(&ffa_notif_lock);
}

/* Could this vCPU, which is online, take what found none? */
static bool may_take(struct ffa_ctx *ctx, const struct vcpu *v)
{
    return ffa_target(ctx, v->vcpu_id)->stranded || ctx->target[0].stranded ||
           ctx->notif.sps_wait;
}

/* The current vCPU of the VM is online: it is here. */
void ffa_npi_poke(struct ffa_ctx *ctx)
{
    if ( likely(!ACCESS_ONCE(ctx->notif.stranded)) )
        return;

    spin_lock(&ffa_notif_lock);
    if ( ctx->notif.stranded && may_take(ctx, current) )
        ffa_npi_owe(ctx);
    spin_unlock(&ffa_notif_lock);
}

/* Probe only. */
void ffa_npi_init(void)
{
    init_timer(&npi_timer, npi_timer_fn, NULL, smp_processor_id());
}
