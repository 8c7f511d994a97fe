/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Softirqs: the number is the priority, 0 the highest. They run on the way out
 * of the hypervisor, in the idle loop and where code asks for it.
 */
#ifndef XEN_SOFTIRQ_H
#define XEN_SOFTIRQ_H

#include <xen/call-site.h>

enum
{
    TIMER_SOFTIRQ = 0,
    RCU_SOFTIRQ,
    SCHED_SLAVE_SOFTIRQ,
    SCHEDULE_SOFTIRQ,
    NEW_TLBFLUSH_CLOCK_PERIOD_SOFTIRQ,
    TASKLET_SOFTIRQ,
    NR_COMMON_SOFTIRQS
};

#define NR_SOFTIRQS NR_COMMON_SOFTIRQS

typedef void (*softirq_handler)(void);

void open_softirq(int nr, softirq_handler handler);
void raise_softirq(unsigned int nr);
void cpu_raise_softirq(unsigned int cpu, unsigned int nr);

/* Run what is pending, scheduling excluded. Not while atomic or in IRQ. */
void process_pending_softirqs(void);
void do_softirq(void);

#ifdef CONFIG_CALL_SITES
#define process_pending_softirqs()                                             \
    CALL_SITE_0("process_pending_softirqs()", process_pending_softirqs)
#endif

#endif /* XEN_SOFTIRQ_H */
