/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Calls on other CPUs by the hypervisor's own SGI. One at a time; whoever is
 * called is in hard interrupt context with interrupts off.
 */
#include "gic.h"
#include "machine.h"
#include "sched.h"
#include "run-state.h"
#include "effect.h"

#include "model.h"

#include <xen/bug.h>
#include <xen/smp.h>
#include <xen/spinlock.h>
#include <asm/gic.h>

cpumask_t cpu_online_map;
cpumask_t cpu_present_map;
cpumask_t cpu_possible_map;
unsigned int nr_cpu_ids;
STATE(cpu_online_map);
STATE(cpu_present_map);
STATE(cpu_possible_map);
STATE(nr_cpu_ids);

static spinlock_t call_lock;
STATE(call_lock);

static struct
{
    unsigned long selected; /* CPUs that have not yet                       */
    void (*func)(void *info);
    void *info;
    bool wait;
} call;
STATE(call);

static name_t name_call;

void smp_reset(void)
{
    if ( !name_call )
        name_call = name_intern("on_selected_cpus");
    spin_lock_init(&call_lock);
    call.selected = 0;
}

const cpumask_t *cpumask_of(unsigned int cpu)
{
    static const cpumask_t masks[NR_CPUS] = {
        {{1 << 0}}, {{1 << 1}}, {{1 << 2}}, {{1 << 3}},
        {{1 << 4}}, {{1 << 5}}, {{1 << 6}}, {{1 << 7}},
    };

    BUG_ON(cpu >= NR_CPUS);
    return &masks[cpu];
}

/* In CONTEXT_IRQ on a CPU that is called. */
void smp_interrupt(void)
{
    unsigned long self = 1ul << machine_cpu();
    void (*func)(void *info) = call.func;
    void *info = call.info;
    struct held held;

    effect_on_range(&call, sizeof(call), true);
    if ( !(call.selected & self) )
        return;
    FINE_ORDER(ORDER_ASKED, 0);
    if ( !call.wait )
        call.selected &= ~self;
    held_take(&held);
    func(info);
    held_note(&held);
    effect_on_range(&call, sizeof(call), true);
    FINE_ORDER(ORDER_ASK, 0);
    if ( call.wait )
        call.selected &= ~self;
}

static void call_here(void)
{
    bool masked = machine_mask_irqs(true);

    machine_push_context(CONTEXT_IRQ);
    sched_activation(true);
    machine_note(EV_IRQ, 0, GIC_SGI_CALL_FUNCTION);
    smp_interrupt();
    machine_note(EV_IRQ_END, 0, GIC_SGI_CALL_FUNCTION);
    sched_activation(false);
    machine_pop_context();
    machine_mask_irqs(masked);
}

static bool all_called(const void *arg)
{
    (void)arg;
    return !call.selected;
}

void(on_selected_cpus)(const cpumask_t *selected, void (*func)(void *info),
                       void *info, int wait)
{
    unsigned int self = machine_cpu();

    FACADE_POINT();
    if ( machine_irqs_masked() )
        machine_note(EV_CONTEXT_RULE, name_call, RULE_IRQS_OFF);
    BUG_ON(!cpumask_subset(selected, &cpu_online_map));
    spin_lock(&call_lock);
    SIM_BUG_ON(call.selected);
    effect_on_range(&call, sizeof(call), true);
    call.selected = selected->bits[0];
    call.func = func;
    call.info = info;
    call.wait = wait;
    FINE_ORDER(ORDER_ASK, 0);
    for ( unsigned int cpu = 0; cpu < NR_CPUS; cpu++ )
        if ( cpu != self && (selected->bits[0] & (1ul << cpu)) )
            gic_raise(cpu, GIC_SGI_CALL_FUNCTION);
    if ( selected->bits[0] & (1ul << self) )
        call_here();
    if ( call.selected )
        sched_wait(all_called, NULL, name_call);
    if ( wait )
        FINE_ORDER(ORDER_ASKED, 0);
    spin_unlock(&call_lock);
}

void(smp_call_function)(void (*func)(void *info), void *info, int wait)
{
    cpumask_t others = cpu_online_map;

    others.bits[0] &= ~(1ul << machine_cpu());
    (on_selected_cpus)(&others, func, info, wait);
}
