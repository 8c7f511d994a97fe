/* SPDX-License-Identifier: GPL-2.0-only */
#include "guest.h"

#include <string.h>

#include "argument.h"
#include "buffers.h"
#include "bug.h"
#include "ffa.h"
#include "hypervisor.h"
#include "machine.h"
#include "run-state.h"
#include "effect.h"

#define NPI 8u /* the guest's SGI for "notification pending" */
#define SRI 9u /* and for "SPs want to run"                   */

/* An SP that gives memory back ever, does so after fewer denials. */
#define PATIENCE 255u

/* What a guest has in x8 to x17 when it makes a call that does not use them. */
#define LIVE       0x11feULL << 32

#define NEGOTIATED FFA_VERSION_OF(1, 2)

/* What guests remember, one bit a domain. */
static struct
{
    uint32_t ffa;       /* was created with FF-A                            */
    uint32_t versioned; /* has negotiated                                   */
    uint32_t owes_get;  /* was told, and has not fetched since              */
    uint32_t owes_runs; /* was told of SPs, and has not asked since         */
} guests;
STATE(guests);

void guest_boot(void)
{
    guests.ffa = 0;
    guests.versioned = 0;
    guests.owes_get = 0;
    guests.owes_runs = 0;
    buffers_boot();
}

static uint32_t bit_of(unsigned int domain)
{
    SIM_BUG_ON(domain >= PROGRAM_MAX_DOMAINS);
    effect_on(EFFECT_GUEST, domain, true);
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
    uint64_t regs[18];

    for ( unsigned int i = 0; i < 18; i++ )
        regs[i] = i < 8 ? x[i] : LIVE | i;
    return guest_call18(domain, vcpu, regs);
}

void guest_created(unsigned int domain, bool ffa)
{
    uint32_t bit = bit_of(domain);

    guests.ffa = ffa ? guests.ffa | bit : guests.ffa & ~bit;
    guests.versioned &= ~bit;
    guests.owes_get &= ~bit;
    guests.owes_runs &= ~bit;
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
    uint32_t taken;

    if ( !hypervisor_vcpu_run(domain, vcpu) )
        return false;
    taken = hypervisor_take_virqs(domain, vcpu);
    if ( taken & (1u << NPI) )
        guests.owes_get |= bit_of(domain);
    if ( taken & (1u << SRI) )
        guests.owes_runs |= bit_of(domain);
    return true;
}

uint32_t guest_expecting(void)
{
    uint32_t expecting = guests.ffa & hypervisor_domains();

    for ( uint32_t rest = expecting; rest; rest &= rest - 1 )
        if ( hypervisor_domain_dying((unsigned int)__builtin_ctz(rest)) )
            expecting &= ~(rest & -rest);
    return expecting;
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

static void negotiate(unsigned int domain, unsigned int vcpu)
{
    const uint64_t version[8] = {FFA_FID32(VERSION), NEGOTIATED};

    if ( !(guests.versioned & bit_of(domain)) )
        guest_call(domain, vcpu, version);
    guests.versioned |= bit_of(domain);
}

static void fetch(unsigned int domain, unsigned int vcpu)
{
    const uint64_t get[8] = {FFA_FID32(NOTIFICATION_GET),
                             vcpu << 16 | FFA_ID_OF_DOMAIN(domain),
                             FFA_GET_FROM_SPS | FFA_GET_FROM_SPM};

    negotiate(domain, vcpu);
    guest_call(domain, vcpu, get);
}

static void run_sps(unsigned int domain)
{
    const struct op serve = {
        .kind = OP_DRIVER, .domain = (uint8_t)domain, .arg = {STEP_VALUE(SRI)}};

    guests.owes_runs &= ~bit_of(domain);
    negotiate(domain, 0);
    guest_perform(&serve);
}

void guest_serve(unsigned int domain)
{
    unsigned int vcpus = hypervisor_domain_vcpus(domain);

    for ( unsigned int vcpu = 0; vcpu < vcpus; vcpu++ )
        guest_take_irqs(domain, vcpu);
    if ( guests.owes_runs & bit_of(domain) )
        run_sps(domain);
    if ( !(guests.owes_get & bit_of(domain)) )
        return;
    guests.owes_get &= ~bit_of(domain);
    for ( unsigned int vcpu = 0; vcpu < vcpus; vcpu++ )
        fetch(domain, vcpu);
}

/* As often as it takes, if it is given back ever. */
static void reclaim(unsigned int domain, uint64_t handle)
{
    for ( unsigned int i = 0; i < PATIENCE; i++ )
    {
        uint64_t x[18] = {FFA_FID32(MEM_RECLAIM), (uint32_t)handle,
                          handle >> 32};

        if ( !guest_call18(domain, 0, x) || (int32_t)x[2] != FFA_DENIED )
            return;
    }
}

void guest_leave(unsigned int domain)
{
    const uint64_t unmap[8] = {FFA_FID32(RXTX_UNMAP), FFA_ID_OF_DOMAIN(domain)
                                                          << 16};
    uint64_t handle;

    for ( unsigned int nth = 1;
          (handle = buffers_handle(domain, PROGRAM_HANDLE(domain, nth)));
          nth++ )
        reclaim(domain, handle);
    guest_call(domain, 0, unmap);
}
