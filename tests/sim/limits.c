/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * How runs end: quiet, stuck, over budget or stopped; and virtual time.
 */
#include "scripted.h"

#include "fiber.h"

static void deadlines(unsigned int nr)
{
    for ( unsigned int i = 0; i < nr; i++ )
        script.deadline[i] = 100 * (int64_t)(i + 1);
    script.nr_deadlines = nr;
}

/* Rule 4: when nobody has anything. */
static void the_clock_moves_from_deadline_to_deadline(void **state)
{
    (void)state;
    START(2);
    deadlines(3);
    assert_int_equal(RUN_CLOCK(true, OP(0, op_a)), SCHED_QUIET);
    assert_int_equal(clock_now(), 300);
    assert_int_equal(scripted_count(EV_TIME), 3);
    assert_int_equal(scripted_event(EV_TIME, 1).arg[0], 200);
}

static void the_clock_stands_still_unless_asked_to_move(void **state)
{
    (void)state;
    START(2);
    deadlines(3);
    RUN(OP(0, op_a));
    assert_int_equal(clock_now(), 0);
}

static void a_deadline_that_is_past_does_not_move_the_clock(void **state)
{
    (void)state;
    START(2);
    deadlines(1);
    script.tell_past_deadlines = true;
    assert_int_equal(RUN_CLOCK(true, OP(0, op_a)), SCHED_QUIET);
    assert_int_equal(scripted_count(EV_TIME), 1);
}

/* A phase's horizon is no fact: it is just over. */
static void a_phase_ends_quiet_after_48_moves_of_the_clock(void **state)
{
    (void)state;
    START(1);
    deadlines(64);
    assert_int_equal(RUN_CLOCK(true, OP(0, op_a)), SCHED_QUIET);
    assert_int_equal(clock_now(), 4800);
    assert_int_equal(scripted_count(EV_BUDGET), 0);
    /* The next phase has moves of its own. */
    assert_int_equal(RUN_CLOCK(true, OP(0, op_a)), SCHED_QUIET);
    assert_int_equal(clock_now(), 6400);
}

static bool is_late(const void *when)
{
    return clock_now() >= *(const int64_t *)when;
}

static void wait_for_200(const struct sched_op *op)
{
    static const int64_t when = 200;

    (void)op;
    sched_wait(is_late, &when, name_intern("time"));
    scripted_say("late");
}

/* Rule 4: a waiter may wait for time, whatever sched_run() was asked. */
static void the_clock_moves_for_a_waiter(void **state)
{
    (void)state;
    START(2);
    deadlines(3);
    assert_int_equal(RUN(OP(0, wait_for_200), OP(1, op_b)), SCHED_QUIET);
    assert_story("1:b 0:late ");
    assert_int_equal(clock_now(), 200);
}

static void wait_3(const struct sched_op *op)
{
    (void)op;
    sched_wait(is_late, &(int64_t){1 << 20}, name_intern("forever"));
}

/* Rule 4: every CPU that has anything waits, and time cannot help. */
static void a_machine_where_all_wait_is_stuck(void **state)
{
    struct event stuck;

    (void)state;
    START(3);
    assert_int_equal(RUN(OP(2, wait_3), OP(1, wait_0), OP(0, op_a)),
                     SCHED_STOPPED);
    assert_story("1:wait 0:a ");
    stuck = scripted_event(EV_STUCK, 0);
    assert_int_equal(stuck.arg[0], 1u << 1 | 1u << 2);
    assert_string_equal(name_text(stuck.name), "flag");
}

static void a_waiter_that_48_moves_of_the_clock_did_not_help_is_stuck(void **st)
{
    (void)st;
    START(1);
    deadlines(64);
    assert_int_equal(RUN(OP(0, wait_0)), SCHED_STOPPED);
    assert_int_equal(scripted_count(EV_TIME), 48);
    assert_int_equal(scripted_count(EV_STUCK), 1);
}

static unsigned int points_to_pass;

static void pass_points(const struct sched_op *op)
{
    (void)op;
    for ( unsigned int i = 0; i < points_to_pass; i++ )
        scripted_point();
    scripted_say("passed");
}

static void an_op_may_pass_20000_points_and_no_more(void **state)
{
    (void)state;
    points_to_pass = 20000;
    START(1);
    assert_int_equal(RUN(OP(0, pass_points), OP(0, pass_points)), SCHED_QUIET);
    points_to_pass = 20001;
    START(1);
    assert_int_equal(RUN(OP(0, pass_points)), SCHED_STOPPED);
    assert_story("");
    assert_int_equal(scripted_event(EV_BUDGET, 0).arg[0], BUDGET_STEPS);
    assert_int_equal(scripted_event(EV_BUDGET, 0).arg[1], 20000);
    assert_string_equal(name_text(scripted_event(EV_BUDGET, 0).name), "point");
}

static void pass_points_nested(const struct sched_op *op)
{
    pass_points(op);
    sched_activation(true);
    pass_points(op);
    sched_activation(false);
    pass_points(op);
}

/* 10,000 before, 10,000 within, 10,000 after. */
static void an_inner_activation_does_not_count_for_the_outer(void **state)
{
    (void)state;
    points_to_pass = 10000;
    START(1);
    assert_int_equal(RUN(OP(0, pass_points_nested)), SCHED_QUIET);
    points_to_pass = 10001;
    START(1);
    assert_int_equal(RUN(OP(0, pass_points_nested)), SCHED_STOPPED);
    assert_story("0:passed 0:passed ");
}

/* What another CPU passes while this one stands still does not count. */
static void each_cpu_counts_for_itself(void **state)
{
    (void)state;
    points_to_pass = 15000;
    START(2, TO(1));
    assert_int_equal(RUN(OP(0, pass_points), OP(1, pass_points)), SCHED_QUIET);
    assert_story("1:passed 0:passed ");
}

/* And what it passed before it stood still does. */
static void a_cpu_goes_on_counting_where_it_stopped(void **state)
{
    static uint32_t choices[15000];

    (void)state;
    points_to_pass = 20000;
    choices[14999] = TO(1);
    scripted_start(2, choices, 15000);
    assert_int_equal(RUN(OP(0, pass_points), OP(1, op_b)), SCHED_QUIET);
    points_to_pass = 20001;
    scripted_start(2, choices, 15000);
    assert_int_equal(RUN(OP(0, pass_points), OP(1, op_b)), SCHED_STOPPED);
    assert_story("1:b ");
}

static void pass_points_in_work(void)
{
    pass_points(NULL);
}

static void pass_points_and_leave_work(const struct sched_op *op)
{
    pass_points(op);
    script.work[0] = 1;
}

/* Leaving the hypervisor is an activation of its own. */
static void the_work_after_an_op_does_not_count_for_the_op(void **state)
{
    (void)state;
    points_to_pass = 20000;
    START(1);
    script.on_work = pass_points_in_work;
    assert_int_equal(RUN(OP(0, pass_points_and_leave_work)), SCHED_QUIET);
    assert_int_equal(sched_points(), 40000);
}

static void a_run_may_pass_a_million_points_and_no_more(void **state)
{
    static struct sched_op ops[51];

    (void)state;
    points_to_pass = 20000;
    START(1);
    for ( unsigned int i = 0; i < 51; i++ )
        ops[i] = (struct sched_op)OP(0, pass_points);
    assert_int_equal(sched_run(ops, 50, false), SCHED_QUIET);
    assert_int_equal(sched_points(), 1000000);
    assert_int_equal(sched_run(ops, 1, false), SCHED_STOPPED);
    assert_int_equal(scripted_event(EV_BUDGET, 0).arg[0], BUDGET_RUN);
}

static void raise_level(const struct sched_op *op)
{
    gic_enable(op->cpu, 27, true);
    gic_raise(op->cpu, 27);
}

/* An interrupt whose line nobody lowers comes again for ever. */
static void an_interrupt_storm_runs_out_of_budget(void **state)
{
    (void)state;
    START(1);
    assert_int_equal(RUN(OP(0, raise_level)), SCHED_STOPPED);
    assert_int_equal(scripted_event(EV_BUDGET, 0).arg[0], BUDGET_STEPS);
}

static unsigned int smcs;

static void make_smcs(const struct sched_op *op)
{
    (void)op;
    for ( unsigned int i = 0; i < smcs; i++ )
        sched_count_smc();
    scripted_say("made");
}

static void an_activation_may_make_256_secure_calls_and_no_more(void **state)
{
    (void)state;
    smcs = 256;
    START(1);
    assert_int_equal(RUN(OP(0, make_smcs), OP(0, make_smcs)), SCHED_QUIET);
    smcs = 257;
    START(1);
    assert_int_equal(RUN(OP(0, make_smcs)), SCHED_STOPPED);
    assert_int_equal(scripted_event(EV_BUDGET, 0).arg[0], BUDGET_SMCS);
}

static void stop(const struct sched_op *op)
{
    (void)op;
    machine_stop(EV_ASSERT, name_intern("x"), 1);
}

/* What was under way is forgotten, and the next run starts as if never. */
static void a_stopped_run_leaves_nothing_for_the_next(void **state)
{
    (void)state;
    for ( unsigned int i = 0; i < 100; i++ )
    {
        START(3, TO(1), TO(2));
        assert_int_equal(RUN(OP(0, long_a), OP(1, long_b), OP(2, stop)),
                         SCHED_STOPPED);
        assert_story("0:a 1:b ");
        assert_int_equal(scripted_count(EV_ASSERT), 1);
        assert_int_equal(fiber_current(), FIBER_MAIN);
        START(3, TO(1), TO(2));
        assert_int_equal(RUN(OP(0, long_a), OP(1, long_b), OP(2, op_c)),
                         SCHED_QUIET);
        assert_story("0:a 1:b 2:c 0:a' 1:b' ");
    }
}

static void stuck_then_quiet(const uint32_t *choices, unsigned int nr)
{
    scripted_start(4, choices, nr);
    RUN(OP(0, long_a), OP(1, wait_0), OP(2, long_b), OP(3, long_c),
        OP(2, set_0), OP(0, op_a));
}

/* Same answers, same log; other answers, another log. */
static void the_answers_decide_the_log(void **state)
{
    const uint32_t one[] = {TO(2), TO(1), TO(3), TO(0), GO_ON, TO(1)};
    const uint32_t other[] = {TO(2), TO(3), TO(1), TO(0), GO_ON, TO(1)};
    uint64_t digest;

    (void)state;
    stuck_then_quiet(one, SIM_ARRAY_SIZE(one));
    digest = log_digest();
    stuck_then_quiet(other, SIM_ARRAY_SIZE(other));
    assert_int_not_equal(log_digest(), digest);
    stuck_then_quiet(one, SIM_ARRAY_SIZE(one));
    assert_int_equal(log_digest(), digest);
}

static void look_busy(const struct sched_op *op)
{
    (void)op;
    scripted_say(sched_busy(0) ? "0 busy" : "0 free");
    scripted_say(sched_busy(1) ? "1 busy" : "1 free");
}

static void a_cpu_is_busy_until_its_op_ends(void **state)
{
    (void)state;
    START(2, TO(1));
    RUN(OP(0, long_a), OP(1, look_busy), OP(1, look_busy));
    assert_story("0:a 1:0 busy 1:1 busy 0:a' 1:0 free 1:1 busy ");
    assert_false(sched_busy(1));
}

static void outside_a_cpu_there_are_no_decision_points(void **state)
{
    (void)state;
    START(2, TO(1));
    scripted_point();
    sched_activation(true);
    sched_count_smc();
    assert_int_equal(sched_points(), 0);
    assert_int_equal(machine_cpu(), 0);
    assert_int_equal(machine_context(), CONTEXT_IDLE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_clock_moves_from_deadline_to_deadline),
        cmocka_unit_test(the_clock_stands_still_unless_asked_to_move),
        cmocka_unit_test(a_deadline_that_is_past_does_not_move_the_clock),
        cmocka_unit_test(a_phase_ends_quiet_after_48_moves_of_the_clock),
        cmocka_unit_test(the_clock_moves_for_a_waiter),
        cmocka_unit_test(a_machine_where_all_wait_is_stuck),
        cmocka_unit_test(
            a_waiter_that_48_moves_of_the_clock_did_not_help_is_stuck),
        cmocka_unit_test(an_op_may_pass_20000_points_and_no_more),
        cmocka_unit_test(an_inner_activation_does_not_count_for_the_outer),
        cmocka_unit_test(each_cpu_counts_for_itself),
        cmocka_unit_test(a_cpu_goes_on_counting_where_it_stopped),
        cmocka_unit_test(the_work_after_an_op_does_not_count_for_the_op),
        cmocka_unit_test(a_run_may_pass_a_million_points_and_no_more),
        cmocka_unit_test(an_interrupt_storm_runs_out_of_budget),
        cmocka_unit_test(an_activation_may_make_256_secure_calls_and_no_more),
        cmocka_unit_test(a_stopped_run_leaves_nothing_for_the_next),
        cmocka_unit_test(the_answers_decide_the_log),
        cmocka_unit_test(a_cpu_is_busy_until_its_op_ends),
        cmocka_unit_test(outside_a_cpu_there_are_no_decision_points),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
