/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * FF-A mediator: guests' calls, and what the hypervisor calls.
 *
 * A guest is a VM at the virtual FF-A instance, the hypervisor the only caller
 * of the SPMC at the physical one. Guests have FF-A 1.0 to 1.2; the firmware
 * must have 1.1 at least.
 */
#include <xen/lib.h>
#include <xen/sched.h>

#include <asm/regs.h>
#include <asm/smccc.h>
#include <asm/tee/tee.h>

#include "ffa_private.h"

#define OWN_VERSION FFA_VERSION_1_2

#define REGS        18 /* x0 .. x17, which some 64-bit calls have */
#define SHORT_REGS  8  /* x0 .. x7, which all others have         */

/*
 * A call that guests can make: dispatch, FFA_FEATURES and the rule that 32-bit
 * guests have no 64-bit calls all go by this.
 */
struct guest_call
{
    uint32_t fid;
    uint32_t since;      /* version                                        */
    const bool *enabled; /* NULL: always                                   */

    /*
     * ARG: x0 .. x17, cut to 32 bits if the call is a 32-bit one. RESULT: what
     * goes back in them, zero so far but for x0, which is FFA_SUCCESS_32.
     * Returns an enum ffa_status; RESULT counts if it is FFA_OK.
     */
    int32_t (*serve)(struct ffa_ctx *ctx, const register_t *arg,
                     register_t *result);
};

static int32_t serve_features(struct ffa_ctx *ctx, const register_t *arg,
                              register_t *result);

static int32_t serve_id_get(struct ffa_ctx *ctx, const register_t *arg,
                            register_t *result)
{
    result[2] = ctx->vm_id;
    return FFA_OK;
}

/* FFA_VERSION is always there and not answered like the others. */
static const struct guest_call guest_calls[] = {
    {FFA_VERSION, FFA_VERSION_1_0, NULL, NULL},
    {FFA_FEATURES, FFA_VERSION_1_0, NULL, serve_features},
    {FFA_ID_GET, FFA_VERSION_1_0, NULL, serve_id_get},
    {FFA_MEM_SHARE_32, FFA_VERSION_1_0, &ffa_shm_enabled, ffa_shm_guest_share},
    {FFA_MEM_SHARE_64, FFA_VERSION_1_0, &ffa_shm_enabled, ffa_shm_guest_share},
    {FFA_MEM_RECLAIM, FFA_VERSION_1_0, &ffa_shm_enabled, ffa_shm_guest_reclaim},
    {FFA_RXTX_MAP_32, FFA_VERSION_1_0, NULL, ffa_rxtx_guest_map},
    {FFA_RXTX_MAP_64, FFA_VERSION_1_0, NULL, ffa_rxtx_guest_map},
    {FFA_RXTX_UNMAP, FFA_VERSION_1_0, NULL, ffa_rxtx_guest_unmap},
    {FFA_RX_RELEASE, FFA_VERSION_1_0, NULL, ffa_rxtx_guest_rx_release},
    {FFA_PARTITION_INFO_GET, FFA_VERSION_1_0, NULL, ffa_partinfo_guest_get},
    {FFA_PARTITION_INFO_GET_REGS, FFA_VERSION_1_2, NULL,
     ffa_partinfo_guest_get_regs},
    {FFA_MSG_SEND_DIRECT_REQ_32, FFA_VERSION_1_0, &ffa_direct_32_enabled,
     ffa_direct_guest_request},
    {FFA_MSG_SEND_DIRECT_REQ_64, FFA_VERSION_1_0, &ffa_direct_64_enabled,
     ffa_direct_guest_request},
    {FFA_MSG_SEND_DIRECT_REQ2, FFA_VERSION_1_2, &ffa_direct2_enabled,
     ffa_direct_guest_request2},
    {FFA_RUN, FFA_VERSION_1_0, &ffa_run_enabled, ffa_direct_guest_run},
    {FFA_MSG_SEND2, FFA_VERSION_1_1, &ffa_send2_enabled, ffa_send2_guest},
    {FFA_NOTIFICATION_BIND, FFA_VERSION_1_1, &ffa_notif_enabled,
     ffa_notif_guest_bind},
    {FFA_NOTIFICATION_UNBIND, FFA_VERSION_1_1, &ffa_notif_enabled,
     ffa_notif_guest_unbind},
    {FFA_NOTIFICATION_SET, FFA_VERSION_1_1, &ffa_notif_set_enabled,
     ffa_notif_guest_set},
    {FFA_NOTIFICATION_GET, FFA_VERSION_1_1, &ffa_notif_enabled,
     ffa_notif_guest_get},
    {FFA_NOTIFICATION_INFO_GET_32, FFA_VERSION_1_1, &ffa_notif_enabled,
     ffa_notif_guest_info_get},
    {FFA_NOTIFICATION_INFO_GET_64, FFA_VERSION_1_1, &ffa_notif_enabled,
     ffa_notif_guest_info_get},
    {FFA_CONSOLE_LOG_32, FFA_VERSION_1_2, NULL, ffa_console_guest_log},
    {FFA_CONSOLE_LOG_64, FFA_VERSION_1_2, NULL, ffa_console_guest_log},
};

/* The same for features that are not calls. */
static const struct
{
    uint32_t id;
    uint32_t since;
    const bool *enabled;
    uint32_t w2;
} guest_features[] = {
    {FFA_FEATURE_NPI, FFA_VERSION_1_1, &ffa_notif_enabled,
     GUEST_FFA_NOTIF_PEND_INTR_ID},
    {FFA_FEATURE_SRI, FFA_VERSION_1_1, &ffa_notif_enabled,
     GUEST_FFA_SCHEDULE_RECV_INTR_ID},
};

static bool offered(const struct ffa_ctx *ctx, uint32_t since,
                    const bool *enabled)
{
    return ACCESS_ONCE(ctx->version) >= since && (!enabled || *enabled);
}

/* The call, if this guest has it. */
static const struct guest_call *find_call(const struct ffa_ctx *ctx,
                                          uint32_t fid)
{
    if ( smccc_is_conv_64(fid) && !is_64bit_domain(ctx->d) )
        return NULL;

    for ( unsigned int i = 0; i < ARRAY_SIZE(guest_calls); i++ )
        if ( guest_calls[i].fid == fid )
            return offered(ctx, guest_calls[i].since, guest_calls[i].enabled)
                       ? &guest_calls[i]
                       : NULL;

    return NULL;
}

/* Guests' buffers are of one page, which is the smallest there is. */
static uint32_t properties_of(const struct ffa_ctx *ctx,
                              const struct guest_call *call)
{
    return call->serve == ffa_rxtx_guest_map && ctx->version >= FFA_VERSION_1_2
               ? 1U << FFA_RXTX_MAX_PAGES_SHIFT
               : 0;
}

/* Only the buffers have properties. None has input properties, in w2. */
static int32_t serve_features(struct ffa_ctx *ctx, const register_t *arg,
                              register_t *result)
{
    const struct guest_call *call;
    uint32_t id = arg[1];

    if ( id & FFA_FEATURE_IS_FUNCTION )
    {
        call = find_call(ctx, id);
        if ( call )
            result[2] = properties_of(ctx, call);
        return call ? FFA_OK : FFA_NOT_SUPPORTED;
    }

    for ( unsigned int i = 0; i < ARRAY_SIZE(guest_features); i++ )
        if ( guest_features[i].id == id &&
             offered(ctx, guest_features[i].since, guest_features[i].enabled) )
        {
            result[2] = guest_features[i].w2;
            return FFA_OK;
        }

    return FFA_NOT_SUPPORTED;
}

/*
 * FFA_VERSION may be repeated until the first other call; what counts then is
 * the last version that both sides can work with, and it cannot be changed.
 */
static uint32_t negotiate(struct ffa_ctx *ctx, uint32_t wanted)
{
    uint32_t common = MIN(wanted, OWN_VERSION);
    bool compatible = FFA_VERSION_MAJOR_OF(wanted) == FFA_VERSION_MAJOR;
    bool settled;

    if ( wanted & BIT(31, U) )
        return FFA_NOT_SUPPORTED;

    spin_lock(&ctx->version_lock);
    settled = ctx->version && (!compatible || ctx->version != common);
    if ( compatible && !ctx->version )
        ctx->negotiated = common;
    spin_unlock(&ctx->version_lock);

    return settled ? (uint32_t)FFA_NOT_SUPPORTED : OWN_VERSION;
}

/* Is there a version in force, or one to put in force? */
static bool settle_version(struct ffa_ctx *ctx)
{
    bool settled, first;

    if ( likely(ACCESS_ONCE(ctx->version)) )
        return true;

    spin_lock(&ctx->version_lock);
    first = !ctx->version && ctx->negotiated;
    if ( first )
        ACCESS_ONCE(ctx->version) = ctx->negotiated;
    settled = ctx->version;
    spin_unlock(&ctx->version_lock);

    if ( first )
        ffa_vms_join(ctx);
    return settled;
}

static int32_t serve(struct ffa_ctx *ctx, struct cpu_user_regs *regs,
                     uint32_t fid, register_t *result)
{
    unsigned int nr = smccc_is_conv_64(fid) ? REGS : SHORT_REGS;
    const struct guest_call *call;
    register_t arg[REGS] = {};

    if ( !settle_version(ctx) )
        return FFA_NOT_SUPPORTED;

    call = find_call(ctx, fid);
    if ( !call )
        return FFA_NOT_SUPPORTED;

    for ( unsigned int i = 0; i < nr; i++ )
    {
        arg[i] = get_user_reg(regs, i);
        if ( !smccc_is_conv_64(fid) )
            arg[i] = (uint32_t)arg[i];
    }

    return call->serve(ctx, arg, result);
}

/* x8 .. x17 are left to the guest as they are where FF-A does not use them. */
static void reply(struct cpu_user_regs *regs, uint32_t fid,
                  const register_t *result)
{
    uint32_t w0 = result[0];
    bool all = w0 == FFA_MSG_SEND_DIRECT_RESP2 ||
               (w0 == FFA_SUCCESS_64 && fid == FFA_PARTITION_INFO_GET_REGS);

    for ( unsigned int i = 0; i < (all ? REGS : SHORT_REGS); i++ )
        set_user_reg(regs, i, result[i]);
}

static void reply_status(struct cpu_user_regs *regs, uint32_t fid,
                         int32_t status, const register_t *result)
{
    const register_t error[REGS] = {[0] = FFA_ERROR, [2] = (uint32_t)status};

    reply(regs, fid, status ? error : result);
}

static bool ffa_handle_call(struct cpu_user_regs *regs)
{
    struct ffa_ctx *ctx = current->domain->arch.tee;
    uint32_t fid = get_user_reg(regs, 0);
    register_t result[REGS] = {FFA_SUCCESS_32};

    /* Calls to a trusted OS come here, too. */
    if ( !ctx || ((fid >> ARM_SMCCC_OWNER_SHIFT) & ARM_SMCCC_OWNER_MASK) !=
                     ARM_SMCCC_OWNER_STANDARD )
        return false;

    if ( fid == FFA_VERSION )
    {
        result[0] = negotiate(ctx, get_user_reg(regs, 1));
        reply(regs, fid, result);
    }
    else
        reply_status(regs, fid, serve(ctx, regs, fid, result), result);

    ffa_npi_poke(ctx);
    return true;
}

static bool ffa_probe(void)
{
    int rc;

    BUILD_BUG_ON(FFA_VM_ID_MAX >= FFA_ID_SECURE - 1);

    /* Registers 4 to 7 of replies are not there before. */
    if ( smccc_ver < ARM_SMCCC_VERSION_1_2 )
    {
        printk(XENLOG_INFO "FF-A: off: it needs SMCCC 1.2\n");
        return false;
    }

    if ( !ffa_smc_negotiate() )
    {
        printk(XENLOG_INFO "FF-A: off: firmware does not have 1.1\n");
        return false;
    }

    rc = ffa_rxtx_map();
    if ( rc )
    {
        printk(XENLOG_ERR "FF-A: off: no buffers: error %d\n", rc);
        return false;
    }

    rc = ffa_partinfo_init();
    if ( rc )
    {
        printk(XENLOG_ERR "FF-A: off: partitions unknown: error %d\n", rc);
        ffa_partinfo_drop();
        ffa_rxtx_unmap();
        return false;
    }

    ffa_direct_init();
    ffa_pair_init();
    ffa_undo_init();
    ffa_notif_init();
    ffa_send2_init();
    ffa_shm_init();
    return true;
}

static const struct tee_mediator_ops ffa_ops = {
    .probe = ffa_probe,
    .domain_init = ffa_domain_init,
    .domain_teardown = ffa_domain_teardown,
    .free_domain_ctx = ffa_domain_free_ctx,
    .relinquish_resources = ffa_domain_relinquish,
    .handle_call = ffa_handle_call,
};

REGISTER_TEE_MEDIATOR(ffa, "FF-A", XEN_DOMCTL_CONFIG_TEE_FFA, &ffa_ops);
