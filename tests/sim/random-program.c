/* SPDX-License-Identifier: GPL-2.0-only */
#include "random-program.h"

#include "op.h"

uint64_t random_next(uint64_t *state)
{
    uint64_t z = (*state += 0x9e3779b97f4a7c15ull);

    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;
    return z ^ (z >> 31);
}

unsigned int random_below(uint64_t *state, unsigned int bound)
{
    return (unsigned int)(random_next(state) % bound);
}

uint64_t random_magnitude(uint64_t *state)
{
    return random_next(state) >> random_below(state, 64);
}

static void random_world(struct world *world, uint64_t *state)
{
    uint64_t flags = random_next(state);

    world->nr_cpus = (uint8_t)(1 + random_below(state, PROGRAM_MAX_CPUS));
    world->ffa_minor = (uint8_t)random_below(state, PROGRAM_MAX_MINOR + 1);
    world->personality = (uint8_t)random_below(state, PERSONALITIES);
    world->legal = flags & 1;
    world->hostile = flags >> 1 & 1;
    world->faults = flags >> 2 & 1;
    world->rcu_strict = flags >> 3 & 1;
    world->reuse = flags >> 4 & 1;
    world->d0_ffa = flags >> 5 & 1;
    world->nr_sps = (uint8_t)random_below(state, PROGRAM_MAX_SPS + 1);
    for ( unsigned int sp = 0; sp < PROGRAM_MAX_SPS; sp++ )
        world->sp_flags[sp] = sp < world->nr_sps
                                  ? (uint8_t)random_below(state, 1 << SP_FLAGS)
                                  : 0;
    world->stage = (uint8_t)random_below(state, STAGES);
    world->stage_vms = (uint8_t)random_below(state, PROGRAM_MAX_DOMAINS);
    world->stage_vcpus = (uint8_t)(1 + random_below(state, PROGRAM_MAX_VCPUS));
    world->sri = (uint16_t)random_magnitude(state);
}

static void random_op(struct op *op, const struct world *world, uint64_t *state)
{
    enum op_kind kind = random_below(state, OP_KINDS);
    const struct op_rule *rule = &op_rules[kind];

    op_init(op, kind);
    op->cpu = (uint8_t)random_below(state, world->nr_cpus);
    if ( rule->subject == SUBJECT_DOMAIN || rule->subject == SUBJECT_VCPU )
        op->domain = (uint8_t)random_below(state, PROGRAM_MAX_DOMAINS);
    if ( rule->subject == SUBJECT_VCPU )
        op->vcpu = (uint8_t)random_below(state, PROGRAM_MAX_VCPUS);
    if ( rule->subject == SUBJECT_SP )
        op->sp = (uint8_t)random_below(state, PROGRAM_MAX_SPS);
    for ( unsigned int i = 0; i < rule->nr_args; i++ )
        op->arg[i] =
            op_value_fit(rule->arg[i].type, world,
                         random_below(state, 3) ? random_magnitude(state)
                                                : rule->arg[i].standard);
}

static void random_anchor(struct deviation *d, uint64_t *state)
{
    static const char *const sites[] = {
        "smc",
        "rcu_lock_domain",
        "spin_lock(&ctx->lock)",
        "a:b:c->d=0x1+",
        "read_atomic(*(&x->y),z[1])",
        "-",
        "(op",
        "7",
        "xzalloc(struct ffa_ctx)",
        "100%;#\x01\xff",
    };
    unsigned int site = random_below(state, sizeof(sites) / sizeof(sites[0]));

    d->context = (uint8_t)random_below(state, CONTEXTS);
    d->hit = 1 + (uint32_t)(random_magnitude(state) % UINT32_MAX);
    d->site = name_intern(sites[site]);
}

static void random_deviation(struct deviation *d, const struct world *world,
                             uint64_t *state, bool anchors)
{
    *d = (struct deviation){
        .kind = (uint8_t)random_below(state, CHOICE_KINDS),
        .cpu = (uint8_t)random_below(state, world->nr_cpus),
        .op = (uint16_t)random_magnitude(state),
        .index = (uint32_t)random_magnitude(state),
        .value = (uint32_t)random_magnitude(state),
    };
    if ( PROGRAM_ABOUT_CPUS(d->kind) )
        d->value = random_below(state, world->nr_cpus + 1);
    if ( PROGRAM_ABOUT_CPUS(d->kind) && !d->value )
        d->value = SCHED_TAKE_IRQ;
    if ( !d->value )
        d->value = 1;
    if ( anchors && random_below(state, 2) )
        random_anchor(d, state);
}

void random_program(struct program *program, uint64_t *state, bool anchors)
{
    random_world(&program->world, state);
    program->nr_ops = (unsigned int)(random_magnitude(state) % 65);
    program->nr_deviations = (unsigned int)(random_magnitude(state) % 33);
    for ( unsigned int i = 0; i < program->nr_ops; i++ )
        random_op(&program->op[i], &program->world, state);
    for ( unsigned int i = 0; i < program->nr_deviations; i++ )
        random_deviation(&program->deviation[i], &program->world, state,
                         anchors);
}
