/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Between the choice stream and a strategy.
 *
 * A transition is what a CPU can do next: its next step, or an interrupt before
 * that step. A step goes from one decision point of a CPU to its next.
 *
 * Needs: explore.h.
 */
#ifndef SIM_EXPLORE_DRIVE_H
#define SIM_EXPLORE_DRIVE_H

#include "explore.h"

#define TRANSITIONS  (2 * PROGRAM_MAX_CPUS)
#define GO(cpu)      (2 * (cpu))
#define IRQ(cpu)     (2 * (cpu) + 1)
#define CPU_OF(t)    ((t) / 2)
#define IS_IRQ(t)    ((t) % 2)
#define BIT(t)       (1u << (t))
#define BOTH_OF(cpu) (3u << (2 * (cpu)))

/* Decision points of one execution. */
#define DRIVE_MAX_PLACES 16384u

/* Where a strategy is asked. */
struct place
{
    uint32_t options;      /* transitions; at least one                      */
    uint32_t open_to_irqs; /* CPUs, one bit each: sched_view                 */
    uint8_t standard;      /* the transition that needs no deviation         */
    bool at_point;         /* leaving the standard one is a preemption       */
    bool stuck;            /* all there is is to begin a wait                */
};

/* What a step has done. */
struct step
{
    uint32_t footprint;
    const void *wanted; /* the door (sched_door()) that it was before        */
    const void *shut;   /* a door it has shut                                */
    const void *opened; /* one that its CPU had shut before                  */
};

#define DRIVE_ABANDON TRANSITIONS

struct strategy
{
    const char *name;
    bool footprints; /* wants stepped()                                      */
    void (*begin)(const struct explore_options *options);
    /* An execution begins. So many places are as in the one before, and so are
     * the choices there but for the last of them: it is not asked before that. */
    unsigned int (*start)(void);
    /* One of the options, or DRIVE_ABANDON. */
    unsigned int (*choose)(const struct place *place);
    /* The step that was chosen last is over. */
    void (*stepped)(const struct step *step);
    /* An execution is over. False: it showed nothing new. */
    bool (*finish)(bool abandoned);
    /* Is there another one to do? */
    bool (*more)(void);
    /* How much is done, or NULL: nobody can tell. */
    double (*done)(void);
};

extern const struct strategy strategy_random, strategy_pct, strategy_pos,
    strategy_starve, strategy_dfs, strategy_dpor;

/* What a transition costs where it is chosen. */
unsigned int drive_preemptions(const struct place *place, unsigned int t);

/* One execution of PROGRAM, which says nothing of who runs, by STRATEGY. */
void drive(const struct strategy *strategy, const struct program *program,
           bool exact, struct result *result);

/* The search cannot be complete: something was left out. */
void drive_left_out(void);

extern struct explore_counts drive_counts;

/* The lowest transition of OPTIONS. */
static inline unsigned int drive_first(uint32_t options)
{
    return (unsigned int)__builtin_ctz(options);
}

#endif /* SIM_EXPLORE_DRIVE_H */
