/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Notifications of VMs: what is pending for them, and how they are told.
 *
 * The SPMC keeps the bitmaps of what SPs and itself have set. Of these the
 * mediator keeps that the SPMC has announced something which the VM is yet to
 * fetch, and for whom. What VMs and the hypervisor have set it keeps itself.
 */
#ifndef FFA_NOTIF_H
#define FFA_NOTIF_H

#include <xen/list.h>
#include <xen/spinlock.h>
#include <xen/time.h>
#include <xen/types.h>

struct ffa_ctx;
struct ffa_lists;
struct ffa_parse;

#define FFA_NOTIFICATIONS 64

/* Who may fetch it: the VM, on whichever vCPU, or one vCPU of it. */
struct ffa_notif_target
{
    uint64_t from_vms;
    uint8_t pending; /* FFA_GET_FROM_*: bitmaps that may have bits set      */
    bool reportable; /* by the guest's next INFO_GET                        */
    bool stranded;   /* no vCPU for it was online for the NPI               */
};

/* A VM's. Protected by ffa_notif_lock, as are its targets. */
struct ffa_notif
{
    struct list_head open_link; /* while announcements are taken            */
    struct list_head owed_link; /* while an NPI is owed                     */
    s_time_t npi_due;           /* when to look again                       */
    s_time_t npi_delay;         /* the wait after that                      */
    unsigned int announced;     /* counts announcements                     */
    unsigned int nr_pending;    /* targets that have something pending      */
    bool open;                  /* announcements are taken                  */
    bool npi_owed;              /* on the list                              */
    bool stranded;              /* an NPI or SRI found no vCPU online       */
    bool sps_wait;              /* for cycles; the primary scheduler's only */

    /* Notifications from VMs: to whom each is bound, if at all. */
    struct ffa_ctx *sender[FFA_NOTIFICATIONS];
    uint64_t bound; /* those that are                                       */
    uint64_t per_vcpu;
};

/* A GET: what is asked for, and what comes of it. */
struct ffa_notif_get
{
    unsigned int vcpu;
    unsigned int flags; /* FFA_GET_FROM_*                                   */
    uint64_t from_vms;
    uint32_t framework; /* the hypervisor's                                 */

    /* For ffa_notif.c alone. */
    unsigned int announced;
    bool owed;
    struct
    {
        uint8_t pending;
        bool reportable;
    } taken[2]; /* from the VM as a whole, and from the vCPU              */
};

/* The firmware serves notifications and the SRI is listened to. */
extern bool ffa_notif_enabled;
/* Guests have SET; towards SPs. */
extern bool ffa_notif_set_enabled;
extern bool ffa_notif_firmware_set;

extern spinlock_t ffa_notif_lock;

/* ffa_notif.c: what a VM has pending. */
void ffa_notif_init(void);
void ffa_notif_open(struct ffa_ctx *ctx);
void ffa_notif_close(struct ffa_ctx *ctx);
void ffa_notif_announce(uint16_t vm_id, const struct ffa_parse *list);
void ffa_notif_get_begin(struct ffa_ctx *ctx, struct ffa_notif_get *get);
void ffa_notif_get_end(struct ffa_ctx *ctx, struct ffa_notif_get *get,
                       bool refused);
void ffa_notif_report(struct ffa_ctx *ctx, struct ffa_lists *lists);
/* The hypervisor has put a message into the VM's RX buffer. */
void ffa_notif_rx_full(struct ffa_ctx *ctx);
/* SPs want cycles of the primary scheduler. */
void ffa_notif_sps_wait(struct ffa_ctx *ctx);
/* Under ffa_notif_lock: the VM, or its vCPU, is to fetch HALVES. */
void ffa_notif_mark(struct ffa_ctx *ctx, unsigned int vcpu,
                    unsigned int halves);

/* ffa_npi.c: the NPI. Under ffa_notif_lock, but for the first and the last. */
void ffa_npi_init(void);
void ffa_npi_owe(struct ffa_ctx *ctx);
void ffa_npi_settle(struct ffa_ctx *ctx);
void ffa_npi_poke(struct ffa_ctx *ctx);

/* ffa_notif_vm.c: notifications between VMs. An enum ffa_status. */
int32_t ffa_notif_vm_bind(struct ffa_ctx *ctx, uint16_t sender, uint64_t bits,
                          bool per_vcpu);
int32_t ffa_notif_vm_unbind(struct ffa_ctx *ctx, uint16_t sender,
                            uint64_t bits);
int32_t ffa_notif_vm_set(struct ffa_ctx *ctx, uint16_t receiver, uint64_t bits,
                         unsigned int vcpu);
/* Under ffa_notif_lock: CTX, bound in RECEIVER, is no more. */
void ffa_notif_vm_forget(struct ffa_ctx *receiver, const struct ffa_ctx *ctx);

/* ffa_notif_guest.c: guests' calls, see struct guest_call. */
int32_t ffa_notif_guest_bind(struct ffa_ctx *ctx, const register_t *arg,
                             register_t *result);
int32_t ffa_notif_guest_unbind(struct ffa_ctx *ctx, const register_t *arg,
                               register_t *result);
int32_t ffa_notif_guest_set(struct ffa_ctx *ctx, const register_t *arg,
                            register_t *result);
int32_t ffa_notif_guest_get(struct ffa_ctx *ctx, const register_t *arg,
                            register_t *result);
int32_t ffa_notif_guest_info_get(struct ffa_ctx *ctx, const register_t *arg,
                                 register_t *result);

/* ffa_sched.c: SPs that the primary scheduler is to give cycles. */
void ffa_sched_announce(uint16_t sp, const struct ffa_parse *list);
bool ffa_sched_is_primary(const struct ffa_ctx *ctx);
bool ffa_sched_any(void);
void ffa_sched_report(struct ffa_lists *lists);

/* ffa_sri.c: the schedule receiver interrupt. 0 or a negative errno. */
int ffa_sri_init(void);

#endif /* FFA_NOTIF_H */
