/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Read-copy-update, in two degrees of strictness.
 *
 * As the hypervisor has it, a grace period is over when every CPU that was in
 * the hypervisor as it began has come by a softirq point: code that runs no
 * softirqs is a reader without knowing. Strictly, a callback waits only for the
 * read sections that were open when it was registered, and runs at the next
 * softirq point of its CPU.
 */
#include <string.h>

#include "bug.h"
#include "machine.h"
#include "sched.h"
#include "run-state.h"
#include "effect.h"

#include "model.h"

#include <xen/config.h>
#include <xen/preempt.h>
#include <xen/rcupdate.h>

#define CALLBACKS_MAX 128u
#define BATCH_LIMIT   10u /* callbacks per softirq */

struct callback
{
    struct rcu_head *head;
    void (*func)(struct rcu_head *head);
    uint64_t sections; /* opened before it was registered                  */
    uint64_t batch;    /* the grace period it waits for; 0: not yet known  */
};

struct queue
{
    unsigned int first;
    unsigned int nr;
    unsigned int unbatched; /* the last so many have no batch              */
    struct callback callback[CALLBACKS_MAX];
};

struct reader
{
    unsigned int depth;
    uint64_t section; /* number of the outermost one                       */
};

static struct
{
    bool strict;
    bool another;       /* a batch was asked for while one was under way   */
    uint64_t sections;  /* outermost sections so far                       */
    uint64_t started;   /* batches                                         */
    uint64_t completed; /* batches                                         */
    uint32_t awaited;   /* CPUs that have not been quiet since it started  */
    struct reader reader[NR_CPUS];
    struct queue queue[NR_CPUS];
} rcu;

static size_t rcu_used(void)
{
    unsigned int cpus = NR_CPUS;

    while ( cpus && !rcu.queue[cpus - 1].nr )
        cpus--;
    return (size_t)((char *)&rcu.queue[cpus] - (char *)&rcu);
}
STATE_USED(rcu, rcu_used);

static struct
{
    name_t point;
    name_t barrier;
    name_t read_unlock;
    name_t leave;
} names;

static void intern_names(void)
{
    names.point = name_intern("softirq:rcu");
    names.barrier = name_intern("rcu_barrier");
    names.read_unlock = name_intern("rcu_read_unlock");
    names.leave = name_intern("do_softirq");
}

void rcu_reset(bool strict)
{
    if ( !names.point )
        intern_names();
    rcu.strict = strict;
    rcu.another = false;
    rcu.sections = 0;
    rcu.started = 0;
    rcu.completed = 0;
    rcu.awaited = 0;
    memset(rcu.reader, 0, sizeof(rcu.reader));
    for ( unsigned int cpu = 0; cpu < NR_CPUS; cpu++ )
    {
        rcu.queue[cpu].nr = 0;
        rcu.queue[cpu].unbatched = 0;
    }
}

/* Readers. */

unsigned int rcu_depth(unsigned int cpu)
{
    return rcu.reader[cpu].depth;
}

void(rcu_read_lock)(rcu_read_lock_t *lock)
{
    struct reader *reader = &rcu.reader[machine_cpu()];

    (void)lock;
    effect_on(EFFECT_READER, machine_cpu(), true);
    preempt_disable();
    if ( !reader->depth++ )
        reader->section = ++rcu.sections;
    machine_note(EV_RCU, 0, reader->depth);
    FACADE_POINT_STATED();
}

void(rcu_read_unlock)(rcu_read_lock_t *lock)
{
    struct reader *reader = &rcu.reader[machine_cpu()];

    (void)lock;
    FACADE_POINT_STATED();
    effect_on(EFFECT_READER, machine_cpu(), true);
    if ( !reader->depth )
    {
        machine_note(EV_CONTEXT_RULE, names.read_unlock, RULE_UNBALANCED);
        return;
    }
    reader->depth--;
    preempt_enable();
    machine_note(EV_RCU, 0, reader->depth);
}

int rcu_quiesced(void)
{
    return !rcu_depth(machine_cpu());
}

void rcu_end_section(void)
{
    struct reader *reader = &rcu.reader[machine_cpu()];

    if ( !reader->depth )
        return;
    effect_on(EFFECT_READER, machine_cpu(), true);
    machine_note(EV_CONTEXT_RULE, names.leave, RULE_UNBALANCED);
    for ( ; reader->depth; reader->depth-- )
        preempt_enable();
}

/* Grace periods. */

/* Whoever is in a read section, or in the hypervisor, matters. */
static void touch_all_cpus(enum effect_class class)
{
    for ( unsigned int cpu = 0; cpu < NR_CPUS; cpu++ )
        effect_on(class, cpu, false);
}

static void start_batch(void)
{
    SIM_BUG_ON(rcu.awaited);
    effect_on(EFFECT_RCU, 0, true);
    touch_all_cpus(EFFECT_BUSY);
    rcu.started++;
    rcu.another = false;
    for ( unsigned int cpu = 0; cpu < NR_CPUS; cpu++ )
        if ( machine_cpu_online(cpu) && sched_busy(cpu) )
            rcu.awaited |= 1u << cpu;
    if ( !rcu.awaited )
        rcu.completed = rcu.started;
}

static void be_quiet(unsigned int cpu)
{
    uint32_t before = rcu.awaited;

    if ( before & (1u << cpu) )
        effect_on(EFFECT_RCU, 0, true);
    rcu.awaited &= ~(1u << cpu);
    if ( !before || rcu.awaited )
        return;
    rcu.completed = rcu.started;
    if ( rcu.another )
        start_batch();
}

static struct callback *callback_at(struct queue *queue, unsigned int index)
{
    return &queue->callback[(queue->first + index) % CALLBACKS_MAX];
}

/* What came since a batch was under way waits for the one after it. */
static void assign_batch(struct queue *queue)
{
    uint64_t batch = rcu.started + 1;

    if ( !queue->unbatched )
        return;
    for ( unsigned int i = queue->nr - queue->unbatched; i < queue->nr; i++ )
        callback_at(queue, i)->batch = batch;
    queue->unbatched = 0;
    if ( rcu.completed == rcu.started )
        start_batch();
    else
        rcu.another = true;
}

static bool readers_gone(uint64_t sections)
{
    for ( unsigned int cpu = 0; cpu < NR_CPUS; cpu++ )
        if ( rcu.reader[cpu].depth && rcu.reader[cpu].section <= sections )
            return false;
    return true;
}

static bool first_ready(struct queue *queue)
{
    const struct callback *first = callback_at(queue, 0);

    if ( !queue->nr )
        return false;
    if ( rcu.strict )
        return readers_gone(first->sections);
    return queue->nr > queue->unbatched && first->batch <= rcu.completed;
}

bool rcu_pending(unsigned int cpu)
{
    struct queue *queue = &rcu.queue[cpu];

    return (rcu.awaited & (1u << cpu)) || first_ready(queue) ||
           (queue->unbatched && !rcu.strict);
}

void rcu_touch(unsigned int cpu)
{
    effect_on(EFFECT_RCU, 0, false);
    if ( rcu.queue[cpu].nr && rcu.strict )
        touch_all_cpus(EFFECT_READER);
}

static void run_first(struct queue *queue)
{
    struct callback callback = *callback_at(queue, 0);
    struct held held;

    effect_on(EFFECT_RCU, 0, true);
    queue->first = (queue->first + 1) % CALLBACKS_MAX;
    queue->nr--;
    softirq_queued--;
    if ( queue->unbatched > queue->nr )
        queue->unbatched = queue->nr;
    held_begin(&held, CONTEXT_RCU);
    access_check(callback.head, sizeof(*callback.head), false);
    machine_note(EV_RCU_RUN, 0);
    callback.func(callback.head);
    held_end(&held);
}

void rcu_softirq(void)
{
    unsigned int cpu = machine_cpu();
    struct queue *queue = &rcu.queue[cpu];

    SIM_BUG_ON(rcu.reader[cpu].depth);
    if ( !rcu.strict )
    {
        assign_batch(queue);
        be_quiet(cpu);
    }
    for ( unsigned int i = 0; i < BATCH_LIMIT && first_ready(queue); i++ )
    {
        sched_point_stated(names.point);
        rcu_touch(cpu);
        if ( first_ready(queue) )
            run_first(queue);
        rcu_touch(cpu);
    }
}

/* Callbacks. */

void(call_rcu)(struct rcu_head *head, void (*func)(struct rcu_head *head))
{
    struct queue *queue = &rcu.queue[machine_cpu()];
    struct callback *callback;

    FACADE_POINT_STATED();
    SIM_BUG_ON(queue->nr >= CALLBACKS_MAX);
    effect_on(EFFECT_RCU, 0, true);
    if ( rcu.strict )
        touch_all_cpus(EFFECT_READER);
    access_check(head, sizeof(*head), true);
    callback = callback_at(queue, queue->nr++);
    *callback = (struct callback){head, func, rcu.sections, 0};
    queue->unbatched++;
    softirq_queued++;
    head->func = func;
    machine_note(EV_RCU_CALL, 0);
}

static bool none_left(const void *arg)
{
    (void)arg;
    for ( unsigned int cpu = 0; cpu < NR_CPUS; cpu++ )
        if ( rcu.queue[cpu].nr )
            return false;
    return true;
}

static bool none_left_or_mine(const void *arg)
{
    const unsigned int *cpu = arg;

    return none_left(NULL) || rcu_pending(*cpu);
}

void(rcu_barrier)(void)
{
    unsigned int cpu = machine_cpu();

    FACADE_POINT();
    effect_on(EFFECT_RCU, 0, true);
    if ( machine_irqs_masked() || machine_in_irq() || rcu_depth(cpu) )
        machine_note(EV_CONTEXT_RULE, names.barrier, RULE_ATOMIC);
    while ( !none_left(NULL) )
    {
        sched_wait(none_left_or_mine, &cpu, names.barrier);
        if ( rcu_pending(cpu) && !rcu_depth(cpu) )
            rcu_softirq();
    }
    FINE_ORDER(ORDER_ENDED, 0);
}

void rcu_cpu_gone(unsigned int cpu, unsigned int heir)
{
    struct queue *from = &rcu.queue[cpu];
    struct queue *to = &rcu.queue[heir];

    SIM_BUG_ON(cpu == heir);
    be_quiet(cpu);
    SIM_BUG_ON(from->nr + to->nr > CALLBACKS_MAX);
    for ( unsigned int i = 0; i < from->nr; i++ )
    {
        struct callback *callback = callback_at(to, to->nr++);

        *callback = *callback_at(from, i);
        callback->batch = 0;
        to->unbatched++;
    }
    from->nr = 0;
    from->unbatched = 0;
    rcu.reader[cpu].depth = 0;
}

void rcu_note_left(void)
{
    for ( unsigned int cpu = 0; cpu < NR_CPUS; cpu++ )
    {
        if ( rcu.queue[cpu].nr )
            machine_note(EV_LEFT, 0, LEFT_RCU, rcu.queue[cpu].nr, cpu);
        if ( rcu.reader[cpu].depth )
            machine_note(EV_LEFT, 0, LEFT_RCU, rcu.reader[cpu].depth, cpu);
    }
}
