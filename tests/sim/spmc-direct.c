/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Direct messages of VMs to SPs, and RUN: FF-A 1.2, direct messaging.
 */
#include "spmc-world.h"

#include <string.h>

#define VM 2u

static struct regs ask(void)
{
    return SMC(FFA_FID32(MSG_SEND_DIRECT_REQ), IDS(VM, SP1), 0, 10, 20, 30, 40,
               50);
}

static struct regs run(unsigned int vcpu)
{
    return SMC(FFA_FID32(RUN), IDS(SP1, vcpu));
}

static void assert_answer(struct regs reply)
{
    assert_int_equal(reply.x[0], FFA_FID32(MSG_SEND_DIRECT_RESP));
    assert_int_equal(reply.x[1], IDS(SP1, VM));
    assert_x2(reply, 0, 11, 21, 31, 41, 51);
}

static void an_sp_answers(void **state)
{
    (void)state;
    boot_as(PERSONALITY_HAFNIUM);
    assert_answer(ask());
    assert_event(EV_DIRECT, SP1, VM, DIRECT_ANSWERED, 0);
    assert_int_equal(count_events(EV_DIRECT), 2);
}

/* The answer is as wide as the request. */
static void a_wide_request_has_a_wide_answer(void **state)
{
    struct regs reply;

    (void)state;
    boot_as(PERSONALITY_HAFNIUM);
    reply = SMC(FFA_FID64(MSG_SEND_DIRECT_REQ), IDS(VM, SP1), 0, 0xffffffff);
    assert_int_equal(reply.x[0], FFA_FID64(MSG_SEND_DIRECT_RESP));
    assert_int_equal(reply.x[3], 0x100000000);
    reply = SMC(FFA_FID32(MSG_SEND_DIRECT_REQ), IDS(VM, SP1), 0, 0xffffffff);
    assert_int_equal(reply.x[0], FFA_FID32(MSG_SEND_DIRECT_RESP));
    assert_int_equal(reply.x[3], 0);
}

/* FF-A 1.2, MSG_SEND_DIRECT_REQ2: x4 to x17, and whose UUID it is. */
static void a_second_sort_of_request_has_more_registers(void **state)
{
    uint64_t call[SPMC_REGS] = {FFA_FID64(MSG_SEND_DIRECT_REQ2), IDS(VM, SP1)};
    uint32_t uuid[4];
    struct regs reply;

    (void)state;
    boot_as(PERSONALITY_HAFNIUM);
    for ( unsigned int i = 4; i < SPMC_REGS; i++ )
        call[i] = i;
    reply = smc_with(call, SPMC_REGS);
    assert_int_equal(reply.x[0], FFA_FID64(MSG_SEND_DIRECT_RESP2));
    assert_int_equal(reply.x[1], IDS(SP1, VM));
    assert_int_equal(reply.x[2] | reply.x[3], 0);
    for ( unsigned int i = 4; i < SPMC_REGS; i++ )
        assert_int_equal(reply.x[i], i + 1);
    spmc_sp_uuid(0, uuid);
    call[2] = uuid[0] | (uint64_t)uuid[1] << 32;
    assert_status(smc_with(call, SPMC_REGS), FFA_INVALID_PARAMETERS);
    call[3] = uuid[2] | (uint64_t)uuid[3] << 32;
    assert_int_equal(smc_with(call, SPMC_REGS).x[0],
                     FFA_FID64(MSG_SEND_DIRECT_RESP2));
}

static void a_1_1_caller_has_no_second_sort(void **state)
{
    (void)state;
    boot_cold(PERSONALITY_HAFNIUM);
    SMC(FFA_FID32(VERSION), 0x10001);
    assert_status(SMC(FFA_FID64(MSG_SEND_DIRECT_REQ2), IDS(VM, SP1)),
                  FFA_NOT_SUPPORTED);
}

static void requests_that_make_no_sense_are_refused(void **state)
{
    (void)state;
    boot_as(PERSONALITY_HAFNIUM);
    assert_status(SMC(FFA_FID32(MSG_SEND_DIRECT_REQ), IDS(SP1, SP1)),
                  FFA_INVALID_PARAMETERS);
    assert_status(SMC(FFA_FID32(MSG_SEND_DIRECT_REQ), IDS(VM, 0x8004)),
                  FFA_INVALID_PARAMETERS);
    assert_status(SMC(FFA_FID32(MSG_SEND_DIRECT_REQ), IDS(VM, 3)),
                  FFA_INVALID_PARAMETERS);
    assert_status(SMC(FFA_FID32(MSG_SEND_DIRECT_REQ), IDS(VM, SP1), 1),
                  FFA_INVALID_PARAMETERS);
    assert_int_equal(count_events(EV_DIRECT), 0);
}

/* INTERRUPT and YIELD, as often as the SP likes, and RUN. */
static void an_sp_gives_the_cpu_up_and_goes_on(void **state)
{
    struct regs reply;

    (void)state;
    boot_as(PERSONALITY_HAFNIUM);
    spmc_sp_direct(0, SPMC_PREEMPTED, 0, 2);
    reply = ask();
    assert_int_equal(reply.x[0], FFA_FID32(INTERRUPT));
    assert_int_equal(reply.x[1], IDS(SP1, 0));
    assert_status(ask(), FFA_BUSY);
    assert_int_equal(run(0).x[0], FFA_FID32(INTERRUPT));
    spmc_sp_direct(0, SPMC_YIELD, 0, 1);
    assert_int_equal(run(0).x[0], FFA_FID32(YIELD));
    assert_answer(run(0));
    assert_int_equal(run(0).x[0], FFA_FID32(MSG_WAIT));
}

/* One context per CPU: what began on one does not go on elsewhere. */
static void a_context_belongs_to_its_cpu(void **state)
{
    struct world world = plain_world();

    (void)state;
    world.nr_cpus = 2;
    boot(&world);
    spmc_sp_direct(0, SPMC_YIELD, 0, 1);
    ask();
    assert_status(run(1), FFA_INVALID_PARAMETERS);
    assert_answer(run(0));
    assert_status(create(VM, 1), FFA_OK);
    assert_status(SMC(FFA_FID32(RUN), IDS(VM, 0)), FFA_DENIED);
}

static void an_sp_may_fail_a_request(void **state)
{
    (void)state;
    boot_as(PERSONALITY_HAFNIUM);
    spmc_sp_direct(0, SPMC_FAIL, FFA_RETRY, 1);
    assert_status(ask(), FFA_RETRY);
    assert_event(EV_DIRECT, SP1, VM, DIRECT_FAILED, 0);
    assert_answer(ask());
}

static void a_dead_sp_stays_dead(void **state)
{
    (void)state;
    boot_as(PERSONALITY_HAFNIUM);
    spmc_sp_direct(0, SPMC_ABORT, 0, 1);
    assert_status(ask(), FFA_ABORTED);
    assert_status(ask(), FFA_ABORTED);
    assert_status(run(0), FFA_ABORTED);
    spmc_behave();
    assert_status(ask(), FFA_ABORTED);
    assert_int_equal(spmc_sp_send(0, VM, 1, false), FFA_DENIED);
}

static void what_was_interrupted_ends_when_all_behave(void **state)
{
    (void)state;
    boot_as(PERSONALITY_HAFNIUM);
    spmc_sp_direct(0, SPMC_YIELD, 0, 5);
    ask();
    spmc_behave();
    assert_event(EV_DIRECT, SP1, VM, DIRECT_ANSWERED, 0);
    assert_answer(ask());
}

static void an_sp_is_preempted_of_its_own_accord(void **state)
{
    static const uint32_t fids[] = {FFA_FID32(INTERRUPT), FFA_FID32(YIELD)};
    struct world world = plain_world();

    (void)state;
    world.legal = 1;
    for ( uint32_t i = 0; i < 2; i++ )
    {
        choose_once("direct.preempted", 1 + i);
        boot(&world);
        assert_int_equal(ask().x[0], fids[i]);
        assert_answer(run(0));
    }
}

/* NOTIFICATION_BIND by an SP: the bits stay bound when they are fetched. */
static void an_sp_binds_for_a_vm(void **state)
{
    (void)state;
    boot_as(PERSONALITY_HAFNIUM);
    assert_status(create(VM, 1), FFA_OK);
    assert_status(set_bits(VM, SP1, 1ull << 60, 0), FFA_DENIED);
    assert_int_equal(spmc_sp_bind(0, VM, 0, 1ull << 60), FFA_OK);
    assert_int_equal(spmc_sp_bind(0, 3, 0, 1ull << 60), FFA_DENIED);
    assert_int_equal(spmc_sp_bind(0, VM, 0, 0), FFA_INVALID_PARAMETERS);
    assert_status(set_bits(VM, SP1, 1ull << 60, 0), FFA_OK);
    assert_int_equal(spmc_sp_unbind(0, VM, 1ull << 60), FFA_DENIED);
    assert_int_equal(spmc_sp_get(0), 1ull << 60);
    assert_status(set_bits(VM, SP1, 1ull << 60, 0), FFA_OK);
    assert_int_equal(spmc_sp_get(0), 1ull << 60);
    assert_int_equal(spmc_sp_unbind(0, VM, 1ull << 60), FFA_OK);
    assert_status(set_bits(VM, SP1, 1ull << 60, 0), FFA_DENIED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_sp_answers),
        cmocka_unit_test(a_wide_request_has_a_wide_answer),
        cmocka_unit_test(a_second_sort_of_request_has_more_registers),
        cmocka_unit_test(a_1_1_caller_has_no_second_sort),
        cmocka_unit_test(requests_that_make_no_sense_are_refused),
        cmocka_unit_test(an_sp_gives_the_cpu_up_and_goes_on),
        cmocka_unit_test(a_context_belongs_to_its_cpu),
        cmocka_unit_test(an_sp_may_fail_a_request),
        cmocka_unit_test(a_dead_sp_stays_dead),
        cmocka_unit_test(what_was_interrupted_ends_when_all_behave),
        cmocka_unit_test(an_sp_is_preempted_of_its_own_accord),
        cmocka_unit_test(an_sp_binds_for_a_vm),
    };

    return cmocka_run_group_tests_name("spmc-direct", tests, NULL, NULL);
}
