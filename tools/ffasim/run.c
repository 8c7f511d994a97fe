/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * ffasim run: replay scenarios and compare with what their files expect.
 *
 * Each file runs in a process of its own, twice: two runs that differ are an
 * ERROR, whatever their verdicts.
 */
#include "command.h"

#include <errno.h>
#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "input.h"
#include "output.h"
#include "report.h"
#include "run.h"
#include "worker.h"

struct run
{
    struct output output;
    bool log;
    bool strict;
    bool lenient;
    unsigned long jobs;
    char **files;
    size_t nr_files;
    size_t *usable; /* indices of the files that could be read */
    struct scenario *scenarios;
    int status;
};

/* The worst wins: ERROR, then unusable, then unexpected. */
static void worsen(struct run *run, int status)
{
    if ( status > run->status )
        run->status = status;
}

/* Deviations without a place fall back to their ordinals, one by one. */
static void loosen(struct scenario *scenario, struct result *result)
{
    int missed = choice_missed(choice_stream());

    while ( missed >= 0 && scenario->program.deviation[missed].hit )
    {
        scenario->program.deviation[missed].hit = 0;
        sim_run_program(&scenario->program, result);
        missed = choice_missed(choice_stream());
    }
}

static bool differs(const struct result *a, const struct result *b)
{
    return a->verdict != b->verdict || a->digest != b->digest ||
           a->signature != b->signature || a->nr_events != b->nr_events;
}

static void judge(const struct run *run, const struct scenario *scenario,
                  const struct result *result, struct outcome *outcome)
{
    static const enum verdict wanted[EXPECTS] = {
        [EXPECT_NOTHING] = VERDICT_PASS, [EXPECT_PASS] = VERDICT_PASS,
        [EXPECT_SKIP] = VERDICT_SKIP,    [EXPECT_FAILURE] = VERDICT_FAILURE,
        [EXPECT_ERROR] = VERDICT_ERROR,
    };
    int missed = choice_missed(choice_stream());

    snprintf(outcome->expected, sizeof(outcome->expected), "%s%s%s",
             verdict_name(wanted[scenario->expect]),
             scenario->expect_kind[0] ? " " : "", scenario->expect_kind);
    outcome->as_expected = outcome->verdict == wanted[scenario->expect];
    if ( scenario->expect == EXPECT_FAILURE && outcome->as_expected )
        outcome->as_expected =
            !strcmp(outcome->kind, scenario->expect_kind) &&
            (!scenario->expect_signature ||
             scenario->expect_signature == result->signature);
    if ( run->strict && missed >= 0 )
    {
        outcome->as_expected = false;
        snprintf(outcome->expected, sizeof(outcome->expected),
                 "a place for deviation %d", missed + 1);
    }
}

static void perform_file(void *argument, size_t task, struct outcome *outcome,
                         FILE *text)
{
    const struct run *run = argument;
    struct scenario *scenario = &run->scenarios[task];
    struct result result, again;

    sim_run_program(&scenario->program, &result);
    if ( run->lenient )
        loosen(scenario, &result);
    report_watch(&result);
    sim_run_program(&scenario->program, &again);
    report_watched();
    outcome->verdict = result.verdict;
    outcome->digest = result.digest;
    outcome->signature = result.signature;
    outcome->nr_events = result.nr_events;
    outcome->decision_points = result.decision_points;
    if ( result.verdict == VERDICT_FAILURE )
        snprintf(outcome->kind, sizeof(outcome->kind), "%s",
                 result.finding.oracle->name);
    judge(run, scenario, &result, outcome);
    if ( differs(&result, &again) )
    {
        outcome->verdict = VERDICT_ERROR;
        outcome->as_expected = false;
        snprintf(outcome->expected, sizeof(outcome->expected),
                 "one digest (the second run had %016" PRIx64 ")",
                 again.digest);
    }
    if ( run->log )
        log_print(text);
    if ( !outcome->as_expected || run->log )
        report_print(text, &scenario->program, &result,
                     run->files[run->usable[task]]);
}

static void tell(void *argument, size_t task, const struct outcome *outcome,
                 const char *text)
{
    struct run *run = argument;
    struct outcome told = *outcome;

    if ( outcome->verdict == VERDICT_CRASH )
        snprintf(told.expected, sizeof(told.expected),
                 "an end without a crash");
    output_add(run->files[run->usable[task]], &told, text);
    if ( !told.as_expected )
        worsen(run, EXIT_NOT_AS_EXPECTED);
    if ( told.verdict == VERDICT_ERROR && !told.as_expected )
        worsen(run, EXIT_ERROR);
}

static size_t read_all(struct run *run)
{
    char error[SCENARIO_ERROR_BYTES];
    size_t usable = 0;

    for ( size_t i = 0; i < run->nr_files; i++ )
        if ( input_read(run->files[i], &run->scenarios[usable], error) )
            run->usable[usable++] = i;
        else
        {
            output_unusable(run->files[i], error);
            worsen(run, EXIT_UNUSABLE);
        }
    return usable;
}

static int run_files(struct run *run)
{
    struct task_list tasks = {.jobs = (unsigned int)run->jobs,
                              .argument = run,
                              .perform = perform_file,
                              .done = tell};

    run->scenarios = calloc(run->nr_files, sizeof(*run->scenarios));
    run->usable = calloc(run->nr_files, sizeof(*run->usable));
    if ( !run->scenarios || !run->usable )
        return command_unusable("out of memory");
    output_begin(&run->output);
    tasks.nr = read_all(run);
    if ( !worker_perform(&tasks) )
        worsen(run, command_unusable("%s", strerror(errno)));
    if ( !output_end() )
        worsen(run, EXIT_UNUSABLE);
    free(run->scenarios);
    free(run->usable);
    return run->status;
}

static const struct option options[] = {
    {"json", no_argument, NULL, 'j'},
    {"junit", required_argument, NULL, 'u'},
    {"log", no_argument, NULL, 'l'},
    {"strict", no_argument, NULL, 's'},
    {"lenient", no_argument, NULL, 'e'},
    {"jobs", required_argument, NULL, 'n'},
    {"help", no_argument, NULL, 'h'},
    {NULL, 0, NULL, 0},
};

/* 0, or the status to leave with, plus one. */
static int read_options(struct run *run, int argc, char **argv)
{
    int option;

    opterr = 0;
    while ( (option = getopt_long(argc, argv, ":h", options, NULL)) != -1 )
        switch ( option )
        {
        case 'j':
            run->output.json = true;
            break;
        case 'u':
            run->output.junit = optarg;
            break;
        case 'l':
            run->log = true;
            break;
        case 's':
            run->strict = true;
            break;
        case 'e':
            run->lenient = true;
            break;
        case 'n':
            if ( !command_number(optarg, 1, 1024, &run->jobs) )
                return 1 + command_unusable("--jobs %s: a number from 1 to "
                                            "1024 was expected",
                                            optarg);
            break;
        case 'h':
            return 1 + command_help(&command_run);
        default:
            return 1 + command_bad_option(&command_run, option, argv);
        }
    return 0;
}

static int perform(int argc, char **argv)
{
    struct run run = {.jobs = 1};
    int leave = read_options(&run, argc, argv);

    if ( leave )
        return leave - 1;
    if ( run.strict && run.lenient )
        return command_unusable("--strict and --lenient exclude each other");
    if ( optind == argc )
        return command_unusable("a FILE is missing; see ffasim run --help");
    run.files = argv + optind;
    run.nr_files = (size_t)(argc - optind);
    return run_files(&run);
}

const struct command command_run = {
    .name = "run",
    .usage = "[OPTION]... FILE...",
    .summary =
        "Replay scenarios, text or bytes; compare with what they expect.",
    .options =
        "  --log          print the event log of each run\n"
        "  --strict       a deviation that finds no place is not as expected\n"
        "  --lenient      such a deviation falls back to its ordinal\n"
        "  --json         one JSON document instead of lines\n"
        "  --junit OUT    a JUnit report, too\n"
        "  --jobs N       so many files at once (1)\n"
        "  -h, --help     this text\n",
    .perform = perform,
};
