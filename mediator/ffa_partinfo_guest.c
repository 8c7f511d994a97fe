/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What guests are told of partitions: PARTITION_INFO_GET and its REGS.
 *
 * Both go through the same list in the same order: the SPs, as the SPMC named
 * them, then VMs in the order in which they came. One pass both counts and
 * writes, so what is counted is what is there.
 */
#include <xen/kconfig.h>
#include <xen/lib.h>
#include <xen/sched.h>
#include <xen/string.h>

#include "ffa_private.h"

#define COUNT_ONLY 0x1U /* w5 of PARTITION_INFO_GET */

/* PARTITION_INFO_GET_REGS: in x3 to x17. */
#define REGS_FIRST       3
#define REGS_PER_ENTRY   3
#define REGS_MAX_ENTRIES 5U

/* x3 of it, and x2 of its reply. */
#define REGS_TAG_SHIFT     16
#define REGS_CURRENT_SHIFT 16
#define REGS_REPLY_TAG     32
#define REGS_REPLY_SIZE    48

struct query
{
    const struct ffa_ctx *ctx; /* who asks                                  */
    uint32_t version;
    bool any; /* UUID, or else this one                                     */
    uint8_t uuid[FFA_UUID_SIZE];

    /* Entries from FIRST on go to TO, STRIDE bytes each, ROOM at most. */
    void *to;
    unsigned int first;
    unsigned int room;
    unsigned int stride;

    unsigned int total; /* that match, wherever they are                    */
};

static void begin(struct query *query, const struct ffa_ctx *ctx,
                  const void *uuid)
{
    static const uint8_t nil[FFA_UUID_SIZE];

    *query = (struct query){.ctx = ctx, .version = ctx->version};
    memcpy(query->uuid, uuid, sizeof(query->uuid));
    query->any = !memcmp(uuid, nil, sizeof(nil));
}

static void take(struct query *query, const struct ffa_partition *partition)
{
    unsigned int index = query->total++;

    if ( index < query->first || index - query->first >= query->room )
        return;

    memcpy(query->to + (index - query->first) * query->stride, partition,
           query->stride);
}

/* What of an SP's properties this guest knows, and can make use of. */
static uint32_t properties_for(const struct query *query, uint32_t properties)
{
    uint32_t mask = FFA_PART_DIRECT_SEND;

    if ( ffa_direct_32_enabled || ffa_direct_64_enabled )
        mask |= FFA_PART_DIRECT_RECV;
    if ( query->version >= FFA_VERSION_1_1 )
        mask |= FFA_PART_ID_TYPE | FFA_PART_AARCH64;
    if ( query->version >= FFA_VERSION_1_1 && ffa_send2_sps_enabled )
        mask |= FFA_PART_INDIRECT;
    if ( query->version >= FFA_VERSION_1_1 && ffa_notif_enabled )
        mask |= FFA_PART_NOTIFICATIONS;
    if ( query->version >= FFA_VERSION_1_2 )
        mask |= FFA_PART_DIRECT2_SEND;
    if ( query->version >= FFA_VERSION_1_2 && ffa_direct2_enabled )
        mask |= FFA_PART_DIRECT2_RECV;

    return properties & mask;
}

/* Before 1.2 an SP comes once, whatever it has of UUIDs. */
static bool sp_matches(const struct query *query, unsigned int nr)
{
    const struct ffa_partition *sp = &ffa_partinfo_sps[nr];

    if ( !query->any )
        return !memcmp(sp->uuid, query->uuid, sizeof(sp->uuid));

    for ( unsigned int i = 0; query->version < FFA_VERSION_1_2 && i < nr; i++ )
        if ( ffa_partinfo_sps[i].id == sp->id )
            return false;

    return true;
}

static void take_sps(struct query *query)
{
    struct ffa_partition sp;

    for ( unsigned int i = 0; i < ffa_partinfo_nr_sps; i++ )
    {
        if ( !sp_matches(query, i) )
            continue;

        sp = ffa_partinfo_sps[i];
        sp.properties = properties_for(query, sp.properties);
        if ( !query->any )
            memset(sp.uuid, 0, sizeof(sp.uuid));
        take(query, &sp);
    }
}

/* Drivers of before 1.2 do not expect to find themselves. */
static void take_vm(const struct ffa_ctx *vm, void *arg)
{
    struct query *query = arg;
    uint32_t version = ACCESS_ONCE(vm->version);
    struct ffa_partition partition = {
        .id = vm->vm_id,
        .execution_contexts = vm->d->max_vcpus,
    };

    if ( vm == query->ctx && query->version < FFA_VERSION_1_2 )
        return;

    if ( is_64bit_domain(vm->d) )
        partition.properties |= FFA_PART_AARCH64;
    if ( version >= FFA_VERSION_1_1 && ffa_notif_enabled )
        partition.properties |= FFA_PART_NOTIFICATIONS;
    if ( version >= FFA_VERSION_1_1 && ffa_send2_vms_enabled )
        partition.properties |= FFA_PART_INDIRECT;
    if ( query->version < FFA_VERSION_1_1 )
        partition.properties = 0;

    take(query, &partition);
}

/* VMs have no UUIDs. Returns the number of the list of VMs. */
static uint64_t take_all(struct query *query)
{
    take_sps(query);
    if ( !IS_ENABLED(CONFIG_FFA_VM_TO_VM) || !query->any )
        return 0;

    return ffa_vms_walk(take_vm, query);
}

static int32_t count(struct query *query, register_t *result)
{
    take_all(query);
    result[2] = query->total;
    return query->total ? FFA_OK : FFA_INVALID_PARAMETERS;
}

static int32_t write(struct query *query, struct ffa_ctx *ctx,
                     register_t *result)
{
    bool sized = query->version >= FFA_VERSION_1_1;
    int32_t status;

    query->to = ffa_rxtx_guest_rx_get(ctx, &status);
    if ( !query->to )
        return status;

    query->stride = sized ? FFA_PARTITION_SIZE_1_1 : FFA_PARTITION_SIZE_1_0;
    query->room = FFA_PAGE_SIZE / query->stride;
    status = count(query, result);
    if ( !status && query->total > query->room )
        status = FFA_NO_MEMORY;
    result[3] = sized ? query->stride : 0;

    ffa_rxtx_guest_rx_put(ctx, !status);
    return status;
}

/* w1 to w4: a UUID. w5: flags, since 1.1. */
int32_t ffa_partinfo_guest_get(struct ffa_ctx *ctx, const register_t *arg,
                               register_t *result)
{
    const uint32_t uuid[] = {arg[1], arg[2], arg[3], arg[4]};
    uint32_t flags = arg[5];
    struct query query;

    begin(&query, ctx, uuid);
    if ( flags & ~(query.version >= FFA_VERSION_1_1 ? COUNT_ONLY : 0) )
        return FFA_INVALID_PARAMETERS;

    return flags ? count(&query, result) : write(&query, ctx, result);
}

/* Of a list with this number. 0 is what a first call has. */
static uint16_t tag_of(uint64_t generation)
{
    return 1 + generation % UINT16_MAX;
}

/*
 * Do entries from FIRST on belong to those that the VM was told before? Tags
 * come again, after many VMs; numbers of lists do not.
 */
static bool goes_on(struct ffa_ctx *ctx, unsigned int first, uint16_t tag,
                    uint64_t generation)
{
    if ( !first )
        ACCESS_ONCE(ctx->vm.seen) = generation;

    return !first || (tag == tag_of(generation) &&
                      ACCESS_ONCE(ctx->vm.seen) == generation);
}

/* x1 and x2: a UUID. x3: from where on, and the tag of the last reply. */
int32_t ffa_partinfo_guest_get_regs(struct ffa_ctx *ctx, const register_t *arg,
                                    register_t *result)
{
    struct ffa_partition entries[REGS_MAX_ENTRIES] = {};
    uint16_t tag = arg[3] >> REGS_TAG_SHIFT;
    struct query query;
    uint64_t generation;
    unsigned int last;

    BUILD_BUG_ON(sizeof(entries[0]) != REGS_PER_ENTRY * sizeof(arg[0]));

    begin(&query, ctx, &arg[1]);
    query.to = entries;
    query.first = (uint16_t)arg[3];
    query.room = REGS_MAX_ENTRIES;
    query.stride = sizeof(entries[0]);
    if ( arg[3] >> 32 || (!query.first && tag) )
        return FFA_INVALID_PARAMETERS;

    generation = take_all(&query);
    if ( !goes_on(ctx, query.first, tag, generation) )
        return FFA_RETRY;
    if ( query.first >= query.total )
        return FFA_INVALID_PARAMETERS;

    last = MIN(query.total, query.first + query.room) - 1;
    result[0] = FFA_SUCCESS_64;
    result[2] = (query.total - 1) | (register_t)last << REGS_CURRENT_SHIFT |
                (register_t)tag_of(generation) << REGS_REPLY_TAG |
                (register_t)query.stride << REGS_REPLY_SIZE;
    memcpy(&result[REGS_FIRST], entries, sizeof(entries));
    return FFA_OK;
}
