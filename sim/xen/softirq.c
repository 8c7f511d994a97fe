/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Softirqs and the idle loop. What is pending is asked of those who know, so
 * nobody can forget to raise anything.
 */
#include <string.h>

#include "bug.h"
#include "machine.h"
#include "sched.h"
#include "run-state.h"
#include "effect.h"

#include "domains.h"

#include <xen/config.h>
#include <xen/preempt.h>
#include <xen/softirq.h>

#define ALL_SOFTIRQS ((1u << NR_SOFTIRQS) - 1)

unsigned int softirq_queued;
STATE(softirq_queued);

static uint32_t raised[NR_CPUS];
STATE(raised);

static struct
{
    name_t do_softirq;
    name_t process_pending;
} names;

static void intern_names(void)
{
    names.do_softirq = name_intern("do_softirq");
    names.process_pending = name_intern("process_pending_softirqs");
}

void softirq_reset(void)
{
    if ( !names.do_softirq )
        intern_names();
    softirq_queued = 0;
    memset(raised, 0, sizeof(raised));
}

static uint32_t pending(unsigned int cpu)
{
    uint32_t bits = raised[cpu] | (uint32_t)vcpu_schedule_pending(cpu)
                                      << SCHEDULE_SOFTIRQ;

    if ( softirq_queued )
        bits |= (uint32_t)timer_pending(cpu) << TIMER_SOFTIRQ |
                (uint32_t)rcu_pending(cpu) << RCU_SOFTIRQ |
                (uint32_t)tasklet_pending(cpu, true) << TASKLET_SOFTIRQ;
    return bits;
}

static void run_softirq_tasklets(void)
{
    unsigned int cpu = machine_cpu();

    while ( tasklet_pending(cpu, true) )
        tasklet_run(true);
}

/* The two others are for hardware that is not there. */
static void (*const handlers[NR_SOFTIRQS])(void) = {
    [TIMER_SOFTIRQ] = timer_softirq,
    [RCU_SOFTIRQ] = rcu_softirq,
    [SCHEDULE_SOFTIRQ] = vcpu_schedule,
    [TASKLET_SOFTIRQ] = run_softirq_tasklets,
};

void softirq_touch(unsigned int cpu)
{
    effect_on(EFFECT_SOFTIRQ, cpu, false);
    effect_on(EFFECT_TIMER, 0, false);
    vcpu_touch(cpu);
    rcu_touch(cpu);
}

/* What is asked for is touched each time: there may be points in between. */
static uint32_t pending_now(unsigned int cpu)
{
    softirq_touch(cpu);
    return pending(cpu);
}

/* The highest priority first, asked again after each. */
static void run(uint32_t allowed)
{
    unsigned int cpu = machine_cpu();
    uint32_t todo;

    while ( (todo = pending_now(cpu) & allowed) )
    {
        unsigned int nr = (unsigned int)__builtin_ctz(todo);

        effect_on(EFFECT_SOFTIRQ, cpu, true);
        raised[cpu] &= ~(1u << nr);
        machine_note(EV_SOFTIRQ, 0, nr);
        if ( !handlers[nr] )
            continue;
        machine_push_context(CONTEXT_SOFTIRQ);
        handlers[nr]();
        machine_pop_context();
    }
}

void raise_softirq(unsigned int nr)
{
    SIM_BUG_ON(nr >= NR_SOFTIRQS);
    effect_on(EFFECT_SOFTIRQ, machine_cpu(), true);
    raised[machine_cpu()] |= 1u << nr;
}

void cpu_raise_softirq(unsigned int cpu, unsigned int nr)
{
    SIM_BUG_ON(nr >= NR_SOFTIRQS);
    SIM_BUG_ON(cpu >= NR_CPUS);
    effect_on(EFFECT_SOFTIRQ, cpu, true);
    raised[cpu] |= 1u << nr;
}

static bool may_run(name_t who)
{
    bool atomic = machine_in_irq() || machine_irqs_masked() ||
                  preempt_count() > rcu_depth(machine_cpu());

    if ( atomic )
        machine_note(EV_CONTEXT_RULE, who, RULE_ATOMIC);
    return !atomic;
}

void(process_pending_softirqs)(void)
{
    uint32_t allowed =
        ALL_SOFTIRQS & ~(1u << SCHEDULE_SOFTIRQ | 1u << SCHED_SLAVE_SOFTIRQ);

    FACADE_POINT_STATED();
    if ( !may_run(names.process_pending) )
        return;
    if ( rcu_depth(machine_cpu()) )
        allowed &= ~(1u << RCU_SOFTIRQ);
    run(allowed);
}

void do_softirq(void)
{
    FACADE_POINT_STATED();
    if ( rcu_depth(machine_cpu()) )
        machine_note(EV_CONTEXT_RULE, names.do_softirq, RULE_ATOMIC);
    else if ( may_run(names.do_softirq) )
        run(ALL_SOFTIRQS);
}

static bool has_work(unsigned int cpu)
{
    return pending(cpu) || (softirq_queued && tasklet_pending(cpu, false));
}

bool softirq_work(unsigned int cpu)
{
    return has_work(cpu) || cpu_transition_pending(cpu);
}

void softirq_leave(void)
{
    unsigned int cpu = machine_cpu();

    machine_push_context(CONTEXT_IDLE);
    regs_leave();
    rcu_end_section();
    (void)may_run(names.do_softirq);
    do
    {
        run(ALL_SOFTIRQS);
        if ( tasklet_pending(cpu, false) )
            tasklet_run(false);
        softirq_touch(cpu);
    } while ( has_work(cpu) );
    machine_pop_context();
}

void softirq_idle(void)
{
    unsigned int cpu = machine_cpu();

    softirq_leave();
    while ( cpu_transition_pending(cpu) )
    {
        effect_unstated(cpu, true);
        cpu_transition();
        effect_unstated(cpu, false);
        if ( machine_cpu_online(cpu) )
            softirq_leave();
    }
}
