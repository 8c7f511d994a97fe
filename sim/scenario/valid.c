/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What every program satisfies. Checked after every decode and every parse,
 * so it looks at nothing that the program does not use.
 */
#include "program.h"

#include <string.h>

#include "op.h"

static bool world_valid(const struct world *world)
{
    if ( world->nr_cpus < 1 || world->nr_cpus > PROGRAM_MAX_CPUS ||
         world->ffa_minor > PROGRAM_MAX_MINOR ||
         world->personality >= PERSONALITIES ||
         world->nr_sps > PROGRAM_MAX_SPS || world->stage >= STAGES ||
         world->stage_vms >= PROGRAM_MAX_DOMAINS || world->stage_vcpus < 1 ||
         world->stage_vcpus > PROGRAM_MAX_VCPUS )
        return false;
    if ( (world->legal | world->hostile | world->faults | world->rcu_strict |
          world->reuse | world->d0_ffa) > 1 )
        return false;
    for ( unsigned int sp = 0; sp < PROGRAM_MAX_SPS; sp++ )
        if ( world->sp_flags[sp] >> (sp < world->nr_sps ? SP_FLAGS : 0) )
            return false;
    return true;
}

static bool subject_valid(const struct op *op)
{
    static const struct
    {
        uint8_t domain, vcpu, sp;
    } limit[] = {
        [SUBJECT_NONE] = {1, 1, 1},
        [SUBJECT_DOMAIN] = {PROGRAM_MAX_DOMAINS, 1, 1},
        [SUBJECT_VCPU] = {PROGRAM_MAX_DOMAINS, PROGRAM_MAX_VCPUS, 1},
        [SUBJECT_SP] = {1, 1, PROGRAM_MAX_SPS},
    };
    enum op_subject subject = op_rules[op->kind].subject;

    return op->domain < limit[subject].domain &&
           op->vcpu < limit[subject].vcpu && op->sp < limit[subject].sp;
}

static bool op_valid(const struct op *op, const struct world *world)
{
    const struct op_rule *rule = &op_rules[op->kind];

    if ( op->kind >= OP_KINDS || op->cpu >= world->nr_cpus ||
         !subject_valid(op) )
        return false;
    for ( unsigned int i = 0; i < rule->nr_args; i++ )
        if ( !op_value_valid(rule->arg[i].type, world, op->arg[i]) )
            return false;
    return true;
}

static bool anchor_valid(const struct deviation *deviation)
{
    const char *text;

    if ( !deviation->hit )
        return !deviation->site && !deviation->context;
    if ( !deviation->site || deviation->context >= CONTEXTS )
        return false;
    text = name_text(deviation->site);
    return text && *text && strlen(text) <= PROGRAM_MAX_SITE;
}

static bool deviation_valid(const struct deviation *deviation,
                            const struct world *world)
{
    if ( deviation->kind >= CHOICE_KINDS || deviation->cpu >= world->nr_cpus ||
         !deviation->value )
        return false;
    if ( PROGRAM_ABOUT_CPUS(deviation->kind) &&
         deviation->value > world->nr_cpus &&
         deviation->value != SCHED_TAKE_IRQ )
        return false;
    return anchor_valid(deviation);
}

bool program_valid(const struct program *program)
{
    const struct world *world = &program->world;

    if ( !world_valid(world) || program->nr_ops > PROGRAM_MAX_OPS ||
         program->nr_deviations > PROGRAM_MAX_DEVIATIONS )
        return false;
    for ( unsigned int i = 0; i < program->nr_ops; i++ )
        if ( !op_valid(&program->op[i], world) )
            return false;
    for ( unsigned int i = 0; i < program->nr_deviations; i++ )
        if ( !deviation_valid(&program->deviation[i], world) )
            return false;
    return true;
}
