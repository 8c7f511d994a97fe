/* SPDX-License-Identifier: GPL-2.0-only */
#include "page.h"

#include "bug.h"
#include "choice.h"
#include "cpu.h"
#include "poison.h"
#include "run-state.h"
#include "effect.h"

#include <string.h>

struct frame
{
    uint16_t owner;
    uint32_t count; /* 0: free                                               */
};

static struct
{
    unsigned int next;  /* frames from here on were not used in this run      */
    unsigned int freed; /* frames below that are free again                  */
    struct frame frame[PAGE_FRAMES];
} pages;

static _Alignas(PAGE_BYTES) uint8_t memory[PAGE_FRAMES][PAGE_BYTES];

/* Of the process: what memory[] holds, whatever became of the run. */
static bool filled[PAGE_FRAMES];
static bool poisoned;

/* A free frame is full of the pattern, and nobody touches it. */
static void vacate(unsigned int frame)
{
    if ( !filled[frame] )
    {
        UNPOISON(memory[frame], PAGE_BYTES);
        memset(memory[frame], PAGE_FILL, PAGE_BYTES);
        filled[frame] = true;
    }
    POISON(memory[frame], PAGE_BYTES);
}

static size_t pages_used(void)
{
    return (size_t)((char *)&pages.frame[pages.next] - (char *)&pages);
}
STATE_USED(pages, pages_used);

/* Up to the last frame that is not free. */
static size_t memory_used(void)
{
    unsigned int frames = pages.next;

    while ( frames && !pages.frame[frames - 1].count )
        frames--;
    return frames * sizeof(memory[0]);
}

static void memory_restored(void)
{
    for ( unsigned int i = 0; i < pages.next; i++ )
        if ( pages.frame[i].count )
        {
            filled[i] = false;
            UNPOISON(memory[i], PAGE_BYTES);
            DEFINED(memory[i], PAGE_BYTES);
        }
        else
            vacate(i);
}
STATE_ENTRY(memory, .start = memory, .bytes = sizeof(memory),
            .used = memory_used, .restored = memory_restored);

void page_boot(void)
{
    if ( !poisoned )
        POISON(memory, sizeof(memory));
    poisoned = true;
    for ( unsigned int i = 0; i < pages.next; i++ )
        if ( pages.frame[i].count )
        {
            POISON(memory[i], PAGE_BYTES);
            pages.frame[i].count = 0;
        }
    pages.next = 0;
    pages.freed = 0;
}

static void use_frame(unsigned int frame, uint16_t owner)
{
    SIM_BUG_ON(pages.frame[frame].count);
    pages.frame[frame].owner = owner;
    pages.frame[frame].count = 1;
    UNPOISON(memory[frame], PAGE_BYTES);
    if ( !filled[frame] )
        memset(memory[frame], PAGE_FILL, PAGE_BYTES);
    DEFINED(memory[frame], PAGE_BYTES);
    filled[frame] = false;
}

static void free_frame(unsigned int frame)
{
    filled[frame] = false;
    if ( machine.world.reuse )
        effect_on(EFFECT_HEAP, 1, true);
    vacate(frame);
    pages.freed++;
}

static bool all_free(unsigned int first, unsigned int nr)
{
    for ( unsigned int i = first; i < first + nr; i++ )
        if ( pages.frame[i].count )
            return false;
    return true;
}

/* NR frames that were used before, if the choice stream wants it so; or -1. */
static int find_freed(unsigned int nr)
{
    static name_t site;

    if ( !machine.world.reuse || pages.freed < nr )
        return -1;
    if ( !site )
        site = name_intern("page_alloc");
    if ( !choice_below(choice_stream(), CHOICE_REUSE, machine_cpu(),
                       machine_context(), site, 2) )
        return -1;
    for ( unsigned int first = 0; first + nr <= pages.next; first += nr )
        if ( all_free(first, nr) )
            return (int)first;
    return -1;
}

/* NR frames that nobody had in this run, or -1. */
static int find_fresh(unsigned int nr)
{
    unsigned int first = (pages.next + nr - 1) & ~(nr - 1);

    if ( first + nr > PAGE_FRAMES )
        return -1;
    for ( ; pages.next < first; pages.next++ )
        pages.freed++;
    pages.next = first + nr;
    pages.freed += nr;
    return (int)first;
}

int page_alloc(uint16_t owner, unsigned int nr)
{
    int first;

    SIM_BUG_ON(!nr || nr > PAGE_FRAMES);
    SIM_BUG_ON(nr & (nr - 1));
    effect_on(EFFECT_HEAP, 1, true);
    first = find_freed(nr);
    if ( first < 0 )
        first = find_fresh(nr);
    if ( first < 0 )
        return -1;
    for ( unsigned int i = 0; i < nr; i++ )
        use_frame((unsigned int)first + i, owner);
    pages.freed -= nr;
    return first;
}

uint16_t page_owner(unsigned int frame)
{
    return page_count(frame) ? pages.frame[frame].owner : PAGE_OWNER_NOBODY;
}

unsigned int page_count(unsigned int frame)
{
    SIM_BUG_ON(frame >= PAGE_FRAMES);
    effect_on(EFFECT_PAGE, frame, false);
    return pages.frame[frame].count;
}

bool page_get(unsigned int frame)
{
    if ( !page_count(frame) )
        return false;
    effect_on(EFFECT_PAGE, frame, true);
    pages.frame[frame].count++;
    return true;
}

bool page_put(unsigned int frame)
{
    SIM_BUG_ON(!page_count(frame));
    effect_on(EFFECT_PAGE, frame, true);
    if ( --pages.frame[frame].count )
        return false;
    free_frame(frame);
    return true;
}

void *page_bytes(unsigned int frame)
{
    return page_count(frame) ? memory[frame] : NULL;
}

uint64_t page_to_address(unsigned int frame)
{
    SIM_BUG_ON(frame >= PAGE_FRAMES);
    return ((uint64_t)PAGE_BASE_MFN + frame) * PAGE_BYTES;
}

int page_from_address(uint64_t address)
{
    uint64_t mfn = address / PAGE_BYTES;

    if ( mfn < PAGE_BASE_MFN || mfn >= PAGE_BASE_MFN + PAGE_FRAMES )
        return -1;
    return (int)(mfn - PAGE_BASE_MFN);
}

int page_from_pointer(const void *pointer)
{
    uintptr_t offset = (uintptr_t)pointer - (uintptr_t)memory;

    return offset < sizeof(memory) ? (int)(offset / PAGE_BYTES) : -1;
}

void *page_window(uint64_t address, size_t length)
{
    int first = page_from_address(address);
    size_t offset = address % PAGE_BYTES;

    if ( first < 0 || !page_count((unsigned int)first) )
        return NULL;
    if ( length > sizeof(memory) - (size_t)first * PAGE_BYTES - offset )
        return NULL;
    for ( size_t end = PAGE_BYTES; end < offset + length; end += PAGE_BYTES )
        if ( !page_count((unsigned int)first +
                         (unsigned int)(end / PAGE_BYTES)) )
            return NULL;
    effect_on_range(memory[first] + offset, length, true);
    return memory[first] + offset;
}
