/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Fine runs, as this folder's own files take part in them. access.h is for
 * everybody else.
 *
 * Needs: facade.h, log.
 */
#ifndef SIM_XEN_FINE_H
#define SIM_XEN_FINE_H

#include "access.h"
#include "facade.h"
#include "log.h"

#include <xen/call-site.h>

extern enum access_points fine_points;
extern bool fine_facts;

/*
 * SIZE bytes at START are about to be touched so (TOUCH_WRITE, TOUCH_MARKED,
 * TOUCH_ORDERED): tell of it, and let others run before it. ACCESS->class is 0
 * if it is of no concern to them.
 */
void fine_point(const volatile void *start, size_t size, unsigned int touch,
                struct access *access);
/* It was allowed, and happens now. */
void fine_note(const struct access *access);

/* EV_ORDER. */
void fine_order(enum log_order order, name_t name);
#define FINE_ORDER(order, name)                                                \
    do                                                                         \
    {                                                                          \
        if ( __builtin_expect(fine_facts, 0) )                                 \
            fine_order(order, name);                                           \
    } while ( 0 )

/* The load or store at AT that follows at the call site is marked. */
void fine_mark(const volatile void *at);
/* Is it this one? Asked once. */
bool fine_is_marked(const volatile void *at);

/* The atomic at AT that follows was told of by its call site. Asked once. */
void fine_atomic_told(const volatile void *at);
bool fine_is_atomic_told(const volatile void *at);

/* A run begins. */
void fine_reset(void);

#endif /* SIM_XEN_FINE_H */
