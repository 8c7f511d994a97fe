/* SPDX-License-Identifier: GPL-2.0-only */
#include "info-reference.h"

#include <stddef.h>

/* Table of functions: FFA_SUCCESS in its two conventions. */
#define SUCCESS_NARROW 0x84000061u
#define SUCCESS_WIDE   0xc4000061u

#define FIRST_REGISTER 3u

unsigned int reference_capacity(bool wide)
{
    return wide ? 20 : 10;
}

unsigned int reference_used(const struct reference_lists *lists)
{
    unsigned int used = 0;

    for ( unsigned int i = 0; i < lists->nr; i++ )
        used += 1u + lists->vcpus[i];
    return used;
}

/* Bits LOW to HIGH of X, of which there are fewer than 64. */
static uint64_t bits(uint64_t x, unsigned int high, unsigned int low)
{
    return x >> low & (((uint64_t)1 << (high - low + 1)) - 1);
}

static void set_bits(uint64_t *x, unsigned int high, unsigned int low,
                     uint64_t value)
{
    *x |= bits(value, high - low, 0) << low;
}

void reference_write(const struct reference_lists *lists, bool wide, bool more,
                     uint64_t x[REFERENCE_REGS])
{
    unsigned int used = reference_used(lists);
    unsigned int per_register = wide ? 4 : 2;

    x[0] = wide ? SUCCESS_WIDE : SUCCESS_NARROW;
    for ( unsigned int i = 2; i < 8; i++ )
        x[i] = 0;
    set_bits(&x[2], 0, 0, more);
    set_bits(&x[2], 11, 7, lists->nr);
    for ( unsigned int i = 0; i < lists->nr; i++ )
        if ( 12 + 2 * i + 1 < (wide ? 64u : 32u) )
            set_bits(&x[2], 12 + 2 * i + 1, 12 + 2 * i, lists->vcpus[i]);
    for ( unsigned int k = 0; k < used && k < reference_capacity(wide); k++ )
    {
        unsigned int low = 16 * (k % per_register);

        set_bits(&x[FIRST_REGISTER + k / per_register], low + 15, low,
                 lists->id[k]);
    }
}

/* The IDs as an array. */
static void unpack(const uint64_t x[REFERENCE_REGS], bool wide,
                   uint16_t id[REFERENCE_IDS])
{
    unsigned int per_register = wide ? 4 : 2;

    for ( unsigned int k = 0; k < reference_capacity(wide); k++ )
    {
        unsigned int low = 16 * (k % per_register);

        id[k] =
            (uint16_t)bits(x[FIRST_REGISTER + k / per_register], low + 15, low);
    }
}

unsigned int reference_read(const uint64_t x[REFERENCE_REGS],
                            uint16_t endpoint[REFERENCE_IDS], bool *cut)
{
    bool wide = bits(x[0], 31, 0) == SUCCESS_WIDE;
    uint64_t head = wide ? x[2] : bits(x[2], 31, 0);
    uint16_t id[REFERENCE_IDS];
    unsigned int nr = 0, at = 0;

    *cut = false;
    if ( !wide && bits(x[0], 31, 0) != SUCCESS_NARROW )
        return 0;
    unpack(x, wide, id);
    for ( unsigned int i = 0; i < bits(head, 11, 7); i++ )
    {
        unsigned int low = 12 + 2 * i;
        unsigned int vcpus =
            low + 1 < 64 ? (unsigned int)bits(head, low + 1, low) : 0;

        if ( at + 1 + vcpus > reference_capacity(wide) )
        {
            *cut = true;
            break;
        }
        endpoint[nr++] = id[at];
        at += 1 + vcpus;
    }
    return nr;
}
