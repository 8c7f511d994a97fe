/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Two steps race if they depend on one another's order and nothing in between
 * forces it: then the other order is to be tried, too.
 *
 * What runs on one CPU has an order that nobody but its interrupts can change.
 * For these see interrupts_of().
 */
#include "dpor.h"

#include <string.h>

#include "bug.h"
#include "footprint.h"
#include "wakeup.h"

static unsigned int cpu_of(unsigned int event)
{
    return CPU_OF(dpor.path[event].t);
}

static bool comes_after(uint32_t later, uint32_t earlier)
{
    return dpor.path[later].clock[cpu_of(earlier)] > earlier;
}

/* Can T be the next after the first N events? */
static bool enabled(unsigned int n, unsigned int t)
{
    return n < dpor.depth && (dpor.path[n].place.options & BIT(t));
}

/*
 * Try what came after event I without depending on it, then T, instead of I.
 * LAST: the event of T, or WAKEUP_UNSEEN.
 *
 * Where the CPU of I could take an interrupt or go on, I itself is what is to
 * follow: what was tried with the other of the two does not lead to it.
 */
static void try_instead(unsigned int i, unsigned int t, uint32_t last)
{
    static struct wakeup_step steps[DRIVE_MAX_PLACES + 2];
    struct dpor_place *at = &dpor.path[i];
    struct wakeup_sequence sequence = {
        .step = steps,
        .after = comes_after,
    };

    if ( i < dpor.cut )
        return;
    for ( unsigned int k = i + 1; k < dpor.depth; k++ )
        if ( k != last && !comes_after(k, i) )
            steps[sequence.nr++] = (struct wakeup_step){
                dpor.path[k].t, dpor.path[k].step.footprint, k};
    steps[sequence.nr++] = (struct wakeup_step){
        (uint8_t)t,
        last == WAKEUP_UNSEEN ? FOOTPRINT_ALL : dpor.path[last].step.footprint,
        last};
    if ( at->place.options & BIT(at->t ^ 1u) && CPU_OF(t) != CPU_OF(at->t) )
        steps[sequence.nr++] =
            (struct wakeup_step){at->t, at->step.footprint, WAKEUP_UNSEEN};
    for ( uint32_t rest = at->sleep; rest; rest &= rest - 1 )
        if ( wakeup_may_begin(&sequence, drive_first(rest),
                              at->asleep[drive_first(rest)]) )
            return;
    wakeup_insert(&at->wakeup, &sequence);
}

/* Could the step of event J have come before event I? */
static bool is_reversible(unsigned int i, unsigned int j)
{
    unsigned int t = dpor.path[j].t;
    unsigned int from = dpor.path[j].previous;
    unsigned int k = j;

    /* Before that its CPU had another step to make. */
    from = from > i ? from : i;
    if ( enabled(from, t) )
        return true;
    /* What made it possible in the end must not depend on I. */
    while ( k > from && enabled(k, t) )
        k--;
    return k != i && !comes_after(k, i);
}

/* Event I made T impossible for a while. */
static bool disables(unsigned int i, unsigned int t)
{
    return enabled(i, t) && !enabled(i + 1, t);
}

static bool enables(unsigned int i, unsigned int t)
{
    return !enabled(i, t) && enabled(i + 1, t);
}

static void join(struct dpor_place *to, const struct dpor_place *from)
{
    for ( unsigned int cpu = 0; cpu < PROGRAM_MAX_CPUS; cpu++ )
        if ( to->clock[cpu] < from->clock[cpu] )
            to->clock[cpu] = from->clock[cpu];
}

static void begin_clock(unsigned int j)
{
    struct dpor_place *event = &dpor.path[j];
    unsigned int cpu = cpu_of(j);
    unsigned int i = j;

    while ( i && cpu_of(i - 1) != cpu )
        i--;
    event->previous = (uint16_t)i;
    if ( i )
        memcpy(event->clock, dpor.path[i - 1].clock, sizeof(event->clock));
    else
        memset(event->clock, 0, sizeof(event->clock));
    event->clock[cpu] = (uint16_t)(j + 1);
}

/*
 * Event I has opened DOOR: the event by which its CPU had shut it, or I if it
 * is not known.
 */
static unsigned int who_shut(unsigned int i, const void *door)
{
    for ( unsigned int k = i; dpor.path[k].previous; )
    {
        k = dpor.path[k].previous - 1u;
        if ( dpor.path[k].step.shut == door )
            return k;
    }
    return i;
}

/*
 * The event that races with J because of I, which J depends on; or J, if none
 * does. Who waits at a door does not race with its opening: the other order
 * there is to go through before it is shut.
 */
static unsigned int find_race(unsigned int i, unsigned int j)
{
    const struct dpor_place *event = &dpor.path[j];
    const void *door = event->step.wanted;
    unsigned int shut;

    if ( !door || dpor.path[i].step.opened != door )
        return i;
    shut = who_shut(i, door);
    return event->clock[cpu_of(shut)] > shut ? j : shut;
}

struct race
{
    uint16_t i, j;
    bool shut; /* I keeps J from happening: before I nothing did            */
};

/* The clock of event J; RACES: those of other events with it. */
static unsigned int compute_clock(unsigned int j, struct race *races)
{
    struct dpor_place *event = &dpor.path[j];
    bool may_be_disabled = true;
    unsigned int nr = 0;

    begin_clock(j);
    for ( unsigned int i = j; i-- > 0; )
    {
        const struct dpor_place *other = &dpor.path[i];
        bool waits = i >= event->previous;
        bool known = event->clock[cpu_of(i)] > i;

        if ( cpu_of(i) == cpu_of(j) )
            continue;
        if ( waits && may_be_disabled && disables(i, event->t) )
        {
            may_be_disabled = false;
            races[nr++] = (struct race){(uint16_t)i, (uint16_t)j, true};
        }
        else if ( known )
            continue;
        else if ( footprint_conflict(other->step.footprint,
                                     event->step.footprint) )
        {
            unsigned int first = find_race(i, j);

            if ( first != j )
                races[nr++] =
                    (struct race){(uint16_t)first, (uint16_t)j, first != i};
        }
        else if ( !waits || !enables(i, event->t) )
            continue;
        join(event, other);
    }
    return nr;
}

/*
 * Event K has raised an interrupt on CPU: it could have come while that CPU was
 * about to do what it has done before K.
 */
static void try_earlier(unsigned int k, unsigned int cpu)
{
    unsigned int i = k;

    while ( i && cpu_of(i - 1) != cpu )
        i--;
    for ( ; i; i = dpor.path[i - 1].previous )
    {
        if ( comes_after(k, i - 1) )
            return;
        if ( !(dpor.path[i - 1].place.open_to_irqs & (1u << cpu)) )
            continue;
        try_instead(i - 1, IRQ(cpu), WAKEUP_UNSEEN);
        return;
    }
}

/*
 * What an interrupt can be before and after: wherever its CPU can take it, it
 * is tried (dpor.c); so it is enough to have it pending as early as can be.
 */
static void interrupts_of(unsigned int k)
{
    const struct dpor_place *event = &dpor.path[k];
    unsigned int self = cpu_of(k);

    for ( unsigned int cpu = 0; cpu < PROGRAM_MAX_CPUS; cpu++ )
        if ( cpu != self && footprint_raises(event->step.footprint, cpu) )
            try_earlier(k, cpu);
    /* The CPU could have waited for its door to open instead. */
    if ( IS_IRQ(event->t) && !enabled(k, GO(self)) )
        try_instead(k, GO(self), WAKEUP_UNSEEN);
}

/* Is T what its CPU does next after event I? */
static bool comes_next(unsigned int i, unsigned int t)
{
    for ( unsigned int j = i + 1; j < dpor.depth; j++ )
        if ( cpu_of(j) == CPU_OF(t) )
            return dpor.path[j].t == t;
    return false;
}

/* What event I has made impossible for ever could have come before it. */
static void losses_of(unsigned int i)
{
    uint32_t lost = dpor.path[i].place.options & ~BOTH_OF(cpu_of(i));

    for ( ; lost; lost &= lost - 1 )
        if ( disables(i, drive_first(lost)) &&
             !comes_next(i, drive_first(lost)) )
            try_instead(i, drive_first(lost), WAKEUP_UNSEEN);
}

void races_find(unsigned int first)
{
    static struct race found[4 * DRIVE_MAX_PLACES];
    unsigned int nr = 0;

    for ( unsigned int j = first; j < dpor.depth; j++ )
    {
        SIM_BUG_ON(nr > 3 * DRIVE_MAX_PLACES);
        nr += compute_clock(j, &found[nr]);
    }
    for ( unsigned int r = 0; r < nr; r++ )
        if ( found[r].shut || is_reversible(found[r].i, found[r].j) )
            try_instead(found[r].i, dpor.path[found[r].j].t, found[r].j);
    for ( unsigned int k = first; k < dpor.depth; k++ )
    {
        interrupts_of(k);
        losses_of(k);
    }
}
