/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Indirect messages of guests: MSG_SEND2, to SPs and to VMs.
 *
 * The header in the guest's TX is read once. The receiver gets a header that is
 * written here, in the layout of its version, the payload, and zeros: nothing
 * else of the sender, and nothing of who sent before.
 */
#include <xen/kconfig.h>
#include <xen/lib.h>
#include <xen/sched.h>
#include <xen/string.h>

#include "ffa_private.h"

/* At the beginning of TX and RX. What 1.1 has of it ends before RESERVED_1_2. */
struct header
{
    uint32_t flags;
    uint32_t reserved;
    uint32_t offset; /* of the payload                                      */
    uint32_t endpoints;
    uint32_t size; /* of the payload                                        */
    uint32_t reserved_1_2;
    uint8_t uuid[FFA_UUID_SIZE];
};

struct message
{
    struct header header;
    const void *payload;
    uint16_t receiver;
};

bool ffa_send2_enabled __ro_after_init;
bool ffa_send2_sps_enabled __ro_after_init;
bool ffa_send2_vms_enabled __ro_after_init;

/*
 * To SPs: the SPMC reads what it takes for the VM's TX, so it must know of one.
 * To VMs: they learn of messages by a notification.
 */
void ffa_send2_init(void)
{
    ffa_send2_sps_enabled =
        ffa_pair_enabled && ffa_smc_features(FFA_MSG_SEND2, NULL);
    ffa_send2_vms_enabled =
        IS_ENABLED(CONFIG_FFA_VM_TO_VM) && ffa_notif_enabled;
    ffa_send2_enabled = ffa_send2_sps_enabled || ffa_send2_vms_enabled;
}

static unsigned int header_size(uint32_t version)
{
    return version >= FFA_VERSION_1_2 ? sizeof(struct header)
                                      : offsetof(struct header, reserved_1_2);
}

/* MESSAGE is what CTX has in its TX, of SIZE bytes, if that is a message. */
static int32_t read_message(const struct ffa_ctx *ctx, const void *tx,
                            unsigned int size, struct message *message)
{
    unsigned int head = header_size(ctx->version);
    struct header *header = &message->header;

    BUILD_BUG_ON(sizeof(*header) != 40);

    *header = (struct header){};
    memcpy(header, tx, head);

    if ( header->flags || FFA_SENDER_OF(header->endpoints) != ctx->vm_id ||
         FFA_RECEIVER_OF(header->endpoints) == ctx->vm_id )
        return FFA_INVALID_PARAMETERS;
    if ( header->offset < head || header->offset > size || !header->size ||
         header->size > size - header->offset )
        return FFA_INVALID_PARAMETERS;

    message->payload = tx + header->offset;
    message->receiver = FFA_RECEIVER_OF(header->endpoints);
    return FFA_OK;
}

static bool fits(const struct message *message, uint32_t version)
{
    return message->header.size <= FFA_PAGE_SIZE - header_size(version);
}

/* TO: a page. The receiver, or who hands it on to it, goes by VERSION. */
static void write_message(void *to, uint32_t version,
                          const struct message *message)
{
    unsigned int head = header_size(version);
    unsigned int end = head + message->header.size;
    const struct header header = {
        .offset = head,
        .endpoints = message->header.endpoints,
        .size = message->header.size,
    };

    ASSERT(fits(message, version));

    memcpy(to, &header, head);
    if ( version >= FFA_VERSION_1_2 )
        memcpy(to + offsetof(struct header, uuid), message->header.uuid,
               sizeof(header.uuid));
    memcpy(to + head, message->payload, message->header.size);
    memset(to + end, 0, FFA_PAGE_SIZE - end);
}

/* While the guest's TX is ours so is its outbox. */
static int32_t send_to_sp(struct ffa_ctx *ctx, const struct message *message)
{
    void *outbox = ctx->rxtx.pair.outbox;
    uint32_t properties;

    if ( !ffa_partinfo_has_sp(message->receiver, &properties) )
        return FFA_INVALID_PARAMETERS;
    if ( !ffa_send2_sps_enabled || !outbox )
        return FFA_NOT_SUPPORTED;
    if ( !(properties & FFA_PART_INDIRECT) )
        return FFA_DENIED;
    if ( !fits(message, ffa_smc_version) )
        return FFA_NO_MEMORY;

    write_message(outbox, ffa_smc_version, message);
    return ffa_smc_simple(FFA_MSG_SEND2, FFA_ENDPOINTS(ctx->vm_id, 0), 0, 0, 0);
}

static int32_t deliver(struct ffa_ctx *to, const struct message *message)
{
    uint32_t version = ACCESS_ONCE(to->version);
    int32_t status;
    void *rx;

    if ( version < FFA_VERSION_1_1 )
        return FFA_DENIED;
    if ( !fits(message, version) )
        return FFA_NO_MEMORY;

    rx = ffa_rxtx_guest_rx_get(to, &status);
    if ( !rx )
        return status;

    write_message(rx, version, message);
    ffa_rxtx_guest_rx_put(to, true);
    ffa_notif_rx_full(to);
    return FFA_OK;
}

/* The look-up finds VMs that live, and keeps them until the unlock. */
static int32_t send_to_vm(const struct message *message)
{
    uint16_t id = message->receiver;
    int32_t status = FFA_INVALID_PARAMETERS;
    struct domain *d;

    if ( !ffa_send2_vms_enabled || id == FFA_ID_HYPERVISOR ||
         id > FFA_VM_ID_MAX || rcu_lock_live_remote_domain_by_id(id - 1, &d) )
        return FFA_INVALID_PARAMETERS;

    if ( d->arch.tee )
        status = deliver(d->arch.tee, message);
    rcu_unlock_domain(d);

    return status;
}

/* w1: a sender is for the hypervisor to name. w2: no flag is for VMs. */
int32_t ffa_send2_guest(struct ffa_ctx *ctx, const register_t *arg,
                        register_t *result)
{
    struct message message;
    unsigned int size;
    const void *tx;
    int32_t status;

    if ( (arg[1] && arg[1] != FFA_ENDPOINTS(ctx->vm_id, 0)) || arg[2] )
        return FFA_INVALID_PARAMETERS;

    tx = ffa_rxtx_guest_tx_get(ctx, &size, &status);
    if ( !tx )
        return status;

    status = read_message(ctx, tx, size, &message);
    if ( !status )
        status = message.receiver & FFA_ID_SECURE ? send_to_sp(ctx, &message)
                                                  : send_to_vm(&message);
    ffa_rxtx_guest_tx_put(ctx);
    return status;
}
