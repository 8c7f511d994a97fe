/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The schedule receiver interrupt: which one it is, and its handler on every
 * CPU. INTIDs below 32 are banked, so each CPU installs its own, called by the
 * CPU that brought it up: in an interrupt, where nothing can be allocated.
 */
#include <xen/cpu.h>
#include <xen/errno.h>
#include <xen/init.h>
#include <xen/irq.h>
#include <xen/lib.h>
#include <xen/notifier.h>
#include <xen/smp.h>
#include <xen/xmalloc.h>

#include "ffa_private.h"

/* INTIDs from here on are no interrupts of devices. */
#define FIRST_SPECIAL_INTID 1020

bool __ro_after_init ffa_notif_enabled;
static unsigned int __ro_after_init ffa_sri;

/* One a CPU, made before the CPU is up and kept while it is down. */
static struct irqaction *sri_action[NR_CPUS];

static void sri_handler(int irq, void *dev_id)
{
    ffa_notif_collect();
}

/* Where freeing and allocating is allowed. */
static int sri_prepare(unsigned int cpu)
{
    struct irqaction *action = sri_action[cpu];

    if ( action )
        return 0;

    action = xmalloc(struct irqaction);
    if ( !action )
        return -ENOMEM;

    *action = (struct irqaction){
        .name = "FF-A SRI",
        .handler = sri_handler,
        .free_on_release = false,
    };
    sri_action[cpu] = action;

    return 0;
}

/* On the CPU itself, in an interrupt unless it is the boot CPU. */
static void sri_install(void *result)
{
    int *rc = result;

    *rc = setup_irq(ffa_sri, 0, sri_action[smp_processor_id()]);
    /* What came before there was a handler was thrown away. */
    if ( !*rc && ffa_notif_enabled )
        ffa_notif_collect();
}

static void sri_install_on(unsigned int cpu)
{
    int rc = 0;

    on_selected_cpus(cpumask_of(cpu), sri_install, &rc, 1);
    if ( rc )
        printk(XENLOG_ERR "ffa: no handler for SRI %u on CPU %u: %d\n", ffa_sri,
               cpu, rc);
}

static int cpu_callback(struct notifier_block *nfb, unsigned long action,
                        void *hcpu)
{
    unsigned int cpu = (unsigned long)hcpu;
    int rc = 0;

    switch ( action )
    {
    case CPU_UP_PREPARE:
        rc = sri_prepare(cpu);
        break;

    case CPU_ONLINE:
        sri_install_on(cpu);
        break;

    case CPU_DYING:
        release_irq(ffa_sri, NULL);
        break;

    case CPU_DEAD:
        /* What it had not taken is gone with it. */
        ffa_notif_collect();
        break;

    default:
        break;
    }

    return notifier_from_errno(rc);
}

static struct notifier_block cpu_notifier = {
    .notifier_call = cpu_callback,
};

/* Is there all that it takes? */
static bool __init spmc_has_notifications(void)
{
    static const uint32_t __initconst needed[] = {
        FFA_BITMAP_CREATE,     FFA_BITMAP_DESTROY, FFA_NOTIF_BIND,
        FFA_NOTIF_UNBIND,      FFA_NOTIF_SET,      FFA_NOTIF_GET,
        FFA_NOTIF_INFO_GET_64,
    };
    unsigned int i;

    for ( i = 0; i < ARRAY_SIZE(needed); i++ )
        if ( !ffa_has(needed[i], NULL) )
            return false;

    return ffa_has(FFA_FEATURE_SRI, &ffa_sri);
}

/* SGIs of the hypervisor's own have no handlers; others have a trigger. */
static int __init sri_configure(void)
{
    if ( ffa_sri < GIC_SGI_STATIC_MAX || ffa_sri >= FIRST_SPECIAL_INTID )
        return -EINVAL;

    return ffa_sri < NR_GIC_SGI ? 0
                                : irq_set_type(ffa_sri, IRQ_TYPE_EDGE_RISING);
}

void __init ffa_sri_init(void)
{
    int rc;

    if ( !spmc_has_notifications() )
    {
        printk(XENLOG_INFO "ffa: the SPMC has no notifications\n");
        return;
    }

    ffa_notif_init();

    rc = sri_configure();
    if ( !rc )
        rc = sri_prepare(smp_processor_id());
    if ( !rc )
        sri_install(&rc);
    if ( rc )
    {
        printk(XENLOG_ERR "ffa: no notifications: SRI %u: %d\n", ffa_sri, rc);
        return;
    }

    /* Interrupts of devices are the boot CPU's; the others are banked. */
    if ( ffa_sri < NR_GIC_LOCAL_IRQS )
        register_cpu_notifier(&cpu_notifier);
    ffa_notif_enabled = true;
}
