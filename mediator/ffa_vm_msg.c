/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Framework messages that tell SPs of VMs: VM_CREATED and VM_DESTROYED.
 */
#include <xen/lib.h>

#include "ffa_private.h"

/* SPs are bits of a uint64_t elsewhere. */
#define MAX_SPS 64U

/* How often an SP may put us off, and be interrupted, before we give up. */
#define MAX_TRIES 8U
#define MAX_RUNS  32U

static struct
{
    uint16_t id;
    bool created;
    bool destroyed;
} sps[MAX_SPS] __ro_after_init;
static unsigned int nr_sps __ro_after_init;

/* Probe only. An SP with several UUIDs comes once for each. False: too many. */
bool ffa_vm_msg_add(uint16_t sp, bool created, bool destroyed)
{
    unsigned int i;

    if ( !created && !destroyed )
        return true;

    for ( i = 0; i < nr_sps && sps[i].id != sp; i++ )
        ;
    if ( i == MAX_SPS )
        return false;
    if ( i == nr_sps )
        nr_sps++;

    sps[i].id = sp;
    sps[i].created |= created;
    sps[i].destroyed |= destroyed;
    return true;
}

/* The status in the SP's response, or why it is none. */
static int32_t response_status(const struct arm_smccc_1_2_regs *regs,
                               uint16_t sp, uint32_t message)
{
    int32_t status = regs->a3;

    if ( (uint32_t)regs->a0 != FFA_MSG_SEND_DIRECT_RESP_32 )
    {
        status = ffa_smc_status(regs);
        return status ? status : FFA_ABORTED;
    }

    if ( (uint32_t)regs->a1 != FFA_ENDPOINTS(sp, FFA_ID_HYPERVISOR) ||
         (uint32_t)regs->a2 != message + 1 )
        return FFA_ABORTED;

    return status <= FFA_OK && status >= FFA_NO_DATA ? status : FFA_ABORTED;
}

/* The SP has the message, but lost the CPU before it could respond. */
static bool lost_cpu(const struct arm_smccc_1_2_regs *regs, uint16_t sp)
{
    uint32_t w0 = regs->a0;

    return (w0 == FFA_INTERRUPT || w0 == FFA_YIELD) &&
           FFA_SENDER_OF(regs->a1) == sp;
}

/*
 * One request. An SP that lost the CPU must be given it back, as it takes no
 * other request before it has responded. *UNFINISHED: it never did.
 */
static int32_t send_once(uint16_t sp, uint32_t message, uint16_t vm_id,
                         bool *unfinished)
{
    struct arm_smccc_1_2_regs regs = {
        .a0 = FFA_MSG_SEND_DIRECT_REQ_32,
        .a1 = FFA_ENDPOINTS(FFA_ID_HYPERVISOR, sp),
        .a2 = message,
        .a5 = vm_id,
    };
    unsigned int runs = 0;
    uint32_t target = 0;

    *unfinished = false;
    for ( ;; )
    {
        arm_smccc_1_2_smc(&regs, &regs);

        if ( (uint32_t)regs.a0 == FFA_MSG_SEND_DIRECT_RESP_32 )
            *unfinished = false;
        else if ( lost_cpu(&regs, sp) )
        {
            *unfinished = true;
            target = regs.a1;
        }

        if ( !*unfinished || !ffa_smc_transient(ffa_smc_status(&regs)) ||
             runs++ == MAX_RUNS )
            return response_status(&regs, sp, message);

        regs = (struct arm_smccc_1_2_regs){.a0 = FFA_RUN, .a1 = target};
    }
}

static int32_t send(unsigned int i, uint32_t message, uint16_t vm_id,
                    bool *unfinished)
{
    unsigned int tries = 0;
    struct ffa_request request;
    int32_t status;

    /* Nobody else runs the SP while it is at this. */
    *unfinished = false;
    if ( !ffa_request_own(&request, FFA_MSG_SEND_DIRECT_REQ_32, sps[i].id) )
        return FFA_BUSY;
    do
    {
        status = send_once(sps[i].id, message, vm_id, unfinished);
    } while ( !*unfinished && ffa_smc_transient(status) &&
              ++tries < MAX_TRIES );
    ffa_request_end(&request);

    if ( status && printk_ratelimit() )
        printk(XENLOG_WARNING "FF-A: SP %#x, message %#x of VM %u: error %d\n",
               sps[i].id, message, vm_id, status);
    return status;
}

/*
 * Tell every SP that wants to know. *TO_TELL: those that are to be told when
 * the VM is gone, also on failure.
 */
int32_t ffa_vm_msg_created(uint16_t vm_id, uint64_t *to_tell)
{
    uint64_t accepted = 0, others = 0;
    int32_t status = FFA_OK;
    bool unfinished;

    for ( unsigned int i = 0; i < nr_sps && !status; i++ )
    {
        if ( !sps[i].created )
        {
            others |= BIT(i, ULL);
            continue;
        }

        /* Who has not responded may yet accept. */
        status = send(i, FFA_MSG_VM_CREATED, vm_id, &unfinished);
        if ( (!status || unfinished) && sps[i].destroyed )
            accepted |= BIT(i, ULL);
    }

    /* To those that only hear of the end, a VM that never was is no news. */
    *to_tell = status ? accepted : accepted | others;
    return status;
}

/*
 * Tell the SPs in *TO_TELL. True: all were told, or will not listen ever. The
 * others are left in *TO_TELL.
 */
bool ffa_vm_msg_destroyed(uint16_t vm_id, uint64_t *to_tell)
{
    bool unfinished;

    for ( unsigned int i = 0; i < nr_sps; i++ )
        if ( (*to_tell & BIT(i, ULL)) &&
             !ffa_smc_transient(
                 send(i, FFA_MSG_VM_DESTROYED, vm_id, &unfinished)) )
            *to_tell &= ~BIT(i, ULL);

    return !*to_tell;
}
