/* SPDX-License-Identifier: GPL-2.0-only */
/* The world gets plainer: fewer CPUs, VMs and SPs, no swarm features. */
#include <stddef.h>

#include "op.h"
#include "passes.h"

/* A world that is the best one's but for one field. */
static bool try_field(struct minimize *m, size_t offset, uint8_t value)
{
    struct draft draft;

    draft_begin(&draft, &m->best);
    ((uint8_t *)&draft.program.world)[offset] = value;
    return minimize_try(m, &draft);
}

/* The least that the field at OFFSET can be, between LOW and what it is:
 * the ends, the middles, then one less. */
static void lower(struct minimize *m, size_t offset, uint8_t low)
{
    const uint8_t *now = (const uint8_t *)&m->best.world + offset;
    uint8_t step;

    if ( *now <= low || try_field(m, offset, low) )
        return;
    for ( step = (uint8_t)((*now - low) / 2); step; step /= 2 )
        while ( *now - step > low &&
                try_field(m, offset, (uint8_t)(*now - step)) )
            ;
}

static bool drop_cpu(struct minimize *m, unsigned int cpu, unsigned int into)
{
    struct draft draft;

    draft_begin(&draft, &m->best);
    draft_drop_cpu(&draft, cpu, into);
    return minimize_try(m, &draft);
}

void world_pass_cpus(struct minimize *m)
{
    for ( unsigned int cpu = m->best.world.nr_cpus; cpu-- > 0; )
        if ( m->best.world.nr_cpus > 1 && !drop_cpu(m, cpu, cpu) )
            drop_cpu(m, cpu, cpu ? 0 : 1);
}

/* Is there an op that is about the domain, or the ID its VM has? */
static bool uses_domain(const struct program *program, unsigned int domain)
{
    for ( unsigned int i = 0; i < program->nr_ops; i++ )
    {
        const struct op *op = &program->op[i];
        const struct op_rule *rule = &op_rules[op->kind];

        if ( rule->subject == SUBJECT_DOMAIN || rule->subject == SUBJECT_VCPU )
            if ( op->domain == domain )
                return true;
        for ( unsigned int a = 0; a < rule->nr_args; a++ )
            if ( rule->arg[a].type == TYPE_ENDPOINT &&
                 op->arg[a] == domain + 1 )
                return true;
    }
    return false;
}

/* Domain FROM is called TO; with LESS, the last domain of the stage goes. */
static bool rename_domain(struct minimize *m, unsigned int from,
                          unsigned int to, bool less)
{
    struct draft draft;

    draft_begin(&draft, &m->best);
    for ( unsigned int i = 0; i < draft.program.nr_ops; i++ )
    {
        struct op *op = &draft.program.op[i];
        const struct op_rule *rule = &op_rules[op->kind];

        if ( (rule->subject == SUBJECT_DOMAIN ||
              rule->subject == SUBJECT_VCPU) &&
             op->domain == from )
            op->domain = (uint8_t)to;
        for ( unsigned int a = 0; a < rule->nr_args; a++ )
            if ( rule->arg[a].type == TYPE_ENDPOINT && op->arg[a] == from + 1 )
                op->arg[a] = to + 1;
    }
    if ( less && draft.program.world.stage_vms )
        draft.program.world.stage_vms--;
    return minimize_try(m, &draft);
}

void world_pass_vms(struct minimize *m)
{
    unsigned int to = 1;

    for ( unsigned int from = 2; from < PROGRAM_MAX_DOMAINS; from++ )
    {
        if ( !uses_domain(&m->best, from) )
            continue;
        while ( to < from && uses_domain(&m->best, to) )
            to++;
        if ( to < from && !rename_domain(m, from, to, false) )
            rename_domain(m, from, to, true);
    }
    lower(m, offsetof(struct world, stage_vms), 1);
    lower(m, offsetof(struct world, stage_vcpus), 1);
}

static void rename_sp(struct minimize *m, unsigned int from, unsigned int to)
{
    struct draft draft;

    draft_begin(&draft, &m->best);
    for ( unsigned int i = 0; i < draft.program.nr_ops; i++ )
    {
        struct op *op = &draft.program.op[i];
        const struct op_rule *rule = &op_rules[op->kind];

        if ( rule->subject == SUBJECT_SP && op->sp == from )
            op->sp = (uint8_t)to;
        for ( unsigned int a = 0; a < rule->nr_args; a++ )
            if ( rule->arg[a].type == TYPE_ENDPOINT &&
                 op->arg[a] == PROGRAM_FIRST_SP + from )
                op->arg[a] = PROGRAM_FIRST_SP + to;
    }
    minimize_try(m, &draft);
}

/* So many SPs, and nothing said of those that are not there. */
static bool try_sps(struct minimize *m, unsigned int nr)
{
    struct draft draft;

    draft_begin(&draft, &m->best);
    draft.program.world.nr_sps = (uint8_t)nr;
    for ( unsigned int sp = nr; sp < PROGRAM_MAX_SPS; sp++ )
        draft.program.world.sp_flags[sp] = 0;
    return minimize_try(m, &draft);
}

void world_pass_sps(struct minimize *m)
{
    for ( unsigned int sp = 0; sp < PROGRAM_MAX_SPS; sp++ )
        for ( unsigned int bit = 0; bit < SP_FLAGS; bit++ )
            if ( m->best.world.sp_flags[sp] & (1u << bit) )
                try_field(m, offsetof(struct world, sp_flags) + sp,
                          (uint8_t)(m->best.world.sp_flags[sp] & ~(1u << bit)));
    for ( unsigned int sp = 1; sp < PROGRAM_MAX_SPS; sp++ )
        rename_sp(m, sp, 0);
    for ( unsigned int nr = 1; nr < m->best.world.nr_sps; nr++ )
        if ( try_sps(m, nr) )
            return;
}

#define FEATURE(name, plain)                                                   \
    {                                                                          \
        offsetof(struct world, name), plain                                    \
    }

void world_pass_features(struct minimize *m)
{
    static const struct
    {
        size_t offset;
        uint8_t plain;
    } features[] = {
        FEATURE(hostile, 0),    FEATURE(legal, 0),
        FEATURE(faults, 0),     FEATURE(reuse, 0),
        FEATURE(rcu_strict, 0), FEATURE(personality, PERSONALITY_HAFNIUM_1_2),
        FEATURE(ffa_minor, 2),
    };
    struct draft draft;

    for ( unsigned int i = 0; i < sizeof(features) / sizeof(*features); i++ )
        try_field(m, features[i].offset, features[i].plain);
    draft_begin(&draft, &m->best);
    draft.program.world.sri = 8;
    minimize_try(m, &draft);
    draft_begin(&draft, &m->best);
    draft.program.world.d0_ffa = 0;
    minimize_try(m, &draft);
}

/* The ops that a stage stands for. */
static const struct
{
    enum stage stage;
    uint64_t ops;
} beginnings[] = {
    {STAGE_CREATED, 1ull << OP_CREATE},
    {STAGE_VERSIONED, 1ull << OP_CREATE | 1ull << OP_VERSION},
    {STAGE_BOUND, 1ull << OP_CREATE | 1ull << OP_VERSION | 1ull << OP_BIND},
    {STAGE_MAPPED,
     1ull << OP_CREATE | 1ull << OP_VERSION | 1ull << OP_RXTX_MAP},
    {STAGE_SHARING, 1ull << OP_CREATE | 1ull << OP_VERSION | 1ull << OP_BIND |
                        1ull << OP_RXTX_MAP | 1ull << OP_MEM_SHARE},
};

/* A stage, without the ops that are it. */
static void skip_beginning(struct minimize *m, enum stage stage, uint64_t ops)
{
    uint64_t mask = 0;
    struct draft draft;

    _Static_assert(OP_KINDS <= 64, "a bit each");
    draft_begin(&draft, &m->best);
    for ( unsigned int i = 0; i < m->best.nr_ops; i++ )
        mask |= (ops >> m->best.op[i].kind & 1) << i;
    draft_drop_ops(&draft, mask);
    draft.program.world.stage = (uint8_t)stage;
    minimize_try(m, &draft);
}

void world_pass_stage(struct minimize *m)
{
    for ( unsigned int stage = m->best.world.stage; stage-- > 0; )
        try_field(m, offsetof(struct world, stage), (uint8_t)stage);
    for ( unsigned int i = 0; i < sizeof(beginnings) / sizeof(*beginnings);
          i++ )
        skip_beginning(m, beginnings[i].stage, beginnings[i].ops);
}
