/* SPDX-License-Identifier: GPL-2.0-only */
#include "feeders.h"

#include <string.h>

#include "bug.h"

/* A program: its anchors by search, its ordinals by a sorted list. */
static struct
{
    const struct program *program;
    uint32_t met; /* one bit a deviation                                    */
    uint8_t order[PROGRAM_MAX_DEVIATIONS]; /* by lane, op, index            */
    struct lane
    {
        uint8_t at; /* next in order[]                                      */
        uint8_t end;
        uint64_t sites; /* the anchors' sites, by their last six bits       */
    } lane[PROGRAM_MAX_CPUS][CHOICE_KINDS];
} fed;

/* Early ops come before those of the program. */
static uint64_t when(const struct deviation *d)
{
    return (uint64_t)(d->cpu * CHOICE_KINDS + d->kind) << 48 |
           (uint64_t)(uint16_t)(d->op ^ PROGRAM_EARLY) << 32 | d->index;
}

static uint64_t site_bit(name_t site)
{
    return 1ull << (site % 64);
}

static void order_ordinals(const struct program *program)
{
    unsigned int nr = 0;

    for ( unsigned int i = 0; i < program->nr_deviations; i++ )
    {
        const struct deviation *d = &program->deviation[i];
        unsigned int place = nr;

        if ( d->hit )
        {
            fed.lane[d->cpu][d->kind].sites |= site_bit(d->site);
            continue;
        }
        while ( place &&
                when(&program->deviation[fed.order[place - 1]]) > when(d) )
        {
            fed.order[place] = fed.order[place - 1];
            place--;
        }
        fed.order[place] = (uint8_t)i;
        nr++;
    }
    for ( unsigned int i = nr; i-- > 0; )
    {
        const struct deviation *d = &program->deviation[fed.order[i]];
        struct lane *lane = &fed.lane[d->cpu][d->kind];

        lane->at = (uint8_t)i;
        if ( !lane->end )
            lane->end = (uint8_t)(i + 1);
    }
}

void feeders_program_begin(const struct program *program)
{
    _Static_assert(PROGRAM_MAX_DEVIATIONS <= 32, "a bit each");

    SIM_BUG_ON(program->nr_deviations > PROGRAM_MAX_DEVIATIONS);
    fed.program = program;
    fed.met = 0;
    memset(fed.lane, 0, sizeof(fed.lane));
    order_ordinals(program);
}

static uint32_t next_wanted(const struct lane *lane, uint16_t op)
{
    const struct deviation *next;

    if ( lane->sites )
        return 0;
    if ( lane->at == lane->end )
        return FEEDERS_NEVER;
    next = &fed.program->deviation[fed.order[lane->at]];
    return next->op == op ? next->index : FEEDERS_NEVER;
}

uint32_t feeders_program_at(enum choice_kind kind, unsigned int cpu,
                            uint16_t op)
{
    struct lane *lane = &fed.lane[cpu][kind];
    uint16_t now = op ^ PROGRAM_EARLY;

    while ( lane->at < lane->end &&
            (fed.program->deviation[fed.order[lane->at]].op ^ PROGRAM_EARLY) <
                now )
        lane->at++;
    return next_wanted(lane, op);
}

bool feeders_program_anchored(enum choice_kind kind, unsigned int cpu,
                              name_t site)
{
    return fed.lane[cpu][kind].sites & site_bit(site);
}

static uint32_t anchored_value(const struct decision *decision)
{
    uint32_t value = 0;

    for ( unsigned int i = 0; i < fed.program->nr_deviations; i++ )
    {
        const struct deviation *d = &fed.program->deviation[i];

        if ( d->hit != decision->hit || d->site != decision->site ||
             d->cpu != decision->cpu || d->kind != decision->kind ||
             d->context != decision->context )
            continue;
        fed.met |= 1u << i;
        value = value ? value : d->value;
    }
    return value;
}

uint32_t feeders_program(const struct decision *decision, uint32_t *want)
{
    struct lane *lane = &fed.lane[decision->cpu][decision->kind];
    uint32_t value = 0;

    if ( decision->hit && (lane->sites & site_bit(decision->site)) )
        value = anchored_value(decision);
    for ( ; lane->at < lane->end; lane->at++ )
    {
        unsigned int i = fed.order[lane->at];
        const struct deviation *d = &fed.program->deviation[i];

        if ( d->op != decision->op || d->index != decision->index )
            break;
        fed.met |= 1u << i;
        value = value ? value : d->value;
    }
    *want = next_wanted(lane, decision->op);
    return value ? 1 + (value - 1) % (decision->bound - 1) : 0;
}

bool feeders_program_is_late(void)
{
    for ( unsigned int i = 0; i < fed.program->nr_deviations; i++ )
        if ( fed.program->deviation[i].hit ||
             fed.program->deviation[i].op >= PROGRAM_EARLY )
            return false;
    return true;
}

int feeders_program_missed(void)
{
    for ( unsigned int i = 0; i < fed.program->nr_deviations; i++ )
        if ( !(fed.met & (1u << i)) )
            return (int)i;
    return -1;
}

/* A seed: the distance to the next decision that is not dull is drawn. */
static struct
{
    uint64_t state;
    uint64_t bytes; /* not used up yet                                      */
    unsigned int nr_bytes;
    uint8_t weight[CHOICE_KINDS];
    bool drawn[PROGRAM_MAX_CPUS][CHOICE_KINDS];
} seeded;

/* SplitMix64. */
static uint64_t draw(void)
{
    uint64_t z = (seeded.state += 0x9e3779b97f4a7c15ull);

    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;
    return z ^ (z >> 31);
}

static uint8_t draw_byte(void)
{
    uint8_t byte;

    if ( !seeded.nr_bytes )
    {
        seeded.bytes = draw();
        seeded.nr_bytes = sizeof(seeded.bytes);
    }
    byte = (uint8_t)seeded.bytes;
    seeded.bytes >>= 8;
    seeded.nr_bytes--;
    return byte;
}

void feeders_seed_begin(uint64_t seed, const uint8_t weight[CHOICE_KINDS])
{
    SIM_BUG_ON(!weight);
    memset(&seeded, 0, sizeof(seeded));
    seeded.state = seed;
    memcpy(seeded.weight, weight, sizeof(seeded.weight));
}

/* The next decision to answer is INDEX or later. */
static uint32_t next_drawn(enum choice_kind kind, uint32_t index)
{
    uint8_t weight = seeded.weight[kind];

    if ( !weight )
        return FEEDERS_NEVER;
    while ( draw_byte() >= weight )
        index++;
    return index;
}

uint32_t feeders_seed(const struct decision *decision, uint32_t *want)
{
    bool *drawn = &seeded.drawn[decision->cpu][decision->kind];

    if ( !*drawn )
    {
        *drawn = true;
        *want = next_drawn(decision->kind, decision->index);
        if ( *want != decision->index )
            return 0;
    }
    *want = next_drawn(decision->kind, decision->index + 1);
    return 1 + (uint32_t)(draw() % (decision->bound - 1));
}

/* Literal answers. */
static struct
{
    const uint32_t *values;
    unsigned int nr;
    unsigned int next;
} literal;

void feeders_literal_begin(const uint32_t *values, unsigned int nr)
{
    SIM_BUG_ON(nr && !values);
    literal.values = values;
    literal.nr = nr;
    literal.next = 0;
}

uint32_t feeders_literal(const struct decision *decision, uint32_t *want)
{
    *want = 0;
    if ( decision->kind == CHOICE_NEXT || literal.next == literal.nr )
        return 0;
    return literal.values[literal.next++] % decision->bound;
}

/* Every sequence of answers: an odometer of as many digits as decisions. */
static struct
{
    unsigned int length; /* digits that are known                           */
    unsigned int next;
    uint32_t value[CHOICE_MAX_PATH];
    uint32_t bound[CHOICE_MAX_PATH];
} path;

void feeders_enumerator_begin(void)
{
    path.length = 0;
    path.next = 0;
}

bool feeders_enumerator_next(void)
{
    SIM_BUG_ON(path.next < path.length);
    while ( path.length &&
            path.value[path.length - 1] + 1 == path.bound[path.length - 1] )
        path.length--;
    path.next = 0;
    if ( !path.length )
        return false;
    path.value[path.length - 1]++;
    return true;
}

uint32_t feeders_enumerator(const struct decision *decision, uint32_t *want)
{
    unsigned int here = path.next++;

    *want = 0;
    SIM_BUG_ON(here >= CHOICE_MAX_PATH);
    if ( here == path.length )
    {
        path.value[here] = 0;
        path.bound[here] = decision->bound;
        path.length++;
    }
    SIM_BUG_ON(path.bound[here] != decision->bound);
    return path.value[here];
}
