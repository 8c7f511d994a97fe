/* SPDX-License-Identifier: GPL-2.0-only */
#include "spmc-world.h"

#define CREATED   0x80000004u
#define DESTROYED 0x80000006u

static struct regs tell(unsigned int sp, uint32_t type, unsigned int vm)
{
    return SMC(FFA_FID32(MSG_SEND_DIRECT_REQ), IDS(0, sp), type, 0, 0, vm);
}

static void assert_response(struct regs reply, unsigned int sp, uint32_t type,
                            int32_t status)
{
    assert_int_equal(reply.x[0], FFA_FID32(MSG_SEND_DIRECT_RESP));
    assert_int_equal(reply.x[1], IDS(sp, 0));
    assert_x2(reply, type + 1, (uint32_t)status);
}

static struct world subscribed_world(void)
{
    struct world world = plain_world();

    world.nr_sps = 2;
    world.sp_flags[0] = SP_VM_CREATED | SP_VM_DESTROYED;
    world.sp_flags[1] = SP_VM_DESTROYED;
    return world;
}

static void boot_subscribed(void)
{
    struct world world = subscribed_world();

    choice_feed_dull(choice_stream());
    boot(&world);
}

/* FF-A 1.1, section 18.2: VM availability messages. */
static void an_sp_is_told_of_a_vm_and_answers(void **state)
{
    (void)state;
    boot_subscribed();
    assert_response(tell(SP1, CREATED, 2), SP1, CREATED, FFA_OK);
    assert_event(EV_VM_MESSAGE, SP1, 2, 0, 0);
    assert_response(tell(SP1, DESTROYED, 2), SP1, DESTROYED, FFA_OK);
    assert_event(EV_VM_MESSAGE, SP1, 2, 1, 0);
    spmc_note_left();
    assert_int_equal(count_events(EV_LEFT), 0);
}

static void an_sp_knows_which_vms_there_are(void **state)
{
    (void)state;
    boot_subscribed();
    assert_response(tell(SP1, DESTROYED, 2), SP1, DESTROYED,
                    FFA_INVALID_PARAMETERS);
    assert_response(tell(SP1, CREATED, 0), SP1, CREATED,
                    FFA_INVALID_PARAMETERS);
    assert_response(tell(SP1, CREATED, 2), SP1, CREATED, FFA_OK);
    assert_response(tell(SP1, CREATED, 2), SP1, CREATED, FFA_DENIED);
    assert_event(EV_VM_MESSAGE, SP1, 2, 0, (uint64_t)FFA_DENIED);
    spmc_note_left();
    assert_event(EV_LEFT, LEFT_VM_MESSAGE, 1, IDS(SP1, 2));
}

/* Who hears only of the begin meets a VM that has the ID of another. */
static void an_sp_that_hears_only_of_the_begin_accepts_it_again(void **state)
{
    struct world world = subscribed_world();

    (void)state;
    world.sp_flags[1] = SP_VM_CREATED;
    choice_feed_dull(choice_stream());
    boot(&world);
    assert_response(tell(SP2, CREATED, 2), SP2, CREATED, FFA_OK);
    assert_response(tell(SP2, CREATED, 2), SP2, CREATED, FFA_OK);
}

/* Who hears only of the end takes it for any VM. */
static void an_sp_that_hears_only_of_the_end_accepts_it(void **state)
{
    (void)state;
    boot_subscribed();
    assert_status(tell(SP2, CREATED, 2), FFA_INVALID_PARAMETERS);
    assert_response(tell(SP2, DESTROYED, 2), SP2, DESTROYED, FFA_OK);
}

static void requests_that_make_no_sense_are_refused(void **state)
{
    (void)state;
    boot_subscribed();
    assert_status(tell(0x8003, CREATED, 2), FFA_INVALID_PARAMETERS);
    assert_status(tell(3, CREATED, 2), FFA_INVALID_PARAMETERS);
    assert_status(tell(SP1, 0x80000005, 2), FFA_INVALID_PARAMETERS);
    assert_status(tell(SP1, 7, 2), FFA_INVALID_PARAMETERS);
    assert_status(SMC(FFA_FID32(MSG_SEND_DIRECT_REQ), IDS(SP2, SP1), CREATED, 0,
                      0, 2),
                  FFA_INVALID_PARAMETERS);
    assert_status(SMC(FFA_FID32(MSG_SEND_DIRECT_REQ), IDS(2, SP1), CREATED, 0,
                      0, 2),
                  FFA_INVALID_PARAMETERS);
    assert_status(SMC(FFA_FID64(MSG_SEND_DIRECT_REQ), IDS(0, SP1), CREATED, 0,
                      0, 2),
                  FFA_INVALID_PARAMETERS);
    assert_int_equal(count_events(EV_VM_MESSAGE), 0);
}

/* FF-A, MSG_SEND_DIRECT_REQ: the SP lacks the property. */
static void an_sp_may_take_no_messages(void **state)
{
    struct world world = subscribed_world();

    (void)state;
    world.sp_flags[0] |= SP_NO_MESSAGES;
    choice_feed_dull(choice_stream());
    boot(&world);
    assert_status(SMC(FFA_FID32(MSG_SEND_DIRECT_REQ), IDS(2, SP1)), FFA_DENIED);
    assert_response(tell(SP1, CREATED, 2), SP1, CREATED, FFA_OK);
}

static void the_scenario_decides_what_an_sp_answers(void **state)
{
    (void)state;
    boot_subscribed();
    spmc_sp_answer(0, FFA_RETRY, 2);
    assert_response(tell(SP1, CREATED, 2), SP1, CREATED, FFA_RETRY);
    assert_response(tell(SP1, CREATED, 2), SP1, CREATED, FFA_RETRY);
    assert_response(tell(SP1, CREATED, 2), SP1, CREATED, FFA_OK);
    spmc_sp_answer(0, FFA_RETRY, 5);
    spmc_behave();
    assert_response(tell(SP1, DESTROYED, 2), SP1, DESTROYED, FFA_OK);
}

static void an_sp_may_refuse_of_its_own_accord(void **state)
{
    static const int32_t statuses[] = {FFA_INTERRUPTED, FFA_RETRY, FFA_DENIED};
    struct world world = subscribed_world();

    (void)state;
    world.legal = 1;
    for ( uint32_t i = 0; i < 3; i++ )
    {
        choose_once("vm_message.status", 1 + i);
        boot(&world);
        assert_response(tell(SP1, CREATED, 2), SP1, CREATED, statuses[i]);
        assert_response(tell(SP1, CREATED, 2), SP1, CREATED, FFA_OK);
    }
}

/* FF-A, INTERRUPT and YIELD: the request goes on with RUN. */
static void an_interrupted_sp_is_run_to_its_answer(void **state)
{
    static const uint32_t fids[] = {FFA_FID32(INTERRUPT), FFA_FID32(YIELD)};
    struct world world = subscribed_world();
    struct regs reply;

    (void)state;
    world.legal = 1;
    for ( uint32_t i = 0; i < 2; i++ )
    {
        choose_once("vm_message.preempted", 1 + i);
        boot(&world);
        reply = tell(SP1, CREATED, 2);
        assert_int_equal(reply.x[0], fids[i]);
        assert_int_equal(reply.x[1], IDS(SP1, 0));
        assert_int_equal(count_events(EV_VM_MESSAGE), 0);
        assert_status(tell(SP1, CREATED, 3), FFA_BUSY);
        assert_response(SMC(FFA_FID32(RUN), reply.x[1]), SP1, CREATED, FFA_OK);
        assert_response(tell(SP1, DESTROYED, 2), SP1, DESTROYED, FFA_OK);
    }
}

static void an_interrupted_sp_finishes_when_all_behave(void **state)
{
    struct world world = subscribed_world();

    (void)state;
    world.legal = 1;
    choose_once("vm_message.preempted", 1);
    boot(&world);
    tell(SP1, CREATED, 2);
    spmc_behave();
    assert_event(EV_VM_MESSAGE, SP1, 2, 0, 0);
    assert_response(tell(SP1, DESTROYED, 2), SP1, DESTROYED, FFA_OK);
}

static void an_idle_sp_waits(void **state)
{
    (void)state;
    boot_subscribed();
    assert_int_equal(SMC(FFA_FID32(RUN), IDS(SP1, 0)).x[0],
                     FFA_FID32(MSG_WAIT));
    assert_status(SMC(FFA_FID32(RUN), IDS(SP1, 1)), FFA_INVALID_PARAMETERS);
    assert_status(SMC(FFA_FID32(RUN), IDS(2, 0)), FFA_INVALID_PARAMETERS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_sp_is_told_of_a_vm_and_answers),
        cmocka_unit_test(an_sp_knows_which_vms_there_are),
        cmocka_unit_test(an_sp_that_hears_only_of_the_begin_accepts_it_again),
        cmocka_unit_test(an_sp_that_hears_only_of_the_end_accepts_it),
        cmocka_unit_test(requests_that_make_no_sense_are_refused),
        cmocka_unit_test(an_sp_may_take_no_messages),
        cmocka_unit_test(the_scenario_decides_what_an_sp_answers),
        cmocka_unit_test(an_sp_may_refuse_of_its_own_accord),
        cmocka_unit_test(an_interrupted_sp_is_run_to_its_answer),
        cmocka_unit_test(an_interrupted_sp_finishes_when_all_behave),
        cmocka_unit_test(an_idle_sp_waits),
    };

    return cmocka_run_group_tests_name("spmc-message", tests, NULL, NULL);
}
