/* SPDX-License-Identifier: GPL-2.0-only */
/* Ops go: first those that have something in common, then one by one. */
#include "op.h"
#include "passes.h"

static bool without_ops(struct minimize *m, uint64_t mask)
{
    struct draft draft;

    draft_begin(&draft, &m->best);
    draft_drop_ops(&draft, mask);
    return minimize_try(m, &draft);
}

static bool is_of_domain(const struct op *op, unsigned int domain)
{
    const struct op_rule *rule = &op_rules[op->kind];

    if ( (rule->subject == SUBJECT_DOMAIN || rule->subject == SUBJECT_VCPU) &&
         op->domain == domain )
        return true;
    for ( unsigned int i = 0; i < rule->nr_args; i++ )
        if ( rule->arg[i].type == TYPE_ENDPOINT && op->arg[i] == domain + 1 )
            return true;
    return false;
}

static bool is_of_sp(const struct op *op, unsigned int sp)
{
    const struct op_rule *rule = &op_rules[op->kind];

    if ( rule->subject == SUBJECT_SP && op->sp == sp )
        return true;
    for ( unsigned int i = 0; i < rule->nr_args; i++ )
        if ( rule->arg[i].type == TYPE_ENDPOINT &&
             op->arg[i] == PROGRAM_FIRST_SP + sp )
            return true;
    return false;
}

/* The vCPUs of all domains, one after another. */
static bool is_of_vcpu(const struct op *op, unsigned int vcpu)
{
    return op_rules[op->kind].subject == SUBJECT_VCPU &&
           op->domain * PROGRAM_MAX_VCPUS + op->vcpu == vcpu;
}

static bool is_on_cpu(const struct op *op, unsigned int cpu)
{
    return op->cpu == cpu;
}

static bool is_of_kind(const struct op *op, unsigned int kind)
{
    return op->kind == kind;
}

/* What ops may have in common, and how many there are of it. */
static const struct
{
    bool (*has)(const struct op *op, unsigned int what);
    unsigned int nr;
} relations[] = {
    {is_of_domain, PROGRAM_MAX_DOMAINS},
    {is_on_cpu, PROGRAM_MAX_CPUS},
    {is_of_sp, PROGRAM_MAX_SPS},
    {is_of_kind, OP_KINDS},
    {is_of_vcpu, PROGRAM_MAX_DOMAINS *PROGRAM_MAX_VCPUS},
};

void ops_pass_related(struct minimize *m)
{
    for ( unsigned int r = 0; r < sizeof(relations) / sizeof(*relations); r++ )
        for ( unsigned int what = relations[r].nr; what-- > 0; )
        {
            uint64_t mask = 0;

            for ( unsigned int i = 0; i < m->best.nr_ops; i++ )
                if ( relations[r].has(&m->best.op[i], what) )
                    mask |= 1ull << i;
            /* One alone is the next pass's. */
            if ( mask & (mask - 1) )
                without_ops(m, mask);
        }
}

void ops_pass_each(struct minimize *m)
{
    minimize_subsets(m, m->best.nr_ops, without_ops);
}
