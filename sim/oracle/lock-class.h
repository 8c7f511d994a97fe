/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Classes of locks and the order they are taken in. All locks of one name are
 * one class: what is wrong for two of them is wrong for all. For
 * lock-discipline only.
 */
#ifndef SIM_ORACLE_LOCK_CLASS_H
#define SIM_ORACLE_LOCK_CLASS_H

#include "name.h"
#include "view.h"

#define LOCK_CLASSES 64u
#define LOCK_NO_CLASS                                                          \
    LOCK_CLASSES /* beyond them nothing is judged             */

/* An event that matters: where, and its index + 1; 0: none yet. */
struct lock_moment
{
    unsigned int index1;
    struct view_place place;
};

struct lock_class
{
    name_t name;
    struct lock_moment in_irq;  /* taken by an interrupt handler            */
    struct lock_moment irqs_on; /* taken with interrupts on, elsewhere      */
};

void lock_class_reset(void);

/* The class of locks called NAME. */
unsigned int lock_class_of(name_t name);
struct lock_class *lock_class(unsigned int number);

/*
 * SECOND is asked for while FIRST is held. NULL if that is no news or fits all
 * that was seen before; otherwise the moment that it contradicts: SECOND held,
 * FIRST (or what leads there) asked for.
 */
const struct lock_moment *lock_class_order(unsigned int first,
                                           unsigned int second,
                                           const struct lock_moment *now);

/* The same for two locks of one class, by their numbers. */
const struct lock_moment *lock_class_twins(uint64_t first, uint64_t second,
                                           const struct lock_moment *now);

#endif /* SIM_ORACLE_LOCK_CLASS_H */
