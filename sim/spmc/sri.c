/* SPDX-License-Identifier: GPL-2.0-only */
#include "sri.h"

#include "bug.h"
#include "gic.h"
#include "machine.h"
#include "state.h"

#define FIRST_SPECIAL_INTID 1020u

static struct
{
    uint32_t intid;
    uint8_t deferred; /* CPUs                                               */
    bool owed;
    unsigned int storm; /* switches that still raise one                    */
} sri;
STATE(sri);

_Static_assert(PROGRAM_MAX_CPUS <= 8, "CPUs are bits of `deferred`");

void sri_boot(uint16_t intid)
{
    sri.intid = intid;
    sri.deferred = 0;
    sri.owed = false;
    sri.storm = 0;
}

uint32_t sri_intid(void)
{
    return sri.intid;
}

void sri_announce(uint32_t intid)
{
    sri.intid = intid;
}

/* An INTID that no line has cannot be raised. */
static void raise_on(unsigned int cpu)
{
    SIM_BUG_ON(cpu >= spmc_state.world.nr_cpus);
    sri.deferred &= (uint8_t) ~(1u << cpu);
    if ( sri.intid >= FIRST_SPECIAL_INTID )
        return;
    machine_note(EV_SRI, 0, cpu);
    gic_raise(cpu, sri.intid);
}

void sri_raise(void)
{
    raise_on(machine_cpu());
}

void sri_defer(void)
{
    sri.deferred |= (uint8_t)(1u << machine_cpu());
}

/* The current CPU, or the CHOSEN-th of the other online ones. */
static unsigned int pick_cpu(void)
{
    unsigned int others = 0;
    unsigned int chosen;

    for ( unsigned int cpu = 0; cpu < spmc_state.world.nr_cpus; cpu++ )
        others += cpu != machine_cpu() && machine_cpu_online(cpu);
    chosen = freedom_choose(FREEDOM_SRI_CPU, others + 1);
    if ( !chosen )
        return machine_cpu();
    for ( unsigned int cpu = 0; cpu < spmc_state.world.nr_cpus; cpu++ )
        if ( cpu != machine_cpu() && machine_cpu_online(cpu) && !--chosen )
            return cpu;
    SIM_BUG_ON(chosen);
    return machine_cpu();
}

void sri_after_set(bool delay)
{
    if ( delay || freedom_choose(FREEDOM_SRI_DEFER, 2) )
        sri_defer();
    else
        raise_on(pick_cpu());
}

void sri_switch(void)
{
    unsigned int cpu = machine_cpu();

    if ( sri.storm )
    {
        sri.storm--;
        raise_on(cpu);
    }
    else if ( sri.deferred & (1u << cpu) )
        raise_on(cpu);
}

void sri_owe(void)
{
    sri.owed = true;
}

/* The deferred one of a CPU that went down is raised where somebody runs. */
static unsigned int living_cpu(unsigned int wanted)
{
    if ( machine_cpu_online(wanted) )
        return wanted;
    for ( unsigned int cpu = 0; cpu < spmc_state.world.nr_cpus; cpu++ )
        if ( machine_cpu_online(cpu) )
            return cpu;
    return wanted;
}

void sri_settle(bool untold)
{
    uint8_t deferred = sri.deferred;

    sri.storm = 0;
    for ( unsigned int cpu = 0; cpu < spmc_state.world.nr_cpus; cpu++ )
        if ( deferred & (1u << cpu) )
            raise_on(living_cpu(cpu));
    sri.deferred = 0;
    if ( sri.owed && untold )
        raise_on(living_cpu(machine_cpu()));
    sri.owed = false;
}

void sri_storm(unsigned int switches)
{
    sri.storm = switches;
}
