/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The mediator's loads and stores, where the compiler tells of them
 * (trace-loads, trace-stores) and where the interface does. A bad one ends the
 * run as a fact, before it happens, so the process lives on.
 *
 * The functions that are called for every load must themselves be left alone
 * by the sanitizers.
 */
#include <stdio.h>

#include "fiber.h"
#include "machine.h"
#include "page.h"
#include "poison.h"
#include "run-state.h"

#include "facade.h"

#include <xen/call-site.h>
#include <xen/list.h>

/* Around 0, and so around ZERO_BLOCK_PTR: members of what is not there. */
#define NEAR_NULL 0x10000u
/* After each list poison: members of what it would be part of. */
#define NEAR_POISON 0x1000u

#define NAME_BYTES  128u

uint32_t access_left = ACCESS_BUDGET;
STATE(access_left);

static bool fine;

void access_set_fine(bool on)
{
    fine = on;
}

static bool near_null(uintptr_t at)
{
    return at + NEAR_NULL < 2 * NEAR_NULL;
}

static bool near_poison(uintptr_t at)
{
    uintptr_t start = at & ~(uintptr_t)(NEAR_POISON - 1);

    return start == ((uintptr_t)LIST_POISON1 & ~(uintptr_t)(NEAR_POISON - 1)) ||
           start == ((uintptr_t)LIST_POISON2 & ~(uintptr_t)(NEAR_POISON - 1));
}

/* The first frame that SIZE bytes at START touch and must not, or -1. */
static int find_free_frame(const volatile void *start, size_t size)
{
    int first = page_from_pointer((const void *)start);
    size_t end = (uintptr_t)start % PAGE_BYTES + size;

    for ( int frame = first; frame >= 0 && frame < (int)PAGE_FRAMES &&
                             (size_t)(frame - first) * PAGE_BYTES < end;
          frame++ )
        if ( !page_count((unsigned int)frame) )
            return frame;
    return -1;
}

static void __attribute__((noreturn, cold))
stop(name_t class, uint64_t object, uint64_t offset, size_t size, bool write,
     enum log_access how)
{
    facade_stop_here();
    machine_stop(EV_BAD_ACCESS, class, object, offset, size, write, how);
}

static void noinline check_elsewhere(const volatile void *start, size_t size,
                                     bool write)
{
    uintptr_t at = (uintptr_t)start;
    int frame;

    if ( near_null(at) )
        stop(name_intern("null"), 0, at, size, write, ACCESS_NULL);
    if ( near_poison(at) )
        stop(name_intern("list node"), 0, at, size, write, ACCESS_POISON);
    frame = find_free_frame(start, size);
    if ( frame >= 0 )
        stop(name_intern("page"), (uint64_t)frame, at % PAGE_BYTES, size, write,
             ACCESS_PAGE_FREED);
}

static void noinline check_heap(const volatile void *start, size_t size,
                                bool write)
{
    struct heap_place place;

    if ( heap_live(start, size) )
        return;
    place = heap_find(start);
    stop(place.class, place.object, place.offset, size, write,
         place.freed ? ACCESS_FREED : ACCESS_OUTSIDE);
}

UNWATCHED void access_check(const volatile void *start, size_t size, bool write)
{
    if ( !size )
        return;
    if ( heap_owns(start) )
        check_heap(start, size, write);
    else
        check_elsewhere(start, size, write);
}

/*
 * Another CPU may run before a load or store of what it can see too: objects
 * and pages by their offset, statics by the call site before.
 */
static noinline void fine_point(const volatile void *start)
{
    char text[NAME_BYTES];
    struct heap_place place;

    if ( heap_owns(start) )
    {
        place = heap_find(start);
        snprintf(text, sizeof(text), "%s+%lld", name_text(place.class),
                 (long long)place.offset);
    }
    else if ( page_from_pointer((const void *)start) >= 0 )
        snprintf(text, sizeof(text), "page+%u",
                 (unsigned int)((uintptr_t)start % PAGE_BYTES));
    else if ( reset_is_static((const void *)start) )
        snprintf(text, sizeof(text), "%s+static", name_text(facade_site()));
    else
        return;
    facade_point_named(name_intern(text));
}

static void watch(const volatile void *start, size_t size, bool write)
{
    if ( __builtin_expect(fine, 0) )
        fine_point(start);
    access_check(start, size, write);
}

void call_site_range(const volatile void *start, size_t length, bool write)
{
    if ( page_from_pointer((const void *)start) >= 0 )
        facade_point();
    access_check(start, length, write);
}

static void __attribute__((noreturn, cold)) stop_endless(void)
{
    access_left = ACCESS_BUDGET;
    facade_stop_here();
    machine_stop(EV_BUDGET, facade_site(), BUDGET_ACCESSES, ACCESS_BUDGET);
}

/* What is on the stack of the caller, or of its callers, is its own affair. */
static always_inline bool on_stack(const volatile void *start,
                                   const void *frame)
{
    return (uintptr_t)start - (uintptr_t)frame < FIBER_STACK_BYTES;
}

/* The compiler calls these before every load and store of SIZE bytes. */
#define ON_LOAD(size)                                                          \
    void __sanitizer_cov_load##size(const volatile void *start);               \
    UNWATCHED void __sanitizer_cov_load##size(const volatile void *start)      \
    {                                                                          \
        if ( __builtin_expect(!access_left--, 0) )                             \
            stop_endless();                                                    \
        if ( !on_stack(start, __builtin_frame_address(0)) )                    \
            watch(start, size, false);                                         \
    }
#define ON_STORE(size)                                                         \
    void __sanitizer_cov_store##size(const volatile void *start);              \
    UNWATCHED void __sanitizer_cov_store##size(const volatile void *start)     \
    {                                                                          \
        if ( __builtin_expect(!access_left--, 0) )                             \
            stop_endless();                                                    \
        if ( !on_stack(start, __builtin_frame_address(0)) )                    \
            watch(start, size, true);                                          \
    }

ON_LOAD(1)
ON_LOAD(2)
ON_LOAD(4)
ON_LOAD(8)
ON_LOAD(16)
ON_STORE(1)
ON_STORE(2)
ON_STORE(4)
ON_STORE(8)
ON_STORE(16)
