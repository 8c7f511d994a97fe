/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The probe, the life of VMs, and which call goes where.
 */
#include <xen/errno.h>
#include <xen/init.h>
#include <xen/lib.h>
#include <xen/xmalloc.h>

#include <asm/regs.h>
#include <asm/smccc.h>
#include <asm/tee/tee.h>

#include "ffa_private.h"

/* How often a domain's end may wait for the SPMC. */
#define MAX_RESTARTS 64U

static uint32_t ffa_fw_version __ro_after_init;
static atomic_t nr_vms = ATOMIC_INIT(0);

int32_t ffa_smc(struct arm_smccc_1_2_regs *regs)
{
    int32_t code;

    arm_smccc_1_2_smc(regs, regs);
    /* The upper halves of 32-bit results say nothing. */
    regs->a0 = (uint32_t)regs->a0;

    if ( regs->a0 == FFA_SUCCESS_32 || regs->a0 == FFA_SUCCESS_64 )
        return FFA_OK;
    if ( regs->a0 != FFA_ERROR )
        return FFA_ABORTED;

    code = (int32_t)regs->a2;

    return code < FFA_NO_DATA || code >= FFA_OK ? FFA_ABORTED : code;
}

int32_t ffa_simple_call(uint32_t fid, register_t a1, register_t a2,
                        register_t a3, register_t a4)
{
    struct arm_smccc_1_2_regs regs = {};

    regs.a0 = fid;
    regs.a1 = a1;
    regs.a2 = a2;
    regs.a3 = a3;
    regs.a4 = a4;

    return ffa_smc(&regs);
}

bool ffa_feature(uint32_t id, uint32_t *w2)
{
    struct arm_smccc_1_2_regs regs = {.a0 = FFA_FEATURES, .a1 = id};

    if ( ffa_smc(&regs) )
        return false;
    if ( w2 )
        *w2 = regs.a2;

    return true;
}

static uint32_t __init ask_version(uint32_t version)
{
    struct arm_smccc_1_2_regs regs = {.a0 = FFA_VERSION, .a1 = version};

    arm_smccc_1_2_smc(&regs, &regs);

    return regs.a0;
}

static bool __init ffa_probe(void)
{
    static const uint32_t __initconst mine[] = {FFA_MY_VERSION,
                                                FFA_VERSION_OF(1U, 1U)};

    if ( smccc_ver < ARM_SMCCC_VERSION_1_2 )
    {
        printk(XENLOG_ERR "ffa: SMCCC %#x is too old\n", smccc_ver);
        return false;
    }

    ffa_npi_init();

    for ( unsigned int i = 0; i < ARRAY_SIZE(mine); i++ )
    {
        uint32_t version = ask_version(mine[i]);

        if ( (version & FFA_VERSION_INVALID) || version >> 16 != 1 ||
             version < FFA_VERSION_OF(1U, 1U) )
            continue;
        ffa_fw_version = MIN(version, mine[i]);
        break;
    }

    if ( !ffa_fw_version )
        printk(XENLOG_WARNING "ffa: no SPMC: guests find nobody to talk to\n");
    else
    {
        printk(XENLOG_INFO "ffa: SPMC of version %u.%u\n", ffa_fw_version >> 16,
               ffa_fw_version & 0xffff);
        ffa_spmc_init();
        ffa_sri_init();
    }

    return ffa_fw_version || IS_ENABLED(CONFIG_FFA_VM_TO_VM);
}

/* All that a VM has outside of its own memory. */
static int take_down(struct ffa_ctx *ctx)
{
    int rc;

    if ( ctx->in_service )
    {
        ffa_vm_leave(ctx);
        ACCESS_ONCE(ctx->in_service) = false;
        ffa_withdraw(ctx, FFA_GET_ALL);
        atomic_dec(&nr_vms);
    }

    /* What nobody releases any more. */
    ffa_rxtx_unmap(ctx);

    rc = ffa_notif_destroy(ctx);
    if ( rc && ctx->restarts++ < MAX_RESTARTS )
        return rc;

    ffa_tell_destroyed(ctx);

    return 0;
}

static int ffa_domain_init(struct domain *d)
{
    struct ffa_ctx *ctx;
    int rc = -ENOMEM;

    BUILD_BUG_ON(DOMID_FIRST_RESERVED >= FFA_ID_SECURE);

    if ( d->domain_id >= DOMID_FIRST_RESERVED )
        return -ERANGE;

    ctx = xzalloc(struct ffa_ctx);
    if ( !ctx )
        return -ENOMEM;

    ctx->d = d;
    ctx->id = d->domain_id + 1;
    ctx->vcpus = d->max_vcpus;
    spin_lock_init(&ctx->lock);
    INIT_LIST_HEAD(&ctx->owed);

    ctx->farewell = xzalloc(struct ffa_farewell);
    if ( !ctx->farewell )
        goto err;
    bitmap_zero(ctx->farewell->sps, FFA_MAX_SPS);
    ctx->farewell->vm = ctx->id;

    rc = ffa_tell_created(ctx);
    if ( rc )
        goto err;

    if ( ffa_notif_create(ctx) )
    {
        printk(XENLOG_ERR "ffa: %pd gets no notification bitmap\n", d);
        rc = -ENOMEM;
        goto err;
    }

    d->arch.tee = ctx;
    ctx->in_service = true;
    ffa_vm_enter(ctx);
    atomic_inc(&nr_vms);
    printk(XENLOG_DEBUG "ffa: %pd is VM %u of %d\n", d, ctx->id,
           atomic_read(&nr_vms));

    return 0;

err:
    ffa_tell_destroyed(ctx);
    xfree(ctx);
    return rc;
}

static int ffa_domain_teardown(struct domain *d)
{
    struct ffa_ctx *ctx = d->arch.tee;

    return ctx ? take_down(ctx) : 0;
}

/*
 * After the grace period; or, if the creation failed, at once, and nothing was
 * taken down before.
 */
static void ffa_free_domain_ctx(struct domain *d)
{
    struct ffa_ctx *ctx = d->arch.tee;

    if ( !ctx )
        return;

    while ( take_down(ctx) == -ERESTART )
        barrier();
    XFREE(d->arch.tee);
}

static int ffa_relinquish_resources(struct domain *d)
{
    return 0;
}

static int32_t handle_version(struct ffa_ctx *ctx, uint32_t wanted)
{
    if ( (wanted & FFA_VERSION_INVALID) || wanted >> 16 != 1 )
        return FFA_NOT_SUPPORTED;

    spin_lock(&ctx->lock);
    if ( !ctx->version_used )
        ctx->version = MIN(wanted, FFA_MY_VERSION);
    spin_unlock(&ctx->lock);

    return FFA_MY_VERSION;
}

static uint32_t used_version(struct ffa_ctx *ctx)
{
    spin_lock(&ctx->lock);
    ctx->version_used = ctx->version;
    spin_unlock(&ctx->lock);

    return ctx->version;
}

static bool is_notification(uint32_t id)
{
    return id == 1 || id == 2 || (id >= FFA_BIND && id <= FFA_INFO_GET_32) ||
           id == FFA_INFO_GET_64;
}

static int32_t handle_features(const struct ffa_ctx *ctx, uint32_t id,
                               struct ffa_reply *reply)
{
    if ( is_notification(id) && ctx->version < FFA_VERSION_OF(1U, 1U) )
        return FFA_NOT_SUPPORTED;
    if ( id >= FFA_FID_64(0) && !is_64bit_domain(ctx->d) )
        return FFA_NOT_SUPPORTED;

    switch ( id )
    {
    case 1:
        reply->w[0] = GUEST_FFA_NOTIF_PEND_INTR_ID;
        break;
    case 2:
        reply->w[0] = GUEST_FFA_SCHEDULE_RECV_INTR_ID;
        break;
    case FFA_RXTX_MAP_32:
    case FFA_RXTX_MAP_64:
        BUILD_BUG_ON(PAGE_SIZE != FFA_PAGE_SIZE);
        reply->w[0] = 1U << 16; /* at most one page, of 4 KiB */
        break;
    case FFA_ERROR:
    case FFA_SUCCESS_32:
    case FFA_SUCCESS_64:
    case FFA_VERSION:
    case FFA_FEATURES:
    case FFA_RX_RELEASE:
    case FFA_RXTX_UNMAP:
    case FFA_PARTITION_INFO_GET:
    case FFA_ID_GET:
    case FFA_BIND:
    case FFA_UNBIND:
    case FFA_SET:
    case FFA_GET:
    case FFA_INFO_GET_32:
    case FFA_INFO_GET_64:
        break;
    default:
        return FFA_NOT_SUPPORTED;
    }

    return is_notification(id) && !ctx->has_bitmap &&
                   !IS_ENABLED(CONFIG_FFA_VM_TO_VM)
               ? FFA_NOT_SUPPORTED
               : FFA_OK;
}

static int32_t handle(struct ffa_ctx *ctx, uint32_t fid, const register_t *x,
                      struct ffa_reply *reply)
{
    switch ( fid )
    {
    case FFA_FEATURES:
        return handle_features(ctx, x[1], reply);
    case FFA_ID_GET:
        reply->w[0] = ctx->id;
        return FFA_OK;
    case FFA_RXTX_MAP_32:
    case FFA_RXTX_MAP_64:
        return ffa_rxtx_map(ctx, x);
    case FFA_RXTX_UNMAP:
        return ffa_rxtx_unmap(ctx);
    case FFA_RX_RELEASE:
        return ffa_rx_release(ctx);
    case FFA_PARTITION_INFO_GET:
        return ffa_partition_info_get(ctx, x, reply);
    default:
        break;
    }

    if ( ctx->version < FFA_VERSION_OF(1U, 1U) )
        return FFA_NOT_SUPPORTED;

    switch ( fid )
    {
    case FFA_BIND:
    case FFA_UNBIND:
        return ffa_bind(ctx, fid, x);
    case FFA_SET:
        return ffa_set(ctx, x);
    case FFA_GET:
        return ffa_get(ctx, x, reply);
    case FFA_INFO_GET_32:
    case FFA_INFO_GET_64:
        return ffa_info_get(ctx, fid, reply);
    default:
        gdprintk(XENLOG_DEBUG, "ffa: no call %#x (x1 %#lx)\n", fid, x[1]);
        return FFA_NOT_SUPPORTED;
    }
}

static void answer(struct cpu_user_regs *regs, int32_t status,
                   const struct ffa_reply *reply)
{
    uint32_t fid = reply->fid ? reply->fid : FFA_SUCCESS_32;

    set_user_reg(regs, 0, status ? FFA_ERROR : fid);
    set_user_reg(regs, 1, 0);
    for ( unsigned int i = 0; i < ARRAY_SIZE(reply->w); i++ )
        set_user_reg(regs, 2 + i, status ? 0 : reply->w[i]);
    if ( status )
        set_user_reg(regs, 2, (uint32_t)status);
}

static bool ffa_handle_call(struct cpu_user_regs *regs)
{
    struct ffa_ctx *ctx = current->domain->arch.tee;
    uint32_t fid = get_user_reg(regs, 0);
    struct ffa_reply reply = {};
    register_t x[8];

    if ( !ctx || (fid & ~GENMASK(15, 0) & ~BIT(30, U)) != FFA_FID_32(0) )
        return false;

    /* The other half of a register is not part of a 32-bit call. */
    for ( unsigned int i = 0; i < ARRAY_SIZE(x); i++ )
    {
        x[i] = get_user_reg(regs, i);
        if ( !smccc_is_conv_64(fid) )
            x[i] = (uint32_t)x[i];
    }

    if ( fid == FFA_VERSION )
    {
        answer(regs, FFA_OK, &reply);
        set_user_reg(regs, 0, (uint32_t)handle_version(ctx, x[1]));
    }
    else if ( !used_version(ctx) )
        answer(regs, FFA_NOT_SUPPORTED, &reply);
    else
        answer(regs, handle(ctx, fid, x, &reply), &reply);

    return true;
}

static const struct tee_mediator_ops ffa_ops = {
    .probe = ffa_probe,
    .init_secondary = ffa_sri_init_secondary,
    .domain_init = ffa_domain_init,
    .domain_teardown = ffa_domain_teardown,
    .free_domain_ctx = ffa_free_domain_ctx,
    .relinquish_resources = ffa_relinquish_resources,
    .handle_call = ffa_handle_call,
};

REGISTER_TEE_MEDIATOR(ffa, "FF-A", XEN_DOMCTL_CONFIG_TEE_FFA, &ffa_ops);
