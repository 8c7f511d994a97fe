/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Memory that VMs share with SPs.
 *
 * A page that is shared has a reference of the mediator until the SPMC has
 * given the share back: whatever becomes of the VM, nobody else gets the page.
 */
#ifndef FFA_SHM_H
#define FFA_SHM_H

#include <xen/list.h>
#include <xen/mm.h>
#include <xen/spinlock.h>
#include <xen/types.h>

struct ffa_ctx;
struct ffa_undo;

/* Limits: shares of a VM, and pages and receivers of a share. */
#define FFA_SHM_MAX_SHARES    32U
#define FFA_SHM_MAX_PAGES     256U
#define FFA_SHM_MAX_RECEIVERS 4U

/* Shared pages of a VM are found by their address. */
#define FFA_SHM_BUCKETS 64U

struct ffa_shm_page
{
    struct page_info *page;
    struct ffa_shm_page *next; /* in its bucket, once claimed              */
};

/* A share, from before the SPMC hears of it until it has given it back. */
struct ffa_shm
{
    struct list_head link;      /* of the VM's, or of a struct ffa_undo     */
    struct list_head live_link; /* while the SPMC has its handle            */
    struct ffa_ctx *ctx;        /* NULL: the VM is being forgotten          */
    uint64_t handle;
    unsigned int nr_pages; /* there is a reference on                       */
    unsigned int tries;    /* to give it back, that failed for good         */
    bool claimed;          /* the pages are in the VM's buckets             */
    bool lost; /* the SPMC may have the pages, under no handle we know      */
    struct ffa_shm_page pages[];
};

/* A VM's shares, in its context. */
struct ffa_shm_vm
{
    spinlock_t lock; /* protects the others                                 */
    struct list_head shares;
    unsigned int nr; /* of shares, with those under way                     */
    struct ffa_shm_page *claimed[FFA_SHM_BUCKETS];
};

/* A guest's descriptor, read once and checked. */
struct ffa_shm_request
{
    uint64_t tag;
    struct
    {
        uint64_t impdef[2];
        uint16_t id;
        uint8_t permissions;
    } receiver[FFA_SHM_MAX_RECEIVERS];
    unsigned int nr_receivers;
    unsigned int nr_pages;
    unsigned int nr_ranges;
    unsigned int ranges; /* offset of the first                             */
};

/* The SPMC takes shares. */
extern bool ffa_shm_enabled;

/* ffa_shm.c: guests' calls, see struct guest_call, and the life of shares. */
void ffa_shm_init(void);
void ffa_shm_vm_init(struct ffa_ctx *ctx);
int32_t ffa_shm_guest_share(struct ffa_ctx *ctx, const register_t *arg,
                            register_t *result);
int32_t ffa_shm_guest_reclaim(struct ffa_ctx *ctx, const register_t *arg,
                              register_t *result);
/* The VM's shares become UNDO's, which is to give them back. */
void ffa_shm_retire(struct ffa_ctx *ctx, struct ffa_undo *undo);
/* Give back some of UNDO's. True: none is left that could be. */
bool ffa_shm_undo(struct ffa_undo *undo);

/* ffa_shm_live.c: the handles that the SPMC has given, of all VMs. */
void ffa_shm_live_init(void);
/* False: somebody has this handle. */
bool ffa_shm_live_add(struct ffa_shm *shm);
void ffa_shm_live_remove(struct ffa_shm *shm);

/*
 * ffa_shm_read.c: the descriptor of LENGTH bytes in BUFFER, which the guest may
 * write to meanwhile. An enum ffa_status.
 */
int32_t ffa_shm_read(struct ffa_ctx *ctx, const void *buffer,
                     unsigned int length, struct ffa_shm_request *request);
/* Take references on the pages. On failure those in SHM are to be put, too. */
int32_t ffa_shm_read_pages(struct ffa_ctx *ctx, const void *buffer,
                           const struct ffa_shm_request *request,
                           struct ffa_shm *shm);

/* ffa_shm_send.c: share, and reclaim, towards the SPMC. An enum ffa_status. */
bool ffa_shm_send_init(void);
int32_t ffa_shm_send(uint16_t sender, const struct ffa_shm_request *request,
                     struct ffa_shm *shm);
int32_t ffa_shm_send_reclaim(uint64_t handle, uint32_t flags);

#endif /* FFA_SHM_H */
