/* SPDX-License-Identifier: GPL-2.0-only */
#include "share.h"

#include <string.h>

#include "bug.h"
#include "machine.h"
#include "name.h"
#include "page.h"
#include "state.h"
#include "window.h"

#define SHARES   100u /* at a time                                         */
#define RANGES   2048u
#define TOUCHED  8u /* pages of a share, by an SP at once                 */
#define FAR_AWAY (0x7ffe5eedull << 32)

static struct
{
    uint64_t next_handle;
    uint32_t made; /* how many, in this run                                 */
    unsigned int end; /* places in use are below                            */
    unsigned int nr_ranges;
    uint8_t uses[PAGE_FRAMES]; /* of each frame, by shares                  */
    struct share share[SHARES];
    struct ffa_range range[RANGES];
} all;

static size_t shares_used(void)
{
    return (size_t)((char *)&all.share[all.end] - (char *)&all);
}
STATE_USED(all, shares_used);

static size_t ranges_used(void)
{
    return all.nr_ranges * sizeof(all.range[0]);
}
STATE_ENTRY(ranges, .start = all.range, .bytes = sizeof(all.range),
            .used = ranges_used);

static void count_range(const struct ffa_range *range, int step)
{
    uint16_t first = window_frame(range->address);

    SIM_BUG_ON(first == WINDOW_NO_FRAME);
    SIM_BUG_ON(first + range->pages > PAGE_FRAMES);
    for ( unsigned int i = 0; i < range->pages; i++ )
        all.uses[first + i] = (uint8_t)(all.uses[first + i] + step);
}

void share_drop(struct share *share)
{
    uint32_t next = share->first_range + share->t.nr_ranges;

    SIM_BUG_ON(!share->handle);
    for ( uint32_t i = 0; i < share->got_ranges; i++ )
        count_range(&all.range[share->first_range + i], -1);
    memmove(&all.range[share->first_range], &all.range[next],
            (all.nr_ranges - next) * sizeof(all.range[0]));
    all.nr_ranges -= share->t.nr_ranges;
    for ( unsigned int i = 0; i < all.end; i++ )
        if ( all.share[i].first_range >= next )
            all.share[i].first_range -= share->t.nr_ranges;
    share->handle = 0;
}

void share_boot(void)
{
    for ( unsigned int i = all.end; i-- > 0; )
        if ( all.share[i].handle )
            share_drop(&all.share[i]);
    all.end = 0;
    all.nr_ranges = 0;
    all.made = 0;
    all.next_handle = (uint64_t)spmc_is(first_handle);
}

static struct share *free_place(void)
{
    for ( unsigned int i = 0; i < all.end; i++ )
        if ( !all.share[i].handle )
            return &all.share[i];
    return all.end < SHARES ? &all.share[all.end++] : NULL;
}

struct share *share_create(enum log_share how, const struct transaction *t,
                           uint32_t total)
{
    struct share *share;

    if ( t->nr_ranges > RANGES - all.nr_ranges )
        return NULL;
    share = free_place();
    if ( !share )
        return NULL;
    *share = (struct share){
        .handle = all.next_handle,
        .age = ++all.made,
        .how = how,
        .t = *t,
        .total = total,
        .first_range = all.nr_ranges,
    };
    if ( freedom_choose(FREEDOM_HANDLE, 2) )
        share->handle |= FAR_AWAY;
    all.next_handle++;
    share->t.handle = share->handle;
    all.nr_ranges += t->nr_ranges;
    return share;
}

struct share *share_find(uint64_t handle)
{
    for ( unsigned int i = 0; handle && i < all.end; i++ )
        if ( all.share[i].handle == handle )
            return &all.share[i];
    return NULL;
}

const struct share *share_other(uint64_t not )
{
    for ( unsigned int i = all.end; i-- > 0; )
        if ( all.share[i].handle && all.share[i].handle != not )
            return &all.share[i];
    return NULL;
}

/* May these pages be shared? */
static int32_t check_range(const struct ffa_range *range)
{
    uint16_t first = window_frame(range->address);

    if ( (range->address & (FFA_PAGE_BYTES - 1)) || range->reserved ||
         !range->pages )
        return FFA_INVALID_PARAMETERS;
    if ( first == WINDOW_NO_FRAME || range->pages > PAGE_FRAMES - first )
        return FFA_DENIED;
    for ( unsigned int i = 0; i < range->pages; i++ )
    {
        if ( !page_count(first + i) )
            return FFA_DENIED;
        if ( all.uses[first + i] && spmc_is(memory_overlap) )
            return (int32_t)spmc_is(memory_overlap);
        if ( all.uses[first + i] == UINT8_MAX )
            return FFA_NO_MEMORY;
    }
    return FFA_OK;
}

int32_t share_add(struct share *share, const uint8_t *bytes, uint32_t length)
{
    struct ffa_range range;
    int32_t status;

    SIM_BUG_ON(length % sizeof(range));
    for ( ; length; length -= sizeof(range), bytes += sizeof(range) )
    {
        memcpy(&range, bytes, sizeof(range));
        status = check_range(&range);
        if ( status )
            return status;
        if ( share->got_ranges == share->t.nr_ranges ||
             range.pages > share->t.pages - share->got_pages )
            return FFA_INVALID_PARAMETERS;
        all.range[share->first_range + share->got_ranges++] = range;
        share->got_pages += range.pages;
        count_range(&range, 1);
    }
    return FFA_OK;
}

static unsigned int receivers(const struct share *share)
{
    unsigned int sps = 0;

    for ( unsigned int i = 0; i < share->t.nr_access; i++ )
        sps |= 1u << (share->t.access[i].receiver - PROGRAM_FIRST_SP);
    return sps;
}

int32_t share_complete(struct share *share)
{
    SIM_BUG_ON(share->complete);
    if ( share->got_ranges != share->t.nr_ranges ||
         share->got_pages != share->t.pages )
        return FFA_INVALID_PARAMETERS;
    share->complete = true;
    machine_note(EV_SHARE, 0, share->handle, share->t.sender, share->how,
                 receivers(share), share->t.pages, share->t.tag);
    for ( uint32_t i = 0; i < share->t.nr_ranges; i++ )
    {
        const struct ffa_range *range = &all.range[share->first_range + i];
        uint16_t frame = window_frame(range->address);

        machine_note(EV_SHARE_PAGES, 0, share->handle, frame, range->pages,
                     window_owner(frame));
    }
    return FFA_OK;
}

void share_ranges(const struct share *share, uint32_t offset, uint32_t length,
                  uint8_t *to)
{
    uint32_t first = offset / sizeof(all.range[0]);

    SIM_BUG_ON(length / sizeof(all.range[0]) > share->t.nr_ranges - first);
    memcpy(to, &all.range[share->first_range + first], length);
}

void share_clear(const struct share *share)
{
    for ( uint32_t i = 0; i < share->t.nr_ranges; i++ )
    {
        const struct ffa_range *range = &all.range[share->first_range + i];
        size_t bytes = (size_t)range->pages * FFA_PAGE_BYTES;
        void *window = window_open(FFA_ID_SPMC, range->address, bytes, true);

        if ( window )
            memset(window, 0, bytes);
    }
}

static bool names(const struct share *share, unsigned int sp)
{
    return share->handle && share->complete && (receivers(share) & (1u << sp));
}

struct share *share_of_sp(unsigned int sp, unsigned int nth)
{
    uint64_t above = 0;

    for ( ; nth; nth-- )
    {
        struct share *next = NULL;

        for ( unsigned int i = 0; i < all.end; i++ )
        {
            struct share *share = &all.share[i];

            if ( names(share, sp) && share->age > above &&
                 (!next || share->age < next->age) )
                next = share;
        }
        if ( !next || nth == 1 )
            return next;
        above = next->age;
    }
    return NULL;
}

static bool writable(const struct share *share, unsigned int sp)
{
    for ( unsigned int i = 0; i < share->t.nr_access; i++ )
        if ( share->t.access[i].receiver == PROGRAM_FIRST_SP + sp )
            return (share->t.access[i].permissions & FFA_MEMORY_DATA_MASK) !=
                   FFA_MEMORY_DATA_RO;
    return false;
}

void share_touch(const struct share *share, unsigned int sp)
{
    uint16_t id = (uint16_t)(PROGRAM_FIRST_SP + sp);
    bool write = writable(share, sp);
    unsigned int left = TOUCHED;

    for ( uint32_t i = 0; i < share->got_ranges; i++ )
    {
        const struct ffa_range *range = &all.range[share->first_range + i];

        for ( uint32_t page = 0; page < range->pages && left; page++, left-- )
        {
            uint64_t at = range->address + (uint64_t)page * FFA_PAGE_BYTES;
            void *window = window_open(id, at, sizeof(id), write);

            if ( window && write )
                memcpy(window, &id, sizeof(id));
        }
    }
}

bool share_held(const struct share *share)
{
    for ( unsigned int sp = 0; sp < spmc_state.world.nr_sps; sp++ )
        if ( share->held[sp] )
            return true;
    return share->taken;
}

void share_note_left(void)
{
    static name_t name;

    if ( !name )
        name = name_intern("share");
    for ( unsigned int i = 0; i < all.end; i++ )
        if ( all.share[i].handle && !all.share[i].taken )
            machine_note(EV_LEFT, name, LEFT_SHARE, 1, all.share[i].handle);
}
