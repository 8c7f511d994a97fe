/* SPDX-License-Identifier: GPL-2.0-only */
/* What a process died of, by its last words: tools/ffasim/crash.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <signal.h>

#include <cmocka.h>

#include "crash.h"

static char kind[40];

static uint64_t describe(const char *said, int status)
{
    uint64_t signature = crash_describe(said, status, kind, sizeof(kind));

    assert_int_not_equal(signature, 0);
    return signature;
}

static void last_words_of_the_simulator_win(void **state)
{
    (void)state;
    describe("ORACLE memory-safety f f:smc cpu0\n==1==ERROR\n"
             "SUMMARY: AddressSanitizer: stack-buffer-overflow a.c:1 in f\n",
             0);
    assert_string_equal(kind, "memory-safety");
}

static void a_sanitizer_names_the_kind(void **state)
{
    (void)state;
    describe("==1==\nSUMMARY: AddressSanitizer: stack-overflow a.c:1:2 in f\n",
             0);
    assert_string_equal(kind, "stack-overflow");
}

static void a_signal_is_named(void **state)
{
    (void)state;
    describe("", SIGILL);
    assert_string_equal(kind, "sigill");
}

static void lines_and_addresses_are_no_part_of_a_signature(void **state)
{
    uint64_t a, b, c;

    (void)state;
    a = describe("SUMMARY: AddressSanitizer: SEGV mediator/a.c:10:2 in f\n", 0);
    b = describe("SUMMARY: AddressSanitizer: SEGV mediator/a.c:7:33 in f\n", 0);
    c = describe("SUMMARY: AddressSanitizer: SEGV mediator/a.c:7:33 in g\n", 0);
    assert_true(a == b);
    assert_true(a != c);
    assert_string_equal(kind, "segv");
}

static void the_cause_is_the_sanitizers_words_without_addresses(void **state)
{
    char line[64];

    (void)state;
    crash_cause(
        "x\n../m/a.c:1:2: runtime error: index 2 out of bounds\nSUMMARY", 0,
        line, sizeof(line));
    assert_string_equal(line, "index 2 out of bounds");
    crash_cause("==7==ERROR: AddressSanitizer: heap-use-after-free on address "
                "0x60 at pc 0x5\n",
                0, line, sizeof(line));
    assert_string_equal(line, "heap-use-after-free");
}

static void else_the_cause_is_the_last_line_or_the_signal(void **state)
{
    char line[16];

    (void)state;
    crash_cause("one\ntwo\n\n", 0, line, sizeof(line));
    assert_string_equal(line, "two");
    crash_cause("a line that is too long", 0, line, sizeof(line));
    assert_string_equal(line, "a line that is ");
    crash_cause("", SIGFPE, line, sizeof(line));
    assert_string_equal(line, "Floating point ");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(last_words_of_the_simulator_win),
        cmocka_unit_test(a_sanitizer_names_the_kind),
        cmocka_unit_test(a_signal_is_named),
        cmocka_unit_test(lines_and_addresses_are_no_part_of_a_signature),
        cmocka_unit_test(the_cause_is_the_sanitizers_words_without_addresses),
        cmocka_unit_test(else_the_cause_is_the_last_line_or_the_signal),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
