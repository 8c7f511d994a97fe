/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The CPUs, as the machine's own files share them. Not for other folders.
 *
 * Needs: machine.h.
 */
#ifndef SIM_MACHINE_CPU_H
#define SIM_MACHINE_CPU_H

#include "machine.h"

/* An op, a tasklet, a timer, and interrupts on interrupts: no more nests. */
#define CPU_MAX_NESTING 32u

struct cpu
{
    bool online;
    bool irqs_masked;
    uint8_t depth;     /* of contexts; context[depth] is the current one    */
    uint8_t irq_depth; /* how many of them are CONTEXT_IRQ                  */
    uint8_t context[CPU_MAX_NESTING];
};

struct machine
{
    const struct machine_client *client; /* of the process, not of a run    */
    struct world world;
    unsigned int current; /* the CPU that executes; 0 outside of any        */
    bool on_cpu;          /* not outside of any                             */
    struct cpu cpu[PROGRAM_MAX_CPUS];
};
extern struct machine machine;

/* CPU would take an interrupt if it could execute: online, unmasked, pending. */
bool machine_irq_waits(unsigned int cpu);

/* The current CPU takes its highest-priority interrupt. One must wait. */
void machine_take_irq(void);

#endif /* SIM_MACHINE_CPU_H */
