/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A run that begins where boot and stage of its world ended before is the run
 * that begins with the boot, whatever ran in between.
 */
#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "choice.h"
#include "random-program.h"
#include "run.h"
#include "scenario.h"

#define PLACES 48u
#define RUNS   4000u

static uint64_t state = 0x0b5e55ed;

static struct known
{
    struct program program;
    struct result result;
    unsigned int nr_records;
} known[PLACES];

/* What happens without a world that was kept. */
static void learn(struct known *k)
{
    sim_keep_worlds(false);
    sim_run_program(&k->program, &k->result);
    k->nr_records = choice_nr_records(choice_stream());
    sim_keep_worlds(true);
}

static void expect_the_same(const struct known *k)
{
    struct result result;

    sim_run_program(&k->program, &result);
    assert_int_equal(result.verdict, k->result.verdict);
    assert_true(result.digest == k->result.digest);
    assert_true(result.signature == k->result.signature);
    assert_int_equal(result.nr_events, k->result.nr_events);
    assert_true(result.decision_points == k->result.decision_points);
    assert_int_equal(choice_nr_records(choice_stream()), k->nr_records);
}

static bool read_seed(const char *path, struct scenario *scenario)
{
    static char text[SCENARIO_TEXT_BYTES];
    char error[SCENARIO_ERROR_BYTES];
    FILE *file = fopen(path, "r");
    size_t length;

    if ( !file )
        return false;
    length = fread(text, 1, sizeof(text), file);
    fclose(file);
    return scenario_parse(scenario, path, text, length, error);
}

static void every_seed_runs_as_from_its_boot(void **unused)
{
    static struct scenario scenario;
    static struct known k;
    glob_t seeds;

    (void)unused;
    assert_int_equal(glob("corpus/seeds/*.scn", 0, NULL, &seeds), 0);
    for ( size_t i = 0; i < seeds.gl_pathc; i++ )
    {
        assert_true(read_seed(seeds.gl_pathv[i], &scenario));
        k.program = scenario.program;
        learn(&k);
        expect_the_same(&k);
        expect_the_same(&k);
    }
    globfree(&seeds);
}

/* The same world with other ops, with deviations and without. */
static void vary(struct program *program)
{
    program->nr_ops = random_below(&state, program->nr_ops + 1);
    program->nr_deviations = random_below(&state, program->nr_deviations + 1);
}

static void any_program_runs_as_from_its_boot_whatever_ran_before(void **unused)
{
    (void)unused;
    for ( unsigned int i = 0; i < PLACES; i++ )
    {
        random_program(&known[i].program, &state, i % 4 == 0);
        learn(&known[i]);
    }
    for ( unsigned int run = 0; run < RUNS; run++ )
    {
        struct known *k = &known[random_below(&state, PLACES)];

        if ( run % 8 == 0 )
        {
            if ( run % 32 == 0 )
                random_program(&k->program, &state, run % 64 == 0);
            else
                vary(&k->program);
            learn(k);
        }
        expect_the_same(k);
    }
}

/* More worlds than there is room for: what was forgotten is made again. */
static void a_world_that_was_forgotten_is_kept_again(void **unused)
{
    (void)unused;
    program_init(&known[0].program);
    known[0].program.world.stage = STAGE_BOUND;
    known[0].program.world.stage_vms = 1;
    learn(&known[0]);
    known[1] = known[0];
    for ( unsigned int sri = 0; sri < 3000; sri++ )
    {
        struct result result;

        known[1].program.world.sri = (uint16_t)sri;
        sim_run_program(&known[1].program, &result);
        if ( sri % 100 == 0 )
            expect_the_same(&known[0]);
    }
    expect_the_same(&known[0]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_seed_runs_as_from_its_boot),
        cmocka_unit_test(any_program_runs_as_from_its_boot_whatever_ran_before),
        cmocka_unit_test(a_world_that_was_forgotten_is_kept_again),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
