/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Notification calls of guests.
 *
 * VMs exchange notifications with SPs; the SPMC keeps them. The bitmaps of
 * notifications between VMs, and of the hypervisor, are always empty. Per-vCPU
 * notifications are not offered: newer SPMCs do not have them either.
 */
#include "ffa_private.h"

#define ARGS 8

static bool must_be_zero(const register_t *arg, unsigned int from)
{
    for ( unsigned int i = from; i < ARGS; i++ )
        if ( arg[i] )
            return false;

    return true;
}

/*
 * BIND, UNBIND and SET: w1 names the VM and an SP, w2 holds flags of which a VM
 * may set none, and w3 and w4 a bitmap that is not empty.
 */
static int32_t forward(uint32_t fid, const register_t *arg, uint16_t peer)
{
    if ( !(peer & FFA_ID_SECURE) || arg[2] || !(arg[3] | arg[4]) ||
         !must_be_zero(arg, 5) )
        return FFA_INVALID_PARAMETERS;

    return ffa_smc_simple(fid, arg[1], 0, arg[3], arg[4]);
}

/* The caller is the receiver. */
static int32_t change_binding(uint32_t fid, const struct ffa_ctx *ctx,
                              const register_t *arg)
{
    if ( FFA_RECEIVER_OF(arg[1]) != ctx->vm_id )
        return FFA_INVALID_PARAMETERS;

    return forward(fid, arg, FFA_SENDER_OF(arg[1]));
}

int32_t ffa_notif_guest_bind(struct ffa_ctx *ctx, const register_t *arg,
                             register_t *result)
{
    return change_binding(FFA_NOTIFICATION_BIND, ctx, arg);
}

int32_t ffa_notif_guest_unbind(struct ffa_ctx *ctx, const register_t *arg,
                               register_t *result)
{
    return change_binding(FFA_NOTIFICATION_UNBIND, ctx, arg);
}

/*
 * The caller is the sender. To delay the SRI is for SPs: it is due when the
 * secure world is left, and a VM is not there.
 */
int32_t ffa_notif_guest_set(struct ffa_ctx *ctx, const register_t *arg,
                            register_t *result)
{
    if ( FFA_SENDER_OF(arg[1]) != ctx->vm_id )
        return FFA_INVALID_PARAMETERS;

    return forward(FFA_NOTIFICATION_SET, arg, FFA_RECEIVER_OF(arg[1]));
}

/* Ask the SPMC for HALVES and hand on these of its answer and no more. */
static int32_t fetch(struct ffa_ctx *ctx, uint32_t w1, uint32_t halves,
                     register_t *result)
{
    struct arm_smccc_1_2_regs regs = {
        .a0 = FFA_NOTIFICATION_GET,
        .a1 = w1,
        .a2 = halves,
    };
    struct ffa_notif_taken taken;
    int32_t status;

    ffa_notif_take(ctx, halves, &taken);

    status = ffa_smc_call(&regs);
    if ( !status && (halves & FFA_GET_FROM_SPS) )
    {
        result[2] = (uint32_t)regs.a2;
        result[3] = (uint32_t)regs.a3;
    }
    if ( !status && (halves & FFA_GET_FROM_SPM) )
        result[6] = (uint32_t)regs.a6;

    ffa_notif_taken(ctx, &taken, status);
    return status;
}

/* w1: the vCPU and the caller, which is the receiver. w2: what to get. */
int32_t ffa_notif_guest_get(struct ffa_ctx *ctx, const register_t *arg,
                            register_t *result)
{
    uint32_t halves = arg[2] & (FFA_GET_FROM_SPS | FFA_GET_FROM_SPM);
    unsigned int vcpu = FFA_SENDER_OF(arg[1]);

    if ( FFA_RECEIVER_OF(arg[1]) != ctx->vm_id || vcpu >= ctx->d->max_vcpus ||
         (arg[2] & ~(register_t)FFA_GET_FLAGS) || !must_be_zero(arg, 3) )
        return FFA_INVALID_PARAMETERS;

    return halves ? fetch(ctx, arg[1], halves, result) : FFA_OK;
}

/* One list, of the VM alone. What it tells of stays pending until a GET. */
int32_t ffa_notif_guest_info_get(struct ffa_ctx *ctx, const register_t *arg,
                                 register_t *result)
{
    if ( !must_be_zero(arg, 1) )
        return FFA_INVALID_PARAMETERS;

    if ( !ffa_notif_report(ctx) )
        return FFA_NO_DATA;

    if ( smccc_is_conv_64(arg[0]) )
        result[0] = FFA_SUCCESS_64;
    result[2] = 1U << FFA_INFO_LISTS_SHIFT;
    result[3] = ctx->vm_id;
    return FFA_OK;
}
