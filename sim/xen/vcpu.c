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
#include "effect.h"

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

/* What makes V runnable, and says where it runs. */
static void touch(const struct vcpu *v, bool write)
{
    effect_on_range(&v->pause_flags, sizeof(v->pause_flags), write);
}

static void touch_here(const struct vcpu *v, bool write)
{
    effect_on_range(&v->is_running, sizeof(v->is_running), write);
    effect_on_range(&v->processor, sizeof(v->processor), write);
}

/* Whom CPU runs, and is to run. */
static void touch_cpu(unsigned int cpu, bool write)
{
    effect_on_range(&per_cpu__curr_vcpu[cpu], sizeof(per_cpu__curr_vcpu[0]),
                    write);
}

static void touch_paused(const struct vcpu *v)
{
    effect_on_range(&v->pause_count, sizeof(v->pause_count), true);
    effect_on_range(&v->paused_by_controller, sizeof(v->paused_by_controller),
                    true);
}

static void touch_runnable(const struct vcpu *v)
{
    const struct domain *d = v->domain;

    touch(v, false);
    effect_on_range(&v->pause_count, sizeof(v->pause_count), false);
    effect_on_range(&d->pause_count, sizeof(d->pause_count), false);
}

bool vcpu_runnable(const struct vcpu *v)
{
    touch_runnable(v);
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

    touch_cpu(cpu, true);
    touch_here(previous, true);
    touch_here(next, true);
    previous->is_running = false;
    next->is_running = true;
    next->processor = cpu;
    per_cpu__curr_vcpu[cpu] = next;
}

/* CPU is in a guest: an interrupt brings it out, and it idles. */
static void desert(unsigned int cpu)
{
    touch_cpu(cpu, true);
    touch_here(per_cpu__curr_vcpu[cpu], true);
    per_cpu__curr_vcpu[cpu]->is_running = false;
    cpus.idle[cpu].is_running = true;
    per_cpu__curr_vcpu[cpu] = &cpus.idle[cpu];
    cpus.guest[cpu] = NULL;
}

/* Is V in the hypervisor on another CPU, from where nobody can take it? */
static bool is_busy(const struct vcpu *v)
{
    touch_here(v, false);
    if ( v->is_running )
        effect_on(EFFECT_BUSY, v->processor, false);
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
    touch_cpu(machine_cpu(), true);
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
        sched_wait_stated(runs_nowhere, v, names.sleep_sync);
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

void vcpu_touch(unsigned int cpu)
{
    const struct vcpu *v = cpus.guest[cpu];

    touch_cpu(cpu, false);
    if ( !v )
        return;
    touch_runnable(v);
    touch_here(v, false);
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

    vcpu_touch(cpu);
    if ( !next_guest(cpu) )
        cpus.guest[cpu] = NULL;
    switch_to(choose_vcpu(cpu));
}

void vcpu_forget(const struct vcpu *v)
{
    SIM_BUG_ON(v->is_running);
    for ( unsigned int cpu = 0; cpu < NR_CPUS; cpu++ )
    {
        touch_cpu(cpu, cpus.guest[cpu] == v);
        if ( cpus.guest[cpu] == v )
            cpus.guest[cpu] = NULL;
    }
}

void vcpu_leave_cpu(unsigned int cpu)
{
    desert(cpu);
}

void(vcpu_kick)(struct vcpu *v)
{
    access_object(v, sizeof(*v), true);
    touch(v, true);
    v->pause_flags &= ~VPF_blocked;
}

/* What toolstacks and guests do with them. */

static struct vcpu *find(unsigned int domid, unsigned int vcpu)
{
    const struct domain *d = domain_find(domid);

    if ( !d )
        return NULL;
    effect_on_range(&d->vcpu, sizeof(d->vcpu), false);
    effect_on_range(&d->max_vcpus, sizeof(d->max_vcpus), false);
    if ( !d->vcpu || vcpu >= d->max_vcpus )
        return NULL;
    effect_on_range(&d->vcpu[vcpu], sizeof(d->vcpu[0]), false);
    return d->vcpu[vcpu];
}

static struct vcpu *find_alive(unsigned int domid, unsigned int vcpu)
{
    struct vcpu *v = find(domid, vcpu);

    if ( v )
        effect_on_range(&v->domain->is_dying, sizeof(v->domain->is_dying),
                        false);
    return v && v->domain->is_dying == DOMDYING_alive ? v : NULL;
}

bool hypervisor_vcpu_on(unsigned int domid, unsigned int vcpu)
{
    struct vcpu *v = find_alive(domid, vcpu);

    boot_is_over();
    domctl_enter();
    if ( v )
        touch(v, true);
    if ( !v || is_vcpu_online(v) )
        return false;
    vgic_clear(v);
    sched_point_stated(names.online);
    /* Whoever came first while the world moved on. */
    v = find_alive(domid, vcpu);
    if ( v )
        touch(v, true);
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
    touch(current, true);
    current->pause_flags |= VPF_down;
    machine_note(EV_VCPU, 0, domid, vcpu, 0);
    return true;
}

bool hypervisor_vcpu_pause(unsigned int domid, unsigned int vcpu)
{
    struct vcpu *v = find_alive(domid, vcpu);

    boot_is_over();
    if ( v )
        touch_paused(v);
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
    if ( v )
        touch_paused(v);
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

    if ( v )
        touch(v, false);
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
