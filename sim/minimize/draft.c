/* SPDX-License-Identifier: GPL-2.0-only */
#include "draft.h"

#include "bug.h"
#include "op.h"

/* Owners that are no op. */
#define OWNER_BEYOND (-2) /* after the program's: so many behind its last   */
#define OWNER_GONE   (-3)

/* The ops of CPU before the one of index END. */
static unsigned int ops_before(const struct program *program, unsigned int cpu,
                               unsigned int end)
{
    unsigned int nr = 0;

    for ( unsigned int i = 0; i < end; i++ )
        nr += program->op[i].cpu == cpu;
    return nr;
}

/* The N-th op of CPU, from 1; nr_ops if there is none. */
static unsigned int find_op(const struct program *program, unsigned int cpu,
                            unsigned int n)
{
    unsigned int i = 0;

    for ( ; i < program->nr_ops; i++ )
        if ( program->op[i].cpu == cpu && !--n )
            break;
    return i;
}

void draft_begin(struct draft *draft, const struct program *program)
{
    draft->program = *program;
    for ( unsigned int i = 0; i < program->nr_deviations; i++ )
    {
        const struct deviation *d = &program->deviation[i];
        unsigned int op;

        draft->owner[i] = DRAFT_AS_IT_IS;
        if ( !d->op || d->op >= PROGRAM_EARLY )
            continue;
        op = find_op(program, d->cpu, d->op);
        draft->owner[i] = op < program->nr_ops ? (int)op : OWNER_BEYOND;
        draft->beyond[i] =
            (uint16_t)(d->op - ops_before(program, d->cpu, program->nr_ops));
    }
}

void draft_add(struct draft *draft, const struct deviation *at, uint32_t value)
{
    unsigned int index = draft->program.nr_deviations++;

    SIM_BUG_ON(index >= PROGRAM_MAX_DEVIATIONS);
    draft->program.deviation[index] = *at;
    draft->program.deviation[index].value = value;
    draft->owner[index] = DRAFT_AS_IT_IS;
}

void draft_exchange_ops(struct draft *draft, unsigned int index)
{
    struct program *program = &draft->program;
    struct op op = program->op[index];

    SIM_BUG_ON(index + 1 >= program->nr_ops);
    program->op[index] = program->op[index + 1];
    program->op[index + 1] = op;
    for ( unsigned int i = 0; i < program->nr_deviations; i++ )
        if ( draft->owner[i] == (int)index )
            draft->owner[i]++;
        else if ( draft->owner[i] == (int)index + 1 )
            draft->owner[i]--;
}

void draft_drop_ops(struct draft *draft, uint64_t mask)
{
    struct program *program = &draft->program;
    int now[PROGRAM_MAX_OPS];
    unsigned int kept = 0;

    for ( unsigned int i = 0; i < program->nr_ops; i++ )
    {
        bool gone = mask >> i & 1;

        now[i] = gone ? OWNER_GONE : (int)kept;
        if ( !gone )
            program->op[kept++] = program->op[i];
    }
    for ( unsigned int i = 0; i < program->nr_deviations; i++ )
        if ( draft->owner[i] >= 0 )
            draft->owner[i] = now[draft->owner[i]];
    program->nr_ops = kept;
}

void draft_drop_deviations(struct draft *draft, uint64_t mask)
{
    struct program *program = &draft->program;
    unsigned int kept = 0;

    for ( unsigned int i = 0; i < program->nr_deviations; i++ )
    {
        if ( mask >> i & 1 )
            continue;
        program->deviation[kept] = program->deviation[i];
        draft->beyond[kept] = draft->beyond[i];
        draft->owner[kept++] = draft->owner[i];
    }
    program->nr_deviations = kept;
}

/* The number of a CPU when GONE is away and INTO stands for it. */
static unsigned int renumber(unsigned int cpu, unsigned int gone,
                             unsigned int into)
{
    cpu = cpu == gone ? into : cpu;
    return cpu > gone ? cpu - 1 : cpu;
}

/* An op about CPU itself has lost its object. */
static bool is_about(const struct op *op, unsigned int cpu)
{
    for ( unsigned int i = 0; i < op_rules[op->kind].nr_args; i++ )
        if ( op_rules[op->kind].arg[i].type == TYPE_CPU && op->arg[i] == cpu )
            return true;
    return false;
}

static void renumber_op(struct op *op, unsigned int gone, unsigned int into)
{
    op->cpu = (uint8_t)renumber(op->cpu, gone, into);
    for ( unsigned int i = 0; i < op_rules[op->kind].nr_args; i++ )
        if ( op_rules[op->kind].arg[i].type == TYPE_CPU )
            op->arg[i] = renumber((unsigned int)op->arg[i], gone, into);
}

void draft_drop_cpu(struct draft *draft, unsigned int cpu, unsigned int into)
{
    struct program *program = &draft->program;
    uint64_t ops = 0, deviations = 0;

    SIM_BUG_ON(program->world.nr_cpus < 2 || cpu >= program->world.nr_cpus);
    for ( unsigned int i = 0; i < program->nr_ops; i++ )
        if ( is_about(&program->op[i], cpu) ||
             (into == cpu && program->op[i].cpu == cpu) )
            ops |= 1ull << i;
    draft_drop_ops(draft, ops);
    for ( unsigned int i = 0; i < program->nr_deviations; i++ )
    {
        const struct deviation *d = &program->deviation[i];

        if ( d->cpu == cpu || (PROGRAM_ABOUT_CPUS(d->kind) &&
                               d->value == 1 + cpu && into == cpu) )
            deviations |= 1ull << i;
    }
    draft_drop_deviations(draft, deviations);
    for ( unsigned int i = 0; i < program->nr_ops; i++ )
        renumber_op(&program->op[i], cpu, into);
    for ( unsigned int i = 0; i < program->nr_deviations; i++ )
    {
        struct deviation *d = &program->deviation[i];

        d->cpu = (uint8_t)renumber(d->cpu, cpu, into);
        if ( PROGRAM_ABOUT_CPUS(d->kind) && d->value < SCHED_TAKE_IRQ )
            d->value = 1 + renumber(d->value - 1, cpu, into);
    }
    program->world.nr_cpus--;
}

/* The ordinal of the deviation at INDEX. */
static uint16_t op_of(const struct draft *draft, unsigned int index)
{
    const struct program *program = &draft->program;
    const struct deviation *d = &program->deviation[index];
    int owner = draft->owner[index];

    if ( owner >= 0 )
        return (uint16_t)(1 + ops_before(program, d->cpu, (unsigned int)owner));
    if ( owner == OWNER_BEYOND )
        return (uint16_t)(draft->beyond[index] +
                          ops_before(program, d->cpu, program->nr_ops));
    return d->op;
}

void draft_ordinals(const struct draft *draft, struct program *program)
{
    unsigned int kept = 0;

    *program = draft->program;
    for ( unsigned int i = 0; i < draft->program.nr_deviations; i++ )
    {
        struct deviation *d = &program->deviation[kept];

        if ( draft->owner[i] == OWNER_GONE )
            continue;
        *d = draft->program.deviation[i];
        if ( draft->owner[i] >= 0 )
            d->cpu = program->op[draft->owner[i]].cpu;
        d->op = op_of(draft, i);
        d->context = 0;
        d->site = 0;
        d->hit = 0;
        kept++;
    }
    program->nr_deviations = kept;
}

void draft_anchors(const struct draft *draft, struct program *program)
{
    *program = draft->program;
    for ( unsigned int i = 0; i < program->nr_deviations; i++ )
        if ( draft->owner[i] != OWNER_GONE )
            program->deviation[i].op = op_of(draft, i);
}
