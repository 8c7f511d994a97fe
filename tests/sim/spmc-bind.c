/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * NOTIFICATION_BITMAP_CREATE, BITMAP_DESTROY, BIND and UNBIND as Hafnium serves
 * them: FF-A 1.1, notification interfaces.
 */
#include "spmc-world.h"

#define HIGH_BIT (1ull << 63)

/* BITMAP_CREATE. */
static void a_bitmap_is_created_once(void **state)
{
    (void)state;
    boot_plain();
    assert_status(create(2, 4), FFA_OK);
    assert_event(EV_BITMAP, 2, 1, 4);
    assert_status(create(2, 4), FFA_DENIED);
    assert_status(create(3, 1), FFA_OK);
}

static void a_bitmap_is_for_the_normal_world(void **state)
{
    (void)state;
    boot_plain();
    assert_status(create(SP1, 1), FFA_INVALID_PARAMETERS);
    assert_status(create(0xffff, 1), FFA_INVALID_PARAMETERS);
    assert_status(destroy(SP1), FFA_INVALID_PARAMETERS);
}

/* Hafnium looks at no reserved argument. */
static void reserved_arguments_of_create_are_ignored(void **state)
{
    (void)state;
    boot_plain();
    assert_status(SMC(FFA_FID32(NOTIFICATION_BITMAP_CREATE), IDS(7, 2), 1, 3, 4,
                      5, 6, 7),
                  FFA_OK);
    assert_status(destroy(2), FFA_OK);
}

static void bitmaps_run_out(void **state)
{
    (void)state;
    boot_plain();
    for ( unsigned int vm = 1; vm <= PROGRAM_MAX_DOMAINS; vm++ )
        assert_status(create(vm, 1), FFA_OK);
    assert_status(create(PROGRAM_MAX_DOMAINS + 1, 1), FFA_NO_MEMORY);
    assert_status(destroy(5), FFA_OK);
    assert_status(create(0x1234, 1), FFA_OK);
    assert_status(create(0x1234, 1), FFA_DENIED);
}

/* The count of vCPUs is believed. */
static void odd_vcpu_counts_are_stored(void **state)
{
    (void)state;
    boot_plain();
    receiver(2, 0);
    assert_event(EV_BITMAP, 2, 1, 0);
    assert_status(get(2, 0, 1), FFA_INVALID_PARAMETERS);
    receiver(3, 0xffffffff);
    assert_status(get(3, 0xffff, 1), FFA_OK);
    assert_int_equal(spmc_sp_set(0, 3, 0xffff0001, 1ull << 32),
                     FFA_INVALID_PARAMETERS);
}

/* BITMAP_DESTROY. */
static void only_a_created_bitmap_is_destroyed(void **state)
{
    (void)state;
    boot_plain();
    assert_status(destroy(2), FFA_DENIED);
    assert_status(create(2, 3), FFA_OK);
    assert_status(destroy(2), FFA_OK);
    assert_event(EV_BITMAP, 2, 0, 3);
    assert_status(destroy(2), FFA_DENIED);
    assert_status(create(2, 1), FFA_OK);
}

static void pending_bits_keep_a_bitmap(void **state)
{
    (void)state;
    boot_plain();
    receiver(2, 2);
    set_global(2);
    assert_status(destroy(2), FFA_DENIED);
    assert_status(get(2, 0, FFA_GET_FROM_SPS), FFA_OK);
    assert_status(destroy(2), FFA_OK);
}

/* Hafnium compares with a 32-bit mask and looks at bits from SPs alone. */
static void the_high_half_does_not_keep_a_bitmap(void **state)
{
    (void)state;
    boot_plain();
    receiver(2, 2);
    set_vcpu(2, 1);
    spmc_framework_rx_full(2);
    assert_status(destroy(2), FFA_OK);
    assert_status(info_64(), FFA_NO_DATA);
    receiver(2, 2);
    assert_x2(get(2, 1, FFA_GET_FROM_SPS | FFA_GET_FROM_SPM), 0);
}

static void bindings_go_with_the_bitmap(void **state)
{
    (void)state;
    boot_plain();
    receiver(2, 1);
    assert_status(destroy(2), FFA_OK);
    assert_int_equal(spmc_sp_set(0, 2, 0, 1), FFA_INVALID_PARAMETERS);
    assert_status(create(2, 1), FFA_OK);
    assert_int_equal(spmc_sp_set(0, 2, 0, 1), FFA_DENIED);
}

/* ID 0 is the hypervisor's own. */
static void the_hypervisor_has_a_bitmap_of_its_own(void **state)
{
    (void)state;
    boot_plain();
    assert_status(bind_bits(0, SP1, 1, 0), FFA_NOT_SUPPORTED);
    assert_status(create(0, 1), FFA_OK);
    assert_status(create(0, 1), FFA_DENIED);
    assert_status(bind_bits(0, SP1, HIGH_BIT, 0), FFA_OK);
    assert_int_equal(spmc_sp_set(0, 0, 0, HIGH_BIT), FFA_OK);
    assert_x2(get(0, 0, 1), 0, 0x80000000);
    assert_int_equal(spmc_sp_set(0, 0, 0, HIGH_BIT), FFA_OK);
    assert_status(destroy(0), FFA_OK);
    assert_status(destroy(0), FFA_DENIED);
    assert_status(info_64(), FFA_NO_DATA);
}

/* A real SPMC was seen not to clear what was pending. */
static void residue_may_come_back_with_the_id(void **state)
{
    struct world world = plain_world();

    (void)state;
    world.legal = 1;
    choose_once("destroy.residue", 1);
    boot(&world);
    assert_status(create(2, 1), FFA_OK);
    assert_status(bind_bits(2, SP1, HIGH_BIT, 0), FFA_OK);
    assert_int_equal(spmc_sp_set(0, 2, 0, HIGH_BIT), FFA_OK);
    assert_true(take_sri(0));
    assert_status(destroy(2), FFA_OK);
    assert_status(info_64(), FFA_NO_DATA);
    assert_status(create(3, 1), FFA_OK);
    assert_status(info_64(), FFA_NO_DATA);
    assert_false(take_sri(0));
    assert_status(create(2, 1), FFA_OK);
    assert_true(take_sri(0));
    assert_x2(info_64(), 0x80, 2);
    assert_x2(get(2, 0, 1), 0, 0x80000000);
}

/* BIND, in the order of its checks. */
static void bind_wants_an_sp_and_a_vm(void **state)
{
    (void)state;
    boot_plain();
    assert_status(create(2, 1), FFA_OK);
    assert_status(bind_bits(2, SP1, 1, 2), FFA_INVALID_PARAMETERS);
    assert_status(bind_bits(2, SP1, 1, 0x10000), FFA_INVALID_PARAMETERS);
    assert_status(bind_bits(2, 2, 1, 0), FFA_INVALID_PARAMETERS);
    assert_status(bind_bits(2, 0xffc0, 1, 0), FFA_INVALID_PARAMETERS);
    assert_status(bind_bits(2, 3, 1, 0), FFA_INVALID_PARAMETERS);
    assert_status(bind_bits(SP2, SP1, 1, 0), FFA_INVALID_PARAMETERS);
    assert_status(bind_bits(2, SP1, 0, 0), FFA_INVALID_PARAMETERS);
    assert_status(bind_bits(3, SP1, 1, 0), FFA_INVALID_PARAMETERS);
    assert_status(bind_bits(2, SP2, 1, 0), FFA_INVALID_PARAMETERS);
    assert_int_equal(count_events(EV_BOUND), 0);
}

static void a_bit_is_bound_once(void **state)
{
    struct world world = plain_world();

    (void)state;
    world.nr_sps = 2;
    boot(&world);
    assert_status(create(2, 1), FFA_OK);
    assert_status(bind_bits(2, SP1, HIGH_BIT | 1, 0), FFA_OK);
    assert_event(EV_BOUND, 2, SP1, HIGH_BIT | 1, 0);
    assert_status(bind_bits(2, SP1, HIGH_BIT, 0), FFA_DENIED);
    assert_status(bind_bits(2, SP2, HIGH_BIT, 0), FFA_DENIED);
    assert_status(bind_bits(2, SP2, 3, 0), FFA_DENIED);
    assert_status(bind_bits(2, SP2, 2, FFA_NOTIF_PER_VCPU), FFA_OK);
    assert_event(EV_BOUND, 2, SP2, 2, 1);
}

/* BIND ignores what follows the bitmap. */
static void reserved_arguments_of_bind_are_ignored(void **state)
{
    (void)state;
    boot_plain();
    assert_status(create(2, 1), FFA_OK);
    assert_status(SMC(FFA_FID32(NOTIFICATION_BIND), IDS(SP1, 2), 0, 1, 0, 5, 6,
                      7),
                  FFA_OK);
}

/* FF-A 1.3 made per-vCPU notifications optional; Hafnium dropped them. */
static void per_vcpu_notifications_end_with_1_3(void **state)
{
    struct world world = plain_world();

    (void)state;
    world.ffa_minor = 3;
    boot(&world);
    assert_status(create(2, 1), FFA_OK);
    assert_status(bind_bits(2, SP1, 1, FFA_NOTIF_PER_VCPU),
                  FFA_INVALID_PARAMETERS);
    assert_status(bind_bits(2, SP1, 1, 0), FFA_OK);
    assert_int_equal(spmc_sp_set(0, 2, FFA_NOTIF_PER_VCPU, 1),
                     FFA_INVALID_PARAMETERS);
    assert_x2(SMC(FFA_FID32(FEATURES), 4), 3);
}

/* A receiver of 1.0 has no notifications. */
static void a_1_0_caller_binds_nothing(void **state)
{
    (void)state;
    boot_plain();
    SMC(FFA_FID32(VERSION), 0x10000);
    assert_status(create(2, 1), FFA_OK);
    assert_status(bind_bits(2, SP1, 1, 0), FFA_NOT_SUPPORTED);
}

/* UNBIND. */
static void only_bound_bits_are_unbound(void **state)
{
    struct world world = plain_world();

    (void)state;
    world.nr_sps = 2;
    boot(&world);
    assert_status(create(2, 1), FFA_OK);
    assert_status(bind_bits(2, SP1, HIGH_BIT | 1, 0), FFA_OK);
    assert_status(unbind_bits(2, SP1, 0), FFA_INVALID_PARAMETERS);
    assert_status(unbind_bits(2, SP2, 1), FFA_DENIED);
    assert_status(unbind_bits(2, 0x8004, 1), FFA_DENIED);
    assert_status(unbind_bits(2, SP1, 3), FFA_DENIED);
    assert_status(unbind_bits(3, SP1, 1), FFA_INVALID_PARAMETERS);
    assert_status(unbind_bits(2, 3, 1), FFA_INVALID_PARAMETERS);
    assert_status(unbind_bits(2, SP1, HIGH_BIT), FFA_OK);
    assert_event(EV_UNBOUND, 2, SP1, HIGH_BIT);
    assert_status(unbind_bits(2, SP1, HIGH_BIT), FFA_DENIED);
    assert_status(bind_bits(2, SP2, HIGH_BIT, FFA_NOTIF_PER_VCPU), FFA_OK);
}

static void pending_bits_stay_bound(void **state)
{
    (void)state;
    boot_plain();
    receiver(2, 2);
    set_global(2);
    set_vcpu(2, 1);
    assert_status(unbind_bits(2, SP1, 1), FFA_DENIED);
    assert_status(unbind_bits(2, SP1, 1ull << 32), FFA_DENIED);
    assert_status(unbind_bits(2, SP1, 2), FFA_OK);
    assert_status(get(2, 1, 1), FFA_OK);
    assert_status(unbind_bits(2, SP1, 1ull << 32 | 1), FFA_OK);
}

/* Hafnium does not look at w2. */
static void flags_of_unbind_are_ignored(void **state)
{
    (void)state;
    boot_plain();
    assert_status(create(2, 1), FFA_OK);
    assert_status(bind_bits(2, SP1, 1, 0), FFA_OK);
    assert_status(SMC(FFA_FID32(NOTIFICATION_UNBIND), IDS(SP1, 2), 0xffffffff,
                      1),
                  FFA_OK);
}

static void what_is_left_is_told(void **state)
{
    (void)state;
    boot_plain();
    receiver(2, 1);
    receiver(3, 1);
    assert_status(create(0, 1), FFA_OK);
    assert_status(destroy(2), FFA_OK);
    spmc_note_left();
    assert_int_equal(count_events(EV_LEFT), 1);
    assert_event(EV_LEFT, LEFT_BITMAP, 1, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_bitmap_is_created_once),
        cmocka_unit_test(a_bitmap_is_for_the_normal_world),
        cmocka_unit_test(reserved_arguments_of_create_are_ignored),
        cmocka_unit_test(bitmaps_run_out),
        cmocka_unit_test(odd_vcpu_counts_are_stored),
        cmocka_unit_test(only_a_created_bitmap_is_destroyed),
        cmocka_unit_test(pending_bits_keep_a_bitmap),
        cmocka_unit_test(the_high_half_does_not_keep_a_bitmap),
        cmocka_unit_test(bindings_go_with_the_bitmap),
        cmocka_unit_test(the_hypervisor_has_a_bitmap_of_its_own),
        cmocka_unit_test(residue_may_come_back_with_the_id),
        cmocka_unit_test(bind_wants_an_sp_and_a_vm),
        cmocka_unit_test(a_bit_is_bound_once),
        cmocka_unit_test(reserved_arguments_of_bind_are_ignored),
        cmocka_unit_test(per_vcpu_notifications_end_with_1_3),
        cmocka_unit_test(a_1_0_caller_binds_nothing),
        cmocka_unit_test(only_bound_bits_are_unbound),
        cmocka_unit_test(pending_bits_stay_bound),
        cmocka_unit_test(flags_of_unbind_are_ignored),
        cmocka_unit_test(what_is_left_is_told),
    };

    return cmocka_run_group_tests_name("spmc-bind", tests, NULL, NULL);
}
