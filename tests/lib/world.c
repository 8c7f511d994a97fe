/* SPDX-License-Identifier: GPL-2.0-only */
#include "world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "expect.h"
#include "report.h"
#include "scenario.h"

#define REPORT_BYTES 16384u
#define FIRST_LINE   "ffasim-scenario 1\n"

static void (*instead)(struct place place, const struct program *program,
                       const char *text);
static bool was_run;

void world_instead(void (*do_this)(struct place place,
                                   const struct program *program,
                                   const char *text))
{
    instead = do_this;
}

bool world_was_run(void)
{
    return was_run;
}

bool world_is_handed_on(void)
{
    return instead;
}

/* cmocka takes no more than a line at once. */
void world_say(const char *text)
{
    while ( *text )
    {
        int length = (int)strcspn(text, "\n");

        print_error("%.200s%.*s\n", "", length < 200 ? length : 200, text);
        text += length;
        text += *text == '\n';
    }
}

void world_fail(struct place place)
{
    _fail(place.file, place.line);
    __builtin_unreachable();
}

void world_complain(struct place place, const struct program *program,
                    const struct result *result, const char *text)
{
    static char report[REPORT_BYTES];
    FILE *out = fmemopen(report, sizeof(report), "w");

    if ( out )
    {
        report_print(out, program, result, "the scenario above");
        fclose(out);
    }
    world_say(text);
    world_say(report);
    world_fail(place);
}

static void read_text(struct place place, struct scenario *scenario,
                      const char *text)
{
    char error[SCENARIO_ERROR_BYTES];

    if ( scenario_parse(scenario, "scenario", text, strlen(text), error) )
        return;
    world_say(text);
    world_say(error);
    world_fail(place);
}

/* TEXT begins with the format's line. False: a deviation found no place. */
static bool run_text(struct place place, const char *text)
{
    static struct scenario scenario;
    struct result result;

    read_text(place, &scenario, text);
    was_run = !instead;
    expect_begin();
    if ( instead )
    {
        instead(place, &scenario.program, text);
        return false;
    }
    if ( sim_run_program(&scenario.program, &result) != VERDICT_PASS )
        world_complain(place, &scenario.program, &result, text);
    return choice_missed(choice_stream()) < 0;
}

bool world_run(struct place place, bool strict, const char *format, ...)
{
    static char text[SCENARIO_TEXT_BYTES] = FIRST_LINE;
    va_list args;
    bool found;

    va_start(args, format);
    vsnprintf(text + strlen(FIRST_LINE), sizeof(text) - strlen(FIRST_LINE),
              format, args);
    va_end(args);
    found = run_text(place, text);
    if ( found || !strict || !was_run )
        return found;
    world_say(text);
    world_say("There is no such place as one of the deviations names.");
    world_fail(place);
}

void world_run_at_every_point(struct place place, unsigned int cpu,
                              unsigned int op, unsigned int to,
                              const char *text)
{
    unsigned int point = 0;

    if ( !world_run(place, true, "%s", text) )
        return; /* It was not run at all. */
    while ( world_run(place, point == 0,
                      "%s\nat cpu%u op %u point %u -> cpu%u\n", text, cpu, op,
                      point, to) )
        point++;
}
