/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Drawing from the choice stream: the part of choice.h that every decision of
 * a run goes through. A dull one is an increment and a comparison.
 *
 * Needs: base, program.h.
 */
#ifndef SIM_SCENARIO_STREAM_H
#define SIM_SCENARIO_STREAM_H

#include "bug.h"
#include "program.h"

/* One per process: see choice_stream(). For choice_below() alone. */
struct choice
{
    /* Decisions since the CPU started its op. */
    uint32_t count[PROGRAM_MAX_CPUS][CHOICE_KINDS];
    /* The first of them that may not be dull. */
    uint32_t ask[PROGRAM_MAX_CPUS][CHOICE_KINDS];
};

/* choice_below() where the answer may not be 0. */
uint32_t choice_ask(struct choice *c, enum choice_kind kind, unsigned int cpu,
                    enum context context, name_t site, uint32_t bound);

/*
 * One decision: 0 .. bound - 1. BOUND is at least 1; with 1 the decision is
 * not counted. CPU is below PROGRAM_MAX_CPUS.
 */
static inline uint32_t choice_below(struct choice *c, enum choice_kind kind,
                                    unsigned int cpu, enum context context,
                                    name_t site, uint32_t bound)
{
    SIM_BUG_ON(!bound);
    if ( bound == 1 ||
         __builtin_expect(c->count[cpu][kind]++ < c->ask[cpu][kind], 1) )
        return 0;
    return choice_ask(c, kind, cpu, context, site, bound);
}

#endif /* SIM_SCENARIO_STREAM_H */
