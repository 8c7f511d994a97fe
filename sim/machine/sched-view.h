/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the scheduler could do next: for those who choose schedules, from within
 * a CHOICE_SCHED or CHOICE_NEXT.
 *
 * Needs: machine.h.
 */
#ifndef SIM_MACHINE_SCHED_VIEW_H
#define SIM_MACHINE_SCHED_VIEW_H

#include <stdbool.h>
#include <stdint.h>

#include "program.h"
#include "sched.h"

/* Of each CPU a bit. */
struct sched_view
{
    unsigned int current;
    bool at_point; /* the current CPU is in the midst of something; else it
                    * has nothing more to do, or waits                     */
    unsigned int standard; /* not at a point: whom rule 4 names            */
    uint32_t go;   /* can make a step                                      */
    uint32_t shut; /* could, but would only begin to wait: sched_door()    */
    uint32_t irq;  /* can take an interrupt before its next step           */
    const void *door[PROGRAM_MAX_CPUS]; /* before which it is, or NULL      */
    uint32_t open_to_irqs; /* in the midst of something, interrupts unmasked */
};

void sched_look(struct sched_view *view);

/*
 * Until the next call: if the next step of the current CPU is made before
 * OPEN(DOOR), which any CPU may ask, it only begins to wait. For those who choose
 * schedules; the law does not look at it. NULL: it is not so.
 */
void sched_door(bool (*open)(const void *door), const void *door);

/*
 * As sched_stop(), from within a choice: nobody wants to know how this run would
 * end. True from then on until the next sched_boot().
 */
void sched_abandon(void) __attribute__((noreturn));
bool sched_abandoned(void);

#endif /* SIM_MACHINE_SCHED_VIEW_H */
