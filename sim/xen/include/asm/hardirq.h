/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef ASM_HARDIRQ_H
#define ASM_HARDIRQ_H

#include <xen/types.h>

/* An interrupt is being handled on this CPU. */
bool in_irq(void);

#endif /* ASM_HARDIRQ_H */
