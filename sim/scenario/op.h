/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The table of ops, as ops.def lists them.
 *
 * What the two forms of a program say of an op is read here; nobody else
 * needs to know an op's arguments.
 */
#ifndef SIM_SCENARIO_OP_H
#define SIM_SCENARIO_OP_H

#include <stdbool.h>
#include <stdint.h>

#include "argument.h"
#include "program.h"

enum op_subject
{
    SUBJECT_NONE,
    SUBJECT_DOMAIN,
    SUBJECT_VCPU,
    SUBJECT_SP
};

enum argument_type
{
#define TYPE(id, min, max, width, look) TYPE_##id,
#include "types.def"
#undef TYPE
    ARGUMENT_TYPES
};

/* How text writes a value, beside special words. */
enum type_look
{
    LOOK_DECIMAL,
    LOOK_HEX,
    LOOK_ENDPOINT, /* self, dN, spN or hex                                 */
    LOOK_CPU,      /* cpuN                                                 */
    LOOK_FLAG,     /* the bare name of the argument                        */
    LOOK_PAGE,     /* pN of the guest's RAM, or hex                        */
    LOOK_HANDLE,   /* hN, the subject's N-th; dM.hN; or hex                */
    LOOK_WORD,     /* words.def                                            */
    LOOK_STATUS,   /* a status by name, or signed decimal                  */
    LOOK_STEPS     /* lock0,add1,unlock0; - for none                       */
};

/* The steps of a toy, as toy.def lists them. */
enum toy_step
{
#define STEP(id, text, numbers) TOY_##id,
#include "toy.def"
#undef STEP
    TOY_STEPS
};
#define TOY_BYTE(step, number) (8u * (1u + (step)) + (number))

struct toy_rule
{
    const char *text;
    uint8_t numbers;
};
extern const struct toy_rule toy_rules[TOY_STEPS];

struct type_rule
{
    uint64_t min; /* as int64_t for LOOK_STATUS                            */
    uint64_t max;
    uint8_t width; /* bytes of a raw value                                 */
    uint8_t look;  /* enum type_look                                       */
};

struct op_argument
{
    const char *name;
    enum argument_type type;
    uint64_t standard; /* what it is when nothing is said                  */
};

struct op_rule
{
    const char *text;
    enum op_subject subject;
    unsigned int nr_args;
    struct op_argument arg[PROGRAM_OP_ARGS];
};

extern const struct op_rule op_rules[OP_KINDS];
extern const struct type_rule op_types[ARGUMENT_TYPES];

/* Is VALUE in the range of TYPE? CPUs count up to those of WORLD. */
bool op_value_valid(enum argument_type type, const struct world *world,
                    uint64_t value);

/* VALUE if it is in range, else something in range made of it. */
uint64_t op_value_fit(enum argument_type type, const struct world *world,
                      uint64_t value);

/* OP of KIND on CPU 0 with every argument as standard, subject all 0. */
void op_init(struct op *op, enum op_kind kind);

#endif /* SIM_SCENARIO_OP_H */
