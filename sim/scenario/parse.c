/* SPDX-License-Identifier: GPL-2.0-only */
#include "parse.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "bug.h"

#define FORMAT_NAME    "ffasim-scenario"
#define FORMAT_VERSION 1

/* The order of a text: each part may only be followed by itself or a later. */
enum part
{
    PART_WORLD,
    PART_OPS,
    PART_DEVIATIONS
};

bool parse_more(struct parser *p, struct word *word, const char *expected)
{
    if ( lex_word(&p->lex, word) )
        return true;
    return lex_fail(&p->lex, word, "the statement ends here, expected %s",
                    expected);
}

bool parse_end(struct parser *p)
{
    struct word word;

    if ( !lex_word(&p->lex, &word) )
        return true;
    return lex_fail(&p->lex, &word,
                    "\"%.*s\" is one word too many, expected the end of the "
                    "statement",
                    LEX_SHOW(&word));
}

bool parse_number(struct parser *p, const struct word *word, const char *what,
                  uint64_t min, uint64_t max, uint64_t *value)
{
    if ( lex_number(word, value) && *value >= min && *value <= max )
        return true;
    return lex_fail(&p->lex, word,
                    "%s is \"%.*s\", expected a number from %" PRIu64
                    " to %" PRIu64,
                    what, LEX_SHOW(word), min, max);
}

bool parse_cpu(struct parser *p, const struct word *word, uint8_t *cpu)
{
    unsigned int nr = p->scenario->program.world.nr_cpus;
    unsigned int number;

    if ( lex_numbered(word, "cpu", nr - 1, &number) )
    {
        *cpu = (uint8_t)number;
        return true;
    }
    return lex_fail(&p->lex, word,
                    "\"%.*s\" is no CPU of this world, expected cpuN, N "
                    "below %u",
                    LEX_SHOW(word), nr);
}

static bool parse_first_line(struct parser *p)
{
    struct word word = {p->lex.at, 0};
    uint64_t version;

    if ( !lex_word(&p->lex, &word) || !lex_is(&word, FORMAT_NAME) )
        return lex_fail(&p->lex, &word,
                        "this is no scenario, expected \"%s %d\" as the first "
                        "line",
                        FORMAT_NAME, FORMAT_VERSION);
    if ( !parse_more(p, &word, "the version of the format") )
        return false;
    if ( !lex_number(&word, &version) || version != FORMAT_VERSION )
        return lex_fail(&p->lex, &word,
                        "the format's version is \"%.*s\", expected %d",
                        LEX_SHOW(&word), FORMAT_VERSION);
    return parse_end(p);
}

/* "cpu0:" and nothing else. */
static bool is_op(const struct word *word)
{
    struct word name = *word;
    unsigned int number;

    if ( !word->length || word->text[word->length - 1] != ':' )
        return false;
    name.length--;
    return lex_numbered(&name, "cpu", UINT32_MAX, &number);
}

static const struct
{
    const char *what;
    bool (*parse)(struct parser *p, const struct word *keyword);
} parts[] = {
    [PART_WORLD] = {"a statement about the world", parse_world},
    [PART_OPS] = {"an op", parse_op},
    [PART_DEVIATIONS] = {"a deviation", parse_at},
};

static bool parse_statement(struct parser *p, enum part *last)
{
    struct word keyword;
    enum part part;

    if ( !lex_word(&p->lex, &keyword) )
        SIM_BUG_ON("a statement has a word");
    if ( is_op(&keyword) )
        part = PART_OPS;
    else if ( lex_is(&keyword, "at") )
        part = PART_DEVIATIONS;
    else if ( parse_is_world(&keyword) )
        part = PART_WORLD;
    else
        return lex_fail(&p->lex, &keyword,
                        "\"%.*s\" is no statement, expected cpus, spmc, sp, "
                        "rcu, faults, reuse, sri, start, d0, cpuN: or at",
                        LEX_SHOW(&keyword));
    if ( part < *last )
        return lex_fail(&p->lex, &keyword,
                        "%s after %s, expected the world, then the ops, then "
                        "the deviations",
                        parts[part].what, parts[*last].what);
    *last = part;
    return parts[part].parse(p, &keyword) && parse_end(p);
}

static bool parse_all(struct parser *p)
{
    enum part last = PART_WORLD;

    if ( !parse_first_line(p) || !parse_header(p) )
        return false;
    while ( lex_statement(&p->lex) )
        if ( !parse_statement(p, &last) )
            return false;
    return true;
}

bool scenario_parse(struct scenario *scenario, const char *file,
                    const char *text, size_t length,
                    char error[SCENARIO_ERROR_BYTES])
{
    struct parser p = {.scenario = scenario};

    SIM_BUG_ON(length && !text);
    lex_begin(&p.lex, file, text, length, error, SCENARIO_ERROR_BYTES);
    scenario_init(scenario);
    if ( !parse_all(&p) )
    {
        SIM_BUG_ON(!error[0]);
        scenario_init(scenario);
        return false;
    }
    SIM_BUG_ON(!program_valid(&scenario->program));
    return true;
}

bool scenario_is_text(const void *bytes, size_t length)
{
    size_t nr = strlen(FORMAT_NAME);

    return length >= nr && !memcmp(bytes, FORMAT_NAME, nr);
}
