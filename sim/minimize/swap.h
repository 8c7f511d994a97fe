/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What separates a failure from the nearest run that passes.
 *
 * Needs: base, program.h.
 */
#ifndef SIM_MINIMIZE_SWAP_H
#define SIM_MINIMIZE_SWAP_H

#include <stdint.h>

#include "program.h"

enum swap_kind
{
    SWAP_NONE,      /* nothing that was tried passes                       */
    SWAP_STEPS,     /* two steps of different CPUs, or an interrupt and one */
    SWAP_OPS,       /* two ops that follow each other in the text           */
    SWAP_DEVIATION, /* no order: without one deviation it passes            */
    SWAP_CHANGE,    /* nor that: another program passes, in one thing other */
};

/*
 * A step is what a CPU does from one decision point to its next. FIRST comes
 * before SECOND in the run that fails; the other way round it passes.
 */
struct minimize_swap
{
    enum swap_kind kind;
    struct deviation first;  /* SWAP_STEPS: the points they begin at,       */
    struct deviation second; /* both addresses                              */
    uint32_t first_event;    /* events of the log before each               */
    uint32_t second_event;
    unsigned int index; /* SWAP_OPS: of the first; SWAP_DEVIATION          */
    struct program passing; /* the nearest run that passes; not SWAP_NONE   */
};

struct minimize;

/*
 * Find M's swap. The deviations of M's best may slide to the edge of what
 * fails: the same failure, with the swap right at a switch.
 */
void swap_find(struct minimize *m);

#endif /* SIM_MINIMIZE_SWAP_H */
