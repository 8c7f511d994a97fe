/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The simulator's SPMC, which behaves, behind one lock; and the little of the
 * simulated machine that it sees.
 */
#include "stress.h"

#include <stdarg.h>

#include "choice.h"
#include "effect.h"
#include "gic.h"
#include "machine.h"
#include "sched.h"
#include "spmc.h"

static struct stress_lock lock;

unsigned int machine_cpu(void)
{
    return stress_cpu;
}

enum context machine_context(void)
{
    return CONTEXT_GUEST;
}

bool machine_cpu_online(unsigned int cpu)
{
    return cpu < STRESS_CPUS;
}

/* Nobody keeps a log. */
void machine_note_args(enum event_kind kind, name_t name, const uint64_t *args,
                       unsigned int nr_args)
{
    (void)kind;
    (void)name;
    (void)args;
    (void)nr_args;
}

/* Nobody asks what a step touches. */
struct effects effects;

void effect_note(enum effect_class class, uint64_t id, bool write)
{
    (void)class;
    (void)id;
    (void)write;
}

void gic_raise(unsigned int cpu, unsigned int intid)
{
    work_raise(cpu, intid);
}

/* Time goes on by itself. */
void sched_look_further(void)
{
}

void secure_boot(void)
{
    struct world world = {
        .nr_cpus = STRESS_CPUS,
        .ffa_minor = 2,
        .nr_sps = STRESS_SPS,
        .sp_flags = {SP_VM_CREATED | SP_VM_DESTROYED, 0},
        .stage_vcpus = 1,
        .sri = 8,
    };

    choice_feed_dull(choice_stream());
    spmc_boot(&world);
}

int32_t secure_set(unsigned int sp, unsigned int domain, uint64_t bits)
{
    int32_t status;

    stress_lock(&lock);
    status = spmc_sp_set(sp, (uint16_t)(domain + 1), 0, bits);
    stress_unlock(&lock);
    return status;
}

/* As <asm/smccc.h> declares it. */
struct arm_smccc_1_2_regs;
void arm_smccc_1_2_smc(const struct arm_smccc_1_2_regs *args,
                       struct arm_smccc_1_2_regs *res);
void arm_smccc_1_2_smc(const struct arm_smccc_1_2_regs *args,
                       struct arm_smccc_1_2_regs *res)
{
    stress_lock(&lock);
    spmc_call((const uint64_t *)(const void *)args, (uint64_t *)(void *)res);
    stress_unlock(&lock);
}
