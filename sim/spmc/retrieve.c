/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A hypervisor's MEM_RETRIEVE_REQ, with MEM_FRAG_RX: what a share is made of.
 * FF-A 1.1, memory management.
 */
#include <string.h>

#include "buffer.h"
#include "bug.h"
#include "lend.h"
#include "parts.h"
#include "service.h"
#include "share.h"
#include "state.h"

/* What the hypervisor reads in fragments. */
static struct
{
    uint64_t handle; /* 0: nothing                                          */
    uint32_t sent;
} reading;
STATE(reading);

void retrieve_boot(void)
{
    reading.handle = 0;
}

static uint32_t total_of(const struct share *share)
{
    uint8_t head[DESCRIPTOR_HEAD];

    return descriptor_write(&share->t, head) +
           share->t.nr_ranges * (uint32_t)sizeof(struct ffa_range);
}

/* The descriptor of SHARE from `reading.sent` on, into RX. The bytes, or a
 * status. */
static int32_t write_fragment(const struct share *share)
{
    uint8_t head[DESCRIPTOR_HEAD];
    uint32_t head_size = descriptor_write(&share->t, head);
    uint32_t size = total_of(share) - reading.sent;
    uint32_t from_head = 0;
    void *window = NULL;
    int32_t status;

    if ( !buffer_exists(FFA_ID_HYPERVISOR) )
        return FFA_INVALID_PARAMETERS;
    if ( size > buffer_size(FFA_ID_HYPERVISOR) )
        size = (uint32_t)buffer_size(FFA_ID_HYPERVISOR);
    status = buffer_rx(FFA_ID_HYPERVISOR, size, &window);
    if ( status )
        return status == FFA_BUSY ? (int32_t)spmc_is(retrieve_busy) : status;
    /* A page has room for the head, so it is in the first fragment. */
    if ( !reading.sent )
        from_head = head_size;
    SIM_BUG_ON(from_head > size);
    memcpy(window, head, from_head);
    share_ranges(share, reading.sent + from_head - head_size, size - from_head,
                 (uint8_t *)window + from_head);
    buffer_filled(FFA_ID_HYPERVISOR);
    reading.sent += size;
    return (int32_t)size;
}

/* A hypervisor reads what a share is made of, once. */
int32_t serve_mem_retrieve_req(const uint64_t in[SERVICE_ARGUMENTS],
                               struct reply *reply)
{
    uint64_t handle = 0;
    struct lend_fragment fragment;
    struct share *share;
    int32_t status = lend_fragment(in, &fragment);

    if ( !status )
        status =
            descriptor_read_retrieve(fragment.bytes, fragment.size, &handle);
    if ( status )
        return status;
    share = share_find(handle);
    if ( !share || !share->complete )
        return FFA_INVALID_PARAMETERS;
    if ( share->read )
        return FFA_DENIED;
    reading.handle = handle;
    reading.sent = 0;
    status = write_fragment(share);
    if ( status < 0 )
        return status;
    share->read = true;
    reply_set(reply, 0, FFA_FID32(MEM_RETRIEVE_RESP));
    reply_set(reply, 1, total_of(share));
    reply_set(reply, 2, (uint32_t)status);
    return FFA_OK;
}

int32_t serve_mem_frag_rx(const uint64_t in[SERVICE_ARGUMENTS],
                          struct reply *reply)
{
    struct share *share = lend_find(in);
    int32_t status;

    if ( !share || share->handle != reading.handle || !share->complete )
        return FFA_INVALID_PARAMETERS;
    if ( (uint32_t)in[3] != reading.sent || reading.sent == total_of(share) )
        return FFA_INVALID_PARAMETERS;
    status = write_fragment(share);
    if ( status < 0 )
        return status;
    reply_set(reply, 0, FFA_FID32(MEM_FRAG_TX));
    lend_set_handle(reply, 1, share->handle);
    reply_set(reply, 3, (uint32_t)status);
    reply_set(reply, 4, (uint32_t)share->t.sender << 16);
    return FFA_OK;
}
