/* SPDX-License-Identifier: GPL-2.0-only */
#include "spmc-world.h"

#include <string.h>

#include "partition-info.h"

#define VERSION(word) SMC(FFA_FID32(VERSION), word).x[0]
#define REFUSED       0xffffffffu

static uint64_t tx;
static uint64_t rx;
static const uint8_t *rx_bytes;

/* Two pages, not mapped yet. */
static void with_pages(void)
{
    int frame = page_alloc(PAGE_OWNER_XEN, 2);

    assert_true(frame >= 0);
    tx = page_to_address((unsigned int)frame);
    rx = page_to_address((unsigned int)frame + 1);
    rx_bytes = page_bytes((unsigned int)frame + 1);
}

static struct regs map(uint64_t tx_base, uint64_t rx_base, uint64_t pages)
{
    return SMC(FFA_FID64(RXTX_MAP), tx_base, rx_base, pages);
}

static void boot_with(struct world world)
{
    choice_feed_dull(choice_stream());
    boot(&world);
    with_pages();
    assert_status(map(tx, rx, 1), FFA_OK);
}

static struct regs partitions(uint32_t w1, uint32_t w2, uint32_t w3,
                              uint32_t w4, uint32_t flags)
{
    return SMC(FFA_FID32(PARTITION_INFO_GET), w1, w2, w3, w4, flags);
}

static struct regs release(void)
{
    return SMC(FFA_FID32(RX_RELEASE), 0);
}

/* FF-A, VERSION: what cannot be served is answered with -1 in w0 alone. */
static void version_is_negotiated_before_other_calls(void **state)
{
    (void)state;
    boot_plain();
    assert_int_equal(VERSION(0x80010002), REFUSED);
    assert_int_equal(VERSION(0x20000), REFUSED);
    assert_int_equal(VERSION(0), REFUSED);
    assert_int_equal(VERSION(0x10003), REFUSED);
    assert_int_equal(VERSION(0x10001), 0x10002);
    assert_int_equal(VERSION(0x10002), 0x10002);
}

/* FF-A, VERSION: after another call the version no longer changes. */
static void version_is_frozen_by_use(void **state)
{
    (void)state;
    boot_plain();
    assert_int_equal(VERSION(0x10001), 0x10002);
    assert_status(SMC(FFA_FID32(ID_GET)), FFA_OK);
    assert_int_equal(VERSION(0x10002), REFUSED);
    assert_int_equal(VERSION(0x10001), 0x10002);
}

/* An SPMC of before 1.2 answers its own version to a newer caller. */
static void an_old_spmc_answers_its_own_version(void **state)
{
    struct world world = plain_world();

    (void)state;
    for ( world.ffa_minor = 0; world.ffa_minor < 2; world.ffa_minor++ )
    {
        boot(&world);
        assert_int_equal(VERSION(0x10002), 0x10000u | world.ffa_minor);
    }
}

/* SMCCC: bit 16 is a hint, bits 63:32 of x0 mean nothing. */
static void hints_are_not_part_of_the_function(void **state)
{
    (void)state;
    boot_plain();
    assert_status(SMC(0xdead00000000ull | FFA_FID32(ID_GET) | FFA_SVE_HINT),
                  FFA_OK);
}

static void unknown_functions_are_not_supported(void **state)
{
    (void)state;
    boot_plain();
    assert_status(SMC(FFA_FID32(MSG_POLL)), FFA_NOT_SUPPORTED);
    assert_status(SMC(0x84000094), FFA_NOT_SUPPORTED);
    assert_status(SMC(FFA_FID64(ID_GET)), FFA_NOT_SUPPORTED);
    assert_int_equal(SMC(0x84000001).x[0], UINT64_MAX);
}

static void feature(uint32_t id, int32_t status, uint32_t w2)
{
    struct regs reply = SMC(FFA_FID32(FEATURES), id);

    assert_status(reply, status);
    if ( !status )
        assert_x2(reply, w2);
}

/* FF-A, FEATURES: SRI is for schedulers; NPI and MEI are for SPs. */
static void features_tell_the_sri(void **state)
{
    (void)state;
    boot_plain();
    feature(FFA_FEATURE_SRI, FFA_OK, SRI);
    feature(FFA_FEATURE_NPI, FFA_NOT_SUPPORTED, 0);
    feature(FFA_FEATURE_MEI, FFA_NOT_SUPPORTED, 0);
    feature(4, FFA_NOT_SUPPORTED, 0);
    feature(99, FFA_NOT_SUPPORTED, 0);
}

/* Does FEATURES tell the truth about FID in WORLD? Counts what it reports. */
static void check_feature(const struct world *world, uint32_t fid,
                          bool truthful, unsigned int *nr)
{
    struct regs reply;
    bool reported;

    boot(world);
    SMC(FFA_FID32(VERSION), 0x10000 | world->ffa_minor);
    reply = SMC(FFA_FID32(FEATURES), fid);
    reported = status_of(reply) == FFA_OK;
    *nr += reported;
    reply = SMC(fid, FFA_FEATURE_FUNCTION | fid);
    if ( reply.x[0] == FFA_FID32(ERROR) && truthful )
        assert_int_equal(reported, status_of(reply) != FFA_NOT_SUPPORTED);
}

/* FF-A, FEATURES: whatever is reported is not answered NOT_SUPPORTED. Hafnium
 * does not say that it has RX_ACQUIRE, which is NOT_SUPPORTED for who is no VM;
 * OP-TEE is wrong about four calls. */
static void what_features_report_is_served(void **state)
{
    static const uint32_t conventions[] = {FFA_W32, FFA_W64};
    static const uint32_t false_of_optee[] = {
        FFA_NR_RUN, FFA_NR_NOTIFICATION_SET, FFA_NR_MEM_LEND, 0};
    struct world world = plain_world();
    unsigned int nr = 0; /* reported, in all versions */

    (void)state;
    for ( world.personality = 0; world.personality < PERSONALITIES;
          world.personality++ )
        for ( world.ffa_minor = 0; world.ffa_minor <= 3; world.ffa_minor++ )
            for ( uint32_t i = FFA_NR_FIRST + 3; i <= FFA_NR_LAST; i++ )
            {
                bool truthful = i != FFA_NR_RX_ACQUIRE;

                for ( unsigned int f = 0; false_of_optee[f]; f++ )
                    if ( world.personality == PERSONALITY_OPTEE &&
                         i == false_of_optee[f] )
                        truthful = false;
                for ( unsigned int c = 0; c < 2; c++ )
                    check_feature(&world, conventions[c] | i, truthful, &nr);
            }
    assert_true(nr > 240);
}

static void notifications_came_with_1_1(void **state)
{
    struct world world = plain_world();

    (void)state;
    world.ffa_minor = 0;
    boot(&world);
    feature(FFA_FID32(NOTIFICATION_BITMAP_CREATE), FFA_NOT_SUPPORTED, 0);
    feature(FFA_FEATURE_SRI, FFA_NOT_SUPPORTED, 0);
    assert_status(create(2, 1), FFA_NOT_SUPPORTED);
    assert_int_equal(spmc_sp_set(0, 2, 0, 1), FFA_NOT_SUPPORTED);
    spmc_framework_rx_full(2);
    assert_false(take_sri(0));
}

static void ids_are_those_of_the_physical_instance(void **state)
{
    struct regs reply;

    (void)state;
    boot_plain();
    reply = SMC(FFA_FID32(ID_GET));
    assert_status(reply, FFA_OK);
    assert_x2(reply, 0);
    reply = SMC(FFA_FID32(SPM_ID_GET));
    assert_status(reply, FFA_OK);
    assert_x2(reply, 0x8000);
}

/* FF-A, RXTX_MAP. */
static void buffers_are_pages_of_the_normal_world(void **state)
{
    (void)state;
    boot_plain();
    with_pages();
    assert_status(map(tx, rx, 0), FFA_INVALID_PARAMETERS);
    assert_status(map(tx, rx, 64), FFA_INVALID_PARAMETERS);
    assert_status(map(tx + 8, rx, 1), FFA_INVALID_PARAMETERS);
    assert_status(map(tx, tx, 1), FFA_INVALID_PARAMETERS);
    assert_status(map(tx, rx, 2), FFA_INVALID_PARAMETERS);
    assert_status(map(tx, 0x1000, 1), FFA_INVALID_PARAMETERS);
    assert_status(map(0, 0, 0), FFA_INVALID_PARAMETERS);
    assert_status(map(tx, rx, 1), FFA_OK);
    assert_status(map(tx, rx, 1), FFA_DENIED);
}

/* SMCCC: a 32-bit call has no upper halves. */
static void a_32_bit_map_ignores_upper_halves(void **state)
{
    (void)state;
    boot_plain();
    with_pages();
    assert_status(SMC(FFA_FID32(RXTX_MAP), tx | 1ull << 40, rx | 1ull << 40,
                      1ull << 32 | 1),
                  FFA_OK);
}

/* FF-A, RXTX_UNMAP: no pair, no unmapping. */
static void buffers_are_unmapped_once(void **state)
{
    (void)state;
    boot_with(plain_world());
    assert_status(SMC(FFA_FID32(RXTX_UNMAP), IDS(SP1, 0)),
                  FFA_INVALID_PARAMETERS);
    assert_status(SMC(FFA_FID32(RXTX_UNMAP), IDS(2, 0)),
                  FFA_INVALID_PARAMETERS);
    assert_status(SMC(FFA_FID32(RXTX_UNMAP), 0), FFA_OK);
    assert_status(SMC(FFA_FID32(RXTX_UNMAP), 0), FFA_INVALID_PARAMETERS);
    assert_status(map(tx, rx, 1), FFA_OK);
}

/* FF-A 1.1, table 13.37: 24 bytes each. */
static void partitions_are_written_into_rx(void **state)
{
    struct world world = plain_world();
    struct ffa_partition_info_1_1 info[2];
    struct regs reply;

    (void)state;
    world.nr_sps = 2;
    world.nr_cpus = 2;
    world.sp_flags[0] = SP_VM_CREATED | SP_NO_NOTIFICATIONS;
    world.sp_flags[1] = SP_VM_DESTROYED | SP_NO_MESSAGES;
    boot_with(world);
    reply = partitions(0, 0, 0, 0, 0);
    assert_status(reply, FFA_OK);
    assert_x2(reply, 2, 24);
    memcpy(info, rx_bytes, sizeof(info));
    assert_int_equal(info[0].id, SP1);
    assert_int_equal(info[1].id, SP2);
    assert_int_equal(info[0].contexts, 2);
    assert_int_equal(info[0].properties,
                     FFA_PROP_AARCH64 | FFA_PROP_VM_CREATED |
                         FFA_PROP_DIRECT_RECV | FFA_PROP_INDIRECT |
                         FFA_PROP_DIRECT2_RECV);
    assert_int_equal(info[1].properties, FFA_PROP_AARCH64 |
                                             FFA_PROP_NOTIFICATIONS |
                                             FFA_PROP_VM_DESTROYED);
    assert_memory_not_equal(info[0].uuid, info[1].uuid, 16);
}

/* FF-A 1.1, table 13.37: no UUID in the answer to a question for one. */
static void a_uuid_finds_its_partition(void **state)
{
    struct world world = plain_world();
    struct ffa_partition_info_1_1 info[2];
    uint32_t uuid[4];

    (void)state;
    world.nr_sps = 2;
    boot_with(world);
    assert_status(partitions(0, 0, 0, 0, 0), FFA_OK);
    memcpy(info, rx_bytes, sizeof(info));
    memcpy(uuid, info[1].uuid, sizeof(uuid));
    assert_status(release(), FFA_OK);

    assert_x2(partitions(uuid[0], uuid[1], uuid[2], uuid[3], 0), 1, 24);
    memcpy(info, rx_bytes, sizeof(info[0]));
    assert_int_equal(info[0].id, SP2);
    memset(uuid, 0, sizeof(uuid));
    assert_memory_equal(info[0].uuid, uuid, 16);
    assert_status(partitions(1, 2, 3, 4, 0), FFA_INVALID_PARAMETERS);
}

/* The count needs no buffer and leaves it alone. */
static void partitions_can_be_counted_without_a_buffer(void **state)
{
    struct regs reply;

    (void)state;
    boot_plain();
    reply = partitions(0, 0, 0, 0, FFA_PARTITION_INFO_COUNT_BIT);
    assert_status(reply, FFA_OK);
    assert_x2(reply, 1);
    assert_status(partitions(0, 0, 0, 0, 2), FFA_INVALID_PARAMETERS);
    assert_status(partitions(0, 0, 0, 0, 0), FFA_BUSY);
}

static void a_world_without_partitions_says_so(void **state)
{
    struct world world = plain_world();

    (void)state;
    world.nr_sps = 0;
    boot_with(world);
    assert_status(partitions(0, 0, 0, 0, 0), FFA_INVALID_PARAMETERS);
}

/* FF-A 1.0: 8 bytes each, 3 properties, w5 is reserved. */
static void a_1_0_caller_gets_short_descriptors(void **state)
{
    struct ffa_partition_info_1_0 info;
    struct regs reply;

    (void)state;
    boot_plain();
    with_pages();
    assert_int_equal(VERSION(0x10000), 0x10002);
    assert_status(map(tx, rx, 1), FFA_OK);
    assert_status(partitions(0, 0, 0, 0, 1), FFA_INVALID_PARAMETERS);
    reply = partitions(0, 0, 0, 0, 0);
    assert_status(reply, FFA_OK);
    assert_x2(reply, 1, 8);
    memcpy(&info, rx_bytes, sizeof(info));
    assert_int_equal(info.id, SP1);
    assert_int_equal(info.properties, FFA_PROP_DIRECT_RECV | FFA_PROP_INDIRECT);
    assert_int_equal(rx_bytes[sizeof(info)], PAGE_FILL);
}

/* FF-A 1.3: 48 bytes each, whatever the caller negotiated above 1.0. */
static void a_1_3_spmc_has_long_descriptors(void **state)
{
    struct world world = plain_world();

    (void)state;
    world.ffa_minor = 3;
    boot_with(world);
    assert_x2(partitions(0, 0, 0, 0, 0), 1, 48);
}

/* FF-A, RX_RELEASE: the buffer is its reader's until given back. */
static void rx_belongs_to_the_caller_until_released(void **state)
{
    (void)state;
    boot_with(plain_world());
    assert_status(release(), FFA_DENIED);
    assert_status(partitions(0, 0, 0, 0, 0), FFA_OK);
    assert_status(partitions(0, 0, 0, 0, 0), FFA_BUSY);
    assert_status(SMC(FFA_FID32(RX_RELEASE), 7), FFA_INVALID_PARAMETERS);
    assert_status(release(), FFA_OK);
    assert_status(release(), FFA_DENIED);
    assert_status(partitions(0, 0, 0, 0, 0), FFA_OK);
}

/* RX-full has to be fetched before the buffer is released. */
static void release_waits_for_the_framework_notification(void **state)
{
    (void)state;
    boot_with(plain_world());
    assert_status(partitions(0, 0, 0, 0, 0), FFA_OK);
    spmc_framework_rx_full(0);
    assert_status(release(), FFA_DENIED);
    assert_status(get(0, 0, FFA_GET_FROM_SPM), FFA_OK);
    assert_status(release(), FFA_OK);
}

static void an_rx_page_that_went_away_is_no_buffer(void **state)
{
    (void)state;
    boot_with(plain_world());
    assert_true(page_put((unsigned int)page_from_address(rx)));
    assert_status(partitions(0, 0, 0, 0, 0), FFA_ABORTED);
}

/* What a reply does not define holds what the SPMC likes. */
static void undefined_registers_are_free(void **state)
{
    struct world world = plain_world();
    struct regs reply;

    (void)state;
    world.legal = 1;
    choose_once("undefined.registers", 1);
    boot(&world);
    reply = SMC(FFA_FID32(FEATURES), FFA_FEATURE_SRI);
    assert_status(reply, FFA_OK);
    assert_x2(reply, SRI, 0, 0xc0dec0de00000004, 0xc0dec0de00000005,
              0xc0dec0de00000006, 0xc0dec0de00000007);

    choose_once("undefined.registers", 2);
    boot(&world);
    reply = SMC(FFA_FID32(ID_GET), 1, 2, 3, 4, 5, 6, 7, 8);
    assert_int_equal(reply.x[1], 0);
    assert_x2(reply, 0, 3, 4, 5, 6, 7);
    assert_int_equal(reply.x[8], 8);

    choose_once("undefined.registers", 3);
    boot(&world);
    assert_int_equal(SMC(FFA_FID32(ID_GET), 1, 2, 3, 4, 5, 6, 7, 8).x[8], 0);
}

static void errors_may_be_sign_extended(void **state)
{
    struct world world = plain_world();

    (void)state;
    world.legal = 1;
    choose_once("error.sign_extend", 1);
    boot(&world);
    assert_int_equal(info_64().x[2], (uint64_t)-9);
    assert_int_equal(info_64().x[2], 0xfffffff7);
}

static void longer_descriptors_are_legal(void **state)
{
    struct world world = plain_world();

    (void)state;
    world.legal = 1;
    choose_once("partition.size", 1);
    boot(&world);
    with_pages();
    assert_status(map(tx, rx, 1), FFA_OK);
    assert_x2(partitions(0, 0, 0, 0, 0), 1, 48);
}

static void the_call_and_its_reply_are_logged(void **state)
{
    (void)state;
    boot_plain();
    SMC(FFA_FID32(FEATURES), 2, 3, 4, 5, 6, 7, 8);
    assert_event(EV_SMC, FFA_FID32(FEATURES), 2, 3, 4, 5, 6, 7, 8);
    assert_event(EV_SMC_RETURN, FFA_FID32(SUCCESS), 0, SRI, 0, 0, 0, 0, 0);
    assert_int_equal(count_events(EV_SMC_HIGH), 0);
    SMC(FFA_FID32(ID_GET), 0, 0, 0, 0, 0, 0, 0, 0x10, 0, 0, 0x01);
    assert_event(EV_SMC_HIGH, 0x11);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(version_is_negotiated_before_other_calls),
        cmocka_unit_test(version_is_frozen_by_use),
        cmocka_unit_test(an_old_spmc_answers_its_own_version),
        cmocka_unit_test(hints_are_not_part_of_the_function),
        cmocka_unit_test(unknown_functions_are_not_supported),
        cmocka_unit_test(features_tell_the_sri),
        cmocka_unit_test(what_features_report_is_served),
        cmocka_unit_test(notifications_came_with_1_1),
        cmocka_unit_test(ids_are_those_of_the_physical_instance),
        cmocka_unit_test(buffers_are_pages_of_the_normal_world),
        cmocka_unit_test(a_32_bit_map_ignores_upper_halves),
        cmocka_unit_test(buffers_are_unmapped_once),
        cmocka_unit_test(partitions_are_written_into_rx),
        cmocka_unit_test(a_uuid_finds_its_partition),
        cmocka_unit_test(partitions_can_be_counted_without_a_buffer),
        cmocka_unit_test(a_world_without_partitions_says_so),
        cmocka_unit_test(a_1_0_caller_gets_short_descriptors),
        cmocka_unit_test(a_1_3_spmc_has_long_descriptors),
        cmocka_unit_test(rx_belongs_to_the_caller_until_released),
        cmocka_unit_test(release_waits_for_the_framework_notification),
        cmocka_unit_test(an_rx_page_that_went_away_is_no_buffer),
        cmocka_unit_test(undefined_registers_are_free),
        cmocka_unit_test(errors_may_be_sign_extended),
        cmocka_unit_test(longer_descriptors_are_legal),
        cmocka_unit_test(the_call_and_its_reply_are_logged),
    };

    return cmocka_run_group_tests_name("spmc-setup", tests, NULL, NULL);
}
