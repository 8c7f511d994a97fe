/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the toolstack, the secure world and the machine do, and what is done to
 * vCPUs.
 */
#include "clock.h"
#include "ffa.h"
#include "guest.h"
#include "hypervisor.h"
#include "machine.h"
#include "perform.h"
#include "spmc.h"

bool perform_TAKE_IRQ(const struct op *op)
{
    return guest_take_irqs(op->domain, op->vcpu);
}

/* The toolstack's and the guests' hypercalls that are not FF-A calls. */
#define PERFORM_VCPU(id, function)                                             \
    bool perform_##id(const struct op *op)                                     \
    {                                                                          \
        bool done;                                                             \
                                                                               \
        machine_push_context(CONTEXT_DOMCTL);                                  \
        done = function(op->domain, op->vcpu);                                 \
        machine_pop_context();                                                 \
        return done;                                                           \
    }

PERFORM_VCPU(VCPU_ON, hypervisor_vcpu_on)
PERFORM_VCPU(VCPU_OFF, hypervisor_vcpu_off)
PERFORM_VCPU(VCPU_PAUSE, hypervisor_vcpu_pause)
PERFORM_VCPU(VCPU_UNPAUSE, hypervisor_vcpu_unpause)
PERFORM_VCPU(VCPU_RUN, hypervisor_vcpu_run)

bool perform_CREATE(const struct op *op)
{
    const struct create_arguments arguments = {
        .vcpus = (unsigned int)op->arg[0],
        .ffa = !op->arg[1],
        .bits32 = op->arg[2],
        .fail = (enum create_fail)op->arg[3],
        .online = !op->arg[4],
    };
    int result;

    machine_push_context(CONTEXT_DOMCTL);
    result = hypervisor_domain_create(op->domain, &arguments);
    machine_pop_context();
    if ( !result )
        guest_created(op->domain, arguments.ffa);
    return true;
}

bool perform_KILL(const struct op *op)
{
    if ( !hypervisor_domain_exists(op->domain) || !op->domain )
        return false;
    machine_push_context(CONTEXT_DOMCTL);
    hypervisor_domain_kill(op->domain, (unsigned int)op->arg[0]);
    machine_pop_context();
    return true;
}

bool perform_HOLD(const struct op *op)
{
    return hypervisor_domain_hold(op->domain);
}

bool perform_DROP(const struct op *op)
{
    bool done;

    machine_push_context(CONTEXT_DOMCTL);
    done = hypervisor_domain_drop(op->domain);
    machine_pop_context();
    return done;
}

bool perform_SP_SET(const struct op *op)
{
    uint32_t flags = (op->arg[3] ? FFA_NOTIF_PER_VCPU : 0) |
                     (op->arg[4] ? FFA_NOTIF_DELAY_SRI : 0) |
                     (uint32_t)op->arg[2] << 16;

    machine_push_context(CONTEXT_SECURE);
    spmc_sp_set(op->sp, (uint16_t)op->arg[0], flags, op->arg[1]);
    machine_pop_context();
    return true;
}

bool perform_SP_GET(const struct op *op)
{
    machine_push_context(CONTEXT_SECURE);
    spmc_sp_get(op->sp);
    machine_pop_context();
    return true;
}

bool perform_SP_ANSWER(const struct op *op)
{
    spmc_sp_answer(op->sp, (int32_t)op->arg[0], (unsigned int)op->arg[1]);
    return true;
}

bool perform_SPMC_FRAMEWORK(const struct op *op)
{
    machine_push_context(CONTEXT_SECURE);
    spmc_framework_rx_full(FFA_ID_OF_DOMAIN(op->domain));
    machine_pop_context();
    return true;
}

bool perform_SPMC_SRI(const struct op *op)
{
    (void)op;
    machine_push_context(CONTEXT_SECURE);
    spmc_sri();
    machine_pop_context();
    return true;
}

bool perform_SPMC_REFUSE(const struct op *op)
{
    spmc_refuse((unsigned int)op->arg[0], (int32_t)op->arg[1]);
    return true;
}

bool perform_CPU_UP(const struct op *op)
{
    bool done;

    machine_push_context(CONTEXT_BOOT);
    done = hypervisor_cpu_up((unsigned int)op->arg[0]);
    machine_pop_context();
    return done;
}

bool perform_CPU_DOWN(const struct op *op)
{
    bool done;

    machine_push_context(CONTEXT_DOMCTL);
    done = hypervisor_cpu_down((unsigned int)op->arg[0]);
    machine_pop_context();
    return done;
}

bool perform_ADVANCE(const struct op *op)
{
    clock_move_to(clock_now() + (int64_t)op->arg[0] * 1000);
    return true;
}

bool perform_FAIL_ALLOC(const struct op *op)
{
    hypervisor_fail_alloc((unsigned int)op->arg[0]);
    return true;
}

/* What SPs do on their own account, on this CPU. */
#define PERFORM_SP(id, call)                                                   \
    bool perform_##id(const struct op *op)                                     \
    {                                                                          \
        machine_push_context(CONTEXT_SECURE);                                  \
        call;                                                                  \
        machine_pop_context();                                                 \
        return true;                                                           \
    }

PERFORM_SP(SP_BIND, spmc_sp_bind(op->sp, (uint16_t)op->arg[0],
                                 (uint32_t)op->arg[2], op->arg[1]))
PERFORM_SP(SP_UNBIND, spmc_sp_unbind(op->sp, (uint16_t)op->arg[0], op->arg[1]))
PERFORM_SP(SP_DIRECT,
           spmc_sp_direct(op->sp, (enum spmc_direct)op->arg[0],
                          (int32_t)op->arg[2], (unsigned int)op->arg[1]))
PERFORM_SP(SP_SEND, spmc_sp_send(op->sp, (uint16_t)op->arg[0],
                                 (uint32_t)op->arg[1], op->arg[2]))
PERFORM_SP(SP_RETRIEVE, spmc_sp_retrieve(op->sp, (unsigned int)op->arg[0]))
PERFORM_SP(SP_RELINQUISH, spmc_sp_relinquish(op->sp, (unsigned int)op->arg[0]))
PERFORM_SP(SP_TOUCH, spmc_sp_touch(op->sp, (unsigned int)op->arg[0]))
PERFORM_SP(SP_HOLD, spmc_sp_hold(op->sp, (unsigned int)op->arg[0]))
PERFORM_SP(SPMC_SCRIBBLE, spmc_scribble((uint32_t)op->arg[0], op->arg[1]))

bool perform_TOY(const struct op *op)
{
    machine_push_context(CONTEXT_DOMCTL);
    hypervisor_toy(op->arg[0], op->arg[1], (unsigned int)op->arg[2]);
    machine_pop_context();
    return true;
}
