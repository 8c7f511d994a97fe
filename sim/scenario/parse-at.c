/* SPDX-License-Identifier: GPL-2.0-only */
#include "parse.h"

#include "bug.h"

static bool parse_context(struct parser *p, const struct word *word,
                          struct deviation *d)
{
    for ( unsigned int i = 0; i < CONTEXTS; i++ )
    {
        if ( !lex_is(word, program_context_name(i)) )
            continue;
        d->context = (uint8_t)i;
        return true;
    }
    return lex_fail(&p->lex, word,
                    "the context is \"%.*s\", expected boot, guest, domctl, "
                    "secure, idle, softirq, timer, rcu, tasklet or irq",
                    LEX_SHOW(word));
}

/* What text cannot hold is %XX in it. Returns the length, or 0. */
static size_t unescape(const struct word *word, char site[PROGRAM_MAX_SITE])
{
    size_t length = 0;

    for ( size_t i = 0; i < word->length; i++, length++ )
    {
        struct word hex = lex_skip(word, i + 1);
        uint64_t value = (unsigned char)word->text[i];

        if ( length == PROGRAM_MAX_SITE || value <= ' ' || value > '~' )
            return 0;
        if ( value == '%' )
        {
            hex.length = hex.length < 2 ? 0 : 2;
            if ( !lex_hex(&hex, &value) || !value )
                return 0;
            i += 2;
        }
        site[length] = (char)value;
    }
    return length;
}

static bool parse_site(struct parser *p, const struct word *word,
                       struct deviation *d)
{
    char site[PROGRAM_MAX_SITE];
    size_t length = unescape(word, site);

    if ( !length )
        return lex_fail(&p->lex, word,
                        "the site is \"%.*s\", expected 1 to %u printable "
                        "characters, %%XX for others",
                        LEX_SHOW(word), PROGRAM_MAX_SITE);
    d->site = name_try_length(site, length);
    if ( !d->site )
        return lex_fail(&p->lex, word,
                        "there is no room for the site \"%.*s\", expected "
                        "fewer different ones",
                        LEX_SHOW(word));
    return true;
}

/* CONTEXT:SITE#HIT */
static bool parse_anchor(struct parser *p, const struct word *word,
                         struct deviation *d)
{
    size_t colon = lex_first(word, ':');
    size_t hash = lex_last(word, '#');
    struct word context = {word->text, colon};
    struct word hit = lex_skip(word, hash + 1);
    struct word site = lex_skip(word, colon + 1);
    uint64_t value;

    if ( hash == word->length || colon > hash )
        return lex_fail(&p->lex, word,
                        "the place is \"%.*s\", expected CONTEXT:SITE#HIT, op "
                        "or early",
                        LEX_SHOW(word));
    site.length = hash - colon - 1;
    if ( !parse_context(p, &context, d) || !parse_site(p, &site, d) ||
         !parse_number(p, &hit, "the hit count", 1, UINT32_MAX, &value) )
        return false;
    d->hit = (uint32_t)value;
    return true;
}

/* "op 3 point 17", "early 3 point 17"; KEYWORD is its first word. CLOSED: the
 * last word ends with ')'. */
static bool parse_ordinal(struct parser *p, const struct word *keyword,
                          bool closed, struct deviation *d)
{
    bool early = lex_is(keyword, "early");
    struct word word;
    uint64_t value;

    if ( !parse_more(p, &word, "the number of an op") ||
         !parse_number(p, &word, early ? "early" : "op", 0, PROGRAM_EARLY - 1,
                       &value) )
        return false;
    d->op = (uint16_t)(value + (early ? PROGRAM_EARLY : 0));
    if ( !parse_more(p, &word, "point") )
        return false;
    if ( !lex_is(&word, "point") )
        return lex_fail(&p->lex, &word,
                        "\"%.*s\" after the op's number, expected point",
                        LEX_SHOW(&word));
    if ( !parse_more(p, &word, "the number of a decision") )
        return false;
    if ( closed && word.text[word.length - 1] != ')' )
        return lex_fail(&p->lex, &word,
                        "the point is \"%.*s\", expected a number and )",
                        LEX_SHOW(&word));
    word.length -= closed;
    if ( !parse_number(p, &word, "point", 0, UINT32_MAX, &value) )
        return false;
    d->index = (uint32_t)value;
    return true;
}

/* "-> cpu0", "-> irq", and "=>" where nobody is preempted */
static bool parse_switch(struct parser *p, enum choice_kind kind,
                         struct deviation *d)
{
    struct word word;
    uint8_t cpu;

    if ( !parse_more(p, &word, "cpuN or irq") )
        return false;
    d->kind = (uint8_t)kind;
    d->value = SCHED_TAKE_IRQ;
    if ( lex_is(&word, "irq") )
        return true;
    if ( !parse_cpu(p, &word, &cpu) )
        return false;
    d->value = 1u + cpu;
    return true;
}

/* "spmc=3" */
static bool parse_value(struct parser *p, const struct word *word,
                        struct deviation *d)
{
    size_t equals = lex_first(word, '=');
    struct word name = {word->text, equals};
    struct word number = lex_skip(word, equals + 1);
    uint64_t value;

    for ( unsigned int kind = 0; kind < CHOICE_KINDS; kind++ )
    {
        if ( PROGRAM_ABOUT_CPUS(kind) || equals == word->length ||
             !lex_is(&name, program_kind_name(kind)) )
            continue;
        if ( !parse_number(p, &number, program_kind_name(kind), 1, UINT32_MAX,
                           &value) )
            return false;
        d->kind = (uint8_t)kind;
        d->value = (uint32_t)value;
        return true;
    }
    return lex_fail(&p->lex, word,
                    "the deviation is \"%.*s\", expected ->, =>, spmc=N, "
                    "fault=N or reuse=N",
                    LEX_SHOW(word));
}

static bool parse_action(struct parser *p, struct deviation *d)
{
    struct word word;

    if ( !parse_more(p, &word, "->, =>, spmc=N, fault=N or reuse=N") )
        return false;
    if ( lex_is(&word, "->") )
        return parse_switch(p, CHOICE_SCHED, d);
    if ( lex_is(&word, "=>") )
        return parse_switch(p, CHOICE_NEXT, d);
    return parse_value(p, &word, d);
}

/* "(op 3 point 17)" behind an anchor. */
static bool parse_note(struct parser *p, struct deviation *d)
{
    struct word word, keyword;

    if ( !d->hit || !lex_word(&p->lex, &word) )
        return true;
    keyword = lex_skip(&word, 1);
    if ( word.text[0] != '(' ||
         (!lex_is(&keyword, "op") && !lex_is(&keyword, "early")) )
        return lex_fail(&p->lex, &word,
                        "\"%.*s\" after the deviation, expected (op, (early or "
                        "the end of the statement",
                        LEX_SHOW(&word));
    return parse_ordinal(p, &keyword, true, d);
}

bool parse_at(struct parser *p, const struct word *keyword)
{
    struct program *program = &p->scenario->program;
    struct deviation *d = &program->deviation[program->nr_deviations];
    struct word word;

    if ( program->nr_deviations == PROGRAM_MAX_DEVIATIONS )
        return lex_fail(&p->lex, keyword,
                        "this is one deviation too many, expected at most %u",
                        PROGRAM_MAX_DEVIATIONS);
    *d = (struct deviation){0};
    if ( !parse_more(p, &word, "a CPU") || !parse_cpu(p, &word, &d->cpu) ||
         !parse_more(p, &word, "CONTEXT:SITE#HIT, op or early") )
        return false;
    if ( lex_is(&word, "op") || lex_is(&word, "early") )
    {
        if ( !parse_ordinal(p, &word, false, d) )
            return false;
    }
    else if ( !parse_anchor(p, &word, d) )
        return false;
    if ( !parse_action(p, d) || !parse_note(p, d) )
        return false;
    program->nr_deviations++;
    return true;
}
