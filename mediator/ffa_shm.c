/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Memory that VMs share with SPs: MEM_SHARE and MEM_RECLAIM, and what becomes
 * of shares when the VM goes.
 *
 * Only an error of the SPMC says that it did not share the memory, and only its
 * success that it does no more. Whatever else it answers, the pages are kept;
 * for ever, if they cannot be asked for.
 */
#include <xen/lib.h>
#include <xen/sched.h>
#include <xen/xmalloc.h>

#include "ffa_private.h"
#include "ffa_shm_abi.h"

/* Of an undo at a time, and of each before it is given up. */
#define MAX_UNDO  16U
#define MAX_TRIES 5U

bool ffa_shm_enabled __ro_after_init;

static struct ffa_shm_page **bucket_of(struct ffa_ctx *ctx,
                                       const struct page_info *page)
{
    paddr_t frame = page_to_maddr(page) / FFA_PAGE_SIZE;

    return &ctx->shm.claimed[frame % FFA_SHM_BUCKETS];
}

/* Under the VM's lock. */
static void unclaim(struct ffa_ctx *ctx, struct ffa_shm *shm, unsigned int nr)
{
    for ( unsigned int i = 0; i < nr; i++ )
    {
        struct ffa_shm_page **at = bucket_of(ctx, shm->pages[i].page);

        while ( *at != &shm->pages[i] )
            at = &(*at)->next;
        *at = shm->pages[i].next;
    }
}

static const struct ffa_shm_page *find_claim(struct ffa_ctx *ctx,
                                             const struct page_info *page)
{
    const struct ffa_shm_page *claim = *bucket_of(ctx, page);

    while ( claim && claim->page != page )
        claim = claim->next;
    return claim;
}

/* A page is shared once at a time, and comes once in a share. */
static int32_t claim_locked(struct ffa_ctx *ctx, struct ffa_shm *shm)
{
    for ( unsigned int i = 0; i < shm->nr_pages; i++ )
    {
        struct ffa_shm_page *own = &shm->pages[i];
        struct ffa_shm_page **bucket = bucket_of(ctx, own->page);
        const struct ffa_shm_page *other = find_claim(ctx, own->page);

        if ( other )
        {
            unclaim(ctx, shm, i);
            return other >= shm->pages && other < own ? FFA_INVALID_PARAMETERS
                                                      : FFA_DENIED;
        }
        own->next = *bucket;
        *bucket = own;
    }

    shm->claimed = true;
    return FFA_OK;
}

static int32_t claim(struct ffa_ctx *ctx, struct ffa_shm *shm)
{
    int32_t status;

    spin_lock(&ctx->shm.lock);
    status = claim_locked(ctx, shm);
    spin_unlock(&ctx->shm.lock);

    return status;
}

/* Room for one share more, which is then under way. */
static bool reserve(struct ffa_ctx *ctx)
{
    bool room;

    spin_lock(&ctx->shm.lock);
    room = ctx->shm.nr < FFA_SHM_MAX_SHARES;
    ctx->shm.nr += room;
    spin_unlock(&ctx->shm.lock);

    return room;
}

static void unreserve(struct ffa_ctx *ctx)
{
    spin_lock(&ctx->shm.lock);
    ctx->shm.nr--;
    spin_unlock(&ctx->shm.lock);
}

/* The secure world does not have SHM's pages. It is on no list. */
static void free_share(struct ffa_shm *shm)
{
    struct ffa_ctx *ctx = shm->ctx;

    if ( ctx && shm->claimed )
    {
        spin_lock(&ctx->shm.lock);
        unclaim(ctx, shm, shm->nr_pages);
        spin_unlock(&ctx->shm.lock);
    }

    for ( unsigned int i = 0; i < shm->nr_pages; i++ )
        put_page(shm->pages[i].page);
    xfree(shm);
}

static void add_share(struct ffa_ctx *ctx, struct ffa_shm *shm)
{
    spin_lock(&ctx->shm.lock);
    list_add_tail(&shm->link, &ctx->shm.shares);
    spin_unlock(&ctx->shm.lock);
}

/* The SPMC has the pages, and HANDLE is good only if no other share has it. */
static void enter_live(struct ffa_shm *shm)
{
    if ( shm->handle == FFA_MEM_NO_HANDLE || !ffa_shm_live_add(shm) )
        shm->lost = true;
}

/* The guest's share with this handle, which is on no list then. */
static struct ffa_shm *take_share(struct ffa_ctx *ctx, uint64_t handle)
{
    struct ffa_shm *shm, *found = NULL;

    spin_lock(&ctx->shm.lock);
    list_for_each_entry (shm, &ctx->shm.shares, link)
        if ( shm->handle == handle && !shm->lost )
        {
            found = shm;
            break;
        }
    if ( found )
        list_del(&found->link);
    spin_unlock(&ctx->shm.lock);

    return found;
}

/*
 * Ask the SPMC for the share. It may use the handle again as soon as it has
 * given it back, which is before we know.
 */
static int32_t give_back(struct ffa_shm *shm, uint32_t flags)
{
    int32_t status;

    ffa_shm_live_remove(shm);
    status = ffa_shm_send_reclaim(shm->handle, flags);
    if ( status )
        enter_live(shm);

    return status;
}

static struct ffa_shm *new_share(struct ffa_ctx *ctx, unsigned int nr_pages)
{
    struct ffa_shm *shm = xzalloc_flex_struct(struct ffa_shm, pages, nr_pages);

    if ( shm )
        shm->ctx = ctx;
    return shm;
}

/* Read and check what is in the guest's TX; *SHM then has the pages. */
static int32_t read_tx(struct ffa_ctx *ctx, uint32_t length,
                       struct ffa_shm_request *request, struct ffa_shm **shm)
{
    unsigned int size;
    int32_t status;
    const void *tx = ffa_rxtx_guest_tx_get(ctx, &size, &status);

    if ( !tx )
        return status;

    status = length <= size ? ffa_shm_read(ctx, tx, length, request)
                            : FFA_INVALID_PARAMETERS;
    if ( !status )
    {
        *shm = new_share(ctx, request->nr_pages);
        status =
            *shm ? ffa_shm_read_pages(ctx, tx, request, *shm) : FFA_NO_MEMORY;
    }
    ffa_rxtx_guest_tx_put(ctx);

    return status;
}

/* One share, for which there is room. */
static int32_t share(struct ffa_ctx *ctx, uint32_t length, uint64_t *handle)
{
    struct ffa_shm_request request;
    struct ffa_shm *shm = NULL;
    int32_t status = read_tx(ctx, length, &request, &shm);

    if ( !status )
        status = claim(ctx, shm);
    if ( !status )
        status = ffa_shm_send(ctx->vm_id, &request, shm);
    if ( !status )
        enter_live(shm);

    if ( !status || (shm && shm->lost) )
    {
        *handle = shm->handle;
        status = shm->lost ? FFA_ABORTED : FFA_OK;
        if ( shm->lost && printk_ratelimit() )
            printk(XENLOG_WARNING "FF-A: VM %u: %u pages are lost\n",
                   ctx->vm_id, shm->nr_pages);
        add_share(ctx, shm);
        return status;
    }

    if ( shm )
        free_share(shm);
    unreserve(ctx);
    return status;
}

/*
 * w1, w2: the length of the descriptor, and of its first fragment; x3, w4: a
 * buffer other than TX. Neither that nor fragments are had of guests.
 */
int32_t ffa_shm_guest_share(struct ffa_ctx *ctx, const register_t *arg,
                            register_t *result)
{
    uint32_t total = arg[1], fragment = arg[2];
    uint64_t handle;
    int32_t status;

    if ( arg[3] || (uint32_t)arg[4] || arg[5] || arg[6] || arg[7] ||
         fragment != total )
        return FFA_INVALID_PARAMETERS;
    if ( !reserve(ctx) )
        return FFA_NO_MEMORY;

    status = share(ctx, total, &handle);
    if ( !status )
    {
        result[2] = (uint32_t)handle;
        result[3] = handle >> 32;
    }
    return status;
}

/* w1, w2: the handle. w3: flags. */
int32_t ffa_shm_guest_reclaim(struct ffa_ctx *ctx, const register_t *arg,
                              register_t *result)
{
    uint64_t handle = (uint32_t)arg[1] | (uint64_t)(uint32_t)arg[2] << 32;
    struct ffa_shm *shm;
    int32_t status;

    if ( (arg[3] & ~(register_t)FFA_MEM_RECLAIM_FLAGS) || arg[4] || arg[5] ||
         arg[6] || arg[7] )
        return FFA_INVALID_PARAMETERS;

    shm = take_share(ctx, handle);
    if ( !shm )
        return FFA_INVALID_PARAMETERS;

    status = give_back(shm, arg[3]);
    if ( status )
        add_share(ctx, shm);
    else
    {
        free_share(shm);
        unreserve(ctx);
    }
    return status;
}

/* No vCPU of the VM runs any more. */
void ffa_shm_retire(struct ffa_ctx *ctx, struct ffa_undo *undo)
{
    struct ffa_shm *shm, *next;

    spin_lock(&ctx->shm.lock);
    list_for_each_entry_safe (shm, next, &ctx->shm.shares, link)
    {
        list_del(&shm->link);
        list_add_tail(&shm->link, &undo->shares);
        shm->ctx = NULL;
    }
    spin_unlock(&ctx->shm.lock);
}

/* DENIED: an SP has not let go of it yet. */
static bool is_worth_a_try(struct ffa_shm *shm, int32_t status)
{
    return status == FFA_DENIED || ffa_smc_transient(status) ||
           ++shm->tries < MAX_TRIES;
}

/* True: SHM is gone; the pages, too, or nobody has them ever again. */
static bool undo_share(const struct ffa_undo *undo, struct ffa_shm *shm)
{
    int32_t status = shm->lost ? FFA_ABORTED : give_back(shm, 0);

    if ( !status )
    {
        free_share(shm);
        return true;
    }
    if ( !shm->lost && is_worth_a_try(shm, status) )
        return false;

    printk(XENLOG_WARNING "FF-A: %u pages of VM %u stay shared: error %d\n",
           shm->nr_pages, undo->vm_id, status);
    if ( !shm->lost )
        ffa_shm_live_remove(shm);
    xfree(shm);
    return true;
}

/*
 * Each is asked for once: who does not let go of one now is asked later. Those
 * that stay go to the end, so that others come first then.
 */
bool ffa_shm_undo(struct ffa_undo *undo)
{
    const struct ffa_shm *first_kept = NULL;

    for ( unsigned int i = 0; i < MAX_UNDO && !list_empty(&undo->shares); i++ )
    {
        struct ffa_shm *shm =
            list_first_entry(&undo->shares, struct ffa_shm, link);

        if ( shm == first_kept )
            break;

        list_del(&shm->link);
        if ( undo_share(undo, shm) )
            continue;
        list_add_tail(&shm->link, &undo->shares);
        if ( !first_kept )
            first_kept = shm;
    }

    return list_empty(&undo->shares);
}

void ffa_shm_vm_init(struct ffa_ctx *ctx)
{
    spin_lock_init(&ctx->shm.lock);
    INIT_LIST_HEAD(&ctx->shm.shares);
}

/* Probe only. */
void ffa_shm_init(void)
{
    ffa_shm_live_init();
    ffa_shm_enabled = ffa_shm_send_init();
    if ( !ffa_shm_enabled )
        printk(XENLOG_INFO "FF-A: no memory sharing: firmware has none\n");
}
