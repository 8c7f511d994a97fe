/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A program being edited. A deviation's ordinal counts ops of its CPU, so a
 * draft knows which op each deviation belongs to while ops come and go.
 *
 * Needs: base, program.h.
 */
#ifndef SIM_MINIMIZE_DRAFT_H
#define SIM_MINIMIZE_DRAFT_H

#include <stdbool.h>
#include <stdint.h>

#include "program.h"

struct draft
{
    struct program program;
    int owner[PROGRAM_MAX_DEVIATIONS]; /* index of an op, or less than 0     */
    uint16_t beyond[PROGRAM_MAX_DEVIATIONS];
};

/* What OWNER says of a deviation that is not to be renumbered. */
#define DRAFT_AS_IT_IS (-1)

/* PROGRAM as it stands. */
void draft_begin(struct draft *draft, const struct program *program);

/* One more deviation: VALUE at the place of AT. */
void draft_add(struct draft *draft, const struct deviation *at, uint32_t value);

/* Ops INDEX and INDEX + 1 the other way round. */
void draft_exchange_ops(struct draft *draft, unsigned int index);

/* Without the ops of MASK. Their deviations have no place then. */
void draft_drop_ops(struct draft *draft, uint64_t mask);
/* Without the deviations of MASK. */
void draft_drop_deviations(struct draft *draft, uint64_t mask);

/*
 * Without CPU, of several; those behind it count down. INTO, as numbered
 * before, performs its ops; if that is CPU itself nobody does.
 */
void draft_drop_cpu(struct draft *draft, unsigned int cpu, unsigned int into);

/*
 * The program, with the ordinals that its deviations have now and no anchors;
 * without those that have no place.
 */
void draft_ordinals(const struct draft *draft, struct program *program);
/* The same, but all deviations, and by their anchors where they have them. */
void draft_anchors(const struct draft *draft, struct program *program);

#endif /* SIM_MINIMIZE_DRAFT_H */
