/* SPDX-License-Identifier: GPL-2.0-only */
/* Bitmaps of any length in arrays of longs. None of this is atomic. */
#ifndef XEN_BITMAP_H
#define XEN_BITMAP_H

#include <xen/bitops.h>
#include <xen/lib.h>
#include <xen/types.h>

int __bitmap_empty(const unsigned long *bitmap, unsigned int bits);
int __bitmap_full(const unsigned long *bitmap, unsigned int bits);
int __bitmap_equal(const unsigned long *a, const unsigned long *b,
                   unsigned int bits);
void __bitmap_and(unsigned long *dst, const unsigned long *a,
                  const unsigned long *b, unsigned int bits);
void __bitmap_or(unsigned long *dst, const unsigned long *a,
                 const unsigned long *b, unsigned int bits);
unsigned int __bitmap_weight(const unsigned long *bitmap, unsigned int bits);
void __bitmap_set(unsigned long *map, unsigned int start, int len);
void __bitmap_clear(unsigned long *map, unsigned int start, int len);

#define BITMAP_LAST_WORD_MASK(bits)                                            \
    (~0UL >> (-(unsigned int)(bits) % BITS_PER_LONG))

static inline void bitmap_zero(unsigned long *dst, unsigned int nbits)
{
    memset(dst, 0, BITS_TO_LONGS(nbits) * sizeof(unsigned long));
}

static inline void bitmap_fill(unsigned long *dst, unsigned int nbits)
{
    unsigned int longs = BITS_TO_LONGS(nbits);

    if ( longs )
    {
        memset(dst, 0xff, (longs - 1) * sizeof(unsigned long));
        dst[longs - 1] = BITMAP_LAST_WORD_MASK(nbits);
    }
}

static inline void bitmap_copy(unsigned long *dst, const unsigned long *src,
                               unsigned int nbits)
{
    memcpy(dst, src, BITS_TO_LONGS(nbits) * sizeof(unsigned long));
}

static inline int bitmap_empty(const unsigned long *src, unsigned int nbits)
{
    CALL_SITE_RANGE(src, BITS_TO_LONGS(nbits) * sizeof(*src), false);
    return __bitmap_empty(src, nbits);
}

static inline int bitmap_full(const unsigned long *src, unsigned int nbits)
{
    CALL_SITE_RANGE(src, BITS_TO_LONGS(nbits) * sizeof(*src), false);
    return __bitmap_full(src, nbits);
}

static inline int bitmap_equal(const unsigned long *a, const unsigned long *b,
                               unsigned int nbits)
{
    CALL_SITE_RANGE(a, BITS_TO_LONGS(nbits) * sizeof(*a), false);
    CALL_SITE_RANGE(b, BITS_TO_LONGS(nbits) * sizeof(*b), false);
    return __bitmap_equal(a, b, nbits);
}

#define bitmap_and(dst, a, b, nbits)  __bitmap_and(dst, a, b, nbits)
#define bitmap_or(dst, a, b, nbits)   __bitmap_or(dst, a, b, nbits)
#define bitmap_weight(src, nbits)     __bitmap_weight(src, nbits)
#define bitmap_set(map, start, len)   __bitmap_set(map, start, len)
#define bitmap_clear(map, start, len) __bitmap_clear(map, start, len)

#endif /* XEN_BITMAP_H */
