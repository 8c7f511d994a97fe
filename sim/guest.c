/* SPDX-License-Identifier: GPL-2.0-only */
#include "guest.h"

#include <string.h>

#include "buffers.h"
#include "bug.h"
#include "ffa.h"
#include "hypervisor.h"
#include "machine.h"
#include "run-state.h"
#include "perform.h"

#define NPI        8u /* the guest's SGI for "notification pending" */

#define NEGOTIATED FFA_VERSION_OF(1, 2)

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
    buffers_boot();
}

static uint32_t bit_of(unsigned int domain)
{
    SIM_BUG_ON(domain >= PROGRAM_MAX_DOMAINS);
    return 1u << domain;
}

bool guest_call18(unsigned int domain, unsigned int vcpu, uint64_t x[18])
{
    uint64_t asked[18];

    if ( !hypervisor_vcpu_run(domain, vcpu) )
        return false;
    memcpy(asked, x, sizeof(asked));
    buffers_calling(domain, asked);
    machine_push_context(CONTEXT_GUEST);
    hypervisor_guest_call(domain, vcpu, x);
    machine_pop_context();
    buffers_called(domain, asked, x);
    return true;
}

bool guest_call(unsigned int domain, unsigned int vcpu, const uint64_t x[8])
{
    uint64_t regs[18] = {0};

    for ( unsigned int i = 0; i < 8; i++ )
        regs[i] = x[i];
    return guest_call18(domain, vcpu, regs);
}

void guest_created(unsigned int domain, bool ffa)
{
    uint32_t bit = bit_of(domain);

    guests.ffa = ffa ? guests.ffa | bit : guests.ffa & ~bit;
    guests.versioned &= ~bit;
    guests.owes_get &= ~bit;
    buffers_forget(domain);
}

void guest_negotiates(unsigned int domain)
{
    guests.versioned |= bit_of(domain);
}

void guest_fetches(unsigned int domain)
{
    guests.owes_get &= ~bit_of(domain);
}

bool guest_take_irqs(unsigned int domain, unsigned int vcpu)
{
    if ( !hypervisor_vcpu_run(domain, vcpu) )
        return false;
    if ( hypervisor_take_virqs(domain, vcpu) & (1u << NPI) )
        guests.owes_get |= bit_of(domain);
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
        guest_call(domain, vcpu, version);
    guests.versioned |= bit_of(domain);
    guest_call(domain, vcpu, get);
}

void guest_serve(unsigned int domain)
{
    unsigned int vcpus = hypervisor_domain_vcpus(domain);

    for ( unsigned int vcpu = 0; vcpu < vcpus; vcpu++ )
        guest_take_irqs(domain, vcpu);
    if ( !(guests.owes_get & bit_of(domain)) )
        return;
    guests.owes_get &= ~bit_of(domain);
    for ( unsigned int vcpu = 0; vcpu < vcpus; vcpu++ )
        fetch(domain, vcpu);
}
