/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the two sources of toys share: toy.c has the steps, toy-irq.c those of
 * interrupt lines.
 *
 * Needs: facade.h, include/.
 */
#ifndef SIM_XEN_TOY_H
#define SIM_XEN_TOY_H

#include "effect.h"
#include "machine.h"
#include "op.h"

#include "model.h"

#define TOY_THINGS 8u /* of each sort                                        */

/* What an op has taken, and what it was told last. */
struct taken
{
    uint64_t r;
    unsigned int nr; /* locks, in the order they were taken                 */
    unsigned int reads;
    bool masked;
    uint8_t lock[TOY_THINGS];
    bool irq[TOY_THINGS]; /* by lock: taken with the interrupts             */
    unsigned long flags[TOY_THINGS];
};

/* What tasklets and handlers do: an increment that is not atomic. */
void toy_count(unsigned int number);

void toy_prepare_irqs(void);
void toy_handle(struct taken *taken, unsigned int number);
void toy_raise(struct taken *taken, unsigned int number);
void toy_sgi(struct taken *taken, unsigned int number);

#endif /* SIM_XEN_TOY_H */
