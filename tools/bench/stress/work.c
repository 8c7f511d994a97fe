/* SPDX-License-Identifier: GPL-2.0-only */
/* Interrupts, timers and tasklets: on one CPU, one after the other. */
#include "stress.h"

#include <xen/cpu.h>
#include <xen/irq.h>
#include <xen/sched.h>
#include <xen/tasklet.h>
#include <xen/timer.h>

#define TIMERS   64
#define TASKLETS 16

static struct stress_lock lock;
static struct timer *timers[TIMERS];
static struct tasklet *tasklets[TASKLETS];
static unsigned int nr_tasklets;
static const void *running; /* a timer or a tasklet                        */

static struct irqaction *actions[STRESS_CPUS];
static unsigned int raised[STRESS_CPUS]; /* INTID + 1                       */
static struct notifier_block *notifiers;

s_time_t get_s_time(void)
{
    return stress_now();
}

unsigned int get_processor_id(void)
{
    return stress_cpu;
}

/* Interrupts. */

void register_cpu_notifier(struct notifier_block *nb)
{
    notifiers = nb;
}

/* CPU has come up, and this is it. */
void work_cpu_up(unsigned int cpu);
void work_cpu_up(unsigned int cpu)
{
    static const unsigned long steps[] = {CPU_UP_PREPARE, CPU_STARTING,
                                          CPU_ONLINE};

    for ( unsigned int i = 0; i < 3 && notifiers; i++ )
        notifiers->notifier_call(notifiers, steps[i], (void *)(uintptr_t)cpu);
}

int irq_set_type(unsigned int irq, unsigned int type)
{
    (void)irq;
    (void)type;
    return 0;
}

int setup_irq(unsigned int irq, unsigned int irqflags, struct irqaction *new)
{
    (void)irq;
    (void)irqflags;
    actions[stress_cpu] = new;
    return 0;
}

void release_irq(unsigned int irq, const void *dev_id)
{
    (void)irq;
    (void)dev_id;
    actions[stress_cpu] = NULL;
}

void work_raise(unsigned int cpu, unsigned int intid)
{
    __atomic_store_n(&raised[cpu], intid + 1, __ATOMIC_SEQ_CST);
}

static bool take_interrupts(void)
{
    bool any = false;

    for ( unsigned int cpu = 0; cpu < STRESS_CPUS; cpu++ )
    {
        unsigned int intid =
            __atomic_exchange_n(&raised[cpu], 0, __ATOMIC_SEQ_CST);

        any |= intid;
        if ( intid && actions[cpu] )
            actions[cpu]->handler((int)intid - 1, actions[cpu]->dev_id);
    }
    return any;
}

/* Timers. */

void init_timer(struct timer *timer, void (*function)(void *data), void *data,
                unsigned int cpu)
{
    *timer = (struct timer){.function = function,
                            .data = data,
                            .cpu = (uint16_t)cpu,
                            .status = TIMER_STATUS_inactive};
}

static unsigned int place_of(const struct timer *timer)
{
    unsigned int i = 0;

    while ( i < TIMERS && timers[i] != timer )
        i++;
    return i;
}

void set_timer(struct timer *timer, s_time_t expires)
{
    stress_lock(&lock);
    if ( timer->status != TIMER_STATUS_killed )
    {
        timer->expires = expires;
        timer->status = TIMER_STATUS_active;
        if ( place_of(timer) == TIMERS )
            timers[place_of(NULL)] = timer;
    }
    stress_unlock(&lock);
}

static void stop(struct timer *timer, uint8_t status)
{
    unsigned int place;

    stress_lock(&lock);
    place = place_of(timer);
    if ( place < TIMERS )
        timers[place] = NULL;
    timer->status = status;
    stress_unlock(&lock);
}

void stop_timer(struct timer *timer)
{
    stop(timer, TIMER_STATUS_inactive);
}

void kill_timer(struct timer *timer)
{
    stop(timer, TIMER_STATUS_killed);
    while ( __atomic_load_n(&running, __ATOMIC_SEQ_CST) == timer )
        stress_yield();
}

static bool run_timer(void)
{
    struct timer *due = NULL;
    void (*function)(void *data) = NULL;
    void *data = NULL;

    stress_lock(&lock);
    for ( unsigned int i = 0; i < TIMERS && !due; i++ )
        if ( timers[i] && timers[i]->expires <= stress_now() )
        {
            due = timers[i];
            timers[i] = NULL;
            due->status = TIMER_STATUS_inactive;
            function = due->function;
            data = due->data;
            __atomic_store_n(&running, due, __ATOMIC_SEQ_CST);
        }
    stress_unlock(&lock);
    if ( !due )
        return false;
    function(data);
    __atomic_store_n(&running, NULL, __ATOMIC_SEQ_CST);
    return true;
}

/* Tasklets. */

void tasklet_schedule(struct tasklet *t)
{
    stress_lock(&lock);
    if ( t->scheduled_on < 0 && nr_tasklets < TASKLETS )
    {
        t->scheduled_on = (int)stress_cpu;
        tasklets[nr_tasklets++] = t;
    }
    stress_unlock(&lock);
}

static bool run_tasklet(void)
{
    struct tasklet *t = NULL;

    stress_lock(&lock);
    if ( nr_tasklets )
    {
        t = tasklets[--nr_tasklets];
        t->scheduled_on = -1;
    }
    stress_unlock(&lock);
    if ( t )
        t->func(t->data);
    return t;
}

bool work_do(void)
{
    bool any = take_interrupts();

    any |= run_tasklet();
    any |= run_timer();
    return any;
}
