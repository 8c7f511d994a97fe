/* SPDX-License-Identifier: GPL-2.0-only */
#include "machine.h"

#include "bug.h"
#include "clock.h"
#include "cpu.h"
#include "gic.h"
#include "page.h"
#include "sched.h"
#include "run-state.h"
#include "effect.h"
#include "effect-fact.h"

struct machine machine;
STATE(machine);

static struct cpu *current_cpu(void)
{
    return &machine.cpu[machine.current];
}

void machine_set_client(const struct machine_client *client)
{
    SIM_BUG_ON(!client->interrupt || !client->has_work);
    SIM_BUG_ON(!client->do_work || !client->next_deadline);
    machine.client = client;
}

static void reset_cpu(unsigned int cpu)
{
    machine.cpu[cpu].online = cpu == 0;
    machine.cpu[cpu].irqs_masked = false;
    machine.cpu[cpu].depth = 0;
    machine.cpu[cpu].irq_depth = 0;
    machine.cpu[cpu].context[0] = CONTEXT_IDLE;
}

void machine_boot(const struct world *world)
{
    SIM_BUG_ON(!world->nr_cpus || world->nr_cpus > PROGRAM_MAX_CPUS);
    machine.world = *world;
    machine.current = 0;
    machine.on_cpu = false;
    for ( unsigned int cpu = 0; cpu < PROGRAM_MAX_CPUS; cpu++ )
        reset_cpu(cpu);
    clock_boot();
    gic_boot(world->nr_cpus);
    gic_cpu_init(0);
    page_boot();
}

unsigned int machine_cpu(void)
{
    return machine.current;
}

enum context machine_context(void)
{
    const struct cpu *cpu = current_cpu();

    return cpu->context[cpu->depth];
}

void machine_push_context(enum context context)
{
    struct cpu *cpu = current_cpu();

    SIM_BUG_ON(cpu->depth + 1u >= CPU_MAX_NESTING);
    cpu->context[++cpu->depth] = (uint8_t)context;
    cpu->irq_depth += context == CONTEXT_IRQ;
}

void machine_pop_context(void)
{
    struct cpu *cpu = current_cpu();

    SIM_BUG_ON(!cpu->depth);
    cpu->irq_depth -= cpu->context[cpu->depth--] == CONTEXT_IRQ;
}

bool machine_in_irq(void)
{
    return current_cpu()->irq_depth > 0;
}

bool machine_mask_irqs(bool masked)
{
    struct cpu *cpu = current_cpu();
    bool previous = cpu->irqs_masked;

    cpu->irqs_masked = masked;
    return previous;
}

bool machine_irqs_masked(void)
{
    return current_cpu()->irqs_masked;
}

bool machine_cpu_online(unsigned int cpu)
{
    return cpu < machine.world.nr_cpus && machine.cpu[cpu].online;
}

void machine_set_cpu_online(unsigned int cpu, bool online)
{
    SIM_BUG_ON(cpu >= machine.world.nr_cpus);
    effect_on(EFFECT_CPU, cpu, true);
    machine.cpu[cpu].online = online;
}

bool machine_irq_waits(unsigned int cpu)
{
    return machine.cpu[cpu].online && !machine.cpu[cpu].irqs_masked &&
           gic_highest(cpu) != GIC_SPURIOUS;
}

void machine_take_irq(void)
{
    unsigned int intid = gic_highest(machine.current);

    SIM_BUG_ON(!machine_irq_waits(machine.current));
    machine_mask_irqs(true);
    machine_push_context(CONTEXT_IRQ);
    sched_activation(true);
    machine.client->interrupt(intid);
    sched_activation(false);
    machine_pop_context();
    machine_mask_irqs(false);
    SIM_BUG_ON(gic_active(machine.current, intid));
}

void machine_note_args(enum event_kind kind, name_t name, const uint64_t *args,
                       unsigned int nr_args)
{
    if ( __builtin_expect(effects.wanted, 0) )
        effect_of_fact(kind, name, args);
    log_append(kind, machine.current, machine_context(), name, args, nr_args);
}

void machine_stop_args(enum event_kind kind, name_t name, const uint64_t *args,
                       unsigned int nr_args)
{
    machine_note_args(kind, name, args, nr_args);
    sched_stop();
}
