/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Notifications of VMs: what the SPMC has for them, and how they are told.
 *
 * The SPMC keeps the bitmaps. What the mediator keeps per VM is that the SPMC
 * has announced something which the VM is yet to fetch.
 */
#ifndef FFA_NOTIF_H
#define FFA_NOTIF_H

#include <xen/list.h>
#include <xen/time.h>
#include <xen/types.h>

struct ffa_ctx;

/* What a VM is yet to fetch and yet to be told. Protected by notif_lock. */
struct ffa_notif
{
    struct list_head owed_link; /* while an NPI is owed                     */
    s_time_t npi_due;           /* when to look again                       */
    s_time_t npi_delay;         /* the wait after that                      */
    unsigned int announced;     /* counts announcements                     */
    uint8_t pending; /* FFA_GET_FROM_SPS, _SPM: bitmaps that may be set  */
    bool open;       /* announcements are taken                          */
    bool reportable; /* for the guest's next INFO_GET                    */
    bool npi_owed;   /* on the list                                      */
    bool stranded;   /* no vCPU was online for the NPI                   */
};

/* What a GET took from ctx->notif before it asked the SPMC. */
struct ffa_notif_taken
{
    unsigned int announced;
    uint8_t halves;
    bool reportable;
};

/* The firmware serves notifications and the SRI is listened to; and SET. */
extern bool ffa_notif_enabled;
extern bool ffa_notif_set_enabled;

/* ffa_notif.c: what a VM has pending, and its NPI. */
void ffa_notif_init(void);
void ffa_notif_open(struct ffa_ctx *ctx);
void ffa_notif_close(struct ffa_ctx *ctx);
void ffa_notif_announce(uint16_t vm_id);
void ffa_notif_poke(struct ffa_ctx *ctx);
void ffa_notif_take(struct ffa_ctx *ctx, unsigned int halves,
                    struct ffa_notif_taken *taken);
void ffa_notif_taken(struct ffa_ctx *ctx, const struct ffa_notif_taken *taken,
                     bool refused);
bool ffa_notif_report(struct ffa_ctx *ctx);

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

/* ffa_sri.c: the schedule receiver interrupt. 0 or a negative errno. */
int ffa_sri_init(void);

#endif /* FFA_NOTIF_H */
