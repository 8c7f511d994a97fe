/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * RX/TX buffers of guests. A page stays what it is as long as we have a
 * reference on it, whatever its guest does meanwhile.
 */
#include <xen/domain_page.h>
#include <xen/lib.h>

#include <asm/smccc.h>

#include "ffa_private.h"

/* A page of RAM that the guest may write to, or NULL. */
static struct page_info *get_buffer(struct domain *d, register_t ipa)
{
    p2m_type_t type;
    struct page_info *page;

    if ( !IS_ALIGNED(ipa, FFA_PAGE_SIZE) )
        return NULL;

    page = get_page_from_gfn(d, gfn_x(gaddr_to_gfn(ipa)), &type, P2M_ALLOC);
    if ( page && type != p2m_ram_rw )
    {
        put_page(page);
        return NULL;
    }

    return page;
}

int32_t ffa_rxtx_map(struct ffa_ctx *ctx, const register_t *x)
{
    struct ffa_buffers new = {.rx_is_free = true};
    int32_t status = FFA_INVALID_PARAMETERS;

    if ( x[1] == x[2] || x[3] != 1 )
        return FFA_INVALID_PARAMETERS;

    new.tx_page = get_buffer(ctx->d, x[1]);
    new.rx_page = get_buffer(ctx->d, x[2]);
    if ( !new.tx_page || !new.rx_page )
        goto err;

    new.tx = __map_domain_page_global(new.tx_page);
    new.rx = __map_domain_page_global(new.rx_page);
    if ( !new.tx || !new.rx )
    {
        status = FFA_NO_MEMORY;
        goto err;
    }

    spin_lock(&ctx->lock);
    status = ctx->buffers.rx_page ? FFA_DENIED : FFA_OK;
    if ( !status )
        ctx->buffers = new;
    spin_unlock(&ctx->lock);

    if ( !status )
        return FFA_OK;

err:
    if ( new.tx )
        unmap_domain_page_global(new.tx);
    if ( new.rx )
        unmap_domain_page_global(new.rx);
    if ( new.tx_page )
        put_page(new.tx_page);
    if ( new.rx_page )
        put_page(new.rx_page);
    return status;
}

int32_t ffa_rxtx_unmap(struct ffa_ctx *ctx)
{
    struct ffa_buffers old;

    spin_lock(&ctx->lock);
    old = ctx->buffers;
    ctx->buffers = (struct ffa_buffers){};
    spin_unlock(&ctx->lock);

    if ( !old.rx_page )
        return FFA_INVALID_PARAMETERS;

    /* The last reference may free the page: not under the lock. */
    unmap_domain_page_global(old.rx);
    unmap_domain_page_global(old.tx);
    put_page(old.rx_page);
    put_page(old.tx_page);

    return FFA_OK;
}

int32_t ffa_rx_release(struct ffa_ctx *ctx)
{
    int32_t status = FFA_DENIED;

    spin_lock(&ctx->lock);
    if ( ctx->buffers.rx_page && !ctx->buffers.rx_is_free )
    {
        ctx->buffers.rx_is_free = true;
        status = FFA_OK;
    }
    spin_unlock(&ctx->lock);

    return status;
}

/* Every partition, or how many there are. */
int32_t ffa_partition_info_get(struct ffa_ctx *ctx, const register_t *x,
                               struct ffa_reply *reply)
{
    int32_t status = FFA_BUSY;

    if ( x[1] | x[2] | x[3] | x[4] || (x[5] & ~1UL) )
        return FFA_INVALID_PARAMETERS;

    reply->w[0] = ffa_partition_count();
    if ( x[5] )
        return FFA_OK;

    spin_lock(&ctx->lock);
    if ( ctx->buffers.rx_page && ctx->buffers.rx_is_free )
    {
        reply->w[1] = ffa_partition_write(ctx->buffers.rx, ctx->version);
        ctx->buffers.rx_is_free = false;
        status = FFA_OK;
    }
    spin_unlock(&ctx->lock);

    return status;
}
