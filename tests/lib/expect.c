/* SPDX-License-Identifier: GPL-2.0-only */
#include "expect.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "ffa.h"
#include "program.h"

#define NPI        8u
#define TEXT_BYTES (256u * 1024u)
#define ALL_PHASES (-1)

static int wanted_phase;

void expect_begin(void)
{
    wanted_phase = PHASE_PROGRAM;
}

void during(enum log_phase phase)
{
    wanted_phase = (int)phase;
}

void during_all(void)
{
    wanted_phase = ALL_PHASES;
}

/* Text that is made piece by piece. */
static struct
{
    char text[TEXT_BYTES];
    size_t used;
} got;

static void __attribute__((format(printf, 1, 2))) add(const char *format, ...)
{
    size_t room = sizeof(got.text) - got.used;
    va_list args;
    int length;

    va_start(args, format);
    length = vsnprintf(&got.text[got.used], room, format, args);
    va_end(args);
    if ( length > 0 )
        got.used += (size_t)length < room ? (size_t)length : room - 1;
}

/* X0 .. X7, as a call or a reply. */
static void add_registers(const uint64_t x[8])
{
    const char *name = x[0] <= UINT32_MAX ? ffa_name((uint32_t)x[0]) : NULL;
    const char *status = NULL;

    if ( x[0] == FFA_FID32(ERROR) && x[2] <= UINT32_MAX && x[2] )
        status = ffa_status_name((int32_t)x[2]);
    if ( name )
        add("%s", name);
    else
        add("0x%" PRIx64, x[0]);
    if ( status )
        add(" %s", status);
    for ( unsigned int i = 1; i < 8; i++ )
        if ( x[i] && !(i == 2 && status) )
            add(" x%u=0x%" PRIx64, i, x[i]);
    add("\n");
}

/* Does the call X0 go by NAME? Everything goes by none. */
static bool is_named(uint64_t x0, const char *name)
{
    const char *own = ffa_name((uint32_t)x0);

    return !name || (own && !strcmp(own, name));
}

/* SEE the events of the wanted phase; GOT is what it adds. */
static void gather(void (*see)(const struct event *event, const char *name),
                   const char *name)
{
    uint32_t cursor = 0;
    int phase = ALL_PHASES;
    struct event event;

    got.used = 0;
    got.text[0] = '\0';
    while ( log_next(&cursor, &event) )
    {
        if ( event.kind == EV_PHASE )
            phase = (int)event.arg[0];
        if ( wanted_phase == ALL_PHASES || wanted_phase == phase )
            see(&event, name);
    }
}

/* The call that is open on each CPU is the one by the name in question. */
static bool is_open[PROGRAM_MAX_CPUS];

static void see_reply(const struct event *event, const char *name)
{
    bool *open = &is_open[event->cpu];

    if ( event->kind == EV_CALL )
        *open = is_named(event->arg[2], name);
    if ( event->kind == EV_RETURN && *open )
        add_registers(&event->arg[2]);
    if ( event->kind == EV_CALL_UNKNOWN && is_named(event->arg[2], name) )
        add("unknown\n");
    if ( event->kind == EV_RETURN_HIGH && *open && event->arg[2] )
        add("x8..x17=0x%" PRIx64 "\n", event->arg[2]);
}

static void see_secure_call(const struct event *event, const char *name)
{
    if ( event->kind == EV_SMC && is_named(event->arg[0], name) )
        add_registers(event->arg);
}

static void see_npi(const struct event *event, const char *name)
{
    (void)name;
    if ( event->kind == EV_VIRQ && event->arg[2] == NPI && !event->arg[3] )
        add("d%" PRIu64 ".v%" PRIu64 "\n", event->arg[0], event->arg[1]);
}

/* A line of the log, less its number and blanks that come twice. */
static void see_line(const struct event *event, const char *name)
{
    char line[1024] = "";
    FILE *out = fmemopen(line, sizeof(line), "w");
    const char *from;

    (void)name;
    if ( !out )
        return;
    log_print_event(out, 0, event);
    fclose(out);
    from = strchr(line, ' ');
    for ( from = from ? from + 1 : line; *from; from++ )
        if ( from[0] != ' ' || from[1] != ' ' )
            add("%c", *from);
}

static size_t line_length(const char *text)
{
    return strcspn(text, "\n");
}

static const char *next_line(const char *text)
{
    text += line_length(text);
    return *text ? text + 1 : text;
}

/* '?' is any character, a '*' at the end any end. */
static bool line_matches(const char *wanted, const char *line)
{
    size_t length = line_length(line);

    for ( size_t i = 0; i <= length; i++ )
    {
        if ( wanted[i] == '*' )
            return true;
        if ( i == length )
            return !wanted[i] || wanted[i] == '\n';
        if ( wanted[i] != '?' && wanted[i] != line[i] )
            return false;
    }
    return false;
}

/* "..." is any number of lines, at the end. */
static bool text_matches(const char *wanted, const char *text)
{
    while ( *wanted && *text )
    {
        if ( line_matches("...", wanted) )
            return true;
        if ( !line_matches(wanted, text) )
            return false;
        wanted = next_line(wanted);
        text = next_line(text);
    }
    return !*wanted && !*text;
}

static void complain(struct place place, const char *what, const char *wanted)
{
    world_say(what);
    world_say(wanted);
    world_say("but there is:");
    world_say(got.text);
    world_fail(place);
}

static void compare(struct place place, const char *what, const char *wanted)
{
    if ( !text_matches(wanted, got.text) )
        complain(place, what, wanted);
}

void expect_replies_at(struct place place, const char *name, const char *text)
{
    if ( !world_was_run() )
        return;
    memset(is_open, 0, sizeof(is_open));
    gather(see_reply, name);
    compare(place, "Guests are to be answered:", text);
}

static const char *nth_reply(unsigned int nr)
{
    const char *line = got.text;

    memset(is_open, 0, sizeof(is_open));
    gather(see_reply, NULL);
    while ( nr-- )
        line = next_line(line);
    return line;
}

bool expect_reply_is(unsigned int nr, const char *text)
{
    const char *line = nth_reply(nr);

    return *line && line_matches(text, line);
}

bool expect_reply_has(unsigned int nr, const char *text)
{
    const char *line = nth_reply(nr);

    return memmem(line, line_length(line), text, strlen(text));
}

void expect_that_at(struct place place, bool condition, const char *text)
{
    if ( condition || !world_was_run() )
        return;
    gather(see_reply, NULL);
    complain(place, "The replies are not as they should be:", text);
}

void expect_secure_calls_at(struct place place, const char *name,
                            const char *text)
{
    if ( !world_was_run() )
        return;
    gather(see_secure_call, name);
    compare(place, "The SPMC is to be asked:", text);
}

void expect_npis_at(struct place place, const char *text)
{
    if ( !world_was_run() )
        return;
    gather(see_npi, NULL);
    compare(place, "NPIs are to go to:", text);
}

/* The first line from TEXT on that has WANTED's first line in it, or NULL. */
static const char *find_line(const char *text, const char *wanted)
{
    size_t length = line_length(wanted);

    for ( ; *text; text = next_line(text) )
        if ( memmem(text, line_length(text), wanted, length) )
            return text;
    return NULL;
}

void expect_log_at(struct place place, const char *text)
{
    const char *at;

    if ( !world_was_run() )
        return;
    gather(see_line, NULL);
    at = got.text;
    for ( const char *rest = text; *rest; rest = next_line(rest) )
    {
        at = find_line(at, rest);
        if ( !at )
            complain(place, "The log is to have, in this order:", text);
        at = next_line(at);
    }
}

bool expect_has(const char *text)
{
    if ( !world_was_run() )
        return false;
    gather(see_line, NULL);
    return find_line(got.text, text);
}

void expect_count_at(struct place place, unsigned int nr, const char *text)
{
    unsigned int found = 0;
    char what[80];

    if ( !world_was_run() )
        return;
    gather(see_line, NULL);
    for ( const char *at = got.text; (at = find_line(at, text)); found++ )
        at = next_line(at);
    snprintf(what, sizeof(what),
             "%u lines of the log, not %u, are to have:", nr, found);
    if ( found != nr )
        complain(place, what, text);
}
