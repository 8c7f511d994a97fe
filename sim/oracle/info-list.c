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

/* The endpoint of list NUMBER, which begins at *AT; *AT: the next. */
static uint16_t next_endpoint(const uint64_t *x, unsigned int number,
                              unsigned int *at)
{
    unsigned int shift = FFA_INFO_SIZE_SHIFT + 2 * number;
    uint16_t id = slot(x, *at);

    *at += 1 + (shift < 64 ? x[2] >> shift & FFA_INFO_SIZE_MASK : 0);
    return id;
}

static unsigned int room_of(const uint64_t *x)
{
    return (uint32_t)x[0] & FFA_CONVENTION_64 ? FFA_INFO_IDS_64
                                              : FFA_INFO_IDS_32;
}

uint16_t info_list_other(const uint64_t *x, uint16_t self, bool sps)
{
    unsigned int count = x[2] >> FFA_INFO_COUNT_SHIFT & FFA_INFO_COUNT_MASK;
    unsigned int at = 0;

    for ( unsigned int list = 0; list < count && at < room_of(x); list++ )
    {
        uint16_t id = next_endpoint(x, list, &at);

        if ( id != self && !(sps && (id & FFA_ID_SECURE)) )
            return id;
    }
    return self;
}

bool info_list_names(const uint64_t *x, uint16_t endpoint)
{
    unsigned int count = x[2] >> FFA_INFO_COUNT_SHIFT & FFA_INFO_COUNT_MASK;
    unsigned int at = 0;

    for ( unsigned int list = 0; list < count && at < room_of(x); list++ )
        if ( next_endpoint(x, list, &at) == endpoint )
            return true;
    return false;
}
