/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Call sites as names, and the decision points at them.
 */
#include <string.h>

#include "bug.h"
#include "machine.h"
#include "sched.h"
#include "run-state.h"
#include "effect.h"

#include "facade.h"

#include <xen/call-site.h>

#define SITE_BYTES (PROGRAM_MAX_SITE + 1u)

/* Where we are before anything has run. */
static struct call_site outside = {"boot", "start", 0};

struct call_site *call_site_here = &outside;
STATE(call_site_here);

struct text
{
    char bytes[SITE_BYTES];
    size_t length;
};

/* What does not fit is cut off: the same in every build. */
static void append(struct text *text, char c)
{
    if ( text->length < SITE_BYTES - 1 )
        text->bytes[text->length++] = c;
}

static bool of_a_name(char c)
{
    return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
           (c >= 'A' && c <= 'Z');
}

/* The start of the operand that ends at END: names, dots and brackets. */
static size_t operand_start(const struct text *text, size_t lowest)
{
    size_t at = text->length;
    unsigned int depth = 0;

    while ( at > lowest )
    {
        char c = text->bytes[at - 1];

        if ( c == ')' || c == ']' )
            depth++;
        else if ( (c == '(' || c == '[') && !depth )
            break;
        else if ( c == '(' || c == '[' )
            depth--;
        else if ( !depth && !of_a_name(c) && c != '.' )
            break;
        at--;
    }
    return at;
}

/* A blank stays between two names: "struct ffa_ctx". */
static bool blank_matters(const struct text *text, const char *rest)
{
    while ( *rest == ' ' )
        rest++;
    return text->length && of_a_name(text->bytes[text->length - 1]) &&
           of_a_name(*rest);
}

static void append_normalised(struct text *text, const char *what)
{
    size_t start = text->length;

    for ( ; *what; what++ )
        if ( what[0] == '-' && what[1] == '>' )
        {
            text->length = operand_start(text, start);
            what++;
        }
        else if ( *what == ' ' ? blank_matters(text, what) : *what != '&' )
            append(text, *what);
}

static name_t intern_site(const struct call_site *site)
{
    struct text text = {.length = 0};
    const char *what;

    for ( const char *c = site->function; *c; c++ )
        append(&text, *c);
    append(&text, ':');
    for ( what = site->what; *what; what++ )
    {
        append(&text, *what);
        if ( *what == '(' )
        {
            append_normalised(&text, what + 1);
            break;
        }
    }
    return name_intern_length(text.bytes, text.length);
}

name_t facade_site(void)
{
    struct call_site *site = call_site_here;

    if ( __builtin_expect(!site->name, 0) )
        site->name = intern_site(site);
    return site->name;
}

name_t facade_name(const char *what)
{
    struct text text = {.length = 0};

    append_normalised(&text, what);
    return name_intern_length(text.bytes, text.length);
}

name_t facade_argument(void)
{
    const char *start = strchr(call_site_here->what, '(');
    const char *end = strrchr(call_site_here->what, ')');
    struct text text = {.length = 0};

    if ( !start || !end )
        return facade_name(call_site_here->what);
    append_normalised(&text, start + 1);
    text.length--; /* The closing parenthesis. */
    return name_intern_length(text.bytes, text.length);
}

void facade_point_stated(void)
{
    struct call_site *here = call_site_here;

    sched_point_stated(facade_site());
    access_left = ACCESS_BUDGET;
    call_site_here = here;
}

void facade_access_point(name_t name)
{
    struct call_site *here = call_site_here;

    sched_access_point(name);
    call_site_here = here;
}

void facade_point(void)
{
    facade_point_stated();
    effect_on(EFFECT_ALL, 0, true);
}

void facade_wait(bool (*ready)(const void *arg), const void *arg)
{
    struct call_site *here = call_site_here;

    sched_wait_stated(ready, arg, facade_site());
    access_left = ACCESS_BUDGET;
    call_site_here = here;
}

void facade_stop_here(void)
{
    machine_note(EV_AT, facade_site());
}

void facade_not_init(const void *caller)
{
    if ( reset_sealed() && reset_is_init_code(caller) )
    {
        facade_stop_here();
        machine_stop(EV_CONTEXT_RULE, facade_site(), RULE_INIT_CALLED_LATE);
    }
}

void facade_reset(void)
{
    call_site_here = &outside;
}

void call_site_point(void)
{
    FACADE_POINT_STATED();
}

void call_site_relax(void)
{
    struct call_site *here = call_site_here;

    facade_not_init(__builtin_return_address(0));
    sched_relax(facade_site());
    access_left = ACCESS_BUDGET;
    call_site_here = here;
}

void call_site_bug(bool bug)
{
    facade_stop_here();
    machine_stop(EV_ASSERT, name_intern(call_site_here->what), bug);
}
