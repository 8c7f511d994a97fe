/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What VMs have pending in the SPMC, and how they are told.
 *
 * FFA_NOTIFICATION_INFO_GET tells of a VM once, and not which of its bitmaps
 * has bits set. So an announcement marks both as possibly pending, a bitmap
 * stays marked until the VM has asked for it, and the VM gets an NPI.
 *
 * An NPI can be lost: the vGIC drops what is injected into a vCPU that is
 * offline, and a vCPU that comes online forgets what it had pending. There is
 * no event to wait for in either case. So an NPI is owed until the VM has asked
 * for both bitmaps, and is repeated with growing delays as long as it is.
 */
#include <xen/lib.h>
#include <xen/sched.h>
#include <xen/timer.h>

#include <asm/vgic.h>

#include "ffa_private.h"

#define ALL_HALVES (FFA_GET_FROM_SPS | FFA_GET_FROM_SPM)

/* The delays are these: 10 ms, 40 ms, 160 ms ... up to the maximum. */
#define NPI_DELAY_MIN    MILLISECS(10)
#define NPI_DELAY_MAX    SECONDS(40)
#define NPI_DELAY_GROWTH 4

bool ffa_notif_enabled __ro_after_init;
bool ffa_notif_set_enabled __ro_after_init;

/* Protects the notif of every context, and what follows. */
static DEFINE_SPINLOCK(notif_lock);
static LIST_HEAD(npi_owed_list);
static struct timer npi_timer;
static s_time_t npi_timer_due; /* 0: not set */

/*
 * To one vCPU: any can fetch. True: one was online, before and after. Going
 * offline comes before the look of the vGIC then, or after the injection.
 */
static bool npi_inject(struct domain *d)
{
    struct vcpu *v;

    for_each_vcpu (d, v)
    {
        if ( !is_vcpu_online(v) )
            continue;

        vgic_inject_irq(d, v, GUEST_FFA_NOTIF_PEND_INTR_ID, true);
        if ( is_vcpu_online(v) )
            return true;
    }

    return false;
}

static void npi_arm(s_time_t due)
{
    if ( npi_timer_due && npi_timer_due <= due )
        return;

    npi_timer_due = due;
    set_timer(&npi_timer, due);
}

static void npi_settle(struct ffa_notif *notif)
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

static void set_stranded(struct ffa_notif *notif, bool stranded)
{
    ACCESS_ONCE(notif->stranded) = stranded;
}

/* Inject an NPI that is owed, and see to it that it is looked at again. */
static void npi_attempt(struct ffa_ctx *ctx)
{
    struct ffa_notif *notif = &ctx->notif;
    bool sent = npi_inject(ctx->d);

    if ( sent && notif->stranded )
        notif->npi_delay = NPI_DELAY_MIN;
    set_stranded(notif, !sent);

    notif->npi_due = NOW() + notif->npi_delay;
    notif->npi_delay = MIN(notif->npi_delay * NPI_DELAY_GROWTH, NPI_DELAY_MAX);
    npi_arm(notif->npi_due);
}

static void npi_owe(struct ffa_ctx *ctx)
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

    spin_lock(&notif_lock);
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
    spin_unlock(&notif_lock);
}

/* The domain is about to be visible. */
void ffa_notif_open(struct ffa_ctx *ctx)
{
    spin_lock(&notif_lock);
    ctx->notif.open = true;
    spin_unlock(&notif_lock);
}

/* From here on nothing of the context is touched for the VM's sake. */
void ffa_notif_close(struct ffa_ctx *ctx)
{
    struct ffa_notif *notif = &ctx->notif;

    spin_lock(&notif_lock);
    notif->open = false;
    notif->pending = 0;
    notif->reportable = false;
    npi_settle(notif);
    set_stranded(notif, false);
    spin_unlock(&notif_lock);
}

static void announce(struct ffa_ctx *ctx)
{
    struct ffa_notif *notif = &ctx->notif;

    spin_lock(&notif_lock);
    if ( notif->open )
    {
        notif->pending = ALL_HALVES;
        notif->reportable = true;
        notif->announced++;
        npi_owe(ctx);
    }
    spin_unlock(&notif_lock);
}

/*
 * The SPMC has something for ENDPOINT, which may be anything. The look-up also
 * finds the domain that runs here and domains that die; it keeps the domain,
 * and with it the context, until the unlock.
 */
void ffa_notif_announce(uint16_t endpoint)
{
    struct domain *d;
    struct ffa_ctx *ctx;

    if ( endpoint == FFA_ID_HYPERVISOR || endpoint > FFA_VM_ID_MAX )
        return;

    d = rcu_lock_domain_by_id(endpoint - 1);
    if ( !d )
        return;

    ctx = d->arch.tee;
    if ( ctx )
        announce(ctx);

    rcu_unlock_domain(d);
}

/* A vCPU of the VM is online: it is here. */
void ffa_notif_poke(struct ffa_ctx *ctx)
{
    if ( likely(!ACCESS_ONCE(ctx->notif.stranded)) )
        return;

    spin_lock(&notif_lock);
    if ( ctx->notif.stranded )
        npi_owe(ctx);
    spin_unlock(&notif_lock);
}

/*
 * A GET of HALVES is about to ask the SPMC. What is announced from here on may
 * come too late for it and stays marked.
 */
void ffa_notif_take(struct ffa_ctx *ctx, unsigned int halves,
                    struct ffa_notif_taken *taken)
{
    struct ffa_notif *notif = &ctx->notif;

    spin_lock(&notif_lock);
    taken->announced = notif->announced;
    taken->halves = notif->pending & halves;
    taken->reportable = notif->reportable;
    notif->pending &= ~halves;
    if ( notif->pending )
        taken->reportable = false;
    else
        notif->reportable = false;
    spin_unlock(&notif_lock);
}

/*
 * The SPMC has answered. If it refused, all is as before. If the VM has asked
 * for both halves since it was last told, it needs no further NPI.
 */
void ffa_notif_taken(struct ffa_ctx *ctx, const struct ffa_notif_taken *taken,
                     bool refused)
{
    struct ffa_notif *notif = &ctx->notif;

    if ( !taken->halves )
        return;

    spin_lock(&notif_lock);
    if ( refused )
    {
        notif->pending |= taken->halves;
        notif->reportable |= taken->reportable;
    }
    else if ( notif->announced == taken->announced && !notif->pending )
    {
        npi_settle(notif);
        set_stranded(notif, false);
    }
    spin_unlock(&notif_lock);
}

/* Is there something the guest was not told by INFO_GET? Now it was. */
bool ffa_notif_report(struct ffa_ctx *ctx)
{
    bool report;

    spin_lock(&notif_lock);
    report = ctx->notif.reportable;
    ctx->notif.reportable = false;
    spin_unlock(&notif_lock);

    return report;
}

/* Probe only. Without one of these guests have no notifications at all. */
void ffa_notif_init(void)
{
    static const uint32_t needed[] = {
        FFA_NOTIFICATION_BITMAP_CREATE, FFA_NOTIFICATION_BITMAP_DESTROY,
        FFA_NOTIFICATION_BIND,          FFA_NOTIFICATION_UNBIND,
        FFA_NOTIFICATION_GET,
    };
    int rc;

    for ( unsigned int i = 0; i < ARRAY_SIZE(needed); i++ )
        if ( !ffa_smc_features(needed[i], NULL) )
        {
            printk(XENLOG_INFO "FF-A: no notifications: firmware has no %#x\n",
                   needed[i]);
            return;
        }

    init_timer(&npi_timer, npi_timer_fn, NULL, smp_processor_id());
    rc = ffa_sri_init();
    if ( rc )
    {
        printk(XENLOG_WARNING "FF-A: no notifications: no SRI: error %d\n", rc);
        return;
    }

    ffa_notif_enabled = true;
    ffa_notif_set_enabled = ffa_smc_features(FFA_NOTIFICATION_SET, NULL);
}
