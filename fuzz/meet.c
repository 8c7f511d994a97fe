/* SPDX-License-Identifier: GPL-2.0-only */
#include "meet.h"

#include <string.h>

#include "bug.h"
#include "effect.h"
#include "feeders.h"
#include "machine.h"
#include "run.h"
#include "sched-view.h"

#define MAX_PLACES  8192u
#define MAX_THINGS  8192u /* a power of two                                  */
#define MAX_TOUCHES 32768u
#define IRQ_ONE_IN  8u
#define TRIES       16u

/* A decision about CPUs. */
struct place
{
    uint8_t kind;
    uint8_t cpu;
    bool irq; /* its CPU could take an interrupt there                      */
    uint16_t op;
    uint32_t index;
};

/* A step of a thread: a CPU in an interrupt, or not. */
struct touch
{
    uint16_t before; /* place + 1; 0: the step begins at none of its CPU    */
    uint16_t after;  /* place + 1                                           */
    uint16_t next;   /* of the same thing, later: touch + 1                 */
    uint8_t cpu;
    bool irq;
    bool write;
};

struct thing
{
    uint64_t what;
    uint16_t first, last; /* touch + 1; first 0: free                       */
    uint16_t threads;     /* a bit each                                     */
    bool written, shared;
};

static struct
{
    const struct program *program;
    unsigned int nr_places, nr_things, nr_shared, nr_touches;
    uint16_t last[PROGRAM_MAX_CPUS]; /* place + 1                           */
    struct place place[MAX_PLACES];
    struct touch touch[MAX_TOUCHES];
    uint16_t order[MAX_THINGS / 2];  /* slots, as they came                  */
    uint16_t shared[MAX_THINGS / 2]; /* slots, as they came to be           */
    struct thing thing[MAX_THINGS];
} seen;

static void forget(void)
{
    for ( unsigned int i = 0; i < seen.nr_things; i++ )
        seen.thing[seen.order[i]].first = 0;
    memset(seen.last, 0, sizeof(seen.last));
    seen.nr_places = 0;
    seen.nr_things = 0;
    seen.nr_shared = 0;
    seen.nr_touches = 0;
    effects.nr = 0;
    effects.unstated = 0;
}

/* NULL: no room. Addresses differ from process to process, so nothing but
 * equality may follow from them. */
static struct thing *find_thing(uint64_t what)
{
    unsigned int slot =
        (unsigned int)(what * 0x9e3779b97f4a7c15u >> 40) % MAX_THINGS;

    while ( seen.thing[slot].first && seen.thing[slot].what != what )
        slot = (slot + 1) % MAX_THINGS;
    if ( seen.thing[slot].first )
        return &seen.thing[slot];
    if ( seen.nr_things == SIM_ARRAY_SIZE(seen.order) )
        return NULL;
    seen.order[seen.nr_things++] = (uint16_t)slot;
    seen.thing[slot] = (struct thing){.what = what};
    return &seen.thing[slot];
}

static void touch(const struct effect *effect, const struct touch *step)
{
    struct thing *thing;

    if ( seen.nr_touches == MAX_TOUCHES || !(thing = find_thing(effect->what)) )
        return;
    seen.touch[seen.nr_touches] = *step;
    seen.touch[seen.nr_touches].write = effect->write;
    seen.nr_touches++;
    if ( thing->first )
        seen.touch[thing->last - 1].next = (uint16_t)seen.nr_touches;
    else
        thing->first = (uint16_t)seen.nr_touches;
    thing->last = (uint16_t)seen.nr_touches;
    thing->threads |= (uint16_t)(1u << (2u * step->cpu + step->irq));
    thing->written |= effect->write;
    if ( thing->shared || !thing->written ||
         !(thing->threads & (thing->threads - 1)) )
        return;
    thing->shared = true;
    seen.shared[seen.nr_shared++] = (uint16_t)(thing - seen.thing);
}

/* What everything touches says nothing. */
static bool tells(const struct effect *effect)
{
    switch ( effect->what & ((1u << EFFECT_CLASS_BITS) - 1) )
    {
    case EFFECT_BUSY:
    case EFFECT_HEAP:
    case EFFECT_FACT:
        return false;
    default:
        return true;
    }
}

/* The step that ends on this CPU, at the place that was noted last. */
static void end_step(unsigned int cpu)
{
    struct touch step = {
        .before = seen.last[cpu],
        .after = (uint16_t)seen.nr_places,
        .cpu = (uint8_t)cpu,
        .irq = machine_in_irq(),
    };

    for ( unsigned int i = 0; i < effects.nr; i++ )
        if ( tells(&effects.list[i]) )
            touch(&effects.list[i], &step);
    effects.nr = 0;
    seen.last[cpu] = (uint16_t)seen.nr_places;
}

/* As the program has it. */
static uint32_t answer(const struct decision *decision)
{
    for ( unsigned int i = 0; i < seen.program->nr_deviations; i++ )
    {
        const struct deviation *d = &seen.program->deviation[i];

        if ( d->kind == decision->kind && d->cpu == decision->cpu &&
             d->op == decision->op && d->index == decision->index )
            return 1 + (d->value - 1) % (decision->bound - 1);
    }
    return 0;
}

static uint32_t decide(void *arg, const struct decision *decision)
{
    struct sched_view view;

    (void)arg;
    if ( seen.nr_places < MAX_PLACES && decision->op < PROGRAM_EARLY )
    {
        effects.wanted = false;
        sched_look(&view);
        seen.place[seen.nr_places++] = (struct place){
            .kind = (uint8_t)decision->kind,
            .cpu = (uint8_t)decision->cpu,
            .irq = (view.irq & 1u << decision->cpu) != 0,
            .op = decision->op,
            .index = decision->index,
        };
        end_step(decision->cpu);
        effects.wanted = true;
    }
    return answer(decision);
}

static void ended(void *arg)
{
    (void)arg;
    effects.wanted = false;
}

static void look(const struct program *program)
{
    struct result result;

    forget();
    seen.program = program;
    effects.beside = true;
    choice_feed_driver(choice_stream(), program, decide, ended, NULL);
    sim_run_fed(program, &result);
    effects.wanted = false;
    effects.beside = false;
    effects.all = false;
    effects.nr = 0;
}

/* Drawing. */

static uint64_t state;

/* SplitMix64. */
static unsigned int below(unsigned int bound)
{
    uint64_t z = state += 0x9e3779b97f4a7c15u;

    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return (unsigned int)((z ^ (z >> 31)) % bound);
}

/* B comes later. Could it have come before A, and would somebody notice? */
static bool meets(const struct touch *a, const struct touch *b)
{
    return (a->write || b->write) && (a->cpu != b->cpu || (!a->irq && b->irq));
}

static const struct touch *draw_touch(const struct thing *thing)
{
    const struct touch *touch = NULL;
    unsigned int nr = 0;

    for ( unsigned int i = thing->first; i; i = seen.touch[i - 1].next )
        if ( !below(++nr) )
            touch = &seen.touch[i - 1];
    return touch;
}

/* One that A meets; NULL if there is none. */
static const struct touch *draw_later(const struct touch *a)
{
    const struct touch *b = NULL;
    unsigned int nr = 0;

    for ( unsigned int i = a->next; i; i = seen.touch[i - 1].next )
        if ( meets(a, &seen.touch[i - 1]) && !below(++nr) )
            b = &seen.touch[i - 1];
    return b;
}

static void aim(const struct place *place, uint32_t value,
                struct deviation *deviation)
{
    *deviation = (struct deviation){
        .kind = place->kind,
        .cpu = place->cpu,
        .op = place->op,
        .index = place->index,
        .value = value,
    };
}

/* Before the step of A, or just after it, B's CPU goes on. */
static bool aim_pair(struct deviation *deviation)
{
    const struct touch *a =
        draw_touch(&seen.thing[seen.shared[below(seen.nr_shared)]]);
    const struct touch *b = draw_later(a);
    unsigned int place;

    if ( !b )
        return false;
    place = a->before && below(2) ? a->before : a->after;
    aim(&seen.place[place - 1], a->cpu == b->cpu ? SCHED_TAKE_IRQ : 1u + b->cpu,
        deviation);
    return true;
}

static bool aim_irq(struct deviation *deviation)
{
    const struct place *place = NULL;
    unsigned int nr = 0;

    for ( unsigned int i = 0; i < seen.nr_places; i++ )
        if ( seen.place[i].irq && !below(++nr) )
            place = &seen.place[i];
    if ( place )
        aim(place, SCHED_TAKE_IRQ, deviation);
    return place;
}

bool meet_aim(const struct program *program, uint64_t random,
              struct deviation *deviation)
{
    look(program);
    state = random;
    if ( !below(IRQ_ONE_IN) && aim_irq(deviation) )
        return true;
    for ( unsigned int i = 0; seen.nr_shared && i < TRIES; i++ )
        if ( aim_pair(deviation) )
            return true;
    return false;
}
