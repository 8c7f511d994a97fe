/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The schedule receiver interrupt: the SPMC has something for somebody.
 *
 * The handler only schedules a tasklet: asking the SPMC takes long, and what
 * follows needs locks that are not for interrupt context. The tasklet asks a
 * bounded number of times, and a timer brings it back for the rest.
 */
#include <xen/cpu.h>
#include <xen/errno.h>
#include <xen/irq.h>
#include <xen/lib.h>
#include <xen/notifier.h>
#include <xen/percpu.h>
#include <xen/tasklet.h>
#include <xen/timer.h>

#include "ffa_hypervisor.h"
#include "ffa_parse.h"
#include "ffa_private.h"

/* Calls in one run of the tasklet: enough for 320 VMs. */
#define SRI_MAX_CALLS 16

/* Wait before asking on: 1 ms, 2 ms ... up to the maximum. */
#define SRI_DELAY_MIN MILLISECS(1)
#define SRI_DELAY_MAX SECONDS(1)

/* Wait before trying again to listen on a CPU. */
#define SRI_LISTEN_DELAY SECONDS(1)

/* INTIDs from here on are not interrupts of devices. */
#define SRI_END 1020U

struct sri_cpu
{
    struct irqaction action;
    struct timer timer; /* tries again                                     */
    bool listening;
    bool retrying; /* timer is initialised                                 */
};
static DEFINE_PER_CPU(struct sri_cpu, sri_cpu);

static unsigned int sri_intid __ro_after_init;
static uint32_t info_get_fid __ro_after_init;

static void sri_tasklet_fn(void *unused);
static DECLARE_TASKLET(sri_tasklet, sri_tasklet_fn, NULL);

/* The tasklet's, which runs on one CPU at a time. */
static struct timer sri_timer;
static s_time_t sri_delay;

static void announce_all(const struct arm_smccc_1_2_regs *reply)
{
    bool hypervisor = false;
    struct ffa_parse lists;
    uint16_t endpoint;

    ffa_parse_start(&lists, reply);
    while ( ffa_parse_next(&lists, &endpoint) )
    {
        if ( endpoint == FFA_ID_HYPERVISOR )
            hypervisor = true;
        else if ( endpoint & FFA_ID_SECURE )
            ffa_sched_announce(endpoint, &lists);
        else
            ffa_notif_announce(endpoint, &lists);
    }

    if ( hypervisor )
        ffa_hypervisor_announced();

    if ( lists.malformed && printk_ratelimit() )
        printk(XENLOG_WARNING "FF-A: malformed list of notifications\n");
}

/* True: the SPMC has more to tell, or could not tell. */
static bool sri_ask(void)
{
    for ( unsigned int calls = 0; calls < SRI_MAX_CALLS; calls++ )
    {
        struct arm_smccc_1_2_regs regs = {.a0 = info_get_fid};
        int32_t status = ffa_smc_call(&regs);

        if ( status == FFA_NO_DATA )
            return false;
        if ( status )
        {
            if ( printk_ratelimit() )
                printk(XENLOG_WARNING "FF-A: INFO_GET: error %d\n", status);
            return true;
        }

        announce_all(&regs);
        if ( !ffa_parse_more(&regs) )
            return false;
    }

    return true;
}

static void sri_tasklet_fn(void *unused)
{
    if ( !sri_ask() )
    {
        sri_delay = SRI_DELAY_MIN;
        return;
    }

    set_timer(&sri_timer, NOW() + sri_delay);
    sri_delay = MIN(sri_delay * 2, SRI_DELAY_MAX);
}

static void sri_timer_fn(void *unused)
{
    tasklet_schedule(&sri_tasklet);
}

static void sri_handler(int irq, void *dev_id)
{
    tasklet_schedule(&sri_tasklet);
}

/* On the calling CPU. Allocates nothing: it is called with interrupts off. */
static int sri_listen(struct sri_cpu *cpu)
{
    int rc;

    cpu->action = (struct irqaction){
        .handler = sri_handler,
        .name = "FF-A SRI",
    };
    rc = setup_irq(sri_intid, IRQF_NONE, &cpu->action);
    cpu->listening = !rc;
    return rc;
}

/*
 * On a CPU that could not listen. What it is told while it does not is lost to
 * the hypervisor, so ask the SPMC.
 */
static void sri_listen_again(void *data)
{
    struct sri_cpu *cpu = data;

    if ( sri_listen(cpu) )
        set_timer(&cpu->timer, NOW() + SRI_LISTEN_DELAY);
    tasklet_schedule(&sri_tasklet);
}

static void sri_cpu_starting(unsigned int nr, struct sri_cpu *cpu)
{
    int rc = sri_listen(cpu);

    if ( !rc )
        return;

    printk(XENLOG_ERR "FF-A: CPU%u cannot take the SRI: error %d, polling\n",
           nr, rc);
    init_timer(&cpu->timer, sri_listen_again, cpu, nr);
    cpu->retrying = true;
    set_timer(&cpu->timer, NOW() + SRI_LISTEN_DELAY);
}

static void sri_cpu_dying(struct sri_cpu *cpu)
{
    if ( cpu->retrying )
        kill_timer(&cpu->timer);
    cpu->retrying = false;

    if ( cpu->listening )
        release_irq(sri_intid, NULL);
    cpu->listening = false;
}

static int sri_cpu_event(struct notifier_block *nfb, unsigned long action,
                         void *hcpu)
{
    unsigned int nr = (unsigned long)hcpu;

    switch ( action )
    {
    case CPU_STARTING:
        sri_cpu_starting(nr, &per_cpu(sri_cpu, nr));
        break;

    case CPU_DYING:
        sri_cpu_dying(&per_cpu(sri_cpu, nr));
        break;

    case CPU_DEAD:
        /* An SRI may have come after the CPU had stopped listening. */
        tasklet_schedule(&sri_tasklet);
        break;
    }

    return NOTIFY_DONE;
}

static struct notifier_block sri_cpu_notifier = {
    .notifier_call = sri_cpu_event,
};

/* Ask the SPMC for the INTID, and for how to ask it later. */
static int sri_discover(void)
{
    uint32_t intid;

    if ( ffa_smc_features(FFA_NOTIFICATION_INFO_GET_64, NULL) )
        info_get_fid = FFA_NOTIFICATION_INFO_GET_64;
    else if ( ffa_smc_features(FFA_NOTIFICATION_INFO_GET_32, NULL) )
        info_get_fid = FFA_NOTIFICATION_INFO_GET_32;
    else
        return -ENODEV;

    if ( !ffa_smc_features(FFA_FEATURE_SRI, &intid) )
        return -ENODEV;

    /* The first SGIs are the hypervisor's and go another way. */
    if ( intid < GIC_SGI_STATIC_MAX || intid >= SRI_END )
        return -ERANGE;

    sri_intid = intid;
    return 0;
}

/* Probe only: no other CPU is up. */
int ffa_sri_init(void)
{
    int rc = sri_discover();

    if ( !rc && sri_intid >= NR_GIC_SGI )
        rc = irq_set_type(sri_intid, IRQ_TYPE_EDGE_RISING);
    if ( rc )
        return rc;

    sri_delay = SRI_DELAY_MIN;
    init_timer(&sri_timer, sri_timer_fn, NULL, smp_processor_id());

    rc = sri_listen(&this_cpu(sri_cpu));
    if ( rc )
        return rc;

    /* SGIs and PPIs are each CPU's own. */
    if ( sri_intid < NR_GIC_LOCAL_IRQS )
        register_cpu_notifier(&sri_cpu_notifier);

    return 0;
}
