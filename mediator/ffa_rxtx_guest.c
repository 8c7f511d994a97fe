/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Guests' RX/TX buffers.
 *
 * The lock is held for as long as it takes to see whose a buffer is and to say
 * who has it next, and never while somebody reads or writes one.
 */
#include <xen/domain_page.h>
#include <xen/lib.h>
#include <xen/mm.h>
#include <xen/sched.h>

#include "ffa_private.h"

/* How often the SPMC may put us off when it gets back what was not used. */
#define MAX_RELEASE_TRIES 8U

/* With a reference, if it is the guest's own RAM and the guest may write. */
static struct page_info *get_page_of(struct domain *d, register_t address)
{
    struct page_info *page;
    p2m_type_t type;

    page = get_page_from_gfn(d, gfn_x(gaddr_to_gfn(address)), &type, P2M_ALLOC);
    if ( page && type != p2m_ram_rw )
    {
        put_page(page);
        return NULL;
    }

    return page;
}

/* Two pages: a buffer that is both has no owner that could be told. */
static int32_t find_pages(struct domain *d, const register_t *arg,
                          struct ffa_pair *pair)
{
    if ( !IS_ALIGNED(arg[1], FFA_PAGE_SIZE) ||
         !IS_ALIGNED(arg[2], FFA_PAGE_SIZE) || arg[3] != 1 )
        return FFA_INVALID_PARAMETERS;

    pair->tx = get_page_of(d, arg[1]);
    pair->rx = get_page_of(d, arg[2]);
    if ( !pair->tx || !pair->rx || pair->tx == pair->rx )
        return FFA_INVALID_PARAMETERS;

    return FFA_OK;
}

/* Nothing else is done to the pair, which is mapped or not, until the end. */
static bool change_begin(struct ffa_rxtx *rxtx, bool mapped)
{
    bool begun;

    spin_lock(&rxtx->lock);
    begun = !rxtx->busy && !rxtx->closed && rxtx->mapped == mapped &&
            !rxtx->tx_used && rxtx->rx == FFA_RX_FREE;
    if ( begun )
        rxtx->busy = true;
    spin_unlock(&rxtx->lock);

    return begun;
}

static void change_end(struct ffa_rxtx *rxtx, bool mapped)
{
    spin_lock(&rxtx->lock);
    ACCESS_ONCE(rxtx->mapped) = mapped; /* looked at without the lock, too */
    rxtx->busy = false;
    spin_unlock(&rxtx->lock);
}

/* x1: TX. x2: RX. w3: pages of each. */
int32_t ffa_rxtx_guest_map(struct ffa_ctx *ctx, const register_t *arg,
                           register_t *result)
{
    struct ffa_rxtx *rxtx = &ctx->rxtx;
    struct ffa_pair pair = {};
    int32_t status;

    if ( !change_begin(rxtx, false) )
        return FFA_DENIED;

    status = find_pages(ctx->d, arg, &pair);
    if ( !status )
        status = ffa_pair_map(&pair, ctx->vm_id);

    /* If the SPMC has it all the same the guest can unmap it. */
    if ( status && !pair.outbox )
        ffa_pair_free(&pair);

    rxtx->pair = pair;
    change_end(rxtx, pair.tx);
    return status;
}

/*
 * w1: the ID of a VM is for the hypervisor. Guests are known to put their own
 * there, in the half that it has in this call.
 */
static bool names_another(const struct ffa_ctx *ctx, uint16_t id)
{
    return id && id != ctx->vm_id;
}

int32_t ffa_rxtx_guest_unmap(struct ffa_ctx *ctx, const register_t *arg,
                             register_t *result)
{
    struct ffa_rxtx *rxtx = &ctx->rxtx;
    int32_t status;

    if ( names_another(ctx, FFA_SENDER_OF(arg[1])) ||
         !ACCESS_ONCE(rxtx->mapped) )
        return FFA_INVALID_PARAMETERS;
    if ( !change_begin(rxtx, true) )
        return FFA_DENIED;

    status = ffa_pair_unmap(&rxtx->pair, ctx->vm_id);
    if ( !status )
        ffa_pair_free(&rxtx->pair);

    change_end(rxtx, status);
    return status;
}

const void *ffa_rxtx_guest_tx_get(struct ffa_ctx *ctx, unsigned int *size,
                                  int32_t *status)
{
    struct ffa_rxtx *rxtx = &ctx->rxtx;

    spin_lock(&rxtx->lock);
    if ( !rxtx->mapped || rxtx->closed )
        *status = FFA_DENIED;
    else
        *status = rxtx->tx_used || rxtx->busy ? FFA_BUSY : FFA_OK;
    if ( !*status )
        rxtx->tx_used = true;
    spin_unlock(&rxtx->lock);

    *size = FFA_PAGE_SIZE;
    return *status ? NULL : __map_domain_page_global(rxtx->pair.tx);
}

void ffa_rxtx_guest_tx_put(struct ffa_ctx *ctx)
{
    spin_lock(&ctx->rxtx.lock);
    ASSERT(ctx->rxtx.tx_used);
    ctx->rxtx.tx_used = false;
    spin_unlock(&ctx->rxtx.lock);
}

/* Whoever had RX leaves it to NEXT. The last to leave a dying VM says so. */
static void rx_leave(struct ffa_ctx *ctx, enum ffa_rx next)
{
    struct ffa_rxtx *rxtx = &ctx->rxtx;
    bool closed;

    spin_lock(&rxtx->lock);
    ASSERT(rxtx->rx == FFA_RX_WRITTEN || rxtx->rx == FFA_RX_RELEASING);
    rxtx->rx = next;
    closed = rxtx->closed;
    spin_unlock(&rxtx->lock);

    if ( closed )
        ffa_domain_leave(ctx);
}

void *ffa_rxtx_guest_rx_get(struct ffa_ctx *ctx, int32_t *status)
{
    struct ffa_rxtx *rxtx = &ctx->rxtx;

    spin_lock(&rxtx->lock);
    if ( !rxtx->mapped || rxtx->closed )
        *status = FFA_DENIED;
    else
        *status = rxtx->rx != FFA_RX_FREE || rxtx->busy ? FFA_BUSY : FFA_OK;
    if ( !*status )
        rxtx->rx = FFA_RX_WRITTEN;
    spin_unlock(&rxtx->lock);

    if ( *status )
        return NULL;

    /* An SP's message may be in it. */
    if ( ffa_pair_rx_acquire(&rxtx->pair, ctx->vm_id) )
    {
        *status = FFA_BUSY;
        rx_leave(ctx, FFA_RX_FREE);
        return NULL;
    }

    return __map_domain_page_global(rxtx->pair.rx);
}

static void give_back(struct ffa_ctx *ctx)
{
    unsigned int tries = 0;
    int32_t status;

    do
    {
        status = ffa_pair_rx_release(&ctx->rxtx.pair, ctx->vm_id);
    } while ( ffa_smc_transient(status) && ++tries < MAX_RELEASE_TRIES );

    if ( status && printk_ratelimit() )
        printk(XENLOG_WARNING "FF-A: RX of VM %u is not released: error %d\n",
               ctx->vm_id, status);
}

void ffa_rxtx_guest_rx_put(struct ffa_ctx *ctx, bool full)
{
    if ( !full )
        give_back(ctx);

    rx_leave(ctx, full ? FFA_RX_FULL : FFA_RX_FREE);
}

/*
 * The SPMC first: until it knows, nobody may have RX. It may also know of a
 * message of an SP's when the mediator does not.
 */
int32_t ffa_rxtx_guest_rx_release(struct ffa_ctx *ctx, const register_t *arg,
                                  register_t *result)
{
    struct ffa_rxtx *rxtx = &ctx->rxtx;
    enum ffa_rx before;
    int32_t status;
    bool begun;

    if ( names_another(ctx, FFA_RECEIVER_OF(arg[1])) )
        return FFA_INVALID_PARAMETERS;

    spin_lock(&rxtx->lock);
    before = rxtx->rx;
    begun =
        rxtx->mapped && !rxtx->busy && !rxtx->closed &&
        (before == FFA_RX_FULL || (before == FFA_RX_FREE && rxtx->pair.outbox));
    if ( begun )
        rxtx->rx = FFA_RX_RELEASING;
    spin_unlock(&rxtx->lock);

    if ( !begun )
        return FFA_DENIED;

    status = ffa_pair_rx_release(&rxtx->pair, ctx->vm_id);
    rx_leave(ctx, status ? before : FFA_RX_FREE);
    return status;
}

void ffa_rxtx_guest_open(struct ffa_ctx *ctx)
{
    spin_lock_init(&ctx->rxtx.lock);
}

bool ffa_rxtx_guest_close(struct ffa_ctx *ctx, struct ffa_pair *pair)
{
    struct ffa_rxtx *rxtx = &ctx->rxtx;
    bool done;

    spin_lock(&rxtx->lock);
    /* The vCPUs are in no call. */
    ASSERT(!rxtx->busy && !rxtx->tx_used && rxtx->rx != FFA_RX_RELEASING);
    rxtx->closed = true;
    done = rxtx->rx != FFA_RX_WRITTEN;
    if ( done )
    {
        *pair = rxtx->pair;
        rxtx->pair = (struct ffa_pair){};
        rxtx->mapped = false;
    }
    spin_unlock(&rxtx->lock);

    return done;
}
