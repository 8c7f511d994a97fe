/* SPDX-License-Identifier: GPL-2.0-only */
#include "minimize-tell.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "command.h"
#include "minimize-write.h"

#define PROGRESS_NS 50000000ll

static struct
{
    long long began_ns;
    long long last_ns;
} clock_of;

static long long now_ns(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000000000ll + now.tv_nsec;
}

void minimize_tell_begin(void)
{
    clock_of.began_ns = now_ns();
}

void minimize_tell_progress(void *argument, const char *pass,
                            unsigned int replays, const struct program *best)
{
    long long now = now_ns();

    (void)argument;
    if ( !isatty(STDERR_FILENO) || now - clock_of.last_ns < PROGRESS_NS )
        return;
    clock_of.last_ns = now;
    fprintf(stderr, "\r%-20.20s %5u replays, %2u ops, %2u deviations, %u CPUs ",
            pass, replays, best->nr_ops, best->nr_deviations,
            best->world.nr_cpus);
}

void minimize_tell_end(void)
{
    if ( isatty(STDERR_FILENO) )
        fprintf(stderr, "\r%72s\r", "");
}

int minimize_tell_no_process(void)
{
    return command_unusable("no process for a replay: %s", strerror(errno));
}

/* As JSON has it; nothing here needs more than these. */
static void print_string(const char *key, const char *text)
{
    printf("\"%s\": \"", key);
    for ( ; *text; text++ )
        if ( *text == '"' || *text == '\\' )
            printf("\\%c", *text);
        else if ( (unsigned char)*text >= ' ' )
            putchar(*text);
    printf("\", ");
}

static void tell_json(const struct minimize_told *told, const char *swap,
                      double seconds)
{
    const struct minimize *m = told->m;

    putchar('{');
    print_string("file", told->in);
    print_string("out", told->out);
    print_string("verdict", verdict_name(told->failure.verdict));
    print_string("kind", told->failure.kind);
    printf("\"signature\": \"%016llx\", ",
           (unsigned long long)told->failure.signature);
    print_string("swap", swap);
    printf("\"ops_before\": %u, \"ops\": %u, \"deviations_before\": %u, "
           "\"deviations\": %u, \"replays\": %u, \"seconds\": %.3f, "
           "\"complete\": %s}\n",
           told->before->nr_ops, m->best.nr_ops, told->before->nr_deviations,
           m->best.nr_deviations, m->replays, seconds,
           m->stopped ? "false" : "true");
}

/* The nearest run that passes, as a scenario would have it. */
static void tell_passing(const struct program *passing)
{
    static struct scenario scenario;
    static char text[SCENARIO_TEXT_BYTES];
    const char *line;

    scenario_init(&scenario);
    scenario.program = *passing;
    scenario_print(&scenario, text, sizeof(text));
    puts("The nearest run that passes:");
    for ( line = strchr(text, '\n'); line && line[1];
          line = strchr(line + 1, '\n') )
        printf("  %.*s\n", (int)strcspn(line + 1, "\n"), line + 1);
}

void minimize_tell(const struct minimize_told *told)
{
    double seconds = (double)(now_ns() - clock_of.began_ns) / 1e9;
    const struct minimize *m = told->m;
    char swap[MINIMIZE_SWAP_BYTES];

    minimize_swap_text(m, swap);
    if ( told->json )
    {
        tell_json(told, swap, seconds);
        return;
    }
    printf("%s: %s %s sig=%016llx\n", told->in,
           verdict_name(told->failure.verdict), told->failure.kind,
           (unsigned long long)told->failure.signature);
    printf("%u ops, %u deviations -> %u ops, %u deviations; %u replays in "
           "%.2f s\n%s\n%s",
           told->before->nr_ops, told->before->nr_deviations, m->best.nr_ops,
           m->best.nr_deviations, m->replays, seconds, swap, told->steps);
    if ( m->swap.kind != SWAP_NONE )
        tell_passing(&told->passing);
    printf("Replay: ffasim run%s %s\n", told->fine ? " --fine" : "", told->out);
    if ( m->stopped )
        printf("%s: this is the best so far; to go on: ffasim minimize%s %s "
               "-o %s\n",
               told->interrupted ? "interrupted" : "out of replays",
               told->fine ? " --fine" : "", told->out, told->out);
}
