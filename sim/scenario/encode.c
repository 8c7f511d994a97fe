/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Bytes are found by asking code.h what each would mean, so that there is no
 * second table to disagree with the first.
 */
#include "encode.h"

#include "bug.h"
#include "code.h"

struct output
{
    uint8_t *bytes;
    size_t length;
};

static void put(struct output *out, uint64_t byte)
{
    SIM_BUG_ON(out->length >= ENCODE_MAX_BYTES);
    out->bytes[out->length++] = (uint8_t)byte;
}

static void put_raw(struct output *out, uint64_t value, unsigned int width)
{
    for ( unsigned int i = 0; i < width; i++ )
        put(out, value >> (8 * i));
}

/* The first byte whose meaning is WANTED. */
#define FIRST_BYTE(wanted, meaning, limit)                                     \
    ({                                                                         \
        unsigned int byte = 0;                                                 \
                                                                               \
        while ( byte < (limit) && (meaning) != (wanted) )                      \
            byte++;                                                            \
        byte;                                                                  \
    })

static void encode_world(const struct world *world, struct output *out)
{
    uint16_t flags = 0;
    unsigned int sri = FIRST_BYTE(world->sri, code_sris[byte], 16);

    for ( unsigned int sp = 0; sp < PROGRAM_MAX_SPS; sp++ )
        flags |= (uint16_t)(world->sp_flags[sp] << (4 * sp));
    put(out, world->nr_cpus - 1u);
    put(out, FIRST_BYTE(world->ffa_minor, code_minors[byte], 3) |
                 world->personality * 4u);
    put(out, (world->legal ? CODE_LEGAL : 0) |
                 (world->hostile ? CODE_HOSTILE : 0) |
                 (world->faults ? CODE_FAULTS : 0) |
                 (world->rcu_strict ? CODE_RCU_STRICT : 0) |
                 (world->reuse ? CODE_REUSE : 0) |
                 (world->d0_ffa ? CODE_D0_FFA : 0));
    put(out, FIRST_BYTE(world->nr_sps, code_sps[byte], 7));
    put_raw(out, flags, 2);
    put(out, FIRST_BYTE(world->stage, code_stages[byte], 7));
    put(out, FIRST_BYTE(world->stage_vms, code_vms((uint8_t)byte), 255));
    put(out, FIRST_BYTE(world->stage_vcpus, code_vcpus((uint8_t)byte), 255));
    put(out, sri < 16 ? sri : CODE_RAW);
    put_raw(out, sri < 16 ? 0 : world->sri, 2);
    SIM_BUG_ON(out->length != CODE_HEADER);
}

static void encode_domain(const struct op *op, const struct world *world,
                          struct output *out)
{
    unsigned int first = FIRST_BYTE(op->domain | op->vcpu << 8,
                                    code_domain((uint8_t)byte, world) |
                                        code_vcpu((uint8_t)byte) << 8,
                                    CODE_RAW);

    put(out, first);
    if ( first == CODE_RAW )
        put(out, op->domain | op->vcpu << 5);
}

static void encode_subject(const struct op *op, const struct world *world,
                           struct output *out)
{
    switch ( op_rules[op->kind].subject )
    {
    case SUBJECT_NONE:
        break;
    case SUBJECT_DOMAIN:
    case SUBJECT_VCPU:
        encode_domain(op, world, out);
        break;
    case SUBJECT_SP:
        put(out, FIRST_BYTE(op->sp, code_sp((uint8_t)byte, world), 255));
        break;
    }
}

static void encode_argument(const struct op_argument *argument,
                            const struct world *world, uint64_t value,
                            struct output *out)
{
    unsigned int limit = code_values(argument);
    unsigned int first =
        FIRST_BYTE(value, code_value(argument, world, (uint8_t)byte), limit);

    if ( first < limit )
    {
        put(out, first);
        return;
    }
    put(out, CODE_RAW);
    put_raw(out, value, op_types[argument->type].width);
}

static void encode_op(const struct op *op, const struct world *world,
                      struct output *out)
{
    const struct op_rule *rule = &op_rules[op->kind];

    if ( op->kind != OP_TOY )
        put(out, op->kind + 1u);
    else
        for ( unsigned int i = 0; i < CODE_TOY_SIZE; i++ )
            put(out, (uint8_t)CODE_TOY[i]);
    put(out, op->cpu);
    encode_subject(op, world, out);
    for ( unsigned int i = 0; i < rule->nr_args; i++ )
        encode_argument(&rule->arg[i], world, op->arg[i], out);
}

static void encode_long(const struct deviation *d, struct output *out)
{
    put(out, CODE_LONG * CODE_LANES + d->cpu);
    put(out, d->kind);
    put_raw(out, d->op, 2);
    put_raw(out, d->index, 4);
    put_raw(out, d->value, 4);
}

static void encode_deviation(const struct deviation *d,
                             const struct world *world, struct output *out)
{
    unsigned int op = FIRST_BYTE(d->op, code_op((uint8_t)byte), 256);
    unsigned int value = FIRST_BYTE(
        d->value, code_deviation_value(d, world, (uint8_t)byte), 256);
    unsigned int row = 1;

    while ( code_kinds[row] != d->kind )
        row++;
    if ( op > 255 || value > 255 || d->index >= 1u << 14 )
    {
        encode_long(d, out);
        return;
    }
    put(out, row * CODE_LANES + d->cpu);
    put(out, op);
    put(out, d->index);
    put(out, d->index < 256 ? 0 : 0xc0 | d->index >> 8);
    put(out, value);
}

size_t program_encode(const struct program *program,
                      uint8_t bytes[ENCODE_MAX_BYTES])
{
    const struct world *world = &program->world;
    struct output out = {bytes, 0};

    SIM_BUG_ON(!program_valid(program));
    encode_world(world, &out);
    for ( unsigned int i = 0; i < program->nr_ops; i++ )
        encode_op(&program->op[i], world, &out);
    if ( program->nr_ops < PROGRAM_MAX_OPS )
        put(&out, 0);
    for ( unsigned int i = 0; i < program->nr_deviations; i++ )
        encode_deviation(&program->deviation[i], world, &out);
    while ( out.length && !bytes[out.length - 1] )
        out.length--;
    return out.length;
}
