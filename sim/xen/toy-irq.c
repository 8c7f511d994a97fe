/* SPDX-License-Identifier: GPL-2.0-only */
#include "toy.h"

#include "gic.h"
#include "run-state.h"

#include <xen/irq.h>
#include <xen/lib.h>

#define FIRST_LINE  40u
#define FIRST_LEVEL 4u
#define SGI         5u

static struct
{
    bool used;
    struct irqaction line[TOY_THINGS];
    struct irqaction sgi[PROGRAM_MAX_CPUS];
} handlers;

static size_t handlers_used(void)
{
    return handlers.used ? sizeof(handlers) : sizeof(handlers.used);
}
STATE_USED(handlers, handlers_used);

void toy_prepare_irqs(void)
{
    memset(&handlers, 0, sizeof(handlers));
}

/* The device is content with that: its line goes low. */
static void line_counts(int irq, void *dev_id)
{
    unsigned int line = (unsigned int)(uintptr_t)dev_id;

    toy_count(line);
    if ( line >= FIRST_LEVEL )
        gic_lower(machine_cpu(), (unsigned int)irq);
}

static void sgi_counts(int irq, void *dev_id)
{
    (void)irq;
    (void)dev_id;
    toy_count(machine_cpu());
}

static void handle_sgi(void)
{
    struct irqaction *action = &handlers.sgi[machine_cpu()];

    if ( action->handler )
        return;
    action->handler = sgi_counts;
    setup_irq(SGI, 0, action);
}

void toy_handle(struct taken *taken, unsigned int number)
{
    struct irqaction *action = &handlers.line[number];

    (void)taken;
    handlers.used = true;
    handle_sgi();
    CALL_SITE_POINT("handle(line)");
    effect_on_range(action, sizeof(*action), true);
    if ( action->handler )
        return;
    action->handler = line_counts;
    action->dev_id = (void *)(uintptr_t)number;
    irq_set_type(FIRST_LINE + number, number < FIRST_LEVEL
                                          ? IRQ_TYPE_EDGE_RISING
                                          : IRQ_TYPE_LEVEL_HIGH);
    setup_irq(FIRST_LINE + number, 0, action);
}

void toy_raise(struct taken *taken, unsigned int number)
{
    (void)taken;
    CALL_SITE_POINT("raise(line)");
    gic_raise(machine_cpu(), FIRST_LINE + number);
}

void toy_sgi(struct taken *taken, unsigned int number)
{
    (void)taken;
    CALL_SITE_POINT("sgi(cpu)");
    gic_raise(number, SGI);
}
