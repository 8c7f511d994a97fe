/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * ffasim bench: how fast it is, each figure beside something well known that
 * was measured a moment before or after it.
 */
#include "command.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <json-c/json.h>

#include "bench.h"

/* In this order; a measurement may go on with what the one before it left. */
static const struct
{
    const char *name;
    const char *unit;
    const char *yardstick;
    struct measured (*measure)(struct bench *bench);
} figures[] = {
    {"campaign_runs_per_s", "runs/s/core",
     "libFuzzer, same build, seeds and mutators, a target that does nothing",
     bench_libfuzzer},
    {"campaign_growing_runs_per_s", "runs/s/core", "the same",
     bench_libfuzzer_growing},
    {"worker_rss_mib", "MiB", "that target", bench_libfuzzer_rss},
    {"campaign_afl_runs_per_s", "runs/s",
     "AFL++, same build, seeds and mutator, a persistent target that does "
     "nothing",
     bench_afl},
    {"calls_per_s", "calls/s/core",
     "calls through a pointer that copy 18 registers in and out", bench_calls},
    {"points_dense_per_s", "points/s/core",
     "hand-offs between two threads, mutex and condition variable",
     bench_points_dense},
    {"points_sparse_per_s", "points/s/core", "plain function calls",
     bench_points_sparse},
    {"toy_executions_per_s", "executions/s/core",
     "hand-offs between two threads, one a section", bench_toys},
    {"locks_3x4_seconds", "s", "the same for its 34,650 executions",
     bench_locks_3x4},
    {"corpus_replay_seconds", "s",
     "as many processes that end at once as there are files", bench_replay},
};

#define NR_FIGURES (sizeof(figures) / sizeof(figures[0]))

double bench_now(void)
{
    struct timespec now;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

double bench_rate(double seconds, unsigned int times, void (*work)(void))
{
    double begin = bench_now(), best = 0;

    do
    {
        double before = bench_now(), spent;

        work();
        spent = bench_now() - before;
        if ( spent > 0 && times / spent > best )
            best = times / spent;
    } while ( bench_now() - begin < seconds );
    return best;
}

static double ratio(const struct measured *m)
{
    return m->value / m->yardstick;
}

static void add_number(struct json_object *object, const char *key,
                       double number)
{
    json_object_object_add(
        object, key, isfinite(number) ? json_object_new_double(number) : NULL);
}

static void print_json(const struct measured measured[])
{
    struct json_object *whole = json_object_new_object();
    struct json_object *list = json_object_new_array();

    for ( size_t i = 0; i < NR_FIGURES; i++ )
    {
        struct json_object *object = json_object_new_object();

        json_object_object_add(object, "name",
                               json_object_new_string(figures[i].name));
        add_number(object, "value", measured[i].value);
        json_object_object_add(object, "unit",
                               json_object_new_string(figures[i].unit));
        json_object_object_add(object, "yardstick",
                               json_object_new_string(figures[i].yardstick));
        add_number(object, "yardstick_value", measured[i].yardstick);
        add_number(object, "ratio", ratio(&measured[i]));
        json_object_array_add(list, object);
    }
    json_object_object_add(whole, "figures", list);
    puts(json_object_to_json_string_ext(whole, JSON_C_TO_STRING_PRETTY));
    json_object_put(whole);
}

static void print_number(double number)
{
    if ( !isfinite(number) )
        printf(" %13s", "-");
    else
        printf(" %13.*f", number < 100 ? 3 : 0, number);
}

static void print_table(const struct measured measured[])
{
    printf("%-28s %13s %-13s %13s %9s\n", "figure", "value", "unit",
           "yardstick", "ratio");
    for ( size_t i = 0; i < NR_FIGURES; i++ )
    {
        printf("%-28s", figures[i].name);
        print_number(measured[i].value);
        printf(" %-13s", figures[i].unit);
        print_number(measured[i].yardstick);
        if ( isfinite(ratio(&measured[i])) )
            printf(" %9.3f", ratio(&measured[i]));
        else
            printf(" %9s", "-");
        printf("\n    yardstick: %s\n", figures[i].yardstick);
    }
}

/* The folder that this program's own build stands in. */
static bool find_builds(struct bench *bench)
{
    ssize_t length =
        readlink("/proc/self/exe", bench->builds, sizeof(bench->builds) - 1);

    if ( length <= 0 )
        return false;
    bench->builds[length] = '\0';
    for ( unsigned int up = 0; up < 2; up++ )
    {
        char *slash = strrchr(bench->builds, '/');

        if ( !slash )
            return false;
        *slash = '\0';
    }
    return true;
}

static void measure_all(struct bench *bench, struct measured measured[])
{
    for ( size_t i = 0; i < NR_FIGURES; i++ )
    {
        if ( isatty(STDERR_FILENO) )
            fprintf(stderr, "\r\033[K%zu of %zu: %s", i + 1, NR_FIGURES,
                    figures[i].name);
        measured[i] = figures[i].measure(bench);
    }
    if ( isatty(STDERR_FILENO) )
        fprintf(stderr, "\r\033[K");
    bench_scratch_remove(bench);
}

static const struct option options[] = {
    {"json", no_argument, NULL, 'j'},
    {"seconds", required_argument, NULL, 's'},
    {"builds", required_argument, NULL, 'b'},
    {"seeds", required_argument, NULL, 'c'},
    {"help", no_argument, NULL, 'h'},
    {NULL, 0, NULL, 0},
};

static bool keep(char *to, size_t room, const char *text)
{
    return (size_t)snprintf(to, room, "%s", text) < room;
}

/* 0, or the status to leave with, plus one. */
static int read_options(struct bench *bench, bool *json, int argc, char **argv)
{
    unsigned long seconds = 3;
    bool fits = true;
    int option;

    opterr = 0;
    while ( (option = getopt_long(argc, argv, ":h", options, NULL)) != -1 )
        switch ( option )
        {
        case 'j':
            *json = true;
            break;
        case 's':
            if ( !command_number(optarg, 0, 3600, &seconds) )
                return 1 + command_unusable("--seconds %s: a number from 0 to "
                                            "3600 was expected",
                                            optarg);
            break;
        case 'b':
            fits = keep(bench->builds, sizeof(bench->builds), optarg);
            break;
        case 'c':
            fits = keep(bench->seeds, sizeof(bench->seeds), optarg);
            break;
        case 'h':
            return 1 + command_help(&command_bench);
        default:
            return 1 + command_bad_option(&command_bench, option, argv);
        }
    bench->seconds = (double)seconds;
    if ( !fits )
        return 1 + command_unusable("a folder's name is too long");
    if ( optind != argc )
        return 1 + command_unusable("bench takes no FILE: %s", argv[optind]);
    return 0;
}

static int perform(int argc, char **argv)
{
    struct measured measured[NR_FIGURES];
    struct bench bench = {.seconds = 0};
    bool json = false;
    int leave = read_options(&bench, &json, argc, argv);

    if ( leave )
        return leave - 1;
    if ( !bench.builds[0] && !find_builds(&bench) )
        return command_unusable("where this program stands is not to be found "
                                "out; --builds says it");
    if ( !bench.seeds[0] &&
         snprintf(bench.seeds, sizeof(bench.seeds), "%s/../corpus/seeds",
                  bench.builds) >= (int)sizeof(bench.seeds) )
        return command_unusable("a folder's name is too long");
    measure_all(&bench, measured);
    if ( json )
        print_json(measured);
    else
        print_table(measured);
    return EXIT_AS_EXPECTED;
}

const struct command command_bench = {
    .name = "bench",
    .usage = "[OPTION]...",
    .summary = "Measure: each figure beside a yardstick of the same minute.",
    .options =
        "  --seconds N    so long for each measurement, more or less (3); 0: the\n"
        "                 least that shows that it can be done\n"
        "  --json         one JSON document instead of a table\n"
        "  --builds DIR   the folder with the builds release, fuzz and afl\n"
        "                 (where this program's own build stands)\n"
        "  --seeds DIR    the seed corpus as text (DIR/../corpus/seeds)\n"
        "  -h, --help     this text\n"
        "\n"
        "Figures:\n"
        "  campaign_runs_per_s          libFuzzer over the seed corpus with\n"
        "                               the build fuzz, for N seconds: all of\n"
        "                               a campaign, but what the mutators make\n"
        "                               is thrown away, so that the inputs are\n"
        "                               the seeds. Runs by seconds of CPU time,\n"
        "                               start-up included. Yardstick: the same\n"
        "                               engine, mutators and counters, no run\n"
        "  campaign_growing_runs_per_s  a campaign from the seeds, fixed\n"
        "                               randomness; failures do not end it\n"
        "  worker_rss_mib               the most memory that campaign had\n"
        "  campaign_afl_runs_per_s      the same with AFL++ and the build afl,\n"
        "                               one worker, by seconds on the wall\n"
        "  calls_per_s                  a guest's FF-A calls through the\n"
        "                               mediator: ID_GET, FEATURES, BIND, GET,\n"
        "                               UNBIND in turn; logged, not judged\n"
        "  points_dense_per_s           decision points with a switch at each\n"
        "  points_sparse_per_s          decision points without a switch\n"
        "  toy_executions_per_s         all schedules of 2 CPUs with 5 sections of\n"
        "                               one lock each, again and again; judged\n"
        "  locks_3x4_seconds            all schedules of 3 CPUs with 4 sections\n"
        "  corpus_replay_seconds        ffasim run of seeds and regressions,\n"
        "                               one after the other\n"
        "A figure whose build is missing is named on stderr and left empty. What\n"
        "is measured in this process is the best of many tries in CPU time.\n",
    .perform = perform,
};
