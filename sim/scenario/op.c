/* SPDX-License-Identifier: GPL-2.0-only */
#include "op.h"

#include "bug.h"

#define ARG(name, type, standard)                                              \
    {                                                                          \
#name, TYPE_##type, (uint64_t)(standard)                               \
    }
#define NR_ARGS(...)                                                           \
    (sizeof((const struct op_argument[]){__VA_ARGS__}) /                       \
     sizeof(struct op_argument))

const struct op_rule op_rules[OP_KINDS] = {
#define OP(id, text, subject, ...)                                             \
    {text, SUBJECT_##subject, NR_ARGS(__VA_ARGS__), {__VA_ARGS__}},
#include "ops.def"
#undef OP
};

const struct type_rule op_types[ARGUMENT_TYPES] = {
#define TYPE(id, min, max, width, look)                                        \
    {(uint64_t)(min), (uint64_t)(max), width, LOOK_##look},
#include "types.def"
#undef TYPE
};

const struct toy_rule toy_rules[TOY_STEPS] = {
#define STEP(id, text, numbers) {text, numbers},
#include "toy.def"
#undef STEP
};

static bool step_valid(uint8_t byte)
{
    unsigned int step = byte / 8u - 1;

    if ( byte < 8 )
        return !byte;
    return step < TOY_STEPS &&
           (byte % 8u < toy_rules[step].numbers || !(byte % 8u));
}

static bool steps_valid(uint64_t steps)
{
    for ( ; steps; steps >>= 8 )
        if ( !step_valid((uint8_t)steps) )
            return false;
    return true;
}

/* Each byte that is no step becomes one. */
static uint64_t steps_fit(uint64_t steps)
{
    uint64_t fit = 0;

    for ( unsigned int i = 0; i < 8; i++ )
    {
        uint8_t byte = (uint8_t)(steps >> (8 * i));

        if ( !step_valid(byte) )
            byte = (uint8_t)TOY_BYTE(byte % TOY_STEPS, 0);
        fit |= (uint64_t)byte << (8 * i);
    }
    return fit;
}

static uint64_t highest(enum argument_type type, const struct world *world)
{
    return type == TYPE_CPU ? world->nr_cpus - 1u : op_types[type].max;
}

bool op_value_valid(enum argument_type type, const struct world *world,
                    uint64_t value)
{
    const struct type_rule *rule = &op_types[type];

    SIM_BUG_ON(type >= ARGUMENT_TYPES);
    if ( rule->look == LOOK_STATUS )
        return (int64_t)value >= (int64_t)rule->min &&
               (int64_t)value <= (int64_t)rule->max;
    if ( rule->look == LOOK_STEPS )
        return steps_valid(value);
    return value >= rule->min && value <= highest(type, world);
}

uint64_t op_value_fit(enum argument_type type, const struct world *world,
                      uint64_t value)
{
    const struct type_rule *rule = &op_types[type];

    if ( op_value_valid(type, world, value) )
        return value;
    if ( rule->look == LOOK_STATUS )
        return (uint64_t)(int64_t)(int32_t)value;
    if ( rule->look == LOOK_STEPS )
        return steps_fit(value);
    /* A type of all 64 bits has no value outside of it. */
    return rule->min + value % (highest(type, world) - rule->min + 1);
}

void op_init(struct op *op, enum op_kind kind)
{
    const struct op_rule *rule = &op_rules[kind];

    SIM_BUG_ON(kind >= OP_KINDS);
    op->kind = (uint8_t)kind;
    op->cpu = 0;
    op->domain = 0;
    op->vcpu = 0;
    op->sp = 0;
    for ( unsigned int i = 0; i < rule->nr_args; i++ )
        op->arg[i] = rule->arg[i].standard;
}
