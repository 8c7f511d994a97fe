/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * MSG_SEND2. FF-A 1.2, indirect messaging. The order of checks is Hafnium's.
 *
 * An SP's RX buffer is full until the SP runs: direct requests, RUN, and its
 * own calls.
 */
#include "indirect.h"

#include <string.h>

#include "buffer.h"
#include "bug.h"
#include "descriptor.h"
#include "machine.h"
#include "notify.h"
#include "service.h"
#include "sp.h"
#include "state.h"

#define SP_BUFFER 4096u /* bytes of an SP's RX                              */

static struct
{
    bool full[PROGRAM_MAX_SPS];
} all;
STATE(all);

void indirect_boot(void)
{
    memset(&all, 0, sizeof(all));
}

void indirect_behave(void)
{
    SIM_BUG_ON(!spmc_state.behaves);
    memset(&all, 0, sizeof(all));
}

void indirect_take(unsigned int sp)
{
    SIM_BUG_ON(sp >= spmc_state.world.nr_sps);
    all.full[sp] = false;
}

/* The SP that is to receive what EP sends. Status. */
static int32_t check_receiver(uint16_t id)
{
    const struct receiver *r = receiver_find(id);
    unsigned int sp;

    if ( !r )
        return FFA_INVALID_PARAMETERS;
    if ( !receiver_is_sp(r) )
        return FFA_DENIED; /* Messages between VMs are the hypervisor's. */
    sp = receiver_position(r);
    if ( sp_is_dead(sp) || !sp_messages(sp) )
        return FFA_DENIED;
    return all.full[sp] ? FFA_BUSY : FFA_OK;
}

/* It is in the SP's RX buffer now. */
static void deliver(uint16_t id, uint16_t sender, uint32_t size, bool delay)
{
    struct receiver *r = receiver_find(id);
    unsigned int sp;

    SIM_BUG_ON(!r);
    sp = receiver_position(r);
    all.full[sp] = true;
    machine_note(EV_MESSAGE, 0, id, sender, size);
    if ( sp_notifiable(sp) )
        notify_rx_full(r, sender, delay);
}

/* The message in the TX buffer of VM, which may change at any time. Status. */
static int32_t read_header(uint16_t vm, struct ffa_message_1_1 *header)
{
    const void *tx;

    if ( !buffer_exists(vm) )
        return FFA_DENIED;
    tx = buffer_tx(vm);
    if ( !tx )
        return FFA_ABORTED;
    memcpy(header, tx, sizeof(*header));
    return FFA_OK;
}

int32_t serve_msg_send2(const uint64_t in[SERVICE_ARGUMENTS],
                        struct reply *reply)
{
    uint16_t vm = (uint16_t)(in[1] >> 16);
    struct ffa_message_1_1 header;
    size_t size;
    int32_t status;

    (void)reply;
    if ( !descriptor_message() )
        return FFA_NOT_SUPPORTED;
    status = read_header(vm, &header);
    if ( status )
        return status;
    if ( header.sender != vm || header.receiver == vm )
        return FFA_INVALID_PARAMETERS;
    if ( (uint32_t)in[2] || header.flags )
        return FFA_INVALID_PARAMETERS;
    status = check_receiver(header.receiver);
    if ( status )
        return status;
    size = buffer_size(vm) < SP_BUFFER ? buffer_size(vm) : SP_BUFFER;
    if ( header.offset < descriptor_message() || header.offset > size ||
         header.size > size - header.offset )
        return FFA_INVALID_PARAMETERS;
    deliver(header.receiver, vm, header.size, false);
    return FFA_OK;
}

/* Into a VM's RX buffer. Status. */
static int32_t send_to_vm(unsigned int sp, uint16_t vm, uint32_t size,
                          bool delay)
{
    struct ffa_message_1_2 header = {
        .base =
            {
                .offset = (uint32_t)descriptor_message(),
                .receiver = vm,
                .sender = (uint16_t)(PROGRAM_FIRST_SP + sp),
                .size = size,
            },
    };
    struct receiver *r = receiver_find(vm);
    void *window = NULL;
    int32_t status;

    if ( !buffer_exists(vm) )
        return FFA_DENIED;
    if ( size > buffer_size(vm) - descriptor_message() )
        return FFA_INVALID_PARAMETERS;
    status = buffer_rx(vm, descriptor_message() + size, &window);
    if ( status )
        return status;
    memcpy(window, &header, descriptor_message());
    memset((uint8_t *)window + descriptor_message(),
           (int)(PROGRAM_FIRST_SP + sp), size);
    buffer_filled(vm);
    machine_note(EV_MESSAGE, 0, vm, header.base.sender, size);
    if ( r )
        notify_rx_full(r, header.base.sender, delay);
    return FFA_OK;
}

int32_t spmc_sp_send(unsigned int sp, uint16_t receiver, uint32_t size,
                     bool delay)
{
    int32_t status;

    if ( !service_find(FFA_FID32(MSG_SEND2)) )
        return FFA_NOT_SUPPORTED;
    if ( sp >= spmc_state.world.nr_sps || receiver == PROGRAM_FIRST_SP + sp )
        return FFA_INVALID_PARAMETERS;
    if ( sp_is_dead(sp) || !sp_messages(sp) )
        return FFA_DENIED;
    if ( !(receiver & FFA_ID_SECURE) )
        return send_to_vm(sp, receiver, size, delay);
    status = check_receiver(receiver);
    if ( status )
        return status;
    if ( size > SP_BUFFER - descriptor_message() )
        return FFA_INVALID_PARAMETERS;
    deliver(receiver, (uint16_t)(PROGRAM_FIRST_SP + sp), size, delay);
    return FFA_OK;
}

uint64_t spmc_sp_get(unsigned int sp)
{
    if ( sp >= spmc_state.world.nr_sps || sp_is_dead(sp) )
        return 0;
    indirect_take(sp);
    return sp_fetch(sp);
}
