/* SPDX-License-Identifier: GPL-2.0-only */
/* The choice stream: sim/scenario/choice.c and its feeders. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "choice.h"
#include "random-program.h"

static struct program program;

static uint32_t ask_at(unsigned int cpu, const char *site)
{
    return choice_below(choice_stream(), CHOICE_SCHED, cpu, CONTEXT_GUEST,
                        name_intern(site), 10);
}

static uint32_t ask(unsigned int cpu)
{
    return ask_at(cpu, "here");
}

/* A program on 8 CPUs with NR deviations. */
static void feed(const struct deviation *deviations, unsigned int nr)
{
    program_init(&program);
    program.world.nr_cpus = PROGRAM_MAX_CPUS;
    program.nr_deviations = nr;
    memcpy(program.deviation, deviations, nr * sizeof(*deviations));
    assert_true(program_valid(&program));
    choice_feed_program(choice_stream(), &program);
}
#define FEED(...)                                                              \
    feed((const struct deviation[]){__VA_ARGS__},                              \
         sizeof((const struct deviation[]){__VA_ARGS__}) /                     \
             sizeof(struct deviation))

static void a_dull_stream_always_answers_0(void **state)
{
    (void)state;
    choice_feed_dull(choice_stream());
    for ( unsigned int i = 0; i < 1000; i++ )
        assert_int_equal(ask(i % 8), 0);
    assert_int_equal(choice_nr_records(choice_stream()), 0);
    assert_int_equal(choice_missed(choice_stream()), -1);
}

static void a_deviation_is_found_by_its_ordinal(void **state)
{
    struct choice *c = choice_stream();
    const struct deviation *d;

    (void)state;
    FEED({.cpu = 1, .op = 2, .index = 3, .value = 5});
    choice_program_started(c);
    for ( unsigned int op = 0; op < 4; op++ )
    {
        for ( unsigned int i = 0; i < 6; i++ )
        {
            assert_int_equal(ask(0), 0);
            assert_int_equal(ask(1), op == 2 && i == 3 ? 5 : 0);
        }
        choice_op_started(c, 0);
        choice_op_started(c, 1);
    }
    assert_int_equal(choice_missed(c), -1);
    assert_int_equal(choice_nr_records(c), 1);
    d = &choice_record(c, 0)->deviation;
    assert_true(d->cpu == 1 && d->op == 2 && d->index == 3 && d->value == 5);
    assert_int_equal(choice_record(c, 0)->bound, 10);
}

static void ops_before_the_program_have_ordinals_of_their_own(void **state)
{
    struct choice *c = choice_stream();

    (void)state;
    FEED({.op = 1, .index = 1, .value = 4},
         {.op = PROGRAM_EARLY + 1, .index = 1, .value = 3},
         {.op = PROGRAM_EARLY, .index = 0, .value = 2});
    assert_int_equal(ask(0), 2);
    assert_int_equal(ask(0), 0);
    choice_op_started(c, 0);
    assert_int_equal(ask(0), 0);
    assert_int_equal(ask(0), 3);
    choice_program_started(c);
    assert_int_equal(ask(0), 0);
    assert_int_equal(ask(0), 0);
    choice_op_started(c, 0);
    assert_int_equal(ask(0), 0);
    assert_int_equal(ask(0), 4);
    assert_int_equal(choice_missed(c), -1);
}

static void kinds_are_counted_apart(void **state)
{
    struct choice *c = choice_stream();

    (void)state;
    FEED({.kind = CHOICE_FAULT, .op = PROGRAM_EARLY, .index = 1, .value = 1});
    for ( unsigned int i = 0; i < 5; i++ )
        assert_int_equal(ask(0), 0);
    assert_int_equal(choice_below(c, CHOICE_FAULT, 0, 0, 0, 2), 0);
    assert_int_equal(choice_below(c, CHOICE_FAULT, 0, 0, 0, 2), 1);
}

static void a_decision_without_alternative_is_not_counted(void **state)
{
    struct choice *c = choice_stream();

    (void)state;
    FEED({.op = PROGRAM_EARLY, .index = 1, .value = 1});
    assert_int_equal(ask(0), 0);
    assert_int_equal(choice_below(c, CHOICE_SCHED, 0, 0, 0, 1), 0);
    assert_int_equal(ask(0), 1);
}

static void a_deviation_is_found_by_its_anchor(void **state)
{
    struct choice *c = choice_stream();
    const struct deviation *d;

    (void)state;
    /* Its ordinal is wrong: the anchor counts. */
    FEED({.cpu = 2,
          .context = CONTEXT_GUEST,
          .site = name_intern("there"),
          .hit = 3,
          .op = 7,
          .index = 9,
          .value = 6});
    choice_program_started(c);
    for ( unsigned int i = 1; i <= 4; i++ )
    {
        assert_int_equal(ask_at(2, "here"), 0);
        assert_int_equal(ask_at(1, "there"), 0);
        assert_int_equal(choice_below(c, CHOICE_SCHED, 2, CONTEXT_IRQ,
                                      name_intern("there"), 10),
                         0);
        assert_int_equal(ask_at(2, "there"), i == 3 ? 6 : 0);
    }
    assert_int_equal(choice_missed(c), -1);
    d = &choice_record(c, 0)->deviation;
    assert_int_equal(d->hit, 3);
    assert_int_equal(d->op, 0);
    assert_int_equal(d->index, 8);
}

static void hit_counts_go_on_over_ops(void **state)
{
    (void)state;
    FEED({.context = CONTEXT_GUEST,
          .site = name_intern("there"),
          .hit = 2,
          .value = 1});
    assert_int_equal(ask_at(0, "there"), 0);
    choice_op_started(choice_stream(), 0);
    assert_int_equal(ask_at(0, "there"), 1);
}

static void anchors_and_ordinals_live_together(void **state)
{
    (void)state;
    FEED({.op = PROGRAM_EARLY, .index = 1, .value = 2},
         {.context = CONTEXT_GUEST,
          .site = name_intern("here"),
          .hit = 2,
          .value = 3},
         {.op = PROGRAM_EARLY, .index = 3, .value = 4});
    assert_int_equal(ask(0), 0);
    assert_int_equal(ask(0), 3); /* Both; the anchor wins. */
    assert_int_equal(ask(0), 0);
    assert_int_equal(ask(0), 4);
    assert_int_equal(choice_missed(choice_stream()), -1);
}

static void a_deviation_without_a_place_is_missed(void **state)
{
    (void)state;
    FEED({.op = PROGRAM_EARLY, .index = 0, .value = 1},
         {.op = PROGRAM_EARLY, .index = 5, .value = 1});
    assert_int_equal(ask(0), 1);
    for ( unsigned int i = 0; i < 4; i++ )
        assert_int_equal(ask(0), 0);
    assert_int_equal(choice_missed(choice_stream()), 1);
    assert_int_equal(ask(0), 1);
    assert_int_equal(choice_missed(choice_stream()), -1);
}

static void a_value_beyond_the_bound_is_wrapped_and_never_dull(void **state)
{
    struct choice *c = choice_stream();

    (void)state;
    for ( uint32_t value = 1; value < 20; value++ )
    {
        FEED({.kind = CHOICE_SPMC, .op = PROGRAM_EARLY, .value = value});
        assert_int_equal(choice_below(c, CHOICE_SPMC, 0, 0, 0, 4),
                         1 + (value - 1) % 3);
    }
}

/* The slow and obvious answer. */
static uint32_t expected(unsigned int cpu, uint16_t op, uint32_t index)
{
    for ( unsigned int i = 0; i < program.nr_deviations; i++ )
    {
        const struct deviation *d = &program.deviation[i];

        if ( d->kind == CHOICE_SCHED && d->cpu == cpu && d->op == op &&
             d->index == index )
            return d->value;
    }
    return 0;
}

static void any_deviations_in_any_order_find_their_places(void **state)
{
    struct choice *c = choice_stream();
    uint64_t seed = 5;

    (void)state;
    for ( unsigned int round = 0; round < 500; round++ )
    {
        uint16_t op[8] = {0};
        uint32_t index[8] = {0};
        struct deviation d[32];

        for ( unsigned int i = 0; i < 32; i++ )
            d[i] = (struct deviation){
                .cpu = (uint8_t)random_below(&seed, 8),
                .op = (uint16_t)random_below(&seed, 3),
                .index = random_below(&seed, 6),
                .value = 1 + random_below(&seed, 8),
            };
        feed(d, 32);
        choice_record_anchors(c, round % 2);
        choice_program_started(c);
        for ( unsigned int i = 0; i < 300; i++ )
        {
            unsigned int cpu = random_below(&seed, 8);

            if ( !random_below(&seed, 8) )
            {
                choice_op_started(c, cpu);
                op[cpu]++;
                index[cpu] = 0;
            }
            assert_int_equal(ask(cpu), expected(cpu, op[cpu], index[cpu]));
            index[cpu]++;
        }
    }
    choice_record_anchors(c, false);
}

static unsigned int decide_1000_times(uint32_t *sum)
{
    unsigned int busy = 0;

    *sum = 0;
    for ( unsigned int i = 0; i < 1000; i++ )
    {
        unsigned int cpu = i % 3;
        uint32_t value = ask(cpu);

        if ( i % 37 == 0 )
            choice_op_started(choice_stream(), i % 2);
        busy += value != 0;
        /* To go on on the same CPU is to go on. */
        *sum = *sum * 31 + (value == 1 + cpu ? 0 : value);
    }
    return busy;
}

static void a_seed_decides_and_decides_again(void **state)
{
    struct choice *c = choice_stream();
    static const uint8_t weight[CHOICE_KINDS] = {[CHOICE_SCHED] = 64};
    uint32_t first, second, other;
    unsigned int busy;

    (void)state;
    choice_feed_seed(c, 1, weight);
    busy = decide_1000_times(&first);
    assert_in_range(busy, 200, 300);
    assert_int_equal(choice_nr_records(c), busy);
    choice_feed_seed(c, 1, weight);
    decide_1000_times(&second);
    assert_int_equal(first, second);
    choice_feed_seed(c, 2, weight);
    decide_1000_times(&other);
    assert_int_not_equal(first, other);
}

static unsigned int nr_watched;
static struct deviation watched[4];

static void see(const struct deviation *decision)
{
    assert_in_range(nr_watched, 0, 3);
    watched[nr_watched++] = *decision;
}

static void who_watches_sees_every_decision_with_both_addresses(void **state)
{
    struct choice *c = choice_stream();

    (void)state;
    nr_watched = 0;
    choice_record_anchors(c, true);
    choice_set_watcher(c, see);
    FEED({.cpu = 1, .op = PROGRAM_EARLY, .index = 1, .value = 3});
    ask_at(1, "here");
    ask_at(1, "there");
    ask_at(1, "here");
    choice_set_watcher(c, NULL);
    ask_at(1, "here");
    choice_record_anchors(c, false);
    assert_int_equal(nr_watched, 3);
    assert_int_equal(watched[0].value, 0);
    assert_int_equal(watched[1].value, 3);
    assert_int_equal(watched[1].index, 1);
    assert_int_equal(watched[1].site, name_intern("there"));
    assert_int_equal(watched[2].index, 2);
    assert_int_equal(watched[2].hit, 2);
}

static void recording_anchors_changes_no_answer(void **state)
{
    struct choice *c = choice_stream();
    static const uint8_t weight[CHOICE_KINDS] = {[CHOICE_SCHED] = 20};
    uint32_t plain, recorded;

    (void)state;
    choice_feed_seed(c, 9, weight);
    decide_1000_times(&plain);
    assert_int_equal(choice_record(c, 0)->deviation.hit, 0);
    choice_record_anchors(c, true);
    choice_feed_seed(c, 9, weight);
    decide_1000_times(&recorded);
    choice_record_anchors(c, false);
    assert_int_equal(plain, recorded);
    assert_int_not_equal(choice_record(c, 0)->deviation.hit, 0);
}

static void a_weight_of_0_is_dull(void **state)
{
    static const uint8_t weight[CHOICE_KINDS] = {[CHOICE_FAULT] = 255};
    uint32_t sum;

    (void)state;
    choice_feed_seed(choice_stream(), 1, weight);
    assert_int_equal(decide_1000_times(&sum), 0);
}

static void literal_answers_come_in_order_then_0(void **state)
{
    static const uint32_t values[] = {3, 0, 9, 12};

    (void)state;
    choice_feed_literal(choice_stream(), values, 4);
    assert_int_equal(ask(0), 3);
    assert_int_equal(ask(1), 0);
    assert_int_equal(ask(0), 9);
    assert_int_equal(ask(5), 2);
    assert_int_equal(ask(0), 0);
    assert_int_equal(choice_nr_records(choice_stream()), 3);
}

/* 2 x 3, and one more of 2 when the first was 1: 3 + 3 * 2. */
static void the_enumerator_sees_every_sequence_once(void **state)
{
    struct choice *c = choice_stream();
    uint32_t seen[16];
    unsigned int nr = 0;

    (void)state;
    choice_feed_enumerator(c);
    do
    {
        uint32_t first = choice_below(c, CHOICE_SCHED, 0, 0, 0, 2);
        uint32_t second = choice_below(c, CHOICE_SPMC, 1, 0, 0, 3);
        uint32_t third = first ? choice_below(c, CHOICE_SCHED, 0, 0, 0, 2) : 0;

        assert_true(nr < 16);
        seen[nr] = first << 8 | second << 4 | third;
        assert_true(!nr || seen[nr] > seen[nr - 1]);
        nr++;
    } while ( choice_enumerate_next(c) );
    assert_int_equal(nr, 9);
}

static void what_was_recorded_replays_either_way(void **state)
{
    struct choice *c = choice_stream();
    static const uint8_t weight[CHOICE_KINDS] = {[CHOICE_SCHED] = 4};
    struct program saved;
    uint32_t first, again;

    (void)state;
    for ( uint64_t seed = 0; seed < 20; seed++ )
    {
        bool anchors = seed % 2;

        program_init(&saved);
        saved.world.nr_cpus = PROGRAM_MAX_CPUS;
        choice_record_anchors(c, anchors);
        choice_feed_seed(c, seed, weight);
        decide_1000_times(&first);
        choice_record_anchors(c, false);
        assert_true(choice_save(c, &saved));
        assert_int_equal(saved.deviation[0].hit != 0, anchors);
        choice_feed_program(c, &saved);
        decide_1000_times(&again);
        assert_int_equal(first, again);
        assert_int_equal(choice_missed(c), -1);
    }
}

static void a_switch_to_nowhere_is_not_saved(void **state)
{
    static const uint32_t values[] = {1, 2, 3, 4, SCHED_TAKE_IRQ};
    struct choice *c = choice_stream();

    (void)state;
    program_init(&program);
    program.world.nr_cpus = 3;
    choice_feed_literal(c, values, 5);
    for ( unsigned int i = 0; i < 5; i++ )
        ask(1);
    assert_true(choice_save(c, &program));
    assert_int_equal(program.nr_deviations, 3); /* cpu0, cpu2, interrupt */
    assert_int_equal(program.deviation[1].value, 3);
    assert_true(program_valid(&program));
}

static void more_records_than_fit_are_counted_and_not_saved(void **state)
{
    static const uint8_t weight[CHOICE_KINDS] = {[CHOICE_SCHED] = 128};
    uint32_t sum;

    (void)state;
    program_init(&program);
    choice_feed_seed(choice_stream(), 3, weight);
    assert_true(decide_1000_times(&sum) > PROGRAM_MAX_DEVIATIONS);
    assert_true(choice_nr_records(choice_stream()) > PROGRAM_MAX_DEVIATIONS);
    assert_false(choice_save(choice_stream(), &program));
    assert_int_equal(program.nr_deviations, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_dull_stream_always_answers_0),
        cmocka_unit_test(a_deviation_is_found_by_its_ordinal),
        cmocka_unit_test(ops_before_the_program_have_ordinals_of_their_own),
        cmocka_unit_test(kinds_are_counted_apart),
        cmocka_unit_test(a_decision_without_alternative_is_not_counted),
        cmocka_unit_test(a_deviation_is_found_by_its_anchor),
        cmocka_unit_test(hit_counts_go_on_over_ops),
        cmocka_unit_test(anchors_and_ordinals_live_together),
        cmocka_unit_test(a_deviation_without_a_place_is_missed),
        cmocka_unit_test(a_value_beyond_the_bound_is_wrapped_and_never_dull),
        cmocka_unit_test(any_deviations_in_any_order_find_their_places),
        cmocka_unit_test(a_seed_decides_and_decides_again),
        cmocka_unit_test(who_watches_sees_every_decision_with_both_addresses),
        cmocka_unit_test(recording_anchors_changes_no_answer),
        cmocka_unit_test(a_weight_of_0_is_dull),
        cmocka_unit_test(literal_answers_come_in_order_then_0),
        cmocka_unit_test(the_enumerator_sees_every_sequence_once),
        cmocka_unit_test(what_was_recorded_replays_either_way),
        cmocka_unit_test(a_switch_to_nowhere_is_not_saved),
        cmocka_unit_test(more_records_than_fit_are_counted_and_not_saved),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
