/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * NOTIFICATION_INFO_GET: encoding, splitting, reported once, MORE. FF-A 1.1,
 * NOTIFICATION_INFO_GET.
 */
#include "spmc-world.h"

#include "info.h"

#define IDS4(a, b, c, d)                                                       \
    ((uint64_t)(d) << 48 | (uint64_t)(c) << 32 | (uint64_t)(b) << 16 | (a))

static void assert_info(struct regs reply, uint32_t fid)
{
    assert_int_equal(reply.x[0], fid);
    assert_int_equal(reply.x[1], 0);
}

static void one_vm_is_one_list(void **state)
{
    (void)state;
    boot_plain();
    receiver(1, 1);
    set_global(1);
    assert_x2(info_64(), 0x80, 1);
    assert_event(EV_TOLD, 1, GLOBAL);
}

/* {2;0,1,2} {2;3,4,5} {2;6,7} */
static void eight_vcpus_are_three_lists(void **state)
{
    struct regs reply;

    (void)state;
    boot_plain();
    receiver(2, 8);
    for ( unsigned int vcpu = 0; vcpu < 8; vcpu++ )
        set_vcpu(2, vcpu);
    reply = info_64();
    assert_info(reply, FFA_FID64(SUCCESS));
    assert_x2(reply, 0x2f180, 0x0002000100000002, 0x0005000400030002,
              0x0000000700060002);
    assert_int_equal(count_events(EV_TOLD), 8);
}

/* {2;0,1,2} {2;3}: the global item costs nothing. */
static void a_global_item_is_absorbed(void **state)
{
    (void)state;
    boot_plain();
    receiver(2, 4);
    set_global(2);
    for ( unsigned int vcpu = 0; vcpu < 4; vcpu++ )
        set_vcpu(2, vcpu);
    assert_x2(info_64(), 0x7100, 0x0002000100000002, 0x0000000000030002);
    assert_int_equal(count_events(EV_TOLD), 5);
    assert_status(info_64(), FFA_NO_DATA);
}

/* {1} .. {20}, and one more VM that waits. */
static void twenty_ids_fill_a_64_bit_reply(void **state)
{
    (void)state;
    boot_plain();
    for ( unsigned int vm = 1; vm <= 21; vm++ )
    {
        receiver(vm, 1);
        set_global(vm);
    }
    assert_x2(info_64(), 0xa01, 0x0004000300020001, 0x0008000700060005,
              0x000c000b000a0009, 0x0010000f000e000d, 0x0014001300120011);
    assert_x2(info_64(), 0x80, 21);
    assert_status(info_64(), FFA_NO_DATA);
}

/* {1} .. {10}, and one more. */
static void ten_ids_fill_a_32_bit_reply(void **state)
{
    struct regs reply;

    (void)state;
    boot_plain();
    for ( unsigned int vm = 1; vm <= 11; vm++ )
    {
        receiver(vm, 1);
        set_global(vm);
    }
    reply = info_32();
    assert_info(reply, FFA_FID32(SUCCESS));
    assert_x2(reply, 0x501, 0x00020001, 0x00040003, 0x00060005, 0x00080007,
              0x000a0009);
    assert_x2(info_32(), 0x80, 11);
}

/* {8001;0,1} {0} {3} {1;2}: SPs, the hypervisor, VMs as they were created. */
static void everybody_pends(void)
{
    struct world world = plain_world();

    world.nr_cpus = 2;
    boot(&world);
    assert_status(create(0, 1), FFA_OK);
    receiver(3, 1);
    receiver(1, 3);
    assert_status(bind_bits(0, SP1, 1, 0), FFA_OK);
    set_vcpu(1, 2);
    set_global(3);
    set_global(0);
    assert_status(set_bits(1, SP1, 1, FFA_NOTIF_PER_VCPU), FFA_OK);
    assert_status(set_bits(1, SP1, 1, FFA_NOTIF_PER_VCPU | 1 << 16), FFA_OK);
}

static void endpoints_come_in_order(void **state)
{
    (void)state;
    everybody_pends();
    assert_x2(info_64(), 0x42200, 0x0000000100008001, 0x0000000200010003);
    everybody_pends();
    assert_x2(info_32(), 0x42200, 0x00008001, 0x00000001, 0x00010003,
              0x00000002);
}

/* Five times {5;0,1,2}, MORE: no room is left. */
static void the_encoder_fills_every_slot(void **state)
{
    struct info_lists lists = {.nr = 5, .used = 20};
    struct regs reply = {.x = {0}};
    uint64_t ids = 0x0002000100000005;

    (void)state;
    for ( unsigned int i = 0; i < 5; i++ )
    {
        lists.vcpus[i] = 3;
        lists.id[4 * i] = 5;
        lists.id[4 * i + 1] = 0;
        lists.id[4 * i + 2] = 1;
        lists.id[4 * i + 3] = 2;
    }
    info_encode(true, &lists, true, reply.x);
    assert_x2(reply, 0x3ff281, ids, ids, ids, ids, ids);
}

/* 19 slots used: {VM; vCPU} does not fit, and is told by the next reply. */
static void a_vcpu_item_needs_two_slots(void **state)
{
    (void)state;
    boot_plain();
    for ( unsigned int vm = 1; vm <= 19; vm++ )
    {
        receiver(vm, 1);
        set_global(vm);
    }
    receiver(20, 1);
    set_vcpu(20, 0);
    assert_x2(info_64(), 19 << 7 | 1, IDS4(1, 2, 3, 4), IDS4(5, 6, 7, 8),
              IDS4(9, 10, 11, 12), IDS4(13, 14, 15, 16), IDS4(17, 18, 19, 0));
    assert_x2(info_64(), 1 << 12 | 1 << 7, 20);
}

/* 19 slots used: a global item fits; a full reply is not MORE by itself. */
static void the_last_slot_is_used(void **state)
{
    (void)state;
    boot_plain();
    for ( unsigned int vm = 1; vm <= 20; vm++ )
    {
        receiver(vm, 1);
        set_global(vm);
    }
    assert_int_equal(info_64().x[2], 20 << 7);
    assert_status(info_64(), FFA_NO_DATA);
}

/* What does not fit ends the reply, though a later item would. */
static void a_full_reply_stays_full(void **state)
{
    (void)state;
    boot_plain();
    for ( unsigned int vm = 1; vm <= 9; vm++ )
    {
        receiver(vm, 1);
        set_global(vm);
    }
    receiver(10, 1);
    set_vcpu(10, 0);
    receiver(11, 1);
    set_global(11);
    assert_int_equal(info_32().x[2], 9 << 7 | 1);
    assert_x2(info_32(), 1 << 12 | 2 << 7, 10, 11);
}

/* Told once, until it was fetched and set again. */
static void an_item_is_told_once(void **state)
{
    (void)state;
    boot_plain();
    receiver(2, 1);
    set_global(2);
    assert_x2(info_64(), 0x80, 2);
    assert_status(info_64(), FFA_NO_DATA);
    set_global(2);
    assert_status(info_64(), FFA_NO_DATA);
    assert_x2(get(2, 0, 1), 1);
    assert_status(info_64(), FFA_NO_DATA);
    set_global(2);
    assert_x2(info_64(), 0x80, 2);
}

/* A new bit makes a told receiver worth telling again. */
static void a_new_bit_is_told(void **state)
{
    (void)state;
    boot_plain();
    receiver(2, 1);
    set_global(2);
    assert_x2(info_64(), 0x80, 2);
    assert_int_equal(spmc_sp_set(0, 2, 0, 2), FFA_OK);
    assert_x2(info_64(), 0x80, 2);
    spmc_framework_rx_full(2);
    assert_x2(info_64(), 0x80, 2);
    assert_x2(get(2, 0, 5), 3, 0, 0, 0, 1);
}

static void arguments_are_ignored(void **state)
{
    (void)state;
    boot_plain();
    receiver(2, 1);
    set_global(2);
    assert_x2(SMC(FFA_FID64(NOTIFICATION_INFO_GET), 1, 2, 3, 4, 5, 6, 7), 0x80,
              2);
}

/* A slot is reused: VMs are told in the order of slots, not of IDs. */
static void vms_come_in_the_order_of_their_slots(void **state)
{
    (void)state;
    boot_plain();
    receiver(1, 1);
    receiver(2, 1);
    assert_status(destroy(1), FFA_OK);
    receiver(0x1234, 1);
    receiver(1, 1);
    set_global(1);
    set_global(2);
    set_global(0x1234);
    assert_x2(info_64(), 3 << 7, IDS4(0x1234, 2, 1, 0));
}

/* Two VMs, the second with a global item and four vCPUs. */
static void boot_choice(const char *name, uint32_t value)
{
    struct world world = plain_world();

    world.legal = 1;
    choose_once(name, value);
    boot(&world);
    receiver(2, 1);
    receiver(3, 4);
    set_global(2);
    set_global(3);
    for ( unsigned int vcpu = 0; vcpu < 4; vcpu++ )
        set_vcpu(3, vcpu);
    assert_true(take_sri(0));
}

static void receivers_may_come_in_any_order(void **state)
{
    (void)state;
    boot_choice("info_get.order", 0);
    assert_x2(info_64(), 3 << 14 | 1 << 16 | 3 << 7, IDS4(2, 3, 0, 1),
              IDS4(2, 3, 3, 0));
    boot_choice("info_get.order", 1);
    assert_x2(info_64(), 3 << 12 | 1 << 14 | 3 << 7, IDS4(3, 0, 1, 2),
              IDS4(3, 3, 2, 0));
    boot_choice("info_get.order", 2);
    assert_status(set_bits(2, SP1, 1, 0), FFA_OK);
    assert_x2(info_64(), 3 << 14 | 1 << 16 | 4 << 7, IDS4(2, 3, 0, 1),
              IDS4(2, 3, 3, SP1));
    boot_choice("info_get.order", 3);
    assert_x2(info_64(), 3 << 14 | 1 << 16 | 3 << 7, IDS4(2, 3, 3, 2),
              IDS4(1, 3, 0, 0));
    assert_status(info_64(), FFA_NO_DATA);
}

static void lists_may_be_split(void **state)
{
    (void)state;
    boot_choice("info_get.split", 1);
    assert_x2(info_64(), 2 << 14 | 2 << 16 | 3 << 7, IDS4(2, 3, 0, 1),
              IDS4(3, 2, 3, 0));
    boot_choice("info_get.split", 2);
    assert_x2(info_64(), 0x154000 | 5 << 7, IDS4(2, 3, 0, 3), IDS4(1, 3, 2, 3),
              IDS4(3, 0, 0, 0));
    boot_choice("info_get.split", 3);
    assert_x2(info_64(), 3 << 16 | 1 << 18 | 4 << 7, IDS4(2, 3, 3, 0),
              IDS4(1, 2, 3, 3));
    assert_status(info_64(), FFA_NO_DATA);
}

/* A short reply says MORE. */
static void replies_may_be_short(void **state)
{
    (void)state;
    boot_choice("info_get.split", 4);
    assert_x2(info_64(), 1 << 7 | 1, 2);
    assert_x2(info_64(), 3 << 12 | 1 << 14 | 2 << 7, IDS4(3, 0, 1, 2),
              IDS4(3, 3, 0, 0));
    boot_choice("info_get.split", 5);
    assert_x2(info_32(), 3 << 14 | 2 << 7 | 1, IDS(3, 2), IDS(1, 0), 2);
    assert_x2(info_32(), 1 << 12 | 1 << 7, IDS(3, 3));
}

static void more_may_be_too_much(void **state)
{
    (void)state;
    boot_choice("info_get.more", 1);
    assert_int_equal(info_64().x[2] & 1, 1);
    assert_status(info_64(), FFA_NO_DATA);
}

/* Without MORE, an SRI tells of the rest. */
static void an_sri_may_stand_in_for_more(void **state)
{
    (void)state;
    boot_choice("info_get.more", 2);
    for ( unsigned int vm = 4; vm < 24; vm++ )
    {
        receiver(vm, 1);
        set_global(vm);
    }
    assert_true(take_sri(0));
    assert_int_equal(info_64().x[2] & 1, 0);
    assert_true(take_sri(0));
    assert_status(info_64(), FFA_OK);
    assert_false(take_sri(0));
}

/* Legal, as the receiver still has something to fetch. */
static void what_was_told_may_be_told_again(void **state)
{
    (void)state;
    boot_choice("info_get.more", 0);
    assert_status(info_64(), FFA_OK);
    choose_once("info_get.more", 3);
    assert_int_equal(info_64().x[2], 3 << 14 | 1 << 16 | 3 << 7);
    assert_status(info_64(), FFA_NO_DATA);
}

static void a_success_may_list_nothing(void **state)
{
    struct world world = plain_world();

    (void)state;
    world.legal = 1;
    for ( uint32_t more = 0; more < 2; more++ )
    {
        struct regs reply;

        choose_once("info_get.more", 1 + more);
        boot(&world);
        reply = info_64();
        assert_info(reply, FFA_FID64(SUCCESS));
        assert_x2(reply, more);
        assert_status(info_64(), FFA_NO_DATA);
    }
}

/* BUSY and its like lose nothing: an SRI follows. */
static void a_refusal_is_followed_by_an_sri(void **state)
{
    static const int32_t codes[] = {FFA_BUSY, FFA_RETRY, FFA_INTERRUPTED,
                                    FFA_ABORTED, FFA_NOT_READY};
    struct world world = plain_world();

    (void)state;
    world.legal = 1;
    for ( uint32_t i = 0; i < 5; i++ )
    {
        choice_feed_dull(choice_stream());
        boot(&world);
        receiver(2, 1);
        set_global(2);
        assert_true(take_sri(0));
        choose_once("error.transient", 1 + i);
        assert_status(info_64(), codes[i]);
        assert_true(take_sri(0));
        assert_x2(info_64(), 0x80, 2);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_vm_is_one_list),
        cmocka_unit_test(eight_vcpus_are_three_lists),
        cmocka_unit_test(a_global_item_is_absorbed),
        cmocka_unit_test(twenty_ids_fill_a_64_bit_reply),
        cmocka_unit_test(ten_ids_fill_a_32_bit_reply),
        cmocka_unit_test(endpoints_come_in_order),
        cmocka_unit_test(the_encoder_fills_every_slot),
        cmocka_unit_test(a_vcpu_item_needs_two_slots),
        cmocka_unit_test(the_last_slot_is_used),
        cmocka_unit_test(a_full_reply_stays_full),
        cmocka_unit_test(an_item_is_told_once),
        cmocka_unit_test(a_new_bit_is_told),
        cmocka_unit_test(arguments_are_ignored),
        cmocka_unit_test(vms_come_in_the_order_of_their_slots),
        cmocka_unit_test(receivers_may_come_in_any_order),
        cmocka_unit_test(lists_may_be_split),
        cmocka_unit_test(replies_may_be_short),
        cmocka_unit_test(more_may_be_too_much),
        cmocka_unit_test(an_sri_may_stand_in_for_more),
        cmocka_unit_test(what_was_told_may_be_told_again),
        cmocka_unit_test(a_success_may_list_nothing),
        cmocka_unit_test(a_refusal_is_followed_by_an_sri),
    };

    return cmocka_run_group_tests_name("spmc-info-get", tests, NULL, NULL);
}
