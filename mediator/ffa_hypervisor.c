/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The hypervisor as a receiver of notifications. Unless something in it asks
 * for them, the SPMC keeps no bitmap for it and there is nothing to fetch.
 */
#include "ffa_hypervisor.h"

#include <xen/errno.h>
#include <xen/lib.h>

#include "ffa_private.h"

/* Any CPU may fetch: nothing is bound to one. */
#define CONTEXTS 1

static ffa_hypervisor_receiver_t *hypervisor_receiver;
static DEFINE_SPINLOCK(hypervisor_lock);
static bool claimed; /* by whoever makes the bitmap: by hypervisor_lock     */

static bool claim(bool wanted)
{
    bool done;

    spin_lock(&hypervisor_lock);
    done = claimed != wanted;
    claimed = wanted;
    spin_unlock(&hypervisor_lock);

    return done;
}

int ffa_hypervisor_receive(ffa_hypervisor_receiver_t *receiver)
{
    int rc;

    if ( !ffa_notif_enabled )
        return -ENODEV;
    if ( !claim(true) )
        return -EBUSY;

    rc = ffa_smc_errno(ffa_smc_simple(FFA_NOTIFICATION_BITMAP_CREATE,
                                      FFA_ID_HYPERVISOR, CONTEXTS, 0, 0));
    if ( rc )
        claim(false);
    else
        ACCESS_ONCE(hypervisor_receiver) = receiver;
    return rc;
}

static int change_binding(uint32_t fid, uint16_t sp, uint64_t bits)
{
    return ffa_smc_errno(ffa_smc_simple(
        fid, FFA_ENDPOINTS(sp, FFA_ID_HYPERVISOR), 0, bits, bits >> 32));
}

int ffa_hypervisor_bind(uint16_t sp, uint64_t bits)
{
    return change_binding(FFA_NOTIFICATION_BIND, sp, bits);
}

int ffa_hypervisor_unbind(uint16_t sp, uint64_t bits)
{
    return change_binding(FFA_NOTIFICATION_UNBIND, sp, bits);
}

void ffa_hypervisor_announced(void)
{
    ffa_hypervisor_receiver_t *receiver = ACCESS_ONCE(hypervisor_receiver);
    struct arm_smccc_1_2_regs regs = {
        .a0 = FFA_NOTIFICATION_GET,
        .a1 = FFA_ID_HYPERVISOR,
        .a2 = FFA_GET_FROM_SPS | FFA_GET_FROM_SPM,
    };
    uint64_t from_sps;
    int32_t status;

    if ( !receiver )
        return;

    status = ffa_smc_call(&regs);
    if ( status && printk_ratelimit() )
        printk(XENLOG_WARNING
               "FF-A: notifications for the hypervisor: error %d\n",
               status);
    if ( status )
        return;

    from_sps = (uint32_t)regs.a2 | (uint64_t)(uint32_t)regs.a3 << 32;
    if ( from_sps || (uint32_t)regs.a6 )
        receiver(from_sps, regs.a6);
}
