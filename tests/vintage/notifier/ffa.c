/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Boot, the life of VMs, and the calls of guests.
 */
#include <xen/errno.h>
#include <xen/init.h>
#include <xen/lib.h>
#include <xen/xmalloc.h>

#include <asm/tee/tee.h>

#include "ffa_private.h"

/* What was agreed with the SPMC; 0: there is none that we can talk to. */
static uint32_t __ro_after_init ffa_version;

int32_t ffa_call(uint32_t fid, uint32_t w1, uint32_t w2, uint32_t w3,
                 uint32_t w4, struct arm_smccc_1_2_regs *reply)
{
    struct arm_smccc_1_2_regs regs = {
        .a0 = fid,
        .a1 = w1,
        .a2 = w2,
        .a3 = w3,
        .a4 = w4,
    };
    int32_t status;

    arm_smccc_1_2_smc(&regs, &regs);

    switch ( (uint32_t)regs.a0 )
    {
    case FFA_SUCCESS_32:
    case FFA_SUCCESS_64:
        if ( reply )
            *reply = regs;
        return FFA_OK;

    case FFA_ERROR:
        status = (int32_t)regs.a2;
        return status < FFA_OK && status >= FFA_NO_DATA ? status : FFA_ABORTED;

    default:
        return FFA_ABORTED;
    }
}

bool ffa_has(uint32_t feature, uint32_t *value)
{
    struct arm_smccc_1_2_regs reply = {};

    if ( ffa_call(FFA_FEATURES, feature, 0, 0, 0, &reply) )
        return false;

    if ( value )
        *value = reply.a2;

    return true;
}

/* The highest version that both sides have. */
static uint32_t __init ffa_negotiate(void)
{
    uint32_t wanted;

    for ( wanted = FFA_VERSION_1_2; wanted >= FFA_VERSION_1_1; wanted-- )
    {
        struct arm_smccc_1_2_regs regs = {.a0 = FFA_VERSION, .a1 = wanted};
        uint32_t version;

        arm_smccc_1_2_smc(&regs, &regs);
        version = regs.a0;

        if ( (version & FFA_VERSION_MBZ) || version >> 16 != wanted >> 16 )
            continue;
        if ( version >= FFA_VERSION_1_1 )
            return version < wanted ? version : wanted;
    }

    return 0;
}

static int __init ffa_init(void)
{
    BUILD_BUG_ON(FFA_VM_ID_MAX & FFA_SECURE);

    if ( smccc_ver < ARM_SMCCC_VERSION_1_2 )
    {
        printk(XENLOG_ERR "ffa: unsupported SMCCC version %#x\n", smccc_ver);
        return 0;
    }

    ffa_version = ffa_negotiate();
    if ( !ffa_version )
    {
        printk(XENLOG_INFO "ffa: no SPMC, or one of version 1.0\n");
        return 0;
    }

    printk(XENLOG_INFO "ffa: version %u.%u%s\n", ffa_version >> 16,
           ffa_version & 0xffff,
           IS_ENABLED(CONFIG_FFA_VM_TO_VM) ? ", no VM to VM" : "");
    ffa_sri_init();

    return 0;
}

presmp_initcall(ffa_init);

static bool __init ffa_probe(void)
{
    return ffa_version;
}

static int ffa_domain_init(struct domain *d)
{
    struct ffa_vm *vm;
    int rc;

    if ( d->domain_id >= FFA_VM_ID_MAX )
        return -ERANGE;

    vm = xzalloc(struct ffa_vm);
    if ( !vm )
        return -ENOMEM;

    INIT_LIST_HEAD(&vm->list);
    spin_lock_init(&vm->lock);
    vm->d = d;
    /* ID 0 is the hypervisor's. */
    vm->id = d->domain_id + 1;
    vm->vcpus = d->max_vcpus;

    rc = ffa_notif_enter(vm);
    if ( rc )
    {
        xfree(vm);
        return rc;
    }

    d->arch.tee = vm;

    return 0;
}

static int ffa_domain_teardown(struct domain *d)
{
    struct ffa_vm *vm = d->arch.tee;

    /* Not one of ours, or it never came to be and is freed already. */
    if ( vm )
        ffa_notif_leave(vm);

    return 0;
}

static void ffa_free_domain_ctx(struct domain *d)
{
    struct ffa_vm *vm = d->arch.tee;

    if ( !vm )
        return;

    /* A domain whose creation failed is freed first. */
    ffa_notif_leave(vm);
    XFREE(d->arch.tee);
}

static int ffa_relinquish_resources(struct domain *d)
{
    return 0;
}

void ffa_reply(struct cpu_user_regs *regs, const uint64_t x[8])
{
    unsigned int i;

    for ( i = 0; i < 8; i++ )
        set_user_reg(regs, i, x[i]);
}

void ffa_reply_status(struct cpu_user_regs *regs, int32_t status)
{
    uint64_t x[8] = {status ? FFA_ERROR : FFA_SUCCESS_32, 0, (uint32_t)status};

    ffa_reply(regs, x);
}

/* A version can be asked for until it is made use of. */
static void handle_version(struct cpu_user_regs *regs, struct ffa_vm *vm)
{
    uint64_t x[8] = {(uint32_t)FFA_NOT_SUPPORTED};
    uint32_t wanted = get_user_reg(regs, 1);

    if ( !(wanted & FFA_VERSION_MBZ) && wanted >> 16 == ffa_version >> 16 )
    {
        spin_lock(&vm->lock);
        if ( !vm->version_is_final )
            vm->version = wanted < ffa_version ? wanted : ffa_version;
        spin_unlock(&vm->lock);
        x[0] = ffa_version;
    }

    ffa_reply(regs, x);
}

static uint32_t use_version(struct ffa_vm *vm)
{
    uint32_t version;

    spin_lock(&vm->lock);
    version = vm->version;
    if ( version )
        vm->version_is_final = true;
    spin_unlock(&vm->lock);

    return version;
}

static void handle_features(struct cpu_user_regs *regs, uint32_t version)
{
    uint32_t feature = get_user_reg(regs, 1);
    uint64_t x[8] = {FFA_SUCCESS_32};

    switch ( feature )
    {
    case FFA_ERROR:
    case FFA_SUCCESS_32:
    case FFA_SUCCESS_64:
    case FFA_VERSION:
    case FFA_FEATURES:
    case FFA_ID_GET:
        break;

    case FFA_NOTIF_BIND:
    case FFA_NOTIF_UNBIND:
    case FFA_NOTIF_SET:
    case FFA_NOTIF_GET:
    case FFA_NOTIF_INFO_GET_32:
    case FFA_NOTIF_INFO_GET_64:
    case FFA_FEATURE_NPI:
    case FFA_FEATURE_SRI:
        if ( !ffa_notif_enabled || version < FFA_VERSION_1_1 ||
             (smccc_is_conv_64(feature) && !is_64bit_domain(current->domain)) )
        {
            ffa_reply_status(regs, FFA_NOT_SUPPORTED);
            return;
        }
        if ( feature == FFA_FEATURE_NPI )
            x[2] = GUEST_FFA_NOTIF_PEND_INTR_ID;
        if ( feature == FFA_FEATURE_SRI )
            x[2] = GUEST_FFA_SCHEDULE_RECV_INTR_ID;
        break;

    default:
        ffa_reply_status(regs, FFA_NOT_SUPPORTED);
        return;
    }

    ffa_reply(regs, x);
}

static void handle_id_get(struct cpu_user_regs *regs, const struct ffa_vm *vm)
{
    const uint64_t x[8] = {FFA_SUCCESS_32, 0, vm->id};

    ffa_reply(regs, x);
}

static void handle_notification(struct cpu_user_regs *regs, struct ffa_vm *vm,
                                uint32_t fid)
{
    switch ( fid )
    {
    case FFA_NOTIF_BIND:
    case FFA_NOTIF_UNBIND:
        ffa_notif_bind(regs, vm, fid);
        break;

    case FFA_NOTIF_SET:
        ffa_notif_set(regs, vm);
        break;

    case FFA_NOTIF_GET:
        ffa_notif_get(regs, vm);
        break;

    case FFA_NOTIF_INFO_GET_32:
    case FFA_NOTIF_INFO_GET_64:
        ffa_notif_info_get(regs, vm, smccc_is_conv_64(fid));
        break;

    default:
        gdprintk(XENLOG_DEBUG, "ffa: unhandled call %#x\n", fid);
        ffa_reply_status(regs, FFA_NOT_SUPPORTED);
        break;
    }
}

static bool ffa_handle_call(struct cpu_user_regs *regs)
{
    struct ffa_vm *vm = current->domain->arch.tee;
    uint32_t fid = get_user_reg(regs, 0);
    uint32_t version;

    if ( !vm || smccc_get_owner(fid) != ARM_SMCCC_OWNER_STANDARD ||
         !is_ffa_fid(fid) )
        return false;

    if ( fid == FFA_VERSION )
    {
        handle_version(regs, vm);
        return true;
    }

    version = use_version(vm);
    if ( !version )
    {
        ffa_reply_status(regs, FFA_NOT_SUPPORTED);
        return true;
    }

    switch ( fid )
    {
    case FFA_FEATURES:
        handle_features(regs, version);
        break;

    case FFA_ID_GET:
        handle_id_get(regs, vm);
        break;

    default:
        if ( ffa_notif_enabled && version >= FFA_VERSION_1_1 )
            handle_notification(regs, vm, fid);
        else
            ffa_reply_status(regs, FFA_NOT_SUPPORTED);
        break;
    }

    return true;
}

static const struct tee_mediator_ops ffa_ops = {
    .probe = ffa_probe,
    .domain_init = ffa_domain_init,
    .domain_teardown = ffa_domain_teardown,
    .free_domain_ctx = ffa_free_domain_ctx,
    .relinquish_resources = ffa_relinquish_resources,
    .handle_call = ffa_handle_call,
};

REGISTER_TEE_MEDIATOR(ffa, "FF-A", XEN_DOMCTL_CONFIG_TEE_FFA, &ffa_ops);
