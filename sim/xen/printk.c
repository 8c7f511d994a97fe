/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * printk(): the console of a run. Most runs have none; then a text is only
 * walked, for the structures that %pd and %pv look into must be alive.
 */
#include <stdio.h>
#include <string.h>

#include "bug.h"

#include "facade.h"

#include <xen/lib.h>
#include <xen/sched.h>

#define LINE_BYTES 512u

static void (*console)(const char *text);

/* What is being printed; nothing is kept of it without a console. */
static struct
{
    char bytes[LINE_BYTES];
    size_t used;
} line;

void printk_set_console(void (*to)(const char *text))
{
    console = to;
}

/* One conversion: %flags width .precision length type. */
struct conversion
{
    char text[32]; /* as snprintf() wants it                                  */
    size_t used;
    unsigned int longs;
    char type;
};

static void keep(struct conversion *conversion, char c)
{
    SIM_BUG_ON(conversion->used >= sizeof(conversion->text) - 1);
    conversion->text[conversion->used++] = c;
}

/* Read one conversion after its '%'. Returns what follows it. */
static const char *read_conversion(const char *fmt, struct conversion *to)
{
    memset(to, 0, sizeof(*to));
    keep(to, '%');
    while ( *fmt && strchr("-+ #0123456789.", *fmt) )
        keep(to, *fmt++);
    for ( ; *fmt && strchr("lhzt", *fmt); fmt++ )
    {
        keep(to, *fmt);
        to->longs += *fmt == 'l' || *fmt == 'z' || *fmt == 't';
    }
    to->type = *fmt;
    if ( *fmt )
        keep(to, *fmt++);
    return fmt;
}

static void say_length(const char *text, size_t length)
{
    if ( length > LINE_BYTES - 1 - line.used )
        length = LINE_BYTES - 1 - line.used;
    if ( !console )
        return;
    memcpy(line.bytes + line.used, text, length);
    line.used += length;
}

static void say(const char *text)
{
    say_length(text, strlen(text));
}

static void say_domain(const struct domain *d)
{
    char text[24];

    if ( d )
        access_check(d, sizeof(*d), false);
    if ( !console )
        return;
    snprintf(text, sizeof(text), d ? "d%u" : "NULL", d ? d->domain_id : 0u);
    say(text);
}

static void say_vcpu(const struct vcpu *v)
{
    char text[24];

    if ( v )
        access_check(v, sizeof(*v), false);
    if ( !console )
        return;
    say_domain(v ? v->domain : NULL);
    snprintf(text, sizeof(text), v ? "v%d" : "v?", v ? v->vcpu_id : 0);
    say(text);
}

/* %p, or one of ours. Returns what follows. */
static const char *say_pointer(const char *fmt, const void *pointer)
{
    if ( *fmt == 'd' )
        say_domain(pointer);
    else if ( *fmt == 'v' )
        say_vcpu(pointer);
    else
    {
        say("(pointer)"); /* An address would differ from run to run. */
        return fmt;
    }
    return fmt + 1;
}

/* The conversion was written by the caller of printk(), not here. */
#pragma GCC diagnostic ignored "-Wformat-nonliteral"

static void say_number(const struct conversion *conversion, va_list *args)
{
    char text[64];
    long number = conversion->longs ? va_arg(*args, long) : va_arg(*args, int);

    if ( !console )
        return;
    if ( conversion->longs )
        snprintf(text, sizeof(text), conversion->text, number);
    else
        snprintf(text, sizeof(text), conversion->text, (int)number);
    say(text);
}

static void say_string(const struct conversion *conversion, const char *string)
{
    char text[LINE_BYTES];

    if ( string )
        access_check(string, 1, false);
    if ( !console )
        return;
    snprintf(text, sizeof(text), conversion->text, string ? string : "NULL");
    say(text);
}

static const char *say_conversion(const char *fmt, va_list *args)
{
    struct conversion conversion;

    fmt = read_conversion(fmt, &conversion);
    if ( conversion.type == 'p' )
        return say_pointer(fmt, va_arg(*args, const void *));
    if ( conversion.type == 's' )
        say_string(&conversion, va_arg(*args, const char *));
    else if ( conversion.type == '%' )
        say("%");
    else if ( conversion.type )
        say_number(&conversion, args);
    return fmt;
}

static void print(const char *fmt, va_list *args)
{
    line.used = 0;
    while ( *fmt )
    {
        size_t plain = strcspn(fmt, "%");

        say_length(fmt, plain);
        fmt += plain;
        if ( *fmt )
            fmt = say_conversion(fmt + 1, args);
    }
    line.bytes[line.used] = '\0';
    if ( console )
        console(line.bytes);
}

void printk(const char *fmt, ...)
{
    va_list args;

    va_start(args, fmt);
    print(fmt, &args);
    va_end(args);
}

void vprintk(const char *fmt, va_list args)
{
    va_list copy;

    va_copy(copy, args);
    print(fmt, &copy);
    va_end(copy);
}
