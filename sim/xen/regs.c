/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The frame a guest's trap leaves at the top of the stack. Nobody may touch it
 * from another CPU, or after the trap was handled.
 */
#include "bug.h"
#include "machine.h"
#include "run-state.h"

#include "domains.h"

#include <xen/config.h>
#include <asm/regs.h>

#define NR_CALL_REGS 18u
#define NR_REGS      31u

_Static_assert(offsetof(struct cpu_user_regs, sp) == NR_REGS * 8,
               "general registers are an array");

/* What is in them is seen only while they are good: not part of the state. */
static struct cpu_user_regs frames[NR_CPUS];

static struct
{
    bool good;    /* the trap is being handled                              */
    bool trapped; /* and the CPU has not left since                         */
} traps[NR_CPUS];
STATE(traps);

void regs_reset(void)
{
    for ( unsigned int cpu = 0; cpu < NR_CPUS; cpu++ )
    {
        traps[cpu].good = false;
        traps[cpu].trapped = false;
    }
}

struct cpu_user_regs *guest_cpu_user_regs(void)
{
    return &frames[machine_cpu()];
}

static uint64_t *registers(void)
{
    return (uint64_t *)(void *)guest_cpu_user_regs();
}

struct cpu_user_regs *regs_enter(const uint64_t regs[18])
{
    unsigned int cpu = machine_cpu();
    uint64_t *frame = registers();

    SIM_BUG_ON(traps[cpu].good);
    for ( unsigned int i = 0; i < NR_CALL_REGS; i++ )
        frame[i] = regs[i];
    for ( unsigned int i = NR_CALL_REGS; i < NR_REGS; i++ )
        frame[i] = 0;
    frames[cpu].cpsr = PSR_MODE_EL1h;
    traps[cpu].good = true;
    traps[cpu].trapped = true;
    return &frames[cpu];
}

void regs_return(uint64_t regs[18])
{
    const uint64_t *frame = registers();

    SIM_BUG_ON(!traps[machine_cpu()].good);
    for ( unsigned int i = 0; i < NR_CALL_REGS; i++ )
        regs[i] = frame[i];
    traps[machine_cpu()].good = false;
}

bool regs_trapped(void)
{
    return traps[machine_cpu()].trapped;
}

void regs_leave(void)
{
    traps[machine_cpu()].trapped = false;
}

static void check(const struct cpu_user_regs *regs, int reg)
{
    if ( regs != guest_cpu_user_regs() || !traps[machine_cpu()].good )
    {
        facade_stop_here();
        machine_stop(EV_CONTEXT_RULE, facade_site(), RULE_FRAME);
    }
    if ( reg < 0 || reg > (int)NR_REGS )
        held_stop("a guest register beyond x30");
}

register_t(get_user_reg)(struct cpu_user_regs *regs, int reg)
{
    check(regs, reg);
    return reg == (int)NR_REGS ? 0 : registers()[reg];
}

void(set_user_reg)(struct cpu_user_regs *regs, int reg, register_t value)
{
    check(regs, reg);
    if ( reg != (int)NR_REGS )
        registers()[reg] = value;
}
