/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * RXTX_MAP, RXTX_UNMAP, RX_ACQUIRE and RX_RELEASE: FF-A 1.1, chapters 7 and 13.
 */
#include "buffer.h"

#include "bug.h"
#include "descriptor.h"
#include "machine.h"
#include "name.h"
#include "page.h"
#include "receiver.h"
#include "service.h"
#include "state.h"
#include "window.h"

#define PAIRS      (1u + PROGRAM_MAX_DOMAINS)
#define SHORT_MASK 0x1f /* of pages, where too much is cut and not refused */

struct pair
{
    uint16_t endpoint;
    uint64_t tx; /* machine addresses                                       */
    uint64_t rx;
    unsigned int pages;      /* 0: the place is free                        */
    enum log_rx_owner owner; /* of RX                                       */
};

/* The first is the hypervisor's. */
static struct
{
    unsigned int end; /* places in use are below                            */
    struct pair pair[PAIRS];
} all;
STATE(all);

void buffer_boot(void)
{
    for ( unsigned int i = 0; i < all.end; i++ )
        all.pair[i].pages = 0;
    all.end = 1;
}

static struct pair *find(uint16_t endpoint)
{
    for ( unsigned int i = 0; i < all.end; i++ )
        if ( all.pair[i].pages && all.pair[i].endpoint == endpoint )
            return &all.pair[i];
    return NULL;
}

bool buffer_exists(uint16_t endpoint)
{
    return find(endpoint);
}

size_t buffer_size(uint16_t endpoint)
{
    const struct pair *pair = find(endpoint);

    SIM_BUG_ON(!pair);
    return (size_t)pair->pages * FFA_PAGE_BYTES;
}

/* The SPMC's access to a buffer. That of a hypervisor that is there is no news.
 */
static void *open_buffer(const struct pair *pair, uint64_t address, size_t size,
                         bool write)
{
    uint16_t frame = window_frame(address);

    SIM_BUG_ON(!size);
    if ( pair->endpoint == FFA_ID_HYPERVISOR &&
         window_owner(frame) == PAGE_OWNER_XEN )
        return page_window(address, size);
    return window_open(FFA_ID_SPMC, address, size, write);
}

const void *buffer_tx(uint16_t endpoint)
{
    const struct pair *pair = find(endpoint);

    SIM_BUG_ON(!pair);
    return open_buffer(pair, pair->tx, (size_t)pair->pages * FFA_PAGE_BYTES,
                       false);
}

static void set_owner(struct pair *pair, enum log_rx_owner owner)
{
    SIM_BUG_ON(pair->owner == owner);
    pair->owner = owner;
    machine_note(EV_RX, 0, pair->endpoint, owner);
}

int32_t buffer_rx(uint16_t endpoint, size_t size, void **window)
{
    const struct pair *pair = find(endpoint);

    if ( !pair || pair->owner != RX_SPMC )
        return FFA_BUSY;
    if ( size > (size_t)pair->pages * FFA_PAGE_BYTES )
        return FFA_NO_MEMORY;
    *window = open_buffer(pair, pair->rx, size ? size : 1, true);
    return *window ? FFA_OK : FFA_ABORTED;
}

void buffer_filled(uint16_t endpoint)
{
    struct pair *pair = find(endpoint);

    SIM_BUG_ON(!pair);
    set_owner(pair, RX_RECEIVER);
}

void *buffer_spoil(size_t *size)
{
    const struct pair *pair = find(FFA_ID_HYPERVISOR);

    if ( !pair )
        return NULL;
    *size = (size_t)pair->pages * FFA_PAGE_BYTES;
    return page_window(pair->rx, *size);
}

static struct pair *free_place(uint16_t endpoint)
{
    if ( endpoint == FFA_ID_HYPERVISOR )
        return &all.pair[0];
    for ( unsigned int i = 1; i < all.end; i++ )
        if ( !all.pair[i].pages )
            return &all.pair[i];
    return all.end < PAIRS ? &all.pair[all.end++] : NULL;
}

static bool overlap(uint64_t a, uint64_t b, uint64_t bytes)
{
    return a < b ? b - a < bytes : a - b < bytes;
}

/* A pair of PAGES pages each. Status. */
static int32_t map(uint16_t endpoint, uint64_t tx, uint64_t rx, uint64_t pages)
{
    uint64_t bytes = pages * FFA_PAGE_BYTES;
    struct pair *pair;

    if ( !pages || pages > FFA_RXTX_PAGES_MASK )
        return FFA_INVALID_PARAMETERS;
    if ( (tx | rx) & (FFA_PAGE_BYTES - 1) )
        return FFA_INVALID_PARAMETERS;
    if ( overlap(tx, rx, bytes) )
        return FFA_INVALID_PARAMETERS;
    if ( !page_window(tx, bytes) || !page_window(rx, bytes) )
        return FFA_INVALID_PARAMETERS;
    if ( find(endpoint) )
        return FFA_DENIED;
    pair = free_place(endpoint);
    if ( !pair )
        return FFA_DENIED;

    *pair = (struct pair){endpoint, tx, rx, (unsigned int)pages, RX_SPMC};
    machine_note(EV_RXTX, 0, endpoint, 1, window_frame(tx), window_frame(rx),
                 pages);
    return FFA_OK;
}

/* A VM's pair, as the endpoint RX/TX descriptor in the hypervisor's TX says. */
static int32_t map_for_vm(void)
{
    struct ffa_range range[2];
    const uint8_t *tx;
    uint16_t vm;

    if ( !spmc_is(maps_for_vms) || !buffer_exists(FFA_ID_HYPERVISOR) )
        return FFA_INVALID_PARAMETERS;
    tx = buffer_tx(FFA_ID_HYPERVISOR);
    if ( !tx )
        return FFA_ABORTED;
    if ( !descriptor_read_rxtx(tx, buffer_size(FFA_ID_HYPERVISOR), &vm, range) )
    {
        machine_note(EV_MALFORMED, 0, FFA_FID64(RXTX_MAP));
        return FFA_INVALID_PARAMETERS;
    }
    if ( vm == FFA_ID_HYPERVISOR || (vm & FFA_ID_SECURE) )
        return FFA_INVALID_PARAMETERS;
    if ( range[0].pages != range[1].pages )
        return FFA_INVALID_PARAMETERS;
    return map(vm, range[1].address, range[0].address, range[0].pages);
}

int32_t serve_rxtx_map(const uint64_t in[SERVICE_ARGUMENTS],
                       struct reply *reply)
{
    uint64_t pages = (uint32_t)in[3];

    (void)reply;
    if ( !in[1] && !in[2] && !pages )
        return map_for_vm();
    if ( spmc_is(rxtx_pages_mask) == SHORT_MASK )
        pages &= SHORT_MASK;
    return map(FFA_ID_HYPERVISOR, in[1], in[2], pages);
}

/* Whose pair w1 means. */
static uint16_t named(uint16_t endpoint)
{
    return spmc_is(pairs) == PAIR_OF_VM ? endpoint : FFA_ID_HYPERVISOR;
}

int32_t serve_rxtx_unmap(const uint64_t in[SERVICE_ARGUMENTS],
                         struct reply *reply)
{
    uint16_t asked = (uint16_t)(in[1] >> 16);
    struct pair *pair = find(named(asked));

    (void)reply;
    if ( spmc_is(pairs) == PAIR_REFUSED && (uint32_t)in[1] )
        return FFA_INVALID_PARAMETERS;
    if ( !pair )
        return FFA_INVALID_PARAMETERS;
    machine_note(EV_RXTX, 0, pair->endpoint, 0, window_frame(pair->tx),
                 window_frame(pair->rx), pair->pages);
    pair->pages = 0;
    return FFA_OK;
}

int32_t serve_rx_acquire(const uint64_t in[SERVICE_ARGUMENTS],
                         struct reply *reply)
{
    uint16_t vm = (uint16_t)in[1];
    struct pair *pair = find(vm);

    (void)reply;
    if ( vm == FFA_ID_HYPERVISOR || (vm & FFA_ID_SECURE) )
        return FFA_NOT_SUPPORTED;
    if ( !pair )
        return FFA_INVALID_PARAMETERS;
    if ( pair->owner != RX_SPMC )
        return FFA_DENIED;
    set_owner(pair, RX_HYPERVISOR);
    return FFA_OK;
}

int32_t serve_rx_release(const uint64_t in[SERVICE_ARGUMENTS],
                         struct reply *reply)
{
    uint16_t vm = named((uint16_t)in[1]);
    struct receiver *r = receiver_find(vm);
    struct pair *pair = find(vm);

    (void)reply;
    if ( (!r && !pair) || (vm & FFA_ID_SECURE) )
        return FFA_INVALID_PARAMETERS;
    if ( !pair || pair->owner == RX_SPMC )
        return FFA_DENIED;
    if ( spmc_is(release_wants_get) && pair->owner == RX_RECEIVER && r &&
         r->framework_pend )
        return FFA_DENIED;
    set_owner(pair, RX_SPMC);
    return FFA_OK;
}

void buffer_note_left(void)
{
    static name_t name;

    if ( !name )
        name = name_intern("RX/TX pair");
    for ( unsigned int i = 1; i < all.end; i++ )
        if ( all.pair[i].pages )
            machine_note(EV_LEFT, name, LEFT_BUFFER, 1, all.pair[i].endpoint);
}
