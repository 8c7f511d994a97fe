/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The interrupt controller, as far as others ask for it.
 */
#ifndef ASM_GIC_H
#define ASM_GIC_H

#include <xen/irq.h>
#include <xen/types.h>

#define NR_GIC_LOCAL_IRQS NR_LOCAL_IRQS
#define NR_GIC_SGI        16

/* The hypervisor's own SGIs. */
enum gic_sgi
{
    GIC_SGI_EVENT_CHECK,
    GIC_SGI_DUMP_STATE,
    GIC_SGI_CALL_FUNCTION,
    GIC_SGI_STATIC_MAX,
};

#endif /* ASM_GIC_H */
