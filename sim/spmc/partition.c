/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * PARTITION_INFO_GET and PARTITION_INFO_GET_REGS: which SPs there are. FF-A 1.2,
 * chapters 6 and 13.
 */
#include <string.h>

#include "buffer.h"
#include "bug.h"
#include "partition-info.h"
#include "parts.h"
#include "service.h"
#include "setup.h"
#include "sp.h"
#include "state.h"

#define UUID_WORDS 4u

/* The second UUID of an SP that offers two services differs in a bit. */
#define SECOND_SERVICE 0x00010000u

/* What the caller asked for. */
struct query
{
    uint32_t uuid[UUID_WORDS];
    bool any; /* every UUID                                               */
    bool long_form; /* descriptors as 1.1 and later have them              */
    bool services;  /* the first SP has two UUIDs, and two descriptors     */
    size_t size;    /* of one descriptor                                   */
};

/* Descriptors are counted over all SPs: who has number INDEX. */
static unsigned int sp_of(const struct query *query, unsigned int index)
{
    return query->services && index ? index - 1 : index;
}

static unsigned int all_of(const struct query *query)
{
    return spmc_state.world.nr_sps + query->services;
}

static void uuid_of(const struct query *query, unsigned int index,
                    uint32_t uuid[UUID_WORDS])
{
    sp_uuid(sp_of(query, index), uuid);
    if ( query->services && index == 1 )
        uuid[0] ^= SECOND_SERVICE;
}

static bool matches(const struct query *query, unsigned int index)
{
    uint32_t uuid[UUID_WORDS];

    if ( query->any )
        return true;
    uuid_of(query, index, uuid);
    return !memcmp(uuid, query->uuid, sizeof(uuid));
}

static unsigned int count(const struct query *query)
{
    unsigned int nr = 0;

    for ( unsigned int i = 0; i < all_of(query); i++ )
        nr += matches(query, i);
    return nr;
}

/* The UUID is WORD; everything else as the caller's version has it. */
static void init_query(struct query *query, const uint32_t word[UUID_WORDS])
{
    memcpy(query->uuid, word, sizeof(query->uuid));
    query->any = !(word[0] | word[1] | word[2] | word[3]);
    query->long_form = setup_caller_since(1);
}

static bool choose_services(void)
{
    return spmc_state.world.nr_sps && setup_caller_since(2) &&
           freedom_choose(FREEDOM_PARTITION_UUIDS, 2);
}

static size_t descriptor_size(const struct query *query)
{
    if ( !query->long_form )
        return sizeof(struct ffa_partition_info_1_0);
    if ( spmc_since((int)spmc_is(long_descriptors_since)) )
        return sizeof(struct ffa_partition_info_1_3);
    return freedom_choose(FREEDOM_PARTITION_SIZE, 2)
               ? sizeof(struct ffa_partition_info_1_3)
               : sizeof(struct ffa_partition_info_1_1);
}

static unsigned int caller_minor(void)
{
    unsigned int minor = 0;

    while ( minor < PROGRAM_MAX_MINOR && setup_caller_since((int)minor + 1) )
        minor++;
    return minor;
}

/* One descriptor, the tail that the caller does not know included. */
static void describe(const struct query *query, unsigned int index, uint8_t *to)
{
    struct ffa_partition_info_1_3 info = {.reserved = 0};
    unsigned int sp = sp_of(query, index);
    uint32_t uuid[UUID_WORDS];

    SIM_BUG_ON(query->size > sizeof(info));
    info.base.id = (uint16_t)(PROGRAM_FIRST_SP + sp);
    info.base.contexts = spmc_state.world.nr_cpus;
    info.base.properties = sp_properties(sp, caller_minor());
    uuid_of(query, index, uuid);
    if ( query->any )
        memcpy(info.base.uuid, uuid, sizeof(uuid));
    info.version = FFA_VERSION_OF(1, spmc_state.world.ffa_minor);
    memcpy(to, &info, query->size);
}

/* The descriptors from the FIRST-th on that match, at most ROOM. How many. */
static unsigned int describe_from(const struct query *query, unsigned int first,
                                  unsigned int room, uint8_t *to)
{
    unsigned int nr = 0;

    for ( unsigned int i = 0; i < all_of(query) && nr < first + room; i++ )
    {
        if ( !matches(query, i) )
            continue;
        if ( nr++ < first )
            continue;
        describe(query, i, to);
        to += query->size;
    }
    SIM_BUG_ON(nr < first);
    return nr - first;
}

static int32_t write_all(struct query *query, unsigned int nr)
{
    void *window = NULL;
    int32_t status;

    query->size = descriptor_size(query);
    status = buffer_rx(FFA_ID_HYPERVISOR, nr * query->size, &window);
    if ( status )
        return status;
    describe_from(query, 0, nr, window);
    buffer_filled(FFA_ID_HYPERVISOR);
    return FFA_OK;
}

int32_t serve_partition_info_get(const uint64_t in[SERVICE_ARGUMENTS],
                                 struct reply *reply)
{
    const uint32_t uuid[UUID_WORDS] = {(uint32_t)in[1], (uint32_t)in[2],
                                       (uint32_t)in[3], (uint32_t)in[4]};
    uint32_t flags = (uint32_t)in[5];
    struct query query = {.size = 0};
    unsigned int nr;
    int32_t status;

    init_query(&query, uuid);
    query.services = choose_services();
    if ( flags & ~(query.long_form ? FFA_PARTITION_INFO_COUNT_BIT : 0u) )
        return FFA_INVALID_PARAMETERS;
    nr = count(&query);
    if ( !nr && spmc_is(unknown_uuid) )
        return (int32_t)spmc_is(unknown_uuid);
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

/* The list that is paged through, as it is now. */
static struct
{
    uint16_t tag;
    bool services;
} list;
STATE(list);

void partition_boot(void)
{
    list.tag = 0;
    list.services = false;
}

/* Somebody reads from FIRST on. The list may have changed, and its tag with
 * it. */
static void choose_list(unsigned int first)
{
    bool services = list.services;

    if ( !first )
        list.services = choose_services();
    if ( list.services != services ||
         (first && freedom_choose(FREEDOM_PARTITION_TAG, 2)) )
        list.tag++;
}

/* May the list of NR be read on from FIRST with TAG? Status. */
static int32_t check_page(unsigned int first, unsigned int nr, uint16_t tag)
{
    if ( first ? tag != list.tag : tag != 0 )
        return FFA_RETRY;
    return first < nr ? FFA_OK : FFA_INVALID_PARAMETERS;
}

static void write_registers(struct reply *reply, const struct query *query,
                            unsigned int first, unsigned int nr)
{
    uint8_t bytes[FFA_REGS_BYTES] = {0};
    unsigned int room = (unsigned int)(sizeof(bytes) / query->size);
    unsigned int next;

    if ( freedom_choose(FREEDOM_PARTITION_ROOM, 2) )
        room = 1;
    next = first + describe_from(query, first, room, bytes);
    SIM_BUG_ON(next == first);
    reply_set(reply, 0, FFA_FID64(SUCCESS));
    reply_set(reply, 2,
              (nr - 1) | (uint64_t)(next - 1) << FFA_REGS_CURRENT_SHIFT |
                  (uint64_t)list.tag << FFA_REGS_TAG_AT |
                  (uint64_t)query->size << FFA_REGS_SIZE_SHIFT);
    memcpy(&reply->x[FFA_REGS_FIRST], bytes, sizeof(bytes));
    reply->defined |= ~0u << FFA_REGS_FIRST;
}

int32_t serve_partition_info_get_regs(const uint64_t in[SERVICE_ARGUMENTS],
                                      struct reply *reply)
{
    const uint32_t uuid[UUID_WORDS] = {(uint32_t)in[1], (uint32_t)(in[1] >> 32),
                                       (uint32_t)in[2],
                                       (uint32_t)(in[2] >> 32)};
    unsigned int first = (uint16_t)in[3];
    struct query query = {.size = 0};
    unsigned int nr;
    int32_t status;

    choose_list(first);
    init_query(&query, uuid);
    query.long_form = true;
    query.services = list.services;
    nr = count(&query);
    if ( !nr )
        return FFA_INVALID_PARAMETERS;
    status = check_page(first, nr, (uint16_t)(in[3] >> FFA_REGS_TAG_SHIFT));
    if ( status )
        return status;
    query.size = descriptor_size(&query);
    write_registers(reply, &query, first, nr);
    return FFA_OK;
}
