/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The framework of mediators: the only place that enters one, and where every
 * entry and exit is noted.
 */
#include "bug.h"
#include "machine.h"
#include "run-state.h"

#include "domains.h"

#include <xen/errno.h>
#include <xen/sched.h>
#include <asm/tee/tee.h>

#define HOOK_BEGINS (1ull << 32)

/* The linker makes these where a mediator has registered itself. */
extern const struct tee_mediator_desc __start_teemediator_info[]
    __attribute__((weak));
extern const struct tee_mediator_desc __stop_teemediator_info[]
    __attribute__((weak));

static const struct tee_mediator_desc *mediator;
STATE(mediator);

static struct
{
    name_t probe;
    name_t init_secondary;
    name_t domain_init;
    name_t domain_teardown;
    name_t free_domain_ctx;
    name_t relinquish_resources;
    name_t handle_call;
} names;

static void intern_names(void)
{
    names.probe = name_intern("probe");
    names.init_secondary = name_intern("init_secondary");
    names.domain_init = name_intern("domain_init");
    names.domain_teardown = name_intern("domain_teardown");
    names.free_domain_ctx = name_intern("free_domain_ctx");
    names.relinquish_resources = name_intern("relinquish_resources");
    names.handle_call = name_intern("handle_call");
}

void tee_reset(void)
{
    if ( !names.probe )
        intern_names();
    mediator = NULL;
}

/* One activation of the mediator. */
struct hook
{
    name_t name;
    unsigned int domid;
    struct held held;
};

static struct hook begin(name_t name, const struct domain *d)
{
    struct hook hook = {.name = name, .domid = d ? d->domain_id : NO_DOMAIN};

    machine_note(EV_HOOK, name, hook.domid, HOOK_BEGINS);
    held_begin(&hook.held, machine_context());
    return hook;
}

static void end(const struct hook *hook, int64_t result)
{
    held_end(&hook->held);
    machine_note(EV_HOOK, hook->name, hook->domid, (uint64_t)result);
}

static bool probe(const struct tee_mediator_desc *desc)
{
    struct hook hook = begin(names.probe, NULL);
    bool found = desc->ops->probe();

    end(&hook, found);
    return found;
}

void tee_init(void)
{
    const struct tee_mediator_desc *desc = __start_teemediator_info;

    for ( ; desc < __stop_teemediator_info && !mediator; desc++ )
        if ( probe(desc) )
            mediator = desc;
}

void init_tee_secondary(void)
{
    struct hook hook;

    if ( !mediator || !mediator->ops->init_secondary )
        return;
    hook = begin(names.init_secondary, NULL);
    mediator->ops->init_secondary();
    end(&hook, 0);
}

bool tee_handle_call(struct cpu_user_regs *regs)
{
    struct hook hook;
    bool handled;

    if ( !mediator )
        return false;
    hook = begin(names.handle_call, current->domain);
    handled = mediator->ops->handle_call(regs);
    end(&hook, handled);
    return handled;
}

/* An op that takes a domain and can fail; 0 without a mediator. */
static int call(name_t name, int (*op)(struct domain *d), struct domain *d)
{
    struct hook hook = begin(name, d);
    int result = op(d);

    end(&hook, result);
    return result;
}

int tee_domain_init(struct domain *d, uint16_t tee_type)
{
    if ( tee_type == XEN_DOMCTL_CONFIG_TEE_NONE )
        return 0;
    if ( !mediator )
        return -ENODEV;
    if ( mediator->tee_type != tee_type )
        return -EINVAL;
    return call(names.domain_init, mediator->ops->domain_init, d);
}

int tee_domain_teardown(struct domain *d)
{
    return mediator
               ? call(names.domain_teardown, mediator->ops->domain_teardown, d)
               : 0;
}

int tee_relinquish_resources(struct domain *d)
{
    return mediator ? call(names.relinquish_resources,
                           mediator->ops->relinquish_resources, d)
                    : 0;
}

void tee_free_domain_ctx(struct domain *d)
{
    struct hook hook;

    if ( !mediator || !mediator->ops->free_domain_ctx )
        return;
    hook = begin(names.free_domain_ctx, d);
    mediator->ops->free_domain_ctx(d);
    end(&hook, 0);
}

uint16_t tee_get_type(void)
{
    return mediator ? mediator->tee_type : XEN_DOMCTL_CONFIG_TEE_NONE;
}
