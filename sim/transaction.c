/* SPDX-License-Identifier: GPL-2.0-only */
#include "transaction.h"

#include <string.h>

#include "argument.h"
#include "bug.h"
#include "ffa.h"
#include "memory.h"

#define IS(flaw_name)    (t->flaw == SHARE_VALUE(flaw_name))
#define OTHER_HANDLE     0x1122334455667788ull
#define OTHER_TAG        7u
#define HUGE_COUNT       0x100000u
#define MOST             0xffffffffu
#define WRAPPING_ENTRIES 0x10000000u /* 16 bytes each are 2^32              */
#define WRAPPING_OFFSET  0xfffffff8u

/* Where the parts are. */
struct layout
{
    uint32_t access;      /* offset of the access descriptors               */
    uint32_t access_size; /* of each                                        */
    uint32_t receivers;
    uint32_t composite;
    uint32_t ranges; /* that there is room for                              */
    uint32_t length;
};

static struct layout lay_out(const struct transaction *t)
{
    struct layout l = {.access = sizeof(struct ffa_memory_1_1),
                       .access_size = FFA_MEMORY_ACCESS_1_1,
                       .receivers = 1};
    uint32_t room;

    if ( t->version < FFA_VERSION_OF(1, 1) )
        l.access = sizeof(struct ffa_memory_1_0);
    if ( t->version >= FFA_VERSION_OF(1, 2) )
        l.access_size = FFA_MEMORY_ACCESS_1_2;
    if ( IS(TWO_RECEIVERS) || IS(SAME_RECEIVERS) )
        l.receivers = 2;
    l.composite = l.access + l.receivers * l.access_size;
    room = (TRANSACTION_BYTES - l.composite - sizeof(struct ffa_composite)) /
           sizeof(struct ffa_range);
    l.ranges = t->ranges < room ? t->ranges : room;
    l.length = l.composite + (uint32_t)sizeof(struct ffa_composite) +
               l.ranges * (uint32_t)sizeof(struct ffa_range);
    SIM_BUG_ON(l.length > TRANSACTION_BYTES);
    return l;
}

static uint16_t attributes(const struct transaction *t)
{
    if ( IS(ATTRIBUTES) )
        return FFA_MEMORY_DEVICE;
    return FFA_MEMORY_NORMAL | (IS(NON_SECURE) ? FFA_MEMORY_NON_SECURE : 0);
}

static uint32_t receivers(const struct transaction *t, const struct layout *l)
{
    if ( IS(NO_RECEIVER) )
        return 0;
    return IS(MANY_RECEIVERS) ? WRAPPING_ENTRIES + 1 : l->receivers;
}

static uint32_t access_size(const struct transaction *t, const struct layout *l)
{
    if ( IS(ACCESS_SIZE_0) )
        return 0;
    if ( IS(ACCESS_SIZE_OTHER) )
        return FFA_MEMORY_ACCESS_1_1 + FFA_MEMORY_ACCESS_1_2 - l->access_size;
    return IS(ACCESS_SIZE_ODD) ? l->access_size + 1 : l->access_size;
}

static uint32_t access_offset(const struct transaction *t,
                              const struct layout *l)
{
    if ( IS(ACCESS_AT_0) )
        return 0;
    if ( IS(ACCESS_AT_END) )
        return l->length - 1;
    return IS(ACCESS_BEYOND) ? WRAPPING_OFFSET : l->access;
}

static void put_header(const struct transaction *t, const struct layout *l,
                       uint8_t *bytes)
{
    const struct ffa_memory_1_0 old = {
        .sender = t->sender + IS(OTHER_SENDER),
        .attributes = (uint8_t)attributes(t),
        .flags = t->flags,
        .handle = IS(HANDLE) ? OTHER_HANDLE : 0,
        .tag = IS(TAG) ? OTHER_TAG : 0,
        .reserved = IS(RESERVED),
        .reserved2 = IS(RESERVED),
        .nr_access = receivers(t, l),
    };
    const struct ffa_memory_1_1 new = {
        .sender = old.sender,
        .attributes = attributes(t),
        .flags = old.flags,
        .handle = old.handle,
        .tag = old.tag,
        .access_size = access_size(t, l),
        .nr_access = old.nr_access,
        .access_offset = access_offset(t, l),
        .reserved = {IS(RESERVED), 0, IS(RESERVED)},
    };

    if ( t->version < FFA_VERSION_OF(1, 1) )
        memcpy(bytes, &old, sizeof(old));
    else
        memcpy(bytes, &new, sizeof(new));
}

static uint32_t composite_offset(const struct transaction *t,
                                 const struct layout *l)
{
    if ( IS(REGION_AT_0) )
        return 0;
    if ( IS(REGION_IN_LIST) )
        return l->access;
    if ( IS(REGION_ODD) )
        return l->composite + 1;
    if ( IS(REGION_AT_END) )
        return l->length - 1;
    return IS(REGION_WRAPS) ? WRAPPING_OFFSET : l->composite;
}

static void put_access(const struct transaction *t, const struct layout *l,
                       uint8_t *bytes)
{
    struct ffa_memory_access access = {
        .receiver = t->receiver,
        .permissions = IS(READ_ONLY)    ? FFA_MEMORY_DATA_RO
                       : IS(EXECUTABLE) ? FFA_MEMORY_DATA_RW | 0x8u
                                        : FFA_MEMORY_DATA_RW,
        .composite_offset = composite_offset(t, l),
        .reserved = l->access_size == sizeof(access) ? IS(RESERVED) : 0,
    };

    for ( uint32_t i = 0; i < l->receivers; i++ )
    {
        uint8_t *to = bytes + l->access + i * l->access_size;

        memset(to, 0, l->access_size);
        memcpy(to, &access, sizeof(access));
        to[l->access_size - 1] = IS(RESERVED);
        access.receiver += IS(TWO_RECEIVERS);
    }
}

/* The range after its like: what is wrong is wrong with the last. */
static struct ffa_range range(const struct transaction *t,
                              const struct layout *l, uint32_t i)
{
    bool last = i + 1 == l->ranges;
    struct ffa_range r = {
        .address = t->address,
        .pages = t->pages,
        .reserved = IS(RESERVED),
    };

    if ( IS(BACKWARDS) )
        r.address += (uint64_t)(l->ranges - 1 - i) * t->pages * FFA_PAGE_BYTES;
    else if ( !IS(OVERLAP) )
        r.address += (uint64_t)i * t->pages * FFA_PAGE_BYTES;
    if ( last && IS(RANGE_EMPTY) )
        r.pages = 0;
    if ( last && IS(RANGE_HUGE) )
        r.pages = MOST;
    if ( last && IS(UNALIGNED) )
        r.address |= 8;
    if ( last && IS(ADDRESS_WRAPS) )
        r.address = 0 - (uint64_t)FFA_PAGE_BYTES;
    return r;
}

static uint32_t total(const struct transaction *t, uint32_t sum)
{
    if ( IS(TOTAL_0) )
        return 0;
    if ( IS(TOTAL_MORE) )
        return sum + 1;
    if ( IS(TOTAL_LESS) )
        return sum - 1;
    return IS(TOTAL_HUGE) ? HUGE_COUNT : sum;
}

static uint32_t nr_ranges(const struct transaction *t, const struct layout *l)
{
    if ( IS(RANGES_0) )
        return 0;
    if ( IS(RANGES_MORE) )
        return l->ranges + 1;
    return IS(RANGES_WRAP) ? l->ranges + WRAPPING_ENTRIES : l->ranges;
}

static void put_ranges(const struct transaction *t, const struct layout *l,
                       uint8_t *bytes)
{
    struct ffa_composite composite = {.ranges = nr_ranges(t, l),
                                      .reserved = IS(RESERVED)};
    uint8_t *to = bytes + l->composite + sizeof(composite);
    uint32_t sum = 0;

    for ( uint32_t i = 0; i < l->ranges; i++ )
    {
        struct ffa_range r = range(t, l, i);

        sum += r.pages;
        memcpy(to, &r, sizeof(r));
        to += sizeof(r);
    }
    composite.pages = total(t, sum);
    memcpy(bytes + l->composite, &composite, sizeof(composite));
}

uint32_t transaction_build(const struct transaction *t,
                           uint8_t bytes[TRANSACTION_BYTES],
                           struct transaction_call *call)
{
    struct layout l = lay_out(t);

    put_header(t, &l, bytes);
    put_access(t, &l, bytes);
    put_ranges(t, &l, bytes);
    *call = (struct transaction_call){.length = l.length, .fragment = l.length};
    if ( IS(FRAGMENT) )
        call->fragment = l.length / 2;
    else if ( IS(FRAGMENT_0) )
        call->fragment = 0;
    else if ( IS(FRAGMENT_MORE) )
        call->length = l.length - 1;
    else if ( IS(LENGTH_MORE) )
        call->length = call->fragment = l.length + sizeof(struct ffa_range);
    else if ( IS(LENGTH_HUGE) )
        call->length = call->fragment = TRANSACTION_BYTES + 16;
    else if ( IS(BUFFER) )
        call->buffer = t->address;
    call->buffer_pages = IS(BUFFER);
    return l.length;
}
