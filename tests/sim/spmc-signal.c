/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * NOTIFICATION_SET, NOTIFICATION_GET and the SRI: FF-A 1.1, notification
 * interfaces, as Hafnium serves them.
 */
#include "spmc-world.h"

#define SPS      FFA_GET_FROM_SPS
#define SPM      FFA_GET_FROM_SPM
#define PER_VCPU FFA_NOTIF_PER_VCPU
#define DELAY    FFA_NOTIF_DELAY_SRI
#define VCPU(n)  (PER_VCPU | (uint32_t)(n) << 16)

static int32_t sp_set(unsigned int vm, uint32_t flags, uint64_t bits)
{
    return spmc_sp_set(0, (uint16_t)vm, flags, bits);
}

static void boot_legal(const char *name, uint32_t value)
{
    struct world world = plain_world();

    world.legal = 1;
    world.nr_cpus = 3;
    choose_once(name, value);
    boot(&world);
}

/* SET by an SP, in the order of its checks. */
static void an_sp_sets_what_is_bound_to_it(void **state)
{
    struct world world = plain_world();

    (void)state;
    world.nr_sps = 2;
    boot(&world);
    receiver(2, 2);
    assert_int_equal(sp_set(2, 4, 1), FFA_INVALID_PARAMETERS);
    assert_int_equal(sp_set(2, 1 << 16, 1), FFA_INVALID_PARAMETERS);
    assert_int_equal(sp_set(SP1, 0, 1), FFA_INVALID_PARAMETERS);
    assert_int_equal(sp_set(2, 0, 0), FFA_INVALID_PARAMETERS);
    assert_int_equal(sp_set(3, 0, 1), FFA_INVALID_PARAMETERS);
    assert_int_equal(sp_set(0, 0, 1), FFA_DENIED);
    assert_int_equal(sp_set(2, PER_VCPU, 1), FFA_INVALID_PARAMETERS);
    assert_int_equal(sp_set(2, 0, 1ull << 32), FFA_INVALID_PARAMETERS);
    assert_int_equal(sp_set(2, VCPU(2), 1ull << 32), FFA_INVALID_PARAMETERS);
    assert_int_equal(spmc_sp_set(1, 2, 0, 1), FFA_DENIED);
    assert_int_equal(spmc_sp_set(2, 2, 0, 1), FFA_INVALID_PARAMETERS);
    assert_status(unbind_bits(2, SP1, 1), FFA_OK);
    assert_int_equal(sp_set(2, 0, 1), FFA_DENIED);
    assert_int_equal(sp_set(2, 0, 3), FFA_DENIED);
    assert_int_equal(count_events(EV_SET), 0);
    assert_false(take_sri(0));
    assert_int_equal(sp_set(2, 0, 2), FFA_OK);
    assert_event(EV_SET, 2, SP1, 0, GLOBAL, 2);
    assert_int_equal(sp_set(2, VCPU(1), 1ull << 40), FFA_OK);
    assert_event(EV_SET, 2, SP1, 0, 1, 1ull << 40);
}

/* Only what becomes pending is an event; the SRI comes every time. */
static void setting_a_pending_bit_raises_the_sri_again(void **state)
{
    (void)state;
    boot_plain();
    receiver(2, 1);
    assert_int_equal(sp_set(2, 0, 1), FFA_OK);
    assert_true(take_sri(0));
    assert_int_equal(sp_set(2, 0, 1), FFA_OK);
    assert_true(take_sri(0));
    assert_int_equal(count_events(EV_SET), 1);
    assert_int_equal(count_events(EV_SRI), 2);
    assert_int_equal(sp_set(2, 0, 3), FFA_OK);
    assert_event(EV_SET, 2, SP1, 0, GLOBAL, 2);
}

/* SET by a VM, in the order of its checks. */
static void a_vm_signals_an_sp(void **state)
{
    struct world world = plain_world();

    (void)state;
    world.nr_sps = 2;
    world.nr_cpus = 2;
    world.sp_flags[1] = SP_NO_NOTIFICATIONS;
    boot(&world);
    assert_status(create(2, 1), FFA_OK);
    assert_status(set_bits(2, SP1, 1, 4), FFA_INVALID_PARAMETERS);
    assert_status(set_bits(2, SP1, 1, 1 << 16), FFA_INVALID_PARAMETERS);
    assert_status(set_bits(2, 3, 1, 0), FFA_INVALID_PARAMETERS);
    assert_status(set_bits(SP2, SP1, 1, 0), FFA_INVALID_PARAMETERS);
    assert_status(set_bits(2, SP1, 0, 0), FFA_INVALID_PARAMETERS);
    assert_status(set_bits(2, SP1, 1, DELAY), FFA_INVALID_PARAMETERS);
    assert_status(set_bits(2, 0x8003, 1, 0), FFA_INVALID_PARAMETERS);
    assert_status(set_bits(2, SP2, 1, 0), FFA_DENIED);
    assert_status(set_bits(3, SP1, 1, 0), FFA_DENIED);
    assert_status(set_bits(2, SP1, 1ull << 63, 0), FFA_DENIED);
    assert_status(set_bits(2, SP1, 1, VCPU(2)), FFA_INVALID_PARAMETERS);
    assert_int_equal(count_events(EV_SET), 0);

    assert_status(set_bits(2, SP1, 1ull << 40 | 1, 0), FFA_OK);
    assert_event(EV_BOUND, SP1, 2, 1ull << 40 | 1, 0);
    assert_event(EV_SET, SP1, 2, 1, GLOBAL, 1ull << 40 | 1);
    assert_true(take_sri(0));
    assert_status(set_bits(2, SP1, 1, VCPU(0)), FFA_INVALID_PARAMETERS);
}

/* An SP binds to whoever is first, until it has fetched. */
static void a_bit_of_an_sp_has_one_sender(void **state)
{
    (void)state;
    boot_plain();
    assert_status(create(2, 1), FFA_OK);
    assert_status(create(3, 1), FFA_OK);
    assert_status(set_bits(2, SP1, 1, 0), FFA_OK);
    assert_status(set_bits(3, SP1, 3, 0), FFA_DENIED);
    assert_status(set_bits(3, SP1, 2, VCPU(0)), FFA_OK);
    assert_int_equal(spmc_sp_get(0), 3);
    assert_int_equal(count_events(EV_UNBOUND), 2);
    assert_int_equal(count_events(EV_TAKEN), 2);
    assert_int_equal(spmc_sp_get(0), 0);
    assert_status(set_bits(3, SP1, 3, 0), FFA_OK);
}

/* GET, in the order of its checks. */
static void get_serves_known_vms(void **state)
{
    (void)state;
    boot_plain();
    receiver(2, 2);
    assert_status(get(2, 0, 0x10), FFA_INVALID_PARAMETERS);
    assert_status(get(SP1, 0, SPS), FFA_INVALID_PARAMETERS);
    assert_status(get(2, 0, FFA_GET_FROM_VMS), FFA_INVALID_PARAMETERS);
    assert_status(get(2, 0, SPS | FFA_GET_FROM_HYP), FFA_INVALID_PARAMETERS);
    assert_status(get(2, 2, SPS), FFA_INVALID_PARAMETERS);
    assert_int_equal(count_events(EV_SPMC_PANIC), 0);
    assert_status(get(2, 0, 0), FFA_OK);
    assert_status(SMC(FFA_FID32(NOTIFICATION_GET), 2, SPS, 3, 4, 5, 6, 7),
                  FFA_OK);
}

/* Nothing pending is a SUCCESS. */
static void get_of_nothing_is_zero(void **state)
{
    struct regs reply;

    (void)state;
    boot_plain();
    receiver(2, 1);
    reply = get(2, 0, SPS | SPM);
    assert_status(reply, FFA_OK);
    assert_x2(reply, 0);
    assert_int_equal(count_events(EV_TAKEN), 0);
}

/* Hafnium asserts that it knows the VM. */
static void get_of_an_unknown_vm_is_fatal(void **state)
{
    (void)state;
    boot_plain();
    assert_status(get(2, 0, SPS), FFA_INVALID_PARAMETERS);
    assert_int_equal(count_events(EV_SPMC_PANIC), 1);
    assert_status(create(2, 1), FFA_OK);
    assert_status(destroy(2), FFA_OK);
    assert_status(get(2, 0, SPS), FFA_INVALID_PARAMETERS);
    assert_int_equal(count_events(EV_SPMC_PANIC), 2);
}

/* The hypervisor is known before it has a bitmap. */
static void get_of_a_vm_without_bitmap_is_not_checked(void **state)
{
    (void)state;
    boot_plain();
    assert_status(get(0, 0, SPS), FFA_OK);
}

static void get_takes_global_bits_and_those_of_the_vcpu(void **state)
{
    (void)state;
    boot_plain();
    receiver(2, 3);
    assert_int_equal(sp_set(2, 0, 0x80000001), FFA_OK);
    assert_int_equal(sp_set(2, VCPU(1), 1ull << 33), FFA_OK);
    assert_int_equal(sp_set(2, VCPU(2), 1ull << 34), FFA_OK);
    assert_x2(get(2, 1, SPS), 0x80000001, 2);
    assert_event(EV_TAKEN, 2, 0, 1, 1ull << 33);
    assert_int_equal(count_events(EV_TAKEN), 2);
    assert_x2(get(2, 1, SPS), 0);
    assert_x2(get(2, 0, SPS), 0);
    assert_x2(get(2, 2, SPS), 0, 4);
}

static void get_takes_only_what_is_asked_for(void **state)
{
    (void)state;
    boot_plain();
    receiver(2, 1);
    set_global(2);
    spmc_framework_rx_full(2);
    assert_event(EV_SET, 2, 0x8000, 2, GLOBAL, 1);
    assert_x2(get(2, 0, 0), 0);
    assert_x2(get(2, 0, SPM), 0, 0, 0, 0, 1);
    assert_event(EV_TAKEN, 2, 2, GLOBAL, 1);
    assert_x2(get(2, 0, SPM), 0);
    assert_x2(get(2, 0, SPS), 1);
    assert_int_equal(count_events(EV_TAKEN), 2);
}

/* GET needs no INFO_GET before it, and leaves nothing to tell. */
static void what_was_fetched_is_not_told(void **state)
{
    (void)state;
    boot_plain();
    receiver(2, 1);
    set_global(2);
    assert_x2(get(2, 0, SPS), 1);
    assert_status(info_64(), FFA_NO_DATA);
}

static void rx_full_is_for_known_vms(void **state)
{
    (void)state;
    boot_plain();
    spmc_framework_rx_full(2);
    spmc_framework_rx_full(SP1);
    assert_int_equal(count_events(EV_SET), 0);
    assert_false(take_sri(0));
    assert_status(create(2, 1), FFA_OK);
    spmc_framework_rx_full(2);
    assert_true(take_sri(0));
}

/* FF-A 1.1, SET, flag "delay schedule receiver interrupt". */
static void delayed_sris_come_as_one_at_the_next_switch(void **state)
{
    (void)state;
    boot_plain();
    receiver(2, 1);
    assert_int_equal(sp_set(2, DELAY, 1), FFA_OK);
    assert_int_equal(sp_set(2, DELAY, 2), FFA_OK);
    assert_false(take_sri(0));
    SMC(FFA_FID32(ID_GET));
    assert_true(take_sri(0));
    SMC(FFA_FID32(ID_GET));
    assert_false(take_sri(0));
    assert_int_equal(count_events(EV_SRI), 1);
}

static void an_sri_now_takes_the_delayed_one_with_it(void **state)
{
    (void)state;
    boot_plain();
    receiver(2, 1);
    assert_int_equal(sp_set(2, DELAY, 1), FFA_OK);
    assert_int_equal(sp_set(2, 0, 2), FFA_OK);
    assert_true(take_sri(0));
    SMC(FFA_FID32(ID_GET));
    assert_false(take_sri(0));
}

static void a_delayed_sri_is_not_forgotten_when_all_behave(void **state)
{
    (void)state;
    boot_plain();
    receiver(2, 1);
    assert_int_equal(sp_set(2, DELAY, 1), FFA_OK);
    spmc_behave();
    assert_true(take_sri(0));
    spmc_behave();
    assert_false(take_sri(0));
}

/* Behaving adds no SRI where one was raised: the promise was kept. */
static void a_raised_sri_is_not_raised_again(void **state)
{
    (void)state;
    boot_plain();
    receiver(2, 1);
    set_global(2);
    assert_true(take_sri(0));
    spmc_behave();
    assert_false(take_sri(0));
}

static void an_sri_may_be_deferred(void **state)
{
    (void)state;
    boot_legal("sri.defer", 1);
    receiver(2, 1);
    set_global(2);
    assert_false(take_sri(0));
    SMC(FFA_FID32(ID_GET));
    assert_true(take_sri(0));
}

static void an_sri_may_come_on_another_cpu(void **state)
{
    (void)state;
    boot_legal("sri.cpu", 2);
    receiver(2, 1);
    machine_set_cpu_online(1, false);
    set_global(2);
    assert_false(take_sri(0));
    machine_set_cpu_online(1, true);
    set_global(2);
    assert_true(take_sri(0));

    boot_legal("sri.cpu", 2);
    receiver(2, 1);
    set_global(2);
    assert_true(take_sri(2));
    assert_event(EV_SRI, 2);
}

/* A bit that INFO_GET has not listed may have been set after the GET. */
static void a_get_may_be_too_early(void **state)
{
    (void)state;
    boot_legal("get.late", 1);
    receiver(2, 1);
    set_global(2);
    assert_true(take_sri(0));
    assert_x2(info_64(), 0x80, 2);
    assert_int_equal(sp_set(2, 0, 2), FFA_OK);
    assert_true(take_sri(0));
    assert_x2(get(2, 0, SPS), 1);
    assert_true(take_sri(0));
    assert_x2(info_64(), 0x80, 2);
    assert_x2(get(2, 0, SPS), 2);
}

static void an_sri_without_a_reason(void **state)
{
    (void)state;
    boot_plain();
    spmc_sri();
    assert_event(EV_SRI, 0);
    assert_true(take_sri(0));
    assert_status(info_64(), FFA_NO_DATA);
}

/* No GIC has the line: nothing is raised, and nothing is said to be. */
static void a_special_intid_cannot_be_raised(void **state)
{
    struct world world = plain_world();

    (void)state;
    world.sri = 1023;
    boot(&world);
    spmc_sri();
    assert_int_equal(count_events(EV_SRI), 0);
}

static void what_is_pending_is_told(void **state)
{
    (void)state;
    boot_plain();
    receiver(2, 2);
    assert_status(set_bits(2, SP1, 1, 0), FFA_OK);
    set_global(2);
    info_64();
    assert_int_equal(sp_set(2, 0, 2), FFA_OK);
    set_vcpu(2, 1);
    spmc_framework_rx_full(2);
    spmc_note_pending();
    assert_int_equal(count_events(EV_PENDING), 3);
    assert_event(EV_PENDING, 2, GLOBAL, 2, 1, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_sp_sets_what_is_bound_to_it),
        cmocka_unit_test(setting_a_pending_bit_raises_the_sri_again),
        cmocka_unit_test(a_vm_signals_an_sp),
        cmocka_unit_test(a_bit_of_an_sp_has_one_sender),
        cmocka_unit_test(get_serves_known_vms),
        cmocka_unit_test(get_of_nothing_is_zero),
        cmocka_unit_test(get_of_an_unknown_vm_is_fatal),
        cmocka_unit_test(get_of_a_vm_without_bitmap_is_not_checked),
        cmocka_unit_test(get_takes_global_bits_and_those_of_the_vcpu),
        cmocka_unit_test(get_takes_only_what_is_asked_for),
        cmocka_unit_test(what_was_fetched_is_not_told),
        cmocka_unit_test(rx_full_is_for_known_vms),
        cmocka_unit_test(delayed_sris_come_as_one_at_the_next_switch),
        cmocka_unit_test(an_sri_now_takes_the_delayed_one_with_it),
        cmocka_unit_test(a_delayed_sri_is_not_forgotten_when_all_behave),
        cmocka_unit_test(a_raised_sri_is_not_raised_again),
        cmocka_unit_test(an_sri_may_be_deferred),
        cmocka_unit_test(an_sri_may_come_on_another_cpu),
        cmocka_unit_test(a_get_may_be_too_early),
        cmocka_unit_test(an_sri_without_a_reason),
        cmocka_unit_test(a_special_intid_cannot_be_raised),
        cmocka_unit_test(what_is_pending_is_told),
    };

    return cmocka_run_group_tests_name("spmc-signal", tests, NULL, NULL);
}
