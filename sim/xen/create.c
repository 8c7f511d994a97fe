/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * How a domain comes to be, step by step, and how it does not.
 */
#include "bug.h"
#include "machine.h"
#include "sched.h"
#include "effect.h"

#include "domains.h"

#include <xen/errno.h>
#include <xen/sched.h>
#include <asm/tee/tee.h>

static struct
{
    name_t max_vcpus;
    name_t online;
    name_t array;
    name_t vcpu;
} names;

static void intern_names(void)
{
    names.max_vcpus = name_intern("domctl:max_vcpus");
    names.online = name_intern("domctl:setvcpucontext");
    names.array = name_intern("vcpu array");
    names.vcpu = name_intern("struct vcpu");
}

void create_reset(void)
{
    if ( !names.vcpu )
        intern_names();
}

/* The hypervisor's own: no scenario makes it fail. */
static void *allocate(size_t size, name_t class)
{
    return heap_alloc(size, 16, class, HEAP_ZERO | HEAP_SURE);
}

/* The architecture's part. On failure it has cleaned up behind itself. */
static int create_arch(struct domain *d,
                       const struct create_arguments *arguments)
{
    int result;

    d->xenheap_pages = 1; /* shared_info, which keeps the domain */
    domain_take(d);
    result = tee_domain_init(d, arguments->ffa ? XEN_DOMCTL_CONFIG_TEE_FFA
                                               : XEN_DOMCTL_CONFIG_TEE_NONE);
    if ( !result && arguments->fail == CREATE_FAIL_ARCH )
        result = -ENOMEM;
    if ( result )
    {
        d->is_dying = DOMDYING_dead;
        destroy_arch(d);
    }
    return result;
}

/*
 * Nobody has seen the domain, so nothing is deferred. The mediator's context
 * goes before the mediator hears of the teardown.
 */
static int fail(struct domain *d, int result, bool has_arch)
{
    effect_on_range(d, sizeof(*d), true);
    d->is_dying = DOMDYING_dead;
    d->refcnt.counter = (int)DOMAIN_DESTROYED;
    d->max_vcpus = 0;
    XFREE(d->vcpu);
    if ( has_arch )
        destroy_arch(d);
    if ( destroy_teardown(d) )
        held_stop("the teardown of a domain that was never made failed");
    domain_free(d);
    return result;
}

int create_domain(unsigned int domid, const struct create_arguments *arguments)
{
    struct domain *d;
    int result;

    if ( domain_known(domid) )
        return -EEXIST;
    if ( arguments->ffa && tee_get_type() != XEN_DOMCTL_CONFIG_TEE_FFA )
        return -EINVAL;
    d = domain_allocate(domid);
    if ( !d )
        return -ENOMEM;
    d->vcpu = allocate(arguments->vcpus * sizeof(d->vcpu[0]), names.array);
    if ( !d->vcpu )
    {
        domain_free(d);
        return -ENOMEM;
    }
    d->max_vcpus = arguments->vcpus;
    result = create_arch(d, arguments);
    if ( result )
        return fail(d, result, false);
    d->controller_pause_count = 1;
    d->pause_count.counter = 1;
    if ( arguments->fail == CREATE_FAIL_LATE )
        return fail(d, -ENOMEM, true);
    domain_publish(d);
    return 0;
}

static int create_vcpu(struct domain *d, unsigned int number)
{
    struct vcpu *v = allocate(sizeof(*v), names.vcpu);

    if ( !v )
        return -ENOMEM;
    v->vcpu_id = number;
    v->domain = d;
    v->pause_flags = VPF_down;
    vgic_clear(v);
    effect_on_range(&d->vcpu[number], sizeof(d->vcpu[0]), true);
    d->vcpu[number] = v;
    if ( number )
        d->vcpu[number - 1]->next_in_list = v;
    return 0;
}

int create_vcpus(struct domain *d, const struct create_arguments *arguments)
{
    effect_on_range(d, sizeof(*d), true);
    d->type = arguments->bits32 ? DOMAIN_32BIT : DOMAIN_64BIT;
    for ( unsigned int i = 0; i < arguments->vcpus; i++ )
    {
        int result;

        sched_point_stated(names.max_vcpus);
        result = create_vcpu(d, i);
        if ( result )
            return result;
    }
    for ( unsigned int i = 0; arguments->online && i < arguments->vcpus; i++ )
    {
        sched_point_stated(names.online);
        effect_on_range(&d->vcpu[i]->pause_flags,
                        sizeof(d->vcpu[i]->pause_flags), true);
        d->vcpu[i]->pause_flags &= ~VPF_down;
        machine_note(EV_VCPU, 0, d->domain_id, i, 1);
    }
    effect_on_range(&d->pause_count, sizeof(d->pause_count), true);
    d->controller_pause_count = 0;
    d->pause_count.counter--;
    return 0;
}

/*
 * One vCPU a CPU. Where a mediator refuses d0, a hypervisor would not boot; this
 * one goes on without.
 */
bool create_toolstack(unsigned int nr_cpus, bool ffa)
{
    struct create_arguments arguments = {
        .vcpus = nr_cpus,
        .online = true,
        .ffa = ffa,
    };
    int result = create_domain(0, &arguments);

    if ( ffa )
        machine_note(EV_DOMAIN_CREATE, 0, 0, nr_cpus, true,
                     (uint64_t)(int64_t)result, false);
    if ( result && ffa )
    {
        arguments.ffa = false;
        result = create_domain(0, &arguments);
    }
    SIM_BUG_ON(result);
    result = create_vcpus(domain_find(0), &arguments);
    SIM_BUG_ON(result);
    return arguments.ffa;
}
