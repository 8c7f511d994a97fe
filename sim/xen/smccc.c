/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Secure calls: the hypervisor's own, through the SPMC's door, and those of
 * guests, on their way to the mediator.
 */
#include "bug.h"
#include "machine.h"
#include "sched.h"
#include "run-state.h"
#include "spmc.h"

#include "domains.h"

#include <xen/sched.h>
#include <asm/smccc.h>
#include <asm/tee/ffa.h>
#include <asm/tee/tee.h>

#define NR_REGS 18u

/* Function identifiers below this are the first PSCI's, whatever they say. */
#define LEGACY_PSCI 0x01010000u
#define PSCI_LAST   0x1fu /* function numbers of later ones                */

uint32_t smccc_ver;
STATE(smccc_ver);

void smccc_reset(void)
{
    smccc_ver = ARM_SMCCC_VERSION_1_2;
}

_Static_assert(sizeof(struct arm_smccc_1_2_regs) == NR_REGS * 8,
               "x0 .. x17 are an array");
_Static_assert(NR_REGS == SPMC_REGS, "x0 .. x17");

void(arm_smccc_1_2_smc)(const struct arm_smccc_1_2_regs *args,
                        struct arm_smccc_1_2_regs *res)
{
    FACADE_POINT_STATED();
    sched_count_smc();
    access_check(args, sizeof(*args), false);
    access_check(res, sizeof(*res), true);
    spmc_call((const uint64_t *)(const void *)args, (uint64_t *)(void *)res);
    facade_point_stated();
}

/* Is FID one of those that the trap hands to the mediator? */
static bool is_for_tee(uint32_t fid, bool bits32)
{
    uint32_t owner = smccc_get_owner(fid);

    if ( bits32 && smccc_is_conv_64(fid) )
        return false;
    if ( fid < LEGACY_PSCI )
        return false;
    if ( owner == ARM_SMCCC_OWNER_STANDARD )
        return smccc_get_fn(fid) > PSCI_LAST && is_ffa_fid(fid);
    return owner >= ARM_SMCCC_OWNER_TRUSTED_APP &&
           owner <= ARM_SMCCC_OWNER_TRUSTED_OS_END;
}

static void note_return(unsigned int domid, unsigned int vcpu,
                        const uint64_t before[NR_REGS],
                        const uint64_t regs[NR_REGS])
{
    uint64_t any = 0;
    uint32_t changed = 0;

    for ( unsigned int i = 8; i < NR_REGS; i++ )
        if ( regs[i] != before[i] )
        {
            any |= regs[i];
            changed |= 1u << i;
        }
    if ( changed )
        machine_note(EV_RETURN_HIGH, 0, domid, vcpu, any, changed);
    machine_note(EV_RETURN, 0, domid, vcpu, regs[0], regs[1], regs[2], regs[3],
                 regs[4], regs[5], regs[6], regs[7]);
}

static void call_mediator(unsigned int domid, unsigned int vcpu,
                          uint64_t regs[NR_REGS])
{
    struct cpu_user_regs *frame = regs_enter(regs);
    uint64_t before[NR_REGS];

    for ( unsigned int i = 0; i < NR_REGS; i++ )
        before[i] = regs[i];
    machine_note(EV_CALL, 0, domid, vcpu, regs[0], regs[1], regs[2], regs[3],
                 regs[4], regs[5], regs[6], regs[7]);
    if ( !tee_handle_call(frame) )
        frame->x0 = (uint64_t)ARM_SMCCC_ERR_UNKNOWN_FUNCTION;
    regs_return(regs);
    note_return(domid, vcpu, before, regs);
}

void hypervisor_guest_call(unsigned int domid, unsigned int vcpu,
                           uint64_t regs[18])
{
    const struct vcpu *v = current;
    bool bits32 = is_32bit_domain(v->domain);

    SIM_BUG_ON(v->domain->domain_id != domid);
    SIM_BUG_ON(v->vcpu_id != vcpu);
    boot_is_over();
    for ( unsigned int i = 0; bits32 && i < NR_REGS; i++ )
        regs[i] = (uint32_t)regs[i];
    if ( is_for_tee((uint32_t)regs[0], bits32) )
    {
        call_mediator(domid, vcpu, regs);
        return;
    }
    machine_note(EV_CALL_UNKNOWN, 0, domid, vcpu, regs[0]);
    regs[0] = (uint64_t)ARM_SMCCC_ERR_UNKNOWN_FUNCTION;
}
