/* SPDX-License-Identifier: GPL-2.0-only */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "fiber.h"
#include "report.h"
#include "stack.h"

static struct program program;
static struct result result;

static void note(enum event_kind kind, unsigned int cpu, const char *name,
                 const uint64_t *args)
{
    log_append(kind, cpu, CONTEXT_GUEST, name ? name_intern(name) : 0, args,
               log_kind_args(kind));
}

/* Two CPUs take two locks in two orders. */
static void tell(void)
{
    static const uint64_t op[] = {4, 0, 1, 0};
    static const uint64_t a[] = {1, LOCK_SPIN, 0};
    static const uint64_t b[] = {2, LOCK_SPIN, 0};
    static const uint64_t time[] = {5};

    log_reset();
    for ( unsigned int i = 0; i < 7; i++ )
        note(EV_TIME, 0, NULL, time);
    note(EV_LOCK, 0, "tx_lock", a);
    note(EV_LOCK, 0, "rx_lock", b);
    note(EV_OP, 1, NULL, op);
    note(EV_LOCK, 1, "rx_lock", b);
    note(EV_LOCK_WAIT, 1, "tx_lock", a);
}

static int judged(void **state)
{
    (void)state;
    program_init(&program);
    memset(&result, 0, sizeof(result));
    tell();
    result.verdict = VERDICT_FAILURE;
    oracle_begin();
    assert_false(oracle_judge(&result.finding));
    result.signature = oracle_signature(&result.finding);
    return 0;
}

static const char *printed(void)
{
    static char text[8192];
    FILE *out = fmemopen(text, sizeof(text), "w");

    assert_non_null(out);
    report_print(out, &program, &result, "corpus/x.scn");
    fclose(out);
    return text;
}

static void the_first_line_is_for_machines(void **state)
{
    char line[128];

    (void)state;
    snprintf(line, sizeof(line),
             "ORACLE lock-discipline guest sig=%016llx op=4\n",
             (unsigned long long)result.signature);
    assert_memory_equal(printed(), line, strlen(line));
}

static void a_report_has_everything_a_person_needs(void **state)
{
    static const char *const words[] = {
        "Promised: locks",
        "Happened: guest takes tx_lock while it holds rx_lock",
        "  [0008] cpu0 guest    lock <rx_lock>",
        "  [0011] cpu1 guest    lock wait <tx_lock>",
        "Replay:   ffasim run --log corpus/x.scn",
    };
    const char *text = printed();

    (void)state;
    for ( size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++ )
        if ( !strstr(text, words[i]) )
            fail_msg("'%s' is not in: %s", words[i], text);
}

static void only_the_last_steps_of_a_cpu_are_shown(void **state)
{
    const char *text = printed();

    (void)state;
    assert_null(strstr(text, "[0003]"));
    assert_non_null(strstr(text, "[0004]"));
}

/* The signature is of what broke, not of where in the log. */
static void a_signature_does_not_know_the_index_of_its_event(void **state)
{
    static const uint64_t time[] = {9};
    static const uint64_t a[] = {1, LOCK_SPIN, 0};
    static const uint64_t b[] = {2, LOCK_SPIN, 0};
    struct finding finding;

    (void)state;
    log_reset();
    note(EV_LOCK, 0, "tx_lock", a);
    note(EV_LOCK, 0, "rx_lock", b);
    note(EV_TIME, 0, NULL, time);
    note(EV_LOCK, 1, "rx_lock", b);
    note(EV_LOCK, 1, "tx_lock", a);
    oracle_begin();
    assert_false(oracle_judge(&finding));
    assert_int_equal(oracle_signature(&finding), result.signature);
    finding.complaint.object = "another";
    assert_int_not_equal(oracle_signature(&finding), result.signature);
}

static void an_error_is_told_as_the_simulators(void **state)
{
    (void)state;
    result.verdict = VERDICT_ERROR;
    result.error = "used > LIMIT";
    result.error_function = "log_next";
    assert_memory_equal(printed(), "ERROR log_next used > LIMIT\n", 28);
}

static void on_cpu(void)
{
    tell();
    fiber_switch(FIBER_MAIN);
}

static void the_stacks_of_the_pair_are_those_of_the_second_run(void **state)
{
    (void)state;
    report_watch(&result);
    fiber_start(0, on_cpu);
    fiber_switch(0);
    report_watched();
#ifdef SIM_LIBDW
    assert_non_null(strstr(printed(), " on_cpu"));
    assert_null(strstr(printed(), "log_append"));
#ifndef NDEBUG
    assert_non_null(strstr(printed(), " on_cpu sim/report.c:"));
#endif
#endif
}

static void outside_of_any_cpu_there_is_no_stack(void **state)
{
    struct stack stack;

    (void)state;
    stack_take(&stack);
    assert_int_equal(stack.nr, 0);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(the_first_line_is_for_machines, judged),
        cmocka_unit_test_setup(a_report_has_everything_a_person_needs, judged),
        cmocka_unit_test_setup(only_the_last_steps_of_a_cpu_are_shown, judged),
        cmocka_unit_test_setup(a_signature_does_not_know_the_index_of_its_event,
                               judged),
        cmocka_unit_test_setup(an_error_is_told_as_the_simulators, judged),
        cmocka_unit_test_setup(
            the_stacks_of_the_pair_are_those_of_the_second_run, judged),
        cmocka_unit_test(outside_of_any_cpu_there_is_no_stack),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
