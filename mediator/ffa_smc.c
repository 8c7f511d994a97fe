/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Calls to the SPMC and the meaning of its replies.
 */
#include <xen/errno.h>
#include <xen/lib.h>

#include "ffa_private.h"

uint32_t ffa_smc_version __ro_after_init;

/* Function IDs and status codes are 32 bits; nothing above them counts. */
int32_t ffa_smc_status(const struct arm_smccc_1_2_regs *reply)
{
    int32_t code = reply->a2;

    switch ( (uint32_t)reply->a0 )
    {
    case FFA_SUCCESS_32:
    case FFA_SUCCESS_64:
        return FFA_OK;

    case FFA_ERROR:
        /* An error is an error, even one that names no code or none of ours. */
        return code < FFA_OK && code >= FFA_NO_DATA ? code : FFA_ABORTED;

    case FFA_INTERRUPT:
    case FFA_YIELD:
        return FFA_INTERRUPTED;

    default:
        return FFA_ABORTED;
    }
}

int32_t ffa_smc_call(struct arm_smccc_1_2_regs *regs)
{
    arm_smccc_1_2_smc(regs, regs);

    return ffa_smc_status(regs);
}

int32_t ffa_smc_simple(uint32_t fid, uint32_t w1, uint32_t w2, uint32_t w3,
                       uint32_t w4)
{
    struct arm_smccc_1_2_regs regs = {
        .a0 = fid,
        .a1 = w1,
        .a2 = w2,
        .a3 = w3,
        .a4 = w4,
    };

    return ffa_smc_call(&regs);
}

bool ffa_smc_features(uint32_t id, uint32_t *w2)
{
    struct arm_smccc_1_2_regs regs = {.a0 = FFA_FEATURES, .a1 = id};

    if ( ffa_smc_call(&regs) )
        return false;

    if ( w2 )
        *w2 = regs.a2;
    return true;
}

/* May the same call succeed when it is made again? */
bool ffa_smc_transient(int32_t status)
{
    return status == FFA_BUSY || status == FFA_INTERRUPTED ||
           status == FFA_RETRY;
}

int ffa_smc_errno(int32_t status)
{
    switch ( status )
    {
    case FFA_OK:
        return 0;
    case FFA_NOT_SUPPORTED:
        return -ENODEV;
    case FFA_INVALID_PARAMETERS:
        return -EINVAL;
    case FFA_NO_MEMORY:
        return -ENOMEM;
    case FFA_BUSY:
    case FFA_INTERRUPTED:
    case FFA_RETRY:
        return -EBUSY;
    default:
        return -EIO;
    }
}

/*
 * Settle on a version with the SPMC: the newest that both know, from 1.1 on.
 * One that does not know the version asked for names an older one, which it
 * is then asked for, or just refuses.
 */
bool ffa_smc_negotiate(void)
{
    uint32_t version = FFA_VERSION_1_2;

    for ( ;; )
    {
        struct arm_smccc_1_2_regs regs = {.a0 = FFA_VERSION, .a1 = version};
        uint32_t reply;

        arm_smccc_1_2_smc(&regs, &regs);
        reply = regs.a0;

        if ( reply == (uint32_t)FFA_NOT_SUPPORTED )
            reply = version - 1;
        else if ( FFA_VERSION_MAJOR_OF(reply) != FFA_VERSION_MAJOR )
            return false;
        else if ( reply >= version )
        {
            printk(XENLOG_INFO "FF-A: firmware is %u.%u, using %u.%u\n",
                   FFA_VERSION_MAJOR_OF(reply), FFA_VERSION_MINOR_OF(reply),
                   FFA_VERSION_MAJOR_OF(version),
                   FFA_VERSION_MINOR_OF(version));
            ffa_smc_version = version;
            return true;
        }

        if ( reply < FFA_VERSION_1_1 )
            return false;
        version = reply;
    }
}
