/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef XEN_BITOPS_H
#define XEN_BITOPS_H

#include <xen/config.h>
#include <xen/const.h>
#include <xen/macros.h>
#include <xen/types.h>
#include <asm/bitops.h>

/* Bits H down to L, both included. */
#define GENMASK(h, l)                                                          \
    (((~_AC(0, UL)) << (l)) & (~_AC(0, UL) >> (BITS_PER_LONG - 1 - (h))))
#define GENMASK_ULL(h, l)                                                      \
    (((~_AC(0, ULL)) << (l)) & (~_AC(0, ULL) >> (BITS_PER_LLONG - 1 - (h))))

#define BIT_MASK(nr) (1UL << ((nr) % BITS_PER_LONG))
#define BIT_WORD(nr) ((nr) / BITS_PER_LONG)

/* The host library has an ffs() of another type. */
#if __STDC_HOSTED__
#define ffs  xen_ffs
#define ffsl xen_ffsl
#endif

/* The number of the lowest, or highest, bit set, from 1; 0 without any. */
static inline unsigned int ffs(unsigned int x)
{
    return __builtin_ffs(x);
}

static inline unsigned int ffsl(unsigned long x)
{
    return __builtin_ffsl(x);
}

static inline unsigned int fls(unsigned int x)
{
    return x ? 32 - __builtin_clz(x) : 0;
}

static inline unsigned int flsl(unsigned long x)
{
    return x ? 64 - __builtin_clzl(x) : 0;
}

#define ffs64(x) ffsl(x)
#define fls64(x) flsl(x)

/* log2, rounded up. */
static inline int get_bitmask_order(unsigned int count)
{
    return fls(count);
}

static inline int get_count_order(unsigned int count)
{
    return count > 1 ? (int)fls(count - 1) : 0;
}

/* The portable way of counting: no instruction and no library is needed. */
static inline unsigned int hweight64(uint64_t w)
{
    w -= (w >> 1) & 0x5555555555555555UL;
    w = (w & 0x3333333333333333UL) + ((w >> 2) & 0x3333333333333333UL);
    w = (w + (w >> 4)) & 0x0f0f0f0f0f0f0f0fUL;
    return (w * 0x0101010101010101UL) >> 56;
}

#define hweight8(x)          hweight64((uint8_t)(x))
#define hweight16(x)         hweight64((uint16_t)(x))
#define hweight32(x)         hweight64((uint32_t)(x))
#define hweight_long(x)      hweight64(x)

#define ISOLATE_LSB(x)       ((x) & -(x))
#define multiple_bits_set(x) (((x) & ((x)-1)) != 0)

static inline uint32_t rol32(uint32_t word, unsigned int shift)
{
    return (word << (shift & 31)) | (word >> (-shift & 31));
}

static inline uint32_t ror32(uint32_t word, unsigned int shift)
{
    return (word >> (shift & 31)) | (word << (-shift & 31));
}

/* The first bit from OFFSET on that is 1, or 0; SIZE if there is none. */
unsigned int find_next_bit(const unsigned long *addr, unsigned int size,
                           unsigned int offset);
unsigned int find_next_zero_bit(const unsigned long *addr, unsigned int size,
                                unsigned int offset);

#define find_first_bit(addr, size)      find_next_bit(addr, size, 0)
#define find_first_zero_bit(addr, size) find_next_zero_bit(addr, size, 0)

#define for_each_set_bit(bit, addr, size)                                      \
    for ( (bit) = find_first_bit(addr, size); (bit) < (size);                  \
          (bit) = find_next_bit(addr, size, (bit) + 1) )

#endif /* XEN_BITOPS_H */
