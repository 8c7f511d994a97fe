/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The step law, rule by rule and tie by tie, as sched.h numbers them.
 */
#include "scripted.h"

/* Rule 4d, rule 1. */
static void ops_run_in_the_order_of_the_text(void **state)
{
    (void)state;
    START(2);
    assert_int_equal(RUN(OP(0, long_a), OP(1, long_b), OP(0, long_c)),
                     SCHED_QUIET);
    assert_story("0:a 0:a' 1:b 1:b' 0:c 0:c' ");
    assert_int_equal(scripted_count(EV_SWITCH), 0);
}

/* Rule 2: the target starts its next op; rule 4a: then the other goes on. */
static void a_decision_starts_the_next_op_of_another_cpu(void **state)
{
    (void)state;
    START(3, TO(2));
    RUN(OP(0, long_a), OP(1, op_b), OP(2, op_c));
    assert_story("0:a 2:c 0:a' 1:b ");
    assert_int_equal(scripted_event(EV_SWITCH, 0).cpu, 0);
    assert_int_equal(scripted_event(EV_SWITCH, 0).arg[0], 2);
    assert_string_equal(name_text(scripted_event(EV_SWITCH, 0).name), "point");
}

/* Rule 2: the target resumes what it was doing. */
static void a_decision_resumes_an_op_of_another_cpu(void **state)
{
    (void)state;
    START(2, TO(1), TO(0), GO_ON);
    RUN(OP(0, long_a), OP(1, long_b), OP(0, long_c));
    assert_story("0:a 1:b 0:a' 1:b' 0:c 0:c' ");
}

static void raise_1(const struct sched_op *op)
{
    (void)op;
    gic_raise(1, 5);
    scripted_say("raise");
    scripted_point();
    scripted_say("raised");
}

/* Rule 2 with rule 4b: its interrupt comes before its next op. */
static void a_decision_lets_another_cpu_take_its_interrupt(void **state)
{
    (void)state;
    START(2, TO(1));
    RUN(OP(0, raise_1), OP(1, op_b));
    assert_story("0:raise 1:(i5 1:) 0:raised 1:b ");
}

/* Rule 2: current CPU, no such CPU, nothing to do there. */
static void a_decision_that_cannot_be_is_as_0(void **state)
{
    const uint32_t answers[] = {TO(0), TO(2), TO(7), IRQ};

    (void)state;
    for ( unsigned int i = 0; i < SIM_ARRAY_SIZE(answers); i++ )
    {
        START(3, answers[i]);
        RUN(OP(0, long_a), OP(1, op_b));
        assert_story("0:a 0:a' 1:b ");
        assert_int_equal(scripted_count(EV_SWITCH), 0);
    }
}

/* Rule 2: a CPU that waits for what has not come has nothing to do. */
static void a_decision_does_not_wake_a_waiting_cpu(void **state)
{
    (void)state;
    START(2, GO_ON, TO(0));
    RUN(OP(0, wait_0), OP(1, long_b), OP(1, set_0));
    assert_story("0:wait 1:b 1:b' 1:set 0:go ");
}

/* Rule 3: all work, then interrupts one by one, each followed by work. */
static void raise_two_with_work(const struct sched_op *op)
{
    (void)op;
    gic_raise(0, 7);
    gic_raise(0, 3);
    script.work[0] = 2;
    scripted_say("a");
}

static void one_more_work(unsigned int intid)
{
    (void)intid;
    script.work[0]++;
}

static void an_op_ends_with_work_then_interrupts_each_with_work(void **state)
{
    (void)state;
    START(2);
    script.on_irq = one_more_work;
    RUN(OP(0, raise_two_with_work), OP(1, op_b));
    assert_story("0:a 0:w 0:w 0:(i3 0:) 0:w 0:(i7 0:) 0:w 1:b ");
}

/* Rule 3: a decision point before each interrupt, and its op is unfinished. */
static void before_an_interrupt_between_ops_is_a_decision_point(void **state)
{
    (void)state;
    START(2, TO(1));
    RUN(OP(0, raise_two_with_work), OP(1, op_b), OP(1, op_c));
    assert_story("0:a 0:w 0:w 1:b 0:(i3 0:) 0:(i7 0:) 1:c ");
    assert_string_equal(name_text(scripted_event(EV_SWITCH, 0).name),
                        "idle:irq");
}

static void mask_and_raise(const struct sched_op *op)
{
    (void)op;
    machine_mask_irqs(true);
    gic_raise(0, 4);
    scripted_say("masked");
}

/* Rule 3: leaving the hypervisor unmasks. */
static void interrupts_are_unmasked_when_an_op_ends(void **state)
{
    (void)state;
    START(1);
    RUN(OP(0, mask_and_raise));
    assert_story("0:masked 0:(i4 0:) ");
    assert_false(machine_irqs_masked());
}

/* Rule 4a: of two unfinished ops the earlier in the text. */
static void the_earliest_unfinished_op_goes_first(void **state)
{
    (void)state;
    START(3, TO(1), TO(2));
    RUN(OP(2, long_c), OP(1, long_b), OP(0, long_a));
    assert_story("2:c 1:b 2:c' 1:b' 0:a 0:a' ");
    START(3, TO(1), TO(0), GO_ON);
    RUN(OP(2, long_c), OP(1, long_b), OP(0, long_a));
    assert_story("2:c 1:b 0:a 0:a' 2:c' 1:b' ");
}

/* Rule 4a before 4b. */
static void what_is_unfinished_goes_before_interrupts_elsewhere(void **state)
{
    (void)state;
    START(3, TO(2));
    RUN(OP(0, raise_1), OP(2, op_c));
    assert_story("0:raise 2:c 0:raised 1:(i5 1:) ");
}

static void work_for_all(const struct sched_op *op)
{
    (void)op;
    script.work[2] = 1;
    gic_raise(1, 5);
    script.work[0] = 1;
    scripted_say("a");
}

/* Rule 4b before 4d, and the lowest number first. */
static void interrupts_and_work_elsewhere_go_before_the_next_op(void **state)
{
    (void)state;
    START(3);
    RUN(OP(1, work_for_all), OP(1, op_b));
    assert_story("1:a 1:(i5 1:) 0:w 2:w 1:b ");
    START(3);
    RUN(OP(0, work_for_all), OP(0, op_b));
    assert_story("0:a 0:w 1:(i5 1:) 2:w 0:b ");
}

/* What work there is when a run begins is done before its first op. */
static void work_goes_before_the_first_op(void **state)
{
    (void)state;
    START(2);
    script.work[1] = 1;
    RUN(OP(0, op_a));
    assert_story("1:w 0:a ");
}

static void long_work(void)
{
    scripted_point();
    scripted_say("w'");
}

static void work_for_1_and_2(const struct sched_op *op)
{
    (void)op;
    script.work[1] = 1;
    script.work[2] = 1;
    scripted_say("b");
}

/* Rule 4a: work between ops ranks as the last op of its CPU. */
static void unfinished_work_ranks_as_the_last_op_of_its_cpu(void **state)
{
    (void)state;
    START(3, TO(1));
    script.on_work = long_work;
    script.work[0] = 1;
    RUN(OP(1, op_b), OP(0, op_a));
    assert_story("0:w 1:b 0:w' 0:a ");
    /* CPU 2 works after op 0, CPU 1 after op 1: CPU 2 goes first. */
    START(3, TO(2), TO(0));
    script.on_work = long_work;
    RUN(OP(2, op_a), OP(1, work_for_1_and_2), OP(0, op_c));
    assert_story("2:a 1:b 1:w 2:w 0:c 2:w' 1:w' ");
}

/* Rule 4a: with no op in this phase, before all ops, by number. */
static void unfinished_work_without_an_op_goes_before_all_ops(void **state)
{
    (void)state;
    START(3, TO(2), TO(0));
    script.on_work = long_work;
    script.work[1] = 1;
    script.work[2] = 1;
    RUN(OP(0, long_a));
    assert_story("1:w 2:w 0:a 0:a' 1:w' 2:w' ");
}

static void wait_and_raise_own(const struct sched_op *op)
{
    gic_raise(op->cpu, 6);
    scripted_say("wait");
    scripted_wait(0);
    scripted_say("go");
}

/* Rule 4c before 4d. */
static void a_spinning_cpu_takes_an_interrupt_before_the_next_op(void **state)
{
    (void)state;
    START(2);
    RUN(OP(0, wait_and_raise_own), OP(1, set_0));
    assert_story("0:wait 0:(i6 0:) 1:set 0:go ");
}

static void wait_with_work_elsewhere(const struct sched_op *op)
{
    script.work[2] = 1;
    wait_and_raise_own(op);
}

/* Rule 4b before 4c. */
static void work_elsewhere_goes_before_a_spinning_cpus_interrupt(void **state)
{
    (void)state;
    START(3);
    RUN(OP(0, wait_with_work_elsewhere), OP(1, set_0));
    assert_story("0:wait 2:w 0:(i6 0:) 1:set 0:go ");
}

static void raise_0_and_1(const struct sched_op *op)
{
    (void)op;
    gic_raise(1, 6);
    gic_raise(0, 6);
    scripted_say("raise");
}

/* Rule 4c: the lowest number first. */
static void of_two_spinning_cpus_the_lower_takes_its_interrupt(void **state)
{
    (void)state;
    START(3);
    RUN(OP(1, wait_0), OP(0, wait_0), OP(2, raise_0_and_1), OP(2, set_0));
    assert_story("1:wait 0:wait 2:raise 0:(i6 0:) 1:(i6 1:) 2:set 1:go 0:go ");
}

/* Rule 4c: a decision point before it. */
static void before_an_interrupt_of_a_wait_is_a_decision_point(void **state)
{
    (void)state;
    START(2, GO_ON, TO(1));
    RUN(OP(0, wait_and_raise_own), OP(1, set_0));
    assert_story("0:wait 1:set 0:(i6 0:) 0:go ");
    assert_string_equal(name_text(scripted_event(EV_SWITCH, 0).name),
                        "wait:irq");
}

static void wait_masked(const struct sched_op *op)
{
    machine_mask_irqs(true);
    wait_and_raise_own(op);
}

static void a_masked_waiting_cpu_takes_no_interrupt(void **state)
{
    (void)state;
    START(2);
    RUN(OP(0, wait_masked), OP(1, set_0));
    assert_story("0:wait 1:set 0:go 0:(i6 0:) ");
}

/* Rule 4d: an op whose CPU waits is passed over, its later ops too. */
static void an_op_whose_cpu_waits_is_passed_over(void **state)
{
    (void)state;
    START(2);
    RUN(OP(0, wait_0), OP(0, op_a), OP(1, op_b), OP(1, set_0), OP(1, op_c));
    assert_story("0:wait 1:b 1:set 0:go 0:a 1:c ");
}

static void a_wait_for_what_is_there_does_not_wait(void **state)
{
    (void)state;
    START(2);
    RUN(OP(1, set_0), OP(0, wait_0), OP(1, op_b));
    assert_story("1:set 0:wait 0:go 1:b ");
}

/* sched_wait() is a decision point before it begins. */
static void a_wait_is_a_decision_point(void **state)
{
    (void)state;
    START(2, TO(1));
    RUN(OP(0, wait_0), OP(1, set_0), OP(1, op_b));
    assert_story("0:wait 1:set 0:go 1:b ");
    assert_string_equal(name_text(scripted_event(EV_SWITCH, 0).name), "flag");
}

/* Rule 5. */
static void go_offline(const struct sched_op *op)
{
    scripted_say("off");
    machine_set_cpu_online(op->cpu, false);
    script.work[op->cpu] = 1;
    gic_raise(op->cpu, 5);
    scripted_point();
    scripted_say("off'");
}

static void an_offline_cpu_skips_its_ops(void **state)
{
    (void)state;
    START(3);
    machine_set_cpu_online(2, false);
    script.work[2] = 1;
    RUN(OP(0, op_a), OP(2, op_c), OP(1, op_b), OP(2, op_c));
    assert_story("0:a 1:b ");
    assert_int_equal(scripted_count(EV_OP_SKIP), 2);
    assert_int_equal(scripted_event(EV_OP_SKIP, 0).arg[0], 1);
    assert_int_equal(scripted_event(EV_OP_SKIP, 1).arg[0], 3);
    assert_int_equal(scripted_event(EV_OP_SKIP, 0).cpu, 2);
    assert_string_equal(name_text(scripted_event(EV_OP_SKIP, 0).name),
                        "cpu offline");
}

static void a_cpu_that_goes_offline_ends_its_op_and_does_no_more(void **state)
{
    (void)state;
    START(2);
    RUN(OP(1, go_offline), OP(1, op_b), OP(0, op_a));
    assert_story("1:off 1:off' 0:a ");
    assert_int_equal(scripted_count(EV_OP_SKIP), 1);
}

static void a_decision_does_not_start_an_op_of_an_offline_cpu(void **state)
{
    (void)state;
    START(2, TO(1));
    machine_set_cpu_online(1, false);
    RUN(OP(0, long_a), OP(1, op_b));
    assert_story("0:a 0:a' ");
    assert_int_equal(scripted_count(EV_SWITCH), 0);
    assert_int_equal(scripted_count(EV_OP_SKIP), 1);
}

static void come_online(const struct sched_op *op)
{
    (void)op;
    machine_set_cpu_online(1, true);
    scripted_say("on");
}

/* What had not been skipped is performed. */
static void a_cpu_that_comes_online_performs_its_later_ops(void **state)
{
    (void)state;
    START(2);
    machine_set_cpu_online(1, false);
    RUN(OP(1, op_a), OP(0, come_online), OP(1, op_b));
    assert_story("0:on 1:b ");
    assert_int_equal(scripted_count(EV_OP_SKIP), 1);
}

static void a_run_of_no_ops_is_quiet(void **state)
{
    (void)state;
    START(1);
    assert_int_equal(sched_run(NULL, 0, true), SCHED_QUIET);
    assert_story("");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ops_run_in_the_order_of_the_text),
        cmocka_unit_test(a_decision_starts_the_next_op_of_another_cpu),
        cmocka_unit_test(a_decision_resumes_an_op_of_another_cpu),
        cmocka_unit_test(a_decision_lets_another_cpu_take_its_interrupt),
        cmocka_unit_test(a_decision_that_cannot_be_is_as_0),
        cmocka_unit_test(a_decision_does_not_wake_a_waiting_cpu),
        cmocka_unit_test(an_op_ends_with_work_then_interrupts_each_with_work),
        cmocka_unit_test(before_an_interrupt_between_ops_is_a_decision_point),
        cmocka_unit_test(interrupts_are_unmasked_when_an_op_ends),
        cmocka_unit_test(the_earliest_unfinished_op_goes_first),
        cmocka_unit_test(what_is_unfinished_goes_before_interrupts_elsewhere),
        cmocka_unit_test(interrupts_and_work_elsewhere_go_before_the_next_op),
        cmocka_unit_test(work_goes_before_the_first_op),
        cmocka_unit_test(unfinished_work_ranks_as_the_last_op_of_its_cpu),
        cmocka_unit_test(unfinished_work_without_an_op_goes_before_all_ops),
        cmocka_unit_test(a_spinning_cpu_takes_an_interrupt_before_the_next_op),
        cmocka_unit_test(work_elsewhere_goes_before_a_spinning_cpus_interrupt),
        cmocka_unit_test(of_two_spinning_cpus_the_lower_takes_its_interrupt),
        cmocka_unit_test(before_an_interrupt_of_a_wait_is_a_decision_point),
        cmocka_unit_test(a_masked_waiting_cpu_takes_no_interrupt),
        cmocka_unit_test(an_op_whose_cpu_waits_is_passed_over),
        cmocka_unit_test(a_wait_for_what_is_there_does_not_wait),
        cmocka_unit_test(a_wait_is_a_decision_point),
        cmocka_unit_test(an_offline_cpu_skips_its_ops),
        cmocka_unit_test(a_cpu_that_goes_offline_ends_its_op_and_does_no_more),
        cmocka_unit_test(a_decision_does_not_start_an_op_of_an_offline_cpu),
        cmocka_unit_test(a_cpu_that_comes_online_performs_its_later_ops),
        cmocka_unit_test(a_run_of_no_ops_is_quiet),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
