/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Tasklets. As with timers the queues are ours: a tasklet that was freed while
 * queued is found out when its turn comes.
 */
#include <string.h>

#include "bug.h"
#include "machine.h"
#include "sched.h"
#include "run-state.h"
#include "effect.h"

#include "model.h"

#include <xen/config.h>
#include <xen/tasklet.h>

#define TASKLETS_MAX 64u

struct queue
{
    unsigned int nr;
    struct tasklet *tasklet[TASKLETS_MAX];
};

/* Per CPU: those of the idle vCPU, those of the softirq. */
static struct queue queues[NR_CPUS][2];

static size_t queues_used(void)
{
    unsigned int cpus = NR_CPUS;

    while ( cpus && !queues[cpus - 1][false].nr && !queues[cpus - 1][true].nr )
        cpus--;
    return cpus * sizeof(queues[0]);
}
STATE_USED(queues, queues_used);

static struct
{
    name_t idle;
    name_t softirq;
    name_t kill;
} names;

static void intern_names(void)
{
    names.idle = name_intern("idle:tasklet");
    names.softirq = name_intern("softirq:tasklet");
    names.kill = name_intern("tasklet_kill");
}

void tasklet_reset(void)
{
    if ( !names.idle )
        intern_names();
    for ( unsigned int cpu = 0; cpu < NR_CPUS; cpu++ )
    {
        queues[cpu][false].nr = 0;
        queues[cpu][true].nr = 0;
    }
}

static name_t name_of(struct tasklet *t)
{
    if ( !t->name_id && t->name )
        t->name_id = name_intern(t->name);
    return t->name_id;
}

static void init(struct tasklet *t, void (*func)(void *data), void *data,
                 bool softirq)
{
    access_check(t, sizeof(*t), true);
    *t = (struct tasklet){
        .list = {&t->list, &t->list},
        .scheduled_on = -1,
        .is_softirq = softirq,
        .func = func,
        .data = data,
    };
}

void(tasklet_init)(struct tasklet *t, void (*func)(void *data), void *data)
{
    init(t, func, data, false);
}

void(softirq_tasklet_init)(struct tasklet *t, void (*func)(void *data),
                           void *data)
{
    init(t, func, data, true);
}

static void remove_at(struct queue *queue, unsigned int index)
{
    SIM_BUG_ON(index >= queue->nr);
    queue->nr--;
    softirq_queued--;
    memmove(&queue->tasklet[index], &queue->tasklet[index + 1],
            (queue->nr - index) * sizeof(queue->tasklet[0]));
}

static void dequeue(struct tasklet *t)
{
    struct queue *queue;

    if ( t->scheduled_on < 0 || t->is_running )
        return;
    SIM_BUG_ON(t->scheduled_on >= (int)NR_CPUS);
    effect_on(EFFECT_SOFTIRQ, (unsigned int)t->scheduled_on, true);
    queue = &queues[t->scheduled_on][t->is_softirq];
    for ( unsigned int i = 0; i < queue->nr; i++ )
        if ( queue->tasklet[i] == t )
        {
            remove_at(queue, i);
            return;
        }
}

static void enqueue(struct tasklet *t)
{
    struct queue *queue = &queues[t->scheduled_on][t->is_softirq];

    SIM_BUG_ON(queue->nr >= TASKLETS_MAX);
    effect_on(EFFECT_SOFTIRQ, (unsigned int)t->scheduled_on, true);
    queue->tasklet[queue->nr++] = t;
    softirq_queued++;
}

static void schedule(struct tasklet *t, unsigned int cpu)
{
    access_check(t, sizeof(*t), true);
    if ( cpu >= NR_CPUS )
    {
        facade_stop_here();
        machine_stop(EV_CONTEXT_RULE, facade_site(), RULE_RANGE);
    }
    machine_note(EV_TASKLET_SCHEDULE, name_of(t), cpu);
    if ( t->is_dead )
        return;
    dequeue(t);
    t->scheduled_on = (int)cpu;
    if ( !t->is_running )
        enqueue(t);
}

void(tasklet_schedule)(struct tasklet *t)
{
    FACADE_POINT_STATED();
    schedule(t, machine_cpu());
}

void(tasklet_schedule_on_cpu)(struct tasklet *t, unsigned int cpu)
{
    FACADE_POINT_STATED();
    schedule(t, cpu);
}

static bool is_idle(const void *arg)
{
    const struct tasklet *t = arg;

    return !t->is_running;
}

void(tasklet_kill)(struct tasklet *t)
{
    FACADE_POINT_STATED();
    access_check(t, sizeof(*t), true);
    dequeue(t);
    t->scheduled_on = -1;
    t->is_dead = true;
    if ( t->is_running )
        sched_wait_stated(is_idle, t, names.kill);
    FINE_ORDER(ORDER_TASKLET, name_of(t));
}

bool tasklet_pending(unsigned int cpu, bool softirq)
{
    return queues[cpu][softirq].nr;
}

void tasklet_run(bool softirq)
{
    struct queue *queue = &queues[machine_cpu()][softirq];
    struct tasklet *t;
    struct held held;
    name_t name;

    sched_point_stated(softirq ? names.softirq : names.idle);
    effect_on(EFFECT_SOFTIRQ, machine_cpu(), true);
    if ( !queue->nr )
        return;
    t = queue->tasklet[0];
    remove_at(queue, 0);
    held_begin(&held, CONTEXT_TASKLET);
    access_check(t, sizeof(*t), true);
    name = name_of(t);
    t->is_running = true;
    t->scheduled_on = -1;
    machine_note(EV_TASKLET, name, 1);
    t->func(t->data);
    machine_note(EV_TASKLET, name, 0);
    access_check(t, sizeof(*t), true);
    t->is_running = false;
    if ( t->scheduled_on >= 0 )
        enqueue(t);
    effect_on(EFFECT_SOFTIRQ, machine_cpu(), false);
    held_end(&held);
}

static void move(struct queue *queue, unsigned int heir)
{
    for ( unsigned int i = 0; i < queue->nr; i++ )
    {
        struct tasklet *t = queue->tasklet[i];

        access_check(t, sizeof(*t), true);
        t->scheduled_on = (int)heir;
        enqueue(t);
    }
    softirq_queued -= queue->nr;
    queue->nr = 0;
}

void tasklet_cpu_gone(unsigned int cpu, unsigned int heir)
{
    SIM_BUG_ON(cpu == heir);
    move(&queues[cpu][false], heir);
    move(&queues[cpu][true], heir);
}

void tasklet_note_left(void)
{
    for ( unsigned int cpu = 0; cpu < NR_CPUS; cpu++ )
        for ( unsigned int kind = 0; kind < 2; kind++ )
            if ( queues[cpu][kind].nr )
                machine_note(EV_LEFT, 0, LEFT_TASKLET, queues[cpu][kind].nr,
                             cpu);
}
