/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * MSG_SEND2: a message in the TX buffer, and what can be wrong with it. FF-A
 * 1.2, indirect messaging.
 */
#include <string.h>

#include "argument.h"
#include "buffers.h"
#include "ffa.h"
#include "guest.h"
#include "hypervisor.h"
#include "message.h"
#include "perform.h"

#define BUFFER_BYTES PROGRAM_PAGE_BYTES
#define PAYLOAD_MOST 256u /* of what is written; the rest is as it was       */
#define ALL_ONES     0xffffffffu

/* What the message says that a good one would not. */
static void spoil(struct ffa_message_1_2 *header, uint64_t flaw)
{
    struct ffa_message_1_1 *base = &header->base;

    if ( flaw == SEND_VALUE(OTHER_SENDER) )
        base->sender++;
    else if ( flaw == SEND_VALUE(OFFSET_0) )
        base->offset = 0;
    else if ( flaw == SEND_VALUE(OFFSET_SHORT) )
        base->offset = sizeof(*base);
    else if ( flaw == SEND_VALUE(OFFSET_END) )
        base->offset = BUFFER_BYTES - 1;
    else if ( flaw == SEND_VALUE(OFFSET_WRAPS) )
        base->offset = ALL_ONES - 0xf;
    else if ( flaw == SEND_VALUE(SIZE_WRAPS) )
        base->size = ALL_ONES;
    else if ( flaw == SEND_VALUE(FLAGS) )
        base->flags = 1;
    else if ( flaw == SEND_VALUE(RESERVED) )
        header->reserved = base->reserved = ALL_ONES;
}

/* Little-endian, header and as much of the payload as there is room for. */
static bool write_message(const struct op *op)
{
    struct ffa_message_1_2 header = {
        .base = {.receiver = (uint16_t)perform_endpoint(op, op->arg[0]),
                 .sender = FFA_ID_OF_DOMAIN(op->domain),
                 .size = (uint32_t)op->arg[1]},
    };
    size_t length = op->arg[2] < FFA_VERSION_OF(1, 2) ? sizeof(header.base)
                                                      : sizeof(header);
    size_t payload = op->arg[1] < PAYLOAD_MOST ? op->arg[1] : PAYLOAD_MOST;
    uint64_t tx = buffers_tx(op->domain);
    uint8_t bytes[PAYLOAD_MOST];
    uint32_t uuid[4];

    perform_uuid(op->arg[4], uuid);
    memcpy(header.uuid, uuid, sizeof(uuid));
    header.base.offset = (uint32_t)length;
    spoil(&header, op->arg[3]);
    for ( size_t i = 0; i < payload; i++ )
        bytes[i] = (uint8_t)(op->domain << 4 ^ i);
    return buffers_write(op->domain, tx, &header, length) &&
           buffers_write(op->domain, tx + length, bytes, payload);
}

bool perform_SEND2(const struct op *op)
{
    uint64_t flaw = op->arg[3];
    uint32_t w1 = flaw == SEND_VALUE(SENDER_IN_W1)
                      ? (uint32_t)FFA_ID_OF_DOMAIN(op->domain) << 16
                      : 0;
    uint32_t w2 = flaw == SEND_VALUE(DELAY_SRI) ? FFA_SEND2_DELAY_SRI : 0;

    if ( !hypervisor_vcpu_run(op->domain, op->vcpu) )
        return false;
    if ( flaw != SEND_VALUE(AS_IT_IS) && !write_message(op) )
        return false;
    return flaw == SEND_VALUE(NO_CALL) ||
           perform_call4(op, FFA_FID32(MSG_SEND2), w1, w2, 0);
}
