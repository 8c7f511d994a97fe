/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Strategies that draw. Execution N of seed S is the same whatever was executed
 * before it; shard I of N executes I, I + N, I + 2N ...
 *
 *   random  any of the options, each time
 *   pct     the highest priority goes on; at D - 1 places, drawn from as many
 *           as the first execution had, it becomes the lowest (Burckhardt and
 *           others, 2010). D is 1 to 4, in turn
 *   pos     a priority is drawn for each step; the highest goes first (Yuan,
 *           Yang, Gu, 2018)
 *   starve  for intervals of all lengths some CPUs, or interrupts, do not run
 */
#include "drive.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "bug.h"

#define MAX_DEPTH 4u
#define LONGEST   10u /* 2 to the so many steps: an interval                 */

static struct
{
    struct explore_options options;
    uint64_t number; /* of the execution                                     */
    uint64_t state;
    uint32_t depth;  /* places so far                                        */
    uint32_t length; /* places of the first execution                        */
    uint32_t preemptions;
    uint64_t priority[TRANSITIONS];
    uint32_t change[MAX_DEPTH];
    unsigned int changes;
    uint32_t until; /* starve: the interval ends                             */
    uint32_t starved;
} draw;

static uint64_t next(void)
{
    /* xorshift64*; never 0. */
    draw.state ^= draw.state >> 12;
    draw.state ^= draw.state << 25;
    draw.state ^= draw.state >> 27;
    return draw.state * 0x2545f4914f6cdd1dull;
}

static uint32_t below(uint32_t bound)
{
    SIM_BUG_ON(!bound);
    return (uint32_t)((next() >> 32) * bound >> 32);
}

static void begin(const struct explore_options *options)
{
    draw.options = *options;
    draw.number = options->first * options->shards + options->shard;
    draw.length = 0;
    drive_counts.preemptions = options->preemptions;
}

static unsigned int start(void)
{
    const uint64_t seed[2] = {draw.options.seed, draw.number};

    draw.state = XXH3_64bits(seed, sizeof(seed)) | 1;
    draw.depth = 0;
    draw.preemptions = 0;
    for ( unsigned int t = 0; t < TRANSITIONS; t++ )
        draw.priority[t] = next() | 1ull << 32;
    return 0;
}

static unsigned int start_pct(void)
{
    start();
    draw.changes = (unsigned int)(draw.number % MAX_DEPTH);
    for ( unsigned int i = 0; i < draw.changes; i++ )
        draw.change[i] = draw.length ? below(draw.length) : 0;
    return 0;
}

static unsigned int start_starve(void)
{
    start();
    draw.until = 0;
    return 0;
}

/* What the bound allows; the standard one is always among it. */
static uint32_t allowed(const struct place *place)
{
    uint32_t result = 0;

    for ( uint32_t rest = place->options; rest; rest &= rest - 1 )
    {
        unsigned int t = drive_first(rest);

        if ( t == place->standard ||
             draw.preemptions + drive_preemptions(place, t) <=
                 draw.options.preemptions )
            result |= BIT(t);
    }
    return result;
}

static unsigned int take(const struct place *place, unsigned int t)
{
    draw.depth++;
    draw.preemptions += drive_preemptions(place, t);
    return t;
}

static unsigned int highest(uint32_t options)
{
    unsigned int best = drive_first(options);

    for ( uint32_t rest = options; rest; rest &= rest - 1 )
        if ( draw.priority[drive_first(rest)] > draw.priority[best] )
            best = drive_first(rest);
    return best;
}

static unsigned int any(uint32_t options)
{
    uint32_t skip = below((uint32_t)__builtin_popcount(options));

    for ( ; skip; skip-- )
        options &= options - 1;
    return drive_first(options);
}

static unsigned int choose_random(const struct place *place)
{
    return take(place, any(allowed(place)));
}

static unsigned int choose_pct(const struct place *place)
{
    uint32_t options = allowed(place);

    for ( unsigned int i = 0; i < draw.changes; i++ )
        if ( draw.change[i] == draw.depth )
            draw.priority[highest(options)] = i;
    return take(place, highest(options));
}

static unsigned int choose_pos(const struct place *place)
{
    unsigned int t = highest(allowed(place));

    draw.priority[t] = next();
    return take(place, t);
}

static unsigned int choose_starve(const struct place *place)
{
    uint32_t options = allowed(place);

    if ( draw.depth == draw.until )
    {
        draw.starved = (uint32_t)next();
        draw.starved &= (uint32_t)next(); /* a quarter of them */
        draw.until += 1 + below(1u << below(LONGEST));
    }
    if ( options & ~draw.starved )
        options &= ~draw.starved;
    return take(place, options & BIT(place->standard) ? place->standard
                                                      : any(options));
}

static void stepped(const struct step *step)
{
    (void)step;
}

static bool finish(bool abandoned)
{
    if ( !draw.length )
        draw.length = draw.depth;
    draw.number += draw.options.shards;
    return !abandoned;
}

static bool more(void)
{
    return true;
}

#define STRATEGY(id, text, starter)                                            \
    const struct strategy strategy_##id = {                                    \
        .name = text,                                                          \
        .begin = begin,                                                        \
        .start = starter,                                                      \
        .choose = choose_##id,                                                 \
        .stepped = stepped,                                                    \
        .finish = finish,                                                      \
        .more = more,                                                          \
    }

STRATEGY(random, "random", start);
STRATEGY(pct, "pct", start_pct);
STRATEGY(pos, "pos", start);
STRATEGY(starve, "starve", start_starve);
