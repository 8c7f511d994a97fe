/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Fine runs: loads and stores as decision points and as facts, and which
 * locations are shared.
 */
#include "fine.h"

#include <stdio.h>
#include <string.h>

#include "bug.h"
#include "machine.h"
#include "page.h"
#include "run-state.h"
#include "symbol.h"

#define NAME_BYTES     192u
#define MAX_PLACES     8192u /* names of points; a power of two             */
#define MAX_LOCATIONS  8192u /* a power of two                              */
#define LOCATION_BYTES 8u
#define NR_THREADS     (2u * PROGRAM_MAX_CPUS)

enum access_points fine_points;
bool fine_facts;
static void (*watcher)(const struct access *access);

/* The name of each byte of a class that was touched first by an access. */
static struct
{
    name_t class; /* 0: free                                                */
    uint32_t offset;
    name_t name;
} places[MAX_PLACES];
static unsigned int nr_places;

static struct
{
    name_t class; /* 0: free                                                */
    uint32_t number;
    uint16_t readers; /* bits of threads                                     */
    uint16_t writers;
    bool shared;
} locations[MAX_LOCATIONS];
static unsigned int nr_locations;
static unsigned int nr_shared;

static struct
{
    const volatile void *at;      /* the next access there is marked ...     */
    const struct call_site *site; /* ... if it is at this call site          */
    const volatile void *told;    /* this atomic is known already            */
} marked;
STATE(marked);

static unsigned int hash(name_t class, uint32_t number)
{
    return (class ^ number * 0x9e3779b1u) * 0x85ebca6bu >> 16;
}

/* Names. */

static name_t name_place(name_t class, uint32_t offset)
{
    char text[NAME_BYTES];

    snprintf(text, sizeof(text), "%.170s+%u", name_text(class), offset);
    return name_intern(text);
}

static name_t find_name(name_t class, uint32_t offset)
{
    unsigned int slot = hash(class, offset) % MAX_PLACES;

    while ( places[slot].class &&
            (places[slot].class != class || places[slot].offset != offset) )
        slot = (slot + 1) % MAX_PLACES;
    if ( places[slot].class )
        return places[slot].name;
    SIM_BUG_ON(++nr_places == MAX_PLACES);
    places[slot].class = class;
    places[slot].offset = offset;
    places[slot].name = name_place(class, offset);
    return places[slot].name;
}

/* Locations. */

/* Its index; of a new one if there is none yet. */
static unsigned int find_location(name_t class, uint32_t number)
{
    unsigned int slot = hash(class, number) % MAX_LOCATIONS;

    while ( locations[slot].class && (locations[slot].class != class ||
                                      locations[slot].number != number) )
        slot = (slot + 1) % MAX_LOCATIONS;
    if ( !locations[slot].class )
    {
        SIM_BUG_ON(++nr_locations == MAX_LOCATIONS);
        locations[slot].class = class;
        locations[slot].number = number;
    }
    return slot;
}

static void share(unsigned int slot)
{
    nr_shared += !locations[slot].shared;
    locations[slot].shared = true;
}

static void learn(const struct access *access)
{
    unsigned int thread = 2 * machine_cpu() + machine_in_irq();
    unsigned int last = (access->offset + access->size - 1) / LOCATION_BYTES;

    SIM_BUG_ON(thread >= NR_THREADS);
    for ( unsigned int i = access->offset / LOCATION_BYTES; i <= last; i++ )
    {
        unsigned int slot = find_location(access->class, i);
        uint16_t all;

        if ( access->touch & TOUCH_WRITE )
            locations[slot].writers |= (uint16_t)(1u << thread);
        else
            locations[slot].readers |= (uint16_t)(1u << thread);
        all = locations[slot].readers | locations[slot].writers;
        if ( (locations[slot].writers && (all & (all - 1))) ||
             (access->touch & TOUCH_GUEST) )
            share(slot);
    }
}

bool access_is_shared(name_t class, uint32_t offset, uint32_t size)
{
    for ( uint32_t i = offset / LOCATION_BYTES;
          i <= (offset + size - 1) / LOCATION_BYTES; i++ )
        if ( locations[find_location(class, i)].shared )
            return true;
    return false;
}

void access_share(name_t class, uint32_t offset)
{
    share(find_location(class, offset / LOCATION_BYTES));
}

unsigned int access_nr_shared(void)
{
    return nr_shared;
}

void access_forget(void)
{
    memset(locations, 0, sizeof(locations));
    nr_locations = 0;
    nr_shared = 0;
}

/* What is at START: false if it is nothing that two contexts can reach. */
static bool describe(const volatile void *start, size_t size,
                     unsigned int touch, struct access *access)
{
    static name_t name_page;
    int frame;

    *access = (struct access){.size = (uint32_t)size, .touch = touch};
    if ( heap_owns(start) )
    {
        struct heap_place place;

        if ( !heap_live(start, size) )
            return false;
        place = heap_find(start);
        access->class = place.class;
        access->object = place.object;
        access->offset = (uint32_t)place.offset;
    }
    else if ( (frame = page_from_pointer((const void *)start)) >= 0 )
    {
        if ( !name_page )
            name_page = name_intern("page");
        access->class = name_page;
        access->object = (uint32_t)frame;
        access->offset = (uint32_t)((uintptr_t)start % PAGE_BYTES);
        access->touch |= TOUCH_PAGE;
        if ( page_owner((unsigned int)frame) < PAGE_OWNER_XEN )
            access->touch |= TOUCH_GUEST;
    }
    else if ( reset_is_static((const void *)start) )
    {
        access->class =
            symbol_find((const void *)start, &access->offset, &access->object);
        access->touch |= TOUCH_STATIC;
    }
    access->name = access->class ? find_name(access->class, access->offset) : 0;
    return access->class;
}

void fine_point(const volatile void *start, size_t size, unsigned int touch,
                struct access *access)
{
    const volatile void *at = marked.at;
    const struct call_site *site = marked.site;

    if ( !describe(start, size, touch, access) )
        return;
    if ( reset_sealed() )
        learn(access);
    if ( watcher )
        watcher(access);
    if ( fine_points == ACCESS_POINTS_ALL ||
         access_is_shared(access->class, access->offset, access->size) )
        facade_access_point(access->name);
    marked.at = at;
    marked.site = site;
}

void fine_note(const struct access *access)
{
    if ( fine_facts && access->class && reset_sealed() &&
         access_is_shared(access->class, access->offset, access->size) )
        machine_note(EV_ACCESS, access->class, access->object, access->offset,
                     access->size, access->touch);
}

void fine_order(enum log_order order, name_t name)
{
    machine_note(EV_ORDER, name, order);
}

/* Marks. */

void fine_mark(const volatile void *at)
{
    marked.at = at;
    marked.site = call_site_here;
}

bool fine_is_marked(const volatile void *at)
{
    if ( marked.at != at || marked.site != call_site_here )
        return false;
    marked.at = NULL;
    return true;
}

void fine_atomic_told(const volatile void *at)
{
    marked.told = at;
}

bool fine_is_atomic_told(const volatile void *at)
{
    bool told = marked.told == at;

    marked.told = NULL;
    return told;
}

void fine_reset(void)
{
    memset(&marked, 0, sizeof(marked));
}

/* Of the process. */

bool access_is_told(void)
{
#ifdef FFASIM_HOOKS
    return true;
#else
    return false;
#endif
}

void access_set_points(enum access_points points)
{
    fine_points = points;
    call_site_fine = points != ACCESS_POINTS_NONE;
}

void access_set_facts(bool facts)
{
    fine_facts = facts;
}

void access_set_watcher(void (*watch)(const struct access *access))
{
    watcher = watch;
}
