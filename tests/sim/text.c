/* SPDX-License-Identifier: GPL-2.0-only */
/* Text <-> scenario: what sim/scenario/scenario.h promises. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "op.h"
#include "random-program.h"
#include "scenario.h"

static struct scenario a, b;
static char text[SCENARIO_TEXT_BYTES];
static char again[SCENARIO_TEXT_BYTES];
static char error[SCENARIO_ERROR_BYTES];

static bool parse(struct scenario *s, const char *input)
{
    return scenario_parse(s, "f.scn", input, strlen(input), error);
}

static void expect_canonical(const char *input, const char *canonical)
{
    if ( !parse(&a, input) )
        fail_msg("%s", error);
    scenario_print(&a, text, sizeof(text));
    assert_string_equal(text, canonical);
}

static void the_first_line_alone_is_the_plainest_world(void **state)
{
    (void)state;
    scenario_init(&b);
    assert_true(parse(&a, "ffasim-scenario 1"));
    assert_true(scenario_equal(&a, &b));
    expect_canonical("ffasim-scenario 1\n", "ffasim-scenario 1\n");
}

static void defaults_and_comments_are_left_out(void **state)
{
    (void)state;
    expect_canonical(
        "ffasim-scenario 1\r\n"
        "# a-name\n"
        "\n"
        "cpus 2;spmc 1.2 ; sp 0x8001 ; start cold vms=1 # plain\n"
        "  # nothing to see\n"
        "cpu0: d1 = domain_create vcpus=1 fail=no;; cpu1: cpu_up cpu1\n"
        "cpu0:\td1.v0 NOTIFICATION_BIND 0x8001 bits=3\n",
        "ffasim-scenario 1\n"
        "# a-name\n"
        "cpus 2\n"
        "cpu0: d1 = domain_create\n"
        "cpu1: cpu_up cpu1\n"
        "cpu0: d1.v0 NOTIFICATION_BIND bits=0x3\n");
}

static void text_of_every_sort_of_statement(void **state)
{
    static const char *const canonical =
        "ffasim-scenario 1\n"
        "# every-sort\n"
        "# why: one\n"
        "#   two: with a colon\n"
        "# found: by hand\n"
        "# expect: failure lost-notification 00000000000000ff\n"
        "cpus 3; spmc 1.1 hafnium legal hostile; sp 0x8001 vm_created "
        "vm_destroyed; sp 0x8002; rcu strict; faults; reuse; sri 9; "
        "d0 ffa; start bound vms=2 vcpus=4\n"
        "cpu0: d1 = domain_create vcpus=2 no_ffa bits32 fail=late off\n"
        "cpu0: d1.v0 NOTIFICATION_BIND sp=0x8002 bits=0x3 flags=0x1 "
        "receiver=d2\n"
        "cpu0: d1.v7 NOTIFICATION_GET flags=0xf vcpu=1 receiver=0x8000\n"
        "cpu0: d31.v0 SMC x0=0x84000060 x7=0xffffffffffffffff\n"
        "cpu1: sp 0x8001 set d1 bits=0x2 vcpu=1 per_vcpu delay\n"
        "cpu1: sp 0x8002 answer RETRY times=2\n"
        "cpu1: sp 0x8001 get\n"
        "cpu0: domain_kill d1 restarts=2\n"
        "cpu1: d1.v0 irq\n"
        "cpu0: spmc_refuse nth=3 code=-99\n"
        "cpu0: cpu_up cpu2\n"
        "cpu0: advance us=5\n"
        "at cpu1 tasklet:smc(X,y->z)#2 -> cpu0\n"
        "at cpu1 irq:a:b#1 -> irq (op 3 point 17)\n"
        "at cpu2 guest:here#7 spmc=3 (early 4 point 0)\n"
        "at cpu0 op 0 point 0 fault=1\n"
        "at cpu0 early 12 point 4294967295 reuse=9\n";

    (void)state;
    expect_canonical(canonical, canonical);
    assert_string_equal(a.why, "one\ntwo: with a colon");
    assert_int_equal(a.expect, EXPECT_FAILURE);
    assert_int_equal(a.expect_signature, 255);
    assert_int_equal(a.program.nr_ops, 12);
    assert_int_equal(a.program.deviation[3].hit, 0);
    assert_int_equal(a.program.deviation[4].op, PROGRAM_EARLY + 12);
}

static void values_have_more_than_one_spelling(void **state)
{
    (void)state;
    expect_canonical("ffasim-scenario 1\n"
                     "cpu0: d1.v0 NOTIFICATION_SET sp2 sender=0x3 bits=15\n"
                     "cpu0: d1.v0 NOTIFICATION_SET receiver=d4 sender=65535\n"
                     "cpu0: spmc_refuse code=-6\n"
                     "cpu0: advance 7\n",
                     "ffasim-scenario 1\n"
                     "cpu0: d1.v0 NOTIFICATION_SET receiver=0x8002 bits=0xf "
                     "sender=d2\n"
                     "cpu0: d1.v0 NOTIFICATION_SET receiver=d4\n"
                     "cpu0: spmc_refuse code=DENIED\n"
                     "cpu0: advance us=7\n");
}

static void no_sp_at_all_can_be_said(void **state)
{
    (void)state;
    expect_canonical("ffasim-scenario 1\nsp none\n",
                     "ffasim-scenario 1\nsp none\n");
    assert_int_equal(a.program.world.nr_sps, 0);
}

static void random_header(struct scenario *s, uint64_t *seed)
{
    static const char *const texts[] = {"", "x", "two words", "a\nb: c\n# d"};

    strcpy(s->name, texts[random_below(seed, 3)]);
    strcpy(s->why, texts[random_below(seed, 4)]);
    strcpy(s->found, texts[random_below(seed, 4)]);
    s->expect = random_below(seed, EXPECTS);
    s->expect_kind[0] = '\0';
    s->expect_signature = 0;
    s->swap[0] = random_below(seed, 2) ? 1 + random_below(seed, 1000) : 0;
    s->swap[1] = s->swap[0] ? s->swap[0] + 1 + random_below(seed, 1000) : 0;
    if ( s->expect != EXPECT_FAILURE && s->expect != EXPECT_CRASH )
        return;
    strcpy(s->expect_kind, "data-race");
    s->expect_signature = random_below(seed, 2) ? random_next(seed) : 0;
}

/* parse(print(s)) == s, and print(parse(t)) == t for what print made. */
static void every_scenario_comes_back(void **state)
{
    uint64_t seed = 11;

    (void)state;
    for ( unsigned int i = 0; i < 8000; i++ )
    {
        random_program(&a.program, &seed, true);
        random_header(&a, &seed);
        assert_true(scenario_print(&a, text, sizeof(text)) < sizeof(text));
        if ( !parse(&b, text) )
            fail_msg("%s\n%s", error, text);
        assert_true(scenario_equal(&a, &b));
        scenario_print(&b, again, sizeof(again));
        assert_string_equal(text, again);
    }
}

/* A heap copy, so that a read past the end is seen by ASan. */
static void parse_copy(const char *bytes, size_t length)
{
    char *copy = malloc(length + !length);

    if ( length )
        memcpy(copy, bytes, length);
    if ( scenario_parse(&b, "f.scn", copy, length, error) )
    {
        assert_string_equal(error, "");
        assert_true(program_valid(&b.program));
    }
    else
    {
        assert_memory_equal(error, "f.scn:", 6);
        assert_non_null(strstr(error, ": error: "));
        assert_non_null(strstr(error, "expected"));
        assert_null(strchr(error, '\n'));
    }
    free(copy);
}

static void any_prefix_is_a_scenario_or_one_line_of_error(void **state)
{
    uint64_t seed = 12;

    (void)state;
    for ( unsigned int i = 0; i < 30; i++ )
    {
        size_t length;

        random_program(&a.program, &seed, true);
        random_header(&a, &seed);
        length = scenario_print(&a, text, sizeof(text));
        for ( size_t cut = 0; cut <= length && cut < 1500; cut++ )
            parse_copy(text, cut);
    }
}

static void any_damage_is_a_scenario_or_one_line_of_error(void **state)
{
    static const char likely[] = " \n;#:=.()->\0\r\t0x9dvc\xff";
    uint64_t seed = 13;

    (void)state;
    for ( unsigned int i = 0; i < 20000; i++ )
    {
        size_t length;

        if ( i % 16 == 0 )
        {
            random_program(&a.program, &seed, true);
            random_header(&a, &seed);
        }
        length = scenario_print(&a, text, sizeof(text));
        for ( unsigned int n = 1 + random_below(&seed, 3); n; n-- )
            text[random_below(&seed, (unsigned int)length)] =
                random_below(&seed, 4)
                    ? likely[random_below(&seed, sizeof(likely))]
                    : (char)random_next(&seed);
        parse_copy(text, length);
    }
}

static void any_bytes_are_one_line_of_error(void **state)
{
    uint64_t seed = 14;

    (void)state;
    for ( unsigned int i = 0; i < 8000; i++ )
    {
        size_t length = random_below(&seed, 100);
        size_t start = random_below(&seed, 2) ? 18 : 0;

        strcpy(text, "ffasim-scenario 1\n");
        for ( size_t at = start; at < start + length; at++ )
            text[at] = (char)random_next(&seed);
        parse_copy(text, start + length);
    }
    parse_copy(NULL, 0);
}

static void a_short_buffer_gets_the_beginning(void **state)
{
    size_t length;

    (void)state;
    assert_true(parse(&a, "ffasim-scenario 1\ncpus 2\ncpu1: spmc_sri\n"));
    length = scenario_print(&a, text, sizeof(text));
    for ( size_t size = 1; size <= length; size++ )
    {
        assert_int_equal(scenario_print(&a, again, size), length);
        assert_int_equal(strlen(again), size - 1);
        assert_memory_equal(again, text, size - 1);
    }
    assert_int_equal(scenario_print(&a, NULL, 0), length);
}

static void a_failure_leaves_nothing_half_built(void **state)
{
    (void)state;
    scenario_init(&b);
    assert_false(parse(&a, "ffasim-scenario 1\n# name\ncpus 2\n"
                           "cpu1: spmc_sri\ncpu1: nothing\n"));
    assert_true(scenario_equal(&a, &b));
}

static void text_is_told_from_bytes(void **state)
{
    (void)state;
    assert_true(scenario_is_text("ffasim-scenario 1\n", 18));
    assert_true(scenario_is_text("ffasim-scenario 2", 17));
    assert_false(scenario_is_text("ffasim-scenari", 14));
    assert_false(scenario_is_text("\0fasim-scenario 1", 17));
    assert_false(scenario_is_text("", 0));
}

static void a_regression_says_its_name_why_found_and_verdict(void **state)
{
    static const struct
    {
        const char *header, *missing;
    } cases[] = {
        {"", "it has no name: a first comment line of a-z, 0-9 and -"},
        {"# Not a name", "it has no name: a first comment line of a-z, 0-9 "
                         "and -"},
        {"# name", "it has no why of at least two lines: # why: ..."},
        {"# name\n# why: a", "it has no why of at least two lines: # why: ..."},
        {"# name\n# why: a\n#   b", "it does not say where it was found: "
                                    "# found: ..."},
        {"# name\n# why: a\n#   b\n# found: c",
         "it does not say what to expect: # expect: ..."},
    };

    (void)state;
    for ( unsigned int i = 0; i < sizeof(cases) / sizeof(cases[0]); i++ )
    {
        strcpy(text, "ffasim-scenario 1\n");
        strcat(text, cases[i].header);
        assert_true(parse(&a, text));
        assert_string_equal(scenario_check_regression(&a), cases[i].missing);
    }
    strcat(text, "\n# expect: pass");
    assert_true(parse(&a, text));
    assert_null(scenario_check_regression(&a));
}

/* Every op can be written with every argument at another value. */
static void every_op_prints_all_of_its_arguments(void **state)
{
    (void)state;
    for ( unsigned int kind = 0; kind < OP_KINDS; kind++ )
    {
        const struct op_rule *rule = &op_rules[kind];

        scenario_init(&a);
        a.program.world.nr_cpus = 8;
        a.program.nr_ops = 1;
        op_init(&a.program.op[0], kind);
        for ( unsigned int i = 0; i < rule->nr_args; i++ )
            a.program.op[0].arg[i] = op_value_fit(
                rule->arg[i].type, &a.program.world, rule->arg[i].standard + 1);
        scenario_print(&a, text, sizeof(text));
        for ( unsigned int i = 1; i < rule->nr_args; i++ )
            assert_non_null(strstr(text, rule->arg[i].name));
        assert_true(parse(&b, text));
        assert_true(scenario_equal(&a, &b));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_line_alone_is_the_plainest_world),
        cmocka_unit_test(defaults_and_comments_are_left_out),
        cmocka_unit_test(text_of_every_sort_of_statement),
        cmocka_unit_test(values_have_more_than_one_spelling),
        cmocka_unit_test(no_sp_at_all_can_be_said),
        cmocka_unit_test(every_scenario_comes_back),
        cmocka_unit_test(any_prefix_is_a_scenario_or_one_line_of_error),
        cmocka_unit_test(any_damage_is_a_scenario_or_one_line_of_error),
        cmocka_unit_test(any_bytes_are_one_line_of_error),
        cmocka_unit_test(a_short_buffer_gets_the_beginning),
        cmocka_unit_test(a_failure_leaves_nothing_half_built),
        cmocka_unit_test(text_is_told_from_bytes),
        cmocka_unit_test(a_regression_says_its_name_why_found_and_verdict),
        cmocka_unit_test(every_op_prints_all_of_its_arguments),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
