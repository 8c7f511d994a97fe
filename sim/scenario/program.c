/* SPDX-License-Identifier: GPL-2.0-only */
#include "program.h"

#include <string.h>

#include "bug.h"
#include "op.h"

static const char *const context_names[CONTEXTS] = {
    "boot",    "guest", "domctl", "secure",  "idle",
    "softirq", "timer", "rcu",    "tasklet", "irq",
};

static const char *const kind_names[CHOICE_KINDS] = {
    "sched", "spmc", "fault", "reuse", "next",
};

static const char *const personality_names[PERSONALITIES] = {
    "hafnium-1.2",
    "hafnium",
    "tfa-el3",
    "optee",
};

static const char *const stage_names[STAGES] = {
    "cold", "created", "versioned", "bound", "pending", "mapped", "sharing",
};

static const char *const sp_flag_names[SP_FLAGS] = {
    "vm_created",
    "vm_destroyed",
    "no_notifications",
    "no_messages",
};

const char *program_context_name(enum context context)
{
    SIM_BUG_ON(context >= CONTEXTS);
    return context_names[context];
}

const char *program_kind_name(enum choice_kind kind)
{
    SIM_BUG_ON(kind >= CHOICE_KINDS);
    return kind_names[kind];
}

const char *world_personality_name(enum personality personality)
{
    SIM_BUG_ON(personality >= PERSONALITIES);
    return personality_names[personality];
}

const char *world_stage_name(enum stage stage)
{
    SIM_BUG_ON(stage >= STAGES);
    return stage_names[stage];
}

const char *world_sp_flag_name(unsigned int bit)
{
    SIM_BUG_ON(bit >= SP_FLAGS);
    return sp_flag_names[bit];
}

void program_init(struct program *program)
{
    program->world = (struct world){
        .nr_cpus = 1,
        .ffa_minor = 2,
        .nr_sps = 1,
        .stage = STAGE_COLD,
        .stage_vms = 1,
        .stage_vcpus = 1,
        .sri = 8,
    };
    program->nr_ops = 0;
    program->nr_deviations = 0;
}

static bool op_equal(const struct op *a, const struct op *b)
{
    if ( a->kind != b->kind || a->cpu != b->cpu || a->domain != b->domain ||
         a->vcpu != b->vcpu || a->sp != b->sp )
        return false;
    for ( unsigned int i = 0; i < op_rules[a->kind].nr_args; i++ )
        if ( a->arg[i] != b->arg[i] )
            return false;
    return true;
}

static bool deviation_equal(const struct deviation *a,
                            const struct deviation *b)
{
    return a->kind == b->kind && a->cpu == b->cpu && a->context == b->context &&
           a->op == b->op && a->index == b->index && a->hit == b->hit &&
           a->site == b->site && a->value == b->value;
}

bool program_equal(const struct program *a, const struct program *b)
{
    _Static_assert(sizeof(struct world) == 20, "world has no padding");

    SIM_BUG_ON(a->nr_ops > PROGRAM_MAX_OPS);
    if ( memcmp(&a->world, &b->world, sizeof(a->world)) ||
         a->nr_ops != b->nr_ops || a->nr_deviations != b->nr_deviations )
        return false;
    for ( unsigned int i = 0; i < a->nr_ops; i++ )
        if ( !op_equal(&a->op[i], &b->op[i]) )
            return false;
    for ( unsigned int i = 0; i < a->nr_deviations; i++ )
        if ( !deviation_equal(&a->deviation[i], &b->deviation[i]) )
            return false;
    return true;
}
