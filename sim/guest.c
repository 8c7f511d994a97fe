/* SPDX-License-Identifier: GPL-2.0-only */
#include "guest.h"

#include "bug.h"
#include "clock.h"
#include "ffa.h"
#include "hypervisor.h"
#include "machine.h"
#include "run-state.h"
#include "spmc.h"

#define NPI 8u /* the guest's SGI for "notification pending" */

/* ENDPOINT arguments: the ID of the op's own subject. */
#define ENDPOINT_SELF 0xffffu

#define NEGOTIATED    FFA_VERSION_OF(1, 2)

/* What guests remember, one bit a domain. */
static struct
{
    uint32_t ffa;       /* was created with FF-A                            */
    uint32_t versioned; /* has negotiated                                   */
    uint32_t owes_get;  /* was told, and has not fetched since              */
} guests;
STATE(guests);

void guest_boot(void)
{
    guests.ffa = 0;
    guests.versioned = 0;
    guests.owes_get = 0;
}

static uint32_t bit_of(unsigned int domain)
{
    SIM_BUG_ON(domain >= PROGRAM_MAX_DOMAINS);
    return 1u << domain;
}

static uint32_t endpoint(const struct op *op, uint64_t value)
{
    if ( value == ENDPOINT_SELF )
        return FFA_ID_OF_DOMAIN(op->domain);
    return (uint16_t)value;
}

/* A guest's SMC with x0 .. x7 as given. */
static bool call(unsigned int domain, unsigned int vcpu, const uint64_t x[8])
{
    uint64_t regs[18] = {0};

    if ( !hypervisor_vcpu_run(domain, vcpu) )
        return false;
    for ( unsigned int i = 0; i < 8; i++ )
        regs[i] = x[i];
    machine_push_context(CONTEXT_GUEST);
    hypervisor_guest_call(domain, vcpu, regs);
    machine_pop_context();
    return true;
}

static bool call4(const struct op *op, uint32_t fid, uint64_t x1, uint64_t x2,
                  uint64_t bits)
{
    const uint64_t x[8] = {fid, x1, x2, (uint32_t)bits, bits >> 32};

    return call(op->domain, op->vcpu, x);
}

static bool perform_VERSION(const struct op *op)
{
    guests.versioned |= bit_of(op->domain);
    return call4(op, FFA_FID32(VERSION), op->arg[0], 0, 0);
}

static bool perform_FEATURES(const struct op *op)
{
    return call4(op, FFA_FID32(FEATURES), op->arg[0], op->arg[1], 0);
}

static bool perform_ID_GET(const struct op *op)
{
    return call4(op, FFA_FID32(ID_GET), 0, 0, 0);
}

static bool bind(const struct op *op, uint32_t fid)
{
    uint32_t ids = endpoint(op, op->arg[0]) << 16 | endpoint(op, op->arg[3]);

    return call4(op, fid, ids, op->arg[2], op->arg[1]);
}

static bool perform_BIND(const struct op *op)
{
    return bind(op, FFA_FID32(NOTIFICATION_BIND));
}

static bool perform_UNBIND(const struct op *op)
{
    return bind(op, FFA_FID32(NOTIFICATION_UNBIND));
}

static bool perform_SET(const struct op *op)
{
    uint32_t ids = endpoint(op, op->arg[3]) << 16 | endpoint(op, op->arg[0]);

    return call4(op, FFA_FID32(NOTIFICATION_SET), ids, op->arg[2], op->arg[1]);
}

static bool perform_GET(const struct op *op)
{
    uint32_t all = FFA_GET_FROM_SPS | FFA_GET_FROM_SPM;
    uint32_t ids = (uint32_t)op->arg[1] << 16 | endpoint(op, op->arg[2]);

    if ( (op->arg[0] & all) == all )
        guests.owes_get &= ~bit_of(op->domain);
    return call4(op, FFA_FID32(NOTIFICATION_GET), ids, op->arg[0], 0);
}

static bool perform_INFO_GET_32(const struct op *op)
{
    return call4(op, FFA_FID32(NOTIFICATION_INFO_GET), 0, 0, 0);
}

static bool perform_INFO_GET_64(const struct op *op)
{
    return call4(op, FFA_FID64(NOTIFICATION_INFO_GET), 0, 0, 0);
}

static bool perform_SMC(const struct op *op)
{
    return call(op->domain, op->vcpu, op->arg);
}

static bool take_irqs(unsigned int domain, unsigned int vcpu)
{
    if ( !hypervisor_vcpu_run(domain, vcpu) )
        return false;
    if ( hypervisor_take_virqs(domain, vcpu) & (1u << NPI) )
        guests.owes_get |= bit_of(domain);
    return true;
}

static bool perform_TAKE_IRQ(const struct op *op)
{
    return take_irqs(op->domain, op->vcpu);
}

/* The toolstack's and the guests' hypercalls that are not FF-A calls. */
#define PERFORM_VCPU(id, function)                                             \
    static bool perform_##id(const struct op *op)                              \
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

static bool perform_CREATE(const struct op *op)
{
    const struct create_arguments arguments = {
        .vcpus = (unsigned int)op->arg[0],
        .ffa = !op->arg[1],
        .bits32 = op->arg[2],
        .fail = (enum create_fail)op->arg[3],
        .online = !op->arg[4],
    };
    uint32_t bit = bit_of(op->domain);
    int result;

    machine_push_context(CONTEXT_DOMCTL);
    result = hypervisor_domain_create(op->domain, &arguments);
    machine_pop_context();
    if ( result )
        return true;
    guests.ffa = arguments.ffa ? guests.ffa | bit : guests.ffa & ~bit;
    guests.versioned &= ~bit;
    guests.owes_get &= ~bit;
    return true;
}

static bool perform_KILL(const struct op *op)
{
    if ( !hypervisor_domain_exists(op->domain) || !op->domain )
        return false;
    machine_push_context(CONTEXT_DOMCTL);
    hypervisor_domain_kill(op->domain, (unsigned int)op->arg[0]);
    machine_pop_context();
    return true;
}

static bool perform_HOLD(const struct op *op)
{
    return hypervisor_domain_hold(op->domain);
}

static bool perform_DROP(const struct op *op)
{
    bool done;

    machine_push_context(CONTEXT_DOMCTL);
    done = hypervisor_domain_drop(op->domain);
    machine_pop_context();
    return done;
}

static bool perform_SP_SET(const struct op *op)
{
    uint32_t flags = (op->arg[3] ? FFA_NOTIF_PER_VCPU : 0) |
                     (op->arg[4] ? FFA_NOTIF_DELAY_SRI : 0) |
                     (uint32_t)op->arg[2] << 16;

    machine_push_context(CONTEXT_SECURE);
    spmc_sp_set(op->sp, (uint16_t)op->arg[0], flags, op->arg[1]);
    machine_pop_context();
    return true;
}

static bool perform_SP_GET(const struct op *op)
{
    machine_push_context(CONTEXT_SECURE);
    spmc_sp_get(op->sp);
    machine_pop_context();
    return true;
}

static bool perform_SP_ANSWER(const struct op *op)
{
    spmc_sp_answer(op->sp, (int32_t)op->arg[0], (unsigned int)op->arg[1]);
    return true;
}

static bool perform_SPMC_FRAMEWORK(const struct op *op)
{
    machine_push_context(CONTEXT_SECURE);
    spmc_framework_rx_full(FFA_ID_OF_DOMAIN(op->domain));
    machine_pop_context();
    return true;
}

static bool perform_SPMC_SRI(const struct op *op)
{
    (void)op;
    machine_push_context(CONTEXT_SECURE);
    spmc_sri();
    machine_pop_context();
    return true;
}

static bool perform_SPMC_REFUSE(const struct op *op)
{
    spmc_refuse((unsigned int)op->arg[0], (int32_t)op->arg[1]);
    return true;
}

static bool perform_CPU_UP(const struct op *op)
{
    bool done;

    machine_push_context(CONTEXT_BOOT);
    done = hypervisor_cpu_up((unsigned int)op->arg[0]);
    machine_pop_context();
    return done;
}

static bool perform_CPU_DOWN(const struct op *op)
{
    bool done;

    machine_push_context(CONTEXT_DOMCTL);
    done = hypervisor_cpu_down((unsigned int)op->arg[0]);
    machine_pop_context();
    return done;
}

static bool perform_ADVANCE(const struct op *op)
{
    clock_move_to(clock_now() + (int64_t)op->arg[0] * 1000);
    return true;
}

static bool perform_FAIL_ALLOC(const struct op *op)
{
    hypervisor_fail_alloc((unsigned int)op->arg[0]);
    return true;
}

static bool (*const performers[OP_KINDS])(const struct op *op) = {
#define OP(id, text, ...) perform_##id,
#include "ops.def"
#undef OP
};

bool guest_perform(const struct op *op)
{
    SIM_BUG_ON(op->kind >= OP_KINDS);
    return performers[op->kind](op);
}

bool guest_expects(unsigned int domain)
{
    return (guests.ffa & bit_of(domain)) && hypervisor_domain_exists(domain) &&
           !hypervisor_domain_dying(domain);
}

void guest_wake(unsigned int domain)
{
    unsigned int vcpus = hypervisor_domain_vcpus(domain);
    bool online = false;

    machine_push_context(CONTEXT_DOMCTL);
    for ( unsigned int vcpu = 0; vcpu < vcpus; vcpu++ )
    {
        hypervisor_vcpu_unpause(domain, vcpu);
        online |= hypervisor_vcpu_online(domain, vcpu);
    }
    if ( !online )
        hypervisor_vcpu_on(domain, 0);
    machine_pop_context();
}

static void fetch(unsigned int domain, unsigned int vcpu)
{
    const uint64_t version[8] = {FFA_FID32(VERSION), NEGOTIATED};
    const uint64_t get[8] = {FFA_FID32(NOTIFICATION_GET),
                             vcpu << 16 | FFA_ID_OF_DOMAIN(domain),
                             FFA_GET_FROM_SPS | FFA_GET_FROM_SPM};

    if ( !(guests.versioned & bit_of(domain)) )
        call(domain, vcpu, version);
    guests.versioned |= bit_of(domain);
    call(domain, vcpu, get);
}

void guest_serve(unsigned int domain)
{
    unsigned int vcpus = hypervisor_domain_vcpus(domain);

    for ( unsigned int vcpu = 0; vcpu < vcpus; vcpu++ )
        take_irqs(domain, vcpu);
    if ( !(guests.owes_get & bit_of(domain)) )
        return;
    guests.owes_get &= ~bit_of(domain);
    for ( unsigned int vcpu = 0; vcpu < vcpus; vcpu++ )
        fetch(domain, vcpu);
}
