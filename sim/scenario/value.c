/* SPDX-License-Identifier: GPL-2.0-only */
#include "value.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "bug.h"
#include "ffa.h"

/* Lowest status that has a name. */
#define LAST_STATUS FFA_NOT_READY

static const char *const words[WORD_ROWS] = {
#define WORD(type, id, text) [WORD_##type##_##id] = text,
#include "words.def"
#undef WORD
};

/* The first row of each type of word. */
static const uint8_t first_word[ARGUMENT_TYPES] = {
    [TYPE_FAIL] = WORD_FAIL_NO,          [TYPE_UUID] = WORD_UUID_NIL,
    [TYPE_SHARE] = WORD_SHARE_NONE,      [TYPE_SEND] = WORD_SEND_NONE,
    [TYPE_DIRECT] = WORD_DIRECT_RESPOND, [TYPE_STEP] = WORD_STEP_BOOT,
};

static const char *word_of(enum argument_type type, uint64_t value)
{
    SIM_BUG_ON(value > op_types[type].max);
    return words[first_word[type] + value];
}

static bool parse_endpoint(const struct word *word, uint64_t *value)
{
    unsigned int number;

    if ( lex_is(word, "self") )
        *value = PROGRAM_ENDPOINT_SELF;
    else if ( lex_numbered(word, "d", PROGRAM_MAX_DOMAINS - 1, &number) )
        *value = FFA_ID_OF_DOMAIN(number);
    else if ( lex_numbered(word, "sp", PROGRAM_MAX_SPS, &number) && number )
        *value = PROGRAM_FIRST_SP + number - 1;
    else
        return lex_number(word, value);
    return true;
}

static bool parse_page(const struct word *word, uint64_t *value)
{
    unsigned int page;

    if ( !lex_numbered(word, "p", PROGRAM_RAM_PAGES - 1, &page) )
        return lex_number(word, value);
    *value = PROGRAM_PAGE(page);
    return true;
}

static bool parse_handle(const struct word *word, uint64_t *value)
{
    size_t dot = lex_first(word, '.');
    bool of_domain = dot < word->length;
    struct word domain = {word->text, of_domain ? dot : 0};
    struct word handle = lex_skip(word, of_domain ? dot + 1 : 0);
    unsigned int d = PROGRAM_HANDLE_SELF;
    unsigned int n;

    if ( !lex_numbered(&handle, "h", PROGRAM_HANDLES, &n) || !n )
        return !of_domain && lex_number(word, value);
    if ( of_domain && !lex_numbered(&domain, "d", PROGRAM_MAX_DOMAINS - 1, &d) )
        return false;
    *value = PROGRAM_HANDLE(d, n);
    return true;
}

static bool parse_word(enum argument_type type, const struct word *word,
                       uint64_t *value)
{
    for ( uint64_t i = 0; i <= op_types[type].max; i++ )
    {
        if ( !lex_is(word, word_of(type, i)) )
            continue;
        *value = i;
        return true;
    }
    return false;
}

static bool parse_status(const struct word *word, uint64_t *value)
{
    bool negative = word->length && word->text[0] == '-';
    struct word number = lex_skip(word, negative ? 1 : 0);

    for ( int32_t status = 0; status >= LAST_STATUS; status-- )
    {
        const char *name = ffa_status_name(status);

        if ( !name || !lex_is(word, name) )
            continue;
        *value = (uint64_t)(int64_t)status;
        return true;
    }
    if ( !lex_number(&number, value) || *value > 1ull << 31 )
        return false;
    if ( negative )
        *value = -*value;
    return true;
}

static bool parse_cpu(const struct word *word, uint64_t *value)
{
    unsigned int cpu;

    if ( !lex_numbered(word, "cpu", PROGRAM_MAX_CPUS - 1, &cpu) )
        return false;
    *value = cpu;
    return true;
}

/* NAME, NAMEn or -: one step. */
static bool parse_step(const struct word *word, uint8_t *byte)
{
    for ( unsigned int step = 0; step < TOY_STEPS; step++ )
    {
        const struct toy_rule *rule = &toy_rules[step];
        unsigned int number = 0;

        if ( rule->numbers
                 ? !lex_numbered(word, rule->text, rule->numbers - 1u, &number)
                 : !lex_is(word, rule->text) )
            continue;
        *byte = (uint8_t)TOY_BYTE(step, number);
        return true;
    }
    *byte = 0;
    return lex_is(word, "-");
}

static bool parse_steps(const struct word *word, uint64_t *value)
{
    struct word rest = *word;
    unsigned int nr = 0;

    *value = 0;
    do
    {
        size_t comma = lex_first(&rest, ',');
        struct word one = {rest.text, comma};
        uint8_t byte;

        if ( nr == 8 || !parse_step(&one, &byte) )
            return false;
        *value |= (uint64_t)byte << (8 * nr++);
        if ( comma == rest.length )
            return true;
        rest = lex_skip(&rest, comma + 1);
    } while ( true );
}

static bool (*const parsers[])(const struct word *word, uint64_t *value) = {
    [LOOK_DECIMAL] = lex_number,      [LOOK_HEX] = lex_number,
    [LOOK_ENDPOINT] = parse_endpoint, [LOOK_CPU] = parse_cpu,
    [LOOK_PAGE] = parse_page,         [LOOK_HANDLE] = parse_handle,
    [LOOK_STATUS] = parse_status,     [LOOK_STEPS] = parse_steps,
};

bool value_parse(enum argument_type type, const struct world *world,
                 const struct word *word, uint64_t *value)
{
    SIM_BUG_ON(op_types[type].look == LOOK_FLAG);
    if ( op_types[type].look == LOOK_WORD )
        return parse_word(type, word, value);
    return parsers[op_types[type].look](word, value) &&
           op_value_valid(type, world, *value);
}

static void expect_words(enum argument_type type, char out[VALUE_BYTES])
{
    size_t used = 0;

    for ( uint64_t i = 0; i <= op_types[type].max; i++ )
    {
        const char *before = !i ? "" : i == op_types[type].max ? " or " : ", ";

        used += (size_t)snprintf(out + used, VALUE_BYTES - used, "%s%s", before,
                                 word_of(type, i));
        SIM_BUG_ON(used >= VALUE_BYTES);
    }
}

void value_expected(enum argument_type type, const struct world *world,
                    char out[VALUE_BYTES])
{
    const struct type_rule *rule = &op_types[type];

    switch ( (enum type_look)rule->look )
    {
    case LOOK_DECIMAL:
        snprintf(out, VALUE_BYTES, "a number from %" PRIu64 " to %" PRIu64,
                 rule->min, rule->max);
        break;
    case LOOK_HEX:
        snprintf(out, VALUE_BYTES, "a number from 0 to 0x%" PRIx64, rule->max);
        break;
    case LOOK_ENDPOINT:
        snprintf(out, VALUE_BYTES,
                 "self, d0 to d%u, sp1 to sp%u or a number from 0 to 0xffff",
                 PROGRAM_MAX_DOMAINS - 1, PROGRAM_MAX_SPS);
        break;
    case LOOK_CPU:
        snprintf(out, VALUE_BYTES, "cpuN, N below %u", world->nr_cpus);
        break;
    case LOOK_PAGE:
        snprintf(out, VALUE_BYTES, "p0 to p%u or a number from 0 to 0x%" PRIx64,
                 PROGRAM_RAM_PAGES - 1, rule->max);
        break;
    case LOOK_HANDLE:
        snprintf(out, VALUE_BYTES,
                 "h1 to h%u, such of a domain as d1.h1, or "
                 "a number",
                 PROGRAM_HANDLES);
        break;
    case LOOK_WORD:
        expect_words(type, out);
        break;
    case LOOK_STATUS:
        snprintf(out, VALUE_BYTES,
                 "a status such as BUSY, or a number of 32 bits such as -4");
        break;
    case LOOK_STEPS:
        snprintf(out, VALUE_BYTES,
                 "up to 8 steps of a toy, such as lock0,add1,unlock0");
        break;
    case LOOK_FLAG:
        SIM_BUG_ON("a flag has no value");
    }
}

static void print_endpoint(uint64_t value, char *out)
{
    if ( value == PROGRAM_ENDPOINT_SELF )
        snprintf(out, VALUE_BYTES, "self");
    else if ( value >= FFA_ID_OF_DOMAIN(0) &&
              value <= FFA_ID_OF_DOMAIN(PROGRAM_MAX_DOMAINS - 1) )
        snprintf(out, VALUE_BYTES, "d%" PRIu64, value - FFA_ID_OF_DOMAIN(0));
    else
        snprintf(out, VALUE_BYTES, "0x%" PRIx64, value);
}

static void print_page(uint64_t value, char *out)
{
    uint64_t page = (value - PROGRAM_RAM_BASE) / PROGRAM_PAGE_BYTES;

    if ( value == PROGRAM_PAGE(page) && page < PROGRAM_RAM_PAGES )
        snprintf(out, VALUE_BYTES, "p%" PRIu64, page);
    else
        snprintf(out, VALUE_BYTES, "0x%" PRIx64, value);
}

static void print_handle(uint64_t value, char *out)
{
    unsigned int domain = (value >> 8) & 0xff;
    unsigned int n = value & 0xff;
    bool known = domain == PROGRAM_HANDLE_SELF || domain < PROGRAM_MAX_DOMAINS;

    if ( value != PROGRAM_HANDLE(domain, n) || !known || !n ||
         n > PROGRAM_HANDLES )
        snprintf(out, VALUE_BYTES, "0x%" PRIx64, value);
    else if ( domain == PROGRAM_HANDLE_SELF )
        snprintf(out, VALUE_BYTES, "h%u", n);
    else
        snprintf(out, VALUE_BYTES, "d%u.h%u", domain, n);
}

static void print_status(uint64_t value, char *out)
{
    int32_t status = (int32_t)value;
    const char *name =
        status >= LAST_STATUS && status <= 0 ? ffa_status_name(status) : NULL;

    if ( name )
        snprintf(out, VALUE_BYTES, "%s", name);
    else
        snprintf(out, VALUE_BYTES, "%" PRId32, status);
}

static void print_steps(uint64_t value, char *out)
{
    size_t used = 0;

    do
    {
        uint8_t byte = (uint8_t)value;
        const struct toy_rule *rule = &toy_rules[byte ? byte / 8 - 1 : 0];

        value >>= 8;
        used += (size_t)snprintf(out + used, VALUE_BYTES - used, "%s",
                                 byte ? rule->text : "-");
        if ( byte && rule->numbers )
            used += (size_t)snprintf(out + used, VALUE_BYTES - used, "%u",
                                     byte % 8u);
        used += (size_t)snprintf(out + used, VALUE_BYTES - used, "%s",
                                 value ? "," : "");
        SIM_BUG_ON(used >= VALUE_BYTES);
    } while ( value );
}

void value_print(enum argument_type type, uint64_t value, char out[VALUE_BYTES])
{
    switch ( (enum type_look)op_types[type].look )
    {
    case LOOK_DECIMAL:
        snprintf(out, VALUE_BYTES, "%" PRIu64, value);
        break;
    case LOOK_HEX:
        snprintf(out, VALUE_BYTES, "0x%" PRIx64, value);
        break;
    case LOOK_ENDPOINT:
        print_endpoint(value, out);
        break;
    case LOOK_CPU:
        snprintf(out, VALUE_BYTES, "cpu%" PRIu64, value);
        break;
    case LOOK_PAGE:
        print_page(value, out);
        break;
    case LOOK_HANDLE:
        print_handle(value, out);
        break;
    case LOOK_WORD:
        snprintf(out, VALUE_BYTES, "%s", word_of(type, value));
        break;
    case LOOK_STATUS:
        print_status(value, out);
        break;
    case LOOK_STEPS:
        print_steps(value, out);
        break;
    case LOOK_FLAG:
        SIM_BUG_ON("a flag has no value");
    }
}
