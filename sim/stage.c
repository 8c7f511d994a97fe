/* SPDX-License-Identifier: GPL-2.0-only */
#include "stage.h"

#include "bug.h"
#include "ffa.h"
#include "op.h"

#define SELF 0xffffu

struct list
{
    struct op *op;
    unsigned int nr;
};

static struct op *add(struct list *list, enum op_kind kind, unsigned int domain)
{
    struct op *op = &list->op[list->nr++];

    SIM_BUG_ON(list->nr > PLAN_MAX_OPS);
    *op = (struct op){.kind = (uint8_t)kind, .domain = (uint8_t)domain};
    return op;
}

unsigned int stage_cpus(const struct world *world, struct op *ops)
{
    struct list list = {ops, 0};

    for ( unsigned int cpu = 1; cpu < world->nr_cpus; cpu++ )
        add(&list, OP_CPU_UP, 0)->arg[0] = cpu;
    return list.nr;
}

static void create(struct list *list, const struct world *world,
                   unsigned int domain)
{
    add(list, OP_CREATE, domain)->arg[0] = world->stage_vcpus;
}

static void negotiate(struct list *list, const struct world *world,
                      unsigned int domain)
{
    (void)world;
    add(list, OP_VERSION, domain)->arg[0] = FFA_VERSION_OF(1, 2);
}

static void bind(struct list *list, const struct world *world,
                 unsigned int domain)
{
    for ( unsigned int sp = 0; sp < world->nr_sps; sp++ )
    {
        struct op *op = add(list, OP_BIND, domain);

        op->arg[0] = PROGRAM_FIRST_SP + sp;
        op->arg[1] = 1ull << sp;
        op->arg[3] = SELF;
    }
}

static void signal(struct list *list, const struct world *world,
                   unsigned int domain)
{
    struct op *op;

    if ( !world->nr_sps )
        return;
    op = add(list, OP_SP_SET, domain);
    op->arg[0] = FFA_ID_OF_DOMAIN(domain);
    op->arg[1] = 1;
    /* One SRI, after the last: the others are delayed and coalesce. */
    op->arg[4] = domain != world->stage_vms;
}

/* Arguments that an op takes as ops.def has them. */
static struct op *add_plain(struct list *list, enum op_kind kind,
                            unsigned int domain)
{
    struct op *op = add(list, kind, domain);

    op_init(op, kind);
    op->domain = (uint8_t)domain;
    return op;
}

static void map(struct list *list, const struct world *world,
                unsigned int domain)
{
    (void)world;
    add_plain(list, OP_RXTX_MAP, domain);
}

static void share(struct list *list, const struct world *world,
                  unsigned int domain)
{
    if ( world->nr_sps )
        add_plain(list, OP_MEM_SHARE, domain);
}

#define AT(stage) (1u << STAGE_##stage)
static const struct
{
    uint32_t stages; /* bit per stage that has it                           */
    void (*build)(struct list *list, const struct world *world,
                  unsigned int domain);
} steps[] = {
    {~AT(COLD), create},
    {~(AT(COLD) | AT(CREATED)), negotiate},
    {AT(MAPPED) | AT(SHARING), map},
    {AT(BOUND) | AT(PENDING) | AT(SHARING), bind},
    {AT(SHARING), share},
    {AT(PENDING), signal},
};

unsigned int stage_ops(const struct world *world, struct op *ops)
{
    struct list list = {ops, 0};

    for ( unsigned int i = 0; i < SIM_ARRAY_SIZE(steps); i++ )
    {
        if ( !(steps[i].stages & 1u << world->stage) )
            continue;
        for ( unsigned int vm = 1; vm <= world->stage_vms; vm++ )
            steps[i].build(&list, world, vm);
    }
    if ( world->d0_ffa && world->stage >= STAGE_VERSIONED )
        negotiate(&list, world, 0);
    return list.nr;
}
