/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * CPUs come up and go down, and who wants to know is told. The machine's notion
 * of online is power; the hypervisor's is cpu_online_map, which lags behind on
 * the way up.
 */
#include "bug.h"
#include "gic.h"
#include "machine.h"
#include "sched.h"
#include "run-state.h"

#include "domains.h"

#include <xen/cpu.h>
#include <xen/sched.h>
#include <asm/tee/tee.h>

#define NOTIFIERS_MAX 16u

enum cpu_state
{
    CPU_STATE_OFF,
    CPU_STATE_COMES, /* powered; its first code has not run                 */
    CPU_STATE_ON,
    CPU_STATE_GOES, /* to be stopped as soon as it idles                    */
    CPU_STATE_STOPPED,
};

static struct
{
    bool hotplug; /* somebody brings a CPU up or down                        */
    unsigned int nr_notifiers;
    struct notifier_block *notifier[NOTIFIERS_MAX];
    enum cpu_state state[NR_CPUS];
} cpus;
STATE(cpus);

static struct
{
    name_t up;
    name_t down;
} names;

static void intern_names(void)
{
    names.up = name_intern("cpu_up");
    names.down = name_intern("cpu_down");
}

void cpu_reset(const struct world *world)
{
    if ( !names.up )
        intern_names();
    cpus.hotplug = false;
    cpus.nr_notifiers = 0;
    nr_cpu_ids = world->nr_cpus;
    cpu_online_map.bits[0] = 1;
    cpu_present_map.bits[0] = (1ul << world->nr_cpus) - 1;
    cpu_possible_map.bits[0] = cpu_present_map.bits[0];
    for ( unsigned int cpu = 0; cpu < NR_CPUS; cpu++ )
        cpus.state[cpu] = cpu ? CPU_STATE_OFF : CPU_STATE_ON;
}

/* Notifiers. */

void(register_cpu_notifier)(struct notifier_block *nb)
{
    unsigned int at = cpus.nr_notifiers;

    access_check(nb, sizeof(*nb), true);
    if ( reset_sealed() )
    {
        facade_stop_here();
        machine_stop(EV_CONTEXT_RULE, facade_site(), RULE_INIT_CALLED_LATE);
    }
    if ( at >= NOTIFIERS_MAX )
        held_stop("more CPU notifiers than anybody needs");
    for ( ; at && cpus.notifier[at - 1]->priority < nb->priority; at-- )
        cpus.notifier[at] = cpus.notifier[at - 1];
    cpus.notifier[at] = nb;
    cpus.nr_notifiers++;
}

static int call_notifier(struct notifier_block *nb, unsigned long action,
                         unsigned int cpu)
{
    struct held held;
    int result;

    held_begin(&held, machine_context());
    access_check(nb, sizeof(*nb), false);
    result = nb->notifier_call(nb, action, (void *)(unsigned long)cpu);
    held_end(&held);
    return result;
}

/*
 * Tell notifiers FIRST .. LAST - 1, backwards for an action that is so. True if
 * one says stop; *LAST_TOLD is it.
 */
static bool tell(unsigned long action, unsigned int cpu, unsigned int first,
                 unsigned int last, unsigned int *last_told)
{
    for ( unsigned int i = first; i < last; i++ )
    {
        unsigned int at = action & NOTIFY_REVERSE ? last - 1 - (i - first) : i;

        *last_told = at;
        if ( call_notifier(cpus.notifier[at], action, cpu) & NOTIFY_STOP_MASK )
            return true;
    }
    return false;
}

/* An action that cannot fail. */
static void tell_all(unsigned long action, unsigned int cpu)
{
    unsigned int at;

    if ( tell(action, cpu, 0, cpus.nr_notifiers, &at) )
        held_stop("a CPU notifier failed where it must not");
}

/* Up. */

static bool begin_hotplug(unsigned int target)
{
    if ( cpus.hotplug || target >= nr_cpu_ids || target == machine_cpu() )
        return false;
    cpus.hotplug = true;
    return true;
}

static bool has_started(const void *arg)
{
    const unsigned int *cpu = arg;

    return cpu_online_map.bits[0] & (1ul << *cpu);
}

static bool prepare_up(unsigned int target)
{
    unsigned int at;

    irq_cpu_prepare(target);
    if ( !tell(CPU_UP_PREPARE, target, 0, cpus.nr_notifiers, &at) )
        return true;
    if ( tell(CPU_UP_CANCELED, target, 0, at, &at) )
        held_stop("a CPU notifier failed where it must not");
    return false;
}

bool hypervisor_cpu_up(unsigned int target)
{
    bool done;

    if ( target >= nr_cpu_ids || cpus.state[target] != CPU_STATE_OFF ||
         !begin_hotplug(target) )
        return false;
    domctl_enter();
    done = prepare_up(target);
    if ( done )
    {
        gic_cpu_init(target);
        cpus.state[target] = CPU_STATE_COMES;
        machine_set_cpu_online(target, true);
        sched_wait(has_started, &target, names.up);
        tell_all(CPU_ONLINE, target);
    }
    cpus.hotplug = false;
    return done;
}

/* The first code of a secondary CPU. */
static void start_secondary(void)
{
    unsigned int cpu = machine_cpu();

    machine_push_context(CONTEXT_BOOT);
    machine_mask_irqs(true);
    tell_all(CPU_STARTING, cpu);
    cpus.state[cpu] = CPU_STATE_ON;
    cpu_online_map.bits[0] |= 1ul << cpu;
    machine_note(EV_CPU, 0, cpu, 1);
    machine_mask_irqs(false);
    init_tee_secondary();
    machine_pop_context();
}

/* Down. */

static bool has_stopped(const void *arg)
{
    const unsigned int *cpu = arg;

    return cpus.state[*cpu] == CPU_STATE_STOPPED;
}

static bool prepare_down(unsigned int target)
{
    unsigned int at;

    if ( !tell(CPU_DOWN_PREPARE, target, 0, cpus.nr_notifiers, &at) )
        return true;
    if ( tell(CPU_DOWN_FAILED, target, at + 1, cpus.nr_notifiers, &at) )
        held_stop("a CPU notifier failed where it must not");
    return false;
}

/* What the dead CPU had to do is done elsewhere. */
static void bury(unsigned int cpu)
{
    tasklet_cpu_gone(cpu, machine_cpu());
    rcu_cpu_gone(cpu, machine_cpu());
    timer_cpu_gone(cpu);
    tell_all(CPU_DEAD, cpu);
    cpus.state[cpu] = CPU_STATE_OFF;
}

bool hypervisor_cpu_down(unsigned int target)
{
    bool done;

    boot_is_over();
    if ( !target || target >= nr_cpu_ids ||
         cpus.state[target] != CPU_STATE_ON || !begin_hotplug(target) )
        return false;
    domctl_enter();
    done = prepare_down(target);
    if ( done )
    {
        cpus.state[target] = CPU_STATE_GOES;
        sched_wait(has_stopped, &target, names.down);
        bury(target);
    }
    cpus.hotplug = false;
    return done;
}

/* The last code of a CPU, when it has nothing else to do. */
static void stop_this_cpu(void)
{
    unsigned int cpu = machine_cpu();

    machine_push_context(CONTEXT_DOMCTL);
    vcpu_leave_cpu(cpu);
    machine_mask_irqs(true);
    tell_all(CPU_DYING, cpu);
    cpu_online_map.bits[0] &= ~(1ul << cpu);
    machine_note(EV_CPU, 0, cpu, 0);
    machine_set_cpu_online(cpu, false);
    cpus.state[cpu] = CPU_STATE_STOPPED;
    machine_pop_context();
}

/* A CPU that goes serves what is pending first: somebody may wait for it. */
bool cpu_transition_pending(unsigned int cpu)
{
    if ( cpus.state[cpu] == CPU_STATE_GOES )
        return gic_highest(cpu) == GIC_SPURIOUS;
    return cpus.state[cpu] == CPU_STATE_COMES;
}

void cpu_transition(void)
{
    if ( cpus.state[machine_cpu()] == CPU_STATE_COMES )
        start_secondary();
    else
        stop_this_cpu();
}
