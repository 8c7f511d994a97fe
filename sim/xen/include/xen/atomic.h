/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Atomic counters. What returns a value is a full barrier; what does not
 * orders nothing.
 */
#ifndef XEN_ATOMIC_H
#define XEN_ATOMIC_H

#include <xen/call-site.h>
#include <xen/types.h>

typedef struct
{
    int counter;
} atomic_t;

#define ATOMIC_INIT(i)                                                         \
    {                                                                          \
        (i)                                                                    \
    }

static inline int atomic_read(const atomic_t *v)
{
    return *(const volatile int *)&v->counter;
}

static inline int _atomic_read(atomic_t v)
{
    return v.counter;
}

static inline void atomic_set(atomic_t *v, int i)
{
    *(volatile int *)&v->counter = i;
}

static inline void _atomic_set(atomic_t *v, int i)
{
    v->counter = i;
}

static inline void atomic_add(int i, atomic_t *v)
{
    __atomic_fetch_add(&v->counter, i, __ATOMIC_RELAXED);
}

static inline void atomic_sub(int i, atomic_t *v)
{
    __atomic_fetch_sub(&v->counter, i, __ATOMIC_RELAXED);
}

static inline void atomic_and(int m, atomic_t *v)
{
    __atomic_fetch_and(&v->counter, m, __ATOMIC_RELAXED);
}

static inline void atomic_or(int m, atomic_t *v)
{
    __atomic_fetch_or(&v->counter, m, __ATOMIC_RELAXED);
}

static inline void atomic_inc(atomic_t *v)
{
    __atomic_fetch_add(&v->counter, 1, __ATOMIC_RELAXED);
}

static inline void atomic_dec(atomic_t *v)
{
    __atomic_fetch_sub(&v->counter, 1, __ATOMIC_RELAXED);
}

static inline int atomic_add_return(int i, atomic_t *v)
{
    return __atomic_add_fetch(&v->counter, i, __ATOMIC_SEQ_CST);
}

static inline int atomic_sub_return(int i, atomic_t *v)
{
    return __atomic_sub_fetch(&v->counter, i, __ATOMIC_SEQ_CST);
}

static inline int atomic_cmpxchg(atomic_t *v, int old, int new)
{
    __atomic_compare_exchange_n(&v->counter, &old, new, false, __ATOMIC_SEQ_CST,
                                __ATOMIC_SEQ_CST);
    return old;
}

static inline int atomic_xchg(atomic_t *v, int new)
{
    return __atomic_exchange_n(&v->counter, new, __ATOMIC_SEQ_CST);
}

static inline int atomic_add_unless(atomic_t *v, int a, int u)
{
    int c = atomic_read(v);
    int old;

    while ( c != u && (old = atomic_cmpxchg(v, c, c + a)) != c )
        c = old;
    return c;
}

#include <xen/atomic-sites.h>

#endif /* XEN_ATOMIC_H */
