/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The bitmaps of VMs and their bindings, as FF-A 1.1 has them. The order of
 * checks is Hafnium's; where others differ, personality.def says so.
 */
#include "bug.h"
#include "machine.h"
#include "notify.h"
#include "service.h"
#include "setup.h"
#include "sp.h"
#include "spoil.h"
#include "sri.h"
#include "state.h"

#define LOW_HALF 0xffffffffull

static bool is_secure(uint16_t id)
{
    return id & FFA_ID_SECURE;
}

/* NOTIFICATION_BITMAP_CREATE. What was pending when the ID was last used may be back. */
int32_t serve_bitmap_create(const uint64_t in[SERVICE_ARGUMENTS],
                            struct reply *reply)
{
    uint16_t vm = (uint16_t)in[1];
    struct receiver *r = receiver_find(vm);

    (void)reply;
    if ( notify_has_reserved(in, 3) ||
         (in[1] >> 16 && spmc_is(checks_reserved)) )
        return FFA_INVALID_PARAMETERS;
    if ( is_secure(vm) )
        return FFA_INVALID_PARAMETERS;
    if ( spmc_is(create_wants_message) && !sp_knows(vm) )
        return FFA_INVALID_PARAMETERS;
    if ( r && r->enabled )
        return FFA_DENIED;
    if ( !r )
        r = receiver_create_vm(vm);
    if ( !r )
        return FFA_NO_MEMORY;

    r->enabled = true;
    r->vcpus = (uint32_t)in[2];
    machine_note(EV_BITMAP, 0, vm, 1, r->vcpus);
    if ( r->untold )
        sri_defer();
    return FFA_OK;
}

static bool blocks_destroy(const struct receiver *r)
{
    uint64_t pending = receiver_pending_bits(r);

    if ( spmc_is(destroy_wants_unbound) && receiver_bound_bits(r) )
        return true;
    if ( spmc_is(destroy_looks_at_low_half) )
        return pending & LOW_HALF;
    return pending || r->framework_pend;
}

/* The bitmap of ID 0 goes, ID 0 itself stays. */
static void forget_hypervisor(struct receiver *r)
{
    SIM_BUG_ON(r->id != FFA_ID_HYPERVISOR);
    for ( unsigned int t = 0; t < TARGETS; t++ )
        receiver_take(r, t, false);
    for ( unsigned int s = 0; s < PROGRAM_MAX_SPS; s++ )
        r->bound[s] = 0;
    r->per_vcpu = 0;
    r->enabled = false;
}

/* NOTIFICATION_BITMAP_DESTROY. Bindings go with the bitmap. */
int32_t serve_bitmap_destroy(const uint64_t in[SERVICE_ARGUMENTS],
                             struct reply *reply)
{
    uint16_t vm = (uint16_t)in[1];
    struct receiver *r = notify_known(vm);
    uint32_t vcpus;
    bool keep;

    (void)reply;
    if ( notify_has_reserved(in, 2) ||
         (in[1] >> 16 && spmc_is(checks_reserved)) )
        return FFA_INVALID_PARAMETERS;
    if ( is_secure(vm) )
        return FFA_INVALID_PARAMETERS;
    if ( !r || !r->enabled )
        return (int32_t)spmc_is(destroy_unknown);
    if ( blocks_destroy(r) )
        return FFA_DENIED;

    vcpus = r->vcpus;
    if ( vm == FFA_ID_HYPERVISOR )
        forget_hypervisor(r);
    else
    {
        keep = (r->pend[TARGET_GLOBAL] || r->framework_pend) &&
               freedom_choose(FREEDOM_DESTROY_RESIDUE, 2);
        receiver_destroy_vm(r, keep);
        spoil_remember(vm);
    }
    machine_note(EV_BITMAP, 0, vm, 0, vcpus);
    return FFA_OK;
}

/* The checks that BIND and UNBIND share, in order; *EP is the receiver. */
static int32_t check_binding(const uint64_t in[SERVICE_ARGUMENTS],
                             struct receiver **r)
{
    uint16_t sender = (uint16_t)(in[1] >> 16);
    uint16_t receiver = (uint16_t)in[1];

    if ( sender == receiver )
        return FFA_INVALID_PARAMETERS;
    if ( sender >= FFA_ID_EL3_FIRST )
        return FFA_INVALID_PARAMETERS;
    if ( !is_secure(sender) || is_secure(receiver) )
        return FFA_INVALID_PARAMETERS;
    if ( !notify_bits(in) )
        return (int32_t)spmc_is(bind_empty);
    *r = notify_known(receiver);
    if ( !receiver_find(receiver) && !spmc_is(bind_wants_bitmap) )
        *r = receiver_create_vm(receiver);
    if ( !*r )
        return FFA_INVALID_PARAMETERS;
    if ( !setup_caller_since(1) )
        return FFA_NOT_SUPPORTED;
    if ( spmc_is(bind_wants_bitmap) && !(*r)->enabled )
        return FFA_NOT_SUPPORTED;
    return FFA_OK;
}

/* NOTIFICATION_BIND. */
int32_t serve_bind(const uint64_t in[SERVICE_ARGUMENTS], struct reply *reply)
{
    uint32_t allowed = notify_per_vcpu() ? FFA_NOTIF_PER_VCPU : 0;
    uint64_t bits = notify_bits(in);
    uint16_t sender = (uint16_t)(in[1] >> 16);
    struct receiver *r = NULL;
    struct receiver *sp;
    int32_t status;

    (void)reply;
    if ( notify_has_reserved(in, 5) )
        return FFA_INVALID_PARAMETERS;
    if ( in[2] & ~(uint64_t)allowed )
        return (int32_t)spmc_is(bind_bad_flags);
    status = check_binding(in, &r);
    if ( status || !r )
        return status;
    sp = receiver_find(sender);
    if ( !sp )
        return FFA_INVALID_PARAMETERS;
    if ( bits & receiver_bound_bits(r) )
        return FFA_DENIED;
    if ( bits & receiver_pending_bits(r) )
        return FFA_DENIED;

    r->bound[receiver_position(sp)] |= bits;
    if ( in[2] & FFA_NOTIF_PER_VCPU )
        r->per_vcpu |= bits;
    machine_note(EV_BOUND, 0, r->id, sender, bits, in[2] & FFA_NOTIF_PER_VCPU);
    return FFA_OK;
}

/* BITS are bound to nobody any more; one event per sender. */
static void forget_bindings(struct receiver *r, uint64_t bits)
{
    for ( unsigned int sp = 0; sp < PROGRAM_MAX_SPS; sp++ )
    {
        uint64_t bound = r->bound[sp] & bits;

        r->bound[sp] &= ~bits;
        if ( bound )
            machine_note(EV_UNBOUND, 0, r->id, PROGRAM_FIRST_SP + sp, bound);
    }
    r->per_vcpu &= ~bits;
}

/* NOTIFICATION_UNBIND. */
int32_t serve_unbind(const uint64_t in[SERVICE_ARGUMENTS], struct reply *reply)
{
    uint64_t bits = notify_bits(in);
    uint16_t sender = (uint16_t)(in[1] >> 16);
    struct receiver *r = NULL;
    struct receiver *sp;
    int32_t status;

    (void)reply;
    if ( (spmc_is(unbind_checks_flags) && in[2]) || notify_has_reserved(in, 5) )
        return FFA_INVALID_PARAMETERS;
    status = check_binding(in, &r);
    if ( status || !r )
        return status;
    sp = receiver_find(sender);
    if ( spmc_is(unbind_checks_sender) &&
         (!sp || (bits & ~r->bound[receiver_position(sp)])) )
        return FFA_DENIED;
    if ( bits & receiver_pending_bits(r) )
        return FFA_DENIED;
    forget_bindings(r, bits);
    return FFA_OK;
}
