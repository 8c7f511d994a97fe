/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * MEM_SHARE, MEM_LEND, MEM_DONATE, MEM_FRAG_TX and MEM_RECLAIM: FF-A 1.1, memory
 * management. The order of checks is Hafnium's.
 */
#include "buffer.h"
#include "bug.h"
#include "holder.h"
#include "lend.h"
#include "machine.h"
#include "receiver.h"
#include "service.h"
#include "share.h"
#include "state.h"
#include "window.h"

#define ALIGNMENT (sizeof(struct ffa_range) - 1)

/* SIZE bytes of the hypervisor's TX. Status. */
static int32_t find_in_tx(uint32_t size, struct lend_fragment *fragment)
{
    if ( !buffer_exists(FFA_ID_HYPERVISOR) ||
         size > buffer_size(FFA_ID_HYPERVISOR) )
        return (int32_t)spmc_is(no_memory_buffer);
    *fragment = (struct lend_fragment){buffer_tx(FFA_ID_HYPERVISOR), size};
    return fragment->bytes ? FFA_OK : FFA_ABORTED;
}

/* A buffer of the caller's own. Status. */
static int32_t find_elsewhere(uint64_t address, uint64_t pages, uint32_t size,
                              struct lend_fragment *fragment)
{
    if ( !spmc_is(dynamic_buffer) || !address || !pages )
        return FFA_INVALID_PARAMETERS;
    if ( (address & (FFA_PAGE_BYTES - 1)) || size > pages * FFA_PAGE_BYTES )
        return FFA_INVALID_PARAMETERS;
    *fragment = (struct lend_fragment){
        window_open(FFA_ID_SPMC, address, size, false), size};
    return fragment->bytes ? FFA_OK : FFA_INVALID_PARAMETERS;
}

int32_t lend_fragment(const uint64_t in[SERVICE_ARGUMENTS],
                      struct lend_fragment *fragment)
{
    uint32_t total = (uint32_t)in[1];
    uint32_t size = (uint32_t)in[2];

    if ( spmc_is(memory_checks_reserved) && (in[5] || in[6] || in[7]) )
        return FFA_INVALID_PARAMETERS;
    if ( size > total || !size )
        return FFA_INVALID_PARAMETERS;
    if ( total & ALIGNMENT )
        return (int32_t)spmc_is(memory_unaligned);
    if ( size & ALIGNMENT )
        return FFA_INVALID_PARAMETERS;
    if ( in[3] || (uint32_t)in[4] )
        return find_elsewhere(in[3], (uint32_t)in[4], size, fragment);
    return find_in_tx(size, fragment);
}

static bool flags_fit(enum log_share how, uint32_t flags)
{
    uint32_t type = (uint32_t)(how + 1) << FFA_MEMORY_TYPE_SHIFT;

    if ( spmc_is(memory_type_in_flags) && (flags & FFA_MEMORY_TYPE_FLAGS) )
    {
        if ( (flags & FFA_MEMORY_TYPE_FLAGS) != type )
            return false;
        flags &= ~FFA_MEMORY_TYPE_FLAGS;
    }
    return !(flags & ~(how == SHARE_SHARE ? 0 : FFA_MEMORY_CLEAR));
}

/* What is not lent to one is to be normal memory; else the one says. */
static int32_t check_attributes(enum log_share how, const struct transaction *t)
{
    bool unspecified =
        how == SHARE_DONATE || (how == SHARE_LEND && t->nr_access == 1);

    if ( t->attributes & FFA_MEMORY_NON_SECURE )
        return FFA_INVALID_PARAMETERS;
    if ( unspecified ? !(t->attributes & FFA_MEMORY_TYPE_MASK)
                     : t->attributes == FFA_MEMORY_NORMAL )
        return FFA_OK;
    return (int32_t)spmc_is(memory_attributes);
}

static bool access_fits(enum log_share how, const struct transaction *t)
{
    for ( uint32_t i = 0; i < t->nr_access; i++ )
    {
        const struct receiver *r = receiver_find(t->access[i].receiver);
        uint8_t permissions = t->access[i].permissions;

        if ( !r || !receiver_is_sp(r) )
            return false;
        if ( (permissions & ~FFA_MEMORY_DATA_MASK) ||
             (permissions & FFA_MEMORY_DATA_MASK) == FFA_MEMORY_DATA_MASK )
            return false;
        if ( how != SHARE_DONATE && !permissions )
            return false;
    }
    return how != SHARE_DONATE || t->nr_access == 1;
}

static int32_t check(enum log_share how, const struct transaction *t)
{
    if ( t->sender & FFA_ID_SECURE )
        return FFA_DENIED;
    if ( t->handle || !flags_fit(how, t->flags) || !access_fits(how, t) )
        return FFA_INVALID_PARAMETERS;
    return check_attributes(how, t);
}

void lend_set_handle(struct reply *reply, unsigned int first, uint64_t handle)
{
    reply_set(reply, first, (uint32_t)handle);
    reply_set(reply, first + 1, handle >> 32);
}

/* All is there: SUCCESS; else a fragment is asked for. Status. */
static int32_t conclude(struct share *share, struct reply *reply)
{
    if ( share->got == share->total )
    {
        int32_t status = share_complete(share);

        if ( status )
            return status;
        if ( share->t.flags & FFA_MEMORY_CLEAR )
            share_clear(share);
        lend_set_handle(reply, 2, share->handle);
        return FFA_OK;
    }
    reply_set(reply, 0, FFA_FID32(MEM_FRAG_RX));
    lend_set_handle(reply, 1, share->handle);
    reply_set(reply, 3, share->got);
    reply_set(reply, 4,
              spmc_is(fragment_has_sender) ? (uint32_t)share->t.sender << 16
                                           : 0);
    return FFA_OK;
}

/* The ranges of a fragment, from its byte FROM on. A share that is refused is
 * forgotten. Status. */
static int32_t take_fragment(struct share *share,
                             const struct lend_fragment *fragment,
                             uint32_t from, struct reply *reply)
{
    int32_t status =
        share_add(share, fragment->bytes + from, fragment->size - from);

    share->got += fragment->size;
    SIM_BUG_ON(share->got > share->total);
    if ( !status )
        status = conclude(share, reply);
    if ( status )
        share_drop(share);
    return status;
}

static int32_t send(enum log_share how, const uint64_t in[SERVICE_ARGUMENTS],
                    struct reply *reply)
{
    struct transaction t = {.handle = 0};
    struct lend_fragment fragment = {NULL, 0};
    struct share *share;
    int32_t status = lend_fragment(in, &fragment);

    if ( status )
        return status;
    status =
        descriptor_read(fragment.bytes, fragment.size, (uint32_t)in[1], &t);
    if ( status )
        machine_note(EV_MALFORMED, 0, in[0]);
    else
        status = check(how, &t);
    if ( status )
        return status;
    share = share_create(how, &t, (uint32_t)in[1]);
    if ( !share )
        return FFA_NO_MEMORY;
    return take_fragment(share, &fragment, t.ranges_at, reply);
}

int32_t serve_mem_share(const uint64_t in[SERVICE_ARGUMENTS],
                        struct reply *reply)
{
    return send(SHARE_SHARE, in, reply);
}

int32_t serve_mem_lend(const uint64_t in[SERVICE_ARGUMENTS],
                       struct reply *reply)
{
    return send(SHARE_LEND, in, reply);
}

int32_t serve_mem_donate(const uint64_t in[SERVICE_ARGUMENTS],
                         struct reply *reply)
{
    return send(SHARE_DONATE, in, reply);
}

struct share *lend_find(const uint64_t in[SERVICE_ARGUMENTS])
{
    return share_find((uint32_t)in[1] | (uint64_t)(uint32_t)in[2] << 32);
}

/* Is w4 the sender of SHARE, as far as anybody is told? */
static bool sender_fits(const uint64_t in[SERVICE_ARGUMENTS],
                        const struct share *share)
{
    return !spmc_is(fragment_has_sender) ||
           (uint16_t)(in[4] >> 16) == share->t.sender;
}

int32_t serve_mem_frag_tx(const uint64_t in[SERVICE_ARGUMENTS],
                          struct reply *reply)
{
    uint32_t size = (uint32_t)in[3];
    struct share *share = lend_find(in);
    struct lend_fragment fragment = {NULL, 0};
    int32_t status;

    if ( !share || share->complete || !sender_fits(in, share) )
        return FFA_INVALID_PARAMETERS;
    if ( !size || (size & ALIGNMENT) || size > share->total - share->got )
        return FFA_INVALID_PARAMETERS;
    status = find_in_tx(size, &fragment);
    if ( status )
        return status;
    return take_fragment(share, &fragment, 0, reply);
}

int32_t serve_mem_reclaim(const uint64_t in[SERVICE_ARGUMENTS],
                          struct reply *reply)
{
    uint32_t flags = (uint32_t)in[3];
    struct share *share = lend_find(in);

    (void)reply;
    if ( flags & ~(FFA_MEMORY_CLEAR | FFA_MEMORY_TIME_SLICE) )
        return FFA_INVALID_PARAMETERS;
    if ( flags && !spmc_is(reclaim_flags) )
        return FFA_INVALID_PARAMETERS;
    if ( !share || !share->complete )
        return FFA_INVALID_PARAMETERS;
    if ( share_held(share) )
    {
        holder_wanted(share);
        return FFA_DENIED;
    }
    if ( flags & FFA_MEMORY_CLEAR )
        share_clear(share);
    machine_note(EV_RECLAIMED, 0, share->handle);
    share_drop(share);
    return FFA_OK;
}
