/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Any text into the parser. What is refused is refused in one line that says
 * where; what is taken is printed, and the print parses to the same scenario
 * and prints the same again.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "scenario.h"

static char error[SCENARIO_ERROR_BYTES];

static __attribute__((noinline)) void text_broke_a_promise(const char *promise)
{
    fprintf(stderr, "TEXT %s: %s\n", promise, error);
    __builtin_trap();
}

static void check_error(const struct scenario *scenario)
{
    static struct scenario fresh;

    scenario_init(&fresh);
    if ( strncmp(error, "input:", 6) || !strstr(error, ": error: ") ||
         strchr(error, '\n') )
        text_broke_a_promise("an error is one line that says where");
    if ( !scenario_equal(scenario, &fresh) )
        text_broke_a_promise("what is refused leaves nothing behind");
}

static void check_print(const struct scenario *scenario)
{
    static char text[SCENARIO_TEXT_BYTES], again[SCENARIO_TEXT_BYTES];
    static struct scenario back;
    size_t length = scenario_print(scenario, text, sizeof(text));

    if ( length >= sizeof(text) || strlen(text) != length )
        text_broke_a_promise("every scenario fits");
    if ( !scenario_parse(&back, "input", text, length, error) )
        text_broke_a_promise("what is printed parses");
    if ( !scenario_equal(scenario, &back) )
        text_broke_a_promise("parsing undoes printing");
    if ( scenario_print(&back, again, sizeof(again)) != length ||
         memcmp(text, again, length) )
        text_broke_a_promise("the print is canonical");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct scenario scenario;

    error[0] = '\0';
    if ( !scenario_parse(&scenario, "input", (const char *)data, size, error) )
        check_error(&scenario);
    else if ( !program_valid(&scenario.program) )
        text_broke_a_promise("what is parsed is valid");
    else
        check_print(&scenario);
    return 0;
}
