/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Notification calls of guests.
 *
 * What VMs exchange with SPs the SPMC keeps, and has the last word on: whether
 * there are per-vCPU notifications, too. What VMs exchange with each other is
 * kept here (ffa_notif_vm.c).
 */
#include <xen/lib.h>

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
 * BIND, UNBIND and SET: w1 names the VM and its peer, which is not the VM
 * itself, w3 and w4 hold a bitmap that is not empty.
 */
static bool malformed(const struct ffa_ctx *ctx, const register_t *arg,
                      uint16_t own, uint16_t peer)
{
    return own != ctx->vm_id || peer == ctx->vm_id || !(arg[3] | arg[4]) ||
           !must_be_zero(arg, 5);
}

static bool is_vm(uint16_t id)
{
    return IS_ENABLED(CONFIG_FFA_VM_TO_VM) && !(id & FFA_ID_SECURE);
}

static uint64_t bitmap_of(const register_t *arg)
{
    return (uint32_t)arg[3] | (uint64_t)(uint32_t)arg[4] << 32;
}

static int32_t forward(uint32_t fid, const register_t *arg, uint16_t peer)
{
    if ( !(peer & FFA_ID_SECURE) )
        return FFA_INVALID_PARAMETERS;

    return ffa_smc_simple(fid, arg[1], arg[2], arg[3], arg[4]);
}

/* Some SPMCs want every binding undone before a VM may go. */
static int32_t note_binding(const struct ffa_ctx *ctx, uint64_t bits,
                            uint16_t sp, int32_t status)
{
    if ( status )
        return status;

    spin_lock(&ffa_notif_lock);
    for ( unsigned int i = 0; i < FFA_NOTIFICATIONS && bits >> i; i++ )
        if ( bits & BIT(i, ULL) )
            ctx->undo->bound_to[i] = sp;
    spin_unlock(&ffa_notif_lock);

    return FFA_OK;
}

/* The caller is the receiver. */
int32_t ffa_notif_guest_bind(struct ffa_ctx *ctx, const register_t *arg,
                             register_t *result)
{
    uint16_t sender = FFA_SENDER_OF(arg[1]);

    if ( malformed(ctx, arg, FFA_RECEIVER_OF(arg[1]), sender) ||
         (arg[2] & ~(register_t)FFA_NOTIF_PER_VCPU) )
        return FFA_INVALID_PARAMETERS;

    if ( is_vm(sender) )
        return ffa_notif_vm_bind(ctx, sender, bitmap_of(arg),
                                 arg[2] & FFA_NOTIF_PER_VCPU);
    return note_binding(ctx, bitmap_of(arg), sender,
                        forward(FFA_NOTIFICATION_BIND, arg, sender));
}

int32_t ffa_notif_guest_unbind(struct ffa_ctx *ctx, const register_t *arg,
                               register_t *result)
{
    uint16_t sender = FFA_SENDER_OF(arg[1]);

    if ( malformed(ctx, arg, FFA_RECEIVER_OF(arg[1]), sender) || arg[2] )
        return FFA_INVALID_PARAMETERS;

    if ( is_vm(sender) )
        return ffa_notif_vm_unbind(ctx, sender, bitmap_of(arg));
    return note_binding(ctx, bitmap_of(arg), 0,
                        forward(FFA_NOTIFICATION_UNBIND, arg, sender));
}

/*
 * The caller is the sender. To delay the SRI is for SPs: it is due when the
 * secure world is left, and a VM is not there. Only what is for one vCPU names
 * a vCPU.
 */
int32_t ffa_notif_guest_set(struct ffa_ctx *ctx, const register_t *arg,
                            register_t *result)
{
    uint16_t receiver = FFA_RECEIVER_OF(arg[1]);
    uint32_t vcpu = (uint32_t)arg[2] >> FFA_NOTIF_VCPU_SHIFT;
    bool per_vcpu = arg[2] & FFA_NOTIF_PER_VCPU;
    uint32_t known = per_vcpu ? vcpu << FFA_NOTIF_VCPU_SHIFT : 0;

    if ( malformed(ctx, arg, FFA_SENDER_OF(arg[1]), receiver) ||
         arg[2] != (known | per_vcpu) )
        return FFA_INVALID_PARAMETERS;

    if ( is_vm(receiver) )
        return ffa_notif_vm_set(ctx, receiver, bitmap_of(arg),
                                per_vcpu ? vcpu : FFA_VCPU_ANY);
    if ( !ffa_notif_firmware_set )
        return FFA_NOT_SUPPORTED;
    return forward(FFA_NOTIFICATION_SET, arg, receiver);
}

/* Ask the SPMC for its halves and hand on these of its answer and no more. */
static int32_t fetch(struct ffa_notif_get *get, uint32_t w1, register_t *result)
{
    struct arm_smccc_1_2_regs regs = {
        .a0 = FFA_NOTIFICATION_GET,
        .a1 = w1,
        .a2 = get->flags & (FFA_GET_FROM_SPS | FFA_GET_FROM_SPM),
    };
    int32_t status;

    if ( !regs.a2 )
        return FFA_OK;

    status = ffa_smc_call(&regs);
    if ( !status && (get->flags & FFA_GET_FROM_SPS) )
    {
        result[2] = (uint32_t)regs.a2;
        result[3] = (uint32_t)regs.a3;
    }
    if ( !status && (get->flags & FFA_GET_FROM_SPM) )
        result[6] = (uint32_t)regs.a6;
    return status;
}

/* w1: the vCPU and the caller, which is the receiver. w2: what to get. */
int32_t ffa_notif_guest_get(struct ffa_ctx *ctx, const register_t *arg,
                            register_t *result)
{
    struct ffa_notif_get get = {
        .vcpu = FFA_SENDER_OF(arg[1]),
        .flags = arg[2],
    };
    int32_t status;

    if ( FFA_RECEIVER_OF(arg[1]) != ctx->vm_id ||
         get.vcpu >= ctx->d->max_vcpus ||
         (arg[2] & ~(register_t)FFA_GET_FLAGS) || !must_be_zero(arg, 3) )
        return FFA_INVALID_PARAMETERS;
    if ( !get.flags )
        return FFA_OK;

    ffa_notif_get_begin(ctx, &get);
    status = fetch(&get, arg[1], result);
    ffa_notif_get_end(ctx, &get, status);

    result[4] = (uint32_t)get.from_vms;
    result[5] = get.from_vms >> 32;
    result[7] = get.framework;
    return status;
}

/* What it tells of stays pending until a GET. */
int32_t ffa_notif_guest_info_get(struct ffa_ctx *ctx, const register_t *arg,
                                 register_t *result)
{
    bool wide = smccc_is_conv_64(arg[0]);
    struct ffa_lists lists;

    if ( !must_be_zero(arg, 1) )
        return FFA_INVALID_PARAMETERS;

    ffa_lists_start(&lists, wide);
    ffa_notif_report(ctx, &lists);
    if ( !lists.lists )
        return FFA_NO_DATA;

    if ( wide )
        result[0] = FFA_SUCCESS_64;
    ffa_lists_write(&lists, &result[2]);
    return FFA_OK;
}
