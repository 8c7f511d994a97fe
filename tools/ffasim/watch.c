/* SPDX-License-Identifier: GPL-2.0-only */
#include "watch.h"

#include <stdio.h>
#include <string.h>

#include "command.h"
#include "program.h"
#include "stacks.h"
#include "states.h"
#include "watch-memory.h"

/* Objects may be named without their number, fields be "*". */
static bool matches(const struct state *state, const char *text)
{
    const char *dot = strrchr(text, '.');
    const char *hash = strrchr(state->object, '#');
    size_t length = dot ? (size_t)(dot - text) : 0;

    if ( !dot || (strcmp(dot + 1, "*") && strcmp(dot + 1, state->field)) )
        return false;
    if ( strlen(state->object) == length &&
         !strncmp(state->object, text, length) )
        return true;
    return hash && (size_t)(hash - state->object) == length &&
           !strncmp(state->object, text, length);
}

/* The event INDEX of the log, which has it. */
static void find_event(unsigned int index, struct event *event)
{
    uint32_t cursor = 0;

    for ( unsigned int i = 0; log_next(&cursor, event) && i < index; i++ )
        ;
}

static void print_state(const struct state *state)
{
    const char *before = NULL;

    for ( unsigned int i = 0; i < state->nr_changes; i++ )
    {
        const struct state_change *change = &state->change[i];
        struct event event = {0};

        find_event(change->event, &event);
        printf("[%04u] cpu%u %-8s %s.%s %s%s%s\n", change->event, event.cpu,
               program_context_name((enum context)event.context), state->object,
               state->field, before ? before : "", before ? " -> " : "",
               change->value);
        stack_print(stdout, stacks_at(change->event), "         ");
        before = change->value;
    }
}

static unsigned int print_states(const char *text)
{
    struct states states;
    unsigned int nr = 0;

    if ( !states_build(&states) )
        return 0;
    for ( unsigned int i = 0; i < states.nr; i++ )
        if ( matches(&states.state[i], text) )
        {
            print_state(&states.state[i]);
            nr++;
        }
    states_free(&states);
    return nr;
}

static void help(void)
{
    struct states states;

    puts("OBJECT.FIELD of this run, and how often it changes. A number behind\n"
         "# may be left out; FIELD may be *.\n");
    if ( states_build(&states) )
        for ( unsigned int i = 0; i < states.nr; i++ )
            printf("  %s.%s  %u\n", states.state[i].object,
                   states.state[i].field, states.state[i].nr_changes);
    states_free(&states);
    puts(
        "\nWhat was allocated, by the fields that the source gives it: "
        "CLASS#N.FIELD,\nsuch as \"struct ffa_ctx#8.notif.enabled\"; all of a "
        "class without #N; dN.tee.FIELD\nof what is the mediator's for a domain. "
        "Or by bytes: CLASS#N+OFFSET:SIZE.\n");
    watch_memory_help();
}

void watch_begin(const char *text)
{
    watch_memory_begin(text);
}

void watch_step(unsigned int step)
{
    stacks_keep(step);
    watch_memory_look(step);
}

void watch_look(void)
{
    watch_memory_look(log_nr_events());
}

bool watch_tell(const char *text)
{
    unsigned int states;
    int memory;

    if ( !strcmp(text, "help") )
    {
        help();
        return true;
    }
    states = print_states(text);
    memory = watch_memory_print(text, states);
    if ( !states && !memory )
        command_unusable(
            "--watch %s: nothing of that name in this run; --watch "
            "help lists all",
            text);
    return states || memory > 0;
}

void watch_end(void)
{
    stacks_free();
}
