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

#include "heap.h"

/* facade.c: call sites and decision points. */

/*
 * The last call site as "function:primitive(argument)", e.g.
 * "ffa_bind:spin_lock(notif_lock)": no blanks, no '&', a chain of -> by its
 * last member. 0 before the first site of the process.
 */
name_t facade_site(void);

/* What is between the parentheses there: "struct ffa_ctx". */
name_t facade_argument(void);

/* TEXT as if it stood there: "&ctx->lock" is "lock". */
name_t facade_name(const char *text);

/* sched_point() at the last call site, which is the same afterwards. */
void facade_point(void);
/* And where all that follows states its effects. */
void facade_point_stated(void);

/* sched_access_point(), the same otherwise. */
void facade_access_point(name_t name);

/* sched_wait_stated() at the last call site, which is the same afterwards. */
void facade_wait(bool (*ready)(const void *arg), const void *arg);

/* EV_AT, for the event that ends the run. */
void facade_stop_here(void);

/* RULE_INIT_CALLED_LATE, which ends the run, if CALLER is such code. */
void facade_not_init(const void *caller);

/* At the start of what the mediator calls: a decision point. */
#define FACADE_POINT()                                                         \
    do                                                                         \
    {                                                                          \
        facade_not_init(__builtin_return_address(0));                          \
        facade_point();                                                        \
    } while ( 0 )

/* The same where all that follows, here, states its effects: effect.h. */
#define FACADE_POINT_STATED()                                                  \
    do                                                                         \
    {                                                                          \
        facade_not_init(__builtin_return_address(0));                          \
        facade_point_stated();                                                 \
    } while ( 0 )

void facade_reset(void);

/* lock.c, rwlock.c */

void lock_reset(void);
/* Locks that CPU holds now. */
unsigned int lock_nr_held(unsigned int cpu);
/* SIZE bytes at START are about to be freed: LOCK_FREED for locks held there. */
void lock_memory_goes(const void *start, size_t size);

/* access.c */

/* Loads and stores of the mediator between two decision points. */
#define ACCESS_BUDGET 1000000u
extern uint32_t access_left;

/*
 * The mediator, or somebody for it, reads or writes SIZE bytes at START: may
 * it? If not the run stops with EV_BAD_ACCESS.
 */
void access_check(const volatile void *start, size_t size, bool write);

/* The same of an object of which the caller states the parts that it touches. */
void access_object(const volatile void *start, size_t size, bool write);

/* reset.c: the statics of the mediator. */

/* Back to their boot image. The first call of the process takes the image. */
void reset_mediator(void);
/* The boot is over: __ro_after_init data is final. */
void reset_seal(void);
bool reset_sealed(void);
/* RULE_READ_ONLY if that data has changed since. */
void reset_check_sealed(void);
/* Is ADDRESS in a static of the mediator? */
bool reset_is_static(const void *address);
/* Is CODE in __init text of the mediator? */
bool reset_is_init_code(const void *code);

/* lib.c */

void lib_reset(void);

/* printk.c */

/* Whole texts go to CONSOLE; NULL: nowhere. Kept over resets. */
void printk_set_console(void (*console)(const char *text));

#endif /* SIM_XEN_FACADE_H */
