/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The execution that dynamic partial-order reduction looks at, as its two
 * sources share it: dpor.c searches, races.c finds what else is to be tried.
 *
 * Needs: drive.h.
 */
#ifndef SIM_EXPLORE_DPOR_H
#define SIM_EXPLORE_DPOR_H

#include "drive.h"

/* A place, and the step that was made there: event number N is at place N. */
struct dpor_place
{
    struct place place;
    uint8_t t;
    struct step step;
    uint32_t sleep;  /* transitions that are done with here                  */
    uint16_t tried;  /* branches that are done                               */
    uint32_t wakeup; /* what else is to be tried: wakeup.h                   */
    uint32_t asleep[TRANSITIONS]; /* their footprints                        */
    uint16_t previous; /* 1 + event of the same CPU before it; 0: none       */
    uint16_t clock[PROGRAM_MAX_CPUS]; /* 1 + the last event of each CPU that
                                       * it comes after; its own is itself   */
};

struct dpor
{
    unsigned int depth; /* places of this execution so far                   */
    unsigned int cut;   /* everything is tried above this place              */
    struct dpor_place path[DRIVE_MAX_PLACES];
};
extern struct dpor dpor;

/*
 * The events from FIRST on are new: what else is to be tried because of them
 * goes into the wakeup trees of the path.
 */
void races_find(unsigned int first);

#endif /* SIM_EXPLORE_DPOR_H */
