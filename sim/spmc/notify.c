/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Notifications are set and fetched: FF-A 1.1. The order of checks is Hafnium's;
 * where others differ, personality.def says so.
 */
#include "notify.h"

#include "buffer.h"
#include "bug.h"
#include "machine.h"
#include "name.h"
#include "service.h"
#include "sp.h"
#include "sri.h"
#include "state.h"

#define RESERVED_SET_FLAGS 0x0000fffcu
#define GET_FLAGS          0xfu
#define LOW_HALF           0xffffffffull

uint64_t notify_bits(const uint64_t in[SERVICE_ARGUMENTS])
{
    return (in[3] & LOW_HALF) | in[4] << 32;
}

struct receiver *notify_known(uint16_t id)
{
    struct receiver *r = receiver_find(id);

    return r && !r->hidden ? r : NULL;
}

bool notify_has_reserved(const uint64_t in[SERVICE_ARGUMENTS],
                         unsigned int first)
{
    uint64_t any = 0;

    for ( unsigned int i = first; i < 8; i++ )
        any |= in[i];
    return any && spmc_is(checks_reserved);
}

bool notify_per_vcpu(void)
{
    return !spmc_since((int)spmc_is(no_per_vcpu_since));
}

/* The flags of SET, w2, whoever the sender is. */
static int32_t check_set_flags(uint32_t flags)
{
    bool per_vcpu = flags & FFA_NOTIF_PER_VCPU;
    uint32_t vcpu = flags >> FFA_SET_VCPU_SHIFT;

    if ( !notify_per_vcpu() && (per_vcpu || vcpu) )
        return FFA_INVALID_PARAMETERS;
    if ( flags & RESERVED_SET_FLAGS )
        return FFA_INVALID_PARAMETERS;
    if ( !per_vcpu && vcpu )
        return FFA_INVALID_PARAMETERS;
    return FFA_OK;
}

/* The target that FLAGS name; false if the receiver has no such vCPU. */
static bool pick_target(const struct receiver *r, uint32_t flags,
                        unsigned int *target)
{
    uint32_t vcpu = flags >> FFA_SET_VCPU_SHIFT;

    *target = TARGET_GLOBAL;
    if ( !(flags & FFA_NOTIF_PER_VCPU) )
        return true;
    *target = TARGET_OF(vcpu);
    return vcpu < r->vcpus && *target < TARGETS;
}

/* BITS of EP, all bound to the sender, become pending. */
static int32_t deliver(struct receiver *r, uint16_t sender, uint32_t flags,
                       uint64_t bits)
{
    unsigned int target;

    if ( !pick_target(r, flags, &target) )
        return FFA_INVALID_PARAMETERS;
    SIM_BUG_ON(target == TARGET_GLOBAL && (bits & r->per_vcpu));
    SIM_BUG_ON(target != TARGET_GLOBAL && (bits & ~r->per_vcpu));
    receiver_set(r, sender, target, bits);
    sri_after_set(flags & FFA_NOTIF_DELAY_SRI);
    return FFA_OK;
}

/* NOTIFICATION_SET: a VM signals an SP. */
int32_t serve_set(const uint64_t in[SERVICE_ARGUMENTS], struct reply *reply)
{
    uint16_t sender = (uint16_t)(in[1] >> 16);
    uint16_t receiver = (uint16_t)in[1];
    uint32_t flags = (uint32_t)in[2];
    uint64_t bits = notify_bits(in);
    struct receiver *r = notify_known(receiver);
    unsigned int target;
    int32_t status = check_set_flags(flags);

    (void)reply;
    if ( status )
        return status;
    if ( (sender & FFA_ID_SECURE) || !(receiver & FFA_ID_SECURE) || !bits )
        return FFA_INVALID_PARAMETERS;
    if ( flags & FFA_NOTIF_DELAY_SRI )
        return FFA_INVALID_PARAMETERS;
    if ( !r )
        return FFA_INVALID_PARAMETERS;
    if ( !sp_notifiable(receiver_position(r)) )
        return FFA_DENIED;
    status = sp_accepts(r, sender, bits, flags & FFA_NOTIF_PER_VCPU);
    if ( status )
        return status;
    if ( !pick_target(r, flags, &target) )
        return FFA_INVALID_PARAMETERS;
    sp_bind(r, sender, bits, flags & FFA_NOTIF_PER_VCPU);
    return deliver(r, sender, flags, bits);
}

int32_t spmc_sp_set(unsigned int sp, uint16_t receiver, uint32_t flags,
                    uint64_t bits)
{
    struct receiver *r = notify_known(receiver);
    bool per_vcpu = flags & FFA_NOTIF_PER_VCPU;
    int32_t status;
    uint64_t typed;

    if ( !service_reported(FFA_FID32(NOTIFICATION_SET)) )
        return FFA_NOT_SUPPORTED;
    if ( sp >= spmc_state.world.nr_sps || sp_is_dead(sp) )
        return FFA_INVALID_PARAMETERS;
    status = check_set_flags(flags);
    if ( status )
        return status;
    if ( receiver == PROGRAM_FIRST_SP + sp || !bits || !r )
        return FFA_INVALID_PARAMETERS;
    if ( receiver_is_sp(r) || !r->enabled )
        return FFA_DENIED; /* SPs bind nothing to each other. */
    typed = per_vcpu ? ~r->per_vcpu : r->per_vcpu;
    if ( bits & receiver_bound_bits(r) & typed )
        return FFA_INVALID_PARAMETERS;
    if ( bits & ~r->bound[sp] )
        return FFA_DENIED;
    return deliver(r, (uint16_t)(PROGRAM_FIRST_SP + sp), flags, bits);
}

void notify_rx_full(struct receiver *r, uint16_t sender, bool delay)
{
    uint64_t bit = (sender & FFA_ID_SECURE) ? FFA_FRAMEWORK_RX_FULL_SPM
                                            : FFA_FRAMEWORK_RX_FULL_HYP;

    if ( !service_find(FFA_FID32(NOTIFICATION_GET)) )
        return;
    receiver_set(r, sender, TARGET_FRAMEWORK, bit);
    sri_after_set(delay);
}

void spmc_framework_rx_full(uint16_t vm)
{
    struct receiver *r = notify_known(vm);

    if ( r && !receiver_is_sp(r) )
        notify_rx_full(r, FFA_ID_SPMC, false);
}

/* The caller is a receiver the SPMC has never heard of. */
static int32_t get_of_unknown(uint16_t receiver)
{
    static name_t name;

    if ( !name )
        name = name_intern("NOTIFICATION_GET for an unknown VM");
    if ( spmc_is(get_unknown_panics) && !spmc_state.lied &&
         !buffer_exists(receiver) )
        machine_note(EV_SPMC_PANIC, name);
    return FFA_INVALID_PARAMETERS;
}

static bool has_untold(const struct receiver *r, uint32_t flags,
                       unsigned int target)
{
    uint64_t untold = 0;

    if ( flags & FFA_GET_FROM_SPS )
    {
        untold |= r->pend[TARGET_GLOBAL] & ~r->told[TARGET_GLOBAL];
        untold |= r->pend[target] & ~r->told[target];
    }
    if ( flags & FFA_GET_FROM_SPM )
        untold |= r->framework_pend & ~r->framework_told;
    return untold;
}

/* Hand out what FLAGS ask for, to vCPU target TARGET. */
static void take(struct receiver *r, uint32_t flags, unsigned int target,
                 struct reply *reply)
{
    bool late =
        has_untold(r, flags, target) && freedom_choose(FREEDOM_GET_LATE, 2);
    uint64_t bits = 0;
    uint64_t framework = 0;

    if ( flags & FFA_GET_FROM_SPS )
    {
        bits = receiver_take(r, TARGET_GLOBAL, late);
        if ( target != TARGET_GLOBAL )
            bits |= receiver_take(r, target, late);
    }
    if ( flags & FFA_GET_FROM_SPM )
        framework = receiver_take(r, TARGET_FRAMEWORK, late);
    if ( late )
        sri_defer();
    reply_set(reply, 2, bits & LOW_HALF);
    reply_set(reply, 3, bits >> 32);
    reply_set(reply, 4, 0);
    reply_set(reply, 5, 0);
    reply_set(reply, 6, framework & LOW_HALF);
    reply_set(reply, 7, framework >> 32);
}

/* NOTIFICATION_GET. */
int32_t serve_get(const uint64_t in[SERVICE_ARGUMENTS], struct reply *reply)
{
    uint16_t receiver = (uint16_t)in[1];
    uint32_t vcpu = (uint32_t)in[1] >> FFA_SET_VCPU_SHIFT;
    uint32_t flags = (uint32_t)in[2];
    uint32_t others = FFA_GET_FROM_VMS | FFA_GET_FROM_HYP;
    struct receiver *r = notify_known(receiver);

    if ( notify_has_reserved(in, 5) )
        return FFA_INVALID_PARAMETERS;
    if ( spmc_is(get_checks_flags) && (flags & ~GET_FLAGS) )
        return FFA_INVALID_PARAMETERS;
    if ( receiver & FFA_ID_SECURE )
        return FFA_INVALID_PARAMETERS;
    if ( !r )
        return get_of_unknown(receiver);
    if ( spmc_is(get_checks_flags) && (flags & others) )
        return FFA_INVALID_PARAMETERS;
    if ( vcpu >= r->vcpus && spmc_is(get_checks_vcpu) )
        return FFA_INVALID_PARAMETERS;
    take(r, flags, vcpu < PROGRAM_MAX_VCPUS ? TARGET_OF(vcpu) : TARGET_GLOBAL,
         reply);
    return FFA_OK;
}
