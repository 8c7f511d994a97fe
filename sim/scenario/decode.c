/* SPDX-License-Identifier: GPL-2.0-only */
#include "decode.h"

#include <string.h>

#include "bug.h"
#include "code.h"

struct input
{
    const uint8_t *bytes;
    size_t left;
};

static uint8_t next(struct input *in)
{
    if ( !in->left )
        return 0;
    in->left--;
    return *in->bytes++;
}

static uint64_t next_raw(struct input *in, unsigned int width)
{
    uint64_t value = 0;

    for ( unsigned int i = 0; i < width; i++ )
        value |= (uint64_t)next(in) << (8 * i);
    return value;
}

static void decode_sps(struct world *world, const uint8_t *header)
{
    uint16_t all =
        (uint16_t)(header[CODE_SP_FLAGS] | header[CODE_SP_FLAGS + 1] << 8);

    world->nr_sps = code_sps[header[CODE_SPS] % 8];
    for ( unsigned int sp = 0; sp < PROGRAM_MAX_SPS; sp++ )
        world->sp_flags[sp] =
            sp < world->nr_sps ? (all >> (4 * sp)) % (1u << SP_FLAGS) : 0;
}

static void decode_world(struct world *world, struct input *in)
{
    uint8_t header[CODE_HEADER];
    uint8_t flags;

    for ( unsigned int i = 0; i < CODE_HEADER; i++ )
        header[i] = next(in);
    flags = header[CODE_FLAGS];
    world->nr_cpus = 1 + header[CODE_CPUS] % PROGRAM_MAX_CPUS;
    world->ffa_minor = code_minors[header[CODE_VERSION] % 4];
    world->personality = header[CODE_VERSION] / 4 % PERSONALITIES;
    world->legal = !!(flags & CODE_LEGAL);
    world->hostile = !!(flags & CODE_HOSTILE);
    world->faults = !!(flags & CODE_FAULTS);
    world->rcu_strict = !!(flags & CODE_RCU_STRICT);
    world->reuse = !!(flags & CODE_REUSE);
    world->d0_ffa = !!(flags & CODE_D0_FFA);
    decode_sps(world, header);
    world->stage = code_stages[header[CODE_STAGE] % 8];
    world->stage_vms = code_vms(header[CODE_VMS]);
    world->stage_vcpus = code_vcpus(header[CODE_VCPUS]);
    world->sri = code_sris[header[CODE_SRI] % 16];
    if ( header[CODE_SRI] >= CODE_RAW )
        world->sri =
            (uint16_t)(header[CODE_SRI + 1] | header[CODE_SRI + 2] << 8);
}

static void decode_subject(struct op *op, const struct world *world,
                           struct input *in)
{
    enum op_subject subject = op_rules[op->kind].subject;
    uint8_t byte = subject == SUBJECT_NONE ? 0 : next(in);
    uint8_t raw;

    op->domain = 0;
    op->vcpu = 0;
    op->sp = 0;
    if ( subject == SUBJECT_SP )
        op->sp = code_sp(byte, world);
    if ( subject != SUBJECT_DOMAIN && subject != SUBJECT_VCPU )
        return;
    raw = byte < CODE_RAW
              ? code_domain(byte, world) | (uint8_t)(code_vcpu(byte) << 5)
              : next(in);
    op->domain = raw % PROGRAM_MAX_DOMAINS;
    if ( subject == SUBJECT_VCPU )
        op->vcpu = raw / PROGRAM_MAX_DOMAINS;
}

static uint64_t decode_argument(const struct op_argument *argument,
                                const struct world *world, struct input *in)
{
    uint8_t byte = next(in);

    if ( byte < CODE_RAW )
        return code_value(argument, world, byte);
    return op_value_fit(argument->type, world,
                        next_raw(in, op_types[argument->type].width));
}

/* Of an op whose record begins with BYTE, which is not 0. */
static uint8_t decode_kind(uint8_t byte, struct input *in)
{
    const size_t rest = CODE_TOY_SIZE - 1;

    _Static_assert(OP_TOY == OP_KINDS - 1, "the toy is the last");
    if ( byte != (uint8_t)CODE_TOY[0] || in->left < rest ||
         memcmp(in->bytes, &CODE_TOY[1], rest) )
        return (uint8_t)((byte - 1) % OP_TOY);
    in->bytes += rest;
    in->left -= rest;
    return OP_TOY;
}

/* False at the end of the list. */
static bool decode_op(struct op *op, const struct world *world,
                      struct input *in)
{
    const struct op_rule *rule;
    uint8_t byte = next(in);

    if ( !byte )
        return false;
    op->kind = decode_kind(byte, in);
    rule = &op_rules[op->kind];
    op->cpu = next(in) % world->nr_cpus;
    decode_subject(op, world, in);
    for ( unsigned int i = 0; i < rule->nr_args; i++ )
        op->arg[i] = decode_argument(&rule->arg[i], world, in);
    return true;
}

static void decode_short(struct deviation *d, const struct world *world,
                         unsigned int row, struct input *in)
{
    uint8_t low;

    d->kind = code_kinds[row];
    d->op = code_op(next(in));
    low = next(in);
    d->index = code_index(low, next(in));
    d->value = code_deviation_value(d, world, next(in));
}

static void decode_long(struct deviation *d, const struct world *world,
                        struct input *in)
{
    d->kind = next(in) % CHOICE_KINDS;
    d->op = (uint16_t)next_raw(in, 2);
    d->index = (uint32_t)next_raw(in, 4);
    d->value = (uint32_t)next_raw(in, 4);
    if ( !d->value )
        d->value = 1;
    if ( PROGRAM_ABOUT_CPUS(d->kind) && d->value > world->nr_cpus )
        d->value = SCHED_TAKE_IRQ;
}

/* False at the end of the list. */
static bool decode_deviation(struct deviation *d, const struct world *world,
                             struct input *in)
{
    uint8_t lane = next(in);

    if ( lane < CODE_LANES )
        return false;
    d->cpu = lane % CODE_LANES % world->nr_cpus;
    d->context = 0;
    d->hit = 0;
    d->site = 0;
    if ( lane / CODE_LANES == CODE_LONG )
        decode_long(d, world, in);
    else
        decode_short(d, world, lane / CODE_LANES, in);
    return true;
}

void program_decode(struct program *program, const uint8_t *bytes,
                    size_t length)
{
    struct input in = {bytes, length};
    const struct world *world = &program->world;

    SIM_BUG_ON(length && !bytes);
    decode_world(&program->world, &in);
    program->nr_ops = 0;
    while ( program->nr_ops < PROGRAM_MAX_OPS &&
            decode_op(&program->op[program->nr_ops], world, &in) )
        program->nr_ops++;
    program->nr_deviations = 0;
    while ( program->nr_deviations < PROGRAM_MAX_DEVIATIONS &&
            decode_deviation(&program->deviation[program->nr_deviations], world,
                             &in) )
        program->nr_deviations++;
    SIM_BUG_ON(!program_valid(program));
}
