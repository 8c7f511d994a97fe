/* SPDX-License-Identifier: GPL-2.0-only */
#include "receiver.h"

#include <string.h>

#include "bug.h"
#include "ffa.h"
#include "machine.h"
#include "name.h"
#include "run-state.h"

#define NO_VCPU      0xffffu /* global, as events have targets                */
#define SMALL_IDS    64u     /* VM IDs that are found without a search        */
#define MAX_RESIDUES 4u

/* Bits that outlive a bitmap and wait for the ID to come back. */
struct residue
{
    uint16_t vm;
    uint64_t bits;
    uint64_t framework;
};

static struct
{
    unsigned int nr_sps;
    unsigned int end; /* positions in use end below                         */
    uint64_t untold;  /* positions                                          */
    uint8_t position[SMALL_IDS]; /* by VM ID; 0: none                        */
    unsigned int nr_residues;
    struct residue residue[MAX_RESIDUES];
    struct receiver receiver[RECEIVERS];
} all;

_Static_assert(RECEIVERS <= 64, "positions are bits of a word");

static size_t all_used(void)
{
    return (size_t)((char *)&all.receiver[all.end] - (char *)&all);
}
STATE_USED(all, all_used);

void receiver_boot(unsigned int nr_sps, unsigned int nr_cpus)
{
    SIM_BUG_ON(nr_sps > PROGRAM_MAX_SPS);
    for ( unsigned int i = RECEIVER_FIRST_VM; i < all.end; i++ )
        if ( all.receiver[i].id )
            receiver_destroy_vm(&all.receiver[i], false);
    memset(all.receiver, 0, sizeof(all.receiver[0]) * RECEIVER_FIRST_VM);
    for ( unsigned int i = 0; i < nr_sps; i++ )
    {
        all.receiver[i].id = (uint16_t)(PROGRAM_FIRST_SP + i);
        all.receiver[i].vcpus = nr_cpus;
    }
    all.receiver[RECEIVER_HYPERVISOR].vcpus = nr_cpus;
    all.nr_sps = nr_sps;
    all.nr_residues = 0;
    all.untold = 0;
    all.end = RECEIVER_FIRST_VM;
}

static struct receiver *find_vm(uint16_t id)
{
    if ( id < SMALL_IDS )
        return all.position[id] ? &all.receiver[all.position[id]] : NULL;
    for ( unsigned int i = RECEIVER_FIRST_VM; i < all.end; i++ )
        if ( all.receiver[i].id == id )
            return &all.receiver[i];
    return NULL;
}

struct receiver *receiver_find(uint16_t id)
{
    struct receiver *r;

    if ( id & FFA_ID_SECURE )
    {
        unsigned int index = (unsigned int)id - PROGRAM_FIRST_SP;

        return index < all.nr_sps ? &all.receiver[index] : NULL;
    }
    if ( id == FFA_ID_HYPERVISOR )
        return &all.receiver[RECEIVER_HYPERVISOR];
    r = find_vm(id);
    SIM_BUG_ON(r && r->id != id);
    return r;
}

struct receiver *receiver_at(unsigned int position)
{
    SIM_BUG_ON(position >= all.end);
    return &all.receiver[position];
}

unsigned int receiver_position(const struct receiver *r)
{
    SIM_BUG_ON(r < all.receiver);
    SIM_BUG_ON(r >= all.receiver + RECEIVERS);
    return (unsigned int)(r - all.receiver);
}

bool receiver_is_sp(const struct receiver *r)
{
    return receiver_position(r) < RECEIVER_HYPERVISOR;
}

static struct receiver *free_place(void)
{
    for ( unsigned int i = RECEIVER_FIRST_VM; i < all.end; i++ )
        if ( !all.receiver[i].id )
            return &all.receiver[i];
    return all.end < RECEIVERS ? &all.receiver[all.end++] : NULL;
}

/* The SPMC never cleaned up: the bits are pending for whoever has the ID now,
 * and were set by nobody in particular. */
static void bring_back(struct receiver *r)
{
    for ( unsigned int i = 0; i < all.nr_residues; i++ )
    {
        struct residue *old = &all.residue[i];

        if ( old->vm != r->id )
            continue;
        receiver_set(r, FFA_ID_SPMC, TARGET_GLOBAL, old->bits);
        receiver_set(r, FFA_ID_SPMC, TARGET_FRAMEWORK, old->framework);
        *old = all.residue[--all.nr_residues];
        return;
    }
}

struct receiver *receiver_create_vm(uint16_t vm)
{
    struct receiver *r = free_place();

    SIM_BUG_ON(!vm);
    SIM_BUG_ON(vm & FFA_ID_SECURE);
    if ( !r )
        return NULL;
    SIM_BUG_ON(find_vm(vm));
    r->id = vm;
    if ( vm < SMALL_IDS )
        all.position[vm] = (uint8_t)receiver_position(r);
    bring_back(r);
    return r;
}

void receiver_destroy_vm(struct receiver *r, bool keep)
{
    SIM_BUG_ON(receiver_position(r) < RECEIVER_FIRST_VM);
    if ( keep && all.nr_residues < MAX_RESIDUES )
        all.residue[all.nr_residues++] =
            (struct residue){r->id, r->pend[TARGET_GLOBAL], r->framework_pend};
    if ( r->id < SMALL_IDS )
        all.position[r->id] = 0;
    all.untold &= ~(1ull << receiver_position(r));
    memset(r, 0, sizeof(*r));
}

uint16_t receiver_some_vm(void)
{
    for ( unsigned int i = RECEIVER_FIRST_VM; i < all.end; i++ )
        if ( all.receiver[i].id )
            return all.receiver[i].id;
    return FFA_ID_OF_DOMAIN(0);
}

unsigned int receiver_end(void)
{
    return all.end;
}

void receiver_show_all(void)
{
    for ( unsigned int i = RECEIVER_FIRST_VM; i < all.end; i++ )
        all.receiver[i].hidden = false;
}

uint64_t receiver_untold(void)
{
    return all.untold;
}

uint64_t receiver_pending(void)
{
    uint64_t positions = 0;

    for ( unsigned int i = 0; i < all.end; i++ )
        if ( receiver_pending_targets(&all.receiver[i]) )
            positions |= 1ull << i;
    SIM_BUG_ON(all.untold & ~positions);
    return positions;
}

uint16_t receiver_pending_targets(const struct receiver *r)
{
    uint16_t targets = r->framework_pend ? 1u << TARGET_GLOBAL : 0;

    for ( unsigned int t = 0; t < TARGETS; t++ )
        if ( r->pend[t] )
            targets |= (uint16_t)(1u << t);
    return targets;
}

uint64_t receiver_pending_bits(const struct receiver *r)
{
    uint64_t bits = 0;

    for ( unsigned int t = 0; t < TARGETS; t++ )
        bits |= r->pend[t];
    return bits;
}

uint64_t receiver_bound_bits(const struct receiver *r)
{
    uint64_t bits = 0;

    for ( unsigned int s = 0; s < PROGRAM_MAX_SPS; s++ )
        bits |= r->bound[s];
    return bits;
}

static uint64_t event_target(unsigned int target)
{
    return target == TARGET_GLOBAL || target == TARGET_FRAMEWORK
               ? NO_VCPU
               : target - TARGET_OF(0);
}

static uint64_t event_half(const struct receiver *r, unsigned int target)
{
    if ( target == TARGET_FRAMEWORK )
        return HALF_FRAMEWORK;
    return receiver_is_sp(r) ? HALF_FROM_VMS : HALF_FROM_SPS;
}

/* Bring the summaries of a target up to date with its bitmaps. */
static void summarise(struct receiver *r, unsigned int target)
{
    uint64_t untold = r->pend[target] & ~r->told[target];
    uint64_t position = 1ull << receiver_position(r);

    SIM_BUG_ON(r->told[target] & ~r->pend[target]);
    SIM_BUG_ON(r->framework_told & ~r->framework_pend);
    if ( target == TARGET_GLOBAL )
        untold |= r->framework_pend & ~r->framework_told;
    if ( untold )
        r->untold |= (uint16_t)(1u << target);
    else
        r->untold &= (uint16_t) ~(1u << target);
    if ( r->untold )
        all.untold |= position;
    else
        all.untold &= ~position;
}

/* The bitmaps of a target, framework or not. */
static uint64_t *pending(struct receiver *r, unsigned int target)
{
    SIM_BUG_ON(target > TARGET_FRAMEWORK);
    return target == TARGET_FRAMEWORK ? &r->framework_pend : &r->pend[target];
}

static uint64_t *told(struct receiver *r, unsigned int target)
{
    SIM_BUG_ON(target > TARGET_FRAMEWORK);
    return target == TARGET_FRAMEWORK ? &r->framework_told : &r->told[target];
}

static unsigned int told_with(unsigned int target)
{
    return target == TARGET_FRAMEWORK ? TARGET_GLOBAL : target;
}

void receiver_set(struct receiver *r, uint16_t sender, unsigned int target,
                  uint64_t bits)
{
    uint64_t *pend = pending(r, target);
    uint64_t fresh = bits & ~*pend;

    if ( !fresh )
        return;
    *pend |= fresh;
    summarise(r, told_with(target));
    machine_note(EV_SET, 0, r->id, sender, event_half(r, target),
                 event_target(target), fresh);
}

uint64_t receiver_take(struct receiver *r, unsigned int target, bool late)
{
    uint64_t *pend = pending(r, target);
    uint64_t bits = late ? *told(r, target) : *pend;

    if ( !bits )
        return 0;
    *pend &= ~bits;
    *told(r, target) &= ~bits;
    summarise(r, told_with(target));
    machine_note(EV_TAKEN, 0, r->id, event_half(r, target),
                 event_target(target), bits);
    return bits;
}

void receiver_tell(struct receiver *r, unsigned int target)
{
    SIM_BUG_ON(target >= TARGETS);
    r->told[target] = r->pend[target];
    if ( target == TARGET_GLOBAL )
        r->framework_told = r->framework_pend;
    summarise(r, target);
    machine_note(EV_TOLD, 0, r->id, event_target(target));
}

static void note_target(struct receiver *r, unsigned int target)
{
    uint64_t bits = *pending(r, target);

    if ( bits )
        machine_note(EV_PENDING, 0, r->id, event_target(target),
                     event_half(r, target), bits, *told(r, target));
}

void receiver_note_pending(void)
{
    for ( unsigned int i = RECEIVER_FIRST_VM; i < all.end; i++ )
    {
        struct receiver *r = &all.receiver[i];

        SIM_BUG_ON(!r->id && r->untold);
        for ( unsigned int t = 0; r->id && t <= TARGET_FRAMEWORK; t++ )
            note_target(r, t);
    }
}

void receiver_note_left(void)
{
    static name_t name;

    if ( !name )
        name = name_intern("bitmap");
    /* The hypervisor stays, and so does its first domain. */
    for ( unsigned int i = RECEIVER_FIRST_VM; i < all.end; i++ )
        if ( all.receiver[i].id > FFA_ID_OF_DOMAIN(0) )
            machine_note(EV_LEFT, name, LEFT_BITMAP, 1, all.receiver[i].id);
}
