/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Interrupts as Arm numbers them: SGIs, PPIs, SPIs.
 */
#ifndef ASM_IRQ_H
#define ASM_IRQ_H

#include <xen/call-site.h>
#include <xen/types.h>

#include <asm/irq-dt.h>

#define NR_LOCAL_IRQS 32
#define NR_IRQS       1024
#define nr_irqs       NR_IRQS
#define INVALID_IRQ   1023

#define IRQF_NONE     0
#define IRQF_SHARED   1

/*
 * The trigger type of IRQ: INTIDs below 32 on every online CPU and on those to
 * come. 0, or -EBUSY if it has another type already.
 */
int irq_set_type(unsigned int irq, unsigned int type);

static inline bool irq_is_spi(unsigned int irq)
{
    return irq >= NR_LOCAL_IRQS && irq < 1020;
}

#ifdef CONFIG_CALL_SITES
#define irq_set_type(irq, type)                                                \
    CALL_SITE_2("irq_set_type(" #irq ", " #type ")", irq_set_type,             \
                (unsigned int){irq}, (unsigned int){type})
#endif

#endif /* ASM_IRQ_H */
