/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * ffasim explore: the interleaving that breaks a scenario, or the sentence that
 * there is none.
 */
#include "command.h"

#include <getopt.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "explore.h"
#include "explore-child.h"
#include "found.h"
#include "input.h"
#include "progress.h"

/* Executions of a strategy that draws, if nobody says how many. */
#define DRAWS 20000u
/* The portfolio: executions of the bounded and of the reduced search. */
#define PORTFOLIO       20000u
#define PORTFOLIO_BOUND 2u
/* An estimate is made after so many seconds. */
#define ESTIMATE 1.0

struct exploration
{
    struct explore_options options;
    bool portfolio;
    bool estimate;
    bool json;
    unsigned long runs; /* at most; 0: not said                              */
    const char *file;
    const char *out;
    struct scenario scenario;
    struct result found; /* the first run that was not as expected           */
    bool failed;
};

static bool is_bad(const struct result *result)
{
    return result->verdict == VERDICT_FAILURE ||
           result->verdict == VERDICT_ERROR;
}

static void print_claim(const struct exploration *e)
{
    const struct explore_counts *counts = explore_counts();
    bool bounded = e->options.preemptions != EXPLORE_UNBOUNDED;
    char of_shard[64] = "";

    if ( e->options.shards > 1 )
        snprintf(of_shard, sizeof(of_shard), " of shard %u/%u",
                 e->options.shard + 1, e->options.shards);
    if ( e->failed )
        printf("failure: after %" PRIu64 " interleavings%s, %" PRIu64
               " executions\n",
               counts->interleavings, of_shard, counts->executions);
    else if ( explore_complete() && bounded )
        printf("complete: no failure in all %" PRIu64 " interleavings%s with "
               "at most %u preemptions\n",
               counts->interleavings, of_shard, e->options.preemptions);
    else if ( explore_complete() )
        printf("complete: %" PRIu64 " interleavings%s, no failure in any "
               "(%" PRIu64 " executions)\n",
               counts->interleavings, of_shard, counts->executions);
    else
        printf("incomplete: no failure in %" PRIu64 " interleavings%s by %s\n",
               counts->interleavings, of_shard,
               explore_strategy_name(e->options.strategy));
}

static void print_json(const struct exploration *e)
{
    const struct explore_counts *counts = explore_counts();

    printf("{\"file\":\"%s\",\"strategy\":\"%s\",\"complete\":%s,"
           "\"failed\":%s,\"interleavings\":%" PRIu64 ",\"executions\":%" PRIu64
           ",\"abandoned\":%" PRIu64 ",\"preemptions\":",
           e->file, explore_strategy_name(e->options.strategy),
           explore_complete() ? "true" : "false", e->failed ? "true" : "false",
           counts->interleavings, counts->executions, counts->abandoned);
    if ( e->options.preemptions == EXPLORE_UNBOUNDED )
        puts("null}");
    else
        printf("%u}\n", e->options.preemptions);
}

/* One search of at most LIMIT executions; 0: any number. */
static void search(struct exploration *e, uint64_t limit)
{
    const struct explore_counts *counts = explore_counts();
    struct result result;
    enum explore_step step;

    explore_begin(&e->scenario.program, &e->options);
    progress_begin(explore_strategy_name(e->options.strategy), limit);
    while ( !progress_interrupted() && (!limit || counts->executions < limit) )
    {
        explore_child_goes_on(e->options.strategy, counts->executions,
                              counts->interleavings);
        step = explore_next(&result);
        if ( step == EXPLORE_OVER )
            break;
        if ( step == EXPLORE_NEW && is_bad(&result) )
        {
            e->failed = true;
            e->found = result;
            break;
        }
        if ( counts->executions % 64 )
            continue;
        progress_show(counts);
        if ( e->estimate && progress_seconds() > ESTIMATE )
            break;
    }
    explore_child_is_done();
    progress_end();
}

/* False: there is an answer, or nobody wants one any more. */
static bool search_part(struct exploration *e, enum explore_strategy strategy,
                        uint32_t preemptions, unsigned long limit)
{
    e->options.strategy = strategy;
    e->options.preemptions = preemptions;
    search(e, limit);
    if ( e->failed || progress_interrupted() )
        return false;
    if ( !e->json )
        print_claim(e);
    return true;
}

/*
 * Few preemptions find nearly all, so they come first; then the reduced search,
 * which may end; then what draws, for what is deep in a long scenario.
 */
static void search_portfolio(struct exploration *e)
{
    static const enum explore_strategy drawn[] = {
        EXPLORE_POS, EXPLORE_PCT, EXPLORE_STARVE, EXPLORE_RANDOM};
    unsigned long runs = e->runs ? e->runs : DRAWS;
    const unsigned int nr = sizeof(drawn) / sizeof(drawn[0]);

    if ( !search_part(e, EXPLORE_DFS, PORTFOLIO_BOUND, PORTFOLIO) )
        return;
    /* Where nothing is independent it is no better than what draws. */
    if ( e->options.exact &&
         (!search_part(e, EXPLORE_DPOR, EXPLORE_UNBOUNDED, PORTFOLIO) ||
          explore_complete()) )
        return;
    for ( unsigned int i = 0; i < nr; i++ )
        if ( !search_part(e, drawn[i], EXPLORE_UNBOUNDED, runs / nr) )
            return;
}

/* From how far the search has come by now. */
static void print_estimate(const struct exploration *e)
{
    uint64_t executions = explore_counts()->executions;
    double rate = (double)executions / progress_seconds();
    double all = (double)e->runs;

    if ( !e->runs && explore_done() > 0 )
        all = (double)executions / explore_done();
    if ( all > 0 )
        printf("estimate: about %.3g executions by %s, %.3g s at %.0f/s\n", all,
               explore_strategy_name(e->options.strategy), all / rate, rate);
    else
        printf("estimate: no end in sight after %" PRIu64 " executions\n",
               executions);
}

static bool draws(const struct exploration *e)
{
    return e->options.strategy != EXPLORE_DFS &&
           e->options.strategy != EXPLORE_DPOR;
}

/* How to go on where Ctrl-C has ended it. */
static void print_resume(const struct exploration *e)
{
    if ( draws(e) )
        fprintf(stderr,
                "ffasim: interrupted; to go on: ffasim explore --strategy %s "
                "--seed %" PRIu64 " --from %" PRIu64 " %s\n",
                explore_strategy_name(e->options.strategy), e->options.seed,
                e->options.first + explore_counts()->executions, e->file);
    else
        fprintf(
            stderr,
            "ffasim: interrupted; a search begins anew, --shard I/N cuts it "
            "into parts: ffasim explore --strategy %s --shard 1/16 %s\n",
            explore_strategy_name(e->options.strategy), e->file);
}

/* What dpor cannot do here, and what is done instead. */
static void note_limits(struct exploration *e)
{
    if ( e->portfolio || e->options.strategy != EXPLORE_DPOR )
        return;
    if ( e->options.preemptions != EXPLORE_UNBOUNDED )
    {
        fputs("ffasim: note: one order stands for others only where any number "
              "of preemptions is allowed: with --preemptions dpor is dfs\n",
              stderr);
        e->options.strategy = EXPLORE_DFS;
    }
    else if ( !e->options.exact )
        fputs("ffasim: note: the mediator of this build has no hooks in its "
              "loads and stores (the builds dev, fine and fine-gcc have): all "
              "its steps are taken to depend on one another\n",
              stderr);
}

/* In a process of its own. */
static int explore_here(void *argument)
{
    struct exploration *e = argument;
    int status = 0;

    e->options.exact =
        explore_is_toy(&e->scenario.program) || sim_run_is_told();
    sim_keep_worlds(true);
    sim_want_digest(false);
    note_limits(e);
    if ( e->portfolio && e->estimate )
        e->options.strategy = e->options.exact ? EXPLORE_DPOR : EXPLORE_DFS;
    if ( e->portfolio && !e->estimate )
        search_portfolio(e);
    else
    {
        e->runs = e->runs || !draws(e) ? e->runs : DRAWS;
        search(e, e->runs);
    }
    if ( e->estimate && !e->failed && !explore_complete() )
    {
        print_estimate(e);
        return EXIT_AS_EXPECTED;
    }
    if ( e->json )
        print_json(e);
    if ( e->failed )
        status = found_tell(&e->found, &e->scenario, e->file, e->out,
                            explore_strategy_name(e->options.strategy));
    if ( !e->json )
        print_claim(e);
    if ( progress_interrupted() )
        print_resume(e);
    if ( status )
        return status;
    if ( e->failed && e->found.verdict == VERDICT_ERROR )
        return EXIT_ERROR;
    return e->failed == (e->scenario.expect == EXPECT_FAILURE)
               ? EXIT_AS_EXPECTED
               : EXIT_NOT_AS_EXPECTED;
}

static int tell_death(struct exploration *e, const struct explore_death *death)
{
    const char *strategy =
        explore_strategy_name((enum explore_strategy)death->strategy);
    int status;

    printf("crash: after %" PRIu64 " interleavings, %" PRIu64
           " executions by %s\n",
           death->interleavings, death->executions, strategy);
    if ( e->json )
        printf("{\"file\":\"%s\",\"strategy\":\"%s\",\"complete\":false,"
               "\"failed\":true,\"interleavings\":%" PRIu64
               ",\"executions\":%" PRIu64 ",\"abandoned\":0,"
               "\"preemptions\":null}\n",
               e->file, strategy, death->interleavings, death->executions);
    status = found_crash(death, &e->scenario, e->file, e->out, strategy);
    if ( status )
        return status;
    return e->scenario.expect == EXPECT_CRASH ? EXIT_AS_EXPECTED
                                              : EXIT_NOT_AS_EXPECTED;
}

static int explore(struct exploration *e)
{
    char error[SCENARIO_ERROR_BYTES];
    const struct explore_death *death;
    int status;

    if ( !input_read(e->file, &e->scenario, error) )
    {
        fprintf(stderr, "%s\n", error);
        return EXIT_UNUSABLE;
    }
    death = explore_child(explore_here, e, &e->scenario.program, &status);
    return death ? tell_death(e, death) : status;
}

static int read_strategy(struct exploration *e, const char *name)
{
    for ( unsigned int i = 0; i < EXPLORE_STRATEGIES; i++ )
        if ( !strcmp(name, explore_strategy_name(i)) )
        {
            e->options.strategy = i;
            e->portfolio = false;
            return 0;
        }
    return command_unusable("--strategy %s: random, pct, pos, starve, dfs or "
                            "dpor was expected",
                            name);
}

static int read_number(const char *option, unsigned long min, unsigned long max,
                       unsigned long *number)
{
    if ( command_number(optarg, min, max, number) )
        return 0;
    return command_unusable("--%s %s: a number from %lu to %lu was expected",
                            option, optarg, min, max);
}

/* I/N, I from 1 to N. */
static int read_shard(struct exploration *e)
{
    char *end;
    unsigned long shard = strtoul(optarg, &end, 10), shards;

    if ( *end != '/' || !command_number(end + 1, 1, 65536, &shards) || !shard ||
         shard > shards )
        return command_unusable("--shard %s: I/N was expected, with I from 1 "
                                "to N",
                                optarg);
    e->options.shard = (unsigned int)shard - 1;
    e->options.shards = (unsigned int)shards;
    return 0;
}

static const struct option options[] = {
    {"strategy", required_argument, NULL, 's'},
    {"preemptions", required_argument, NULL, 'p'},
    {"runs", required_argument, NULL, 'r'},
    {"seed", required_argument, NULL, 'd'},
    {"from", required_argument, NULL, 'm'},
    {"shard", required_argument, NULL, 'i'},
    {"fine", no_argument, NULL, 'f'},
    {"estimate", no_argument, NULL, 'e'},
    {"json", no_argument, NULL, 'j'},
    {"output", required_argument, NULL, 'o'},
    {"help", no_argument, NULL, 'h'},
    {NULL, 0, NULL, 0},
};

static int read_fine(void)
{
    if ( sim_run_fine(true) )
        return 0;
    return command_unusable(
        "--fine: the mediator of this build has no hooks in "
        "its loads and stores; the dev build has");
}

/* 0, or the status to leave with, plus one. */
static int read_option(struct exploration *e, int option, char **argv)
{
    unsigned long number = 0;
    int status = 0;

    switch ( option )
    {
    case 's':
        status = read_strategy(e, optarg);
        break;
    case 'p':
        status = read_number("preemptions", 0, 1000, &number);
        e->options.preemptions = (uint32_t)number;
        break;
    case 'r':
        status = read_number("runs", 1, UINT64_MAX, &e->runs);
        break;
    case 'd':
        status = read_number("seed", 0, UINT64_MAX, &number);
        e->options.seed = number;
        break;
    case 'm':
        status = read_number("from", 0, UINT64_MAX, &number);
        e->options.first = number;
        break;
    case 'i':
        status = read_shard(e);
        break;
    case 'f':
        status = read_fine();
        break;
    case 'e':
        e->estimate = true;
        break;
    case 'j':
        e->json = true;
        break;
    case 'o':
        e->out = optarg;
        break;
    case 'h':
        return 1 + command_help(&command_explore);
    default:
        return 1 + command_bad_option(&command_explore, option, argv);
    }
    return status ? 1 + status : 0;
}

static int perform(int argc, char **argv)
{
    static struct exploration e = {
        .options = {.preemptions = EXPLORE_UNBOUNDED, .shards = 1, .seed = 1},
        .portfolio = true,
    };
    int option, leave;

    opterr = 0;
    while ( (option = getopt_long(argc, argv, ":o:h", options, NULL)) != -1 )
        if ( (leave = read_option(&e, option, argv)) )
            return leave - 1;
    if ( optind + 1 != argc )
        return command_unusable("one FILE is needed; see ffasim explore "
                                "--help");
    e.file = argv[optind];
    return explore(&e);
}

const struct command command_explore = {
    .name = "explore",
    .usage = "[OPTION]... FILE",
    .summary = "Search the schedules of a scenario for one that breaks it.",
    .options =
        "  --strategy S       random, pct, pos, starve: draw schedules;\n"
        "                     dfs: every one; dpor: one of those that nobody can\n"
        "                     tell apart. Without: some of each\n"
        "  --preemptions N    at most so many (any number)\n"
        "  --runs N           at most so many executions\n"
        "  --seed N           of the strategies that draw (1)\n"
        "  --from N           ... from their N-th execution on (0)\n"
        "  --shard I/N        the I-th of N parts of the search, I from 1\n"
        "  --fine             loads and stores of the mediator are decision points, too\n"
        "  --estimate         say how long it would take, and stop\n"
        "  --json             one JSON document instead of lines\n"
        "  -o, --output OUT   where to keep a schedule that fails (STEM-found.scn)\n"
        "  -h, --help         this text\n",
    .perform = perform,
};
