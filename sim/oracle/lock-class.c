/* SPDX-License-Identifier: GPL-2.0-only */
#include "lock-class.h"

#include "records.h"

#define SLOTS     256u
#define MAX_EDGES (LOCK_CLASSES * (LOCK_CLASSES - 1))
#define MAX_TWINS 32u

RECORDS(struct lock_class, classes, LOCK_CLASSES)

/* Where a name was found the last time, in whatever run that was. */
static uint8_t found[SLOTS];

/* after[a] has bit b: b was asked for while a was held, as an edge says. */
RECORDS(uint64_t, after, LOCK_CLASSES)

struct edge
{
    unsigned int first;
    unsigned int second;
    struct lock_moment moment;
};
RECORDS(struct edge, edges, MAX_EDGES)

struct twins
{
    uint64_t first;
    uint64_t second;
    struct lock_moment moment;
};
RECORDS(struct twins, twins, MAX_TWINS)

void lock_class_reset(void)
{
    classes.nr = 0;
    after.nr = 0;
    edges.nr = 0;
    twins.nr = 0;
}

unsigned int lock_class_of(name_t name)
{
    uint8_t *slot = &found[name % SLOTS];
    unsigned int number = *slot;

    if ( number < classes.nr && classes.record[number].name == name )
        return number;
    number = 0;
    while ( number < classes.nr && classes.record[number].name != name )
        number++;
    if ( number == LOCK_CLASSES )
        return LOCK_NO_CLASS;
    classes_at(number)->name = name;
    after_at(number);
    *slot = (uint8_t)number;
    return number;
}

struct lock_class *lock_class(unsigned int number)
{
    SIM_BUG_ON(number >= classes.nr);
    return &classes.record[number];
}

static const struct lock_moment *moment_of(unsigned int first,
                                           unsigned int second)
{
    unsigned int i = 0;

    while ( edges.record[i].first != first || edges.record[i].second != second )
    {
        i++;
        SIM_BUG_ON(i >= edges.nr);
    }
    return &edges.record[i].moment;
}

/* Every class that was asked for while START, or one that leads from it, was
 * held. */
static uint64_t reachable(unsigned int start)
{
    uint64_t seen = 0;
    uint64_t next = after.record[start];

    while ( next )
    {
        unsigned int number = (unsigned int)__builtin_ctzll(next);

        seen |= 1ull << number;
        next = (next | after.record[number]) & ~seen;
    }
    return seen;
}

const struct lock_moment *lock_class_order(unsigned int first,
                                           unsigned int second,
                                           const struct lock_moment *now)
{
    uint64_t candidates;

    SIM_BUG_ON(first == second);
    if ( after.record[first] & (1ull << second) )
        return NULL;
    candidates = reachable(second);
    after.record[first] |= 1ull << second;
    *edges_at(edges.nr) = (struct edge){first, second, *now};
    if ( !(candidates & (1ull << first)) )
        return NULL;
    if ( after.record[second] & (1ull << first) )
        return moment_of(second, first);
    while ( candidates )
    {
        unsigned int number = (unsigned int)__builtin_ctzll(candidates);

        if ( after.record[number] & (1ull << first) )
            return moment_of(number, first);
        candidates &= candidates - 1;
    }
    return NULL;
}

const struct lock_moment *lock_class_twins(uint64_t first, uint64_t second,
                                           const struct lock_moment *now)
{
    for ( unsigned int i = 0; i < twins.nr; i++ )
    {
        const struct twins *known = &twins.record[i];

        if ( known->first == second && known->second == first )
            return &known->moment;
        if ( known->first == first && known->second == second )
            return NULL;
    }
    if ( twins.nr < MAX_TWINS )
        *twins_at(twins.nr) = (struct twins){first, second, *now};
    return NULL;
}
