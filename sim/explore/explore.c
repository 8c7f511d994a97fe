/* SPDX-License-Identifier: GPL-2.0-only */
#include "explore.h"

#include "bug.h"
#include "drive.h"
#include "footprint.h"
#include "run.h"

static const struct strategy *const strategies[EXPLORE_STRATEGIES] = {
    [EXPLORE_RANDOM] = &strategy_random, [EXPLORE_PCT] = &strategy_pct,
    [EXPLORE_POS] = &strategy_pos,       [EXPLORE_STARVE] = &strategy_starve,
    [EXPLORE_DFS] = &strategy_dfs,       [EXPLORE_DPOR] = &strategy_dpor,
};

static struct
{
    const struct strategy *strategy;
    struct program program; /* without what it says of who runs              */
    bool exact;
    bool over;
    bool left_out;
} search;

const char *explore_strategy_name(enum explore_strategy strategy)
{
    SIM_BUG_ON(strategy >= EXPLORE_STRATEGIES);
    return strategies[strategy]->name;
}

bool explore_is_toy(const struct program *program)
{
    if ( program->world.stage != STAGE_COLD )
        return false;
    for ( unsigned int i = 0; i < program->nr_ops; i++ )
        if ( program->op[i].kind != OP_TOY )
            return false;
    return true;
}

void drive_left_out(void)
{
    search.left_out = true;
}

static void set_program(const struct program *program)
{
    unsigned int nr = 0;

    search.program = *program;
    for ( unsigned int i = 0; i < program->nr_deviations; i++ )
        if ( !PROGRAM_ABOUT_CPUS(program->deviation[i].kind) )
            search.program.deviation[nr++] = program->deviation[i];
    search.program.nr_deviations = nr;
}

void explore_begin(const struct program *program,
                   const struct explore_options *options)
{
    SIM_BUG_ON(options->strategy >= EXPLORE_STRATEGIES);
    SIM_BUG_ON(options->shard >= options->shards);
    search.strategy = strategies[options->strategy];
    /* What is reduced knows of no bound. */
    if ( options->strategy == EXPLORE_DPOR &&
         options->preemptions != EXPLORE_UNBOUNDED )
        search.strategy = &strategy_dfs;
    set_program(program);
    search.exact = options->exact;
    search.over = false;
    search.left_out = false;
    drive_counts = (struct explore_counts){0};
    footprint_reset();
    search.strategy->begin(options);
}

enum explore_step explore_next(struct result *result)
{
    uint64_t before = drive_counts.interleavings;

    if ( search.over )
        return EXPLORE_OVER;
    drive(search.strategy, &search.program, search.exact, result);
    search.over = !search.strategy->more();
    return drive_counts.interleavings > before ? EXPLORE_NEW : EXPLORE_NOTHING;
}

bool explore_complete(void)
{
    return search.over && !search.left_out;
}

double explore_done(void)
{
    return search.over             ? 1
           : search.strategy->done ? search.strategy->done()
                                   : 0;
}

const struct explore_counts *explore_counts(void)
{
    return &drive_counts;
}
