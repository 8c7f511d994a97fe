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

static void the_last_words_are_a_line(void **state)
{
    char line[16];

    (void)state;
    crash_last_words("one\ntwo\n\n", line, sizeof(line));
    assert_string_equal(line, "two");
    crash_last_words("a line that is too long", line, sizeof(line));
    assert_string_equal(line, "a line that is ");
    crash_last_words("", line, sizeof(line));
    assert_string_equal(line, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(last_words_of_the_simulator_win),
        cmocka_unit_test(a_sanitizer_names_the_kind),
        cmocka_unit_test(a_signal_is_named),
        cmocka_unit_test(lines_and_addresses_are_no_part_of_a_signature),
        cmocka_unit_test(the_last_words_are_a_line),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
