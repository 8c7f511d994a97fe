/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Who is current on which CPU, and the life of vCPUs between creation and
 * destruction: online or down, paused or not, running or not.
 */
#include <string.h>

#include "bug.h"
#include "machine.h"
#include "sched.h"
#include "run-state.h"

#include "domains.h"

#include <xen/sched.h>
#include <asm/event.h>

struct vcpu *per_cpu__curr_vcpu[NR_CPUS];
STATE(per_cpu__curr_vcpu);

static struct
{
    struct vcpu idle[NR_CPUS];
    /* Whom the idle vCPU makes room for again once its work is done. */
    struct vcpu *guest[NR_CPUS];
} cpus;
STATE(cpus);

static struct
{
    name_t sleep_sync;
    name_t online;
} names;

static void intern_names(void)
{
    names.sleep_sync = name_intern("vcpu_sleep_sync");
    names.online = name_intern("vcpu_online");
}

void vcpu_reset(unsigned int nr_cpus)
{
    if ( !names.sleep_sync )
        intern_names();
    memset(cpus.guest, 0, sizeof(cpus.guest));
    for ( unsigned int cpu = 0; cpu < nr_cpus; cpu++ )
    {
        cpus.idle[cpu] = (struct vcpu){
            .vcpu_id = cpu,
            .processor = cpu,
            .domain = domain_idle(),
            .is_running = true,
        };
        per_cpu__curr_vcpu[cpu] = &cpus.idle[cpu];
    }
}

unsigned int get_processor_id(void)
{
    return machine_cpu();
}

bool is_idle_vcpu(const struct vcpu *v)
{
    return v->domain == domain_idle();
}

bool vcpu_runnable(const struct vcpu *v)
{
    return !v->pause_flags && !v->pause_count.counter &&
           !v->domain->pause_count.counter;
}

bool vcpu_here(const struct vcpu *v)
{
    return current == v;
}

static void switch_to(struct vcpu *next)
{
    unsigned int cpu = machine_cpu();
    struct vcpu *previous = per_cpu__curr_vcpu[cpu];

    previous->is_running = false;
    next->is_running = true;
    next->processor = cpu;
    per_cpu__curr_vcpu[cpu] = next;
}

/* CPU is in a guest: an interrupt brings it out, and it idles. */
static void desert(unsigned int cpu)
{
    per_cpu__curr_vcpu[cpu]->is_running = false;
    cpus.idle[cpu].is_running = true;
    per_cpu__curr_vcpu[cpu] = &cpus.idle[cpu];
    cpus.guest[cpu] = NULL;
}

/* Is V in the hypervisor on another CPU, from where nobody can take it? */
static bool is_busy(const struct vcpu *v)
{
    return v->is_running && !vcpu_here(v) && sched_busy(v->processor);
}

void vcpu_enter(struct vcpu *v)
{
    SIM_BUG_ON(is_busy(v));
    if ( !vcpu_here(v) )
    {
        if ( v->is_running )
            desert(v->processor);
        switch_to(v);
    }
    cpus.guest[machine_cpu()] = v;
}

void vcpu_enter_any(struct domain *d, unsigned int first)
{
    unsigned int i = first;

    while ( is_busy(d->vcpu[i]) )
    {
        i = (i + 1) % d->max_vcpus;
        SIM_BUG_ON(i == first);
    }
    vcpu_enter(d->vcpu[i]);
}

static bool runs_nowhere(const void *arg)
{
    const struct vcpu *v = arg;

    return !v->is_running;
}

void vcpu_sleep_sync(struct vcpu *v)
{
    SIM_BUG_ON(vcpu_runnable(v));
    SIM_BUG_ON(vcpu_here(v));
    if ( is_busy(v) )
        sched_wait(runs_nowhere, v, names.sleep_sync);
    else if ( v->is_running )
        desert(v->processor);
}

/* The guest that CPU would run now, or NULL. */
static struct vcpu *next_guest(unsigned int cpu)
{
    struct vcpu *v = cpus.guest[cpu];

    if ( !v || !vcpu_runnable(v) )
        return NULL;
    return v->is_running && per_cpu__curr_vcpu[cpu] != v ? NULL : v;
}

static struct vcpu *choose_vcpu(unsigned int cpu)
{
    bool busy = softirq_queued && tasklet_pending(cpu, false);
    struct vcpu *guest = busy ? NULL : next_guest(cpu);

    return guest ? guest : &cpus.idle[cpu];
}

bool vcpu_schedule_pending(unsigned int cpu)
{
    const struct vcpu *v = per_cpu__curr_vcpu[cpu];

    /* The usual: it goes on with what it does. */
    if ( !softirq_queued && v == cpus.guest[cpu] )
        return !vcpu_runnable(v);
    if ( !softirq_queued && !cpus.guest[cpu] )
        return v != &cpus.idle[cpu];
    return choose_vcpu(cpu) != v;
}

void vcpu_schedule(void)
{
    unsigned int cpu = machine_cpu();

    if ( !next_guest(cpu) )
        cpus.guest[cpu] = NULL;
    switch_to(choose_vcpu(cpu));
}

void vcpu_forget(const struct vcpu *v)
{
    SIM_BUG_ON(v->is_running);
    for ( unsigned int cpu = 0; cpu < NR_CPUS; cpu++ )
        if ( cpus.guest[cpu] == v )
            cpus.guest[cpu] = NULL;
}

void vcpu_leave_cpu(unsigned int cpu)
{
    desert(cpu);
}

void(vcpu_kick)(struct vcpu *v)
{
    access_check(v, sizeof(*v), true);
    v->pause_flags &= ~VPF_blocked;
}

/* What toolstacks and guests do with them. */

static struct vcpu *find(unsigned int domid, unsigned int vcpu)
{
    const struct domain *d = domain_find(domid);

    if ( !d || !d->vcpu || vcpu >= d->max_vcpus )
        return NULL;
    return d->vcpu[vcpu];
}

static struct vcpu *find_alive(unsigned int domid, unsigned int vcpu)
{
    struct vcpu *v = find(domid, vcpu);

    return v && v->domain->is_dying == DOMDYING_alive ? v : NULL;
}

bool hypervisor_vcpu_on(unsigned int domid, unsigned int vcpu)
{
    struct vcpu *v = find_alive(domid, vcpu);

    boot_is_over();
    domctl_enter();
    if ( !v || is_vcpu_online(v) )
        return false;
    vgic_clear(v);
    sched_point(names.online);
    /* Whoever came first while the world moved on. */
    v = find_alive(domid, vcpu);
    if ( !v || is_vcpu_online(v) )
        return false;
    v->pause_flags &= ~VPF_down;
    machine_note(EV_VCPU, 0, domid, vcpu, 1);
    return true;
}

bool hypervisor_vcpu_off(unsigned int domid, unsigned int vcpu)
{
    boot_is_over();
    if ( !domid || !hypervisor_vcpu_run(domid, vcpu) )
        return false;
    current->pause_flags |= VPF_down;
    machine_note(EV_VCPU, 0, domid, vcpu, 0);
    return true;
}

bool hypervisor_vcpu_pause(unsigned int domid, unsigned int vcpu)
{
    struct vcpu *v = find_alive(domid, vcpu);

    boot_is_over();
    if ( !domid || !v || v->paused_by_controller )
        return false;
    domctl_enter();
    v->paused_by_controller = true;
    v->pause_count.counter++;
    domain_take(v->domain);
    vcpu_sleep_sync(v);
    machine_note(EV_VCPU_PAUSED, 0, domid, vcpu, 1);
    domain_give(v->domain);
    return true;
}

bool hypervisor_vcpu_unpause(unsigned int domid, unsigned int vcpu)
{
    struct vcpu *v = find(domid, vcpu);

    boot_is_over();
    if ( !v || !v->paused_by_controller )
        return false;
    domctl_enter();
    v->paused_by_controller = false;
    v->pause_count.counter--;
    machine_note(EV_VCPU_PAUSED, 0, domid, vcpu, 0);
    return true;
}

bool hypervisor_vcpu_online(unsigned int domid, unsigned int vcpu)
{
    const struct vcpu *v = find(domid, vcpu);

    return v && is_vcpu_online(v);
}

bool hypervisor_vcpu_run(unsigned int domid, unsigned int vcpu)
{
    struct vcpu *v;

    /* A second call in one op: the first one has to leave before. */
    if ( regs_trapped() )
        softirq_leave();
    v = find_alive(domid, vcpu);
    if ( !v || !vcpu_runnable(v) || is_busy(v) )
        return false;
    if ( !vcpu_here(v) )
        machine_note(EV_VCPU_RUN, 0, domid, vcpu);
    vcpu_enter(v);
    return true;
}
