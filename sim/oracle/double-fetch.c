/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A guest can write to its memory at any time. What the mediator reads from
 * there twice can be two things; what was checked the first time is not what is
 * used the second time.
 */
#include <string.h>

#include "bug.h"
#include "complain.h"
#include "ffa.h"
#include "view.h"
#include "waiver.h"

#define KIND        "double-fetch"
#define MAX_FETCHES 8192u

/* Bytes that an activation has read, in the order of the reads. */
struct fetch
{
    uint32_t activation; /* 0: the bytes are the mediator's own by now       */
    uint32_t frame;
    uint32_t start;
    uint32_t end;
    unsigned int index;
};

static struct
{
    unsigned int nr;
    bool lost; /* too much to remember                                      */
    struct fetch fetch[MAX_FETCHES];
} fetches;

static void reset(void)
{
    fetches.nr = 0;
    fetches.lost = false;
}

static uint32_t activation_of(const struct event *event)
{
    const struct view_cpu *cpu = view_cpu(event->cpu);

    return cpu->nr_activations ? cpu->activation[cpu->nr_activations - 1].id
                               : 0;
}

static bool overlaps(const struct fetch *a, const struct fetch *b)
{
    return a->activation && a->activation == b->activation &&
           a->frame == b->frame && a->start < b->end && b->start < a->end;
}

/* What the mediator has written there since is no longer what it read. */
static void forget(const struct fetch *written)
{
    for ( unsigned int i = 0; i < fetches.nr; i++ )
        if ( overlaps(&fetches.fetch[i], written) )
            fetches.fetch[i].activation = 0;
}

static bool see(const struct event *event, unsigned int index,
                struct complaint *complaint)
{
    struct fetch now = {
        .activation = activation_of(event),
        .frame = (uint32_t)event->arg[0],
        .start = (uint32_t)event->arg[1],
        .end = (uint32_t)(event->arg[1] + event->arg[2]),
        .index = index,
    };
    const char *site = view_site(event);

    if ( !(event->arg[3] & TOUCH_GUEST) || fetches.lost || !now.activation )
        return true;
    if ( event->arg[3] & TOUCH_WRITE )
    {
        forget(&now);
        return true;
    }
    for ( unsigned int i = 0; i < fetches.nr; i++ )
        if ( overlaps(&fetches.fetch[i], &now) &&
             !waiver_for(KIND, name_intern(site)) )
            return complain(complaint, site, "guest memory",
                            (int)fetches.fetch[i].index,
                            "%s reads %u bytes at offset %u of a guest's page "
                            "again: the guest may have changed them since",
                            site, now.end - now.start, now.start);
    fetches.lost = fetches.nr == MAX_FETCHES;
    if ( !fetches.lost )
        fetches.fetch[fetches.nr++] = now;
    return true;
}

static const enum event_kind wants[] = {EV_ACCESS, EVENT_KINDS};

const struct oracle oracle_double_fetch = {
    .name = KIND,
    .promise = "what a guest can change is read once and checked in a copy",
    .clause =
        "FF-A 1.2, 1.3: guests and the hypervisor do not trust each other",
    .fine = true,
    .reset = reset,
    .wants = wants,
    .see = see,
};
