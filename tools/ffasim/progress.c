/* SPDX-License-Identifier: GPL-2.0-only */
#include "progress.h"

#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "explore.h"

/* Between two lines, in seconds. */
#define ON_TERMINAL 0.2
#define ELSEWHERE   10.0

static struct
{
    const char *strategy;
    uint64_t limit;
    double began;
    double next;
    bool terminal;
    bool shown; /* a line that is not finished                               */
} progress;

static volatile sig_atomic_t interrupted;

static void interrupt(int signal)
{
    (void)signal;
    interrupted = 1;
}

static double now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

void progress_begin(const char *strategy, uint64_t limit)
{
    /* The second time it is deadly. */
    const struct sigaction once = {
        .sa_handler = interrupt,
        .sa_flags = (int)SA_RESETHAND,
    };

    sigaction(SIGINT, &once, NULL);
    progress.strategy = strategy;
    progress.limit = limit;
    progress.began = now();
    progress.terminal = isatty(STDERR_FILENO);
    progress.next =
        progress.began + (progress.terminal ? ON_TERMINAL : ELSEWHERE);
    progress.shown = false;
}

/* In seconds; negative: it cannot be told. */
static double time_left(const struct explore_counts *counts, double passed)
{
    double done = explore_done();

    if ( progress.limit )
        done = (double)counts->executions / (double)progress.limit;
    return done > 0 ? passed / done - passed : -1;
}

void progress_show(const struct explore_counts *counts)
{
    double time = now();
    double passed = time - progress.began;
    double left;

    if ( time < progress.next )
        return;
    progress.next = time + (progress.terminal ? ON_TERMINAL : ELSEWHERE);
    left = time_left(counts, passed);
    fprintf(stderr,
            "%s%s: %" PRIu64 " executions, %.0f/s, %" PRIu64
            " interleavings, no failure",
            progress.terminal ? "\r\033[K" : "", progress.strategy,
            counts->executions, (double)counts->executions / passed,
            counts->interleavings);
    if ( left >= 0 )
        fprintf(stderr, ", about %.0f s left", left);
    fprintf(stderr, "%s", progress.terminal ? "" : "\n");
    progress.shown = progress.terminal;
}

void progress_end(void)
{
    if ( progress.shown )
        fprintf(stderr, "\r\033[K");
    progress.shown = false;
}

double progress_seconds(void)
{
    return now() - progress.began;
}

bool progress_interrupted(void)
{
    return interrupted;
}
