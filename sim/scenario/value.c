/* SPDX-License-Identifier: GPL-2.0-only */
#include "value.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "bug.h"
#include "ffa.h"

/* Lowest status that has a name. */
#define LAST_STATUS FFA_NOT_READY

/* In the order of their values. */
static const char *const fails[] = {"no", "arch", "late"};

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

static bool parse_fail(const struct word *word, uint64_t *value)
{
    for ( unsigned int i = 0; i < SIM_ARRAY_SIZE(fails); i++ )
    {
        if ( !lex_is(word, fails[i]) )
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

static bool (*const parsers[])(const struct word *word, uint64_t *value) = {
    [LOOK_DECIMAL] = lex_number,      [LOOK_HEX] = lex_number,
    [LOOK_ENDPOINT] = parse_endpoint, [LOOK_CPU] = parse_cpu,
    [LOOK_FAIL] = parse_fail,         [LOOK_STATUS] = parse_status,
};

bool value_parse(enum argument_type type, const struct world *world,
                 const struct word *word, uint64_t *value)
{
    SIM_BUG_ON(op_types[type].look == LOOK_FLAG);
    return parsers[op_types[type].look](word, value) &&
           op_value_valid(type, world, *value);
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
    case LOOK_FAIL:
        snprintf(out, VALUE_BYTES, "no, arch or late");
        break;
    case LOOK_STATUS:
        snprintf(out, VALUE_BYTES,
                 "a status such as BUSY, or a number of 32 bits such as -4");
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
    case LOOK_FAIL:
        SIM_BUG_ON(value >= SIM_ARRAY_SIZE(fails));
        snprintf(out, VALUE_BYTES, "%s", fails[value]);
        break;
    case LOOK_STATUS:
        print_status(value, out);
        break;
    case LOOK_FLAG:
        SIM_BUG_ON("a flag has no value");
    }
}
