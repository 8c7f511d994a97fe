/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The heap: an arena that a run uses from its start on. What is freed stays
 * poisoned until the run is over, unless the choice stream hands it out again,
 * so a late touch is always seen: by the load and store hooks, by a sanitizer,
 * or, if it was a write, by the pattern it spoils.
 */
#include <string.h>

#include "bug.h"
#include "choice.h"
#include "machine.h"
#include "poison.h"
#include "run-state.h"
#include "effect.h"

#include "heap-state.h"

#include <xen/xmalloc.h>

struct heap heap;

static _Alignas(4096) uint8_t arena[HEAP_BYTES];
static bool poisoned;

static size_t heap_used(void)
{
    return (size_t)((char *)&heap.object[heap.nr] - (char *)&heap);
}
STATE_USED(heap, heap_used);

static size_t object_at_used(void)
{
    return heap.used / HEAP_GRAIN * sizeof(heap.object_at[0]);
}
STATE_ENTRY(object_at, .start = heap.object_at, .bytes = sizeof(heap.object_at),
            .used = object_at_used);

static size_t arena_used(void)
{
    return heap.used;
}

static void arena_restored(void)
{
    for ( unsigned int i = 0; i < heap.nr; i++ )
        if ( heap.object[i].state == OBJECT_LIVE )
        {
            UNPOISON(arena + heap.object[i].start, heap.object[i].size);
            DEFINED(arena + heap.object[i].start, heap.object[i].size);
        }
}
STATE_ENTRY(arena, .start = arena, .bytes = sizeof(arena), .used = arena_used,
            .restored = arena_restored);

void heap_reset(const struct world *world)
{
    if ( !poisoned )
        POISON(arena, sizeof(arena));
    poisoned = true;
    POISON(arena, heap.used);
    memset(heap.object_at, 0,
           heap.used / HEAP_GRAIN * sizeof(heap.object_at[0]));
    heap.nr = 0;
    heap.nr_boot = HEAP_MAX_OBJECTS;
    heap.used = 0;
    heap.fail_nth = 0;
    heap.faults = world->faults;
    heap.reuse = world->reuse;
}

void heap_fail_nth(unsigned int nth)
{
    effect_on(EFFECT_HEAP, 0, true);
    heap.fail_nth = nth;
}

void heap_behave(void)
{
    heap.fail_nth = 0;
    heap.faults = false;
}

void heap_mark_boot(void)
{
    heap.nr_boot = heap.nr;
}

bool heap_refuses(void)
{
    effect_on(EFFECT_HEAP, 0, true);
    if ( heap.fail_nth && !--heap.fail_nth )
        return true;
    return heap.faults &&
           choice_below(choice_stream(), CHOICE_FAULT, machine_cpu(),
                        machine_context(), facade_site(), 2);
}

static uint32_t round_up(uint32_t value, uint32_t align)
{
    return (value + align - 1) & ~(align - 1);
}

/* Where a freed object makes room, or HEAP_BYTES. */
static uint32_t find_freed(uint32_t size, uint32_t align)
{
    if ( !heap.reuse )
        return HEAP_BYTES;
    for ( unsigned int i = 0; i < heap.nr; i++ )
    {
        struct object *old = &heap.object[i];

        if ( old->state != OBJECT_FREED || old->size < size ||
             old->start % align )
            continue;
        if ( !choice_below(choice_stream(), CHOICE_REUSE, machine_cpu(),
                           machine_context(), facade_site(), 2) )
            break;
        heap_check_pattern(i);
        old->state = OBJECT_REUSED;
        return old->start;
    }
    return HEAP_BYTES;
}

/* Room that nobody had in this run, or HEAP_BYTES. */
static uint32_t find_fresh(uint32_t size, uint32_t align)
{
    uint32_t start = round_up(heap.used + HEAP_REDZONE, align);

    if ( start > HEAP_BYTES - HEAP_REDZONE ||
         size > HEAP_BYTES - HEAP_REDZONE - start )
        return HEAP_BYTES;
    heap.used = round_up(start + size + HEAP_REDZONE, HEAP_GRAIN);
    return start;
}

/* Make the bytes of OBJECT, and a spoilable pattern after them. */
static void fill(const struct object *object, bool zero)
{
    uint8_t *start = arena + object->start;

    UNPOISON(start, object->size + HEAP_REDZONE);
    memset(start + object->size, HEAP_FREED_FILL, HEAP_REDZONE);
    POISON(start, object->size + HEAP_REDZONE);
    UNPOISON(start, object->size);
    memset(start, zero ? 0 : HEAP_FRESH_FILL, object->size);
}

static void *make_object(uint32_t start, uint32_t size, name_t class, bool zero)
{
    struct object *object = &heap.object[heap.nr];

    SIM_BUG_ON(start % HEAP_GRAIN);
    SIM_BUG_ON(heap.nr >= HEAP_MAX_OBJECTS);
    heap.nr++;
    object->start = start;
    object->size = size;
    object->class = class;
    object->state = OBJECT_LIVE;
    object->of_cpu = machine_context() == CONTEXT_BOOT;
    for ( uint32_t grain = start / HEAP_GRAIN;
          grain <= (start + size - 1) / HEAP_GRAIN; grain++ )
        heap.object_at[grain] = (uint16_t)heap.nr;
    effect_on_range(arena + start, size, true);
    fill(object, zero);
    machine_note(EV_ALLOC, class, heap.nr, size);
    return arena + start;
}

static void check_context(void)
{
    bool others = false;

    if ( machine_irqs_masked() )
        for ( unsigned int cpu = 0; cpu < PROGRAM_MAX_CPUS; cpu++ )
            others |= cpu != machine_cpu() && machine_cpu_online(cpu);
    if ( !machine_in_irq() && !others )
        return;
    facade_stop_here();
    machine_stop(EV_CONTEXT_RULE, facade_site(), RULE_ALLOC_CONTEXT);
}

static void *allocate(size_t size, size_t align, name_t class,
                      unsigned int flags)
{
    uint32_t start = HEAP_BYTES;

    SIM_BUG_ON(align & (align - 1));
    SIM_BUG_ON(align > 4096);
    check_context();
    if ( !size )
        return ZERO_BLOCK_PTR;
    effect_on(EFFECT_HEAP, 0, true);
    if ( align < HEAP_GRAIN )
        align = HEAP_GRAIN;
    if ( ((flags & HEAP_SURE) || !heap_refuses()) && size < HEAP_BYTES &&
         heap.nr < HEAP_MAX_OBJECTS )
    {
        start = find_freed((uint32_t)size, (uint32_t)align);
        if ( start == HEAP_BYTES )
            start = find_fresh((uint32_t)size, (uint32_t)align);
    }
    if ( start == HEAP_BYTES )
    {
        machine_note(EV_ALLOC_FAIL, class, size);
        return NULL;
    }
    return make_object(start, (uint32_t)size, class, flags & HEAP_ZERO);
}

void *heap_alloc(size_t size, size_t align, name_t class, unsigned int flags)
{
    return allocate(size, align, class, flags);
}

void *_xmalloc(unsigned long size, unsigned long align)
{
    FACADE_POINT_STATED();
    return allocate(size, align, facade_argument(), 0);
}

void *_xzalloc(unsigned long size, unsigned long align)
{
    FACADE_POINT_STATED();
    return allocate(size, align, facade_argument(), HEAP_ZERO);
}

static void __attribute__((noreturn)) bad_free(const void *p)
{
    struct heap_place place = {0, 0, 0, false};

    if ( heap_owns(p) )
        place = heap_find(p);
    facade_stop_here();
    machine_stop(EV_BAD_FREE, place.class, place.object,
                 place.freed ? ACCESS_FREED : ACCESS_OUTSIDE);
}

void(xfree)(void *p)
{
    struct object *object = NULL;
    unsigned int number;

    FACADE_POINT_STATED();
    if ( !p || p == ZERO_BLOCK_PTR )
        return;
    check_context();
    number = heap_number_at(p);
    if ( number )
        object = &heap.object[number - 1];
    if ( !object || object->state != OBJECT_LIVE || p != arena + object->start )
        bad_free(p);
    effect_on_range(p, object->size, true);
    if ( heap.reuse )
        effect_on(EFFECT_HEAP, 0, true);
    lock_memory_goes(p, object->size);
    heap_check_redzone(number - 1);
    object->state = OBJECT_FREED;
    memset(p, HEAP_FREED_FILL, object->size);
    POISON(p, object->size);
    machine_note(EV_FREE, object->class, number);
}

void *_xrealloc(void *p, unsigned long size, unsigned long align)
{
    unsigned int number = 0;
    uint32_t old = 0;
    void *new;

    if ( !size )
    {
        (xfree)(p);
        return ZERO_BLOCK_PTR;
    }
    if ( p && p != ZERO_BLOCK_PTR )
    {
        access_check(p, 1, false);
        number = heap_number_at(p);
        old = number ? heap.object[number - 1].size : 0;
    }
    new = _xmalloc(size, align);
    if ( new &&old )
    {
        memcpy(new, p, old < size ? old : size);
        (xfree)(p);
    }
    return new;
}

bool heap_owns(const volatile void *pointer)
{
    return (uintptr_t)pointer - (uintptr_t)arena < sizeof(arena);
}

unsigned int heap_number_at(const volatile void *pointer)
{
    uintptr_t offset = (uintptr_t)pointer - (uintptr_t)arena;

    return offset < sizeof(arena) ? heap.object_at[offset / HEAP_GRAIN] : 0;
}

uint8_t *heap_bytes(unsigned int index)
{
    return arena + heap.object[index].start;
}
