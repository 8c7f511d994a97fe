/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the code between two decision points has to do with other CPUs.
 *
 * Each primitive that reads or changes what another CPU can see says so. Two
 * stretches of code that have nothing in common, or only read it, can change
 * places and nobody can tell: who explores schedules needs one of the orders.
 * To say too much costs time; to say too little would be unsound. So nothing is
 * assumed of what says nothing:
 *
 *  - what follows a decision point has to do with everything, unless the point
 *    is a stated one: sched_point_stated(), FACADE_POINT_STATED();
 *  - an op that is not in the table of sim/perform.c has, in each of its steps;
 *  - so has what appends a fact of a kind that is not in effect-fact.c.
 *
 * To state a primitive: next to each load and store of what another CPU can
 * reach say effect_on() or effect_on_range(), of the narrowest thing that is
 * true; what the primitives it is made of say need not be said again. Loads and
 * stores of the mediator itself are told of by the hooks of its build; what
 * goes through access_check() is, too. Then make its decision points stated
 * ones. tests/explore compares with the full search what comes of it.
 *
 * A CPU's own interrupt mask and call stack are not listed: what runs on one CPU
 * never changes places with something else on it.
 *
 * Needs: base.
 */
#ifndef SIM_MACHINE_EFFECT_H
#define SIM_MACHINE_EFFECT_H

#include <stdbool.h>
#include <stdint.h>

enum effect_class
{
    EFFECT_ALL,     /* anything at all: nothing is known of it              */
    EFFECT_MEMORY,  /* id: the address; locks and atomics are memory, too   */
    EFFECT_IRQ,     /* id: the CPU whose interrupts are pending, active ... */
    EFFECT_SOFTIRQ, /* id: the CPU that has work to do                      */
    EFFECT_BUSY,    /* id: the CPU that enters or leaves the hypervisor     */
    EFFECT_READER,  /* id: the CPU whose RCU read sections begin and end    */
    EFFECT_RCU,     /* callbacks and grace periods                          */
    EFFECT_TIMER,   /* queues of timers, and the clock                      */
    EFFECT_HEAP,    /* which address and number the next object has         */
    EFFECT_CPU,     /* id: a CPU that comes or goes                         */
    EFFECT_PAGE,    /* id: the frame: whose it is, how often it is held     */
    EFFECT_BYTES,   /* id: a block of the bytes of a page                   */
    EFFECT_SPMC,    /* the secure world                                     */
    EFFECT_GUEST,   /* id: the domain: what its guest remembers; who does   */
    EFFECT_FACT,    /* facts that somebody compares the order of            */
};

/* Different things in one stretch; more of them are EFFECT_ALL. */
#define EFFECT_MAX 1024u

/* The class is in the low bits of what. */
#define EFFECT_CLASS_BITS 8

struct effect
{
    uint64_t what;
    bool write;
};

struct effects
{
    bool wanted; /* kept until changed                                     */
    bool all;
    bool beside; /* what is said beside EFFECT_ALL is listed, too           */
    uint32_t unstated;  /* CPUs in the midst of what states nothing         */
    const void *shut;   /* a door (sched_door()) that was shut and still is */
    const void *opened; /* one that had been shut before                    */
    unsigned int nr;
    struct effect list[EFFECT_MAX]; /* may have doubles                      */
};
extern struct effects effects;

void effect_note(enum effect_class class, uint64_t id, bool write);

static inline void effect_on(enum effect_class class, uint64_t id, bool write)
{
    if ( __builtin_expect(effects.wanted, 0) )
        effect_note(class, id, write);
}

/* CPU begins or ends something that does not state its effects. */
void effect_unstated(unsigned int cpu, bool begins);

/* The current CPU shuts DOOR behind itself, or opens it again. */
static inline void effect_on_door(const void *door, bool shut)
{
    if ( shut )
        effects.shut = door;
    else if ( effects.shut == door )
        effects.shut = 0;
    else
        effects.opened = door;
}

/* SIZE bytes of memory at START. */
void effect_note_range(const volatile void *start, uint64_t size, bool write);

static inline void effect_on_range(const volatile void *start, uint64_t size,
                                   bool write)
{
    if ( __builtin_expect(effects.wanted, 0) )
        effect_note_range(start, size, write);
}

#endif /* SIM_MACHINE_EFFECT_H */
