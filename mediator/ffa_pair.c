/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the SPMC knows of guests' RX/TX buffers, and how they go.
 */
#include <xen/lib.h>
#include <xen/mm.h>
#include <xen/string.h>

#include "ffa_private.h"

/* Ranges of memory: how many, and the only one. */
struct region
{
    uint32_t pages;
    uint32_t ranges;
    uint64_t reserved;
    uint64_t address;
    uint32_t range_pages;
    uint32_t range_reserved;
};

/* In the hypervisor's TX, for RXTX_MAP on behalf of a VM: since FF-A 1.1. */
struct rxtx_descriptor
{
    uint16_t endpoint;
    uint16_t reserved;
    uint32_t rx_offset;
    uint32_t tx_offset;
    uint32_t padding; /* regions are aligned to 8 bytes                      */
    struct region rx;
    struct region tx;
};

bool ffa_pair_enabled __ro_after_init;

/*
 * An SPMC that cannot be asked for a guest's RX may write there at any time,
 * and must not be told of it.
 */
void ffa_pair_init(void)
{
    ffa_pair_enabled = ffa_smc_features(FFA_RX_ACQUIRE, NULL);
}

static struct region one_page(paddr_t address)
{
    return (struct region){
        .pages = 1,
        .ranges = 1,
        .address = address,
        .range_pages = 1,
    };
}

/* *REFUSED: it said that it did not. Else, on failure, it may have all the same. */
static int32_t tell(const struct ffa_pair *pair, uint16_t vm_id, bool *refused)
{
    struct arm_smccc_1_2_regs regs = {.a0 = FFA_RXTX_MAP_64};
    const struct rxtx_descriptor descriptor = {
        .endpoint = vm_id,
        .rx_offset = offsetof(struct rxtx_descriptor, rx),
        .tx_offset = offsetof(struct rxtx_descriptor, tx),
        .rx = one_page(page_to_maddr(pair->rx)),
        .tx = one_page(__pa(pair->outbox)),
    };
    unsigned int size;
    void *tx = ffa_rxtx_tx_get(&size);
    int32_t status;

    BUILD_BUG_ON(sizeof(struct region) != 32);
    BUILD_BUG_ON(sizeof(descriptor) > FFA_PAGE_SIZE);

    *refused = true;
    if ( !tx )
        return FFA_NOT_SUPPORTED;

    memcpy(tx, &descriptor, sizeof(descriptor));
    status = ffa_smc_call(&regs);
    ffa_rxtx_tx_put();

    *refused = (uint32_t)regs.a0 == FFA_ERROR;
    return status;
}

/*
 * Tell the SPMC of a guest's new pair. On failure it does not have the pages,
 * except if it says so: then the pair keeps its outbox.
 */
int32_t ffa_pair_map(struct ffa_pair *pair, uint16_t vm_id)
{
    int32_t status, undone = FFA_OK;
    bool refused;

    if ( !ffa_pair_enabled )
        return FFA_OK;

    pair->outbox = alloc_xenheap_page();
    if ( !pair->outbox )
        return FFA_NO_MEMORY;
    memset(pair->outbox, 0, PAGE_SIZE);

    status = tell(pair, vm_id, &refused);
    if ( !status )
        return FFA_OK;

    if ( !refused )
        undone = ffa_pair_unmap(pair, vm_id);
    if ( !undone || undone == FFA_INVALID_PARAMETERS )
    {
        free_xenheap_page(pair->outbox);
        pair->outbox = NULL;
    }

    return status;
}

int32_t ffa_pair_unmap(const struct ffa_pair *pair, uint16_t vm_id)
{
    if ( !pair->outbox )
        return FFA_OK;

    return ffa_smc_simple(FFA_RXTX_UNMAP, (uint32_t)vm_id << 16, 0, 0, 0);
}

int32_t ffa_pair_rx_acquire(const struct ffa_pair *pair, uint16_t vm_id)
{
    if ( !pair->outbox )
        return FFA_OK;

    return ffa_smc_simple(FFA_RX_ACQUIRE, vm_id, 0, 0, 0);
}

int32_t ffa_pair_rx_release(const struct ffa_pair *pair, uint16_t vm_id)
{
    if ( !pair->outbox )
        return FFA_OK;

    return ffa_smc_simple(FFA_RX_RELEASE, vm_id, 0, 0, 0);
}

void ffa_pair_free(struct ffa_pair *pair)
{
    if ( pair->tx )
        put_page(pair->tx);
    if ( pair->rx )
        put_page(pair->rx);
    free_xenheap_page(pair->outbox);
    *pair = (struct ffa_pair){};
}
