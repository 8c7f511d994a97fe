/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the sources of the hypervisor's model tell each other of CPUs and of what
 * runs on them. The primitives have facade.h, domains domains.h.
 *
 * Needs: facade.h, include/.
 */
#ifndef SIM_XEN_MODEL_H
#define SIM_XEN_MODEL_H

#include "fine.h"
#include "hypervisor.h"

struct timer;
struct domain;
struct vcpu;

/* The domain of an event that has none. */
#define NO_DOMAIN 0xffffu

/* held.c: what a piece of the mediator's code leaves behind. */
struct held
{
    unsigned int locks;
    unsigned int rcu;
    unsigned int preempt;
    bool irqs_masked;
};
void held_take(struct held *held);
void held_note(const struct held *before); /* EV_HELD */
/* Both, in CONTEXT, as an activation. */
void held_begin(struct held *held, enum context context);
void held_end(const struct held *before);
/* The mediator did what kills a debug hypervisor. TEXT says what. */
void held_stop(const char *text) __attribute__((noreturn, cold));

/* vcpu.c: who is current. */
void vcpu_reset(unsigned int nr_cpus);
bool vcpu_runnable(const struct vcpu *v);
bool vcpu_here(const struct vcpu *v); /* is it current on this CPU? */
/* V, which can run here, is current, and again after the idle vCPU's work. */
void vcpu_enter(struct vcpu *v);
/* So is one of D's, from FIRST on, that is in no call elsewhere. */
void vcpu_enter_any(struct domain *d, unsigned int first);
/* Wait until V, which is not runnable, is on no CPU. */
void vcpu_sleep_sync(struct vcpu *v);
/* The scheduler of CPU wants another vCPU than its current one. */
bool vcpu_schedule_pending(unsigned int cpu);
/* What that depends on is touched. */
void vcpu_touch(unsigned int cpu);
void vcpu_schedule(void);
void vcpu_forget(const struct vcpu *v); /* its memory goes                 */
void vcpu_leave_cpu(unsigned int cpu);  /* its idle vCPU is current        */

/* vgic.c */
void vgic_clear(struct vcpu *v); /* what was in flight is lost */

/* softirq.c */
/* Timers, tasklets and callbacks queued anywhere: 0 saves asking for each. */
extern unsigned int softirq_queued;
void softirq_reset(void);
bool softirq_work(unsigned int cpu);
void softirq_touch(unsigned int cpu); /* the answer of that is used */
/* The way out of the hypervisor, and the idle loop until there is no work. */
void softirq_leave(void);
/* That, between two ops: the CPU may also start or stop here. */
void softirq_idle(void);

/* rcu.c */
void rcu_reset(bool strict);
unsigned int rcu_depth(unsigned int cpu);
bool rcu_pending(unsigned int cpu);
void rcu_touch(unsigned int cpu); /* the answer of rcu_pending() is used */
void rcu_softirq(void);
void rcu_end_section(void); /* on the way out no section is open */
void rcu_cpu_gone(unsigned int cpu, unsigned int heir);
void rcu_note_left(void);

/* tasklet.c */
void tasklet_reset(void);
bool tasklet_pending(unsigned int cpu, bool softirq);
void tasklet_run(bool softirq); /* one; the next one waits for its turn */
void tasklet_cpu_gone(unsigned int cpu, unsigned int heir);
void tasklet_note_left(void);

/* timer.c */
void timer_reset(void);
bool timer_pending(unsigned int cpu);
void timer_softirq(void);
bool timer_next(int64_t *when_ns);
void timer_cpu_gone(unsigned int cpu);
void timer_note_left(void);

/* irq.c, smp.c */
void irq_reset(bool faults);
void irq_behave(void);
void irq_interrupt(unsigned int intid);
void irq_cpu_prepare(unsigned int cpu); /* its local descriptors are as new */
void irq_free_actions(void);
void smp_reset(void);
void smp_interrupt(void);

/* cpu.c */
void cpu_reset(const struct world *world);
bool cpu_transition_pending(unsigned int cpu);
void cpu_transition(void);

/* toy.c */
void toy_reset(void);

/* boot.c */
void boot_reset(void);
/* At each op that is no boot: from the first on __init code is gone. */
void boot_is_over(void);
bool boot_lasts(void);

#endif /* SIM_XEN_MODEL_H */
