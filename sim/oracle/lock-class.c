/* SPDX-License-Identifier: GPL-2.0-only */
#include "lock-class.h"

#include "bug.h"

#define SLOTS     256u
#define MAX_TWINS 32u

static uint32_t run;

/* From names to classes. A slot belongs to the run whose number it bears. */
static struct
{
    uint32_t run;
    name_t name;
    unsigned int number;
} slots[SLOTS];

static unsigned int nr_classes;
static struct lock_class classes[LOCK_CLASSES];

/* after[a] has bit b: b was asked for while a was held, at edges[a][b]. */
static uint64_t after[LOCK_CLASSES];
static struct lock_moment edges[LOCK_CLASSES][LOCK_CLASSES];

static unsigned int nr_twins;
static struct
{
    uint64_t first;
    uint64_t second;
    struct lock_moment moment;
} twins[MAX_TWINS];

void lock_class_reset(void)
{
    run++;
    SIM_BUG_ON(!run);
    nr_classes = 0;
    nr_twins = 0;
}

static unsigned int add_class(name_t name)
{
    unsigned int number = nr_classes++;

    SIM_BUG_ON(number >= LOCK_CLASSES);
    classes[number] = (struct lock_class){.name = name};
    after[number] = 0;
    return number;
}

unsigned int lock_class_of(name_t name)
{
    unsigned int slot = name % SLOTS;

    while ( slots[slot].run == run && slots[slot].name != name )
        slot = (slot + 1) % SLOTS;
    if ( slots[slot].run == run )
        return slots[slot].number;
    if ( nr_classes == LOCK_CLASSES )
        return LOCK_NO_CLASS;
    slots[slot].run = run;
    slots[slot].name = name;
    slots[slot].number = add_class(name);
    return slots[slot].number;
}

struct lock_class *lock_class(unsigned int number)
{
    SIM_BUG_ON(number >= nr_classes);
    return &classes[number];
}

/* Every class that was asked for while START, or one that leads from it, was
 * held. */
static uint64_t reachable(unsigned int start)
{
    uint64_t seen = 0;
    uint64_t next = after[start];

    while ( next )
    {
        unsigned int number = (unsigned int)__builtin_ctzll(next);

        seen |= 1ull << number;
        next = (next | after[number]) & ~seen;
    }
    return seen;
}

const struct lock_moment *lock_class_order(unsigned int first,
                                           unsigned int second,
                                           const struct lock_moment *now)
{
    uint64_t candidates;

    SIM_BUG_ON(first == second);
    if ( after[first] & (1ull << second) )
        return NULL;
    candidates = reachable(second);
    after[first] |= 1ull << second;
    edges[first][second] = *now;
    if ( !(candidates & (1ull << first)) )
        return NULL;
    if ( after[second] & (1ull << first) )
        return &edges[second][first];
    while ( candidates )
    {
        unsigned int number = (unsigned int)__builtin_ctzll(candidates);

        if ( after[number] & (1ull << first) )
            return &edges[number][first];
        candidates &= candidates - 1;
    }
    return NULL;
}

const struct lock_moment *lock_class_twins(uint64_t first, uint64_t second,
                                           const struct lock_moment *now)
{
    for ( unsigned int i = 0; i < nr_twins; i++ )
    {
        if ( twins[i].first == second && twins[i].second == first )
            return &twins[i].moment;
        if ( twins[i].first == first && twins[i].second == second )
            return NULL;
    }
    if ( nr_twins == MAX_TWINS )
        return NULL;
    twins[nr_twins].first = first;
    twins[nr_twins].second = second;
    twins[nr_twins].moment = *now;
    nr_twins++;
    return NULL;
}
