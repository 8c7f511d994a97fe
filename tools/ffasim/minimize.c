/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * ffasim minimize: a failure as a few lines of scenario, and the one swap that
 * makes it pass.
 */
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "command.h"
#include "input.h"
#include "minimize-tell.h"
#include "minimize-write.h"

static struct
{
    const char *in, *out;
    bool json, fine;
    unsigned long max_replays;
    struct scenario scenario;
    struct replayed wanted; /* the failure of IN                            */
    struct minimize minimize;
    bool broken; /* no more processes can be had                      */
} work = {.max_replays = 2000};

static volatile sig_atomic_t interrupted;

static void on_signal(int number)
{
    (void)number;
    interrupted = 1;
}

static enum minimize_answer judge(const struct replayed *replayed)
{
    if ( !replayed )
        work.broken = true;
    if ( !replayed || interrupted )
        return MINIMIZE_STOP;
    if ( replayed->verdict == VERDICT_PASS )
        return MINIMIZE_PASS;
    return replayed->verdict == work.wanted.verdict &&
                   replayed->signature == work.wanted.signature &&
                   !strcmp(replayed->kind, work.wanted.kind)
               ? MINIMIZE_SAME
               : MINIMIZE_OTHER;
}

static enum minimize_answer run(void *argument, struct program *program)
{
    const struct replayed *replayed = replayer_run(program);
    enum minimize_answer answer = judge(replayed);

    (void)argument;
    if ( answer == MINIMIZE_SAME && replayed->recorded )
        *program = replayed->program;
    return answer;
}

static unsigned int trace(void *argument, const struct program *program,
                          const struct minimize_point **points)
{
    unsigned int nr = 0;
    const struct replayed *replayed = replayer_trace(program, points, &nr);

    (void)argument;
    return replayed && !interrupted ? nr : 0;
}

/* FILE must fail, and twice alike. 0, or the status to leave with. */
static int find_failure(void)
{
    const struct replayed *again = replayer_run(&work.scenario.program);

    if ( !again )
        return minimize_tell_no_process();
    work.wanted = *again;
    again = replayer_run(&work.scenario.program);
    if ( !again )
        return minimize_tell_no_process();
    if ( again->verdict != work.wanted.verdict ||
         again->digest != work.wanted.digest ||
         again->signature != work.wanted.signature )
    {
        fprintf(stderr,
                "%s: ERROR: it does not replay: %s with digest %016llx, then "
                "%s with digest %016llx\n",
                work.in, verdict_name(work.wanted.verdict),
                (unsigned long long)work.wanted.digest,
                verdict_name(again->verdict),
                (unsigned long long)again->digest);
        return EXIT_ERROR;
    }
    if ( again->verdict == VERDICT_ERROR )
    {
        fprintf(stderr, "%s: ERROR %s %s\n", work.in, again->kind,
                again->promise);
        return EXIT_ERROR;
    }
    if ( again->verdict == VERDICT_FAILURE || again->verdict == VERDICT_CRASH )
        return 0;
    fprintf(stderr,
            "%s: error: it ends in %s, and a failure or a crash was expected\n",
            work.in, verdict_name(again->verdict));
    return EXIT_UNUSABLE;
}

static int finish(const struct program *before)
{
    static struct minimize_told told;
    const struct replayed *replayed;
    const char *steps;
    int status;

    replayed =
        replayer_explain(&work.minimize.best, &work.minimize.swap, &steps);
    minimize_tell_end();
    if ( !replayed )
        return minimize_tell_no_process();
    told = (struct minimize_told){.in = work.in,
                                  .out = work.out,
                                  .json = work.json,
                                  .fine = work.fine,
                                  .interrupted = interrupted,
                                  .m = &work.minimize,
                                  .before = before,
                                  .failure = *replayed};
    snprintf(told.steps, sizeof(told.steps), "%s", steps);
    if ( work.minimize.swap.kind != SWAP_NONE &&
         (replayed = replayer_run(&work.minimize.swap.passing)) )
        told.passing = replayed->program;
    status = minimize_write(&work.scenario, &told);
    if ( status )
        return status;
    minimize_tell(&told);
    return work.minimize.stopped ? EXIT_NOT_AS_EXPECTED : EXIT_AS_EXPECTED;
}

static int minimize(void)
{
    static const struct minimize_client client = {
        .run = run, .trace = trace, .progress = minimize_tell_progress};
    const struct sigaction caught = {.sa_handler = on_signal};
    static struct program before;
    char error[SCENARIO_ERROR_BYTES];
    int status;

    if ( !input_read(work.in, &work.scenario, error) )
    {
        fprintf(stderr, "%s\n", error);
        return EXIT_UNUSABLE;
    }
    before = work.scenario.program;
    minimize_tell_begin();
    if ( !replayer_begin() )
        return minimize_tell_no_process();
    sigaction(SIGINT, &caught, NULL);
    sigaction(SIGTERM, &caught, NULL);
    status = find_failure();
    if ( !status )
    {
        minimize_program(&work.minimize, &client,
                         work.wanted.recorded ? &work.wanted.program : &before,
                         (unsigned int)work.max_replays);
        status = work.broken ? minimize_tell_no_process() : finish(&before);
    }
    replayer_end();
    return status;
}

static const struct option options[] = {
    {"output", required_argument, NULL, 'o'},
    {"replays", required_argument, NULL, 'r'},
    {"fine", no_argument, NULL, 'f'},
    {"json", no_argument, NULL, 'j'},
    {"help", no_argument, NULL, 'h'},
    {NULL, 0, NULL, 0},
};

static int perform(int argc, char **argv)
{
    int option;

    opterr = 0;
    while ( (option = getopt_long(argc, argv, ":o:h", options, NULL)) != -1 )
        switch ( option )
        {
        case 'o':
            work.out = optarg;
            break;
        case 'r':
            if ( !command_number(optarg, 1, MINIMIZE_MAX_REPLAYS,
                                 &work.max_replays) )
                return command_unusable("--replays %s: a number from 1 to %u "
                                        "was expected",
                                        optarg, MINIMIZE_MAX_REPLAYS);
            break;
        case 'f':
            if ( command_fine() )
                return EXIT_UNUSABLE;
            work.fine = true;
            break;
        case 'j':
            work.json = true;
            break;
        case 'h':
            return command_help(&command_minimize);
        default:
            return command_bad_option(&command_minimize, option, argv);
        }
    if ( !work.out || optind + 1 != argc )
        return command_unusable("one FILE and -o OUT are needed; see ffasim "
                                "minimize --help");
    if ( !input_is_text_name(work.out) )
        return command_unusable("%s: a name that ends in .scn was expected",
                                work.out);
    work.in = argv[optind];
    return minimize();
}

const struct command command_minimize = {
    .name = "minimize",
    .usage = "[OPTION]... FILE -o OUT",
    .summary = "Make a failure small, and find what separates it from a pass.",
    .options =
        "  -o, --output OUT   where to: text, a name that ends in .scn\n"
        "  --replays N        stop after so many (2000); the best so far is "
        "kept\n"
        "  --fine             loads and stores of the mediator are decision "
        "points, too\n"
        "  --json             one JSON object instead of lines\n"
        "  -h, --help         this text\n",
    .perform = perform,
};
