/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Dynamic partial-order reduction: of all schedules in which the steps that
 * depend on one another come in the same order, one.
 *
 * Sleep sets see to it that none is executed twice, wakeup trees that hardly
 * any is begun in vain: "Optimal Dynamic Partial Order Reduction" (Abdulla,
 * Aronis, Jonsson, Sagonas, 2014), with interrupts as transitions of their CPU.
 */
#include "dpor.h"

#include "bug.h"
#include "footprint.h"
#include "wakeup.h"

struct dpor dpor;

static struct
{
    struct explore_options options;
    unsigned int known; /* the first so many choices are given               */
    unsigned int seen;  /* the races of the first so many events are known   */
    uint32_t handed;    /* the wakeup tree of the next new place             */
    uint64_t heads;     /* paths to the cut so far                           */
    uint64_t spread;    /* that is how many there may be                     */
} search;

static void begin(const struct explore_options *options)
{
    search.options = *options;
    search.known = 0;
    search.seen = 0;
    search.handed = 0;
    search.heads = 0;
    search.spread = 1;
    dpor.cut = options->all ? DRIVE_MAX_PLACES : 0;
    drive_counts.preemptions = options->preemptions;
    wakeup_reset();
}

static unsigned int start(void)
{
    dpor.depth = search.known ? search.known - 1 : 0;
    return search.known;
}

static void put_to_sleep(struct dpor_place *at, unsigned int t,
                         uint32_t footprint)
{
    at->sleep |= BIT(t);
    at->asleep[t] = footprint;
}

/* What sleeps goes on doing so while nothing happens that it depends on. */
static void inherit_sleep(struct dpor_place *at, const struct dpor_place *from)
{
    uint32_t rest = from->sleep & ~BOTH_OF(CPU_OF(from->t));

    for ( ; rest; rest &= rest - 1 )
    {
        unsigned int t = drive_first(rest);

        if ( !footprint_conflict(from->asleep[t], from->step.footprint) )
            put_to_sleep(at, t, from->asleep[t]);
    }
}

/* The next sequence that can be begun here. False: none is left. */
static bool take_wakeup(struct dpor_place *at)
{
    while ( at->wakeup )
    {
        uint32_t rest;
        unsigned int t = wakeup_take(&at->wakeup, &rest);

        if ( (at->place.options & BIT(t)) && !(at->sleep & BIT(t)) )
        {
            at->t = (uint8_t)t;
            search.handed = rest;
            return true;
        }
        wakeup_free(rest);
    }
    return false;
}

/* A CPU that can take an interrupt here may also go on, and the other way. */
static void try_both(struct dpor_place *at)
{
    uint32_t other = BIT(at->t ^ 1u) & at->place.options & ~at->sleep;

    if ( other )
        wakeup_add(&at->wakeup, drive_first(other));
}

static void try_all(struct dpor_place *at)
{
    uint32_t rest = at->place.options & ~at->sleep & ~BIT(at->t);

    for ( ; rest; rest &= rest - 1 )
        wakeup_add(&at->wakeup, drive_first(rest));
}

/*
 * With shards all options are tried at the first few places, so that what is
 * behind them can be shared out: where, follows from the first execution.
 */
static bool is_mine(const struct dpor_place *at)
{
    if ( search.options.shards == 1 || dpor.depth != dpor.cut )
        return true;
    (void)at;
    return search.heads++ % search.options.shards == search.options.shard;
}

static void look_for_cut(const struct place *place)
{
    if ( search.options.shards == 1 || search.options.all ||
         drive_counts.executions )
        return;
    if ( search.spread >= 16ull * search.options.shards )
        return;
    search.spread *= (unsigned int)__builtin_popcount(place->options);
    dpor.cut = dpor.depth + 1;
}

static bool enter(struct dpor_place *at, const struct place *place)
{
    uint32_t awake;

    at->place = *place;
    at->sleep = 0;
    at->tried = 0;
    at->wakeup = search.handed;
    search.handed = 0;
    if ( dpor.depth )
        inherit_sleep(at, at - 1);
    awake = place->options & ~at->sleep;
    if ( !take_wakeup(at) )
    {
        if ( !awake )
            return false;
        at->t = awake & BIT(place->standard) ? place->standard
                                             : (uint8_t)drive_first(awake);
    }
    if ( dpor.depth < dpor.cut )
        try_all(at);
    else
        try_both(at);
    return true;
}

static unsigned int choose(const struct place *place)
{
    struct dpor_place *at = &dpor.path[dpor.depth];

    look_for_cut(place);
    if ( dpor.depth >= search.known )
        if ( !is_mine(at) || !enter(at, place) )
            return DRIVE_ABANDON;
    SIM_BUG_ON(at->place.options != place->options);
    dpor.depth++;
    return at->t;
}

static void stepped(const struct step *step)
{
    SIM_BUG_ON(!dpor.depth);
    dpor.path[dpor.depth - 1].step = *step;
}

static bool finish(bool abandoned)
{
    wakeup_free(search.handed);
    search.handed = 0;
    if ( abandoned )
        return false;
    races_find(search.seen);
    search.seen = dpor.depth;
    /* No path gets to the cut: it is the first shard's. */
    return search.options.shards == 1 || dpor.depth > dpor.cut ||
           !search.options.shard;
}

static bool more(void)
{
    for ( ; dpor.depth; dpor.depth-- )
    {
        struct dpor_place *last = &dpor.path[dpor.depth - 1];

        put_to_sleep(last, last->t, last->step.footprint);
        if ( !take_wakeup(last) )
            continue;
        last->tried++;
        if ( dpor.depth > dpor.cut )
            try_both(last);
        search.known = dpor.depth;
        if ( search.seen > dpor.depth - 1 )
            search.seen = dpor.depth - 1;
        return true;
    }
    return false;
}

/* As in dfs.c, of the branches that are known by now. */
static double done(void)
{
    double sum = 0, share = 1;

    for ( unsigned int i = 0; i < dpor.depth; i++ )
    {
        const struct dpor_place *at = &dpor.path[i];

        share /= at->tried + 1 + wakeup_width(at->wakeup);
        sum += share * at->tried;
    }
    return sum;
}

const struct strategy strategy_dpor = {
    .name = "dpor",
    .footprints = true,
    .begin = begin,
    .start = start,
    .choose = choose,
    .stepped = stepped,
    .finish = finish,
    .more = more,
    .done = done,
};
