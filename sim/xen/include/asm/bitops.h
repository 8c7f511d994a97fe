/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Bits of an array of 32-bit words. set_bit() and its kind are atomic; only
 * those that return the old bit order anything.
 */
#ifndef ASM_BITOPS_H
#define ASM_BITOPS_H

#include <xen/call-site.h>
#include <xen/macros.h>
#include <xen/types.h>

void set_bit(int nr, volatile void *p);
void clear_bit(int nr, volatile void *p);
void change_bit(int nr, volatile void *p);
int test_and_set_bit(int nr, volatile void *p);
int test_and_clear_bit(int nr, volatile void *p);
int test_and_change_bit(int nr, volatile void *p);

#define BITOP_WORD(p, nr) (((uint32_t *)(p))[(nr) / 32])
#define BITOP_MASK(nr)    (1U << ((nr) % 32))

static inline bool test_bit(int nr, const volatile void *p)
{
    return BITOP_MASK(nr) & ((const volatile uint32_t *)p)[nr / 32];
}

/* Not atomic. */
static inline void __set_bit(int nr, void *p)
{
    BITOP_WORD(p, nr) |= BITOP_MASK(nr);
}

static inline void __clear_bit(int nr, void *p)
{
    BITOP_WORD(p, nr) &= ~BITOP_MASK(nr);
}

static inline void __change_bit(int nr, void *p)
{
    BITOP_WORD(p, nr) ^= BITOP_MASK(nr);
}

static inline bool __test_and_set_bit(int nr, void *p)
{
    bool old = BITOP_MASK(nr) & BITOP_WORD(p, nr);

    __set_bit(nr, p);
    return old;
}

static inline bool __test_and_clear_bit(int nr, void *p)
{
    bool old = BITOP_MASK(nr) & BITOP_WORD(p, nr);

    __clear_bit(nr, p);
    return old;
}

#define BITOP_SIZED(p) BUILD_BUG_ON_ZERO(sizeof(*(p)) < sizeof(uint32_t))

#ifdef CONFIG_CALL_SITES
#define BITOP_AT(name, text, nr, p, how)                                       \
    ({                                                                         \
        int bitop_nr_ = (nr);                                                  \
        __auto_type bitop_p_ = (p);                                            \
        CALL_SITE_POINT(text);                                                 \
        CALL_SITE_ATOMIC((const volatile uint32_t *)bitop_p_ + bitop_nr_ / 32, \
                         how);                                                 \
        (name)(bitop_nr_, bitop_p_);                                           \
    })
#define set_bit(nr, p)                                                         \
    BITOP_AT(set_bit, "set_bit(" #nr "," #p ")", nr, p, CALL_SITE_RELAXED)
#define clear_bit(nr, p)                                                       \
    BITOP_AT(clear_bit, "clear_bit(" #nr "," #p ")", nr, p, CALL_SITE_RELAXED)
#define change_bit(nr, p)                                                      \
    BITOP_AT(change_bit, "change_bit(" #nr "," #p ")", nr, p, CALL_SITE_RELAXED)
#define test_and_set_bit(nr, p)                                                \
    BITOP_AT(test_and_set_bit, "test_and_set_bit(" #nr "," #p ")", nr, p,      \
             CALL_SITE_ORDERED)
#define test_and_clear_bit(nr, p)                                              \
    BITOP_AT(test_and_clear_bit, "test_and_clear_bit(" #nr "," #p ")", nr, p,  \
             CALL_SITE_ORDERED)
#define test_and_change_bit(nr, p)                                             \
    BITOP_AT(test_and_change_bit, "test_and_change_bit(" #nr "," #p ")", nr,   \
             p, CALL_SITE_ORDERED)
#define test_bit(nr, p)                                                        \
    BITOP_AT(test_bit, "test_bit(" #nr "," #p ")", (nr) + BITOP_SIZED(p), p,   \
             CALL_SITE_LOAD)
#else
#define test_bit(nr, p) test_bit((nr) + BITOP_SIZED(p), p)
#endif

#endif /* ASM_BITOPS_H */
