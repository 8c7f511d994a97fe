/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * ffasim run: replay scenarios and compare with what their files expect.
 * Each file runs in a process of its own.
 */
#include "command.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "input.h"
#include "output.h"
#include "replay.h"
#include "report.h"
#include "travel.h"

struct run
{
    struct output output;
    struct replay_options replay;
    struct travel travel;
    unsigned long jobs;
    char **files;
    size_t nr_files;
    size_t *usable; /* indices of the files that could be read */
    struct scenario *scenarios;
    const char *spmc;        /* instead of the one of each file, or NULL */
    struct world world_spmc; /* the same as a world                      */
    bool fine;
    int status;
};

/* The worst wins: ERROR, then unusable, then unexpected. */
static void worsen(struct run *run, int status)
{
    if ( status > run->status )
        run->status = status;
}

static void perform_file(void *argument, size_t task, struct outcome *outcome,
                         FILE *text)
{
    const struct run *run = argument;

    replay_file(&run->replay, run->files[run->usable[task]],
                &run->scenarios[task], outcome, text);
}

/* A process that died could not say what to do next. */
static void add(struct run *run, size_t task, const struct outcome *outcome,
                const char *text)
{
    const char *file = run->files[run->usable[task]];
    char *more = NULL;
    size_t length;
    FILE *out = NULL;

    if ( outcome->verdict == VERDICT_CRASH && !outcome->as_expected )
        out = open_memstream(&more, &length);
    if ( out )
    {
        fputs(text, out);
        report_print_commands(out, file, run->fine);
        fclose(out);
    }
    output_add(file, outcome, more ? more : text);
    free(more);
}

static void tell(void *argument, size_t task, const struct outcome *outcome,
                 const char *text)
{
    struct run *run = argument;
    const struct scenario *scenario = &run->scenarios[task];
    struct outcome told = *outcome;

    if ( outcome->verdict == VERDICT_CRASH )
    {
        told.as_expected = replay_is_expected(scenario, &told);
        snprintf(told.expected, sizeof(told.expected), "%s",
                 scenario->expect == EXPECT_CRASH ? "another crash"
                                                  : "an end without a crash");
    }
    add(run, task, &told, text);
    if ( !told.as_expected )
        worsen(run, EXIT_NOT_AS_EXPECTED);
    if ( told.verdict == VERDICT_ERROR && !told.as_expected )
        worsen(run, EXIT_ERROR);
}

/* As after "spmc" in a scenario. */
static int read_spmc(struct run *run)
{
    static struct scenario scenario;
    char text[128], error[SCENARIO_ERROR_BYTES];
    int length =
        snprintf(text, sizeof(text), "ffasim-scenario 1\nspmc %s\n", run->spmc);

    if ( length >= (int)sizeof(text) || strpbrk(run->spmc, "\n;#") ||
         !scenario_parse(&scenario, "--spmc", text, strlen(text), error) )
        return command_unusable("--spmc %s: a version and a personality were "
                                "expected, such as \"1.1 optee\"",
                                run->spmc);
    run->world_spmc = scenario.program.world;
    return 0;
}

/* What the file's SPMC may take upon itself it may still. */
static void replace_spmc(const struct run *run, struct world *world)
{
    if ( !run->spmc )
        return;
    world->ffa_minor = run->world_spmc.ffa_minor;
    world->personality = run->world_spmc.personality;
    world->legal |= run->world_spmc.legal;
    world->hostile |= run->world_spmc.hostile;
}

static size_t read_all(struct run *run)
{
    char error[SCENARIO_ERROR_BYTES];
    size_t usable = 0;

    for ( size_t i = 0; i < run->nr_files; i++ )
        if ( input_read(run->files[i], &run->scenarios[usable], error) )
        {
            replace_spmc(run, &run->scenarios[usable].program.world);
            run->usable[usable++] = i;
        }
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
    {
        worsen(run, command_unusable("out of memory"));
        goto out;
    }
    output_begin(&run->output);
    tasks.nr = read_all(run);
    if ( !worker_perform(&tasks) )
        worsen(run, command_unusable("%m"));
    if ( !output_end() )
        worsen(run, EXIT_UNUSABLE);
out:
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
    {"fine", no_argument, NULL, 'f'},
    {"spmc", required_argument, NULL, 'm'},
    {"jobs", required_argument, NULL, 'n'},
    {"until", required_argument, NULL, 't'},
    {"break", required_argument, NULL, 'b'},
    {"watch", required_argument, NULL, 'w'},
    {"help", no_argument, NULL, 'h'},
    {NULL, 0, NULL, 0},
};

/* An option of time travel; 0, or the status to leave with, plus one. */
static int read_travel(struct travel *travel, int option)
{
    unsigned long step;

    switch ( option )
    {
    case 't':
        if ( !command_number(optarg, 0, UINT32_MAX, &step) )
            return 1 + command_unusable("--until %s: the number of a step was "
                                        "expected, as --log prints it",
                                        optarg);
        travel->until = (long)step;
        break;
    case 'b':
        travel->site = optarg;
        break;
    default:
        if ( travel->nr_watches == TRAVEL_MAX_WATCHES )
            return 1 + command_unusable("--watch: at most %u of them",
                                        TRAVEL_MAX_WATCHES);
        travel->watch[travel->nr_watches++] = optarg;
    }
    return 0;
}

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
            run->replay.log = true;
            break;
        case 's':
            run->replay.strict = true;
            break;
        case 'e':
            run->replay.lenient = true;
            break;
        case 'f':
            if ( command_fine() )
                return 1 + EXIT_UNUSABLE;
            run->fine = true;
            break;
        case 'm':
            run->spmc = optarg;
            break;
        case 'n':
            if ( !command_number(optarg, 1, 1024, &run->jobs) )
                return 1 + command_unusable("--jobs %s: a number from 1 to "
                                            "1024 was expected",
                                            optarg);
            break;
        case 't':
        case 'b':
        case 'w':
            if ( read_travel(&run->travel, option) )
                return 1 + EXIT_UNUSABLE;
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
    struct run run = {.jobs = 1, .travel.until = -1};
    int leave = read_options(&run, argc, argv);

    if ( leave )
        return leave - 1;
    if ( run.replay.strict && run.replay.lenient )
        return command_unusable("--strict and --lenient exclude each other");
    if ( run.spmc && (leave = read_spmc(&run)) )
        return leave;
    if ( optind == argc )
        return command_unusable("a FILE is missing; see ffasim run --help");
    if ( travel_wanted(&run.travel) && optind + 1 != argc )
        return command_unusable("--until, --break and --watch are of one FILE");
    if ( travel_wanted(&run.travel) )
        return travel_perform(&run.travel, argv[optind]);
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
        "  --fine         loads and stores of the mediator are decision points, too\n"
        "  --spmc TEXT    another SPMC in each world, such as \"1.1 optee\"\n"
        "  --json         one JSON document instead of lines\n"
        "  --junit OUT    a JUnit report, too\n"
        "  --jobs N       so many files at once (1)\n"
        "  --until STEP   stop before that event of the log, and tell where "
        "everybody is\n"
        "  --break SITE   stop where a CPU comes by [CONTEXT:]SITE[#HIT]; help "
        "lists sites\n"
        "  --watch WHAT   each change of OBJECT.FIELD, with its stack: of the "
        "log's objects,\n"
        "                 or of the mediator's own, by the fields it gives "
        "them; help lists\n"
        "                 what there is\n"
        "  -h, --help     this text\n",
    .perform = perform,
};
