/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Where SPMCs disagree about discovery, buffers, messages and memory, as the
 * sources of Hafnium, of TF-A's SPMC in EL3 and of OP-TEE have it: every
 * difference that a caller can see. Functions and files in comments are theirs.
 */
#include "spmc-world.h"

#include <string.h>

#include "memory.h"
#include "partition-info.h"

#define HAFNIUM PERSONALITY_HAFNIUM
#define TFA     PERSONALITY_TFA_EL3
#define OPTEE   PERSONALITY_OPTEE
#define REFUSED 0xffffffffu

static uint64_t negotiate(uint32_t version)
{
    return SMC(FFA_FID32(VERSION), version).x[0];
}

static struct world world_of(enum personality personality)
{
    struct world world = plain_world();

    world.personality = (uint8_t)personality;
    return world;
}

static struct regs features(uint32_t id)
{
    return SMC(FFA_FID32(FEATURES), id);
}

/* OP-TEE: SUCCESS and a count of 0. */
static void optee_finds_nobody_and_succeeds(void **state)
{
    (void)state;
    for ( unsigned int p = 0; p < PERSONALITIES; p++ )
    {
        struct regs reply;

        boot_mapped((enum personality)p);
        reply = SMC(FFA_FID32(PARTITION_INFO_GET), 1, 2, 3, 4);
        assert_status(reply, p == OPTEE ? FFA_OK : FFA_INVALID_PARAMETERS);
        if ( p == OPTEE )
            assert_int_equal(reply.x[2], 0);
    }
}

/* Hafnium, api_ffa_partition_info_get: 48 bytes for a caller of 1.2. */
static void hafnium_has_long_descriptors(void **state)
{
    (void)state;
    for ( unsigned int p = 0; p < PERSONALITIES; p++ )
    {
        boot_mapped((enum personality)p);
        assert_int_equal(SMC(FFA_FID32(PARTITION_INFO_GET)).x[3],
                         p == HAFNIUM ? 48 : 24);
    }
}

/* A full answer to a caller of 1.0 has no size with OP-TEE. */
static void optee_does_not_tell_a_1_0_caller_the_size(void **state)
{
    (void)state;
    for ( unsigned int p = 0; p < PERSONALITIES; p++ )
    {
        boot_cold((enum personality)p);
        negotiate(0x10000);
        uint64_t page = page_to_address((unsigned int)page_alloc(0, 2));

        assert_status(SMC(FFA_FID64(RXTX_MAP), page, page + PAGE_BYTES, 1),
                      FFA_OK);
        assert_int_equal(SMC(FFA_FID32(PARTITION_INFO_GET)).x[3],
                         p == OPTEE ? 0 : 8);
    }
}

/* TF-A and OP-TEE have no such call. */
static void registers_are_for_hafnium(void **state)
{
    static const uint64_t sizes[2] = {24, 48};

    (void)state;
    for ( unsigned int p = 0; p < PERSONALITIES; p++ )
    {
        struct regs reply;

        boot_as((enum personality)p);
        reply = SMC(FFA_FID64(PARTITION_INFO_GET_REGS));
        assert_status(reply, p >= TFA ? FFA_NOT_SUPPORTED : FFA_OK);
        if ( p < TFA )
            assert_int_equal(reply.x[2] >> FFA_REGS_SIZE_SHIFT, sizes[p]);
    }
}

/* Hafnium: DENIED until NOTIFICATION_GET. */
static void hafnium_wants_the_notification_fetched_first(void **state)
{
    (void)state;
    for ( unsigned int p = 0; p < PERSONALITIES; p++ )
    {
        boot_mapped((enum personality)p);
        assert_status(SMC(FFA_FID32(PARTITION_INFO_GET)), FFA_OK);
        spmc_framework_rx_full(0);
        assert_status(SMC(FFA_FID32(RX_RELEASE)),
                      p < TFA ? FFA_DENIED : FFA_OK);
    }
}

/* Hafnium, api_ffa_rxtx_map; TF-A, rxtx_map_handler; OP-TEE, handle_rxtx_map. */
static void pairs_of_vms_are_for_hafnium(void **state)
{
    static const int32_t unmapped[PERSONALITIES] = {FFA_INVALID_PARAMETERS,
                                                    FFA_INVALID_PARAMETERS,
                                                    FFA_INVALID_PARAMETERS,
                                                    FFA_OK};

    (void)state;
    for ( unsigned int p = 0; p < PERSONALITIES; p++ )
    {
        const uint32_t descriptor[] = {2, 32, 64};
        const struct ffa_composite composite = {1, 1, 0};

        boot_mapped((enum personality)p);
        memcpy(bytes_at(0), descriptor, sizeof(descriptor));
        memcpy(bytes_at(0) + 32, &composite, sizeof(composite));
        memcpy(bytes_at(0) + 64, &composite, sizeof(composite));
        memcpy(bytes_at(0) + 80, &(struct ffa_range){page_at(3), 1, 0},
               sizeof(struct ffa_range));
        memcpy(bytes_at(0) + 48, &(struct ffa_range){page_at(2), 1, 0},
               sizeof(struct ffa_range));
        assert_status(SMC(FFA_FID64(RXTX_MAP)),
                      p < TFA ? FFA_OK : FFA_INVALID_PARAMETERS);
        /* VM 3 has no pair: whose goes? */
        assert_status(SMC(FFA_FID32(RXTX_UNMAP), 3u << 16), unmapped[p]);
        assert_status(SMC(FFA_FID32(RXTX_UNMAP)),
                      p == OPTEE ? FFA_INVALID_PARAMETERS : FFA_OK);
    }
}

/* TF-A, rxtx_map_handler: five bits of the page count. */
static void tfa_cuts_the_number_of_pages(void **state)
{
    (void)state;
    for ( unsigned int p = 0; p < PERSONALITIES; p++ )
    {
        boot_mapped((enum personality)p);
        assert_status(SMC(FFA_FID32(RXTX_UNMAP)), FFA_OK);
        assert_status(SMC(FFA_FID64(RXTX_MAP), page_at(0), page_at(1), 0x41),
                      p == TFA ? FFA_OK : FFA_INVALID_PARAMETERS);
    }
}

/* OP-TEE, spmc_sp_handler.c. */
static void an_sp_without_messages_is_not_supported_by_optee(void **state)
{
    (void)state;
    for ( unsigned int p = 0; p < PERSONALITIES; p++ )
    {
        struct world world = world_of((enum personality)p);

        world.sp_flags[0] = SP_NO_MESSAGES;
        boot(&world);
        assert_int_equal(negotiate(0x10002), 0x10002);
        assert_status(SMC(FFA_FID32(MSG_SEND_DIRECT_REQ), IDS(2, SP1)),
                      p == OPTEE ? FFA_NOT_SUPPORTED : FFA_DENIED);
    }
}

/* OP-TEE, spmc_sp_handler.c: RUN is for who was preempted, and not reported. */
static void an_idle_sp_is_denied_by_optee(void **state)
{
    (void)state;
    boot_as(OPTEE);
    assert_status(features(FFA_FID32(RUN)), FFA_NOT_SUPPORTED);
    assert_status(SMC(FFA_FID32(RUN), IDS(SP1, 0)), FFA_DENIED);
    boot_as(HAFNIUM);
    assert_int_equal(SMC(FFA_FID32(RUN), IDS(SP1, 0)).x[0],
                     FFA_FID32(MSG_WAIT));
}

/* OP-TEE's threads go on wherever they are run; other contexts have a CPU. */
static void optee_goes_on_anywhere(void **state)
{
    (void)state;
    for ( unsigned int p = 0; p < PERSONALITIES; p++ )
    {
        struct world world = world_of((enum personality)p);

        world.nr_cpus = 2;
        boot(&world);
        negotiate(0x10002);
        spmc_sp_direct(0, SPMC_PREEMPTED, 0, 1);
        SMC(FFA_FID32(MSG_SEND_DIRECT_REQ), IDS(2, SP1));
        assert_status(SMC(FFA_FID32(RUN), IDS(SP1, 1)),
                      p == OPTEE ? FFA_DENIED : FFA_INVALID_PARAMETERS);
    }
}

/* Of RX_ACQUIRE, Hafnium up to 2.14 does not say that it has it. */
static void rx_acquire_was_a_secret(void **state)
{
    static const int32_t reported[PERSONALITIES] = {
        FFA_NOT_SUPPORTED, FFA_OK, FFA_NOT_SUPPORTED, FFA_NOT_SUPPORTED};

    (void)state;
    for ( unsigned int p = 0; p < PERSONALITIES; p++ )
    {
        boot_as((enum personality)p);
        assert_status(features(FFA_FID32(RX_ACQUIRE)), reported[p]);
        assert_status(SMC(FFA_FID32(RX_ACQUIRE), 2),
                      p < TFA ? FFA_INVALID_PARAMETERS : FFA_NOT_SUPPORTED);
    }
}

/* What a transaction of one page for SP 0x8001 says. */
struct message
{
    struct ffa_memory_1_1 head;
    struct ffa_memory_access access;
    struct ffa_composite composite;
    struct ffa_range range;
};

static struct message message(uint16_t attributes)
{
    return (struct message){
        .head = {.sender = 2,
                 .attributes = attributes,
                 .access_size = 16,
                 .nr_access = 1,
                 .access_offset = 48},
        .access = {.receiver = SP1,
                   .permissions = FFA_MEMORY_DATA_RW,
                   .composite_offset = 64},
        .composite = {1, 1, 0},
        .range = {page_at(2), 1, 0},
    };
}

static struct regs send(uint32_t fid, uint16_t attributes, uint64_t total,
                        uint64_t size)
{
    struct message m = message(attributes);

    memcpy(bytes_at(0), &m, sizeof(m));
    return SMC(fid, total, size);
}

#define WHOLE sizeof(struct message)

static struct regs share_page(void)
{
    return send(FFA_FID64(MEM_SHARE), FFA_MEMORY_NORMAL, WHOLE, WHOLE);
}

/* OP-TEE maps what x3 names. */
static void only_optee_reads_a_buffer_of_the_callers(void **state)
{
    struct message m;

    (void)state;
    for ( unsigned int p = 0; p < PERSONALITIES; p++ )
    {
        boot_mapped((enum personality)p);
        m = message(FFA_MEMORY_NORMAL);
        memcpy(bytes_at(3), &m, sizeof(m));
        assert_status(SMC(FFA_FID64(MEM_SHARE), WHOLE, WHOLE, page_at(3), 1),
                      p == OPTEE ? FFA_OK : FFA_INVALID_PARAMETERS);
        assert_int_equal(features(FFA_FID64(MEM_SHARE)).x[2], p == OPTEE);
    }
}

/* OP-TEE: w4 is 0. */
static void optee_asks_for_fragments_of_nobody(void **state)
{
    (void)state;
    for ( unsigned int p = 0; p < PERSONALITIES; p++ )
    {
        struct regs reply;

        boot_mapped((enum personality)p);
        reply = send(FFA_FID64(MEM_SHARE), FFA_MEMORY_NORMAL, WHOLE, 80);
        assert_int_equal(reply.x[0], FFA_FID32(MEM_FRAG_RX));
        assert_int_equal(reply.x[3], 80);
        assert_int_equal(reply.x[4], p == OPTEE ? 0 : 2 << 16);
    }
}

/* TF-A, spmc_shared_mem.c. */
static void an_odd_length_is_no_memory_with_tfa(void **state)
{
    (void)state;
    for ( unsigned int p = 0; p < PERSONALITIES; p++ )
    {
        boot_mapped((enum personality)p);
        assert_status(send(FFA_FID64(MEM_SHARE), FFA_MEMORY_NORMAL, WHOLE + 1,
                           WHOLE),
                      p == TFA ? FFA_NO_MEMORY : FFA_INVALID_PARAMETERS);
    }
}

/* Hafnium, ffa_memory.c; OP-TEE, spmc_read_mem_transaction; TF-A,
 * spmc_shared_mem.c, looks at the security bit alone. */
static void attributes_are_refused_in_different_ways(void **state)
{
    static const int32_t statuses[PERSONALITIES] = {
        FFA_DENIED, FFA_DENIED, FFA_OK, FFA_INVALID_PARAMETERS};

    (void)state;
    for ( unsigned int p = 0; p < PERSONALITIES; p++ )
    {
        boot_mapped((enum personality)p);
        assert_status(send(FFA_FID64(MEM_SHARE),
                           FFA_MEMORY_NORMAL | FFA_MEMORY_NON_SECURE, WHOLE,
                           WHOLE),
                      FFA_INVALID_PARAMETERS);
        assert_status(send(FFA_FID64(MEM_SHARE), 0, WHOLE, WHOLE), statuses[p]);
    }
}

/* OP-TEE: there is no TX, or it is too small. */
static void no_buffer_is_denied_by_optee(void **state)
{
    (void)state;
    for ( unsigned int p = 0; p < PERSONALITIES; p++ )
    {
        int32_t status = p == OPTEE ? FFA_DENIED : FFA_INVALID_PARAMETERS;

        boot_as((enum personality)p);
        assert_status(SMC(FFA_FID64(MEM_SHARE), WHOLE, WHOLE), status);
        boot_mapped((enum personality)p);
        assert_status(SMC(FFA_FID64(MEM_SHARE), 8192, 8192), status);
    }
}

/* Hafnium, ffa_memory.c; TF-A, spmc_shared_mem.c. OP-TEE does not look. */
static void memory_is_shared_twice_with_optee(void **state)
{
    static const int32_t statuses[PERSONALITIES] = {
        FFA_DENIED, FFA_DENIED, FFA_INVALID_PARAMETERS, FFA_OK};

    (void)state;
    for ( unsigned int p = 0; p < PERSONALITIES; p++ )
    {
        boot_mapped((enum personality)p);
        assert_status(share_page(), FFA_OK);
        assert_status(share_page(), statuses[p]);
    }
}

/* MEM_DONATE is Hafnium's; OP-TEE lends and does not say so. */
static void not_everybody_lends_and_donates(void **state)
{
    (void)state;
    for ( unsigned int p = 0; p < PERSONALITIES; p++ )
    {
        boot_mapped((enum personality)p);
        assert_status(send(FFA_FID64(MEM_LEND), 0, WHOLE, WHOLE), FFA_OK);
        assert_status(features(FFA_FID64(MEM_LEND)),
                      p == OPTEE ? FFA_NOT_SUPPORTED : FFA_OK);
        assert_status(features(FFA_FID64(MEM_DONATE)),
                      p < TFA ? FFA_OK : FFA_NOT_SUPPORTED);
    }
}

/* TF-A and OP-TEE: the flags may say what the call says; w5 to w7 are OP-TEE's
 * concern. */
static void the_flags_may_name_the_transaction(void **state)
{
    (void)state;
    for ( unsigned int p = 0; p < PERSONALITIES; p++ )
    {
        struct message m;

        boot_mapped((enum personality)p);
        m = message(FFA_MEMORY_NORMAL);
        memcpy(bytes_at(0), &m, sizeof(m));
        assert_status(SMC(FFA_FID64(MEM_SHARE), WHOLE, WHOLE, 0, 0, 1),
                      p == OPTEE ? FFA_INVALID_PARAMETERS : FFA_OK);
        boot_mapped((enum personality)p);
        m.head.flags = 1u << FFA_MEMORY_TYPE_SHIFT;
        memcpy(bytes_at(0), &m, sizeof(m));
        assert_status(SMC(FFA_FID64(MEM_SHARE), WHOLE, WHOLE),
                      p < TFA ? FFA_INVALID_PARAMETERS : FFA_OK);
        m.head.flags = 2u << FFA_MEMORY_TYPE_SHIFT;
        memcpy(bytes_at(0), &m, sizeof(m));
        assert_status(SMC(FFA_FID64(MEM_SHARE), WHOLE, WHOLE),
                      FFA_INVALID_PARAMETERS);
    }
}

/* TF-A, spmc_shared_mem.c; OP-TEE: flags are to be zero. */
static void only_hafnium_reclaims_with_flags(void **state)
{
    (void)state;
    for ( unsigned int p = 0; p < PERSONALITIES; p++ )
    {
        struct regs reply;

        boot_mapped((enum personality)p);
        reply = share_page();
        assert_status(reply, FFA_OK);
        assert_status(SMC(FFA_FID32(MEM_RECLAIM), reply.x[2], reply.x[3], 1),
                      p < TFA ? FFA_OK : FFA_INVALID_PARAMETERS);
    }
}

/* Hafnium, ffa_memory.c: a hypervisor retrieves. With TF-A only SPs do. */
static void a_full_buffer_is_busy_for_a_retrieval(void **state)
{
    struct ffa_memory_1_1 request = {.access_size = 0};
    struct regs reply;

    (void)state;
    boot_mapped(HAFNIUM);
    reply = share_page();
    assert_status(SMC(FFA_FID32(PARTITION_INFO_GET)), FFA_OK);
    request.handle = reply.x[2];
    memcpy(bytes_at(0), &request, sizeof(request));
    assert_status(SMC(FFA_FID32(MEM_RETRIEVE_REQ), sizeof(request),
                      sizeof(request)),
                  FFA_BUSY);
    boot_mapped(TFA);
    assert_status(SMC(FFA_FID32(MEM_RETRIEVE_REQ), sizeof(request),
                      sizeof(request)),
                  FFA_NOT_SUPPORTED);
}

/* Hafnium, ffa_memory.c; TF-A, spmc_shared_mem.c; OP-TEE sets bit 44. */
static void handles_are_counted_from_different_ends(void **state)
{
    static const uint64_t firsts[PERSONALITIES] = {1, 1, 0xffffffc0,
                                                   0x100000000000};

    (void)state;
    for ( unsigned int p = 0; p < PERSONALITIES; p++ )
    {
        struct regs reply;

        boot_mapped((enum personality)p);
        reply = share_page();
        assert_status(reply, FFA_OK);
        assert_int_equal(reply.x[2] | reply.x[3] << 32, firsts[p]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(optee_finds_nobody_and_succeeds),
        cmocka_unit_test(hafnium_has_long_descriptors),
        cmocka_unit_test(optee_does_not_tell_a_1_0_caller_the_size),
        cmocka_unit_test(registers_are_for_hafnium),
        cmocka_unit_test(hafnium_wants_the_notification_fetched_first),
        cmocka_unit_test(pairs_of_vms_are_for_hafnium),
        cmocka_unit_test(tfa_cuts_the_number_of_pages),
        cmocka_unit_test(an_sp_without_messages_is_not_supported_by_optee),
        cmocka_unit_test(an_idle_sp_is_denied_by_optee),
        cmocka_unit_test(optee_goes_on_anywhere),
        cmocka_unit_test(rx_acquire_was_a_secret),
        cmocka_unit_test(only_optee_reads_a_buffer_of_the_callers),
        cmocka_unit_test(optee_asks_for_fragments_of_nobody),
        cmocka_unit_test(an_odd_length_is_no_memory_with_tfa),
        cmocka_unit_test(attributes_are_refused_in_different_ways),
        cmocka_unit_test(no_buffer_is_denied_by_optee),
        cmocka_unit_test(memory_is_shared_twice_with_optee),
        cmocka_unit_test(not_everybody_lends_and_donates),
        cmocka_unit_test(the_flags_may_name_the_transaction),
        cmocka_unit_test(only_hafnium_reclaims_with_flags),
        cmocka_unit_test(a_full_buffer_is_busy_for_a_retrieval),
        cmocka_unit_test(handles_are_counted_from_different_ends),
    };

    return cmocka_run_group_tests_name("spmc-differences", tests, NULL, NULL);
}
