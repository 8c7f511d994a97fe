/* SPDX-License-Identifier: GPL-2.0-only */
#include "minimize-write.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "command.h"
#include "difference.h"
#include "file.h"

#define LINE_COLUMNS 74u

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

/* Characters that a header's name may have; others become '-'. */
static void take_name(const char *out, char name[SCENARIO_NAME_BYTES])
{
    const char *base = base_name(out);
    const char *dot = strrchr(base, '.');
    size_t length = dot && dot != base ? (size_t)(dot - base) : strlen(base);
    size_t used = 0;

    for ( size_t i = 0; i < length && used + 1 < SCENARIO_NAME_BYTES; i++ )
        name[used++] = isalnum((unsigned char)base[i])
                           ? (char)tolower((unsigned char)base[i])
                           : '-';
    name[used] = '\0';
}

/* TEXT as one more line of WHY, or several. What does not fit is left out. */
static void add(char why[SCENARIO_WHY_BYTES], const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void add(char why[SCENARIO_WHY_BYTES], const char *format, ...)
{
    char text[1024];
    size_t used = strlen(why), column = 0;
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(text, sizeof(text), format, arguments);
    va_end(arguments);
    for ( char *word = strtok(text, " \t\r\n"); word;
          word = strtok(NULL, " \t\r\n") )
    {
        size_t length = strlen(word);

        if ( used + length + 2 > SCENARIO_WHY_BYTES )
            return;
        if ( !column || column + 1 + length > LINE_COLUMNS )
            column = 0;
        if ( used )
            why[used++] = column ? ' ' : '\n';
        for ( const char *c = word; *c; c++ )
            why[used++] = isprint((unsigned char)*c) ? *c : '?';
        why[used] = '\0';
        column += length + 1;
    }
}

static void name_step(const struct deviation *at, char *text, size_t room)
{
    if ( at->site )
        snprintf(text, room, "cpu%u %s:%s#%" PRIu32, at->cpu,
                 program_context_name(at->context), name_text(at->site),
                 at->hit);
    else
        snprintf(text, room, "the next step of cpu%u", at->cpu);
}

static void name_deviation(const struct minimize_told *told, char *text,
                           size_t room)
{
    static const char *const what[CHOICE_KINDS] = {
        [CHOICE_SCHED] = "the switch",
        [CHOICE_SPMC] = "the SPMC's choice",
        [CHOICE_FAULT] = "the fault",
        [CHOICE_REUSE] = "the reuse of memory",
    };
    const struct minimize *m = told->m;
    const struct deviation *d = &m->best.deviation[m->swap.index];
    const char *outcome = told->failure.outcome;
    char step[320];

    name_step(d, step, sizeof(step));
    snprintf(text, room, "%s at %s%s%s%s", what[d->kind], step,
             outcome[0] ? " (" : "", outcome, outcome[0] ? ")" : "");
}

/* Which statement of the scenario it is that must be another one. */
static void tell_change(const struct minimize *m,
                        char text[MINIMIZE_SWAP_BYTES])
{
    char fails[DIFFERENCE_BYTES], passes[DIFFERENCE_BYTES];

    difference_tell(&m->best, &m->swap.passing, fails, passes);
    if ( fails[0] && passes[0] )
        snprintf(text, MINIMIZE_SWAP_BYTES,
                 "It fails with \"%s\"; with \"%s\" instead it passes.", fails,
                 passes);
    else
        snprintf(text, MINIMIZE_SWAP_BYTES, "%s \"%s\" it passes.",
                 fails[0] ? "Without" : "With also", fails[0] ? fails : passes);
}

void minimize_swap_text(const struct minimize_told *told,
                        char text[MINIMIZE_SWAP_BYTES])
{
    const struct minimize *m = told->m;
    const struct minimize_swap *swap = &m->swap;
    char first[DIFFERENCE_BYTES], second[DIFFERENCE_BYTES];

    name_step(&swap->first, first, sizeof(first));
    name_step(&swap->second, second, sizeof(second));
    switch ( swap->kind )
    {
    case SWAP_STEPS:
        snprintf(text, MINIMIZE_SWAP_BYTES,
                 "It fails when %s comes before %s; the other way round it "
                 "passes.",
                 first, second);
        break;
    case SWAP_OPS:
        difference_tell_op(&m->best, swap->index, first);
        difference_tell_op(&m->best, swap->index + 1, second);
        snprintf(text, MINIMIZE_SWAP_BYTES,
                 "It fails with \"%s\" before \"%s\"; the other way round it "
                 "passes.",
                 first, second);
        break;
    case SWAP_DEVIATION:
        name_deviation(told, first, sizeof(first));
        snprintf(text, MINIMIZE_SWAP_BYTES, "Without %s it passes.", first);
        break;
    case SWAP_CHANGE:
        tell_change(m, text);
        break;
    default:
        snprintf(text, MINIMIZE_SWAP_BYTES, "%s",
                 m->stopped ? "No swap was looked for."
                            : "Nothing was found that makes it pass.");
    }
}

static void describe(struct scenario *scenario,
                     const struct minimize_told *told)
{
    const struct replayed *failure = &told->failure;
    bool crashed = failure->verdict == VERDICT_CRASH;
    char swap[MINIMIZE_SWAP_BYTES];

    take_name(told->out, scenario->name);
    scenario->why[0] = '\0';
    if ( crashed )
        add(scenario->why, "The process dies of it: %s.", failure->kind);
    else
        add(scenario->why, "Promised: %s.", failure->promise);
    if ( failure->happened[0] )
        add(scenario->why, "Happened: %s.", failure->happened);
    minimize_swap_text(told, swap);
    add(scenario->why, "%s", swap);
    if ( told->fine )
        add(scenario->why, "To be replayed with --fine.");
    if ( !scenario->found[0] )
        snprintf(scenario->found, sizeof(scenario->found),
                 "in %.200s, cut down by ffasim minimize", base_name(told->in));
    scenario->expect = crashed ? EXPECT_CRASH : EXPECT_FAILURE;
    snprintf(scenario->expect_kind, sizeof(scenario->expect_kind), "%s",
             failure->kind);
    scenario->expect_signature = failure->signature;
    memcpy(scenario->swap, failure->step, sizeof(scenario->swap));
    scenario->program = told->m->best;
}

/* Does TEXT end as it says? Read as anybody would read it. */
static bool holds(const struct minimize_told *told, const char *text,
                  size_t length)
{
    static struct scenario read;
    char error[SCENARIO_ERROR_BYTES];
    const struct replayed *replayed;

    if ( !scenario_parse(&read, told->out, text, length, error) )
        return false;
    replayed = replayer_run(&read.program);
    return replayed && replayed->verdict == told->failure.verdict &&
           replayed->signature == told->failure.signature;
}

/* Anchors survive edits, so they are preferred. */
int minimize_write(struct scenario *scenario, const struct minimize_told *told)
{
    static char text[SCENARIO_TEXT_BYTES];
    struct program *program = &scenario->program;

    describe(scenario, told);
    for ( int anchored = 1; anchored >= 0; anchored-- )
    {
        size_t length = scenario_print(scenario, text, sizeof(text));

        if ( holds(told, text, length) )
            return file_write(told->out, text, length);
        for ( unsigned int i = 0; i < program->nr_deviations; i++ )
        {
            program->deviation[i].hit = 0;
            program->deviation[i].site = 0;
            program->deviation[i].context = 0;
        }
    }
    fprintf(stderr, "%s: ERROR: what was found of it does not replay\n",
            told->in);
    return EXIT_ERROR;
}
