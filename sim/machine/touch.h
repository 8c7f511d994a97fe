/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the code between two decision points has to do with other CPUs.
 *
 * Each primitive that reads or changes what another CPU can see says so. Two
 * stretches of code that have nothing in common, or only read it, can change
 * places and nobody can tell: who explores schedules needs one of the orders.
 * To say too much costs time; to say too little would be unsound.
 *
 * A CPU's own interrupt mask and call stack are not listed: what runs on one CPU
 * never changes places with something else on it.
 *
 * Needs: base.
 */
#ifndef SIM_MACHINE_TOUCH_H
#define SIM_MACHINE_TOUCH_H

#include <stdbool.h>
#include <stdint.h>

enum touch_class
{
    TOUCH_ALL,     /* anything at all: nothing is known of it              */
    TOUCH_MEMORY,  /* id: the address; locks and atomics are memory, too   */
    TOUCH_IRQ,     /* id: the CPU whose interrupts are pending, active ... */
    TOUCH_SOFTIRQ, /* id: the CPU that has work to do                      */
    TOUCH_BUSY,    /* id: the CPU that enters or leaves the hypervisor     */
    TOUCH_READER,  /* id: the CPU whose RCU read sections begin and end    */
    TOUCH_RCU,     /* callbacks and grace periods                          */
    TOUCH_TIMER,   /* queues of timers, and the clock                      */
    TOUCH_HEAP,    /* which address and number the next object has         */
    TOUCH_CPU,     /* id: a CPU that comes or goes                         */
};

/* Different things in one stretch; more of them are TOUCH_ALL. */
#define TOUCH_MAX 1024u

/* The class is in the low bits of what. */
#define TOUCH_CLASS_BITS 8

struct touch
{
    uint64_t what;
    bool write;
};

struct touches
{
    bool wanted; /* kept until changed                                     */
    bool all;
    const void *shut;   /* a door (sched_door()) that was shut and still is */
    const void *opened; /* one that had been shut before                    */
    unsigned int nr;
    struct touch list[TOUCH_MAX]; /* may have doubles                      */
};
extern struct touches touches;

void touch_note(enum touch_class class, uint64_t id, bool write);

static inline void machine_touch(enum touch_class class, uint64_t id,
                                 bool write)
{
    if ( __builtin_expect(touches.wanted, 0) )
        touch_note(class, id, write);
}

/* The current CPU shuts DOOR behind itself, or opens it again. */
static inline void machine_touch_door(const void *door, bool shut)
{
    if ( shut )
        touches.shut = door;
    else if ( touches.shut == door )
        touches.shut = 0;
    else
        touches.opened = door;
}

/* SIZE bytes of memory at START. */
void touch_note_range(const volatile void *start, uint64_t size, bool write);

static inline void machine_touch_range(const volatile void *start,
                                       uint64_t size, bool write)
{
    if ( __builtin_expect(touches.wanted, 0) )
        touch_note_range(start, size, write);
}

#endif /* SIM_MACHINE_TOUCH_H */
