/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A mediator that takes its interrupt in a handler and does the work in a
 * tasklet.
 *
 * FF-A 1.2 for guests: notifications from and to SPs, between VMs with
 * CONFIG_FFA_VM_TO_VM, RX/TX buffers and the partitions there are. SPs that
 * want to hear of VMs are told, and told again until they have listened.
 *
 * Locks, the outer ones first: ffa_ctx_lock, ctx->lock, the lock of what is
 * owed. The lock of farewells is taken with none of these held.
 */
#ifndef FFA_PRIVATE_H
#define FFA_PRIVATE_H

#include <xen/bitmap.h>
#include <xen/const.h>
#include <xen/list.h>
#include <xen/mm.h>
#include <xen/sched.h>
#include <xen/sizes.h>
#include <xen/spinlock.h>
#include <xen/time.h>
#include <xen/types.h>

#include <asm/smccc.h>
#include <asm/tee/ffa.h>

#define FFA_FID_32(nr) (0x84000000U | (nr))
#define FFA_FID_64(nr) (0xC4000000U | (nr))

enum ffa_fid
{
    FFA_ERROR = FFA_FID_32(0x60),
    FFA_SUCCESS_32 = FFA_FID_32(0x61),
    FFA_SUCCESS_64 = FFA_FID_64(0x61),
    FFA_INTERRUPT = FFA_FID_32(0x62),
    FFA_VERSION = FFA_FID_32(0x63),
    FFA_FEATURES = FFA_FID_32(0x64),
    FFA_RX_RELEASE = FFA_FID_32(0x65),
    FFA_RXTX_MAP_32 = FFA_FID_32(0x66),
    FFA_RXTX_MAP_64 = FFA_FID_64(0x66),
    FFA_RXTX_UNMAP = FFA_FID_32(0x67),
    FFA_PARTITION_INFO_GET = FFA_FID_32(0x68),
    FFA_ID_GET = FFA_FID_32(0x69),
    FFA_YIELD = FFA_FID_32(0x6C),
    FFA_RUN = FFA_FID_32(0x6D),
    FFA_DIRECT_REQ = FFA_FID_32(0x6F),
    FFA_DIRECT_RESP = FFA_FID_32(0x70),
    FFA_BITMAP_CREATE = FFA_FID_32(0x7D),
    FFA_BITMAP_DESTROY = FFA_FID_32(0x7E),
    FFA_BIND = FFA_FID_32(0x7F),
    FFA_UNBIND = FFA_FID_32(0x80),
    FFA_SET = FFA_FID_32(0x81),
    FFA_GET = FFA_FID_32(0x82),
    FFA_INFO_GET_32 = FFA_FID_32(0x83),
    FFA_INFO_GET_64 = FFA_FID_64(0x83),
};

enum ffa_status
{
    FFA_OK = 0,
    FFA_NOT_SUPPORTED = -1,
    FFA_INVALID_PARAMETERS = -2,
    FFA_NO_MEMORY = -3,
    FFA_BUSY = -4,
    FFA_INTERRUPTED = -5,
    FFA_DENIED = -6,
    FFA_RETRY = -7,
    FFA_ABORTED = -8,
    FFA_NO_DATA = -9,
};

#define FFA_VERSION_OF(major, minor) ((major) << 16 | (minor))
#define FFA_MY_VERSION               FFA_VERSION_OF(1U, 2U)
#define FFA_VERSION_INVALID          BIT(31, U)

#define FFA_ID_SECURE                BIT(15, U)
#define FFA_SENDER(ids)              ((uint32_t)(ids) >> 16)
#define FFA_RECEIVER(ids)            ((ids)&GENMASK(15, 0))

#define FFA_GET_SP                   BIT(0, U)
#define FFA_GET_VM                   BIT(1, U)
#define FFA_GET_SPM                  BIT(2, U)
#define FFA_GET_HYP                  BIT(3, U)
#define FFA_GET_ALL                  (FFA_GET_SP | FFA_GET_VM | FFA_GET_SPM | FFA_GET_HYP)

#define FFA_SET_PER_VCPU             BIT(0, U)

#define FFA_PROP_VM_CREATED          BIT(6, U)
#define FFA_PROP_VM_DESTROYED        BIT(7, U)

#define FFA_PAGE_SIZE                SZ_4K
#define FFA_MAX_SPS                  64
#define FFA_NOTIFICATIONS            64

/* A guest's buffers: one page each, by a reference and a mapping. */
struct ffa_buffers
{
    struct page_info *rx_page, *tx_page; /* NULL: there are none           */
    void *rx;
    const void *tx;
    bool rx_is_free; /* the guest has released it                          */
};

/* Whom an SP still believes to be there. */
struct ffa_farewell
{
    struct list_head list;
    uint16_t vm;
    DECLARE_BITMAP(sps, FFA_MAX_SPS); /* by index                          */
};

struct ffa_ctx
{
    struct list_head list; /* of ffa_ctx_list                              */
    struct list_head owed; /* while an NPI may not have arrived            */
    struct domain *d;
    struct ffa_farewell *farewell; /* NULL: said, or on its way            */
    uint16_t id;
    unsigned int vcpus;
    unsigned int restarts; /* of the teardown                              */
    bool in_service;       /* domain_init() is through, teardown is not    */
    bool has_bitmap;
    uint16_t
        sp_bound[64]; /* which SP may set it; 0: none. So does the SPMC   */

    uint32_t pending; /* FFA_GET_...: what may be there; under owed_lock   */
    bool unreported;  /* INFO_GET has not told of it; a latch              */

    spinlock_t lock;  /* of all that follows                                */
    uint32_t version; /* 0: not negotiated                                 */
    bool version_used;
    struct ffa_buffers buffers;
#ifdef CONFIG_FFA_VM_TO_VM
    uint64_t vm_pending;
    uint16_t bound_to[FFA_NOTIFICATIONS]; /* 0: nobody                     */
#endif
};

#ifdef CONFIG_FFA_VM_TO_VM
/* Every VM in service. */
extern struct list_head ffa_ctx_list;
extern rwlock_t ffa_ctx_lock;
#endif

struct ffa_reply
{
    uint32_t fid;  /* 0: by the status                                      */
    uint64_t w[6]; /* w2 .. w7                                             */
};

/* ffa.c */
int32_t ffa_smc(struct arm_smccc_1_2_regs *regs);
int32_t ffa_simple_call(uint32_t fid, register_t a1, register_t a2,
                        register_t a3, register_t a4);
bool ffa_feature(uint32_t id, uint32_t *w2);

/* ffa_spmc.c: our own buffers, and what we know of SPs. */
void ffa_spmc_init(void);
int ffa_tell_created(struct ffa_ctx *ctx);
void ffa_tell_destroyed(struct ffa_ctx *ctx);
uint32_t ffa_partition_count(void);
uint32_t ffa_partition_write(void *to, uint32_t version);

/* ffa_rxtx.c: guests' buffers. */
int32_t ffa_rxtx_map(struct ffa_ctx *ctx, const register_t *x);
int32_t ffa_rxtx_unmap(struct ffa_ctx *ctx);
int32_t ffa_rx_release(struct ffa_ctx *ctx);
int32_t ffa_partition_info_get(struct ffa_ctx *ctx, const register_t *x,
                               struct ffa_reply *reply);

/* ffa_sri.c: the interrupt, the tasklet and NPIs. */
extern bool ffa_notif_on;
void ffa_npi_init(void);
void ffa_sri_init(void);
void ffa_sri_init_secondary(void);
/* There may be something in WHAT, FFA_GET_...: the guest is told. */
void ffa_announce(struct ffa_ctx *ctx, uint32_t what);
/* The guest is about to look into WHAT: what of it was announced. */
uint32_t ffa_withdraw(struct ffa_ctx *ctx, uint32_t what);

/* ffa_notif.c: guests' notification calls. */
int32_t ffa_notif_create(struct ffa_ctx *ctx);
/* -ERESTART: not yet. */
int ffa_notif_destroy(struct ffa_ctx *ctx);
int32_t ffa_bind(struct ffa_ctx *ctx, uint32_t fid, const register_t *x);
int32_t ffa_set(struct ffa_ctx *ctx, const register_t *x);
int32_t ffa_get(struct ffa_ctx *ctx, const register_t *x,
                struct ffa_reply *reply);
int32_t ffa_info_get(struct ffa_ctx *ctx, uint32_t fid,
                     struct ffa_reply *reply);

/* ffa_vm.c: notifications between VMs. */
#ifdef CONFIG_FFA_VM_TO_VM
int32_t ffa_vm_bind(struct ffa_ctx *ctx, uint32_t fid, uint16_t sender,
                    uint64_t bits);
int32_t ffa_vm_set(struct ffa_ctx *ctx, uint16_t receiver, uint64_t bits);
uint64_t ffa_vm_take(struct ffa_ctx *ctx);
void ffa_vm_enter(struct ffa_ctx *ctx);
void ffa_vm_leave(struct ffa_ctx *ctx);
#else
static inline int32_t ffa_vm_bind(struct ffa_ctx *ctx, uint32_t fid,
                                  uint16_t sender, uint64_t bits)
{
    return FFA_NOT_SUPPORTED;
}

static inline int32_t ffa_vm_set(struct ffa_ctx *ctx, uint16_t receiver,
                                 uint64_t bits)
{
    return FFA_NOT_SUPPORTED;
}

static inline uint64_t ffa_vm_take(struct ffa_ctx *ctx)
{
    return 0;
}

static inline void ffa_vm_enter(struct ffa_ctx *ctx)
{
}

static inline void ffa_vm_leave(struct ffa_ctx *ctx)
{
}
#endif

#endif /* FFA_PRIVATE_H */
