/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Notifications between VMs.
 *
 * The receiver binds them to a sender, which may then set them. A binding is to
 * the VM as it lives now: it goes with the sender's context, and another VM
 * with the same ID has none of it. What was set before stays pending.
 */
#include <xen/lib.h>
#include <xen/sched.h>

#include "ffa_lists.h"
#include "ffa_private.h"

/*
 * The context of the VM with this ID, which must not be the caller, while *D is
 * locked. NULL: there is none, and nothing is locked.
 */
static struct ffa_ctx *find_peer(const struct ffa_ctx *ctx, uint16_t id,
                                 struct domain **d)
{
    if ( id == FFA_ID_HYPERVISOR || id > FFA_VM_ID_MAX || id == ctx->vm_id )
        return NULL;

    *d = rcu_lock_domain_by_id(id - 1);
    if ( !*d )
        return NULL;
    if ( (*d)->arch.tee )
        return (*d)->arch.tee;

    rcu_unlock_domain(*d);
    return NULL;
}

/* Those of BITS that are bound to SENDER, or, if it is NULL, to nobody. */
static uint64_t bound_to(const struct ffa_ctx *ctx,
                         const struct ffa_ctx *sender, uint64_t bits)
{
    uint64_t found = 0;

    if ( !sender )
        return bits & ~ctx->notif.bound;

    bits &= ctx->notif.bound;
    for ( unsigned int i = 0; i < FFA_NOTIFICATIONS && bits >> i; i++ )
        if ( (bits & BIT(i, ULL)) && ctx->notif.sender[i] == sender )
            found |= BIT(i, ULL);

    return found;
}

static void bind(struct ffa_ctx *ctx, struct ffa_ctx *sender, uint64_t bits,
                 bool per_vcpu)
{
    for ( unsigned int i = 0; i < FFA_NOTIFICATIONS && bits >> i; i++ )
        if ( bits & BIT(i, ULL) )
            ctx->notif.sender[i] = sender;

    ctx->notif.bound &= ~bits;
    ctx->notif.per_vcpu &= ~bits;
    if ( sender )
        ctx->notif.bound |= bits;
    if ( per_vcpu )
        ctx->notif.per_vcpu |= bits;
}

static bool any_pending(struct ffa_ctx *ctx, uint64_t bits)
{
    uint64_t pending = ctx->target[0].from_vms;

    for ( unsigned int vcpu = 0; vcpu < ctx->d->max_vcpus; vcpu++ )
        pending |= ffa_target(ctx, vcpu)->from_vms;

    return pending & bits;
}

/* Under ffa_notif_lock. All of BITS change hands, or none. */
static int32_t rebind(struct ffa_ctx *ctx, const struct ffa_ctx *from,
                      struct ffa_ctx *to, uint64_t bits, bool per_vcpu)
{
    const struct ffa_ctx *peer = from ? from : to;

    /* The sender is going. */
    if ( !peer->notif.open )
        return FFA_INVALID_PARAMETERS;
    if ( bound_to(ctx, from, bits) != bits || any_pending(ctx, bits) )
        return FFA_DENIED;

    bind(ctx, to, bits, per_vcpu);
    return FFA_OK;
}

int32_t ffa_notif_vm_bind(struct ffa_ctx *ctx, uint16_t sender, uint64_t bits,
                          bool per_vcpu)
{
    struct domain *d;
    struct ffa_ctx *peer = find_peer(ctx, sender, &d);
    int32_t status;

    if ( !peer )
        return FFA_INVALID_PARAMETERS;

    spin_lock(&ffa_notif_lock);
    status = rebind(ctx, NULL, peer, bits, per_vcpu);
    spin_unlock(&ffa_notif_lock);

    rcu_unlock_domain(d);
    return status;
}

int32_t ffa_notif_vm_unbind(struct ffa_ctx *ctx, uint16_t sender, uint64_t bits)
{
    struct domain *d;
    struct ffa_ctx *peer = find_peer(ctx, sender, &d);
    int32_t status;

    if ( !peer )
        return FFA_INVALID_PARAMETERS;

    spin_lock(&ffa_notif_lock);
    status = rebind(ctx, peer, NULL, bits, false);
    spin_unlock(&ffa_notif_lock);

    rcu_unlock_domain(d);
    return status;
}

/* Under ffa_notif_lock. */
static int32_t set(const struct ffa_ctx *ctx, struct ffa_ctx *receiver,
                   uint64_t bits, unsigned int vcpu)
{
    uint64_t per_vcpu = receiver->notif.per_vcpu & bits;

    if ( !receiver->notif.open )
        return FFA_INVALID_PARAMETERS;
    if ( vcpu != FFA_VCPU_ANY && vcpu >= receiver->d->max_vcpus )
        return FFA_INVALID_PARAMETERS;
    if ( bound_to(receiver, ctx, bits) != bits )
        return FFA_DENIED;
    if ( per_vcpu != (vcpu == FFA_VCPU_ANY ? 0 : bits) )
        return FFA_INVALID_PARAMETERS;

    ffa_target(receiver, vcpu)->from_vms |= bits;
    ffa_notif_mark(receiver, vcpu, FFA_GET_FROM_VMS);
    ffa_npi_owe(receiver);
    return FFA_OK;
}

int32_t ffa_notif_vm_set(struct ffa_ctx *ctx, uint16_t receiver, uint64_t bits,
                         unsigned int vcpu)
{
    struct domain *d;
    struct ffa_ctx *peer = find_peer(ctx, receiver, &d);
    int32_t status;

    if ( !peer )
        return FFA_INVALID_PARAMETERS;

    spin_lock(&ffa_notif_lock);
    status = set(ctx, peer, bits, vcpu);
    spin_unlock(&ffa_notif_lock);

    rcu_unlock_domain(d);
    return status;
}

void ffa_notif_vm_forget(struct ffa_ctx *receiver, const struct ffa_ctx *ctx)
{
    bind(receiver, NULL, bound_to(receiver, ctx, ~0ULL), false);
}
