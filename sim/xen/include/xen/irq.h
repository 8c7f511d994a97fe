/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Interrupts that the hypervisor handles itself.
 *
 * INTIDs below 32 are banked: all of this acts on the calling CPU for them.
 */
#ifndef XEN_IRQ_H
#define XEN_IRQ_H

#include <xen/call-site.h>
#include <xen/cpumask.h>
#include <xen/spinlock.h>
#include <xen/time.h>
#include <xen/types.h>

#include <asm/hardirq.h>
#include <asm/irq.h>
#include <asm/regs.h>

struct irqaction
{
    void (*handler)(int irq, void *dev_id);
    const char *name;
    void *dev_id;
    bool free_on_release;
    struct irqaction *next;
};

/*
 * 0, -EINVAL (no such IRQ, no handler, or taken and not shared), -EBUSY,
 * -ENOMEM. Allocates.
 */
int request_irq(unsigned int irq, unsigned int irqflags,
                void (*handler)(int irq, void *dev_id), const char *devname,
                void *dev_id);

/* As request_irq(), with the caller's action; allocates nothing. */
int setup_irq(unsigned int irq, unsigned int irqflags, struct irqaction *new);

/* Undo either. Waits while the handler runs. */
void release_irq(unsigned int irq, const void *dev_id);

#ifdef CONFIG_CALL_SITES
#define request_irq(irq, irqflags, handler, devname, dev_id)                   \
    ({                                                                         \
        CALL_SITE("request_irq(" #irq ", " #handler ")");                      \
        (request_irq)(irq, irqflags, handler, devname, dev_id);                \
    })
#define setup_irq(irq, irqflags, new)                                          \
    CALL_SITE_3("setup_irq(" #irq ")", setup_irq, (unsigned int){irq},         \
                (unsigned int){irqflags}, new)
#define release_irq(irq, dev_id)                                               \
    CALL_SITE_2("release_irq(" #irq ")", release_irq, (unsigned int){irq},     \
                (const void *){dev_id})
#endif

#endif /* XEN_IRQ_H */
