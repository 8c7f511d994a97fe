/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Notifications between VMs: the SPMC hears nothing of them.
 */
#ifdef CONFIG_FFA_VM_TO_VM

#include <xen/lib.h>

#include "ffa_private.h"

LIST_HEAD(ffa_ctx_list);
DEFINE_RWLOCK(ffa_ctx_lock);

/* Under ffa_ctx_lock. */
static struct ffa_ctx *find(uint16_t id)
{
    struct ffa_ctx *ctx;

    list_for_each_entry (ctx, &ffa_ctx_list, list)
        if ( ctx->id == id )
            return ctx;

    return NULL;
}

void ffa_vm_enter(struct ffa_ctx *ctx)
{
    write_lock(&ffa_ctx_lock);
    list_add_tail(&ctx->list, &ffa_ctx_list);
    write_unlock(&ffa_ctx_lock);
}

/* Another VM may get the ID: it inherits nothing. */
void ffa_vm_leave(struct ffa_ctx *ctx)
{
    struct ffa_ctx *other, *next;

    write_lock(&ffa_ctx_lock);
    list_for_each_entry_safe (other, next, &ffa_ctx_list, list)
    {
        if ( other == ctx )
        {
            list_del(&ctx->list);
            continue;
        }
        spin_lock(&other->lock);
        for ( unsigned int i = 0; i < ARRAY_SIZE(other->bound_to); i++ )
            if ( other->bound_to[i] == ctx->id )
                other->bound_to[i] = 0;
        spin_unlock(&other->lock);
    }
    write_unlock(&ffa_ctx_lock);
}

/* Are all of BITS bound to WHOM, 0 being nobody? Under the lock. */
static bool all_bound_to(const struct ffa_ctx *ctx, uint64_t bits,
                         uint16_t whom)
{
    for ( unsigned int i = 0; i < ARRAY_SIZE(ctx->bound_to); i++ )
        if ( (bits & BIT(i, ULL)) && ctx->bound_to[i] != whom )
            return false;

    return true;
}

static void bind_to(struct ffa_ctx *ctx, uint64_t bits, uint16_t whom)
{
    for ( unsigned int i = 0; i < ARRAY_SIZE(ctx->bound_to); i++ )
        if ( bits & BIT(i, ULL) )
            ctx->bound_to[i] = whom;
}

int32_t ffa_vm_bind(struct ffa_ctx *ctx, uint32_t fid, uint16_t sender,
                    uint64_t bits)
{
    const bool bind = fid == FFA_BIND;
    int32_t status = FFA_INVALID_PARAMETERS;

    /* The sender must not leave before the binding is there. */
    read_lock(&ffa_ctx_lock);
    if ( find(sender) )
    {
        spin_lock(&ctx->lock);
        status = FFA_DENIED;
        if ( !(ctx->vm_pending & bits) &&
             all_bound_to(ctx, bits, bind ? 0 : sender) )
        {
            bind_to(ctx, bits, bind ? sender : 0);
            status = FFA_OK;
        }
        spin_unlock(&ctx->lock);
    }
    read_unlock(&ffa_ctx_lock);

    return status;
}

int32_t ffa_vm_set(struct ffa_ctx *ctx, uint16_t receiver, uint64_t bits)
{
    struct ffa_ctx *to;
    int32_t status = FFA_INVALID_PARAMETERS;

    read_lock(&ffa_ctx_lock);
    to = find(receiver);
    if ( to )
    {
        spin_lock(&to->lock);
        status = FFA_DENIED;
        if ( all_bound_to(to, bits, ctx->id) )
        {
            to->vm_pending |= bits;
            status = FFA_OK;
        }
        spin_unlock(&to->lock);
    }
    if ( !status )
        ffa_announce(to, FFA_GET_VM);
    read_unlock(&ffa_ctx_lock);

    return status;
}

uint64_t ffa_vm_take(struct ffa_ctx *ctx)
{
    uint64_t bits;

    spin_lock(&ctx->lock);
    bits = ctx->vm_pending;
    ctx->vm_pending = 0;
    spin_unlock(&ctx->lock);

    return bits;
}

#endif
