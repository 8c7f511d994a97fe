/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Two accesses of one location, one of them a store, one of them not marked,
 * and nothing orders them. What is freed is stored to.
 */
#include <stdio.h>
#include <string.h>

#include "bug.h"
#include "complain.h"
#include "order.h"
#include "view.h"
#include "waiver.h"

#define KIND         "data-race"
#define MAX_CELLS    4096u /* a power of two                                 */
#define MAX_RECORDS  16384u
#define CELL_BYTES   8u
#define OBJECT_BYTES 80u

/* What a thread did last to bytes of a cell, in one way. */
struct record
{
    uint16_t next; /* + 1; 0: the last                                      */
    uint8_t thread;
    uint8_t mask;
    bool write;
    bool marked;
    uint16_t seen; /* a marked store: the threads that have loaded it since  */
    uint32_t time;
    unsigned int index;
    struct view_place place;
};

struct cell
{
    uint64_t number;
    uint32_t run;
    uint32_t object;
    name_t class;
    uint16_t first; /* + 1                                                  */
};

static struct
{
    uint32_t run;
    bool lost; /* too much to remember                                      */
    unsigned int nr_cells;
    unsigned int nr_records;
} races;
static struct cell cells[MAX_CELLS];
static struct record records[MAX_RECORDS];

/* An access, cut to one cell. */
struct part
{
    const struct event *event;
    unsigned int index;
    unsigned int thread;
    name_t class;
    uint32_t object;
    uint64_t number; /* of the cell in the object                           */
    uint8_t mask;
    bool write;
    bool marked;
    bool loads; /* a read-modify-write does, too                            */
};

static void reset(void)
{
    uint32_t run = races.run + 1;

    SIM_BUG_ON(!run);
    memset(&races, 0, sizeof(races));
    races.run = run;
    order_reset();
}

/* NULL: there is none, or no room for one. */
static struct cell *find_cell(const struct part *part)
{
    uint64_t hash = (part->number * 0x9e3779b97f4a7c15ull) ^
                    (part->object * 0xff51afd7ed558ccdull) ^
                    (part->class * 0xc4ceb9fe1a85ec53ull);
    unsigned int slot = (unsigned int)(hash >> 36) % MAX_CELLS;

    for ( ; cells[slot].run == races.run; slot = (slot + 1) % MAX_CELLS )
        if ( cells[slot].number == part->number &&
             cells[slot].object == part->object &&
             cells[slot].class == part->class )
            return &cells[slot];
    if ( races.nr_cells == MAX_CELLS - 1 )
    {
        races.lost = true;
        return NULL;
    }
    races.nr_cells++;
    cells[slot] = (struct cell){.run = races.run,
                                .number = part->number,
                                .object = part->object,
                                .class = part->class};
    return &cells[slot];
}

static bool conflicts(const struct record *record, const struct part *part)
{
    return (record->mask & part->mask) && (record->write || part->write) &&
           !(record->marked && part->marked) &&
           !(record->seen & 1u << part->thread) &&
           !order_before(record->thread, record->time, part->thread);
}

static const struct record *find_conflict(const struct cell *cell,
                                          const struct part *part)
{
    for ( unsigned int i = cell->first; i; i = records[i - 1].next )
        if ( conflicts(&records[i - 1], part) )
            return &records[i - 1];
    return NULL;
}

/* Who has loaded what was stored cannot load what was there before any more:
 * a location by itself is always in order. */
static void note_seen(const struct cell *cell, const struct part *part)
{
    for ( unsigned int i = cell->first; i; i = records[i - 1].next )
        if ( records[i - 1].write && records[i - 1].marked &&
             !(records[i - 1].mask & ~part->mask) )
            records[i - 1].seen |= (uint16_t)(1u << part->thread);
}

static void remember(struct cell *cell, const struct part *part)
{
    struct record *record = NULL;

    for ( unsigned int i = cell->first; i && !record; i = records[i - 1].next )
        if ( records[i - 1].thread == part->thread &&
             records[i - 1].mask == part->mask &&
             records[i - 1].write == part->write &&
             records[i - 1].marked == part->marked )
            record = &records[i - 1];
    if ( !record && races.nr_records == MAX_RECORDS )
    {
        races.lost = true;
        return;
    }
    if ( !record )
    {
        record = &records[races.nr_records++];
        *record = (struct record){.next = cell->first,
                                  .thread = (uint8_t)part->thread,
                                  .mask = part->mask,
                                  .write = part->write,
                                  .marked = part->marked};
        cell->first = (uint16_t)races.nr_records;
    }
    record->seen = 0;
    record->time = order_time(part->thread);
    record->index = part->index;
    record->place = view_place(part->event);
}

static const char *verb(bool write, bool frees)
{
    return frees ? "frees" : write ? "writes to" : "reads";
}

/* The pair has no order, so its names must not depend on one either. */
static bool say(const struct record *record, const struct part *part,
                struct complaint *complaint)
{
    bool frees = part->event->kind == EV_FREE;
    const char *here = view_site(part->event);
    const char *there = view_place_text(record->place);
    uint64_t low = part->number * CELL_BYTES;
    char object[OBJECT_BYTES];

    snprintf(object, sizeof(object), "%.60s+%u", complain_name(part->class),
             (unsigned int)low);
    return complain(complaint, strcmp(here, there) < 0 ? here : there,
                    name_text(name_intern(object)), (int)record->index,
                    "cpu%u %s%s %s (%s) while cpu%u%s %s it (%s): nothing "
                    "orders the two",
                    part->thread / 2u,
                    part->thread % 2 ? " in an interrupt" : "",
                    verb(part->write, frees), object, here, record->thread / 2u,
                    record->thread % 2 ? " in an interrupt" : "",
                    verb(record->write, false), there);
}

static bool see_part(const struct part *part, struct complaint *complaint)
{
    struct cell *cell = find_cell(part);
    const struct record *conflict;

    if ( !cell )
        return true;
    conflict = find_conflict(cell, part);
    if ( conflict && !waiver_for(KIND, part->class) )
        return say(conflict, part, complaint);
    if ( part->marked && part->loads )
        note_seen(cell, part);
    remember(cell, part);
    return true;
}

static bool see_access(const struct event *event, unsigned int index,
                       struct complaint *complaint)
{
    struct part part = {
        .event = event,
        .index = index,
        .thread = order_thread(event),
        .class = event->name,
        .object = (uint32_t)event->arg[0],
        .write = (event->arg[3] & TOUCH_WRITE) != 0,
        .marked = (event->arg[3] & TOUCH_MARKED) != 0,
        .loads = !(event->arg[3] & TOUCH_WRITE) ||
                 (event->arg[3] & TOUCH_ORDERED) != 0,
    };
    uint64_t start = event->arg[1];
    uint64_t end = start + event->arg[2];

    for ( uint64_t at = start; at < end;
          at = (at / CELL_BYTES + 1) * CELL_BYTES )
    {
        uint64_t low = at % CELL_BYTES;
        uint64_t left = end - at;
        uint64_t bytes = left < CELL_BYTES - low ? left : CELL_BYTES - low;

        part.number = at / CELL_BYTES;
        part.mask = (uint8_t)(((1u << bytes) - 1) << low);
        if ( !see_part(&part, complaint) )
            return false;
    }
    return true;
}

/* Nobody may still be at it, however marked. */
static bool see_free(const struct event *event, unsigned int index,
                     struct complaint *complaint)
{
    struct part part = {
        .event = event,
        .index = index,
        .thread = order_thread(event),
        .class = event->name,
        .object = (uint32_t)event->arg[0],
        .mask = 0xff,
        .write = true,
    };

    for ( unsigned int i = 0; i < MAX_CELLS; i++ )
    {
        const struct record *conflict;

        if ( cells[i].run != races.run || cells[i].object != part.object ||
             cells[i].class != part.class )
            continue;
        part.number = cells[i].number;
        conflict = find_conflict(&cells[i], &part);
        if ( conflict )
            return say(conflict, &part, complaint);
    }
    return true;
}

static bool see(const struct event *event, unsigned int index,
                struct complaint *complaint)
{
    bool good = true;

    if ( races.lost || order_lost() )
        return true;
    if ( event->kind == EV_ACCESS )
        good = see_access(event, index, complaint);
    else if ( event->kind == EV_FREE )
        good = see_free(event, index, complaint);
    order_see(event);
    return good;
}

const struct oracle oracle_data_race = {
    .name = KIND,
    .promise = "what two contexts can touch is ordered, or marked",
    .clause = "C11, 5.1.2.4, with the hypervisor's locks, atomics and RCU",
    .fine = true,
    .reset = reset,
    .wants = order_wants,
    .see = see,
};
