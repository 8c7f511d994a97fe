/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The mediator's loads and stores: a bad one ends the run as a fact, before it
 * happens, so the process lives on; and those that the interface makes for the
 * mediator. hooks.c has those that the compiler tells of.
 */
#include <string.h>

#include "machine.h"
#include "page.h"
#include "poison.h"
#include "effect.h"
#include "run-state.h"

#include "access-hooks.h"
#include <xen/call-site.h>

#include <xen/list.h>

/* Around 0, and so around ZERO_BLOCK_PTR: members of what is not there. */
#define NEAR_NULL 0x10000u
/* After each list poison: members of what it would be part of. */
#define NEAR_POISON 0x1000u

#define WORD_BYTES  8u

uint32_t access_left = ACCESS_BUDGET;
STATE(access_left);

bool call_site_fine;

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
    /* That is each CPU's own: points save it. */
    if ( start != &call_site_here )
        effect_on_range(start, size, write);
    access_object(start, size, write);
}

UNWATCHED void access_object(const volatile void *start, size_t size,
                             bool write)
{
    if ( heap_owns(start) )
        check_heap(start, size, write);
    else
        check_elsewhere(start, size, write);
}

void access_watch(const volatile void *start, size_t size, unsigned int touch)
{
    bool write = touch & TOUCH_WRITE;
    struct access access;

    if ( __builtin_expect(!call_site_fine, 1) )
    {
        access_check(start, size, write);
        return;
    }
    fine_point(start, size, touch, &access);
    access_check(start, size, write);
    fine_note(&access);
}

/* What the interface effects for the mediator. */

static bool is_page(const volatile void *start)
{
    return page_from_pointer((const void *)start) >= 0;
}

/* So many bytes at START are one access: no more than are aligned there. */
static size_t chunk(const volatile void *start, size_t left)
{
    size_t bytes = WORD_BYTES - (uintptr_t)start % WORD_BYTES;

    return bytes < left ? bytes : left;
}

static void watch_range(const volatile void *start, size_t length, bool write)
{
    const volatile char *at = start;

    while ( length )
    {
        size_t bytes = chunk(at, length);

        access_watch(at, bytes, write ? TOUCH_WRITE : 0);
        at += bytes;
        length -= bytes;
    }
}

/* At the call site: it may, and others may run before it. */
static void arrive(const volatile void *start, size_t length, bool write)
{
    if ( is_page(start) )
        facade_point_stated();
    access_check(start, length, write);
}

void call_site_range(const volatile void *start, size_t length, bool write)
{
    arrive(start, length, write);
    if ( call_site_fine )
        watch_range(start, length, write);
}

void call_site_mark(const volatile void *at)
{
    fine_mark(at);
}

void call_site_atomic(const volatile void *at, size_t size,
                      enum call_site_atomic how)
{
    static const unsigned int touch[] = {
        [CALL_SITE_LOAD] = TOUCH_MARKED,
        [CALL_SITE_RELAXED] = TOUCH_MARKED | TOUCH_WRITE,
        [CALL_SITE_ORDERED] = TOUCH_MARKED | TOUCH_WRITE | TOUCH_ORDERED,
    };

    arrive(at, size, how != CALL_SITE_LOAD);
    if ( !call_site_fine )
        return;
    access_watch(at, size, touch[how]);
    if ( how == CALL_SITE_LOAD )
        fine_mark(at);
    else
        fine_atomic_told(at);
}

void call_site_barrier(void)
{
    FINE_ORDER(ORDER_BARRIER, 0);
}

/*
 * The bytes of a copy, word by word as FROM or TO is aligned: whoever shares it
 * can get in between two words, and between the load and the store of one.
 */
static void copy_by_words(char *to, const char *from, size_t length)
{
    while ( length )
    {
        size_t bytes = chunk(is_page(to) ? to : from, length);
        char word[WORD_BYTES];

        access_watch(from, bytes, 0);
        memcpy(word, from, bytes);
        access_watch(to, bytes, TOUCH_WRITE);
        memcpy(to, word, bytes);
        to += bytes;
        from += bytes;
        length -= bytes;
    }
}

/* Both at once if they overlap: what order their words go in is not told. */
static void copy(void *to, const void *from, size_t length)
{
    bool apart = (uintptr_t)to - (uintptr_t)from >= length &&
                 (uintptr_t)from - (uintptr_t)to >= length;

    if ( call_site_fine && apart )
    {
        copy_by_words(to, from, length);
        return;
    }
    if ( call_site_fine )
    {
        watch_range(from, length, false);
        watch_range(to, length, true);
    }
    memmove(to, from, length);
}

void *call_site_copy(void *to, const void *from, size_t length)
{
    arrive(from, length, false);
    arrive(to, length, true);
    copy(to, from, length);
    return to;
}

static void set(char *to, int value, size_t length)
{
    while ( call_site_fine && length )
    {
        size_t bytes = chunk(to, length);

        access_watch(to, bytes, TOUCH_WRITE);
        memset(to, value, bytes);
        to += bytes;
        length -= bytes;
    }
    memset(to, value, length);
}

void *call_site_set(void *to, int value, size_t length)
{
    arrive(to, length, true);
    set(to, value, length);
    return to;
}

int call_site_compare(const void *a, const void *b, size_t length)
{
    arrive(a, length, false);
    arrive(b, length, false);
    if ( call_site_fine )
    {
        watch_range(a, length, false);
        watch_range(b, length, false);
    }
    return memcmp(a, b, length);
}

/* What compilers make of assignments: copies that have no call site. */

static bool is_mine(const void *start)
{
    return access_on_stack(start, __builtin_frame_address(0));
}

void *access_implied_copy(void *to, const void *from, size_t length)
{
    if ( is_mine(to) && is_mine(from) )
        return memmove(to, from, length);
    if ( !is_mine(from) )
        access_check(from, length, false);
    if ( !is_mine(to) )
        access_check(to, length, true);
    copy(to, from, length);
    return to;
}

void *access_implied_set(void *to, int value, size_t length)
{
    if ( is_mine(to) )
        return memset(to, value, length);
    access_check(to, length, true);
    set(to, value, length);
    return to;
}

void access_stop_endless(void)
{
    access_left = ACCESS_BUDGET;
    facade_stop_here();
    machine_stop(EV_BUDGET, facade_site(), BUDGET_ACCESSES, ACCESS_BUDGET);
}
