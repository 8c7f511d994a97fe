/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * PARTITION_INFO_GET_REGS: FF-A 1.2.
 */
#include "spmc-world.h"

#include "partition-info.h"

#define X2(last, current, tag, size)                                           \
    ((last) | (uint64_t)(current) << 16 | (uint64_t)(tag) << 32 |              \
     (uint64_t)(size) << 48)

static struct world four_sps(void)
{
    struct world world = plain_world();

    world.nr_sps = 4;
    return world;
}

static struct regs page(unsigned int first, unsigned int tag)
{
    return SMC(FFA_FID64(PARTITION_INFO_GET_REGS), 0, 0, tag << 16 | first);
}

static void partitions_are_in_registers(void **state)
{
    struct world world = four_sps();
    uint32_t uuid[4];
    struct regs reply;

    (void)state;
    boot(&world);
    reply = page(0, 0);
    assert_int_equal(reply.x[0], FFA_FID64(SUCCESS));
    assert_int_equal(reply.x[2], X2(3, 3, 0, 24));
    spmc_sp_uuid(3, uuid);
    assert_int_equal((uint16_t)reply.x[12], 0x8004);
    assert_int_equal(reply.x[13], uuid[0] | (uint64_t)uuid[1] << 32);
    assert_int_equal(reply.x[14], uuid[2] | (uint64_t)uuid[3] << 32);
    assert_int_equal(reply.x[15] | reply.x[16] | reply.x[17], 0);
}

/* FF-A 1.3: a stride of six registers, two to a page. */
static void long_descriptors_need_more_pages(void **state)
{
    struct world world = four_sps();

    (void)state;
    world.personality = PERSONALITY_HAFNIUM;
    boot(&world);
    assert_int_equal(page(0, 0).x[2], X2(3, 1, 0, 48));
    assert_int_equal(page(2, 0).x[2], X2(3, 3, 0, 48));
    assert_int_equal((uint16_t)page(2, 0).x[3], 0x8003);
}

static void a_uuid_finds_its_partition(void **state)
{
    struct world world = four_sps();
    uint32_t uuid[4];
    struct regs reply;

    (void)state;
    boot(&world);
    spmc_sp_uuid(2, uuid);
    reply = SMC(FFA_FID64(PARTITION_INFO_GET_REGS),
                uuid[0] | (uint64_t)uuid[1] << 32,
                uuid[2] | (uint64_t)uuid[3] << 32);
    assert_int_equal(reply.x[2], X2(0, 0, 0, 24));
    assert_int_equal((uint16_t)reply.x[3], 0x8003);
    assert_int_equal(reply.x[4] | reply.x[5], 0);
    assert_status(SMC(FFA_FID64(PARTITION_INFO_GET_REGS), 1),
                  FFA_INVALID_PARAMETERS);
}

static void pages_that_are_not_there_are_refused(void **state)
{
    struct world world = four_sps();

    (void)state;
    boot(&world);
    assert_status(page(4, 0), FFA_INVALID_PARAMETERS);
    assert_status(page(0xffff, 0), FFA_INVALID_PARAMETERS);
    assert_status(page(0, 1), FFA_RETRY);
    assert_status(page(1, 1), FFA_RETRY);
    assert_status(page(1, 0), FFA_OK);
}

/* Another list: what is read is to be read again. */
static void a_list_that_changes_has_another_tag(void **state)
{
    struct world world = four_sps();

    (void)state;
    world.legal = 1;
    choose_once("partition.tag", 1);
    boot(&world);
    assert_status(page(0, 0), FFA_OK);
    assert_status(page(1, 0), FFA_RETRY);
    assert_int_equal(page(0, 0).x[2], X2(3, 3, 1, 24));
    assert_status(page(1, 0), FFA_RETRY);
    assert_status(page(1, 1), FFA_OK);
}

static void a_page_may_have_one_entry(void **state)
{
    struct world world = four_sps();

    (void)state;
    world.legal = 1;
    choose_once("partition.room", 1);
    boot(&world);
    assert_int_equal(page(0, 0).x[2], X2(3, 0, 0, 24));
}

/* FF-A 1.2: an entry per UUID. The list is another one then. */
static void an_sp_may_have_two_services(void **state)
{
    struct world world = four_sps();
    struct regs reply;

    (void)state;
    world.legal = 1;
    choose_once("partition.uuids", 1);
    boot(&world);
    reply = page(0, 0);
    assert_int_equal(reply.x[2], X2(4, 4, 1, 24));
    assert_int_equal((uint16_t)reply.x[3], 0x8001);
    assert_int_equal((uint16_t)reply.x[6], 0x8001);
    assert_int_not_equal(reply.x[4], reply.x[7]);
    assert_int_equal((uint16_t)reply.x[9], 0x8002);
    choose_once("partition.uuids", 1);
    boot(&world);
    reply = SMC(FFA_FID32(PARTITION_INFO_GET), 0, 0, 0, 0, 1);
    assert_int_equal(reply.x[2], 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(partitions_are_in_registers),
        cmocka_unit_test(long_descriptors_need_more_pages),
        cmocka_unit_test(a_uuid_finds_its_partition),
        cmocka_unit_test(pages_that_are_not_there_are_refused),
        cmocka_unit_test(a_list_that_changes_has_another_tag),
        cmocka_unit_test(a_page_may_have_one_entry),
        cmocka_unit_test(an_sp_may_have_two_services),
    };

    return cmocka_run_group_tests_name("spmc-regs", tests, NULL, NULL);
}
