/* SPDX-License-Identifier: GPL-2.0-only */
#include "sp.h"

#include <string.h>

#include "bug.h"
#include "machine.h"
#include "name.h"
#include "partition-info.h"
#include "service.h"
#include "spmc.h"
#include "state.h"

#define TRACKED_VMS 64u
#define BINDABLE    ((1ull << SP_FIRST_UNBOUND) - 1)

static struct sp
{
    uint64_t vms;   /* IDs it was told of                               */
    uint64_t bound; /* to the VM in sender[]                            */
    uint64_t kept;  /* of these: not on demand                          */
    bool dead;
    int32_t answer;     /* for the next ...                                 */
    unsigned int times; /* ... so many messages                             */
    uint16_t sender[64];
} sps[PROGRAM_MAX_SPS];
STATE(sps);

static struct sp *sp_at(unsigned int index)
{
    SIM_BUG_ON(index >= spmc_state.world.nr_sps);
    return &sps[index];
}

static uint16_t sp_id(unsigned int index)
{
    return (uint16_t)(PROGRAM_FIRST_SP + index);
}

static uint8_t flags_of(unsigned int index)
{
    SIM_BUG_ON(index >= spmc_state.world.nr_sps);
    return spmc_state.world.sp_flags[index];
}

void sp_boot(void)
{
    for ( unsigned int i = 0; i < PROGRAM_MAX_SPS; i++ )
    {
        sps[i].vms = 0;
        sps[i].bound = 0;
        sps[i].kept = 0;
        sps[i].dead = false;
        sps[i].times = 0;
    }
}

bool sp_notifiable(unsigned int sp)
{
    return !(flags_of(sp) & SP_NO_NOTIFICATIONS);
}

bool sp_subscribes(unsigned int sp, bool destroyed)
{
    return flags_of(sp) & (destroyed ? SP_VM_DESTROYED : SP_VM_CREATED);
}

bool sp_messages(unsigned int sp)
{
    return !(flags_of(sp) & SP_NO_MESSAGES);
}

void sp_abort(unsigned int sp)
{
    sp_at(sp)->dead = true;
}

bool sp_is_dead(unsigned int sp)
{
    return sp_at(sp)->dead;
}

/* What 1.0 has words for. */
static uint32_t message_properties(unsigned int sp)
{
    if ( !sp_messages(sp) )
        return 0;
    return FFA_PROP_DIRECT_RECV |
           (service_find(FFA_FID32(MSG_SEND2)) ? FFA_PROP_INDIRECT : 0);
}

uint32_t sp_properties(unsigned int sp, unsigned int minor)
{
    uint32_t properties = message_properties(sp);

    if ( minor < 1 )
        return properties;
    properties |= FFA_PROP_AARCH64;
    if ( minor >= 2 && sp_messages(sp) )
        properties |= FFA_PROP_DIRECT2_RECV;
    if ( sp_notifiable(sp) && service_find(FFA_FID32(NOTIFICATION_BIND)) )
        properties |= FFA_PROP_NOTIFICATIONS;
    if ( sp_subscribes(sp, false) )
        properties |= FFA_PROP_VM_CREATED;
    if ( sp_subscribes(sp, true) )
        properties |= FFA_PROP_VM_DESTROYED;
    return properties;
}

void sp_uuid(unsigned int sp, uint32_t word[4])
{
    word[0] = 0x5f8a0000u | sp_id(sp);
    word[1] = 0x4b1c11e6u;
    word[2] = 0x8e7d93a2u;
    word[3] = 0x01f4c65bu;
}

void spmc_note_sps(void)
{
    for ( unsigned int sp = 0; sp < spmc_state.world.nr_sps; sp++ )
        machine_note(EV_SP, 0, sp_id(sp),
                     sp_properties(sp, spmc_state.world.ffa_minor));
}

void spmc_sp_uuid(unsigned int sp, uint32_t word[4])
{
    sp_uuid(sp, word);
}

int32_t sp_accepts(const struct receiver *r, uint16_t sender, uint64_t bits,
                   bool per_vcpu)
{
    const struct sp *sp = sp_at(receiver_position(r));
    uint64_t bound = bits & sp->bound;

    if ( bound & (per_vcpu ? ~r->per_vcpu : r->per_vcpu) )
        return FFA_INVALID_PARAMETERS;
    if ( bits & ~(BINDABLE | sp->bound) )
        return FFA_DENIED;
    if ( !receiver_find(sender) )
        return FFA_DENIED;
    for ( ; bound; bound &= bound - 1 )
        if ( sp->sender[__builtin_ctzll(bound)] != sender )
            return FFA_DENIED;
    return FFA_OK;
}

void sp_bind(struct receiver *r, uint16_t sender, uint64_t bits, bool per_vcpu)
{
    struct sp *sp = sp_at(receiver_position(r));
    uint64_t fresh = bits & ~sp->bound;

    if ( !fresh )
        return;
    sp->bound |= fresh;
    if ( per_vcpu )
        r->per_vcpu |= fresh;
    machine_note(EV_BOUND, 0, r->id, sender, fresh, per_vcpu);
    for ( ; fresh; fresh &= fresh - 1 )
        sp->sender[__builtin_ctzll(fresh)] = sender;
}

/* Unbind BITS, one event per sender. */
static void release(struct receiver *r, struct sp *sp, uint64_t bits)
{
    SIM_BUG_ON(bits & ~sp->bound);
    sp->bound &= ~bits;
    sp->kept &= ~bits;
    r->per_vcpu &= ~bits;
    while ( bits )
    {
        uint16_t sender = sp->sender[__builtin_ctzll(bits)];
        uint64_t same = 0;

        for ( uint64_t rest = bits; rest; rest &= rest - 1 )
            if ( sp->sender[__builtin_ctzll(rest)] == sender )
                same |= rest & -rest;
        machine_note(EV_UNBOUND, 0, r->id, sender, same);
        bits &= ~same;
    }
}

uint64_t sp_fetch(unsigned int sp)
{
    struct receiver *r = receiver_find(sp_id(sp));
    uint64_t bits = 0;

    SIM_BUG_ON(!r);
    for ( unsigned int t = 0; t < TARGETS; t++ )
        bits |= receiver_take(r, t, false);
    receiver_take(r, TARGET_FRAMEWORK, false);
    release(r, sp_at(sp), bits & ~sp_at(sp)->kept);
    return bits;
}

/* The SP that binds or unbinds; NULL: there is none to do so. */
static struct receiver *binder(unsigned int sp, uint16_t sender)
{
    if ( sp >= spmc_state.world.nr_sps || (sender & FFA_ID_SECURE) )
        return NULL;
    return sps[sp].dead ? NULL : receiver_find(sp_id(sp));
}

int32_t spmc_sp_bind(unsigned int sp, uint16_t sender, uint32_t flags,
                     uint64_t bits)
{
    struct receiver *r = binder(sp, sender);

    if ( !service_find(FFA_FID32(NOTIFICATION_BIND)) )
        return FFA_NOT_SUPPORTED;
    if ( !r || !bits || (flags & ~FFA_NOTIF_PER_VCPU) )
        return FFA_INVALID_PARAMETERS;
    if ( flags && spmc_since((int)spmc_is(no_per_vcpu_since)) )
        return FFA_INVALID_PARAMETERS;
    if ( !sp_notifiable(sp) )
        return FFA_NOT_SUPPORTED;
    if ( bits & sps[sp].bound )
        return FFA_DENIED;
    sp_bind(r, sender, bits, flags);
    sps[sp].kept |= bits;
    return FFA_OK;
}

int32_t spmc_sp_unbind(unsigned int sp, uint16_t sender, uint64_t bits)
{
    struct receiver *r = binder(sp, sender);

    if ( !r || !bits )
        return FFA_INVALID_PARAMETERS;
    if ( (bits & ~sps[sp].bound) || (bits & receiver_pending_bits(r)) )
        return FFA_DENIED;
    for ( uint64_t rest = bits; rest; rest &= rest - 1 )
        if ( sps[sp].sender[__builtin_ctzll(rest)] != sender )
            return FFA_DENIED;
    release(r, &sps[sp], bits);
    return FFA_OK;
}

bool sp_knows(uint16_t vm)
{
    bool any = false;

    for ( unsigned int i = 0; i < spmc_state.world.nr_sps; i++ )
    {
        if ( !sp_subscribes(i, false) )
            continue;
        any = true;
        if ( vm < TRACKED_VMS && (sps[i].vms & (1ull << vm)) )
            return true;
    }
    return !any;
}

/* What a sane SP says of VM, and what changes if it says so. */
static int32_t judge(const struct sp *sp, unsigned int index, uint16_t vm,
                     bool destroyed)
{
    bool knows;

    if ( !vm || vm >= TRACKED_VMS )
        return FFA_INVALID_PARAMETERS;
    knows = sp->vms & (1ull << vm);
    if ( destroyed )
        return knows || !sp_subscribes(index, false) ? FFA_OK
                                                     : FFA_INVALID_PARAMETERS;
    /* Who never hears of an end takes the next VM of an ID as it comes. */
    return knows && sp_subscribes(index, true) ? FFA_DENIED : FFA_OK;
}

static int32_t free_status(void)
{
    static const int32_t statuses[] = {FFA_OK, FFA_INTERRUPTED, FFA_RETRY,
                                       FFA_DENIED};

    return statuses[freedom_choose(FREEDOM_VM_STATUS,
                                   SIM_ARRAY_SIZE(statuses))];
}

int32_t sp_handle(unsigned int sp, uint16_t vm, bool destroyed)
{
    struct sp *state = sp_at(sp);
    int32_t status = judge(state, sp, vm, destroyed);

    if ( state->times )
    {
        state->times--;
        status = state->answer;
    }
    else if ( !status )
        status = free_status();
    if ( !status && vm < TRACKED_VMS )
    {
        uint64_t bit = 1ull << vm;

        state->vms = destroyed ? state->vms & ~bit : state->vms | bit;
    }
    machine_note(EV_VM_MESSAGE, 0, sp_id(sp), vm, destroyed,
                 (uint64_t)(int64_t)status);
    return status;
}

void sp_answer(unsigned int sp, int32_t status, unsigned int times)
{
    struct sp *state = sp_at(sp);

    state->answer = status;
    state->times = times;
}

void sp_behave(void)
{
    for ( unsigned int i = 0; i < spmc_state.world.nr_sps; i++ )
        sps[i].times = 0;
}

void sp_note_left(void)
{
    static name_t name;

    if ( !name )
        name = name_intern("VM_CREATED");
    for ( unsigned int i = 0; i < spmc_state.world.nr_sps; i++ )
        if ( sp_subscribes(i, true) && !sps[i].dead )
            for ( uint64_t vms = sps[i].vms; vms; vms &= vms - 1 )
                machine_note(EV_LEFT, name, LEFT_VM_MESSAGE, 1,
                             (uint64_t)sp_id(i) << 16 |
                                 (unsigned int)__builtin_ctzll(vms));
}
