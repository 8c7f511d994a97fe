/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The heap, as this folder uses it; the mediator has xen/xmalloc.h.
 *
 * Needs: base, scenario.
 */
#ifndef SIM_XEN_HEAP_H
#define SIM_XEN_HEAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "name.h"
#include "program.h"

#define HEAP_ZERO (1u << 0) /* zeroed; otherwise a pattern                   */
#define HEAP_SURE (1u << 1) /* the hypervisor's own: no fault of a scenario   */

/* WORLD: faults, reuse. Everything of the previous run is forgotten. */
void heap_reset(const struct world *world);

/*
 * As _xmalloc(), for objects of this folder. CLASS is a name, such as
 * "struct domain". Freed with xfree(). ALIGN is a power of two up to 4096.
 */
void *heap_alloc(size_t size, size_t align, name_t class, unsigned int flags);

/* The NTH allocation from now fails (1: the next). */
void heap_fail_nth(unsigned int nth);
/*
 * Does the scenario want the allocation that is made now to fail? Asked once for
 * each, by whoever hands out memory to the mediator.
 */
bool heap_refuses(void);
/* No more faults. */
void heap_behave(void);

/* The boot is over: what was made until now is its own. */
void heap_mark_boot(void);
/*
 * EV_LEFT for each object that lives and is not from the boot, or of a CPU that
 * came up later; EV_BAD_ACCESS for each that was written to after it was freed.
 */
void heap_note_left(void);

/* POINTER is in the arena. */
bool heap_owns(const volatile void *pointer);

/* All of SIZE bytes at POINTER, in the arena, are of one object that lives. */
bool heap_live(const volatile void *pointer, size_t size);

/* What is at POINTER in the arena, or nearest to it. */
struct heap_place
{
    unsigned int object; /* its number                                       */
    uint64_t offset;     /* of POINTER in it; modulo 2^64                    */
    name_t class;        /* 0: there was no object yet                       */
    bool freed;          /* and POINTER is inside it                         */
};
struct heap_place heap_find(const volatile void *pointer);

#endif /* SIM_XEN_HEAP_H */
