/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Every sequence of choices, the one with the fewest preemptions first: once
 * with none, once with exactly one, and so on up to the bound.
 */
#include "drive.h"

#include "bug.h"

#define MAX_ROUNDS 64u

static struct
{
    struct explore_options options;
    uint32_t bound;     /* of this round                                  */
    unsigned int depth; /* places of this execution so far                */
    unsigned int known; /* the first so many choices are given            */
    unsigned int cut;   /* places above it are every shard's              */
    uint64_t heads;     /* paths to the cut so far in this round          */
    uint64_t spread;    /* that is how many there may be                  */
    uint64_t began[MAX_ROUNDS]; /* executions before each round              */
    bool pruned; /* the bound kept something out                   */
    struct dfs_place
    {
        uint32_t left; /* transitions that were not tried                    */
        uint8_t chosen;
        uint8_t nr; /* transitions that the bound allows                     */
        uint16_t preemptions; /* before it                                   */
        struct place place;
    } path[DRIVE_MAX_PLACES];
} dfs;

static void begin_round(uint32_t bound)
{
    dfs.bound = bound;
    dfs.known = 0;
    dfs.heads = 0;
    dfs.pruned = false;
    drive_counts.preemptions = bound;
    if ( bound < MAX_ROUNDS )
        dfs.began[bound] = drive_counts.executions;
}

static void begin(const struct explore_options *options)
{
    dfs.options = *options;
    dfs.cut = 0;
    dfs.spread = 1;
    begin_round(options->preemptions == EXPLORE_UNBOUNDED ? EXPLORE_UNBOUNDED
                                                          : 0);
}

static unsigned int start(void)
{
    dfs.depth = dfs.known ? dfs.known - 1 : 0;
    return dfs.known;
}

static uint32_t cost_so_far(unsigned int depth)
{
    const struct dfs_place *last;

    if ( !depth )
        return 0;
    last = &dfs.path[depth - 1];
    return last->preemptions + drive_preemptions(&last->place, last->chosen);
}

/* The options that the bound allows. */
static uint32_t allowed(const struct place *place, uint32_t before)
{
    uint32_t result = 0;

    for ( uint32_t rest = place->options; rest; rest &= rest - 1 )
    {
        unsigned int t = drive_first(rest);

        if ( before + drive_preemptions(place, t) <= dfs.bound )
            result |= BIT(t);
    }
    dfs.pruned |= result != place->options;
    return result;
}

static void enter(struct dfs_place *here, const struct place *place)
{
    uint32_t options;

    here->place = *place;
    here->preemptions = (uint16_t)cost_so_far(dfs.depth);
    options = allowed(place, here->preemptions);
    here->chosen =
        (uint8_t)(options & BIT(place->standard) ? place->standard
                                                 : drive_first(options));
    here->left = options & ~BIT(here->chosen);
    here->nr = (uint8_t)__builtin_popcount(options);
}

/*
 * The cut is where there are paths enough to share out: it follows from the
 * first execution of the first round.
 */
static bool is_mine(void)
{
    if ( dfs.options.shards == 1 || !dfs.cut || dfs.depth != dfs.cut )
        return true;
    return dfs.heads++ % dfs.options.shards == dfs.options.shard;
}

static void look_for_cut(const struct place *place)
{
    if ( dfs.cut || dfs.options.shards == 1 )
        return;
    dfs.spread *= (unsigned int)__builtin_popcount(place->options);
    if ( dfs.spread >= 16ull * dfs.options.shards )
        dfs.cut = dfs.depth + 1;
}

static unsigned int choose(const struct place *place)
{
    struct dfs_place *here = &dfs.path[dfs.depth];

    look_for_cut(place);
    if ( dfs.depth >= dfs.known )
    {
        enter(here, place);
        if ( !is_mine() )
            return DRIVE_ABANDON;
    }
    SIM_BUG_ON(here->place.options != place->options);
    dfs.depth++;
    return here->chosen;
}

static bool finish(bool abandoned)
{
    if ( abandoned )
        return false;
    /* No path got to the cut: it is the first shard's. */
    if ( dfs.options.shards > 1 && (!dfs.cut || dfs.depth <= dfs.cut) &&
         dfs.options.shard )
        return false;
    return dfs.bound == EXPLORE_UNBOUNDED ||
           cost_so_far(dfs.depth) == dfs.bound;
}

static bool more(void)
{
    while ( dfs.depth )
    {
        struct dfs_place *last = &dfs.path[dfs.depth - 1];

        if ( last->left )
        {
            last->chosen = (uint8_t)drive_first(last->left);
            last->left &= last->left - 1;
            dfs.known = dfs.depth;
            return true;
        }
        dfs.depth--;
    }
    if ( dfs.bound >= dfs.options.preemptions || !dfs.pruned )
        return false;
    begin_round(dfs.bound + 1);
    return true;
}

/* One more preemption can be in as many places as the one before, less those
 * that differ in nothing but their order. */
static double done_of_rounds(void)
{
    double now = dfs.bound, all, more, ratio;

    if ( dfs.bound < 2 || dfs.bound >= MAX_ROUNDS )
        return 0;
    all = (double)dfs.began[dfs.bound];
    more = all - (double)dfs.began[dfs.bound - 1];
    ratio = (dfs.bound - 1) * more /
            (double)(dfs.began[dfs.bound - 1] - dfs.began[dfs.bound - 2]);
    for ( ; now <= dfs.options.preemptions && now < MAX_ROUNDS; now++ )
        all += more *= ratio / now;
    ratio = (double)drive_counts.executions / all;
    return ratio < 0.99 ? ratio : 0.99;
}

/* Each branch of a place is taken for as large as the others. */
static double done(void)
{
    double sum = 0, share = 1;

    if ( dfs.bound != EXPLORE_UNBOUNDED )
        return done_of_rounds();
    for ( unsigned int i = 0; i < dfs.depth; i++ )
    {
        const struct dfs_place *at = &dfs.path[i];
        int left = __builtin_popcount(at->left);

        share /= at->nr;
        sum += share * (at->nr - left - 1);
    }
    return sum;
}

static void stepped(const struct step *step)
{
    (void)step;
}

const struct strategy strategy_dfs = {
    .name = "dfs",
    .begin = begin,
    .start = start,
    .choose = choose,
    .stepped = stepped,
    .finish = finish,
    .more = more,
    .done = done,
};
