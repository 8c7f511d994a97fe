/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Interrupts that the hypervisor handles: who asked for which, and dispatch.
 *
 * Descriptors of INTIDs below 32 are banked. A CPU that comes up finds its own
 * as new: whatever was registered on it before is forgotten.
 */
#include <string.h>

#include "bug.h"
#include "gic.h"
#include "machine.h"
#include "sched.h"
#include "run-state.h"
#include "effect.h"
#include "choice.h"

#include "model.h"

#include <xen/sched.h>

#define FIRST_SPECIAL 1020u
#define NR_SPIS       (NR_IRQS - NR_LOCAL_IRQS)
#define SPI_WORDS     ((NR_SPIS + 63) / 64)

struct irq_desc
{
    struct irqaction *action;
    unsigned int type; /* IRQ_TYPE_NONE: not configured                     */
    bool shared;
    bool in_progress;
};

static struct
{
    bool faults;
    uint32_t local_used[NR_CPUS]; /* since the reset */
    unsigned int local_type[NR_LOCAL_IRQS];
    uint32_t typed;               /* INTIDs whose type was set */
    uint64_t spi_used[SPI_WORDS]; /* since the reset */
    struct irq_desc local[NR_CPUS][NR_LOCAL_IRQS];
    struct irq_desc spi[NR_SPIS];
} irqs;

/* Of the CPUs up to the last one in use; SPIs only if there are any. */
static size_t irqs_used(void)
{
    unsigned int cpus = NR_CPUS;

    for ( unsigned int i = 0; i < SIM_ARRAY_SIZE(irqs.spi_used); i++ )
        if ( irqs.spi_used[i] )
            return sizeof(irqs);
    while ( cpus && !irqs.local_used[cpus - 1] )
        cpus--;
    return (size_t)((char *)&irqs.local[cpus] - (char *)&irqs);
}
STATE_USED(irqs, irqs_used);

static struct
{
    name_t point;
    name_t release;
    name_t fault;
    name_t action;
} names;

/* Every descriptor that may not be as new. */
static void for_each_used(void (*act)(struct irq_desc *desc))
{
    for ( unsigned int cpu = 0; cpu < NR_CPUS; cpu++ )
        for ( uint32_t rest = irqs.local_used[cpu]; rest; rest &= rest - 1 )
            act(&irqs.local[cpu][__builtin_ctz(rest)]);
    for ( unsigned int i = 0; i < SIM_ARRAY_SIZE(irqs.spi_used); i++ )
        for ( uint64_t rest = irqs.spi_used[i]; rest; rest &= rest - 1 )
            act(&irqs.spi[i * 64 + (unsigned int)__builtin_ctzll(rest)]);
}

static void clear(struct irq_desc *desc)
{
    *desc = (struct irq_desc){0};
}

static void intern_names(void)
{
    names.point = name_intern("irq:handler");
    names.release = name_intern("release_irq");
    names.fault = name_intern("request_irq");
    names.action = name_intern("struct irqaction");
}

void irq_reset(bool faults)
{
    if ( !names.point )
        intern_names();
    for_each_used(clear);
    memset(irqs.local_used, 0, sizeof(irqs.local_used));
    memset(irqs.spi_used, 0, sizeof(irqs.spi_used));
    memset(irqs.local_type, 0, sizeof(irqs.local_type));
    irqs.typed = 0;
    irqs.faults = faults;
}

void irq_behave(void)
{
    irqs.faults = false;
}

/* What request_irq() allocated was never the mediator's. */
static void free_actions(struct irq_desc *desc)
{
    struct irqaction *action = desc->action;

    desc->action = NULL;
    while ( action )
    {
        struct irqaction *next = action->next;

        if ( action->free_on_release )
            xfree(action);
        action = next;
    }
}

void irq_free_actions(void)
{
    for_each_used(free_actions);
}

static void check_range(unsigned int irq)
{
    if ( irq < NR_IRQS )
        return;
    facade_stop_here();
    machine_stop(EV_CONTEXT_RULE, facade_site(), RULE_RANGE);
}

/* Of this CPU if it is banked. */
static struct irq_desc *irq_to_desc(unsigned int irq)
{
    unsigned int spi = irq - NR_LOCAL_IRQS;

    check_range(irq);
    if ( irq < NR_LOCAL_IRQS )
    {
        irqs.local_used[machine_cpu()] |= 1u << irq;
        return &irqs.local[machine_cpu()][irq];
    }
    irqs.spi_used[spi / 64] |= 1ull << spi % 64;
    effect_on_range(&irqs.spi[spi], sizeof(irqs.spi[0]), true);
    return &irqs.spi[spi];
}

static bool type_fits(unsigned int now, unsigned int wanted)
{
    return now == IRQ_TYPE_NONE || now == wanted;
}

static int set_local_type(unsigned int irq, unsigned int type)
{
    if ( !type_fits(irqs.local_type[irq], type) )
        return -EBUSY;
    irqs.local_type[irq] = type;
    irqs.typed |= 1u << irq;
    for ( unsigned int cpu = 0; cpu < NR_CPUS; cpu++ )
        if ( cpu_online_map.bits[0] & (1ul << cpu) )
        {
            irqs.local[cpu][irq].type = type;
            irqs.local_used[cpu] |= 1u << irq;
        }
    return 0;
}

int(irq_set_type)(unsigned int irq, unsigned int type)
{
    struct irq_desc *desc = irq_to_desc(irq);

    if ( irq < NR_LOCAL_IRQS )
        return set_local_type(irq, type);
    if ( !type_fits(desc->type, type) )
        return -EBUSY;
    desc->type = type;
    return 0;
}

/* The first user of a line: from the controller to this CPU. */
static void start_up(unsigned int irq, const struct irq_desc *desc)
{
    unsigned int cpu = machine_cpu();

    if ( irq >= FIRST_SPECIAL )
        held_stop("an interrupt that the controller does not have");
    if ( irq >= NR_GIC_SGI )
    {
        if ( desc->type == IRQ_TYPE_NONE )
            held_stop("an interrupt whose trigger type nobody has set");
        gic_set_edge(cpu, irq, desc->type & IRQ_TYPE_EDGE_BOTH);
    }
    if ( irq >= NR_LOCAL_IRQS )
        gic_route(irq, cpu);
    gic_enable(cpu, irq, true);
}

/* Links NEW in; the caller's call site is at the INTID. */
static int set_up(unsigned int irq, unsigned int irqflags,
                  struct irqaction *new)
{
    struct irq_desc *desc = irq_to_desc(irq);
    bool shared = irqflags & IRQF_SHARED;

    access_check(new, sizeof(*new), true);
    if ( desc->action && !(desc->shared && shared) )
        return -EINVAL;
    if ( shared && !new->dev_id )
        return -EINVAL;
    desc->shared = shared;
    new->next = desc->action;
    desc->action = new;
    machine_note(EV_IRQ_HANDLER, 0, irq, 1);
    if ( !new->next )
        start_up(irq, desc);
    return 0;
}

/* 1: the line belongs to a guest. Memory is asked for elsewhere. */
static bool routed_to_guest(void)
{
    return irqs.faults &&
           choice_below(choice_stream(), CHOICE_FAULT, machine_cpu(),
                        machine_context(), names.fault, 2);
}

int(setup_irq)(unsigned int irq, unsigned int irqflags, struct irqaction *new)
{
    FACADE_POINT();
    return routed_to_guest() ? -EBUSY : set_up(irq, irqflags, new);
}

int(request_irq)(unsigned int irq, unsigned int irqflags,
                 void (*handler)(int irq, void *dev_id), const char *devname,
                 void *dev_id)
{
    struct irqaction *action;
    int result;

    FACADE_POINT();
    if ( irq >= NR_IRQS || !handler )
        return -EINVAL;
    action = heap_alloc(sizeof(*action), 8, names.action, 0);
    if ( !action )
        return -ENOMEM;
    *action = (struct irqaction){
        .handler = handler,
        .name = devname,
        .dev_id = dev_id,
        .free_on_release = true,
    };
    result = routed_to_guest() ? -EBUSY : set_up(irq, irqflags, action);
    if ( result )
        xfree(action);
    return result;
}

static bool is_quiet(const void *arg)
{
    const struct irq_desc *desc = arg;

    return !desc->in_progress;
}

void(release_irq)(unsigned int irq, const void *dev_id)
{
    struct irq_desc *desc = irq_to_desc(irq);
    struct irqaction **link = &desc->action;
    struct irqaction *action;

    FACADE_POINT();
    while ( *link && (*link)->dev_id != dev_id )
        link = &(*link)->next;
    action = *link;
    if ( !action )
        return;
    *link = action->next;
    if ( !desc->action )
    {
        desc->shared = false;
        gic_enable(machine_cpu(), irq, false);
    }
    machine_note(EV_IRQ_HANDLER, 0, irq, 0);
    if ( desc->in_progress )
        sched_wait(is_quiet, desc, names.release);
    FINE_ORDER(ORDER_ENDED, 0);
    if ( action->free_on_release )
        xfree(action);
}

static void call_handlers(unsigned int intid, struct irq_desc *desc)
{
    struct held held;

    desc->in_progress = true;
    machine_note(EV_IRQ, 0, intid);
    machine_mask_irqs(false);
    sched_point_stated(names.point);
    effect_on_range(desc, sizeof(*desc), false);
    held_take(&held);
    for ( struct irqaction *action = desc->action; action; )
    {
        struct irqaction *next;

        access_check(action, sizeof(*action), false);
        next = action->next;
        action->handler((int)intid, action->dev_id);
        action = next;
    }
    held_note(&held);
    machine_mask_irqs(true);
    machine_note(EV_IRQ_END, 0, intid);
    desc->in_progress = false;
}

void irq_interrupt(unsigned int intid)
{
    unsigned int cpu = machine_cpu();
    struct irq_desc *desc = irq_to_desc(intid);
    unsigned int taken = gic_acknowledge(cpu);

    SIM_BUG_ON(taken != intid);
    if ( intid < GIC_SGI_STATIC_MAX )
    {
        machine_note(EV_IRQ, 0, intid);
        if ( intid == GIC_SGI_CALL_FUNCTION )
            smp_interrupt();
        machine_note(EV_IRQ_END, 0, intid);
    }
    else if ( desc->action )
        call_handlers(intid, desc);
    else
        machine_note(EV_IRQ_LOST, 0, intid);
    gic_end(cpu, intid);
}

void irq_cpu_prepare(unsigned int cpu)
{
    irqs.local_used[cpu] |= irqs.typed;
    for ( uint32_t rest = irqs.local_used[cpu]; rest; rest &= rest - 1 )
    {
        unsigned int irq = (unsigned int)__builtin_ctz(rest);
        struct irq_desc *desc = &irqs.local[cpu][irq];

        free_actions(desc);
        *desc = (struct irq_desc){.type = irqs.local_type[irq]};
    }
}

bool in_irq(void)
{
    return machine_in_irq();
}
