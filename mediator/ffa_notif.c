/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What VMs have pending.
 *
 * FFA_NOTIFICATION_INFO_GET tells of a VM once, and not which of its bitmaps
 * has bits set; and a list of vCPUs may hide that there is something for the VM
 * as a whole. So an announcement marks all that it may be about as possibly
 * pending, a bitmap stays marked until the VM has asked for it, and the VM gets
 * an NPI.
 */
#include <xen/lib.h>
#include <xen/sched.h>

#include "ffa_lists.h"
#include "ffa_parse.h"
#include "ffa_private.h"

/* The SPMC's. It has per-vCPU notifications from SPs only. */
#define ALL_HALVES (FFA_GET_FROM_SPS | FFA_GET_FROM_SPM)

bool ffa_notif_enabled __ro_after_init;
bool ffa_notif_set_enabled __ro_after_init;
bool ffa_notif_firmware_set __ro_after_init;

/* Protects the notif and the targets of every context, and what follows. */
DEFINE_SPINLOCK(ffa_notif_lock);
static LIST_HEAD(open_list);

void ffa_notif_mark(struct ffa_ctx *ctx, unsigned int vcpu, unsigned int halves)
{
    struct ffa_notif_target *target = ffa_target(ctx, vcpu);

    if ( !target->pending )
        ctx->notif.nr_pending++;
    target->pending |= halves;
    target->reportable = true;
    target->stranded = true;
    ctx->notif.announced++;
}

static void clear(struct ffa_ctx *ctx, struct ffa_notif_target *target,
                  unsigned int halves)
{
    if ( !target->pending )
        return;

    target->pending &= ~halves;
    if ( target->pending )
        return;

    ctx->notif.nr_pending--;
    target->reportable = false;
    target->stranded = false;
}

/* Nothing is left that the guest would have to be told. */
static void settle(struct ffa_ctx *ctx)
{
    if ( !ctx->notif.nr_pending && !ctx->notif.sps_wait )
        ffa_npi_settle(ctx);
}

/* The domain is about to be visible. */
void ffa_notif_open(struct ffa_ctx *ctx)
{
    spin_lock(&ffa_notif_lock);
    ctx->notif.open = true;
    list_add_tail(&ctx->notif.open_link, &open_list);
    spin_unlock(&ffa_notif_lock);

    if ( ffa_sched_is_primary(ctx) && ffa_sched_any() )
        ffa_notif_sps_wait(ctx);
}

/* From here on nothing of the context is touched for the VM's sake. */
void ffa_notif_close(struct ffa_ctx *ctx)
{
    struct ffa_notif *notif = &ctx->notif;
    struct ffa_ctx *other;

    spin_lock(&ffa_notif_lock);
    if ( notif->open )
    {
        notif->open = false;
        notif->sps_wait = false;
        list_del(&notif->open_link);
        list_for_each_entry (other, &open_list, notif.open_link)
            ffa_notif_vm_forget(other, ctx);
        ffa_npi_settle(ctx);
    }
    spin_unlock(&ffa_notif_lock);
}

static void announce(struct ffa_ctx *ctx, const struct ffa_parse *list)
{
    spin_lock(&ffa_notif_lock);
    if ( ctx->notif.open )
    {
        ffa_notif_mark(ctx, FFA_VCPU_ANY, ALL_HALVES);
        for ( unsigned int i = 0; i < list->vcpus; i++ )
            if ( list->vcpu[i] < ctx->d->max_vcpus )
                ffa_notif_mark(ctx, list->vcpu[i], FFA_GET_FROM_SPS);
        ffa_npi_owe(ctx);
    }
    spin_unlock(&ffa_notif_lock);
}

/*
 * The SPMC has something for ENDPOINT, which may be anything. The look-up also
 * finds the domain that runs here and domains that die; it keeps the domain,
 * and with it the context, until the unlock.
 */
void ffa_notif_announce(uint16_t endpoint, const struct ffa_parse *list)
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
        announce(ctx, list);

    rcu_unlock_domain(d);
}

void ffa_notif_rx_full(struct ffa_ctx *ctx)
{
    spin_lock(&ffa_notif_lock);
    if ( ctx->notif.open && ffa_notif_enabled )
    {
        ffa_notif_mark(ctx, FFA_VCPU_ANY, FFA_GET_FROM_HYPERVISOR);
        ffa_npi_owe(ctx);
    }
    spin_unlock(&ffa_notif_lock);
}

void ffa_notif_sps_wait(struct ffa_ctx *ctx)
{
    spin_lock(&ffa_notif_lock);
    if ( ctx->notif.open )
    {
        ctx->notif.sps_wait = true;
        ffa_npi_owe(ctx);
    }
    spin_unlock(&ffa_notif_lock);
}

/* The targets that a GET is about. */
static struct ffa_notif_target *target_of_get(struct ffa_ctx *ctx,
                                              const struct ffa_notif_get *get,
                                              unsigned int i)
{
    return ffa_target(ctx, i ? get->vcpu : FFA_VCPU_ANY);
}

/*
 * A GET is about to ask the SPMC. What is announced from here on may come too
 * late for it and stays marked.
 */
void ffa_notif_get_begin(struct ffa_ctx *ctx, struct ffa_notif_get *get)
{
    unsigned int halves = get->flags & ALL_HALVES;

    spin_lock(&ffa_notif_lock);
    get->announced = ctx->notif.announced;
    get->owed = ctx->notif.npi_owed;
    for ( unsigned int i = 0; i < ARRAY_SIZE(get->taken); i++ )
    {
        struct ffa_notif_target *target = target_of_get(ctx, get, i);

        get->taken[i].pending = target->pending & halves;
        get->taken[i].reportable = target->reportable;
        clear(ctx, target, halves);
        if ( target->pending )
            get->taken[i].reportable = false;
    }
    spin_unlock(&ffa_notif_lock);
}

static void put_back(struct ffa_ctx *ctx, const struct ffa_notif_get *get)
{
    for ( unsigned int i = 0; i < ARRAY_SIZE(get->taken); i++ )
    {
        struct ffa_notif_target *target = target_of_get(ctx, get, i);

        if ( !target->pending && get->taken[i].pending )
            ctx->notif.nr_pending++;
        target->pending |= get->taken[i].pending;
        target->reportable |= get->taken[i].reportable;
    }

    /* Another GET has found nothing pending in between. */
    if ( get->owed && !ctx->notif.npi_owed && ctx->notif.nr_pending )
        ffa_npi_owe(ctx);
}

/* What the mediator keeps, and the SPMC does not know of. */
static void collect(struct ffa_ctx *ctx, struct ffa_notif_get *get)
{
    unsigned int halves = get->flags & ~ALL_HALVES;

    for ( unsigned int i = 0; i < ARRAY_SIZE(get->taken); i++ )
    {
        struct ffa_notif_target *target = target_of_get(ctx, get, i);
        unsigned int pending = target->pending & halves;

        if ( pending & FFA_GET_FROM_VMS )
        {
            get->from_vms |= target->from_vms;
            target->from_vms = 0;
        }
        if ( pending & FFA_GET_FROM_HYPERVISOR )
            get->framework |= FFA_FRAMEWORK_RX_FULL;
        clear(ctx, target, halves);
    }
}

/*
 * The SPMC has answered. If it refused, all is as before. If the VM has asked
 * for all since it was last told, it needs no further NPI.
 */
void ffa_notif_get_end(struct ffa_ctx *ctx, struct ffa_notif_get *get,
                       bool refused)
{
    spin_lock(&ffa_notif_lock);
    if ( refused )
        put_back(ctx, get);
    else
    {
        collect(ctx, get);
        if ( ctx->notif.announced == get->announced )
            settle(ctx);
    }
    spin_unlock(&ffa_notif_lock);
}

/* Name VCPU of the VM, if the guest was not told of it. False: no room. */
static bool report(struct ffa_ctx *ctx, struct ffa_lists *lists,
                   unsigned int vcpu)
{
    struct ffa_notif_target *target = ffa_target(ctx, vcpu);

    if ( !target->reportable )
        return true;
    if ( !ffa_lists_add(lists, ctx->vm_id, vcpu) )
        return false;

    target->reportable = false;
    return true;
}

/*
 * What the guest was not told by INFO_GET. Now it was. SPs that are announced
 * from here on make the SRI due again.
 */
void ffa_notif_report(struct ffa_ctx *ctx, struct ffa_lists *lists)
{
    bool sps;

    spin_lock(&ffa_notif_lock);
    if ( report(ctx, lists, FFA_VCPU_ANY) && ctx->notif.nr_pending )
        for ( unsigned int vcpu = 0; vcpu < ctx->d->max_vcpus; vcpu++ )
            if ( !report(ctx, lists, vcpu) )
                break;
    sps = ctx->notif.sps_wait;
    ctx->notif.sps_wait = false;
    if ( sps )
        settle(ctx);
    spin_unlock(&ffa_notif_lock);

    if ( !sps )
        return;
    ffa_sched_report(lists);
    if ( ffa_sched_any() )
        ffa_notif_sps_wait(ctx);
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

    ffa_npi_init();
    rc = ffa_sri_init();
    if ( rc )
    {
        printk(XENLOG_WARNING "FF-A: no notifications: no SRI: error %d\n", rc);
        return;
    }

    ffa_notif_enabled = true;
    ffa_notif_firmware_set = ffa_smc_features(FFA_NOTIFICATION_SET, NULL);
    ffa_notif_set_enabled =
        ffa_notif_firmware_set || IS_ENABLED(CONFIG_FFA_VM_TO_VM);
}
