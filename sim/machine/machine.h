/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The simulated machine as everything above it sees it: which CPU is running,
 * in which context, and how facts get into the log.
 *
 * All state of the machine is static, plain data, and cheap to reset.
 *
 * Needs: base, scenario, log.
 */
#ifndef SIM_MACHINE_MACHINE_H
#define SIM_MACHINE_MACHINE_H

#include <stdbool.h>
#include <stdint.h>

#include "log.h"
#include "program.h"

/*
 * What the hypervisor model gives the machine to call upwards. Installed once
 * per process by machine_set_client().
 */
struct machine_client
{
    /*
     * The current CPU takes interrupt INTID: everything from gic_acknowledge(),
     * which returns INTID, to gic_end(), with EV_IRQ and EV_IRQ_END. The machine
     * has pushed CONTEXT_IRQ, begun an activation and masked interrupts, as the
     * exception does; it undoes all three.
     */
    void (*interrupt)(unsigned int intid);

    /*
     * Does CPU, which is between two ops, have anything to do before it would
     * sleep: softirqs, tasklets, due timers? Interrupts do not count. Asked
     * often, and by the scheduler of any CPU: no side effects.
     */
    bool (*has_work)(unsigned int cpu);

    /* What that answer for CPU depends on is touched: touch.h. Or NULL. */
    void (*touch_work)(unsigned int cpu);

    /*
     * Do it on the current CPU, in CONTEXT_IDLE, until has_work() is false for
     * it (SIM_BUG_ON) or it is offline.
     */
    void (*do_work)(void);

    /*
     * The next time after now that has work in it, on any CPU; false: there is
     * none. A time that is not after now is none either: what is due is work.
     */
    bool (*next_deadline)(int64_t *when_ns);
};

void machine_set_client(const struct machine_client *client);

/*
 * A fresh machine for WORLD: clock at 0, no page in use, no interrupt pending,
 * CPU 0 online, the others off. sched_boot() is the caller's next step.
 */
void machine_boot(const struct world *world);

/* The CPU that executes, or 0 outside of any. */
unsigned int machine_cpu(void);

/*
 * The context of the current CPU; CONTEXT_IDLE between two ops and outside of
 * any CPU. Contexts nest: push on entry, pop on the way out, on the same CPU.
 * The depth is bounded (SIM_BUG_ON).
 */
enum context machine_context(void);
void machine_push_context(enum context context);
void machine_pop_context(void);

/* An enclosing context of the current CPU is CONTEXT_IRQ: in_irq(). */
bool machine_in_irq(void);

/*
 * PSTATE.I of the current CPU. Returns the previous state (true: masked). It is
 * cleared when an op ends: guests and the idle loop run unmasked.
 */
bool machine_mask_irqs(bool masked);
bool machine_irqs_masked(void);

/*
 * Powered: an online CPU takes interrupts, does the work that has_work() tells
 * of (what brings it up is the first such work) and performs ops. False for a
 * CPU that the world does not have.
 */
bool machine_cpu_online(unsigned int cpu);
void machine_set_cpu_online(unsigned int cpu, bool online);

/*
 * Append a fact about the current CPU and context. Macros count the arguments:
 *     machine_note(EV_VIRQ, 0, domid, vcpu, intid, dropped);
 */
void machine_note_args(enum event_kind kind, name_t name, const uint64_t *args,
                       unsigned int nr_args);
#define machine_note(kind, name, ...)                                          \
    machine_note_args(                                                         \
        kind, name, (const uint64_t[]){0, ##__VA_ARGS__} + 1,                  \
        sizeof((const uint64_t[]){0, ##__VA_ARGS__}) / sizeof(uint64_t) - 1)

/*
 * As machine_note(), and the run ends here: for facts after which the mediator
 * cannot go on (bad access, assertion, stuck). Does not return; only on a CPU
 * (SIM_BUG_ON).
 */
void machine_stop_args(enum event_kind kind, name_t name, const uint64_t *args,
                       unsigned int nr_args) __attribute__((noreturn));
#define machine_stop(kind, name, ...)                                          \
    machine_stop_args(                                                         \
        kind, name, (const uint64_t[]){0, ##__VA_ARGS__} + 1,                  \
        sizeof((const uint64_t[]){0, ##__VA_ARGS__}) / sizeof(uint64_t) - 1)

#endif /* SIM_MACHINE_MACHINE_H */
