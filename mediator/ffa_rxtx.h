/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * RX/TX buffers: the hypervisor's own pair, and the guests'.
 *
 * A guest's pair is two pages of its RAM: TX, from which the mediator reads,
 * and RX, into which it writes. Where the SPMC has RX_ACQUIRE it is told of the
 * pair, and an SP's message goes into RX without the mediator: then it is the
 * SPMC who knows the owner of RX, and the mediator asks it.
 *
 * The SPMC never sees a guest's TX. What it is told of instead is a page of the
 * hypervisor's, the outbox: what was checked there does not change afterwards.
 */
#ifndef FFA_RXTX_H
#define FFA_RXTX_H

#include <xen/spinlock.h>
#include <xen/types.h>

struct ffa_ctx;
struct page_info;

/* A VM's pair, or what is left of one. No pages: there is none. */
struct ffa_pair
{
    struct page_info *tx;
    struct page_info *rx;
    void *outbox; /* what the SPMC takes for TX. NULL: it was not told      */
};

struct ffa_rxtx
{
    spinlock_t lock; /* of all below                                        */
    struct ffa_pair pair;
    bool mapped;  /* the guest has the pair                                 */
    bool busy;    /* somebody maps or unmaps it: nothing else is to be done */
    bool tx_used; /* by a call of the guest                                 */
    bool closed;  /* for good                                               */
    uint8_t rx;   /* enum ffa_rx                                            */
};

/* Who has RX, as far as the mediator is concerned. */
enum ffa_rx
{
    FFA_RX_FREE,      /* nobody, or the guest: a message of an SP           */
    FFA_RX_WRITTEN,   /* the mediator, who writes                           */
    FFA_RX_FULL,      /* the guest                                          */
    FFA_RX_RELEASING, /* the guest is giving it back                        */
};

/* ffa_rxtx.c: the hypervisor's own pair, from the probe on. */
int ffa_rxtx_map(void);
const void *ffa_rxtx_rx(unsigned int *size);
void ffa_rxtx_unmap(void);

/*
 * The hypervisor's TX, of *SIZE bytes, the caller's alone until the put, over
 * the SMC that reads it. NULL: there is none.
 */
void *ffa_rxtx_tx_get(unsigned int *size);
void ffa_rxtx_tx_put(void);

/* ffa_pair.c: what the SPMC knows of a guest's pair. */
void ffa_pair_init(void);
/* The SPMC is told of guests' pairs. */
extern bool ffa_pair_enabled;
int32_t ffa_pair_map(struct ffa_pair *pair, uint16_t vm_id);
int32_t ffa_pair_unmap(const struct ffa_pair *pair, uint16_t vm_id);
int32_t ffa_pair_rx_acquire(const struct ffa_pair *pair, uint16_t vm_id);
int32_t ffa_pair_rx_release(const struct ffa_pair *pair, uint16_t vm_id);
/* The pages go back. The SPMC does not have them. */
void ffa_pair_free(struct ffa_pair *pair);

/* ffa_rxtx_guest.c: guests' calls, see struct guest_call. */
int32_t ffa_rxtx_guest_map(struct ffa_ctx *ctx, const register_t *arg,
                           register_t *result);
int32_t ffa_rxtx_guest_unmap(struct ffa_ctx *ctx, const register_t *arg,
                             register_t *result);
int32_t ffa_rxtx_guest_rx_release(struct ffa_ctx *ctx, const register_t *arg,
                                  register_t *result);

/*
 * A guest's TX, of *SIZE bytes, which no other vCPU has until the put, and
 * whose pages stay; the guest may write to it at any time. NULL, and *STATUS:
 * there is none, or another vCPU has it.
 */
const void *ffa_rxtx_guest_tx_get(struct ffa_ctx *ctx, unsigned int *size,
                                  int32_t *status);
void ffa_rxtx_guest_tx_put(struct ffa_ctx *ctx);

/*
 * A guest's RX, of one page, to write to: of any VM that can be looked up. FULL:
 * from here on it is the guest's, until the guest releases it. Else it is as
 * nothing had been. NULL, and *STATUS: there is none, or it is not free.
 */
void *ffa_rxtx_guest_rx_get(struct ffa_ctx *ctx, int32_t *status);
void ffa_rxtx_guest_rx_put(struct ffa_ctx *ctx, bool full);

/*
 * The VM dies: *PAIR is what is left. False: another VM's call writes to RX,
 * and ffa_domain_leave() is called when it is done with it.
 */
void ffa_rxtx_guest_open(struct ffa_ctx *ctx);
bool ffa_rxtx_guest_close(struct ffa_ctx *ctx, struct ffa_pair *pair);

#endif /* FFA_RXTX_H */
