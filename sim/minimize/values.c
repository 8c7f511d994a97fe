/* SPDX-License-Identifier: GPL-2.0-only */
/* Subjects and arguments of ops get plainer, down to single bits. */
#include "bug.h"
#include "cost.h"
#include "op.h"
#include "passes.h"

/* One argument of the best program that is being looked at. */
struct place
{
    unsigned int op;
    unsigned int arg;
};

static const struct op_rule *rule_of(const struct minimize *m, unsigned int op)
{
    return &op_rules[m->best.op[op].kind];
}

static uint64_t value_of(const struct minimize *m, const struct place *place)
{
    return m->best.op[place->op].arg[place->arg];
}

static bool try_value(struct minimize *m, const struct place *place,
                      uint64_t value)
{
    enum argument_type type = rule_of(m, place->op)->arg[place->arg].type;
    struct draft draft;

    if ( !op_value_valid(type, &m->best.world, value) )
        return false;
    draft_begin(&draft, &m->best);
    draft.program.op[place->op].arg[place->arg] = value;
    return minimize_try(m, &draft);
}

/* As few bits as possible: without halves of those that are set, then less. */
static void clear_bits(struct minimize *m, const struct place *place)
{
    unsigned int size =
        (unsigned int)__builtin_popcountll(value_of(m, place)) / 2;

    for ( ; size; size /= 2 )
    {
        uint64_t left = value_of(m, place);

        while ( left && !m->stopped )
        {
            uint64_t some = 0;

            for ( unsigned int i = 0; i < size && left; i++ )
            {
                some |= left & ~(left - 1);
                left &= left - 1;
            }
            try_value(m, place, value_of(m, place) & ~some);
        }
    }
}

static void lower_number(struct minimize *m, const struct place *place,
                         uint64_t least)
{
    if ( value_of(m, place) <= least || try_value(m, place, least) )
        return;
    while ( value_of(m, place) / 2 > least &&
            try_value(m, place, value_of(m, place) / 2) )
        ;
}

static void plainer_argument(struct minimize *m, const struct place *place)
{
    const struct op_argument *argument =
        &rule_of(m, place->op)->arg[place->arg];
    const struct type_rule *type = &op_types[argument->type];

    SIM_BUG_ON(place->arg >= PROGRAM_OP_ARGS);
    if ( value_of(m, place) == argument->standard ||
         try_value(m, place, argument->standard) )
        return;
    if ( type->look == LOOK_HEX )
        clear_bits(m, place);
    else if ( type->look == LOOK_DECIMAL )
        lower_number(m, place, type->min);
}

/* All of an op as standard, at once. */
static void plain_op(struct minimize *m, unsigned int op)
{
    const struct op_rule *rule = rule_of(m, op);
    struct draft draft;

    draft_begin(&draft, &m->best);
    for ( unsigned int i = 0; i < rule->nr_args; i++ )
        draft.program.op[op].arg[i] = rule->arg[i].standard;
    if ( rule->nr_args > 1 && program_valid(&draft.program) )
        minimize_try(m, &draft);
}

static void plainer_subject(struct minimize *m, unsigned int op)
{
    struct draft draft;

    draft_begin(&draft, &m->best);
    if ( draft.program.op[op].vcpu )
    {
        draft.program.op[op].vcpu = 0;
        minimize_try(m, &draft);
    }
    draft_begin(&draft, &m->best);
    if ( draft.program.op[op].cpu )
    {
        draft.program.op[op].cpu = 0;
        minimize_try(m, &draft);
    }
}

void values_pass(struct minimize *m)
{
    for ( unsigned int op = m->best.nr_ops; op-- > 0 && !m->stopped; )
    {
        plain_op(m, op);
        plainer_subject(m, op);
        for ( unsigned int arg = 0; arg < rule_of(m, op)->nr_args; arg++ )
            plainer_argument(m, &(struct place){op, arg});
    }
}
