/* SPDX-License-Identifier: GPL-2.0-only */
/* The second half of xen/atomic.h: what follows from it, and its call sites. */
#ifndef XEN_ATOMIC_SITES_H
#define XEN_ATOMIC_SITES_H

static inline int atomic_inc_return(atomic_t *v)
{
    return atomic_add_return(1, v);
}

static inline int atomic_dec_return(atomic_t *v)
{
    return atomic_sub_return(1, v);
}

static inline int atomic_sub_and_test(int i, atomic_t *v)
{
    return atomic_sub_return(i, v) == 0;
}

static inline int atomic_inc_and_test(atomic_t *v)
{
    return atomic_add_return(1, v) == 0;
}

static inline int atomic_dec_and_test(atomic_t *v)
{
    return atomic_sub_return(1, v) == 0;
}

static inline int atomic_add_negative(int i, atomic_t *v)
{
    return atomic_add_return(i, v) < 0;
}

#ifdef CONFIG_CALL_SITES
#define ATOMIC_1(name, text, how, a)                                           \
    ({                                                                         \
        __auto_type atomic_a_ = (a);                                           \
        CALL_SITE_POINT(text);                                                 \
        CALL_SITE_ATOMIC(&atomic_a_->counter, how);                            \
        (name)(atomic_a_);                                                     \
    })
#define ATOMIC_2(name, text, how, i, v)                                        \
    ({                                                                         \
        __auto_type atomic_i_ = (i);                                           \
        __auto_type atomic_v_ = (v);                                           \
        CALL_SITE_POINT(text);                                                 \
        CALL_SITE_ATOMIC(&atomic_v_->counter, how);                            \
        (name)(atomic_i_, atomic_v_);                                          \
    })

#define ATOMIC_V(name, text, tell, v, i)                                       \
    ({                                                                         \
        __auto_type atomic_v_ = (v);                                           \
        int atomic_i_ = (i);                                                   \
        CALL_SITE_POINT(text);                                                 \
        tell;                                                                  \
        (name)(atomic_v_, atomic_i_);                                          \
    })
#define ATOMIC_3(name, text, v, a, b)                                          \
    ({                                                                         \
        __auto_type atomic_v_ = (v);                                           \
        int atomic_a_ = (a), atomic_b_ = (b);                                  \
        CALL_SITE_POINT(text);                                                 \
        CALL_SITE_ATOMIC(&atomic_v_->counter, CALL_SITE_ORDERED);              \
        (name)(atomic_v_, atomic_a_, atomic_b_);                               \
    })

#define atomic_read(v)                                                         \
    ATOMIC_1(atomic_read, "atomic_read(" #v ")", CALL_SITE_LOAD, v)
#define atomic_inc(v)                                                          \
    ATOMIC_1(atomic_inc, "atomic_inc(" #v ")", CALL_SITE_RELAXED, v)
#define atomic_dec(v)                                                          \
    ATOMIC_1(atomic_dec, "atomic_dec(" #v ")", CALL_SITE_RELAXED, v)
#define atomic_inc_return(v)                                                   \
    ATOMIC_1(atomic_inc_return, "atomic_inc_return(" #v ")",                   \
             CALL_SITE_ORDERED, v)
#define atomic_dec_return(v)                                                   \
    ATOMIC_1(atomic_dec_return, "atomic_dec_return(" #v ")",                   \
             CALL_SITE_ORDERED, v)
#define atomic_inc_and_test(v)                                                 \
    ATOMIC_1(atomic_inc_and_test, "atomic_inc_and_test(" #v ")",               \
             CALL_SITE_ORDERED, v)
#define atomic_dec_and_test(v)                                                 \
    ATOMIC_1(atomic_dec_and_test, "atomic_dec_and_test(" #v ")",               \
             CALL_SITE_ORDERED, v)
#define atomic_xchg(v, i)                                                      \
    ATOMIC_V(atomic_xchg, "atomic_xchg(" #v ")",                               \
             CALL_SITE_ATOMIC(&atomic_v_->counter, CALL_SITE_ORDERED), v, i)
#define atomic_add(i, v)                                                       \
    ATOMIC_2(atomic_add, "atomic_add(" #v ")", CALL_SITE_RELAXED, i, v)
#define atomic_sub(i, v)                                                       \
    ATOMIC_2(atomic_sub, "atomic_sub(" #v ")", CALL_SITE_RELAXED, i, v)
#define atomic_and(i, v)                                                       \
    ATOMIC_2(atomic_and, "atomic_and(" #v ")", CALL_SITE_RELAXED, i, v)
#define atomic_or(i, v)                                                        \
    ATOMIC_2(atomic_or, "atomic_or(" #v ")", CALL_SITE_RELAXED, i, v)
#define atomic_add_return(i, v)                                                \
    ATOMIC_2(atomic_add_return, "atomic_add_return(" #v ")",                   \
             CALL_SITE_ORDERED, i, v)
#define atomic_sub_return(i, v)                                                \
    ATOMIC_2(atomic_sub_return, "atomic_sub_return(" #v ")",                   \
             CALL_SITE_ORDERED, i, v)
#define atomic_sub_and_test(i, v)                                              \
    ATOMIC_2(atomic_sub_and_test, "atomic_sub_and_test(" #v ")",               \
             CALL_SITE_ORDERED, i, v)
#define atomic_add_negative(i, v)                                              \
    ATOMIC_2(atomic_add_negative, "atomic_add_negative(" #v ")",               \
             CALL_SITE_ORDERED, i, v)
#define atomic_cmpxchg(v, old, new)                                            \
    ATOMIC_3(atomic_cmpxchg, "atomic_cmpxchg(" #v ")", v, old, new)
#define atomic_add_unless(v, a, u)                                             \
    ATOMIC_3(atomic_add_unless, "atomic_add_unless(" #v ")", v, a, u)
#define atomic_set(v, i)                                                       \
    ATOMIC_V(atomic_set, "atomic_set(" #v ")",                                 \
             CALL_SITE_MARK(&atomic_v_->counter), v, i)
#endif

#endif /* XEN_ATOMIC_SITES_H */
