/* SPDX-License-Identifier: GPL-2.0-only */
#include "mutate.h"

#include <stdbool.h>
#include <string.h>

#include "bug.h"
#include "code.h"
#include "decode.h"
#include "encode.h"

#define GUIDED_ONE_IN 2u

/* All randomness of one mutation. */
static uint64_t state;

static mutate_guide *guide;

/* SplitMix64. */
static uint64_t draw(void)
{
    uint64_t z = state += 0x9e3779b97f4a7c15u;

    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

static unsigned int below(unsigned int bound)
{
    return bound ? (unsigned int)(draw() % bound) : 0;
}

/* Small numbers more often than large ones: below 2, 4, ... 2^bits. */
static uint32_t small(unsigned int bits)
{
    return (uint32_t)(draw() & ((2u << below(bits)) - 1));
}

/*
 * Whatever the decoder makes of random bytes in the world of P. With FIRST the
 * bytes of the list begin with it.
 */
static void draw_program(struct program *out, const struct program *p,
                         const uint8_t *first, unsigned int nr_first)
{
    uint8_t bytes[ENCODE_MAX_BYTES];
    static struct program bare;
    unsigned int at = CODE_HEADER;

    memset(bytes, 0, CODE_HEADER);
    memcpy(&bare.world, &p->world, sizeof(bare.world));
    bare.nr_ops = 0;
    bare.nr_deviations = 0;
    program_encode(&bare, bytes);
    memcpy(bytes + at, first, nr_first);
    for ( at += nr_first; at < CODE_HEADER + nr_first + 24; at++ )
        bytes[at] = (uint8_t)(below(4) ? small(8) : draw());
    program_decode(out, bytes, at);
}

static void draw_op(struct op *op, const struct program *p, unsigned int kind)
{
    static struct program drawn;
    const uint8_t first = (uint8_t)(1 + kind);

    draw_program(&drawn, p, &first, 1);
    SIM_BUG_ON(!drawn.nr_ops);
    if ( kind == OP_TOY )
        op_init(op, kind);
    else
        *op = drawn.op[0];
}

/* Ops that CPU starts before op number POSITION of the text. */
static unsigned int ops_before(const struct program *p, unsigned int position,
                               unsigned int cpu)
{
    unsigned int nr = 0;

    for ( unsigned int i = 0; i < position; i++ )
        nr += p->op[i].cpu == cpu;
    return nr;
}

/* An op of CPU came (1) or went (-1): what was aimed behind it stays there. */
static void shift_deviations(struct program *p, unsigned int position,
                             unsigned int cpu, int by)
{
    unsigned int before = ops_before(p, position, cpu);

    for ( unsigned int i = 0; i < p->nr_deviations; i++ )
    {
        struct deviation *d = &p->deviation[i];

        if ( d->cpu == cpu && d->op > before && d->op < PROGRAM_EARLY )
            d->op = (uint16_t)(d->op + by);
    }
}

static void insert_op(struct program *p, unsigned int position,
                      const struct op *op)
{
    const struct op copy = *op;

    if ( p->nr_ops == PROGRAM_MAX_OPS )
        return;
    memmove(&p->op[position + 1], &p->op[position],
            (p->nr_ops - position) * sizeof(p->op[0]));
    p->op[position] = copy;
    p->nr_ops++;
    shift_deviations(p, position, copy.cpu, 1);
}

static void op_insert(struct program *p)
{
    struct op op;

    draw_op(&op, p, below(OP_TOY)); /* Toys have nothing to find. */
    insert_op(p, below(p->nr_ops + 1), &op);
}

static void op_drop(struct program *p)
{
    unsigned int position = below(p->nr_ops);

    if ( !p->nr_ops )
        return;
    shift_deviations(p, position, p->op[position].cpu, -1);
    p->nr_ops--;
    memmove(&p->op[position], &p->op[position + 1],
            (p->nr_ops - position) * sizeof(p->op[0]));
}

static void op_repeat(struct program *p)
{
    if ( p->nr_ops )
        insert_op(p, below(p->nr_ops + 1), &p->op[below(p->nr_ops)]);
}

static void op_swap(struct program *p)
{
    unsigned int a = below(p->nr_ops), b = below(p->nr_ops);
    struct op op;

    if ( !p->nr_ops )
        return;
    op = p->op[a];
    p->op[a] = p->op[b];
    p->op[b] = op;
}

static void op_move_cpu(struct program *p)
{
    if ( p->nr_ops )
        p->op[below(p->nr_ops)].cpu = (uint8_t)below(p->world.nr_cpus);
}

/* Another argument, or the subject of a fresh op of the same kind. */
static void op_change(struct program *p)
{
    struct op *op = &p->op[below(p->nr_ops)], drawn;
    const struct op_rule *rule = &op_rules[op->kind];
    unsigned int i = below(rule->nr_args + 1);

    if ( !p->nr_ops )
        return;
    draw_op(&drawn, p, op->kind);
    if ( i == rule->nr_args )
    {
        op->domain = drawn.domain;
        op->vcpu = drawn.vcpu;
        op->sp = drawn.sp;
    }
    else if ( below(4) )
        op->arg[i] = drawn.arg[i];
    else
        op->arg[i] = op_value_fit(rule->arg[i].type, &p->world,
                                  op->arg[i] ^ (1ull << below(64)));
}

/* The subject of another op of the same sort: two ops meet. */
static void op_meet(struct program *p)
{
    struct op *op = &p->op[below(p->nr_ops)];
    const struct op *other = &p->op[below(p->nr_ops)];

    if ( !p->nr_ops || op_rules[op->kind].subject == SUBJECT_NONE ||
         op_rules[op->kind].subject != op_rules[other->kind].subject )
        return;
    op->domain = other->domain;
    op->vcpu = other->vcpu;
    op->sp = other->sp;
}

static uint32_t draw_value(const struct program *p, const struct deviation *d)
{
    if ( !PROGRAM_ABOUT_CPUS(d->kind) )
        return 1 + small(4);
    return below(3) ? 1 + below(p->world.nr_cpus) : SCHED_TAKE_IRQ;
}

static void deviation_add(struct program *p)
{
    struct deviation *d = &p->deviation[p->nr_deviations];

    if ( p->nr_deviations == PROGRAM_MAX_DEVIATIONS )
        return;
    memset(d, 0, sizeof(*d));
    d->kind = (uint8_t)(below(3) ? CHOICE_SCHED : below(CHOICE_KINDS));
    d->cpu = (uint8_t)below(p->world.nr_cpus);
    d->op = (uint16_t)below(ops_before(p, p->nr_ops, d->cpu) + 1);
    d->index = small(7);
    d->value = draw_value(p, d);
    p->nr_deviations++;
}

/* Where the guide says. */
static bool deviation_guided(struct program *p)
{
    unsigned int position = p->nr_deviations < PROGRAM_MAX_DEVIATIONS
                                ? p->nr_deviations
                                : below(p->nr_deviations);
    struct deviation d;

    if ( !guide || below(GUIDED_ONE_IN) || !guide(p, draw(), &d) )
        return false;
    p->deviation[position] = d;
    p->nr_deviations += position == p->nr_deviations;
    return true;
}

static void deviation_drop(struct program *p)
{
    unsigned int position = below(p->nr_deviations);

    if ( !p->nr_deviations )
        return;
    p->nr_deviations--;
    p->deviation[position] = p->deviation[p->nr_deviations];
}

/* A little earlier or later. */
static void deviation_nudge(struct program *p)
{
    struct deviation *d = &p->deviation[below(p->nr_deviations)];
    uint32_t by = 1 + small(4);

    if ( p->nr_deviations )
        d->index =
            below(2) ? d->index + by : d->index - (by & -(d->index > by));
}

/* The same moment, something else. */
static void deviation_aim(struct program *p)
{
    struct deviation *d = &p->deviation[below(p->nr_deviations)];

    if ( p->nr_deviations )
        d->value = draw_value(p, d);
}

/* The same thing, in another op. */
static void deviation_move(struct program *p)
{
    struct deviation *d = &p->deviation[below(p->nr_deviations)];

    if ( !p->nr_deviations )
        return;
    if ( below(2) )
        d->cpu = (uint8_t)below(p->world.nr_cpus);
    d->op = (uint16_t)below(ops_before(p, p->nr_ops, d->cpu) + 1);
}

/* One byte of the header; ops and deviations are read again in that world. */
static void world_change(struct program *p)
{
    uint8_t bytes[ENCODE_MAX_BYTES];
    size_t length;

    memset(bytes, 0, CODE_HEADER);
    length = program_encode(p, bytes);
    bytes[below(CODE_HEADER)] = (uint8_t)small(8);
    program_decode(p, bytes, length < CODE_HEADER ? CODE_HEADER : length);
}

/* As often as they stand here. As many go as come: a shorter run is a cheaper
 * and a clearer one. */
static void (*const mutations[])(struct program *p) = {
    op_insert,       op_insert,       op_repeat,      op_drop,
    op_drop,         op_drop,         op_swap,        op_move_cpu,
    op_change,       op_change,       op_change,      op_meet,
    deviation_add,   deviation_add,   deviation_drop, deviation_drop,
    deviation_nudge, deviation_nudge, deviation_aim,  deviation_move,
    world_change,
};

static size_t give(const struct program *p, uint8_t *out, size_t room)
{
    uint8_t bytes[ENCODE_MAX_BYTES];
    size_t length;

    SIM_BUG_ON(!program_valid(p));
    length = program_encode(p, bytes);
    if ( !length || length > room )
        return 0;
    memcpy(out, bytes, length);
    return length;
}

void mutate_set_guide(mutate_guide *who)
{
    guide = who;
}

size_t mutate_scenario(uint8_t *bytes, size_t length, size_t room,
                       uint64_t seed)
{
    static struct program program;
    unsigned int nr;

    state = seed;
    program_decode(&program, bytes, length);
    nr = below(1 + small(2)) + !deviation_guided(&program);
    for ( ; nr; nr-- )
        mutations[below(SIM_ARRAY_SIZE(mutations))](&program);
    return give(&program, bytes, room);
}

size_t mutate_cross(const uint8_t *a, size_t length_a, const uint8_t *b,
                    size_t length_b, uint8_t *out, size_t room, uint64_t seed)
{
    static struct program to, from;
    unsigned int first, nr, position;

    state = seed;
    program_decode(&to, a, length_a);
    program_decode(&from, b, length_b);
    first = below(from.nr_ops);
    nr = 1 + small(3);
    position = below(to.nr_ops + 1);
    for ( unsigned int i = 0; i < nr && first + i < from.nr_ops; i++ )
    {
        struct op *op = &from.op[first + i];
        const struct op_rule *rule = &op_rules[op->kind];

        op->cpu %= to.world.nr_cpus;
        for ( unsigned int k = 0; k < rule->nr_args; k++ )
            op->arg[k] = op_value_fit(rule->arg[k].type, &to.world, op->arg[k]);
        insert_op(&to, position + i > to.nr_ops ? to.nr_ops : position + i, op);
    }
    return give(&to, out, room);
}
