/* SPDX-License-Identifier: GPL-2.0-only */
#include "minimize-tell.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
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
        else if ( *text == '\n' )
            fputs("\\n", stdout);
        else if ( (unsigned char)*text >= ' ' )
            putchar(*text);
    printf("\", ");
}

static double seconds_spent(void)
{
    return (double)(now_ns() - clock_of.began_ns) / 1e9;
}

/* As a scenario. */
static const char *text_of(const struct program *program)
{
    static struct scenario scenario;
    static char text[SCENARIO_TEXT_BYTES];

    scenario_init(&scenario);
    scenario.program = *program;
    scenario_print(&scenario, text, sizeof(text));
    return text;
}

/* The nearest run that passes; "" if there is none. */
static const char *passing_text(const struct minimize_told *told)
{
    return told->m->swap.kind == SWAP_NONE ? "" : text_of(&told->passing);
}

static void tell_json(const struct minimize_told *told, const char *swap,
                      const char *report)
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
    print_string("passing", passing_text(told));
    print_string("report", report);
    printf("\"ops_before\": %u, \"ops\": %u, \"deviations_before\": %u, "
           "\"deviations\": %u, \"replays\": %u, \"seconds\": %.3f, "
           "\"complete\": %s}\n",
           told->before->nr_ops, m->best.nr_ops, told->before->nr_deviations,
           m->best.nr_deviations, m->replays, seconds_spent(),
           m->stopped ? "false" : "true");
}

static void print_program(FILE *out, const char *title, const char *text)
{
    const char *line;

    fprintf(out, "%s\n", title);
    for ( line = strchr(text, '\n'); line && line[1];
          line = strchr(line + 1, '\n') )
        fprintf(out, "  %.*s\n", (int)strcspn(line + 1, "\n"), line + 1);
}

static void tell_lines(FILE *out, const struct minimize_told *told,
                       const char *swap)
{
    const struct minimize *m = told->m;
    const char *fine = told->fine ? " --fine" : "";

    fprintf(out, "%s: %s %s sig=%016llx\n", told->in,
            verdict_name(told->failure.verdict), told->failure.kind,
            (unsigned long long)told->failure.signature);
    if ( told->failure.promise[0] )
        fprintf(out, "Promised: %s\n", told->failure.promise);
    if ( told->failure.happened[0] )
        fprintf(out, "Happened: %s\n", told->failure.happened);
    fprintf(out,
            "%u ops, %u deviations -> %u ops, %u deviations; %u replays in "
            "%.2f s\n%s\n%s",
            told->before->nr_ops, told->before->nr_deviations, m->best.nr_ops,
            m->best.nr_deviations, m->replays, seconds_spent(), swap,
            told->steps);
    print_program(out, "What is left, and fails:", text_of(&m->best));
    if ( m->swap.kind != SWAP_NONE )
        print_program(out, "The nearest run that passes:", passing_text(told));
    fprintf(out, "Replay:  ffasim run%s --log %s\n", fine, told->out);
    fprintf(out, "Picture: ffasim show%s %s\n", fine, told->out);
    if ( m->stopped )
        fprintf(out,
                "%s: this is the best so far; to go on: ffasim minimize%s %s "
                "-o %s\n",
                told->interrupted ? "interrupted" : "out of replays", fine,
                told->out, told->out);
}

void minimize_tell(const struct minimize_told *told)
{
    char swap[MINIMIZE_SWAP_BYTES], *report = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&report, &length);

    minimize_swap_text(told, swap);
    if ( out )
        tell_lines(out, told, swap);
    if ( !out || fclose(out) )
        command_unusable("out of memory");
    else if ( told->json )
        tell_json(told, swap, report);
    else
        fputs(report, stdout);
    free(report);
}
