/* SPDX-License-Identifier: GPL-2.0-only */
/* Loops that wait for others, as sched.h has them in rule 4. */
#include "scripted.h"

/* cpu_relax(): who looks for something again and again lets others go on. */
static void relax_until_0(const struct sched_op *op)
{
    static name_t name;

    (void)op;
    name = name_intern("relax");
    scripted_say("look");
    while ( !script.flag[0] )
        sched_relax(name);
    scripted_say("seen");
}

/* Rule 4: the loop is no livelock, whatever comes first in the text. */
static void who_relaxes_lets_others_go_on(void **state)
{
    (void)state;
    START(2);
    assert_int_equal(RUN(OP(0, relax_until_0), OP(1, long_b), OP(1, set_0)),
                     SCHED_QUIET);
    assert_story("0:look 1:b 1:b' 1:set 0:seen ");
}

/* Rule 2: it may look between any two steps of the others. */
static void who_relaxes_may_look_after_each_step(void **state)
{
    (void)state;
    START(2, GO_ON, TO(0));
    RUN(OP(0, relax_until_0), OP(1, long_b), OP(1, set_0));
    assert_story("0:look 1:b 1:b' 1:set 0:seen ");
    assert_int_equal(scripted_count(EV_SWITCH), 1);
}

static void set_flag_0(unsigned int intid)
{
    (void)intid;
    script.flag[0] = true;
}

static void raise_and_relax(const struct sched_op *op)
{
    gic_raise(0, 5);
    relax_until_0(op);
}

/* Rule 4c: an interrupt is company, too. */
static void who_relaxes_takes_interrupts(void **state)
{
    (void)state;
    START(1);
    script.on_irq = set_flag_0;
    RUN(OP(0, raise_and_relax));
    assert_story("0:look 0:(i5 0:) 0:seen ");
}

static void relax_for_a_while(const struct sched_op *op)
{
    int64_t until = clock_now() + 10000;

    (void)op;
    while ( clock_now() < until )
        sched_relax(name_intern("relax"));
    scripted_say("late");
}

/* Alone it goes on, and time does. */
static void who_relaxes_alone_has_time_go_by(void **state)
{
    (void)state;
    START(2);
    RUN(OP(0, relax_for_a_while));
    assert_story("0:late ");
    assert_int_equal(scripted_count(EV_TIME), 10);
}

/* Two that wait for each other do not end: their budget does. */
static void two_that_relax_for_each_other_are_stopped(void **state)
{
    (void)state;
    START(2);
    assert_int_equal(RUN(OP(0, relax_until_0), OP(1, relax_until_0)),
                     SCHED_STOPPED);
    assert_story("0:look 1:look ");
    assert_int_equal(scripted_event(EV_BUDGET, 0).arg[0], BUDGET_STEPS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_relaxes_lets_others_go_on),
        cmocka_unit_test(who_relaxes_may_look_after_each_step),
        cmocka_unit_test(who_relaxes_takes_interrupts),
        cmocka_unit_test(who_relaxes_alone_has_time_go_by),
        cmocka_unit_test(two_that_relax_for_each_other_are_stopped),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
