/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Trigger types of interrupts, as device trees write them.
 */
#ifndef ASM_GENERIC_IRQ_DT_H
#define ASM_GENERIC_IRQ_DT_H

#define IRQ_TYPE_NONE         0x00
#define IRQ_TYPE_EDGE_RISING  0x01
#define IRQ_TYPE_EDGE_FALLING 0x02
#define IRQ_TYPE_EDGE_BOTH    (IRQ_TYPE_EDGE_FALLING | IRQ_TYPE_EDGE_RISING)
#define IRQ_TYPE_LEVEL_HIGH   0x04
#define IRQ_TYPE_LEVEL_LOW    0x08
#define IRQ_TYPE_LEVEL_MASK   (IRQ_TYPE_LEVEL_LOW | IRQ_TYPE_LEVEL_HIGH)
#define IRQ_TYPE_SENSE_MASK   0x0f
#define IRQ_TYPE_INVALID      0x10

#endif /* ASM_GENERIC_IRQ_DT_H */
