/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the files of the FF-A mediator share.
 *
 * Locks: ctx->version_lock, ctx->rxtx.lock, ctx->shm.lock, undo_lock
 * (ffa_undo.c), ffa_notif_lock, sched_lock (ffa_sched.c), hypervisor_lock
 * (ffa_hypervisor.c), vms_lock (ffa_vms.c), requests_lock (ffa_request.c),
 * live_lock (ffa_shm_live.c), tx_lock (ffa_rxtx.c). The one order of them is
 * that none is taken while another is held; none is taken in interrupt context,
 * and none but tx_lock is held over an SMC. Under ffa_notif_lock the
 * hypervisor's vGIC, scheduler and timer locks are taken, under undo_lock its
 * timer locks.
 *
 * Lifetimes: a context lives from domain_init to free_domain_ctx, that is as
 * long as any RCU read section that can find its domain. The secure world
 * knows of the VM from domain_init to domain_teardown, or longer if it does
 * not let go of it (struct ffa_undo).
 */
#ifndef FFA_PRIVATE_H
#define FFA_PRIVATE_H

#include <xen/list.h>
#include <xen/sched.h>
#include <xen/spinlock.h>
#include <xen/time.h>
#include <xen/types.h>

#include <asm/smccc.h>

#include "ffa_abi.h"
#include "ffa_lists.h"
#include "ffa_msg.h"
#include "ffa_notif.h"
#include "ffa_shm.h"
#include "ffa_partinfo.h"
#include "ffa_rxtx.h"

/* Domain N is endpoint N + 1: 0 is the hypervisor. */
#define FFA_VM_ID_MAX DOMID_FIRST_RESERVED

/* What the secure world was told of a VM and must be told to forget. */
struct ffa_undo
{
    struct list_head link;   /* while it waits                              */
    struct list_head shares; /* to be given back: struct ffa_shm            */
    uint64_t sps; /* indices of the SPs that VM_DESTROYED goes to           */
    unsigned int nr_vcpus;
    uint16_t vm_id;
    uint16_t bound_to[FFA_NOTIFICATIONS]; /* SPs; by ffa_notif_lock         */
    struct ffa_requests requests; /* that it has left open                  */
    struct ffa_pair pair; /* its RX/TX buffers, which the SPMC may have    */
    uint8_t pair_tries;
    uint8_t bitmap_tries;
    bool bitmap; /* the SPMC has a notification bitmap                      */
    bool busy;   /* somebody is at it: not to be touched                    */
};

/* A domain's, in d->arch.tee. */
struct ffa_ctx
{
    struct domain *d;
    struct ffa_undo *undo; /* NULL once the secure world was told           */
    struct ffa_notif notif;
    struct ffa_shm_vm shm;
    struct ffa_requests requests;
    struct ffa_rxtx rxtx;
    struct ffa_vm vm;
    spinlock_t version_lock;
    uint32_t negotiated; /* by the last good FFA_VERSION; 0: none           */
    uint32_t version;    /* in force, for good; 0: not yet used             */
    uint16_t vm_id;

    /* The VM as a whole, then its vCPUs: see ffa_target(). */
    struct ffa_notif_target target[];
};

/* VCPU, which the VM has, or FFA_VCPU_ANY. */
static inline struct ffa_notif_target *ffa_target(struct ffa_ctx *ctx,
                                                  unsigned int vcpu)
{
    return &ctx->target[vcpu == FFA_VCPU_ANY ? 0 : 1 + vcpu];
}

/* ffa_smc.c: calls to the SPMC, in the version that was settled on. */
extern uint32_t ffa_smc_version;
bool ffa_smc_negotiate(void);
int32_t ffa_smc_status(const struct arm_smccc_1_2_regs *reply);
/* Call with, and reply in, REGS. An enum ffa_status, never another number. */
int32_t ffa_smc_call(struct arm_smccc_1_2_regs *regs);
int32_t ffa_smc_simple(uint32_t fid, uint32_t w1, uint32_t w2, uint32_t w3,
                       uint32_t w4);
/* FFA_FEATURES of a function or feature; W2 may be NULL. */
bool ffa_smc_features(uint32_t id, uint32_t *w2);
bool ffa_smc_transient(int32_t status);
int ffa_smc_errno(int32_t status);

/* ffa_vm_msg.c: VM_CREATED and VM_DESTROYED. */
bool ffa_vm_msg_add(uint16_t sp, bool created, bool destroyed);
int32_t ffa_vm_msg_created(uint16_t vm_id, uint64_t *to_tell);
bool ffa_vm_msg_destroyed(uint16_t vm_id, uint64_t *to_tell);

/* ffa_undo.c: telling the secure world to forget a VM. */
void ffa_undo_init(void);
void ffa_undo_begin(struct ffa_undo *undo);
void ffa_undo_later(struct ffa_undo *undo);
int ffa_undo_finish(uint16_t vm_id);

/* ffa_domain.c: hooks of the hypervisor; and the last to use a dying VM. */
int ffa_domain_init(struct domain *d);
int ffa_domain_teardown(struct domain *d);
void ffa_domain_free_ctx(struct domain *d);
int ffa_domain_relinquish(struct domain *d);
void ffa_domain_leave(struct ffa_ctx *ctx);

#endif /* FFA_PRIVATE_H */
