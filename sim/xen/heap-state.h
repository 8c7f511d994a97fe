/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The heap's own state, for heap.c, which hands it out, and heap-check.c,
 * which judges how it is used. Not for other files.
 *
 * Needs: facade.h.
 */
#ifndef SIM_XEN_HEAP_STATE_H
#define SIM_XEN_HEAP_STATE_H

#include "facade.h"

#define HEAP_BYTES       (1024u * 1024u)
#define HEAP_GRAIN       16u
#define HEAP_REDZONE     32u /* before and after every object                */
#define HEAP_MAX_OBJECTS 8192u

#define HEAP_FRESH_FILL  0xa5 /* what was not asked to be zeroed               */
#define HEAP_FREED_FILL  0x6b /* freed objects, and behind live ones           */

enum object_state
{
    OBJECT_LIVE,
    OBJECT_FREED,
    OBJECT_REUSED, /* another object has its place                          */
};

struct object
{
    uint32_t start; /* in the arena                                          */
    uint32_t size;  /* never 0                                               */
    name_t class;
    enum object_state state;
    bool of_cpu; /* made as a CPU came up: that CPU's, for good              */
};

extern struct heap
{
    unsigned int nr;
    unsigned int nr_boot;  /* objects made while the boot lasts               */
    uint32_t used;         /* bytes of the arena from its start on            */
    unsigned int fail_nth; /* 0: none                                         */
    bool faults;
    bool reuse;
    struct object object[HEAP_MAX_OBJECTS]; /* number - 1                    */

    /* The number of the last object that had these bytes; 0: none had. */
    uint16_t object_at[HEAP_BYTES / HEAP_GRAIN];
} heap;

/* The number of the object that has, or had, POINTER in it; 0: none. */
unsigned int heap_number_at(const volatile void *pointer);

/* Where object INDEX starts. */
uint8_t *heap_bytes(unsigned int index);

/*
 * heap-check.c: note a write after the free of object INDEX, or beyond the end
 * of it while it lived.
 */
void heap_check_pattern(unsigned int index);
void heap_check_redzone(unsigned int index);

#endif /* SIM_XEN_HEAP_STATE_H */
