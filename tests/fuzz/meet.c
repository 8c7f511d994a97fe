/* SPDX-License-Identifier: GPL-2.0-only */
/* Where CPUs meet: found, told as deviations that have a place, the same again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "meet.h"
#include "op.h"
#include "run.h"
#include "scenario.h"

#define ROUNDS 200u

static struct program *parsed(const char *text)
{
    static struct scenario scenario;
    char error[SCENARIO_ERROR_BYTES];

    if ( !scenario_parse(&scenario, "test", text, strlen(text), error) )
        fail_msg("%s", error);
    return &scenario.program;
}

/* As many deviations as there are to be, one after another; false: no place. */
static bool aimed(struct program *p, unsigned int random, unsigned int nr)
{
    for ( p->nr_deviations = 0; p->nr_deviations < nr; p->nr_deviations++ )
        if ( !meet_aim(p, random, &p->deviation[p->nr_deviations]) )
            return false;
    return true;
}

#define TWO_CALLS                                                              \
    "ffasim-scenario 1\ncpus 2; start mapped vms=2\n"                          \
    "cpu0: d1.v0 RXTX_UNMAP\n"                                                 \
    "cpu1: d1.v0 RXTX_MAP tx=p2 rx=p3\n"

/* Two calls on the buffers of one VM: each round lets CPU 1 go first in the
 * middle of the other's, and finds its place there. */
static void what_two_cpus_touch_is_where_they_meet(void **state)
{
    struct program *p = parsed(TWO_CALLS);
    unsigned int switched = 0, nr = 0;

    (void)state;
    for ( unsigned int random = 0; random < ROUNDS; random++ )
    {
        struct result result;

        if ( !aimed(p, random, 1) )
            continue;
        nr++;
        assert_true(program_valid(p));
        sim_run_program(p, &result);
        assert_int_equal(choice_missed(choice_stream()), -1);
        assert_int_equal(choice_nr_records(choice_stream()), 1);
        switched += p->deviation[0].cpu == 0 && p->deviation[0].value == 2;
    }
    assert_true(nr > ROUNDS / 2);
    assert_true(switched > nr / 2);
}

/* Its own deviations are followed: what comes after them has a place, too. */
static void a_second_deviation_comes_on_top_of_the_first(void **state)
{
    struct program *p = parsed(TWO_CALLS "cpu0: d2.v0 RXTX_UNMAP\n"
                                         "cpu1: d2.v0 RX_RELEASE\n");
    unsigned int nr = 0, placed = 0;

    (void)state;
    for ( unsigned int random = 0; random < ROUNDS; random++ )
    {
        struct result result;

        if ( !aimed(p, random, 2) )
            continue;
        sim_run_program(p, &result);
        nr++;
        placed += choice_missed(choice_stream()) == -1;
    }
    assert_true(nr > ROUNDS / 2);
    assert_int_equal(placed, nr);
}

static void equal_arguments_give_equal_deviations(void **state)
{
    struct program *p = parsed(TWO_CALLS);

    (void)state;
    for ( unsigned int random = 0; random < ROUNDS; random++ )
    {
        struct deviation a = {0}, b = {0};
        struct result result;
        bool any = meet_aim(p, random, &a);

        sim_run_program(p, &result);
        assert_int_equal(meet_aim(p, random, &b), any);
        assert_memory_equal(&a, &b, sizeof(a));
    }
}

static void one_cpu_meets_nobody(void **state)
{
    struct program *p =
        parsed("ffasim-scenario 1\nstart mapped\ncpu0: d1.v0 RXTX_UNMAP\n");
    struct deviation deviation;

    (void)state;
    for ( unsigned int random = 0; random < ROUNDS; random++ )
        assert_false(meet_aim(p, random, &deviation));
}

/* What is looked at leaves no trace in the runs that follow. */
static void a_run_is_the_same_after_a_look(void **state)
{
    struct program *p = parsed(TWO_CALLS);
    struct result before, after;
    struct deviation deviation;

    (void)state;
    sim_run_program(p, &before);
    meet_aim(p, 1, &deviation);
    sim_run_program(p, &after);
    assert_true(before.digest == after.digest);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_two_cpus_touch_is_where_they_meet),
        cmocka_unit_test(a_second_deviation_comes_on_top_of_the_first),
        cmocka_unit_test(equal_arguments_give_equal_deviations),
        cmocka_unit_test(one_cpu_meets_nobody),
        cmocka_unit_test(a_run_is_the_same_after_a_look),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
