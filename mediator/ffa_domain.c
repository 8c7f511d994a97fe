/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Domains come and go.
 *
 * domain_teardown runs while the domain still can be looked up, and
 * free_domain_ctx after a grace period. When a domain could not be made it is
 * the other way round: the context is freed first. Whichever comes first
 * retires the VM.
 */
#include <xen/errno.h>
#include <xen/lib.h>
#include <xen/xmalloc.h>

#include "ffa_private.h"

/* How often the SPMC may put us off before the domain cannot be made. */
#define MAX_CREATE_TRIES 8U

static int32_t create_bitmap(const struct ffa_ctx *ctx)
{
    unsigned int tries = 0;
    int32_t status;

    do
    {
        status = ffa_smc_simple(FFA_NOTIFICATION_BITMAP_CREATE, ctx->vm_id,
                                ctx->d->max_vcpus, 0, 0);
    } while ( ffa_smc_transient(status) && ++tries < MAX_CREATE_TRIES );

    return status;
}

/* Tell the secure world of the VM, and note in ctx->undo what was told. */
static int32_t introduce(struct ffa_ctx *ctx)
{
    struct ffa_undo *undo = ctx->undo;
    int32_t status = ffa_vm_msg_created(ctx->vm_id, &undo->sps);

    if ( status || !ffa_notif_enabled )
        return status;

    status = create_bitmap(ctx);
    undo->bitmap = !status;
    return status;
}

/*
 * What is left of a VM that nobody uses any more. NULL: somebody does, or it has
 * been taken.
 */
static struct ffa_undo *detach(struct ffa_ctx *ctx)
{
    struct ffa_undo *undo = ctx->undo;

    if ( !undo || !ffa_rxtx_guest_close(ctx, &undo->pair) )
        return NULL;

    ctx->undo = NULL;
    ffa_shm_retire(ctx, undo);
    undo->requests = ctx->requests;
    ctx->requests = (struct ffa_requests){};
    return undo;
}

/* In a call of another VM, which has no time for this one. */
void ffa_domain_leave(struct ffa_ctx *ctx)
{
    struct ffa_undo *undo = detach(ctx);

    if ( undo )
        ffa_undo_later(undo);
}

/* No more announcements and messages, and the secure world forgets the VM. */
static void retire(struct ffa_ctx *ctx)
{
    struct ffa_undo *undo;

    ffa_notif_close(ctx);
    ffa_vms_leave(ctx);
    undo = detach(ctx);
    if ( undo )
        ffa_undo_begin(undo);
}

static struct ffa_ctx *alloc_ctx(struct domain *d)
{
    struct ffa_ctx *ctx =
        xzalloc_flex_struct(struct ffa_ctx, target, 1 + d->max_vcpus);
    struct ffa_undo *undo = xzalloc(struct ffa_undo);

    if ( !ctx || !undo ||
         !ffa_request_alloc(&ctx->requests, d->max_vcpus, d->domain_id + 1) )
    {
        xfree(ctx);
        xfree(undo);
        return NULL;
    }

    ctx->d = d;
    ctx->vm_id = d->domain_id + 1;
    spin_lock_init(&ctx->version_lock);
    ffa_shm_vm_init(ctx);
    ffa_rxtx_guest_open(ctx);
    ctx->undo = undo;
    undo->vm_id = ctx->vm_id;
    undo->nr_vcpus = d->max_vcpus;
    INIT_LIST_HEAD(&undo->shares);
    return ctx;
}

/*
 * -ERANGE: the domain's ID makes none for a VM.
 * -EBUSY:  the secure world has not let go of the last VM with this ID, or is
 *          busy; it is worth another try.
 * -ENOMEM: the hypervisor or the secure world is out of memory.
 * -ENODEV, -EINVAL, -EIO: the secure world did not support, did not like, or
 *          refused the VM.
 */
int ffa_domain_init(struct domain *d)
{
    struct ffa_ctx *ctx;
    int rc;

    if ( d->domain_id >= FFA_VM_ID_MAX )
        return -ERANGE;

    rc = ffa_undo_finish(d->domain_id + 1);
    if ( rc )
        return rc;

    ctx = alloc_ctx(d);
    if ( !ctx )
        return -ENOMEM;

    rc = ffa_smc_errno(introduce(ctx));
    if ( rc )
    {
        retire(ctx);
        xfree(ctx);
        return rc;
    }

    ffa_notif_open(ctx);
    d->arch.tee = ctx;
    return 0;
}

int ffa_domain_teardown(struct domain *d)
{
    struct ffa_ctx *ctx = d->arch.tee;

    if ( ctx )
        retire(ctx);

    return 0;
}

void ffa_domain_free_ctx(struct domain *d)
{
    struct ffa_ctx *ctx = d->arch.tee;

    if ( !ctx )
        return;

    retire(ctx);
    XFREE(d->arch.tee);
}

/* All that a VM has of the secure world goes in the teardown. */
int ffa_domain_relinquish(struct domain *d)
{
    return 0;
}
