/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Virtual interrupts.
 */
#ifndef ASM_VGIC_H
#define ASM_VGIC_H

#include <xen/call-site.h>
#include <xen/types.h>

struct domain;
struct vcpu;

#define VGIC_NR_SPIS 988 /* INTIDs 32 .. 1019 */

/* Per vCPU: INTIDs below 32, one bit each. */
struct vgic_cpu
{
    uint32_t enabled;
    uint32_t pending;
    uint32_t active;
};

struct vgic_dist
{
    uint64_t spi_pending[(VGIC_NR_SPIS + 63) / 64];
};

/*
 * Make VIRQ pending: private to V, or an SPI with V NULL or its target. A vCPU
 * that is offline loses it without a word; so does LEVEL false.
 */
void vgic_inject_irq(struct domain *d, struct vcpu *v, unsigned int virq,
                     bool level);

#ifdef CONFIG_CALL_SITES
#define vgic_inject_irq(d, v, virq, level)                                     \
    CALL_SITE_4("vgic_inject_irq(" #d ", " #v ", " #virq ")", vgic_inject_irq, \
                d, (struct vcpu *){v}, (unsigned int){virq}, (bool){level})
#endif

#endif /* ASM_VGIC_H */
