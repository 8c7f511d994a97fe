/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Fine runs of the mediator as it is: no races are told of, and all but loads
 * and stores is as in other runs. Builds without hooks have no fine runs.
 */
#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "race.h"
#include "random-program.h"
#include "run.h"
#include "scenario.h"

#define RUNS 200u

static bool read_scenario(const char *path, struct scenario *scenario)
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

static void expect_no_race(const char *what, const struct result *result)
{
    const struct finding *finding = &result->finding;

    if ( result->verdict == VERDICT_FAILURE && finding->oracle->fine )
        fail_msg("%s: %s: %s", what, finding->oracle->name,
                 finding->complaint.text);
}

/* Twice, and against the run that is not fine if it has no deviations: what
 * has no anchor finds another place among more points. */
static void expect_a_good_fine_run(const char *what,
                                   const struct program *program)
{
    struct result coarse, fine, again;

    assert_true(sim_run_fine(false));
    sim_run_program(program, &coarse);
    assert_true(sim_run_fine(true));
    sim_run_program(program, &fine);
    expect_no_race(what, &fine);
    sim_run_program(program, &again);
    assert_true(fine.digest == again.digest);
    assert_int_equal(fine.nr_events, again.nr_events);
    assert_int_equal(fine.verdict, again.verdict);
    /* It tells more, and what is too long to be told is not judged. */
    if ( !program->nr_deviations && fine.verdict != VERDICT_SKIP )
    {
        assert_true(fine.digest == coarse.digest);
        assert_int_equal(fine.verdict, coarse.verdict);
    }
    assert_true(sim_run_fine(false));
}

static void the_corpus_has_no_races(void **unused)
{
    static struct scenario scenario;
    glob_t files;

    (void)unused;
    assert_int_equal(glob("corpus/seeds/*.scn", 0, NULL, &files), 0);
    assert_int_equal(glob("corpus/regress/*.scn", GLOB_APPEND, NULL, &files),
                     0);
    for ( size_t i = 0; i < files.gl_pathc; i++ )
    {
        assert_true(read_scenario(files.gl_pathv[i], &scenario));
        expect_a_good_fine_run(files.gl_pathv[i], &scenario.program);
    }
    globfree(&files);
}

static void any_program_has_no_races(void **unused)
{
    static struct program program;
    uint64_t state = 0xf13e;
    char name[32];

    (void)unused;
    for ( unsigned int i = 0; i < RUNS; i++ )
    {
        random_program(&program, &state, i % 4 == 0);
        if ( i % 2 )
            program.nr_deviations = 0;
        snprintf(name, sizeof(name), "program %u", i);
        expect_a_good_fine_run(name, &program);
    }
}

static struct scenario poke;

/* The first access by CPU of the byte that ffa_npi_poke() looks at. */
static unsigned int find_access(unsigned int cpu, bool write)
{
    uint32_t cursor = 0;
    struct event event;

    for ( unsigned int i = 0; log_next(&cursor, &event); i++ )
        if ( event.kind == EV_ACCESS && event.cpu == cpu &&
             (event.arg[3] & TOUCH_MARKED) &&
             !(event.arg[3] & TOUCH_WRITE) == !write )
            return i;
    fail_msg("no such access");
    return 0;
}

/* As if the two were a race: cpu1 stores, and cpu0 loads afterwards. */
static enum race_effect try_pair(unsigned int earlier, unsigned int later)
{
    static const struct oracle race = {.name = "data-race", .fine = true};
    struct result result = {.verdict = VERDICT_FAILURE};

    result.finding.oracle = &race;
    result.finding.complaint.earlier = (int)earlier;
    result.finding.event = later;
    return race_try(&poke.program, &result, NULL);
}

static void the_other_order_of_two_accesses_is_run(void **unused)
{
    struct result result;

    (void)unused;
    assert_true(read_scenario("corpus/regress/npi-poke-plain.scn", &poke));
    assert_true(sim_run_fine(true));
    sim_run_program(&poke.program, &result);
    assert_int_equal(try_pair(find_access(1, true), find_access(0, false)),
                     RACE_NO_EFFECT);
    /* cpu0 has nothing to do after its look that would come before it. */
    sim_run_program(&poke.program, &result);
    assert_int_equal(try_pair(find_access(0, false), find_access(1, true)),
                     RACE_NOT_REVERSED);
    assert_true(sim_run_fine(false));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_corpus_has_no_races),
        cmocka_unit_test(any_program_has_no_races),
        cmocka_unit_test(the_other_order_of_two_accesses_is_run),
    };

    if ( !sim_run_fine(false) )
    {
        puts("This build has no hooks: nothing to test.");
        return 0;
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
