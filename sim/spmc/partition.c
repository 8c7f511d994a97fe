/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * PARTITION_INFO_GET: which SPs there are. FF-A 1.1, chapters 6 and 13.
 */
#include <string.h>

#include "bug.h"
#include "partition-info.h"
#include "service.h"
#include "setup.h"
#include "sp.h"
#include "state.h"

#define UUID_WORDS 4u

/* What the caller asked for. */
struct query
{
    uint32_t uuid[UUID_WORDS];
    bool any; /* every UUID                                               */
    bool long_form; /* descriptors as 1.1 and later have them              */
    size_t size;    /* of one descriptor                                   */
};

static bool matches(const struct query *query, unsigned int sp)
{
    uint32_t uuid[UUID_WORDS];

    if ( query->any )
        return true;
    sp_uuid(sp, uuid);
    return !memcmp(uuid, query->uuid, sizeof(uuid));
}

static unsigned int count(const struct query *query)
{
    unsigned int nr = 0;

    for ( unsigned int sp = 0; sp < spmc_state.world.nr_sps; sp++ )
        nr += matches(query, sp);
    return nr;
}

static void read_query(const uint64_t in[SERVICE_ARGUMENTS],
                       struct query *query)
{
    uint32_t any = 0;

    for ( unsigned int i = 0; i < UUID_WORDS; i++ )
    {
        query->uuid[i] = (uint32_t)in[1 + i];
        any |= query->uuid[i];
    }
    query->any = !any;
    query->long_form = setup_caller_since(1);
}

static size_t descriptor_size(const struct query *query)
{
    if ( !query->long_form )
        return sizeof(struct ffa_partition_info_1_0);
    if ( spmc_since(spmc_is(long_descriptors_since)) )
        return sizeof(struct ffa_partition_info_1_3);
    return freedom_choose(FREEDOM_PARTITION_SIZE, 2)
               ? sizeof(struct ffa_partition_info_1_3)
               : sizeof(struct ffa_partition_info_1_1);
}

/* One descriptor, the tail that the caller does not know included. */
static void describe(const struct query *query, unsigned int sp, uint8_t *to)
{
    struct ffa_partition_info_1_3 info = {.reserved = 0};
    uint32_t uuid[UUID_WORDS];

    SIM_BUG_ON(query->size > sizeof(info));
    info.base.id = (uint16_t)(PROGRAM_FIRST_SP + sp);
    info.base.contexts = spmc_state.world.nr_cpus;
    info.base.properties = sp_properties(sp, query->long_form);
    sp_uuid(sp, uuid);
    if ( query->any )
        memcpy(info.base.uuid, uuid, sizeof(uuid));
    info.version = FFA_VERSION_OF(1, spmc_state.world.ffa_minor);
    memcpy(to, &info, query->size);
}

static int32_t write_all(struct query *query, unsigned int nr)
{
    void *window = NULL;
    uint8_t *to;
    int32_t status;

    query->size = descriptor_size(query);
    status = setup_rx_window(nr * query->size, &window);
    if ( status )
        return status;
    SIM_BUG_ON(!window);
    to = window;
    for ( unsigned int sp = 0; sp < spmc_state.world.nr_sps; sp++ )
    {
        if ( !matches(query, sp) )
            continue;
        describe(query, sp, to);
        to += query->size;
    }
    setup_rx_filled();
    return FFA_OK;
}

int32_t serve_partition_info_get(const uint64_t in[SERVICE_ARGUMENTS],
                                 struct reply *reply)
{
    uint32_t flags = (uint32_t)in[5];
    struct query query = {.size = 0};
    unsigned int nr;
    int32_t status;

    read_query(in, &query);
    if ( flags & ~(query.long_form ? FFA_PARTITION_INFO_COUNT_BIT : 0u) )
        return FFA_INVALID_PARAMETERS;
    nr = count(&query);
    if ( !nr && spmc_is(unknown_uuid) )
        return spmc_is(unknown_uuid);
    if ( !flags )
    {
        status = write_all(&query, nr);
        if ( status )
            return status;
        if ( !query.long_form && !spmc_is(size_told_to_1_0) )
            query.size = 0;
    }
    reply_set(reply, 2, nr);
    reply_set(reply, 3, query.size);
    return FFA_OK;
}
