/* SPDX-License-Identifier: GPL-2.0-only */
#include "swap-change.h"

#include <stddef.h>

#include "bug.h"
#include "op.h"
#include "passes.h"

/* At most so many candidates of a kind that the program has many of. */
#define ARGUMENT_REPLAYS 32u

/* No more than LIMIT replays, as a count of M's. */
static bool is_over(const struct minimize *m, unsigned int limit)
{
    return m->stopped || m->replays >= limit;
}

static bool passes(struct minimize *m, const struct draft *draft)
{
    struct program program;

    draft_ordinals(draft, &program);
    if ( !program_valid(&program) || !minimize_passes(m, &program) )
        return false;
    m->swap.kind = SWAP_CHANGE;
    m->swap.passing = program;
    return true;
}

static bool passes_with_argument(struct minimize *m, unsigned int op,
                                 unsigned int arg, uint64_t value)
{
    struct draft draft;

    SIM_BUG_ON(op >= m->best.nr_ops || arg >= PROGRAM_OP_ARGS);
    if ( m->best.op[op].arg[arg] == value )
        return false;
    draft_begin(&draft, &m->best);
    draft.program.op[op].arg[arg] = value;
    return passes(m, &draft);
}

/* Without one of its bits; one less, one more. */
static bool next_value(struct minimize *m, unsigned int op, unsigned int arg,
                       unsigned int limit)
{
    uint64_t value = m->best.op[op].arg[arg];
    enum argument_type type = op_rules[m->best.op[op].kind].arg[arg].type;

    if ( op_types[type].look == LOOK_HEX )
        for ( uint64_t bit = 1ull << 63; bit && !is_over(m, limit); bit >>= 1 )
            if ( value & bit && passes_with_argument(m, op, arg, value & ~bit) )
                return true;
    return !is_over(m, limit) && (passes_with_argument(m, op, arg, value - 1) ||
                                  passes_with_argument(m, op, arg, value + 1));
}

/*
 * What an argument could not be without is looked at first: PLAIN is whether
 * those that are as standard are meant. The last op first: it is nearest to the
 * failure.
 */
static bool change_arguments(struct minimize *m, bool plain)
{
    unsigned int limit = m->replays + ARGUMENT_REPLAYS;

    for ( unsigned int op = m->best.nr_ops; op-- > 0; )
    {
        const struct op_rule *rule = &op_rules[m->best.op[op].kind];

        for ( unsigned int arg = 0; arg < rule->nr_args; arg++ )
        {
            uint64_t standard = rule->arg[arg].standard;

            if ( (m->best.op[op].arg[arg] == standard) != plain )
                continue;
            if ( is_over(m, limit) )
                return false;
            if ( next_value(m, op, arg, limit) ||
                 passes_with_argument(m, op, arg, standard) )
                return true;
        }
    }
    return false;
}

static bool leave_out_op(struct minimize *m)
{
    struct draft draft;

    for ( unsigned int op = m->best.nr_ops; op-- > 0 && !m->stopped; )
    {
        draft_begin(&draft, &m->best);
        draft_drop_ops(&draft, 1ull << op);
        if ( passes(m, &draft) )
            return true;
    }
    return false;
}

/* What a world may be instead: a value of a field of one byte. */
#define FIELD(name, value)                                                     \
    {                                                                          \
        offsetof(struct world, name), value                                    \
    }
struct field
{
    size_t offset;
    uint8_t value;
};

static bool passes_with_field(struct minimize *m, const struct field *field)
{
    const uint8_t *now = (const uint8_t *)&m->best.world + field->offset;
    struct draft draft;

    if ( *now == field->value )
        return false;
    draft_begin(&draft, &m->best);
    ((uint8_t *)&draft.program.world)[field->offset] = field->value;
    return passes(m, &draft);
}

/* What the world is allowed beyond a plain one goes. */
static bool plainer_world(struct minimize *m)
{
    static const struct field plain[] = {
        FIELD(hostile, 0),     FIELD(legal, 0),
        FIELD(faults, 0),      FIELD(reuse, 0),
        FIELD(rcu_strict, 0),  FIELD(sp_flags[0], 0),
        FIELD(sp_flags[1], 0), FIELD(personality, PERSONALITY_HAFNIUM_1_2),
        FIELD(ffa_minor, 2),
    };
    struct draft draft;

    for ( size_t i = 0; i < sizeof(plain) / sizeof(plain[0]); i++ )
        if ( passes_with_field(m, &plain[i]) )
            return true;
    draft_begin(&draft, &m->best);
    draft.program.world.sri = 8;
    draft.program.world.d0_ffa = 0;
    return passes(m, &draft);
}

/* One less or more of what there are several of, and the stages before. */
static bool another_size(struct minimize *m)
{
    static const size_t counts[] = {
        offsetof(struct world, stage_vcpus),
        offsetof(struct world, stage_vms),
        offsetof(struct world, nr_sps),
        offsetof(struct world, nr_cpus),
    };
    struct field field = {.offset = offsetof(struct world, stage)};

    for ( unsigned int stage = m->best.world.stage; stage-- > 0; )
    {
        field.value = (uint8_t)stage;
        if ( passes_with_field(m, &field) )
            return true;
    }
    for ( size_t i = 0; i < sizeof(counts) / sizeof(counts[0]); i++ )
        for ( int more = -1; more <= 1; more += 2 )
        {
            field.offset = counts[i];
            field.value =
                (uint8_t)(((const uint8_t *)&m->best.world)[counts[i]] + more);
            if ( passes_with_field(m, &field) )
                return true;
        }
    return false;
}

static bool another_spmc(struct minimize *m)
{
    struct field field = {.offset = offsetof(struct world, ffa_minor)};

    for ( field.value = PROGRAM_MAX_MINOR + 1; field.value-- > 0; )
        if ( passes_with_field(m, &field) )
            return true;
    field.offset = offsetof(struct world, personality);
    for ( field.value = 0; field.value < PERSONALITIES; field.value++ )
        if ( passes_with_field(m, &field) )
            return true;
    return false;
}

bool swap_change_find(struct minimize *m)
{
    return plainer_world(m) || change_arguments(m, false) ||
           change_arguments(m, true) || leave_out_op(m) || another_size(m) ||
           another_spmc(m);
}
