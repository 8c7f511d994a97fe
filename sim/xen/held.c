/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a piece of the mediator's code holds when it is done. It runs on top of
 * other code, which may hold things of its own: only the difference counts.
 */
#include "machine.h"
#include "sched.h"

#include "model.h"

#include <xen/preempt.h>

void held_take(struct held *held)
{
    unsigned int cpu = machine_cpu();

    held->locks = lock_nr_held(cpu);
    held->rcu = rcu_depth(cpu);
    held->preempt = preempt_count();
    held->irqs_masked = machine_irqs_masked();
}

void held_note(const struct held *before)
{
    struct held now;

    held_take(&now);
    machine_note(EV_HELD, 0, now.locks - before->locks, now.rcu - before->rcu,
                 now.preempt - before->preempt,
                 now.irqs_masked && !before->irqs_masked);
}

void held_begin(struct held *held, enum context context)
{
    machine_push_context(context);
    sched_activation(true);
    held_take(held);
}

void held_end(const struct held *before)
{
    held_note(before);
    sched_activation(false);
    machine_pop_context();
}

void held_stop(const char *text)
{
    facade_stop_here();
    machine_stop(EV_ASSERT, name_intern(text), 1);
}
