/* SPDX-License-Identifier: GPL-2.0-only */
/* What is kept in corpus/, and what its README says. Runs in the root. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <dirent.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "op.h"
#include "scenario.h"

static struct scenario scenario;
static char text[SCENARIO_TEXT_BYTES];
static char error[SCENARIO_ERROR_BYTES];

static size_t read_file(const char *path)
{
    FILE *file = fopen(path, "r");
    size_t length;

    if ( !file )
        fail_msg("%s cannot be opened", path);
    length = fread(text, 1, sizeof(text) - 1, file);
    fclose(file);
    text[length] = '\0';
    return length;
}

static bool is_scenario(const char *name)
{
    const char *dot = strrchr(name, '.');

    return dot && !strcmp(dot, ".scn");
}

/* SEE every scenario of FOLDER; returns how many there are. */
static unsigned int walk(const char *folder, void (*see)(const char *path))
{
    DIR *dir = opendir(folder);
    const struct dirent *entry;
    unsigned int nr = 0;
    char path[512];

    if ( !dir )
        return 0; /* An empty folder is not in git. */
    while ( (entry = readdir(dir)) )
    {
        size_t stem = strlen(entry->d_name) - strlen(".scn");

        if ( !is_scenario(entry->d_name) )
            continue;
        snprintf(path, sizeof(path), "%s/%s", folder, entry->d_name);
        if ( !scenario_parse(&scenario, path, text, read_file(path), error) )
            fail_msg("%s", error);
        if ( strlen(scenario.name) != stem ||
             strncmp(scenario.name, entry->d_name, stem) )
            fail_msg("%s is named %s", path, scenario.name);
        see(path);
        nr++;
    }
    closedir(dir);
    return nr;
}

static struct
{
    unsigned int op[OP_KINDS];
    unsigned int cpus[PROGRAM_MAX_CPUS + 1];
    unsigned int sps[PROGRAM_MAX_SPS + 1];
    unsigned int stage[STAGES];
    unsigned int minor[PROGRAM_MAX_MINOR + 1];
    unsigned int kind[CHOICE_KINDS];
    unsigned int legal, hostile, faults, reuse, strict, irq;
} seen;

static void see_seed(const char *path)
{
    const struct program *p = &scenario.program;

    if ( !scenario.why[0] )
        fail_msg("%s has no why", path);
    seen.cpus[p->world.nr_cpus]++;
    seen.sps[p->world.nr_sps]++;
    seen.stage[p->world.stage]++;
    seen.minor[p->world.ffa_minor]++;
    seen.legal += p->world.legal;
    seen.hostile += p->world.hostile;
    seen.faults += p->world.faults;
    seen.reuse += p->world.reuse;
    seen.strict += p->world.rcu_strict;
    for ( unsigned int i = 0; i < p->nr_ops; i++ )
        seen.op[p->op[i].kind]++;
    for ( unsigned int i = 0; i < p->nr_deviations; i++ )
    {
        seen.kind[p->deviation[i].kind]++;
        seen.irq += p->deviation[i].value == SCHED_TAKE_IRQ;
    }
}

static void the_seeds_use_everything_there_is(void **state)
{
    (void)state;
    assert_true(walk("corpus/seeds", see_seed) >= 30);
    /* But for toys, which are not for campaigns. */
    for ( unsigned int i = 0; i < OP_TOY; i++ )
        if ( !seen.op[i] )
            fail_msg("no seed has a %s", op_rules[i].text);
    for ( unsigned int i = 1; i <= PROGRAM_MAX_CPUS; i++ )
        assert_int_not_equal(seen.cpus[i], 0);
    for ( unsigned int i = 0; i <= PROGRAM_MAX_SPS; i++ )
        assert_int_not_equal(seen.sps[i], 0);
    for ( unsigned int i = 0; i < STAGES; i++ )
        assert_int_not_equal(seen.stage[i], 0);
    for ( unsigned int i = 0; i <= PROGRAM_MAX_MINOR; i++ )
        assert_int_not_equal(seen.minor[i], 0);
    for ( unsigned int i = 0; i < CHOICE_KINDS; i++ )
        assert_int_not_equal(seen.kind[i], 0);
    assert_true(seen.legal && seen.hostile && seen.faults && seen.reuse &&
                seen.strict && seen.irq);
}

static void see_regression(const char *path)
{
    const char *missing = scenario_check_regression(&scenario);

    if ( missing )
        fail_msg("%s: %s", path, missing);
}

static void every_regression_says_what_it_must(void **state)
{
    (void)state;
    walk("corpus/regress", see_regression);
}

/* Every row of a table that begins with an op is one that parses. */
static void the_readme_shows_every_op(void **state)
{
    static char readme[SCENARIO_TEXT_BYTES];
    bool shown[OP_KINDS] = {false};

    (void)state;
    read_file("corpus/README.md");
    strcpy(readme, text);
    for ( const char *at = readme; (at = strstr(at, "\n| `cpu")); )
    {
        const char *end = strchr(at += 4, '`');

        assert_non_null(end);
        if ( strncmp(at, "cpu0:", 5) && strncmp(at, "cpu1:", 5) )
            continue; /* A statement of the world. */
        snprintf(text, sizeof(text), "ffasim-scenario 1\ncpus 2\n%.*s\n",
                 (int)(end - at), at);
        if ( !scenario_parse(&scenario, "README.md", text, strlen(text),
                             error) )
            fail_msg("%s: %s", error, text);
        shown[scenario.program.op[0].kind] = true;
    }
    for ( unsigned int i = 0; i < OP_KINDS; i++ )
        if ( !shown[i] )
            fail_msg("corpus/README.md does not show %s", op_rules[i].text);
}

static void the_example_of_the_readme_is_a_regression(void **state)
{
    const char *start, *end;

    (void)state;
    read_file("corpus/README.md");
    start = strstr(text, "\nffasim-scenario 1\n");
    assert_non_null(start);
    end = strstr(++start, "```");
    assert_non_null(end);
    if ( !scenario_parse(&scenario, "README.md", start, (size_t)(end - start),
                         error) )
        fail_msg("%s", error);
    assert_null(scenario_check_regression(&scenario));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_seeds_use_everything_there_is),
        cmocka_unit_test(every_regression_says_what_it_must),
        cmocka_unit_test(the_readme_shows_every_op),
        cmocka_unit_test(the_example_of_the_readme_is_a_regression),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
