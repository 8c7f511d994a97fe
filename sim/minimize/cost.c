/* SPDX-License-Identifier: GPL-2.0-only */
#include "cost.h"

#include <string.h>

#include "bug.h"
#include "op.h"

/* Words of a line, at most: eight arguments of 64 bits each, and a subject. */
#define LINE   1024u
#define SWITCH (LINE + 64u) /* a deviation is harder to read than an op     */

static unsigned int digits(uint64_t value)
{
    unsigned int nr = 0;

    for ( ; value; value >>= 1 )
        nr++;
    return nr;
}

unsigned int cost_of_argument(const struct op *op, unsigned int index)
{
    const struct op_argument *argument = &op_rules[op->kind].arg[index];
    uint64_t value = op->arg[index];

    SIM_BUG_ON(index >= op_rules[op->kind].nr_args);
    if ( value == argument->standard )
        return 0;
    switch ( op_types[argument->type].look )
    {
    case LOOK_HEX:
        return 1 + (unsigned int)__builtin_popcountll(value);
    case LOOK_DECIMAL:
        return 1 + digits(value);
    default:
        return 1;
    }
}

static uint64_t cost_of_op(const struct op *op)
{
    uint64_t cost = LINE + op->cpu + op->domain + op->vcpu + op->sp;

    for ( unsigned int i = 0; i < op_rules[op->kind].nr_args; i++ )
        cost += cost_of_argument(op, i);
    return cost;
}

bool cost_site_is_fine(name_t site)
{
    const char *text = name_text(site);
    const char *tail = text ? strrchr(text, '+') : NULL;

    return tail && (!strcmp(tail, "+static") ||
                    (tail[1] && !tail[1 + strspn(tail + 1, "0123456789")]));
}

static uint64_t cost_of_deviation(const struct deviation *d)
{
    uint64_t cost = SWITCH;

    if ( d->kind != CHOICE_SCHED )
        cost += digits(d->value);
    else if ( d->site && cost_site_is_fine(d->site) )
        cost += 32;
    return cost;
}

static uint64_t cost_of_world(const struct world *world)
{
    static const uint8_t stages[STAGES] = {
        [STAGE_COLD] = 0,     [STAGE_CREATED] = 16, [STAGE_VERSIONED] = 24,
        [STAGE_BOUND] = 28,   [STAGE_MAPPED] = 28,  [STAGE_PENDING] = 40,
        [STAGE_SHARING] = 44,
    };
    /* One SP and one VM are plain; none has to be said. */
    uint64_t cost = (world->nr_cpus - 1u) * 256u + stages[world->stage];

    cost += 16u * (world->legal + world->hostile + world->faults +
                   world->reuse + world->rcu_strict + world->d0_ffa);
    cost += 16u * (world->personality != PERSONALITY_HAFNIUM_1_2) +
            16u * (world->sri != 8);
    cost += 8u * (world->ffa_minor != 2);
    cost += 4u * (world->nr_sps ? world->nr_sps - 1u : 1u);
    for ( unsigned int sp = 0; sp < PROGRAM_MAX_SPS; sp++ )
        cost += 8u * (unsigned int)__builtin_popcount(world->sp_flags[sp]);
    cost += 4u * (world->stage_vms ? world->stage_vms - 1u : 1u);
    return cost + 4u * (world->stage_vcpus - 1u);
}

uint64_t cost_of(const struct program *program)
{
    uint64_t cost = cost_of_world(&program->world);

    SIM_BUG_ON(program->nr_ops > PROGRAM_MAX_OPS);
    for ( unsigned int i = 0; i < program->nr_ops; i++ )
        cost += cost_of_op(&program->op[i]);
    for ( unsigned int i = 0; i < program->nr_deviations; i++ )
        cost += cost_of_deviation(&program->deviation[i]);
    return cost;
}
