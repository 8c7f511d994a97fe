/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The interrupt controller: SGIs and PPIs banked per CPU, SPIs global.
 *
 * State per interrupt: enabled, pending, active; edge or level. Raising a
 * pending edge interrupt again changes nothing. An active interrupt is not
 * taken a second time until its end; raised meanwhile, it is pending again and
 * taken afterwards. A level interrupt is pending for as long as its line is
 * high. Lower INTID is taken first.
 *
 * SGIs are edge and stay so. Raising or lowering an INTID that the GIC does not
 * have does nothing, as on a bus; elsewhere such an INTID is the caller's
 * mistake (SIM_BUG_ON).
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

/* Everything disabled, level, routed to CPU 0. */
void gic_boot(unsigned int nr_cpus);

/* CPU comes up: its SGIs are enabled, its PPIs are not, nothing is pending or
 * active in its bank. */
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
/* CPU for INTID < 32: taken, and not ended. */
bool gic_active(unsigned int cpu, unsigned int intid);

/* The interrupt CPU would take now, masks aside, or GIC_SPURIOUS. */
unsigned int gic_highest(unsigned int cpu);
/* Take it: pending to active. GIC_SPURIOUS if there is none. */
unsigned int gic_acknowledge(unsigned int cpu);
/* INTID is no longer active; it was (SIM_BUG_ON). */
void gic_end(unsigned int cpu, unsigned int intid);

#endif /* SIM_MACHINE_GIC_H */
