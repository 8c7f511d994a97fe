/* SPDX-License-Identifier: GPL-2.0-only */
#include "sched-view.h"

#include "bug.h"
#include "cpu.h"
#include "law.h"

static bool is_shut(const struct sched_cpu *cpu)
{
    return cpu->open && !cpu->open(cpu->door);
}

/* In the midst of an op, or of what follows one. */
static void look_inside(struct sched_view *view, unsigned int number)
{
    const struct sched_cpu *cpu = &sched.cpu[number];
    uint32_t bit = 1u << number;

    view->door[number] = cpu->open ? cpu->door : NULL;
    view->go |= is_shut(cpu) ? 0 : bit;
    view->shut |= is_shut(cpu) ? bit : 0;
    if ( cpu->takes_irq || machine.cpu[number].irqs_masked )
        return;
    view->open_to_irqs |= bit;
    view->irq |= machine_irq_waits(number) ? bit : 0;
}

static void look_at(struct sched_view *view, unsigned int number)
{
    enum task task = law_task(number);
    uint32_t bit = 1u << number;

    if ( task == TASK_RESUME )
        look_inside(view, number);
    else if ( task == TASK_OP )
        view->go |= machine.cpu[number].online ? bit : 0;
    else if ( task != TASK_NONE )
        view->go |= bit;
}

void sched_look(struct sched_view *view)
{
    view->current = machine.current;
    view->at_point = machine.on_cpu && !sched.picks;
    view->standard = sched.standard;
    view->go = 0;
    view->shut = 0;
    view->irq = 0;
    view->open_to_irqs = 0;
    for ( unsigned int cpu = 0; cpu < sched.nr_cpus; cpu++ )
    {
        view->door[cpu] = NULL;
        if ( view->at_point && cpu == machine.current )
            look_inside(view, cpu);
        else
            look_at(view, cpu);
    }
}
