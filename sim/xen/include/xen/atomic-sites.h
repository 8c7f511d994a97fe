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
#define ATOMIC_1(name, text, a)                                                \
    ({                                                                         \
        __auto_type atomic_a_ = (a);                                           \
        CALL_SITE_POINT(text);                                                 \
        (name)(atomic_a_);                                                     \
    })
#define ATOMIC_2(name, text, a, b)                                             \
    ({                                                                         \
        __auto_type atomic_a_ = (a);                                           \
        __auto_type atomic_b_ = (b);                                           \
        CALL_SITE_POINT(text);                                                 \
        (name)(atomic_a_, atomic_b_);                                          \
    })

#define atomic_read(v) ATOMIC_1(atomic_read, "atomic_read(" #v ")", v)
#define atomic_inc(v)  ATOMIC_1(atomic_inc, "atomic_inc(" #v ")", v)
#define atomic_dec(v)  ATOMIC_1(atomic_dec, "atomic_dec(" #v ")", v)
#define atomic_inc_return(v)                                                   \
    ATOMIC_1(atomic_inc_return, "atomic_inc_return(" #v ")", v)
#define atomic_dec_return(v)                                                   \
    ATOMIC_1(atomic_dec_return, "atomic_dec_return(" #v ")", v)
#define atomic_inc_and_test(v)                                                 \
    ATOMIC_1(atomic_inc_and_test, "atomic_inc_and_test(" #v ")", v)
#define atomic_dec_and_test(v)                                                 \
    ATOMIC_1(atomic_dec_and_test, "atomic_dec_and_test(" #v ")", v)
#define atomic_set(v, i)  ATOMIC_2(atomic_set, "atomic_set(" #v ")", v, i)
#define atomic_xchg(v, i) ATOMIC_2(atomic_xchg, "atomic_xchg(" #v ")", v, i)
#define atomic_add(i, v)  ATOMIC_2(atomic_add, "atomic_add(" #v ")", i, v)
#define atomic_sub(i, v)  ATOMIC_2(atomic_sub, "atomic_sub(" #v ")", i, v)
#define atomic_and(i, v)  ATOMIC_2(atomic_and, "atomic_and(" #v ")", i, v)
#define atomic_or(i, v)   ATOMIC_2(atomic_or, "atomic_or(" #v ")", i, v)
#define atomic_add_return(i, v)                                                \
    ATOMIC_2(atomic_add_return, "atomic_add_return(" #v ")", i, v)
#define atomic_sub_return(i, v)                                                \
    ATOMIC_2(atomic_sub_return, "atomic_sub_return(" #v ")", i, v)
#define atomic_sub_and_test(i, v)                                              \
    ATOMIC_2(atomic_sub_and_test, "atomic_sub_and_test(" #v ")", i, v)
#define atomic_add_negative(i, v)                                              \
    ATOMIC_2(atomic_add_negative, "atomic_add_negative(" #v ")", i, v)
#define atomic_cmpxchg(v, old, new)                                            \
    ({                                                                         \
        __auto_type atomic_v_ = (v);                                           \
        int atomic_old_ = (old);                                               \
        int atomic_new_ = (new);                                               \
        CALL_SITE_POINT("atomic_cmpxchg(" #v ")");                             \
        (atomic_cmpxchg)(atomic_v_, atomic_old_, atomic_new_);                 \
    })
#define atomic_add_unless(v, a, u)                                             \
    ({                                                                         \
        __auto_type atomic_v_ = (v);                                           \
        int atomic_more_ = (a);                                                \
        int atomic_unless_ = (u);                                              \
        CALL_SITE_POINT("atomic_add_unless(" #v ")");                          \
        (atomic_add_unless)(atomic_v_, atomic_more_, atomic_unless_);          \
    })
#endif

#endif /* XEN_ATOMIC_SITES_H */
