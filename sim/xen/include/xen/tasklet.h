/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Tasklets: work for later, on a CPU, never on two at once.
 *
 * A tasklet made by DECLARE_TASKLET() or tasklet_init() runs on the idle vCPU;
 * a softirq tasklet in TASKLET_SOFTIRQ. Scheduling one that is queued moves it;
 * scheduling one that runs makes it run once more.
 */
#ifndef XEN_TASKLET_H
#define XEN_TASKLET_H

#include <xen/call-site.h>
#include <xen/list.h>
#include <xen/types.h>

struct tasklet
{
    struct list_head list;
    int scheduled_on; /* CPU, or -1 */
    bool is_softirq;
    bool is_running;
    bool is_dead;
    void (*func)(void *data);
    void *data;
    const char *name;     /* of func */
    unsigned int name_id; /* of name, once somebody asked */
};

#define TASKLET_INITIALISER(tasklet, function, argument, softirq)              \
    {                                                                          \
        .list = LIST_HEAD_INIT((tasklet).list), .scheduled_on = -1,            \
        .is_softirq = softirq, .func = (function), .data = (argument),         \
        .name = #function,                                                     \
    }

#define DECLARE_TASKLET(name, func, data)                                      \
    struct tasklet name = TASKLET_INITIALISER(name, func, data, false)
#define DECLARE_SOFTIRQ_TASKLET(name, func, data)                              \
    struct tasklet name = TASKLET_INITIALISER(name, func, data, true)

void tasklet_init(struct tasklet *t, void (*func)(void *data), void *data);
void softirq_tasklet_init(struct tasklet *t, void (*func)(void *data),
                          void *data);

/* Legal in every context. */
void tasklet_schedule(struct tasklet *t);
void tasklet_schedule_on_cpu(struct tasklet *t, unsigned int cpu);

/* Off the queue for good; waits while it runs. */
void tasklet_kill(struct tasklet *t);

#ifdef CONFIG_CALL_SITES
#define tasklet_init(t, func, data) TASKLET_NAMED(tasklet_init, t, func, data)
#define softirq_tasklet_init(t, func, data)                                    \
    TASKLET_NAMED(softirq_tasklet_init, t, func, data)
#define TASKLET_NAMED(init, t, function, data)                                 \
    ({                                                                         \
        struct tasklet *tasklet_named_ = (t);                                  \
                                                                               \
        (init)(tasklet_named_, function, data);                                \
        tasklet_named_->name = #function;                                      \
    })
#define tasklet_schedule(t)                                                    \
    CALL_SITE_1("tasklet_schedule(" #t ")", tasklet_schedule, t)
#define tasklet_schedule_on_cpu(t, cpu)                                        \
    CALL_SITE_2("tasklet_schedule_on_cpu(" #t ", " #cpu ")",                   \
                tasklet_schedule_on_cpu, t, (unsigned int){cpu})
#define tasklet_kill(t) CALL_SITE_1("tasklet_kill(" #t ")", tasklet_kill, t)
#endif

#endif /* XEN_TASKLET_H */
