/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Was the heap used as it should be, and what is left of it.
 */
#include <string.h>

#include "bug.h"
#include "machine.h"
#include "poison.h"

#include "heap-state.h"

/* The first of LENGTH bytes that is no longer FILL, or LENGTH. */
UNWATCHED static uint32_t find_spoiled(const uint8_t *bytes, uint32_t length)
{
    uint32_t at = 0;
    uint64_t word, fill;

    memset(&fill, HEAP_FREED_FILL, sizeof(fill));
    for ( ; at + sizeof(word) <= length; at += (uint32_t)sizeof(word) )
    {
        memcpy(&word, bytes + at, sizeof(word));
        if ( word != fill )
            break;
    }
    while ( at < length && bytes[at] == HEAP_FREED_FILL )
        at++;
    return at;
}

/* LENGTH bytes from OFFSET on of object INDEX must be as we left them. */
static void check(unsigned int index, uint32_t offset, uint32_t length,
                  enum log_access how)
{
    uint8_t *bytes = heap_bytes(index) + offset;
    uint32_t spoiled;

    PEEK(bytes, length);
    spoiled = find_spoiled(bytes, length);
    UNPEEK(bytes, length);
    if ( spoiled < length )
        machine_note(EV_BAD_ACCESS, heap.object[index].class, index + 1,
                     offset + spoiled, 1, true, how);
}

void heap_check_pattern(unsigned int index)
{
    SIM_BUG_ON(heap.object[index].state != OBJECT_FREED);
    check(index, 0, heap.object[index].size, ACCESS_FREED);
}

void heap_check_redzone(unsigned int index)
{
    const struct object *object = &heap.object[index];

    SIM_BUG_ON(object->state != OBJECT_LIVE);
    check(index, object->size, HEAP_REDZONE, ACCESS_OUTSIDE);
}

void heap_note_left(void)
{
    for ( unsigned int i = 0; i < heap.nr; i++ )
    {
        const struct object *object = &heap.object[i];

        if ( object->state == OBJECT_FREED )
            heap_check_pattern(i);
        else if ( object->state == OBJECT_LIVE )
            heap_check_redzone(i);
        if ( object->state == OBJECT_LIVE && i >= heap.nr_boot &&
             !object->of_cpu )
            machine_note(EV_LEFT, object->class, LEFT_MEMORY, 1, i + 1);
    }
}

bool heap_live(const volatile void *pointer, size_t size)
{
    unsigned int number = heap_number_at(pointer);
    const struct object *object;
    uintptr_t offset;

    if ( !number )
        return false;
    object = &heap.object[number - 1];
    offset = (uintptr_t)pointer - (uintptr_t)heap_bytes(number - 1);
    return object->state == OBJECT_LIVE && offset <= object->size &&
           size <= object->size - offset;
}

/* How far AT is from the bytes of OBJECT. */
static uintptr_t distance(unsigned int index, uintptr_t at)
{
    uintptr_t start = (uintptr_t)heap_bytes(index);
    uintptr_t end = start + heap.object[index].size;

    return at < start ? start - at : at >= end ? at - end + 1 : 0;
}

struct heap_place heap_find(const volatile void *pointer)
{
    struct heap_place place = {0, 0, 0, false};
    uintptr_t at = (uintptr_t)pointer;
    unsigned int best;

    if ( !heap.nr )
        return place;
    best = heap_number_at(pointer);
    if ( best )
        best--;
    else
        for ( unsigned int i = 0; i < heap.nr; i++ )
            if ( distance(i, at) < distance(best, at) )
                best = i;
    place.object = best + 1;
    place.offset = at - (uintptr_t)heap_bytes(best);
    place.class = heap.object[best].class;
    place.freed = !distance(best, at) && heap.object[best].state != OBJECT_LIVE;
    return place;
}
