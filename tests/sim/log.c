/* SPDX-License-Identifier: GPL-2.0-only */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "log.h"
#include "program.h"

static int empty(void **state)
{
    (void)state;
    log_reset();
    log_set_watcher(NULL);
    return 0;
}

static void append(enum event_kind kind, unsigned int cpu, name_t name,
                   const uint64_t *args)
{
    log_append(kind, cpu, CONTEXT_GUEST, name, args, log_kind_args(kind));
}

/* Everything that print_log() would show. */
static char *printed(void)
{
    static char text[4096];
    FILE *out = fmemopen(text, sizeof(text), "w");

    assert_non_null(out);
    log_print(out);
    fclose(out);
    return text;
}

static void events_come_back_in_order_as_they_were(void **state)
{
    const uint64_t lock[] = {3, LOCK_SPIN, 1};
    const uint64_t call[] = {1, 0, 0x84000082, 2, 5, 0, 0, 0, 0, ~0ull};
    name_t name = name_intern("ctx->lock");
    uint32_t cursor = 0;
    struct event event;

    (void)state;
    append(EV_LOCK, 7, name, lock);
    append(EV_CALL, 0, 0, call);
    append(EV_RCU_CALL, 1, 0, NULL);
    assert_true(log_next(&cursor, &event));
    assert_int_equal(event.kind, EV_LOCK);
    assert_int_equal(event.cpu, 7);
    assert_int_equal(event.context, CONTEXT_GUEST);
    assert_int_equal(event.name, name);
    assert_int_equal(event.nr_args, 3);
    assert_memory_equal(event.arg, lock, sizeof(lock));
    assert_true(log_next(&cursor, &event));
    assert_int_equal(event.nr_args, 10);
    assert_memory_equal(event.arg, call, sizeof(call));
    assert_true(log_next(&cursor, &event));
    assert_int_equal(event.kind, EV_RCU_CALL);
    assert_int_equal(event.nr_args, 0);
    assert_false(log_next(&cursor, &event));
    assert_int_equal(log_nr_events(), 3);
}

static void every_argument_of_every_kind_has_a_name(void **state)
{
    (void)state;
    for ( enum event_kind kind = 0; kind < EVENT_KINDS; kind++ )
    {
        assert_true(log_kind_text(kind)[0]);
        assert_true(log_kind_args(kind) <= EVENT_MAX_ARGS);
        for ( unsigned int i = 0; i < log_kind_args(kind); i++ )
            assert_true(log_arg_name(kind, i)[0]);
    }
    assert_string_equal(log_arg_name(EV_CALL, 9), "x7");
    assert_int_equal(log_kind_args(EV_RCU_CALL), 0);
}

static void the_digest_is_of_every_word_and_of_nothing_else(void **state)
{
    const uint64_t a[] = {1};
    const uint64_t b[] = {2};
    uint64_t first, second;

    (void)state;
    append(EV_RCU, 0, 0, a);
    first = log_digest();
    log_reset();
    append(EV_RCU, 0, 0, b);
    second = log_digest();
    log_reset();
    append(EV_RCU, 1, 0, a);
    assert_int_not_equal(log_digest(), first);
    log_reset();
    append(EV_RCU, 0, 0, a);
    assert_int_equal(log_digest(), first);
    assert_int_not_equal(first, second);
    append(EV_RCU, 0, 0, b);
    assert_int_not_equal(log_digest(), first);
}

/* The same number in every build and on every machine. */
static void the_digest_of_a_log_is_known(void **state)
{
    const uint64_t a[] = {1};

    (void)state;
    assert_int_equal(log_digest(), 0x2d06800538d394c2ull);
    append(EV_RCU, 0, name_intern("a"), a);
    assert_int_not_equal(log_digest(), 0x2d06800538d394c2ull);
}

static void what_does_not_fit_is_dropped_and_said(void **state)
{
    const uint64_t call[10] = {0};
    unsigned int nr;

    (void)state;
    for ( unsigned int i = 0; i < LOG_WORDS / 11; i++ )
        append(EV_CALL, 0, 0, call);
    assert_false(log_full());
    nr = log_nr_events();
    append(EV_CALL, 0, 0, call);
    append(EV_RCU_CALL, 0, 0, NULL);
    assert_true(log_full());
    assert_int_equal(log_nr_events(), nr);
    log_reset();
    assert_false(log_full());
}

static unsigned int watched[4];
static unsigned int nr_watched;

static void watch(unsigned int index)
{
    watched[nr_watched++] = index;
    assert_int_equal(log_nr_events(), index);
}

static void a_watcher_sees_each_index_before_the_event_is_there(void **state)
{
    (void)state;
    nr_watched = 0;
    log_set_watcher(watch);
    log_reset();
    append(EV_RCU_CALL, 0, 0, NULL);
    append(EV_RCU_CALL, 0, 0, NULL);
    assert_int_equal(nr_watched, 2);
    assert_int_equal(watched[1], 1);
}

static void a_line_tells_an_event_in_words(void **state)
{
    const uint64_t call[] = {1, 0, 0x84000082, 2, 5, 0, 0, 0, 0, 0};
    const uint64_t lock[] = {3, LOCK_READ, 1};
    const uint64_t refused[] = {0x84000082, (uint32_t)-4};

    (void)state;
    append(EV_CALL, 1, 0, call);
    append(EV_LOCK, 1, name_intern("ctx->lock"), lock);
    append(EV_REFUSED, 0, 0, refused);
    assert_string_equal(
        printed(),
        "[0000] cpu1 guest    call domain=1 vcpu=0 x0=NOTIFICATION_GET x1=0x2 "
        "x2=0x5\n"
        "[0001] cpu1 guest      lock <ctx->lock> lock=3 how=read irqs_off=1\n"
        "[0002] cpu0 guest    refused x0=NOTIFICATION_GET code=BUSY\n");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(events_come_back_in_order_as_they_were, empty),
        cmocka_unit_test_setup(every_argument_of_every_kind_has_a_name, empty),
        cmocka_unit_test_setup(the_digest_is_of_every_word_and_of_nothing_else,
                               empty),
        cmocka_unit_test_setup(the_digest_of_a_log_is_known, empty),
        cmocka_unit_test_setup(what_does_not_fit_is_dropped_and_said, empty),
        cmocka_unit_test_setup(
            a_watcher_sees_each_index_before_the_event_is_there, empty),
        cmocka_unit_test_setup(a_line_tells_an_event_in_words, empty),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
