/* SPDX-License-Identifier: GPL-2.0-only */
#include "hyper.h"

#include "spmc.h"

struct tee_mediator_ops hyper_ops;
void (*hyper_probe)(void);
void (*hyper_secondary)(void);

static bool probe(void)
{
    if ( hyper_probe )
        hyper_probe();
    return true;
}

static void init_secondary(void)
{
    if ( hyper_secondary )
        hyper_secondary();
}

static int succeed(struct domain *d)
{
    (void)d;
    return 0;
}

static void free_domain_ctx(struct domain *d)
{
    (void)d;
}

static bool handle_call(struct cpu_user_regs *regs)
{
    set_user_reg(regs, 0, 0x84000061);
    return true;
}

REGISTER_TEE_MEDIATOR(hyper, "test", XEN_DOMCTL_CONFIG_TEE_FFA, &hyper_ops);

void hyper_plain(void)
{
    hyper_ops = (struct tee_mediator_ops){
        .probe = probe,
        .init_secondary = init_secondary,
        .domain_init = succeed,
        .domain_teardown = succeed,
        .free_domain_ctx = free_domain_ctx,
        .relinquish_resources = succeed,
        .handle_call = handle_call,
    };
    hyper_probe = NULL;
    hyper_secondary = NULL;
}

static void boot(const struct sched_op *op)
{
    (void)op;
    machine_push_context(CONTEXT_BOOT);
    hypervisor_boot(false);
    for ( unsigned int cpu = 1; cpu < nr_cpu_ids; cpu++ )
        hypervisor_cpu_up(cpu);
    machine_pop_context();
}

void hyper_start(const struct world *world, const uint32_t *choices,
                 unsigned int nr_choices)
{
    static uint32_t kept[64];
    const struct sched_op op = {.perform = boot};
    enum sched_outcome outcome;

    assert_true(nr_choices <= SIM_ARRAY_SIZE(kept));
    memcpy(kept, choices, nr_choices * sizeof(*kept));
    log_reset();
    choice_feed_dull(choice_stream());
    machine_boot(world);
    sched_boot(world->nr_cpus);
    spmc_boot(world);
    hypervisor_reset(world);
    outcome = sched_run(&op, 1, false);
    assert_int_equal(outcome, SCHED_QUIET);
    choice_feed_literal(choice_stream(), kept, nr_choices);
    seam_nr_told = 0;
}

void hyper_create(void)
{
    const struct create_arguments arguments = {
        .vcpus = 2,
        .ffa = true,
        .online = true,
    };

    machine_push_context(CONTEXT_DOMCTL);
    hypervisor_domain_create(1, &arguments);
    machine_pop_context();
}

void hyper_kill(void)
{
    machine_push_context(CONTEXT_DOMCTL);
    hypervisor_domain_kill(1, 0);
    machine_pop_context();
}

void hyper_point(const char *name)
{
    sched_point(name_intern(name));
}

uint64_t hyper_call(void)
{
    uint64_t regs[18] = {0x84000064};

    if ( !hypervisor_vcpu_run(1, 0) )
        return 0;
    machine_push_context(CONTEXT_GUEST);
    hypervisor_guest_call(1, 0, regs);
    machine_pop_context();
    return regs[0];
}
