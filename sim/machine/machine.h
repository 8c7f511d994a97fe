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
    /* Interrupt INTID is taken on the current CPU: acknowledge to EOI. */
    void (*interrupt)(unsigned int intid);

    /*
     * Does CPU, which is between two ops, have anything to do before it would
     * sleep: softirqs, tasklets, due timers? Interrupts do not count.
     */
    bool (*has_work)(unsigned int cpu);

    /* Do it on the current CPU, until has_work() is false for it. */
    void (*do_work)(void);

    /* When the next timer of any CPU is due; false: no timer is set. */
    bool (*next_deadline)(int64_t *when_ns);
};

void machine_set_client(const struct machine_client *client);

/* A fresh machine for WORLD, clock at 0, CPU 0 online, the others off. */
void machine_boot(const struct world *world);

/* The CPU that executes, or 0 outside of any. */
unsigned int machine_cpu(void);

/*
 * The context of the current CPU. Contexts nest: push on entry, pop on the way
 * out, on the same CPU. The depth is bounded (SIM_BUG_ON).
 */
enum context machine_context(void);
void machine_push_context(enum context context);
void machine_pop_context(void);

/* An enclosing context of the current CPU is CONTEXT_IRQ: in_irq(). */
bool machine_in_irq(void);

/* PSTATE.I of the current CPU. Returns the previous state (true: masked). */
bool machine_mask_irqs(bool masked);
bool machine_irqs_masked(void);

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
 * cannot go on (bad access, assertion, stuck). Does not return when called on
 * a CPU.
 */
void machine_stop_args(enum event_kind kind, name_t name, const uint64_t *args,
                       unsigned int nr_args) __attribute__((noreturn));
#define machine_stop(kind, name, ...)                                          \
    machine_stop_args(                                                         \
        kind, name, (const uint64_t[]){0, ##__VA_ARGS__} + 1,                  \
        sizeof((const uint64_t[]){0, ##__VA_ARGS__}) / sizeof(uint64_t) - 1)

#endif /* SIM_MACHINE_MACHINE_H */
