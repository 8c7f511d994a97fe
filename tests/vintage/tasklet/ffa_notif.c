/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Notification calls of guests, and the bitmaps that the SPMC keeps for them.
 *
 * Notifications are for a VM and not for one vCPU of it: an NPI goes to any.
 */
#include <xen/errno.h>
#include <xen/lib.h>

#include <asm/smccc.h>

#include "ffa_private.h"

#define SECURE (FFA_GET_SP | FFA_GET_SPM)

int32_t ffa_notif_create(struct ffa_ctx *ctx)
{
    int32_t status;

    if ( !ffa_notif_on )
        return FFA_OK;

    status = ffa_simple_call(FFA_BITMAP_CREATE, ctx->id, ctx->vcpus, 0, 0);
    ctx->has_bitmap = !status;

    return status;
}

/* One bit a call: an SPMC refuses all if one is not as it should be. */
static void unbind_all(struct ffa_ctx *ctx)
{
    for ( unsigned int i = 0; i < 64; i++ )
    {
        if ( !ctx->sp_bound[i] )
            continue;
        ffa_simple_call(FFA_UNBIND, (uint32_t)ctx->sp_bound[i] << 16 | ctx->id,
                        0, (uint32_t)BIT(i, ULL), BIT(i, ULL) >> 32);
        ctx->sp_bound[i] = 0;
    }
}

/* While something is pending, or bound, the SPMC may not want to let go. */
int ffa_notif_destroy(struct ffa_ctx *ctx)
{
    if ( !ctx->has_bitmap )
        return 0;

    switch ( ffa_simple_call(FFA_BITMAP_DESTROY, ctx->id, 0, 0, 0) )
    {
    case FFA_OK:
        ctx->has_bitmap = false;
        return 0;

    case FFA_DENIED:
    case FFA_BUSY:
    case FFA_RETRY:
    case FFA_INTERRUPTED:
        for ( unsigned int vcpu = 0; vcpu < ctx->vcpus; vcpu++ )
            ffa_simple_call(FFA_GET, vcpu << 16 | ctx->id, SECURE, 0, 0);
        unbind_all(ctx);
        return -ERESTART;

    default:
        printk(XENLOG_WARNING "ffa: the SPMC keeps the bitmap of %pd\n",
               ctx->d);
        ctx->has_bitmap = false;
        return 0;
    }
}

/* w3 and w4. */
static uint64_t bits_of(const register_t *x)
{
    return regpair_to_uint64(x[4], x[3]);
}

static int32_t forward(const struct ffa_ctx *ctx, uint32_t fid,
                       const register_t *x)
{
    if ( !ctx->has_bitmap )
        return FFA_NOT_SUPPORTED;

    return ffa_simple_call(fid, x[1], x[2], x[3], x[4]);
}

static void note_bound(struct ffa_ctx *ctx, uint64_t bits, uint16_t sp)
{
    for ( unsigned int i = 0; i < 64; i++ )
        if ( bits & BIT(i, ULL) )
            ctx->sp_bound[i] = sp;
}

int32_t ffa_bind(struct ffa_ctx *ctx, uint32_t fid, const register_t *x)
{
    uint16_t sender = FFA_SENDER(x[1]);
    int32_t status;

    if ( FFA_RECEIVER(x[1]) != ctx->id || sender == ctx->id || x[2] ||
         !bits_of(x) )
        return FFA_INVALID_PARAMETERS;

    if ( !(sender & FFA_ID_SECURE) )
        return ffa_vm_bind(ctx, fid, sender, bits_of(x));

    status = forward(ctx, fid, x);
    if ( !status && fid == FFA_BIND )
        note_bound(ctx, bits_of(x), sender);

    return status;
}

int32_t ffa_set(struct ffa_ctx *ctx, const register_t *x)
{
    uint16_t receiver = FFA_RECEIVER(x[1]);
    register_t flags = x[2] & ~(register_t)GENMASK(31, 16);

    if ( FFA_SENDER(x[1]) != ctx->id || receiver == ctx->id || !bits_of(x) )
        return FFA_INVALID_PARAMETERS;

    if ( !(receiver & FFA_ID_SECURE) )
        return x[2] ? FFA_INVALID_PARAMETERS
                    : ffa_vm_set(ctx, receiver, bits_of(x));

    /* A vCPU is named if, and only if, the notification is for one. */
    if ( flags & ~(register_t)FFA_SET_PER_VCPU || (!flags && x[2]) )
        return FFA_INVALID_PARAMETERS;

    return forward(ctx, FFA_SET, x);
}

/* What the SPMC has of WHAT, into the reply. */
static int32_t fetch(struct ffa_ctx *ctx, register_t ids, uint32_t what,
                     uint32_t announced, struct ffa_reply *reply)
{
    struct arm_smccc_1_2_regs regs = {
        .a0 = FFA_GET,
        .a1 = ids,
        .a2 = what,
    };
    int32_t status;

    if ( !what || !ctx->has_bitmap )
        return FFA_OK;

    status = ffa_smc(&regs);
    if ( status )
    {
        if ( announced )
            ffa_announce(ctx, announced);
        return status;
    }

    if ( what & FFA_GET_SP )
    {
        reply->w[0] = (uint32_t)regs.a2;
        reply->w[1] = (uint32_t)regs.a3;
    }
    if ( what & FFA_GET_SPM )
        reply->w[4] = (uint32_t)regs.a6;

    return FFA_OK;
}

int32_t ffa_get(struct ffa_ctx *ctx, const register_t *x,
                struct ffa_reply *reply)
{
    uint32_t what = x[2];
    uint32_t announced;
    register_t lo, hi;
    int32_t status;

    if ( FFA_RECEIVER(x[1]) != ctx->id || FFA_SENDER(x[1]) >= ctx->vcpus ||
         (x[2] & ~(register_t)FFA_GET_ALL) )
        return FFA_INVALID_PARAMETERS;

    /* What comes from now on is announced anew. */
    announced = ffa_withdraw(ctx, what);
    status = fetch(ctx, x[1], what & SECURE, announced, reply);
    if ( status || !(what & FFA_GET_VM) )
        return status;

    uint64_to_regpair(&hi, &lo, ffa_vm_take(ctx));
    reply->w[2] = lo;
    reply->w[3] = hi;

    return FFA_OK;
}

int32_t ffa_info_get(struct ffa_ctx *ctx, uint32_t fid, struct ffa_reply *reply)
{
    if ( !test_and_clear_bool(ctx->unreported) )
        return FFA_NO_DATA;

    /* One list, without vCPUs. */
    reply->fid = smccc_is_conv_64(fid) ? FFA_SUCCESS_64 : FFA_SUCCESS_32;
    reply->w[0] = MASK_INSR(1, GENMASK(11, 7));
    reply->w[1] = ctx->id;

    return FFA_OK;
}
