/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Exploring schedules: the same program again and again, each time with another
 * schedule, until one breaks it or none is left.
 *
 * Only the program's own phase is explored; boot, stage, liveness and teardown
 * are dull. Other decisions than who runs are as the program's deviations say.
 *
 * Needs: base, scenario, run.h.
 */
#ifndef SIM_EXPLORE_EXPLORE_H
#define SIM_EXPLORE_EXPLORE_H

#include <stdbool.h>
#include <stdint.h>

#include "program.h"
#include "verdict.h"

enum explore_strategy
{
    EXPLORE_RANDOM, /* anybody, at every point                               */
    EXPLORE_PCT,    /* priorities, and a few points where they change        */
    EXPLORE_POS,    /* a priority for each step                              */
    EXPLORE_STARVE, /* intervals in which some CPUs do not run               */
    EXPLORE_DFS,    /* every sequence of choices                             */
    EXPLORE_DPOR,   /* one of those that nobody can tell apart               */
    EXPLORE_STRATEGIES
};

#define EXPLORE_UNBOUNDED UINT32_MAX

struct explore_options
{
    enum explore_strategy strategy;
    uint32_t preemptions; /* at most; EXPLORE_UNBOUNDED: any number          */
    uint64_t seed;        /* of the strategies that draw                     */
    uint64_t first;       /* and the number of their first execution         */
    unsigned int shard;   /* 0 .. shards - 1                                 */
    unsigned int shards;  /* at least 1                                      */
    bool all;   /* dpor: with sleep sets alone. Finds the same, executes more */
    bool exact; /* footprints say everything: the mediator's loads and stores
                 * are told of, or explore_is_toy(); else all steps are taken
                 * to depend on one another                                 */
};

struct explore_counts
{
    uint64_t executions;
    uint64_t interleavings; /* executions that were not abandoned, and not
                             * counted at a lower bound before               */
    uint64_t abandoned;     /* nothing new was behind them                   */
    uint32_t preemptions;   /* the bound that is being worked at             */
    uint64_t points;        /* decision points of the last execution         */
};

/* "random", "pct", ... */
const char *explore_strategy_name(enum explore_strategy strategy);

/* Does PROGRAM do without the mediator, so that EXACT holds in every build? */
bool explore_is_toy(const struct program *program);

/* A new search; with a bound of preemptions, dpor is dfs. */
void explore_begin(const struct program *program,
                   const struct explore_options *options);

enum explore_step
{
    EXPLORE_NEW,     /* an interleaving that was not seen before: RESULT     */
    EXPLORE_NOTHING, /* an execution that showed nothing new                 */
    EXPLORE_OVER,    /* there was none left to do                            */
};

/* One execution. Strategies that draw are never over. */
enum explore_step explore_next(struct result *result);

/* Nothing was left out: with EXPLORE_OVER the search is complete. */
bool explore_complete(void);

const struct explore_counts *explore_counts(void);

/* How much of the search is done, as far as can be told from the branches that
 * are known, 0 to 1; of strategies that draw: 0. */
double explore_done(void);

#endif /* SIM_EXPLORE_EXPLORE_H */
