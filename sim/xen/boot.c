/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The boot: from the first initcall to d0, and where it is over.
 */
#include "bug.h"
#include "machine.h"
#include "run-state.h"

#include "domains.h"

#include <xen/cpumask.h>
#include <xen/init.h>

/* The linker makes these where somebody has an initcall. */
extern const initcall_t __start_presmp_initcalls[] __attribute__((weak));
extern const initcall_t __stop_presmp_initcalls[] __attribute__((weak));

/* Includes CPUs that come up before the first domain does. */
static bool booting;
STATE(booting);

void boot_reset(void)
{
    booting = true;
}

extern const initcall_t __start_initcalls[] __attribute__((weak));
extern const initcall_t __stop_initcalls[] __attribute__((weak));

static void call_all(const initcall_t *initcall, const initcall_t *end)
{
    for ( ; initcall < end; initcall++ )
    {
        struct held held;

        held_begin(&held, CONTEXT_BOOT);
        (*initcall)();
        held_end(&held);
    }
}

bool hypervisor_boot(bool d0_ffa)
{
    SIM_BUG_ON(!booting);
    machine_note(EV_CPU, 0, 0, 1);
    call_all(__start_presmp_initcalls, __stop_presmp_initcalls);
    /* An initcall too: the framework is linked behind the mediators. */
    tee_init();
    return create_toolstack(nr_cpu_ids, d0_ffa);
}

void boot_is_over(void)
{
    if ( !booting )
        return;
    booting = false;
    call_all(__start_initcalls, __stop_initcalls);
    heap_mark_boot();
    mm_mark_boot();
    reset_seal();
}

bool boot_lasts(void)
{
    return booting;
}
