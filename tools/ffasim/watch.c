/* SPDX-License-Identifier: GPL-2.0-only */
#include "watch.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "inspect.h"
#include "machine.h"
#include "stacks.h"
#include "states.h"

#define MAX_MEMORY   16u
#define MEMORY_BYTES 256u
#define MAX_CHANGES  1024u

/* Bytes of one object, as they were when they were last looked at. */
struct memory
{
    char class[64]; /* "": any                                              */
    size_t offset, size, nr;
    unsigned int object;
    bool known; /* BYTES is what was there                                  */
    bool over;  /* it was freed                                             */
    uint8_t bytes[MEMORY_BYTES];
};

static struct memory memories[MAX_MEMORY];
static unsigned int nr_memories;

/* CLASS#N, with +OFFSET:SIZE or nothing behind. */
static bool parse(const char *text, struct memory *memory)
{
    const char *hash = strrchr(text, '#');
    char *end;

    memset(memory, 0, sizeof(*memory));
    if ( !hash || (size_t)(hash - text) >= sizeof(memory->class) ||
         hash[1] < '0' || hash[1] > '9' )
        return false;
    memcpy(memory->class, text, (size_t)(hash - text));
    memory->object = (unsigned int)strtoul(hash + 1, &end, 10);
    memory->size = MEMORY_BYTES;
    if ( !*end )
        return true;
    if ( *end != '+' || end[1] < '0' || end[1] > '9' )
        return false;
    memory->offset = strtoul(end + 1, &end, 0);
    memory->size = 1;
    if ( *end == ':' && end[1] > '0' && end[1] <= '9' )
        memory->size = strtoul(end + 1, &end, 0);
    return !*end && memory->size <= MEMORY_BYTES;
}

bool watch_is_memory(const char *text)
{
    const char *hash = strrchr(text, '#');

    return hash && !strchr(hash, '.');
}

bool watch_memory_begin(const char *text)
{
    if ( nr_memories < MAX_MEMORY && parse(text, &memories[nr_memories]) )
    {
        nr_memories++;
        return true;
    }
    command_unusable("--watch %s: CLASS#N+OFFSET:SIZE was expected, such as "
                     "\"struct ffa_ctx#7+53:1\", of at most %u bytes",
                     text, MEMORY_BYTES);
    return false;
}

/* What was seen, to be told when the run is over. */
static struct change
{
    char text[2 * 3 * MEMORY_BYTES + 128];
    struct stack stack;
} changes[MAX_CHANGES];
static unsigned int nr_changes;

__attribute__((format(printf, 2, 3))) static void add(struct change *change,
                                                      const char *format, ...)
{
    size_t length = strlen(change->text);
    va_list args;

    va_start(args, format);
    vsnprintf(change->text + length, sizeof(change->text) - length, format,
              args);
    va_end(args);
}

/* One more of them; beyond the limit the last one gives way. */
static struct change *begin_change(unsigned int step)
{
    struct change *change;

    if ( nr_changes < MAX_CHANGES )
        nr_changes++;
    change = &changes[nr_changes - 1];
    memset(change, 0, sizeof(*change));
    add(change, "[%04u] cpu%u %-8s ", step, machine_cpu(),
        program_context_name(machine_context()));
    stack_take(&change->stack);
    return change;
}

static bool same_stack(const struct stack *a, const struct stack *b)
{
    return a->nr == b->nr &&
           !memcmp(a->frame, b->frame, a->nr * sizeof(a->frame[0]));
}

void watch_memory_print(void)
{
    for ( unsigned int i = 0; i < nr_changes; i++ )
    {
        puts(changes[i].text);
        if ( !i || !same_stack(&changes[i].stack, &changes[i - 1].stack) )
            stack_print(stdout, &changes[i].stack, "         ");
    }
    if ( nr_changes == MAX_CHANGES )
        printf("... %u changes or more: the last one is shown last\n",
               MAX_CHANGES);
}

/* Neighbours that changed are one change. */
static void note_changes(const struct memory *memory, const uint8_t *now,
                         const char *class, unsigned int step)
{
    for ( size_t i = 0; i < memory->nr; i++ )
    {
        struct change *change;
        size_t end = i;

        while ( end < memory->nr && now[end] != memory->bytes[end] )
            end++;
        if ( end == i )
            continue;
        change = begin_change(step);
        add(change, "%s#%u+%zu:%zu", class, memory->object, memory->offset + i,
            end - i);
        for ( size_t j = i; j < end; j++ )
            add(change, "%s%02x", j == i ? " " : "", memory->bytes[j]);
        for ( size_t j = i; j < end; j++ )
            add(change, "%s%02x", j == i ? " -> " : "", now[j]);
        i = end;
    }
}

static void look(struct memory *memory, unsigned int step)
{
    uint8_t now[MEMORY_BYTES];
    struct inspected object;
    const char *class;
    size_t nr;

    if ( memory->over || !inspect_object(memory->object, &object) )
        return;
    class = name_text(object.class);
    if ( !class || (memory->class[0] && strcmp(class, memory->class)) )
    {
        fprintf(stderr, "ffasim: note: object %u is a %s, not a %s\n",
                memory->object, class ? class : "?", memory->class);
        memory->over = true;
        return;
    }
    nr = inspect_bytes(memory->object, memory->offset, now, memory->size);
    if ( !object.live )
    {
        add(begin_change(step), "%s#%u is freed", class, memory->object);
        memory->over = true;
        return;
    }
    if ( memory->known && nr == memory->nr && memcmp(now, memory->bytes, nr) )
        note_changes(memory, now, class, step);
    memcpy(memory->bytes, now, nr);
    memory->nr = nr;
    memory->known = true;
}

void watch_memory_look(unsigned int step)
{
    for ( unsigned int i = 0; i < nr_memories; i++ )
        look(&memories[i], step);
}

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

unsigned int watch_print_states(const char *text)
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

void watch_help(void)
{
    struct states states;

    puts("OBJECT.FIELD of this run, and how often it changes. A number behind\n"
         "# may be left out; FIELD may be *. Bytes of what was allocated are\n"
         "CLASS#N+OFFSET:SIZE; `ptype /o CLASS` in tools/ffasim-gdb tells the\n"
         "offsets.\n");
    if ( !states_build(&states) )
        return;
    for ( unsigned int i = 0; i < states.nr; i++ )
        printf("  %s.%s  %u\n", states.state[i].object, states.state[i].field,
               states.state[i].nr_changes);
    states_free(&states);
}
