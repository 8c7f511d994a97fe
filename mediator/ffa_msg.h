/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Messages of guests.
 *
 * A direct request that an SP has not answered is an open one: it runs, or it
 * waits for FFA_RUN. The answer is for who has asked, so the mediator keeps who
 * has asked whom, and lets nobody else run the SP meanwhile.
 */
#ifndef FFA_MSG_H
#define FFA_MSG_H

#include <xen/list.h>
#include <xen/types.h>

struct ffa_ctx;

/* An open request, or the RUN of an SP without one. A VM has one per vCPU. */
struct ffa_request
{
    struct list_head link; /* while it is open                              */
    uint32_t fid;          /* of the request; 0: RUN                        */
    uint32_t target;       /* w1 of RUN: endpoint and vCPU                  */
    uint16_t vm_id;
    uint8_t tries; /* to bring it to an end when the VM is gone             */
    bool open;
    bool running; /* an SMC is under way: the vCPU of the SP is not known  */
};

/* Of a VM; it moves to struct ffa_undo when the VM goes. */
struct ffa_requests
{
    struct ffa_request *request;
    unsigned int nr;
};

/* ffa_request.c: who has asked whom. An enum ffa_status. */
bool ffa_request_alloc(struct ffa_requests *requests, unsigned int nr,
                       uint16_t vm_id);
void ffa_request_free(struct ffa_requests *requests);
int32_t ffa_request_begin(struct ffa_requests *requests, uint32_t fid,
                          uint16_t sp, struct ffa_request **request);
int32_t ffa_request_continue(struct ffa_requests *requests, uint32_t target,
                             struct ffa_request **request);
bool ffa_request_own(struct ffa_request *request, uint32_t fid, uint16_t sp);
void ffa_request_suspend(struct ffa_request *request, uint32_t target);
void ffa_request_end(struct ffa_request *request);
/* The VM is gone: run what it has left open. True: there is nothing left. */
bool ffa_request_finish(struct ffa_requests *requests);

/* What the SPMC has of them, and so what guests have. */
extern bool ffa_direct_32_enabled;
extern bool ffa_direct_64_enabled;
extern bool ffa_direct2_enabled;
extern bool ffa_run_enabled;

/* ffa_direct.c: guests' calls, see struct guest_call. */
void ffa_direct_init(void);
int32_t ffa_direct_guest_request(struct ffa_ctx *ctx, const register_t *arg,
                                 register_t *result);
int32_t ffa_direct_guest_request2(struct ffa_ctx *ctx, const register_t *arg,
                                  register_t *result);
int32_t ffa_direct_guest_run(struct ffa_ctx *ctx, const register_t *arg,
                             register_t *result);

/* Guests have MSG_SEND2; to SPs; to VMs. */
extern bool ffa_send2_enabled;
extern bool ffa_send2_sps_enabled;
extern bool ffa_send2_vms_enabled;

/* ffa_send2.c, ffa_console.c */
void ffa_send2_init(void);
int32_t ffa_send2_guest(struct ffa_ctx *ctx, const register_t *arg,
                        register_t *result);
int32_t ffa_console_guest_log(struct ffa_ctx *ctx, const register_t *arg,
                              register_t *result);

#endif /* FFA_MSG_H */
