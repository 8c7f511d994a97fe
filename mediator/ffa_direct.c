/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Direct requests of guests to SPs, and FFA_RUN.
 *
 * Nothing that comes back is handed on as it is: whom it is from and for, and
 * what sort of answer it is, are what the request says.
 */
#include <xen/lib.h>
#include <xen/string.h>

#include "ffa_private.h"

/* Registers of a payload, in requests and responses alike. */
#define PAYLOAD_FIRST  3
#define PAYLOAD_LAST   7
#define PAYLOAD2_FIRST 4
#define PAYLOAD2_LAST  17

bool ffa_direct_32_enabled __ro_after_init;
bool ffa_direct_64_enabled __ro_after_init;
bool ffa_direct2_enabled __ro_after_init;
bool ffa_run_enabled __ro_after_init;

void ffa_direct_init(void)
{
    ffa_direct_32_enabled = ffa_smc_features(FFA_MSG_SEND_DIRECT_REQ_32, NULL);
    ffa_direct_64_enabled = ffa_smc_features(FFA_MSG_SEND_DIRECT_REQ_64, NULL);
    ffa_direct2_enabled = ffa_smc_version >= FFA_VERSION_1_2 &&
                          ffa_smc_features(FFA_MSG_SEND_DIRECT_REQ2, NULL);

    /* Some SPMCs have RUN and do not say so. */
    ffa_run_enabled = ffa_direct_32_enabled || ffa_direct_64_enabled;
}

/* The function ID of a response follows that of its request. */
static bool is_response(const struct ffa_request *request, uint32_t fid)
{
    return request->fid && fid == request->fid + 1;
}

static void copy_response(const struct ffa_request *request,
                          const unsigned long *reply, register_t *result)
{
    bool wide = request->fid == FFA_MSG_SEND_DIRECT_REQ2;
    unsigned int last = wide ? PAYLOAD2_LAST : PAYLOAD_LAST;

    result[0] = (uint32_t)reply[0];
    result[1] = (uint32_t)reply[1];
    for ( unsigned int i = wide ? PAYLOAD2_FIRST : PAYLOAD_FIRST; i <= last;
          i++ )
        result[i] =
            smccc_is_conv_64(request->fid) ? reply[i] : (uint32_t)reply[i];
}

/* The SP is to go on with RUN. A time-out comes with YIELD since 1.1. */
static void suspend(const struct ffa_ctx *ctx, struct ffa_request *request,
                    const unsigned long *reply, register_t *result)
{
    result[0] = (uint32_t)reply[0];
    result[1] = (uint32_t)reply[1];
    if ( result[0] == FFA_YIELD && ctx->version >= FFA_VERSION_1_1 )
    {
        result[2] = (uint32_t)reply[2];
        result[3] = (uint32_t)reply[3];
    }

    ffa_request_suspend(request, result[1]);
}

/* RUN has failed: may the SP still be in the request? */
static bool stays_open(const struct ffa_request *request, bool run,
                       int32_t status)
{
    return run && request->fid &&
           (ffa_smc_transient(status) || status == FFA_INVALID_PARAMETERS);
}

static int32_t fail(struct ffa_request *request, bool run, int32_t status)
{
    if ( stays_open(request, run, status) )
        ffa_request_suspend(request, request->target);
    else
        ffa_request_end(request);

    return status ? status : FFA_ABORTED;
}

/* What has come back in REPLY, x0 to x17. */
static int32_t finish(const struct ffa_ctx *ctx, struct ffa_request *request,
                      bool run, const struct arm_smccc_1_2_regs *regs,
                      register_t *result)
{
    const unsigned long *reply = &regs->a0;
    uint16_t sp = FFA_SENDER_OF(request->target);
    uint32_t fid = regs->a0, w1 = regs->a1;

    if ( is_response(request, fid) && w1 == FFA_ENDPOINTS(sp, ctx->vm_id) )
        copy_response(request, reply, result);
    else if ( (fid == FFA_INTERRUPT || fid == FFA_YIELD) &&
              FFA_SENDER_OF(w1) == sp )
    {
        suspend(ctx, request, reply, result);
        return FFA_OK;
    }
    else if ( run && fid == FFA_MSG_WAIT && FFA_SENDER_OF(w1) == sp )
    {
        result[0] = FFA_MSG_WAIT;
        result[1] = w1;
    }
    else
        return fail(request, run,
                    fid == FFA_ERROR ? ffa_smc_status(regs) : FFA_ABORTED);

    ffa_request_end(request);
    return FFA_OK;
}

/*
 * w1: sender and receiver. VMs take no direct requests, and not every SP does.
 */
static int32_t check_endpoints(const struct ffa_ctx *ctx, uint32_t w1,
                               uint32_t property)
{
    uint16_t to = FFA_RECEIVER_OF(w1);
    uint32_t properties;

    if ( FFA_SENDER_OF(w1) != ctx->vm_id || to == ctx->vm_id ||
         !ffa_partinfo_has_sp(to, &properties) )
        return FFA_INVALID_PARAMETERS;

    return properties & property ? FFA_OK : FFA_DENIED;
}

static int32_t send(struct ffa_ctx *ctx, struct arm_smccc_1_2_regs *regs,
                    register_t *result)
{
    struct ffa_request *request;
    int32_t status;

    status = ffa_request_begin(&ctx->requests, regs->a0,
                               FFA_RECEIVER_OF(regs->a1), &request);
    if ( status )
        return status;

    arm_smccc_1_2_smc(regs, regs);
    return finish(ctx, request, false, regs, result);
}

/* w2 is zero but for messages of the framework, which no VM sends. */
int32_t ffa_direct_guest_request(struct ffa_ctx *ctx, const register_t *arg,
                                 register_t *result)
{
    struct arm_smccc_1_2_regs regs = {
        .a0 = (uint32_t)arg[0],
        .a1 = (uint32_t)arg[1],
        .a3 = arg[3],
        .a4 = arg[4],
        .a5 = arg[5],
        .a6 = arg[6],
        .a7 = arg[7],
    };
    int32_t status = check_endpoints(ctx, arg[1], FFA_PART_DIRECT_RECV);

    if ( !status && (uint32_t)arg[2] )
        status = FFA_INVALID_PARAMETERS;

    return status ? status : send(ctx, &regs, result);
}

/* x2 and x3: a UUID of the SP. */
int32_t ffa_direct_guest_request2(struct ffa_ctx *ctx, const register_t *arg,
                                  register_t *result)
{
    struct arm_smccc_1_2_regs regs;
    int32_t status = check_endpoints(ctx, arg[1], FFA_PART_DIRECT2_RECV);

    BUILD_BUG_ON(sizeof(regs) != (PAYLOAD2_LAST + 1) * sizeof(arg[0]));

    if ( status )
        return status;

    memcpy(&regs, arg, sizeof(regs));
    regs.a0 = FFA_MSG_SEND_DIRECT_REQ2;
    regs.a1 = (uint32_t)arg[1];
    return send(ctx, &regs, result);
}

/* w1: an SP and its vCPU. */
int32_t ffa_direct_guest_run(struct ffa_ctx *ctx, const register_t *arg,
                             register_t *result)
{
    struct arm_smccc_1_2_regs regs = {.a0 = FFA_RUN, .a1 = arg[1]};
    struct ffa_request *request;
    uint32_t properties;
    int32_t status;

    if ( !ffa_partinfo_has_sp(FFA_SENDER_OF(arg[1]), &properties) )
        return FFA_INVALID_PARAMETERS;

    status = ffa_request_continue(&ctx->requests, arg[1], &request);
    if ( status )
        return status;

    arm_smccc_1_2_smc(&regs, &regs);
    return finish(ctx, request, true, &regs, result);
}
