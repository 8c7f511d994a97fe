/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the sources of this folder tell each other. The mediator sees
 * include/ and nothing of this.
 *
 * The order of includes in a source here: the host's headers, those of other
 * folders, this one, then include/.
 *
 * Needs: base, scenario, log, machine.
 */
#ifndef SIM_XEN_FACADE_H
#define SIM_XEN_FACADE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "name.h"
#include "program.h"

/* facade.c: call sites and decision points. */

/*
 * The last call site as "function:primitive(argument)", e.g.
 * "ffa_bind:spin_lock(notif_lock)": no blanks, no '&', a chain of -> by its
 * last member. 0 before the first site of the process.
 */
name_t facade_site(void);

/* What is between the parentheses there: "struct ffa_ctx". */
name_t facade_site_argument(void);

/* sched_point() at the last call site, which is the same afterwards. */
void facade_point(void);

/* The caller's caller is not __init code after boot, or RULE_INIT_CALLED_LATE. */
#define FACADE_NOT_INIT() facade_not_init(__builtin_return_address(0))
void facade_not_init(const void *caller);

void facade_reset(void);

/* lock.c, rwlock.c */

void lock_reset(void);
/* Locks that CPU holds now. */
unsigned int lock_nr_held(unsigned int cpu);
/* SIZE bytes at START are about to be freed: LOCK_FREED for locks held there. */
void lock_memory_goes(const void *start, size_t size);

/* heap.c */

#define HEAP_ZERO (1u << 0) /* zeroed; otherwise a pattern                   */
#define HEAP_SURE (1u << 1) /* no fault is asked for                         */

/* WORLD: faults, reuse. Everything of the previous run is forgotten. */
void heap_reset(const struct world *world);

/*
 * As _xmalloc(), for objects of this folder. CLASS is static text, such as
 * "struct domain". Freed with xfree(). ALIGN is a power of two up to 4096.
 */
void *heap_alloc(size_t size, size_t align, const char *class,
                 unsigned int flags);

/* The NTH allocation from now fails (1: the next). */
void heap_fail_nth(unsigned int nth);
/* No more faults. */
void heap_behave(void);

/* What lives now was there when the boot ended. */
void heap_mark_boot(void);
/*
 * EV_LEFT for each object that lives and is not from the boot; EV_BAD_ACCESS
 * for each that was written to after it was freed.
 */
void heap_note_left(void);

/* Is POINTER inside the arena, and if so is all of SIZE bytes one live object? */
bool heap_owns(const volatile void *pointer);
bool heap_live(const volatile void *pointer, size_t size);

/* The object at or next to POINTER, which heap_owns(). -1: none so far. */
int heap_find(const volatile void *pointer);
struct heap_facts
{
    uint64_t offset; /* of the pointer; modulo 2^64                          */
    name_t class;
    bool freed;
};
struct heap_facts heap_facts(int object, const volatile void *pointer);

/* access.c */

void access_reset(void);
/*
 * The mediator, or somebody for it, reads or writes SIZE bytes at START: may
 * it? If not the run stops with EV_BAD_ACCESS.
 */
void access_check(const volatile void *start, size_t size, bool write);

/* reset.c: the statics of the mediator. */

/* Back to their boot image. The first call of the process takes the image. */
void reset_mediator(void);
/* The boot is over: __ro_after_init data is final. */
void reset_seal(void);
bool reset_sealed(void);
/* RULE_READ_ONLY if that data has changed since. */
void reset_check_sealed(void);
/* Is CODE in __init text of the mediator? */
bool reset_is_init_code(const void *code);

/* lib.c */

void lib_reset(void);
/* Where printk() goes: called with whole texts; NULL: nowhere. */
void lib_set_console(void (*console)(const char *text));

#endif /* SIM_XEN_FACADE_H */
