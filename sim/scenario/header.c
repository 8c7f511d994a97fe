/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a file says about its program: the comment lines after its first line.
 */
#include "parse.h"

#include <stdio.h>
#include <string.h>

#include "bug.h"
#include "header.h"

void scenario_init(struct scenario *scenario)
{
    program_init(&scenario->program);
    scenario->name[0] = '\0';
    scenario->why[0] = '\0';
    scenario->found[0] = '\0';
    scenario->expect = EXPECT_NOTHING;
    scenario->expect_kind[0] = '\0';
    scenario->expect_signature = 0;
    scenario->swap[0] = scenario->swap[1] = 0;
}

bool scenario_equal(const struct scenario *a, const struct scenario *b)
{
    return program_equal(&a->program, &b->program) &&
           !strcmp(a->name, b->name) && !strcmp(a->why, b->why) &&
           !strcmp(a->found, b->found) && a->expect == b->expect &&
           !strcmp(a->expect_kind, b->expect_kind) &&
           a->expect_signature == b->expect_signature &&
           a->swap[0] == b->swap[0] && a->swap[1] == b->swap[1];
}

/* Texts that take more than one line. */
struct field
{
    const char *what;
    char *text;
    size_t bytes;
};

/* One more line of FIELD. */
static bool add_line(struct parser *p, const struct field *field,
                     const struct word *line)
{
    size_t used = strlen(field->text);

    for ( size_t i = 0; i < line->length; i++ )
    {
        struct word bad = lex_skip(line, i);

        if ( (unsigned char)line->text[i] < ' ' && line->text[i] != '\t' )
            return lex_fail(&p->lex, &bad,
                            "the %s has a control character, expected text",
                            field->what);
    }
    if ( used + line->length + 2 > field->bytes )
        return lex_fail(&p->lex, line,
                        "the %s is too long, expected at most %zu bytes",
                        field->what, field->bytes - 1);
    if ( !line->length )
        return true;
    if ( used )
        field->text[used++] = '\n';
    memcpy(field->text + used, line->text, line->length);
    field->text[used + line->length] = '\0';
    return true;
}

static const char *const expect_names[EXPECTS] = {
    [EXPECT_PASS] = "pass",       [EXPECT_SKIP] = "skip",
    [EXPECT_FAILURE] = "failure", [EXPECT_CRASH] = "crash",
    [EXPECT_ERROR] = "error",
};

const char *header_expect_name(enum scenario_expect expect)
{
    SIM_BUG_ON(expect == EXPECT_NOTHING || expect >= EXPECTS);
    return expect_names[expect];
}

/* The first word of TEXT, which is without it then. */
static struct word take_word(struct word *text)
{
    size_t end = lex_first(text, ' ');
    struct word word = {text->text, end};

    *text = lex_skip(text, end);
    *text = lex_trim(text);
    return word;
}

static bool kind_valid(const struct word *kind)
{
    for ( size_t i = 0; i < kind->length; i++ )
        if ( (kind->text[i] < 'a' || kind->text[i] > 'z') &&
             kind->text[i] != '-' )
            return false;
    return kind->length && kind->length < SCENARIO_KIND_BYTES;
}

/* "failure KIND [SIGNATURE]", or crash, after its first word. */
static bool parse_failure(struct parser *p, struct word *text)
{
    struct word kind = take_word(text);

    if ( !kind_valid(&kind) )
        return lex_fail(&p->lex, &kind,
                        "the kind of failure is \"%.*s\", expected a word such "
                        "as lost-notification",
                        LEX_SHOW(&kind));
    memcpy(p->scenario->expect_kind, kind.text, kind.length);
    p->scenario->expect_kind[kind.length] = '\0';
    if ( text->length && (!lex_hex(text, &p->scenario->expect_signature) ||
                          !p->scenario->expect_signature) )
        return lex_fail(&p->lex, text,
                        "the signature is \"%.*s\", expected up to 16 "
                        "hexadecimal digits, not all 0",
                        LEX_SHOW(text));
    return true;
}

static bool parse_expect(struct parser *p, struct word text)
{
    struct word word = take_word(&text);

    for ( unsigned int i = EXPECT_PASS; i < EXPECTS; i++ )
    {
        if ( !lex_is(&word, expect_names[i]) )
            continue;
        p->scenario->expect = i;
        if ( i == EXPECT_FAILURE || i == EXPECT_CRASH )
            return parse_failure(p, &text);
        if ( !text.length )
            return true;
        return lex_fail(&p->lex, &text,
                        "\"%.*s\" after the verdict, expected the end of the "
                        "line",
                        LEX_SHOW(&text));
    }
    return lex_fail(&p->lex, &word,
                    "the expected verdict is \"%.*s\", expected pass, skip, "
                    "failure KIND, crash KIND or error",
                    LEX_SHOW(&word));
}

/* Two numbers of events, the earlier one first. */
static bool parse_swap(struct parser *p, const struct word *line,
                       struct word text)
{
    struct word all = text;
    uint64_t event[2];

    if ( p->scenario->swap[1] )
        return lex_fail(&p->lex, line, "swap is said twice, expected once");
    for ( unsigned int i = 0; i < 2; i++ )
    {
        struct word word = take_word(&text);

        if ( !lex_number(&word, &event[i]) || event[i] > UINT32_MAX )
            event[i] = 0;
    }
    if ( text.length || !event[0] || event[0] >= event[1] )
        return lex_fail(&p->lex, &all,
                        "the swap is \"%.*s\", expected the numbers of two "
                        "events, the earlier one first",
                        LEX_SHOW(&all));
    p->scenario->swap[0] = (uint32_t)event[0];
    p->scenario->swap[1] = (uint32_t)event[1];
    return true;
}

/* The length of a "key:" at the start of LINE, or 0. */
static size_t key_length(const struct word *line)
{
    size_t i = 0;

    while ( i < line->length && line->text[i] >= 'a' && line->text[i] <= 'z' )
        i++;
    if ( !i || i == line->length || line->text[i] != ':' )
        return 0;
    if ( i + 1 < line->length && line->text[i + 1] != ' ' &&
         line->text[i + 1] != '\t' )
        return 0;
    return i;
}

enum
{
    NAME,
    WHY,
    FOUND,
    FIELDS
};

/* A line "KEY: text". *CURRENT becomes the field that goes on after it. */
static bool parse_key(struct parser *p, const struct field *fields,
                      const struct word *line, size_t length, int *current)
{
    struct word key = {line->text, length};
    struct word text = lex_skip(line, length + 1);

    text = lex_trim(&text);
    *current = -1;
    for ( int i = WHY; i < FIELDS; i++ )
    {
        if ( !lex_is(&key, fields[i].what) )
            continue;
        if ( fields[i].text[0] )
            return lex_fail(&p->lex, line, "%s is said twice, expected once",
                            fields[i].what);
        *current = i;
        return add_line(p, &fields[i], &text);
    }
    if ( lex_is(&key, "swap") )
        return parse_swap(p, line, text);
    if ( !lex_is(&key, "expect") )
        return lex_fail(&p->lex, line,
                        "the header has a line \"%.*s\", expected why, found, "
                        "expect or swap",
                        LEX_SHOW(&key));
    if ( p->scenario->expect != EXPECT_NOTHING )
        return lex_fail(&p->lex, line, "expect is said twice, expected once");
    return parse_expect(p, text);
}

static bool parse_line(struct parser *p, const struct field *fields,
                       const struct word *comment, int *current)
{
    struct word line = lex_trim(comment);
    size_t length = key_length(&line);
    bool indented = comment->length > 1 && line.text - comment->text > 1;

    if ( !line.length )
        return true;
    if ( *current >= WHY && indented )
        return add_line(p, &fields[*current], &line);
    if ( length )
        return parse_key(p, fields, &line, length, current);
    if ( *current == NAME )
    {
        *current = -1;
        return add_line(p, &fields[NAME], &line);
    }
    return lex_fail(&p->lex, &line,
                    "the header has a line \"%.*s\", expected why:, found:, "
                    "expect:, swap: or an indented line that goes on with one",
                    LEX_SHOW(&line));
}

bool parse_header(struct parser *p)
{
    struct scenario *s = p->scenario;
    const struct field fields[FIELDS] = {
        [NAME] = {"name", s->name, sizeof(s->name)},
        [WHY] = {"why", s->why, sizeof(s->why)},
        [FOUND] = {"found", s->found, sizeof(s->found)},
    };
    struct word comment;
    int current = NAME;

    while ( lex_comment(&p->lex, &comment) )
        if ( !parse_line(p, fields, &comment, &current) )
            return false;
    return true;
}

static bool name_valid(const char *name)
{
    for ( const char *c = name; *c; c++ )
        if ( (*c < 'a' || *c > 'z') && (*c < '0' || *c > '9') && *c != '-' )
            return false;
    return *name;
}

const char *scenario_check_regression(const struct scenario *scenario)
{
    if ( !name_valid(scenario->name) )
        return "it has no name: a first comment line of a-z, 0-9 and -";
    if ( !strchr(scenario->why, '\n') )
        return "it has no why of at least two lines: # why: ...";
    if ( !scenario->found[0] )
        return "it does not say where it was found: # found: ...";
    if ( scenario->expect == EXPECT_NOTHING )
        return "it does not say what to expect: # expect: ...";
    return NULL;
}
