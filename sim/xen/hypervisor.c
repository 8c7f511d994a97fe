/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The hypervisor as a whole: what it is before it boots, what the machine calls
 * it for, and what is left of it.
 */
#include "bug.h"
#include "machine.h"

#include "domains.h"

static const struct machine_client client = {
    .interrupt = irq_interrupt,
    .has_work = softirq_work,
    .touch_work = softirq_touch,
    .do_work = softirq_idle,
    .next_deadline = timer_next,
};

void hypervisor_reset(const struct world *world)
{
    SIM_BUG_ON(!world->nr_cpus || world->nr_cpus > PROGRAM_MAX_CPUS);
    machine_set_client(&client);
    facade_reset();
    fine_reset();
    lock_reset();
    heap_reset(world);
    reset_mediator();
    lib_reset();
    boot_reset();
    domain_reset();
    vcpu_reset(world->nr_cpus);
    softirq_reset();
    rcu_reset(world->rcu_strict);
    tasklet_reset();
    timer_reset();
    irq_reset(world->faults);
    smp_reset();
    cpu_reset(world);
    mm_reset();
    p2m_reset();
    regs_reset();
    smccc_reset();
    tee_reset();
    domctl_reset();
    create_reset();
    destroy_reset();
    toy_reset();
}

void hypervisor_fail_alloc(unsigned int nth)
{
    heap_fail_nth(nth);
}

void hypervisor_behave(void)
{
    heap_behave();
    irq_behave();
}

void hypervisor_note_left(void)
{
    reset_check_sealed();
    irq_free_actions();
    domain_note_left();
    rcu_note_left();
    timer_note_left();
    tasklet_note_left();
    mm_note_left();
    heap_note_left();
}
