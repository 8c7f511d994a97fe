/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The interrupt controller: SGIs and PPIs banked per CPU, SPIs global.
 *
 * State per interrupt: enabled, pending, active; edge or level. Raising a
 * pending edge interrupt again changes nothing. An active interrupt is not
 * taken a second time on its CPU until its end. Lower INTID is taken first.
 *
 * Needs: machine.h.
 */
#ifndef SIM_MACHINE_GIC_H
#define SIM_MACHINE_GIC_H

#include <stdbool.h>
#include <stdint.h>

#define GIC_NR_SGIS   16u
#define GIC_FIRST_SPI 32u
#define GIC_NR_IRQS   1024u /* 1020 .. 1023 are special and never taken       */
#define GIC_SPURIOUS  1023u

void gic_boot(unsigned int nr_cpus);

/* All SGIs are enabled and pending state is cleared when a CPU comes up. */
void gic_cpu_init(unsigned int cpu);

/* CPU selects the bank for INTID < 32 and is ignored above. */
void gic_enable(unsigned int cpu, unsigned int intid, bool enable);
void gic_set_edge(unsigned int cpu, unsigned int intid, bool edge);
void gic_route(unsigned int intid, unsigned int cpu); /* SPIs               */

/* Become pending: on CPU for INTID < 32, on the routed CPU otherwise. */
void gic_raise(unsigned int cpu, unsigned int intid);
/* The line of a level interrupt goes low. */
void gic_lower(unsigned int cpu, unsigned int intid);

bool gic_pending(unsigned int cpu, unsigned int intid);

/* The interrupt CPU would take now, masks aside, or GIC_SPURIOUS. */
unsigned int gic_highest(unsigned int cpu);
/* Take it: pending to active. */
unsigned int gic_acknowledge(unsigned int cpu);
void gic_end(unsigned int cpu, unsigned int intid);

#endif /* SIM_MACHINE_GIC_H */
