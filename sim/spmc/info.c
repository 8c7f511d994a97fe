/* SPDX-License-Identifier: GPL-2.0-only */
#include "info.h"

#include "bug.h"
#include "receiver.h"
#include "sri.h"
#include "state.h"

#define SLOT_BITS  16u
#define FIRST_SLOT 3u /* register                                           */

/* Values of the freedoms: freedom.def. */
enum
{
    ORDER_REVERSED = 1,
    ORDER_VMS_FIRST,
    ORDER_VCPUS_DOWN
};

enum
{
    SPLIT_TWO = 1,
    SPLIT_ONE,
    SPLIT_GLOBAL_ALONE,
    SPLIT_ONE_LIST,
    SPLIT_HALF_ROOM
};

enum
{
    VCPUS_OF_SP = 1,
    VCPUS_OF_VM
};

enum
{
    MORE_SPURIOUS = 1,
    MORE_HIDDEN,
    MORE_REPEAT
};

/* A reply in the making. */
struct builder
{
    struct info_lists lists;
    uint32_t order;
    unsigned int capacity;
    unsigned int max_lists;
    unsigned int max_vcpus; /* of one list                                  */
    bool absorbs;           /* a global item goes with a list of its owner  */
    bool names_vcpu;        /* the next global list names vCPU 0, too       */
    bool tells;
    bool full;
    const struct receiver *open; /* whose list may grow                     */
};

unsigned int info_capacity(bool wide)
{
    return wide ? FFA_INFO_IDS_64 : FFA_INFO_IDS_32;
}

void info_encode(bool wide, const struct info_lists *lists, bool more,
                 uint64_t x[SPMC_REGS])
{
    unsigned int per_register = wide ? 4 : 2;

    SIM_BUG_ON(lists->used > info_capacity(wide));
    SIM_BUG_ON(lists->nr > lists->used);
    x[2] = (more ? FFA_INFO_MORE : 0) | (uint64_t)lists->nr
                                            << FFA_INFO_COUNT_SHIFT;
    for ( unsigned int i = 0; i < lists->nr; i++ )
        x[2] |= (uint64_t)lists->vcpus[i] << (FFA_INFO_SIZE_SHIFT + 2 * i);
    for ( unsigned int i = FIRST_SLOT; i < 8; i++ )
        x[i] = 0;
    for ( unsigned int i = 0; i < lists->used; i++ )
        x[FIRST_SLOT + i / per_register] |= (uint64_t)lists->id[i]
                                            << (SLOT_BITS * (i % per_register));
}

static void append(struct builder *b, uint16_t id)
{
    SIM_BUG_ON(b->lists.used >= b->capacity);
    b->lists.id[b->lists.used++] = id;
}

static void open_list(struct builder *b, const struct receiver *r)
{
    append(b, r->id);
    b->lists.vcpus[b->lists.nr++] = 0;
    b->open = r;
}

/* A vCPU of the open list. At the maximum the list is closed. */
static void append_vcpu(struct builder *b, uint16_t vcpu)
{
    append(b, vcpu);
    if ( ++b->lists.vcpus[b->lists.nr - 1] == b->max_vcpus )
        b->open = NULL;
}

/* Represent one target of EP. False: there is no room for it. */
static bool insert(struct builder *b, const struct receiver *r,
                   unsigned int target)
{
    bool global = target == TARGET_GLOBAL;
    bool grows = b->open == r && !(global && !b->absorbs);
    bool names_vcpu = global && !grows && b->names_vcpu;
    unsigned int need = (grows ? 0 : 1) + (global && !names_vcpu ? 0 : 1);

    if ( b->lists.used + need > b->capacity )
        return false;
    if ( !grows && b->lists.nr == b->max_lists )
        return false;
    if ( !grows )
        open_list(b, r);
    if ( global && !b->absorbs )
        b->open = NULL;
    if ( names_vcpu )
        append_vcpu(b, 0);
    else if ( !global )
        append_vcpu(b, (uint16_t)(target - TARGET_OF(0)));
    b->names_vcpu = b->names_vcpu && !names_vcpu;
    return true;
}

static void add_receiver(struct builder *b, struct receiver *r,
                         uint16_t targets)
{
    while ( targets && !b->full )
    {
        unsigned int target = b->order == ORDER_VCPUS_DOWN
                                  ? 31u - (unsigned int)__builtin_clz(targets)
                                  : (unsigned int)__builtin_ctz(targets);

        targets &= (uint16_t) ~(1u << target);
        if ( !insert(b, r, target) )
            b->full = true;
        else if ( b->tells )
            receiver_tell(r, target);
    }
}

static unsigned int next_position(uint64_t positions, uint32_t order)
{
    uint64_t vms = positions & ~((1ull << RECEIVER_FIRST_VM) - 1);

    SIM_BUG_ON(!positions);
    if ( order == ORDER_REVERSED )
        return 63u - (unsigned int)__builtin_clzll(positions);
    if ( order == ORDER_VMS_FIRST && vms )
        positions = vms;
    return (unsigned int)__builtin_ctzll(positions);
}

/* REPEATS: what was told and not fetched is listed too. */
static void build(struct builder *b, bool repeats)
{
    uint64_t positions = repeats ? receiver_pending() : receiver_untold();

    while ( positions && !b->full )
    {
        unsigned int position = next_position(positions, b->order);
        struct receiver *r = receiver_at(position);

        positions &= ~(1ull << position);
        if ( !r->hidden )
            add_receiver(b, r,
                         repeats ? receiver_pending_targets(r) : r->untold);
    }
}

static void init(struct builder *b, bool wide)
{
    *b = (struct builder){
        .capacity = info_capacity(wide),
        .max_lists = info_capacity(wide),
        .max_vcpus = INFO_MAX_VCPUS,
        .absorbs = true,
    };
}

/* Is there more than one way to order, or to split, what is to be told? */
static bool has_several(void)
{
    uint64_t positions = receiver_untold();
    uint16_t targets;

    if ( positions & (positions - 1) )
        return true;
    if ( !positions )
        return false;
    targets = receiver_at((unsigned int)__builtin_ctzll(positions))->untold;
    return targets & (targets - 1);
}

static void choose_split(struct builder *b)
{
    uint32_t split = freedom_choose(FREEDOM_INFO_SPLIT, SPLIT_HALF_ROOM + 1);

    if ( split == SPLIT_TWO || split == SPLIT_ONE )
        b->max_vcpus = split == SPLIT_TWO ? 2 : 1;
    b->absorbs = split != SPLIT_GLOBAL_ALONE;
    if ( split == SPLIT_ONE_LIST )
        b->max_lists = 1;
    if ( split == SPLIT_HALF_ROOM )
        b->capacity /= 2;
}

static void choose_vcpus(struct builder *b)
{
    bool has_sp = spmc_state.world.nr_sps != 0;
    uint32_t vcpus = freedom_choose(FREEDOM_INFO_VCPUS, VCPUS_OF_VM + 1);

    b->names_vcpu = vcpus == VCPUS_OF_VM;
    if ( vcpus != VCPUS_OF_SP || !has_sp )
        return;
    append(b, PROGRAM_FIRST_SP);
    b->lists.vcpus[b->lists.nr++] = 0;
    append_vcpu(b, 0);
    b->open = NULL; /* It is no list of notifications. */
}

/* Nothing to tell: legal, if odd, is a SUCCESS that lists nothing. */
static int32_t reply_empty(uint32_t choice, bool wide, struct reply *reply)
{
    struct info_lists none = {.nr = 0};

    if ( choice != MORE_SPURIOUS && choice != MORE_HIDDEN )
        return FFA_NO_DATA;
    info_encode(wide, &none, choice == MORE_HIDDEN, reply->x);
    return FFA_OK;
}

/* x2 and the registers that carry at least one of USED slots. */
static uint32_t used_registers(bool wide, unsigned int used)
{
    unsigned int per_register = wide ? 4 : 2;
    unsigned int nr = FIRST_SLOT + (used + per_register - 1) / per_register;

    SIM_BUG_ON(nr > 8);
    return (1u << nr) - 1;
}

static bool true_more(const struct builder *b)
{
    return spmc_is(more_means_full) ? b->full : receiver_untold() != 0;
}

static bool has_arguments(const uint64_t in[SERVICE_ARGUMENTS])
{
    uint64_t any = 0;

    for ( unsigned int i = 1; i < 8; i++ )
        any |= in[i];
    return any;
}

int32_t serve_info_get(const uint64_t in[SERVICE_ARGUMENTS],
                       struct reply *reply)
{
    bool wide = in[0] & FFA_CONVENTION_64;
    struct builder b;
    uint32_t choice;
    bool more;

    if ( spmc_is(checks_reserved) && has_arguments(in) )
        return FFA_INVALID_PARAMETERS;
    init(&b, wide);
    b.tells = true;
    if ( has_several() )
    {
        b.order = freedom_choose(FREEDOM_INFO_ORDER, ORDER_VCPUS_DOWN + 1);
        choose_split(&b);
    }
    if ( receiver_untold() )
        choose_vcpus(&b);
    choice = freedom_choose(FREEDOM_INFO_MORE, MORE_REPEAT + 1);
    build(&b, choice == MORE_REPEAT || spmc_is(info_get_repeats));

    reply->x[0] = wide ? FFA_FID64(SUCCESS) : FFA_FID32(SUCCESS);
    reply->defined |= used_registers(wide, b.lists.used);
    if ( !b.lists.nr )
        return reply_empty(choice, wide, reply);
    more = true_more(&b);
    if ( more && choice == MORE_HIDDEN )
        sri_defer(); /* What this reply does not promise, an SRI does. */
    info_encode(wide, &b.lists,
                (more && choice != MORE_HIDDEN) || choice == MORE_SPURIOUS,
                reply->x);
    return FFA_OK;
}

bool info_preview(bool wide, uint64_t x[SPMC_REGS])
{
    struct builder b;
    bool genuine;

    init(&b, wide);
    build(&b, false);
    genuine = b.lists.nr;
    if ( !genuine )
    {
        b.lists.nr = 1;
        b.lists.used = 1;
        b.lists.id[0] = receiver_some_vm();
    }
    x[0] = wide ? FFA_FID64(SUCCESS) : FFA_FID32(SUCCESS);
    info_encode(wide, &b.lists, b.full, x);
    return genuine;
}
