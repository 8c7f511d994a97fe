/* SPDX-License-Identifier: GPL-2.0-only */
#include "info-list.h"

#include "bug.h"
#include "ffa.h"

static uint16_t slot(const uint64_t *x, unsigned int number)
{
    unsigned int per = (uint32_t)x[0] & FFA_CONVENTION_64 ? 4 : 2;

    SIM_BUG_ON(3 + number / per > 7);
    return (uint16_t)(x[3 + number / per] >> 16 * (number % per));
}

uint16_t info_list_other(const uint64_t *x, uint16_t self)
{
    unsigned int room =
        (uint32_t)x[0] & FFA_CONVENTION_64 ? FFA_INFO_IDS_64 : FFA_INFO_IDS_32;
    unsigned int count = x[2] >> FFA_INFO_COUNT_SHIFT & FFA_INFO_COUNT_MASK;
    unsigned int at = 0;

    for ( unsigned int list = 0; list < count && at < room; list++ )
    {
        unsigned int shift = FFA_INFO_SIZE_SHIFT + 2 * list;
        uint16_t id = slot(x, at);

        if ( id != self )
            return id;
        at += 1 + (shift < 64 ? x[2] >> shift & FFA_INFO_SIZE_MASK : 0);
    }
    return self;
}
