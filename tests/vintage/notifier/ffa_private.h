/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A mediator of notifications that does all of its work where the interrupt is
 * taken.
 *
 * FF-A 1.1, sections 10 and 16, for guests that exchange notifications with
 * SPs. It starts itself by an initcall, installs its handler on every CPU by a
 * CPU notifier, and asks the SPMC and tells the VMs in the handler.
 */
#ifndef FFA_PRIVATE_H
#define FFA_PRIVATE_H

#include <xen/bitops.h>
#include <xen/const.h>
#include <xen/list.h>
#include <xen/sched.h>
#include <xen/spinlock.h>
#include <xen/types.h>

#include <asm/regs.h>
#include <asm/smccc.h>
#include <asm/tee/ffa.h>

/* Function identifiers. */
#define FFA_ERROR             0x84000060U
#define FFA_SUCCESS_32        0x84000061U
#define FFA_SUCCESS_64        0xC4000061U
#define FFA_INTERRUPT         0x84000062U
#define FFA_VERSION           0x84000063U
#define FFA_FEATURES          0x84000064U
#define FFA_ID_GET            0x84000069U
#define FFA_BITMAP_CREATE     0x8400007DU
#define FFA_BITMAP_DESTROY    0x8400007EU
#define FFA_NOTIF_BIND        0x8400007FU
#define FFA_NOTIF_UNBIND      0x84000080U
#define FFA_NOTIF_SET         0x84000081U
#define FFA_NOTIF_GET         0x84000082U
#define FFA_NOTIF_INFO_GET_32 0x84000083U
#define FFA_NOTIF_INFO_GET_64 0xC4000083U

/* Status codes. */
#define FFA_OK            0
#define FFA_NOT_SUPPORTED (-1)
#define FFA_INVALID       (-2)
#define FFA_BUSY          (-4)
#define FFA_INTERRUPTED   (-5)
#define FFA_DENIED        (-6)
#define FFA_RETRY         (-7)
#define FFA_ABORTED       (-8)
#define FFA_NO_DATA       (-9)

#define FFA_VERSION_1_0   0x10000U
#define FFA_VERSION_1_1   0x10001U
#define FFA_VERSION_1_2   0x10002U
#define FFA_VERSION_MBZ   BIT(31, U)

#define FFA_FEATURE_NPI   1U
#define FFA_FEATURE_SRI   2U

#define FFA_SECURE        BIT(15, U)
#define FFA_VM_ID_MAX     (DOMID_FIRST_RESERVED - 1)

/* Flags of the calls. */
#define FFA_SET_PER_VCPU BIT(0, U)
#define FFA_SET_VCPU     GENMASK(31, 16)
#define FFA_GET_SP       BIT(0, U)
#define FFA_GET_SPM      BIT(2, U)
#define FFA_GET_KNOWN    GENMASK(3, 0)

struct ffa_vm
{
    struct list_head list; /* of the VMs that can be told; empty: it is not */
    struct domain *d;      /* with a reference while it is on that list     */
    uint16_t id;
    unsigned int vcpus;
    spinlock_t lock;  /* of what the guest negotiates                */
    uint32_t version; /* 0: not yet                                  */
    bool version_is_final;
    uint32_t pending; /* FFA_GET_...: what may be there; under vms_lock     */
    bool unreported;  /* and INFO_GET has not said so; under vms_lock       */
};

/* One secure call. A status; REPLY, which may be NULL, is there on success. */
int32_t ffa_call(uint32_t fid, uint32_t w1, uint32_t w2, uint32_t w3,
                 uint32_t w4, struct arm_smccc_1_2_regs *reply);
bool ffa_has(uint32_t feature, uint32_t *value);

/* The guest's result registers. */
void ffa_reply(struct cpu_user_regs *regs, const uint64_t x[8]);
void ffa_reply_status(struct cpu_user_regs *regs, int32_t status);

extern bool ffa_notif_enabled;

/* Boot: is there an SPMC with notifications, and an SRI that can be handled? */
void ffa_sri_init(void);
void ffa_notif_init(void);

/* Ask the SPMC for whom there are notifications, and tell them. Any context. */
void ffa_notif_collect(void);

/* A VM begins and ends to be told. 0 or a negative errno. */
int ffa_notif_enter(struct ffa_vm *vm);
void ffa_notif_leave(struct ffa_vm *vm);

void ffa_notif_bind(struct cpu_user_regs *regs, const struct ffa_vm *vm,
                    uint32_t fid);
void ffa_notif_set(struct cpu_user_regs *regs, const struct ffa_vm *vm);
void ffa_notif_get(struct cpu_user_regs *regs, struct ffa_vm *vm);
void ffa_notif_info_get(struct cpu_user_regs *regs, struct ffa_vm *vm,
                        bool is_64);

#endif /* FFA_PRIVATE_H */
