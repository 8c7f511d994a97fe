/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * How many executions a search takes: what the theory allows, and no more.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "outcomes.h"

static struct outcomes outcomes;

static const struct explore_options dpor = {
    .strategy = EXPLORE_DPOR,
    .preemptions = EXPLORE_UNBOUNDED,
    .shards = 1,
    .exact = true,
};

static void read_toy(struct program *program, const char *name)
{
    static char text[65536];
    char path[256];
    FILE *file;

    snprintf(path, sizeof(path), "corpus/toys/%s.scn", name);
    file = fopen(path, "r");
    if ( !file )
        fail_msg("%s cannot be opened", path);
    text[fread(text, 1, sizeof(text) - 1, file)] = '\0';
    fclose(file);
    outcomes_parse(program, text);
}

static void takes(const struct program *program, unsigned int executions)
{
    outcomes_explore(program, &dpor, 1000000, &outcomes);
    assert_true(outcomes.complete);
    assert_int_equal(outcomes.interleavings, executions);
    assert_int_equal(outcomes.executions, executions);
}

/* n CPUs with m sections of a lock each: (nm)! / m!^n. */
static void sections_of_a_lock_take_one_execution_an_order(void **state)
{
    static const struct
    {
        const char *name;
        unsigned int executions;
    } toys[] = {
        {"locks-2x3", 20},
        {"locks-2x5", 252},
        {"locks-3x2", 90},
        {"locks-3x4", 34650},
    };
    struct program program;

    (void)state;
    for ( unsigned int i = 0; i < sizeof(toys) / sizeof(toys[0]); i++ )
    {
        read_toy(&program, toys[i].name);
        takes(&program, toys[i].executions);
    }
}

static void text_takes(const char *text, unsigned int executions)
{
    struct program program;

    outcomes_parse(&program, text);
    takes(&program, executions);
}

static void what_is_independent_takes_one(void **state)
{
    (void)state;
    text_takes("ffasim-scenario 1\ncpus 3\n"
               "cpu0: toy lock0,load0,store0,unlock0 times=3\n"
               "cpu1: toy lock1,load1,store1,unlock1 times=3\n"
               "cpu2: toy add2,add3,add2\n",
               1);
}

static void readers_of_one_word_take_one(void **state)
{
    (void)state;
    text_takes("ffasim-scenario 1\ncpus 3\ncpu0: toy load0,load1\n"
               "cpu1: toy load0,load1\ncpu2: toy load1,load0\n",
               1);
}

/* One writer of a word and n readers: each reads before or after. */
static void a_writer_and_its_readers_take_two_to_the_readers(void **state)
{
    (void)state;
    text_takes("ffasim-scenario 1\ncpus 4\ncpu0: toy set0\ncpu1: toy load0\n"
               "cpu2: toy load0\ncpu3: toy load0\n",
               8);
}

/* Of n atomic additions to one word: n! */
static void atomic_additions_take_one_execution_an_order(void **state)
{
    (void)state;
    text_takes("ffasim-scenario 1\ncpus 4\ncpu0: toy add0\ncpu1: toy add0\n"
               "cpu2: toy add0\ncpu3: toy add0\n",
               24);
}

/* Each shard has its own; together they have all, and what is found is found. */
static void shards_have_neither_overlap_nor_gap(void **state)
{
    static const enum explore_strategy strategies[] = {EXPLORE_DPOR,
                                                       EXPLORE_DFS};
    static const char text[] = "ffasim-scenario 1\ncpus 2\n"
                               "cpu0: toy handle1,lock0,load0,store0,unlock0\n"
                               "cpu1: toy sgi0,lock0,load0,store0\n";
    struct program program;

    (void)state;
    outcomes_parse(&program, text);
    for ( unsigned int i = 0; i < 2; i++ )
    {
        struct explore_options options = dpor;
        uint64_t all, sum = 0;

        options.strategy = strategies[i];
        outcomes_explore(&program, &options, 1000000, &outcomes);
        assert_true(outcomes.complete);
        all = outcomes.interleavings;
        for ( options.shards = 3, options.shard = 0; options.shard < 3;
              options.shard++ )
        {
            outcomes_explore(&program, &options, 1000000, &outcomes);
            assert_true(outcomes.complete);
            assert_true(outcomes.interleavings < all);
            sum += outcomes.interleavings;
        }
        assert_int_equal(sum, all);
    }
}

/* Those with at most N preemptions, counted once each. */
static void bounds_count_each_interleaving_once(void **state)
{
    static const char text[] = "ffasim-scenario 1\ncpus 2\n"
                               "cpu0: toy add0,add0\ncpu1: toy add0\n";
    struct explore_options options = dpor;
    struct program program;
    uint64_t all;

    (void)state;
    outcomes_parse(&program, text);
    options.strategy = EXPLORE_DFS;
    outcomes_explore(&program, &options, 100000, &outcomes);
    all = outcomes.interleavings;
    options.preemptions = 0;
    outcomes_explore(&program, &options, 100000, &outcomes);
    assert_true(outcomes.complete);
    assert_int_equal(outcomes.interleavings, 2); /* One op, then the other. */
    options.preemptions = 100;
    outcomes_explore(&program, &options, 100000, &outcomes);
    assert_true(outcomes.complete);
    assert_int_equal(outcomes.interleavings, all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sections_of_a_lock_take_one_execution_an_order),
        cmocka_unit_test(what_is_independent_takes_one),
        cmocka_unit_test(readers_of_one_word_take_one),
        cmocka_unit_test(a_writer_and_its_readers_take_two_to_the_readers),
        cmocka_unit_test(atomic_additions_take_one_execution_an_order),
        cmocka_unit_test(shards_have_neither_overlap_nor_gap),
        cmocka_unit_test(bounds_count_each_interleaving_once),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
