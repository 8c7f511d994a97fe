/* SPDX-License-Identifier: GPL-2.0-only */
#include "parse.h"

#include <stdio.h>

#include "bug.h"
#include "op.h"
#include "value.h"

/* Sets of subjects. */
#define OF(subject) (1u << SUBJECT_##subject)

/* Room for the names of every op. */
#define LIST_BYTES 1024u

/* A growing list "a, b or c"; LAST says which word ends it. */
static size_t list_add(char list[LIST_BYTES], size_t used, const char *text,
                       bool last)
{
    const char *before = !used ? "" : last ? " or " : ", ";
    int more = snprintf(list + used, LIST_BYTES - used, "%s%s", before, text);

    SIM_BUG_ON(more < 0 || used + (size_t)more >= LIST_BYTES);
    return used + (size_t)more;
}

static bool fail_op(struct parser *p, const struct word *word,
                    unsigned int subjects, const char *whose)
{
    char list[LIST_BYTES] = "";
    size_t used = 0;
    unsigned int last = OP_KINDS;

    while ( !(subjects & 1u << op_rules[last - 1].subject) )
        last--;
    for ( unsigned int kind = 0; kind < last; kind++ )
        if ( subjects & 1u << op_rules[kind].subject )
            used = list_add(list, used, op_rules[kind].text, kind == last - 1);
    return lex_fail(&p->lex, word, "\"%.*s\" is no op%s, expected %s",
                    LEX_SHOW(word), whose, list);
}

static bool find_op(struct op *op, const struct word *word,
                    unsigned int subjects)
{
    for ( unsigned int kind = 0; kind < OP_KINDS; kind++ )
    {
        if ( !(subjects & 1u << op_rules[kind].subject) ||
             !lex_is(word, op_rules[kind].text) )
            continue;
        op_init(op, kind);
        return true;
    }
    return false;
}

/* dN, or dN.vM with a VCPU to put it in. */
static bool parse_domain(const struct word *word, uint8_t *domain,
                         uint8_t *vcpu)
{
    size_t dot = lex_first(word, '.');
    struct word d = {word->text, dot};
    struct word v = lex_skip(word, dot + 1);
    unsigned int number;

    if ( !lex_numbered(&d, "d", PROGRAM_MAX_DOMAINS - 1, &number) )
        return false;
    *domain = (uint8_t)number;
    if ( !vcpu )
        return dot == word->length;
    if ( !lex_numbered(&v, "v", PROGRAM_MAX_VCPUS - 1, &number) )
        return false;
    *vcpu = (uint8_t)number;
    return true;
}

static bool parse_vcpu_op(struct parser *p, struct op *op,
                          const struct word *subject)
{
    struct word name;
    uint8_t domain, vcpu;

    if ( !parse_domain(subject, &domain, &vcpu) )
        return lex_fail(&p->lex, subject,
                        "\"%.*s\" is no vCPU, expected d0.v0 to d%u.v%u",
                        LEX_SHOW(subject), PROGRAM_MAX_DOMAINS - 1,
                        PROGRAM_MAX_VCPUS - 1);
    if ( !parse_more(p, &name, "an op of a vCPU") )
        return false;
    if ( !find_op(op, &name, OF(VCPU)) )
        return fail_op(p, &name, OF(VCPU), " of a vCPU");
    op->domain = domain;
    op->vcpu = vcpu;
    return true;
}

/* dN = domain_create */
static bool parse_create(struct parser *p, struct op *op,
                         const struct word *subject)
{
    struct word word;
    uint8_t domain;

    if ( !parse_domain(subject, &domain, NULL) )
        return lex_fail(&p->lex, subject,
                        "\"%.*s\" is no domain, expected d0 to d%u",
                        LEX_SHOW(subject), PROGRAM_MAX_DOMAINS - 1);
    if ( !parse_more(p, &word, "= domain_create") )
        return false;
    if ( !lex_is(&word, "=") )
        return lex_fail(&p->lex, &word,
                        "\"%.*s\" after a domain, expected = domain_create",
                        LEX_SHOW(&word));
    if ( !parse_more(p, &word, "domain_create") )
        return false;
    if ( !lex_is(&word, op_rules[OP_CREATE].text) )
        return lex_fail(&p->lex, &word,
                        "\"%.*s\" makes no domain, expected domain_create",
                        LEX_SHOW(&word));
    op_init(op, OP_CREATE);
    op->domain = domain;
    return true;
}

static bool parse_sp_op(struct parser *p, struct op *op)
{
    struct word word;
    uint64_t id;

    if ( !parse_more(p, &word, "an SP such as 0x8001") )
        return false;
    if ( !lex_number(&word, &id) || id < PROGRAM_FIRST_SP ||
         id >= PROGRAM_FIRST_SP + PROGRAM_MAX_SPS )
        return lex_fail(&p->lex, &word,
                        "the SP is \"%.*s\", expected 0x%x to 0x%x",
                        LEX_SHOW(&word), PROGRAM_FIRST_SP,
                        PROGRAM_FIRST_SP + PROGRAM_MAX_SPS - 1);
    if ( !parse_more(p, &word, "an op of an SP") )
        return false;
    if ( !find_op(op, &word, OF(SP)) )
        return fail_op(p, &word, OF(SP), " of an SP");
    op->sp = (uint8_t)(id - PROGRAM_FIRST_SP);
    return true;
}

/* Ops that are written before their domain, or have none. */
static bool parse_named_op(struct parser *p, struct op *op,
                           const struct word *name)
{
    struct word word;

    if ( !find_op(op, name, OF(DOMAIN) | OF(NONE)) )
        return fail_op(p, name, OF(DOMAIN) | OF(NONE), "");
    if ( op_rules[op->kind].subject == SUBJECT_NONE )
        return true;
    if ( !parse_more(p, &word, "a domain") )
        return false;
    if ( !parse_domain(&word, &op->domain, NULL) )
        return lex_fail(&p->lex, &word,
                        "\"%.*s\" is no domain, expected d0 to d%u",
                        LEX_SHOW(&word), PROGRAM_MAX_DOMAINS - 1);
    return true;
}

static bool is_domain_or_vcpu(const struct word *word)
{
    return word->length > 1 && word->text[0] == 'd' && word->text[1] >= '0' &&
           word->text[1] <= '9';
}

static bool parse_subject(struct parser *p, struct op *op)
{
    struct word word;

    if ( !parse_more(p, &word, "an op") )
        return false;
    if ( lex_is(&word, "sp") )
        return parse_sp_op(p, op);
    if ( !is_domain_or_vcpu(&word) )
        return parse_named_op(p, op, &word);
    if ( lex_first(&word, '.') < word.length )
        return parse_vcpu_op(p, op, &word);
    return parse_create(p, op, &word);
}

/* The argument that WORD names, or nr_args. */
static unsigned int find_argument(const struct op_rule *rule,
                                  const struct word *word)
{
    unsigned int i = 0;

    while ( i < rule->nr_args && !lex_is(word, rule->arg[i].name) )
        i++;
    return i;
}

static bool fail_argument(struct parser *p, const struct word *word,
                          const struct op_rule *rule)
{
    char list[LIST_BYTES] = "";
    size_t used = 0;

    for ( unsigned int i = 0; i < rule->nr_args; i++ )
        used = list_add(list, used, rule->arg[i].name, i + 1 == rule->nr_args);
    return lex_fail(&p->lex, word, "%s has no argument \"%.*s\", expected %s",
                    rule->text, LEX_SHOW(word), list);
}

static bool parse_argument_value(struct parser *p,
                                 const struct op_argument *argument,
                                 const struct word *word, uint64_t *value)
{
    const struct world *world = &p->scenario->program.world;
    char expected[VALUE_BYTES];

    if ( value_parse(argument->type, world, word, value) )
        return true;
    value_expected(argument->type, world, expected);
    return lex_fail(&p->lex, word, "%s is \"%.*s\", expected %s",
                    argument->name, LEX_SHOW(word), expected);
}

/* GIVEN: one bit an argument. The first may be without its name. */
static bool parse_argument(struct parser *p, struct op *op,
                           const struct word *word, unsigned int *given)
{
    const struct op_rule *rule = &op_rules[op->kind];
    size_t equals = lex_first(word, '=');
    struct word name = {word->text, equals};
    struct word value = lex_skip(word, equals + 1);
    unsigned int i = find_argument(rule, &name);
    bool named = equals < word->length;
    bool flag = i < rule->nr_args && rule->arg[i].type == TYPE_FLAG;

    if ( !named && !flag && !*given && rule->nr_args )
    {
        i = 0;
        value = *word;
    }
    else if ( i == rule->nr_args )
        return fail_argument(p, &name, rule);
    else if ( named == flag )
        return lex_fail(&p->lex, word, "%s is \"%.*s\", expected %s%s",
                        rule->arg[i].name, LEX_SHOW(word), rule->arg[i].name,
                        flag ? " alone" : "=...");
    if ( *given & 1u << i )
        return lex_fail(&p->lex, word, "%s is said twice, expected once",
                        rule->arg[i].name);
    *given |= 1u << i;
    op->arg[i] = 1;
    return flag || parse_argument_value(p, &rule->arg[i], &value, &op->arg[i]);
}

static bool parse_arguments(struct parser *p, struct op *op)
{
    const struct op_rule *rule = &op_rules[op->kind];
    const struct world *world = &p->scenario->program.world;
    char expected[VALUE_BYTES];
    struct word word;
    unsigned int given = 0;

    while ( rule->nr_args && lex_word(&p->lex, &word) )
        if ( !parse_argument(p, op, &word, &given) )
            return false;
    for ( unsigned int i = 0; i < rule->nr_args; i++ )
    {
        /* cpu_up means cpu1, which this world may not have. */
        if ( op_value_valid(rule->arg[i].type, world, op->arg[i]) )
            continue;
        value_expected(rule->arg[i].type, world, expected);
        return parse_more(p, &word, expected);
    }
    return true;
}

bool parse_op(struct parser *p, const struct word *keyword)
{
    struct program *program = &p->scenario->program;
    struct op *op = &program->op[program->nr_ops];
    struct word cpu_name = {keyword->text, keyword->length - 1};
    uint8_t cpu;

    if ( program->nr_ops == PROGRAM_MAX_OPS )
        return lex_fail(&p->lex, keyword,
                        "this is one op too many, expected at most %u",
                        PROGRAM_MAX_OPS);
    if ( !parse_cpu(p, &cpu_name, &cpu) || !parse_subject(p, op) ||
         !parse_arguments(p, op) )
        return false;
    op->cpu = cpu;
    program->nr_ops++;
    return true;
}
