/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The schedule receiver interrupt, the tasklet that does its work, and the
 * interrupts that tell guests.
 */
#include <xen/cpu.h>
#include <xen/errno.h>
#include <xen/init.h>
#include <xen/lib.h>
#include <xen/tasklet.h>
#include <xen/timer.h>

#include <asm/smccc.h>

#include "ffa_private.h"

#define FEATURE_SRI      2
#define FIRST_NO_IRQ     1020U

#define MAX_ROUNDS       40U
#define IDS_PER_REPLY_64 20U
#define IDS_PER_REPLY_32 10U

#define NPI_AGAIN        MILLISECS(50)

bool ffa_notif_on __ro_after_init;
static uint32_t sri __ro_after_init;

/* VMs whose NPI may not have arrived. */
static DEFINE_SPINLOCK(owed_lock);
static LIST_HEAD(owed_list);
static struct timer npi_timer;

static void sri_work(void *unused);
static DECLARE_TASKLET(sri_tasklet, sri_work, NULL);

/* A vCPU that is offline, or goes there, loses it. Under owed_lock. */
static void inject(const struct ffa_ctx *ctx)
{
    struct vcpu *v;

    for_each_vcpu (ctx->d, v)
    {
        if ( !is_vcpu_online(v) )
            continue;
        vgic_inject_irq(ctx->d, v, GUEST_FFA_NOTIF_PEND_INTR_ID, true);
        break;
    }

    if ( !v && printk_ratelimit() )
        printk(XENLOG_G_DEBUG "ffa: no vCPU of %pd is online\n", ctx->d);
}

/*
 * The latch before the interrupt: the guest may look at once. The interrupt is
 * repeated until it has looked everywhere.
 */
void ffa_announce(struct ffa_ctx *ctx, uint32_t what)
{
    spin_lock(&owed_lock);
    if ( ctx->in_service )
    {
        ctx->pending |= what;
        if ( !test_and_set_bool(ctx->unreported) )
            gdprintk(XENLOG_DEBUG, "ffa: news for %pd\n", ctx->d);
        inject(ctx);
        if ( list_empty(&ctx->owed) )
            list_add_tail(&ctx->owed, &owed_list);
        if ( !timer_is_active(&npi_timer) )
            set_timer(&npi_timer, NOW() + NPI_AGAIN);
    }
    spin_unlock(&owed_lock);
}

uint32_t ffa_withdraw(struct ffa_ctx *ctx, uint32_t what)
{
    uint32_t withdrawn;

    spin_lock(&owed_lock);
    withdrawn = ctx->pending & what;
    ctx->pending &= ~what;
    if ( !ctx->pending )
    {
        test_and_clear_bool(ctx->unreported);
        if ( !list_empty(&ctx->owed) )
        {
            list_del(&ctx->owed);
            INIT_LIST_HEAD(&ctx->owed);
        }
        if ( list_empty(&owed_list) )
            stop_timer(&npi_timer);
    }
    spin_unlock(&owed_lock);

    return withdrawn;
}

static void npi_timer_fn(void *unused)
{
    struct ffa_ctx *ctx;

    spin_lock(&owed_lock);
    list_for_each_entry (ctx, &owed_list, owed)
        inject(ctx);
    if ( !list_empty(&owed_list) )
        set_timer(&npi_timer, NOW() + NPI_AGAIN);
    spin_unlock(&owed_lock);
}

#ifdef CONFIG_FFA_VM_TO_VM
/* Who is on the list is in service, and its domain is there. */
static void tell_endpoint(uint16_t id)
{
    struct ffa_ctx *ctx;

    read_lock(&ffa_ctx_lock);
    list_for_each_entry (ctx, &ffa_ctx_list, list)
        if ( ctx->id == id )
        {
            ffa_announce(ctx, FFA_GET_SP | FFA_GET_SPM);
            break;
        }
    read_unlock(&ffa_ctx_lock);
}
#else
/* The domain may be any, or dying. Its context stays until the unlock. */
static void tell_endpoint(uint16_t id)
{
    struct domain *d;
    struct ffa_ctx *ctx;

    if ( !id || (id & FFA_ID_SECURE) )
        return;

    d = rcu_lock_domain_by_id(id - 1);
    if ( !d )
        return;

    ctx = d->arch.tee;
    if ( ctx )
        ffa_announce(ctx, FFA_GET_SP | FFA_GET_SPM);

    rcu_unlock_domain(d);
}
#endif

/* Returns whether there is more. */
static bool tell_all(const struct arm_smccc_1_2_regs *regs)
{
    const bool is_64 = smccc_is_conv_64(regs->a0);
    const unsigned int bits = is_64 ? 64 : 32;
    unsigned int left = is_64 ? IDS_PER_REPLY_64 : IDS_PER_REPLY_32;
    unsigned int lists = MASK_EXTR(regs->a2, GENMASK(11, 7));
    uint64_t sizes = regs->a2 >> 12;
    const register_t words[] = {regs->a3, regs->a4, regs->a5, regs->a6,
                                regs->a7};
    unsigned int bit = 0;

    for ( ; lists && left; lists--, sizes >>= 2 )
    {
        /* The endpoint, and as many of its vCPUs as the list has. */
        unsigned int ids = MIN(1 + (unsigned int)(sizes & 3), left);

        tell_endpoint(words[bit / bits] >> bit % bits);
        bit += 16 * ids;
        left -= ids;
    }

    return regs->a2 & 1;
}

static void sri_work(void *unused)
{
    for ( unsigned int i = 0; i < MAX_ROUNDS; i++ )
    {
        struct arm_smccc_1_2_regs regs = {.a0 = FFA_INFO_GET_64};

        switch ( ffa_smc(&regs) )
        {
        case FFA_OK:
            if ( !tell_all(&regs) )
                return;
            break;
        case FFA_BUSY:
        case FFA_RETRY:
        case FFA_INTERRUPTED:
            break;
        default:
            return;
        }
    }

    printk_once(XENLOG_WARNING "ffa: the SPMC does not come to an end\n");
}

static void sri_handler(int irq, void *dev_id)
{
    tasklet_schedule(&sri_tasklet);
}

/*
 * On the calling CPU only, if it is banked. A secondary CPU that cannot have it
 * comes up all the same, and what is sent to it is lost.
 */
static int install(void)
{
    int rc = request_irq(sri, 0, sri_handler, "ffa-sri", NULL);

    if ( rc )
        printk(XENLOG_ERR "ffa: SRI %u: CPU %u cannot have it: %d\n", sri,
               smp_processor_id(), rc);

    return rc;
}

void ffa_sri_init_secondary(void)
{
    if ( !ffa_notif_on || sri >= NR_GIC_LOCAL_IRQS )
        return;

    install();
    /* What came before there was a handler was thrown away. */
    tasklet_schedule(&sri_tasklet);
}

/* What a CPU had not taken is gone with it; so is its handler. */
static int cpu_callback(struct notifier_block *nfb, unsigned long action,
                        void *hcpu)
{
    if ( action == CPU_DEAD )
        tasklet_schedule(&sri_tasklet);

    return NOTIFY_DONE;
}

static struct notifier_block cpu_nfb = {
    .notifier_call = cpu_callback,
    .priority = -1,
};

void __init ffa_npi_init(void)
{
    init_timer(&npi_timer, npi_timer_fn, NULL, 0);
}

static bool __init has_notifications(void)
{
    return ffa_feature(FFA_BITMAP_CREATE, NULL) &&
           ffa_feature(FFA_BITMAP_DESTROY, NULL) &&
           ffa_feature(FFA_BIND, NULL) && ffa_feature(FFA_UNBIND, NULL) &&
           ffa_feature(FFA_SET, NULL) && ffa_feature(FFA_GET, NULL) &&
           ffa_feature(FFA_INFO_GET_64, NULL) && ffa_feature(FEATURE_SRI, &sri);
}

void __init ffa_sri_init(void)
{
    if ( !has_notifications() )
    {
        printk(XENLOG_INFO "ffa: the SPMC has no notifications\n");
        return;
    }

    if ( sri < GIC_SGI_STATIC_MAX || sri >= FIRST_NO_IRQ )
    {
        printk(XENLOG_ERR "ffa: SRI %u cannot be handled\n", sri);
        return;
    }

    if ( sri >= NR_GIC_SGI && irq_set_type(sri, IRQ_TYPE_EDGE_RISING) )
    {
        printk(XENLOG_ERR "ffa: SRI %u is no edge\n", sri);
        return;
    }

    if ( install() )
        return;

    register_cpu_notifier(&cpu_nfb);
    ffa_notif_on = true;
}
