/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Where SPMCs disagree about versions, registers and notifications, as the
 * sources of Hafnium, of TF-A's SPMC in EL3 and of OP-TEE have it: every
 * difference that a caller can see. Functions and files in comments are theirs.
 */
#include "spmc-world.h"

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

/* Hafnium, api_ffa_version; TF-A, spmc_main.c; OP-TEE, spmc_exchange_version. */
static void a_higher_minor_is_refused_by_hafnium_alone(void **state)
{
    (void)state;
    boot_cold(HAFNIUM);
    assert_int_equal(negotiate(0x10003), REFUSED);
    boot_cold(TFA);
    assert_int_equal(negotiate(0x10003), 0x10002);
    assert_status(SMC(FFA_FID32(ID_GET)), FFA_NOT_SUPPORTED); /* not stored */
    boot_cold(OPTEE);
    assert_int_equal(negotiate(0x10003), 0x10002);
}

static void another_major_is_refused_by_hafnium_alone(void **state)
{
    (void)state;
    boot_cold(HAFNIUM);
    assert_int_equal(negotiate(0x20000), REFUSED);
    assert_int_equal(negotiate(0x80010002), REFUSED);
    boot_cold(TFA);
    assert_int_equal(negotiate(0x20000), 0x10002);
    assert_int_equal(negotiate(0x80010002), REFUSED);
    boot_cold(OPTEE);
    assert_int_equal(negotiate(0x20000), 0x10002);
    assert_int_equal(negotiate(0x80010002), 0x10002);
}

/* The same: TF-A gives the version in use, OP-TEE takes any. */
static void renegotiation_after_use_is_anybodys_guess(void **state)
{
    static const uint32_t answers[PERSONALITIES] = {REFUSED, REFUSED, 0x10002,
                                                    0x10002};

    (void)state;
    for ( unsigned int p = 0; p < PERSONALITIES; p++ )
    {
        boot_as((enum personality)p);
        assert_status(SMC(FFA_FID32(ID_GET)), FFA_OK);
        assert_int_equal(negotiate(0x10001), answers[p]);
    }
    boot_cold(TFA);
    assert_int_equal(negotiate(0x10001), 0x10002);
    assert_status(SMC(FFA_FID32(ID_GET)), FFA_OK);
    assert_int_equal(negotiate(0x10002), 0x10001);
}

/* TF-A, spmc_main.c: a caller without a version. */
static void only_tfa_insists_on_version_first(void **state)
{
    (void)state;
    for ( unsigned int p = 0; p < PERSONALITIES; p++ )
    {
        boot_cold((enum personality)p);
        assert_status(SMC(FFA_FID32(ID_GET)),
                      p == TFA ? FFA_NOT_SUPPORTED : FFA_OK);
    }
}

/* OP-TEE, thread_spmc.c: who never said so speaks 1.0, and has no count flag. */
static void optee_takes_a_silent_caller_for_1_0(void **state)
{
    (void)state;
    for ( unsigned int p = 0; p < PERSONALITIES; p++ )
        if ( p != TFA )
        {
            boot_cold((enum personality)p);
            assert_status(SMC(FFA_FID32(PARTITION_INFO_GET), 0, 0, 0, 0, 1),
                          p == OPTEE ? FFA_INVALID_PARAMETERS : FFA_OK);
        }
}

/* TF-A, spmc_ffa_error_return: an int becomes a register. */
static void tfa_widens_the_status(void **state)
{
    (void)state;
    for ( unsigned int p = 0; p < PERSONALITIES; p++ )
    {
        boot_as((enum personality)p);
        assert_int_equal(SMC(FFA_FID32(RXTX_UNMAP)).x[2],
                         p == TFA ? 0xfffffffffffffffeull : 0xfffffffeull);
    }
}

/* TF-A, SMC_RET1 and its like in spmc_main.c; OP-TEE zeroes what it does not set. */
static void unused_registers_are_the_callers_or_zero(void **state)
{
    static const uint64_t call[SPMC_REGS] = {
        FFA_FID32(ID_GET), [5] = 55, [17] = 1717};

    (void)state;
    boot_as(HAFNIUM);
    assert_int_equal(smc_with(call, SPMC_REGS).x[5], 0);
    assert_int_equal(smc_with(call, SPMC_REGS).x[17], 1717);
    boot_as(TFA);
    assert_int_equal(smc_with(call, SPMC_REGS).x[5], 55);
    assert_int_equal(smc_with(call, SPMC_REGS).x[17], 1717);
    boot_as(OPTEE);
    assert_int_equal(smc_with(call, SPMC_REGS).x[5], 0);
    assert_int_equal(smc_with(call, SPMC_REGS).x[17], 0);
}

/* Hafnium, api_ffa_notification_info_get; OP-TEE, thread_spmc.c. */
static void info_get_exists_where_it_does(void **state)
{
    (void)state;
    boot_as(HAFNIUM);
    assert_status(info_32(), FFA_NOT_SUPPORTED);
    assert_status(info_64(), FFA_NO_DATA);
    boot_as(TFA);
    assert_status(info_32(), FFA_NOT_SUPPORTED);
    assert_status(info_64(), FFA_NOT_SUPPORTED);
    boot_as(OPTEE);
    assert_status(create(2, 1), FFA_OK);
    assert_status(bind_bits(2, SP1, 1, 0), FFA_OK);
    set_global(2);
    assert_int_equal(info_32().x[0], FFA_FID32(SUCCESS));
    assert_int_equal(info_64().x[0], FFA_FID64(SUCCESS));
}

/* OP-TEE, thread_spmc.c: there is no state for what was told. */
static void optee_tells_until_it_is_fetched(void **state)
{
    (void)state;
    for ( unsigned int p = 0; p < PERSONALITIES; p++ )
        if ( p != TFA )
        {
            boot_as((enum personality)p);
            assert_status(create(2, 1), FFA_OK);
            assert_status(bind_bits(2, SP1, 1, 0), FFA_OK);
            set_global(2);
            assert_status(info_64(), FFA_OK);
            assert_status(info_64(), p == OPTEE ? FFA_OK : FFA_NO_DATA);
            assert_status(get(2, 0, 1), FFA_OK);
            assert_status(info_64(), FFA_NO_DATA);
        }
}

/* OP-TEE, thread_spmc.c: MORE says that IDs ran out. 21 VMs pend, 20 fit. */
static void more_means_full_with_optee(void **state)
{
    (void)state;
    for ( unsigned int p = 0; p < PERSONALITIES; p++ )
        if ( p != TFA )
        {
            boot_as((enum personality)p);
            for ( unsigned int vm = 1; vm <= 21; vm++ )
            {
                assert_status(create(vm, 1), FFA_OK);
                assert_status(bind_bits(vm, SP1, 1, 0), FFA_OK);
                set_global(vm);
            }
            assert_int_equal(info_64().x[2] & 1, 1);
            assert_int_equal(info_64().x[2] & 1, p == OPTEE);
        }
}

/* OP-TEE, thread_spmc.c. */
static void optee_keeps_a_bitmap_that_is_bound(void **state)
{
    (void)state;
    for ( unsigned int p = 0; p < PERSONALITIES; p++ )
        if ( p != TFA )
        {
            boot_as((enum personality)p);
            assert_status(create(2, 1), FFA_OK);
            assert_status(bind_bits(2, SP1, 1, 0), FFA_OK);
            assert_status(destroy(2), p == OPTEE ? FFA_DENIED : FFA_OK);
        }
}

/* OP-TEE, thread_spmc.c: what is not there is gone. */
static void a_bitmap_that_never_was_is_destroyed_by_optee(void **state)
{
    static const int32_t statuses[PERSONALITIES] = {FFA_DENIED, FFA_DENIED,
                                                    FFA_NOT_SUPPORTED, FFA_OK};

    (void)state;
    for ( unsigned int p = 0; p < PERSONALITIES; p++ )
    {
        boot_as((enum personality)p);
        assert_status(destroy(2), statuses[p]);
    }
}

/* OP-TEE, thread_spmc.c: reserved arguments are checked. */
static void optee_looks_at_reserved_arguments(void **state)
{
    (void)state;
    for ( unsigned int p = 0; p < PERSONALITIES; p++ )
    {
        int32_t status = p == OPTEE ? FFA_INVALID_PARAMETERS : FFA_OK;

        if ( p == TFA )
            continue;
        boot_as((enum personality)p);
        assert_status(SMC(FFA_FID32(NOTIFICATION_BITMAP_CREATE), 2, 1, 0, 0, 0,
                          0, 1),
                      status);
        create(2, 1);
        assert_status(
            SMC(FFA_FID32(NOTIFICATION_BIND), IDS(SP1, 2), 0, 1, 0, 1), status);
        assert_status(SMC(FFA_FID32(NOTIFICATION_GET), 2, 1, 0, 0, 1), status);
        assert_status(SMC(FFA_FID64(NOTIFICATION_INFO_GET), 1),
                      status ? status : FFA_NO_DATA);
    }
}

/* OP-TEE knows a guest from its VM_CREATED on. */
static void optee_wants_to_hear_of_a_vm_first(void **state)
{
    (void)state;
    for ( unsigned int p = 0; p < PERSONALITIES; p++ )
    {
        struct world world = world_of((enum personality)p);

        if ( p == TFA )
            continue;
        world.sp_flags[0] = SP_VM_CREATED;
        boot(&world);
        assert_int_equal(negotiate(0x10002), 0x10002);
        assert_status(create(2, 1),
                      p == OPTEE ? FFA_INVALID_PARAMETERS : FFA_OK);
        SMC(FFA_FID32(MSG_SEND_DIRECT_REQ), IDS(0, SP1), 0x80000004, 0, 0, 2);
        assert_status(create(2, 1), p == OPTEE ? FFA_OK : FFA_DENIED);
    }
}

/* Hafnium, api_ffa_notification_update_bindings, up to 1.2 and since; OP-TEE. */
static void per_vcpu_notifications_were_hafniums(void **state)
{
    static const int32_t statuses[PERSONALITIES] = {
        FFA_OK, FFA_INVALID_PARAMETERS, FFA_NOT_SUPPORTED, FFA_DENIED};

    (void)state;
    for ( unsigned int p = 0; p < PERSONALITIES; p++ )
    {
        boot_as((enum personality)p);
        create(2, 1);
        assert_status(bind_bits(2, SP1, 1, FFA_NOTIF_PER_VCPU), statuses[p]);
    }
}

/* OP-TEE, thread_spmc.c: nothing to bind is no mistake. */
static void optee_binds_nothing(void **state)
{
    (void)state;
    for ( unsigned int p = 0; p < PERSONALITIES; p++ )
        if ( p != TFA )
        {
            boot_as((enum personality)p);
            create(2, 1);
            assert_status(bind_bits(2, SP1, 0, 0),
                          p == OPTEE ? FFA_OK : FFA_INVALID_PARAMETERS);
        }
}

/* OP-TEE, thread_spmc.c: UNBIND does not look who bound. */
static void optee_unbinds_for_anybody(void **state)
{
    (void)state;
    for ( unsigned int p = 0; p < PERSONALITIES; p++ )
    {
        struct world world = world_of((enum personality)p);

        if ( p == TFA )
            continue;
        world.nr_sps = 2;
        boot(&world);
        assert_int_equal(negotiate(0x10002), 0x10002);
        create(2, 1);
        assert_status(bind_bits(2, SP1, 1, 0), FFA_OK);
        assert_status(unbind_bits(2, SP2, 1), p == OPTEE ? FFA_OK : FFA_DENIED);
        assert_status(bind_bits(2, SP2, 1, 0),
                      p == OPTEE ? FFA_OK : FFA_DENIED);
    }
}

/* OP-TEE, thread_spmc.c. The ID is known from then on. */
static void optee_binds_without_a_bitmap(void **state)
{
    (void)state;
    boot_as(HAFNIUM);
    assert_status(bind_bits(0, SP1, 1, 0), FFA_NOT_SUPPORTED);
    boot_as(OPTEE);
    assert_status(bind_bits(2, SP1, 1, 0), FFA_OK);
    assert_status(create(2, 1), FFA_OK);
    assert_status(bind_bits(2, SP1, 1, 0), FFA_DENIED);
}

/* Hafnium, api_ffa_notification_set; OP-TEE reports what it has no handler for. */
static void set_is_refused_in_different_ways(void **state)
{
    (void)state;
    boot_as(HAFNIUM);
    assert_status(create(2, 1), FFA_OK);
    assert_status(set_bits(2, SP1, 1, FFA_NOTIF_DELAY_SRI),
                  FFA_INVALID_PARAMETERS);
    assert_status(set_bits(2, SP1, 1, 0), FFA_OK);
    boot_as(OPTEE);
    assert_status(features(FFA_FID32(NOTIFICATION_SET)), FFA_OK);
    assert_status(set_bits(2, SP1, 1, 0), FFA_NOT_SUPPORTED);
}

/* OP-TEE, thread_spmc.c: GET looks at one flag, and at no vCPU. */
static void optee_gets_with_any_flags_for_any_vcpu(void **state)
{
    (void)state;
    for ( unsigned int p = 0; p < PERSONALITIES; p++ )
    {
        int32_t status = p == OPTEE ? FFA_OK : FFA_INVALID_PARAMETERS;

        if ( p == TFA )
            continue;
        boot_as((enum personality)p);
        create(2, 1);
        assert_status(get(2, 0, 0x11), status);
        assert_status(get(2, 0, 0x3), status);
        assert_status(get(2, 5, 0x1), status);
    }
}

/* Hafnium asserts that it knows the VM. */
static void get_for_a_stranger_is_hafniums_end(void **state)
{
    (void)state;
    for ( unsigned int p = 0; p < PERSONALITIES; p++ )
        if ( p != TFA )
        {
            boot_as((enum personality)p);
            assert_status(get(2, 0, 1), FFA_INVALID_PARAMETERS);
            assert_int_equal(count_events(EV_SPMC_PANIC), p != OPTEE);
        }
}

/* Suppression is of the specification; nobody does it. */
static void every_set_raises_an_sri(void **state)
{
    (void)state;
    for ( unsigned int p = 0; p < PERSONALITIES; p++ )
        if ( p != TFA )
        {
            boot_as((enum personality)p);
            create(2, 1);
            assert_status(bind_bits(2, SP1, 1, 0), FFA_OK);
            set_global(2);
            assert_true(take_sri(0));
            set_global(2);
            assert_true(take_sri(0));
        }
}

/* OP-TEE, thread_spmc.c. TF-A reports no interrupt at all. */
static void optee_has_a_managed_exit_of_0(void **state)
{
    (void)state;
    for ( unsigned int p = 0; p < PERSONALITIES; p++ )
    {
        boot_as((enum personality)p);
        assert_status(features(FFA_FEATURE_MEI),
                      p == OPTEE ? FFA_OK : FFA_NOT_SUPPORTED);
        assert_status(features(FFA_FEATURE_SRI),
                      p == TFA ? FFA_NOT_SUPPORTED : FFA_OK);
    }
}

/* TF-A, spmc_main.c: what has no input properties is not to be given any. */
static void tfa_looks_at_input_properties(void **state)
{
    (void)state;
    for ( unsigned int p = 0; p < PERSONALITIES; p++ )
    {
        boot_as((enum personality)p);
        assert_status(SMC(FFA_FID32(FEATURES), FFA_FID32(RX_RELEASE), 1),
                      p == TFA ? FFA_INVALID_PARAMETERS : FFA_OK);
    }
}

/* Out of memory, an SP says DENIED in w3, whoever the SPMC is. */
static void an_sp_that_has_no_room_denies_a_vm(void **state)
{
    (void)state;
    for ( unsigned int p = 0; p < PERSONALITIES; p++ )
    {
        struct world world = world_of((enum personality)p);
        struct regs reply;

        world.sp_flags[0] = SP_VM_CREATED;
        choice_feed_dull(choice_stream());
        boot(&world);
        assert_int_equal(negotiate(0x10002), 0x10002);
        spmc_sp_answer(0, FFA_DENIED, 1);
        reply = SMC(FFA_FID32(MSG_SEND_DIRECT_REQ), IDS(0, SP1), 0x80000004, 0,
                    0, 2);
        assert_int_equal(reply.x[0], FFA_FID32(MSG_SEND_DIRECT_RESP));
        assert_int_equal((int32_t)reply.x[3], FFA_DENIED);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_higher_minor_is_refused_by_hafnium_alone),
        cmocka_unit_test(another_major_is_refused_by_hafnium_alone),
        cmocka_unit_test(renegotiation_after_use_is_anybodys_guess),
        cmocka_unit_test(only_tfa_insists_on_version_first),
        cmocka_unit_test(optee_takes_a_silent_caller_for_1_0),
        cmocka_unit_test(tfa_widens_the_status),
        cmocka_unit_test(unused_registers_are_the_callers_or_zero),
        cmocka_unit_test(info_get_exists_where_it_does),
        cmocka_unit_test(optee_tells_until_it_is_fetched),
        cmocka_unit_test(more_means_full_with_optee),
        cmocka_unit_test(optee_keeps_a_bitmap_that_is_bound),
        cmocka_unit_test(a_bitmap_that_never_was_is_destroyed_by_optee),
        cmocka_unit_test(optee_looks_at_reserved_arguments),
        cmocka_unit_test(optee_wants_to_hear_of_a_vm_first),
        cmocka_unit_test(per_vcpu_notifications_were_hafniums),
        cmocka_unit_test(optee_binds_nothing),
        cmocka_unit_test(optee_unbinds_for_anybody),
        cmocka_unit_test(optee_binds_without_a_bitmap),
        cmocka_unit_test(set_is_refused_in_different_ways),
        cmocka_unit_test(optee_gets_with_any_flags_for_any_vcpu),
        cmocka_unit_test(get_for_a_stranger_is_hafniums_end),
        cmocka_unit_test(every_set_raises_an_sri),
        cmocka_unit_test(optee_has_a_managed_exit_of_0),
        cmocka_unit_test(tfa_looks_at_input_properties),
        cmocka_unit_test(an_sp_that_has_no_room_denies_a_vm),
    };

    return cmocka_run_group_tests_name("spmc-personality", tests, NULL, NULL);
}
