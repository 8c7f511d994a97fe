/* SPDX-License-Identifier: GPL-2.0-only */
/* Bits and bitmaps. Needs nothing but the interface itself. */
#include <xen/bitmap.h>
#include <xen/bitops.h>

static volatile uint32_t *word_of(int nr, volatile void *p)
{
    return (volatile uint32_t *)p + nr / 32;
}

void(set_bit)(int nr, volatile void *p)
{
    __atomic_fetch_or(word_of(nr, p), BITOP_MASK(nr), __ATOMIC_RELAXED);
}

void(clear_bit)(int nr, volatile void *p)
{
    __atomic_fetch_and(word_of(nr, p), ~BITOP_MASK(nr), __ATOMIC_RELAXED);
}

void(change_bit)(int nr, volatile void *p)
{
    __atomic_fetch_xor(word_of(nr, p), BITOP_MASK(nr), __ATOMIC_RELAXED);
}

int(test_and_set_bit)(int nr, volatile void *p)
{
    uint32_t mask = BITOP_MASK(nr);

    return !!(__atomic_fetch_or(word_of(nr, p), mask, __ATOMIC_SEQ_CST) & mask);
}

int(test_and_clear_bit)(int nr, volatile void *p)
{
    uint32_t mask = BITOP_MASK(nr);

    return !!(__atomic_fetch_and(word_of(nr, p), ~mask, __ATOMIC_SEQ_CST) &
              mask);
}

int(test_and_change_bit)(int nr, volatile void *p)
{
    uint32_t mask = BITOP_MASK(nr);

    return !!(__atomic_fetch_xor(word_of(nr, p), mask, __ATOMIC_SEQ_CST) &
              mask);
}

static unsigned int find_next(const unsigned long *addr, unsigned int size,
                              unsigned int offset, unsigned long invert)
{
    while ( offset < size )
    {
        unsigned long word = addr[BIT_WORD(offset)] ^ invert;

        word &= ~0UL << (offset % BITS_PER_LONG);
        if ( word )
        {
            offset = BIT_WORD(offset) * BITS_PER_LONG + ffsl(word) - 1;
            return offset < size ? offset : size;
        }
        offset = (BIT_WORD(offset) + 1) * BITS_PER_LONG;
    }
    return size;
}

unsigned int find_next_bit(const unsigned long *addr, unsigned int size,
                           unsigned int offset)
{
    return find_next(addr, size, offset, 0);
}

unsigned int find_next_zero_bit(const unsigned long *addr, unsigned int size,
                                unsigned int offset)
{
    return find_next(addr, size, offset, ~0UL);
}

int __bitmap_empty(const unsigned long *bitmap, unsigned int bits)
{
    return find_next_bit(bitmap, bits, 0) == bits;
}

int __bitmap_full(const unsigned long *bitmap, unsigned int bits)
{
    return find_next_zero_bit(bitmap, bits, 0) == bits;
}

/* Word K of a bitmap of BITS bits, without what is beyond them. */
static unsigned long bitmap_word(const unsigned long *bitmap, unsigned int k,
                                 unsigned int bits)
{
    bool last = k == BITS_TO_LONGS(bits) - 1;

    return bitmap[k] & (last ? BITMAP_LAST_WORD_MASK(bits) : ~0UL);
}

int __bitmap_equal(const unsigned long *a, const unsigned long *b,
                   unsigned int bits)
{
    for ( unsigned int k = 0; k < BITS_TO_LONGS(bits); k++ )
        if ( bitmap_word(a, k, bits) != bitmap_word(b, k, bits) )
            return 0;
    return 1;
}

void __bitmap_and(unsigned long *dst, const unsigned long *a,
                  const unsigned long *b, unsigned int bits)
{
    for ( unsigned int k = 0; k < BITS_TO_LONGS(bits); k++ )
        dst[k] = a[k] & b[k];
}

void __bitmap_or(unsigned long *dst, const unsigned long *a,
                 const unsigned long *b, unsigned int bits)
{
    for ( unsigned int k = 0; k < BITS_TO_LONGS(bits); k++ )
        dst[k] = a[k] | b[k];
}

unsigned int __bitmap_weight(const unsigned long *bitmap, unsigned int bits)
{
    unsigned int weight = 0;

    for ( unsigned int k = 0; k < BITS_TO_LONGS(bits); k++ )
        weight += hweight_long(bitmap_word(bitmap, k, bits));
    return weight;
}

void __bitmap_set(unsigned long *map, unsigned int start, int len)
{
    for ( ; len > 0; len--, start++ )
        map[BIT_WORD(start)] |= BIT_MASK(start);
}

void __bitmap_clear(unsigned long *map, unsigned int start, int len)
{
    for ( ; len > 0; len--, start++ )
        map[BIT_WORD(start)] &= ~BIT_MASK(start);
}
