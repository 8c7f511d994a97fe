/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * MSG_SEND_DIRECT_REQ for VM_CREATED and VM_DESTROYED, and RUN for an SP that
 * was interrupted while it handled one. FF-A 1.1, section 18 and the direct
 * messaging interfaces.
 */
#include "message.h"

#include "bug.h"
#include "machine.h"
#include "run-state.h"
#include "service.h"
#include "sp.h"
#include "state.h"

static struct request
{
    bool open; /* the SP was interrupted in it                              */
    uint16_t vcpu;
    uint16_t vm;
    bool destroyed;
} requests[PROGRAM_MAX_SPS];
STATE(requests);

void message_boot(void)
{
    for ( unsigned int i = 0; i < PROGRAM_MAX_SPS; i++ )
        requests[i].open = false;
}

/* The index of an SP; false if there is none of that ID. */
static bool find_sp(uint16_t id, unsigned int *sp)
{
    *sp = (unsigned int)id - PROGRAM_FIRST_SP;
    return id >= PROGRAM_FIRST_SP && *sp < spmc_state.world.nr_sps;
}

static void respond(struct reply *reply, unsigned int sp, bool destroyed,
                    int32_t status)
{
    uint32_t type =
        destroyed ? FFA_MSG_VM_DESTROYED_RESP : FFA_MSG_VM_CREATED_RESP;

    reply_set(reply, 0, FFA_FID32(MSG_SEND_DIRECT_RESP));
    reply_set(reply, 1, (PROGRAM_FIRST_SP + sp) << 16 | FFA_ID_HYPERVISOR);
    reply_set(reply, 2, FFA_FRAMEWORK_MESSAGE | type);
    reply_set(reply, 3, (uint32_t)status);
}

/* The SP gives the CPU up before it is done. False: it does not. */
static bool interrupted(struct reply *reply, unsigned int sp, uint16_t vm,
                        bool destroyed)
{
    uint32_t how = freedom_choose(FREEDOM_VM_PREEMPTED, 3);
    uint16_t vcpu = (uint16_t)machine_cpu();

    if ( !how )
        return false;
    requests[sp] = (struct request){true, vcpu, vm, destroyed};
    reply_set(reply, 0, how == 1 ? FFA_FID32(INTERRUPT) : FFA_FID32(YIELD));
    reply_set(reply, 1, (PROGRAM_FIRST_SP + sp) << 16 | vcpu);
    reply_set(reply, 2, 0);
    reply_set(reply, 3, 0);
    return true;
}

static int32_t framework_request(const uint64_t in[SERVICE_ARGUMENTS],
                                 unsigned int sp, struct reply *reply)
{
    uint32_t type = (uint32_t)in[2] & ~FFA_FRAMEWORK_MESSAGE;
    uint16_t vm = (uint16_t)in[5];
    bool destroyed = type == FFA_MSG_VM_DESTROYED;

    if ( in[0] & FFA_CONVENTION_64 )
        return FFA_INVALID_PARAMETERS;
    if ( type != FFA_MSG_VM_CREATED && !destroyed )
        return FFA_INVALID_PARAMETERS;
    if ( in[1] >> 16 != FFA_ID_HYPERVISOR )
        return FFA_INVALID_PARAMETERS;
    if ( !sp_subscribes(sp, destroyed) )
        return FFA_INVALID_PARAMETERS;
    if ( requests[sp].open )
        return FFA_BUSY;
    if ( !interrupted(reply, sp, vm, destroyed) )
        respond(reply, sp, destroyed, sp_handle(sp, vm, destroyed));
    return FFA_OK;
}

int32_t serve_direct_req(const uint64_t in[SERVICE_ARGUMENTS],
                         struct reply *reply)
{
    uint16_t sender = (uint16_t)(in[1] >> 16);
    unsigned int sp;

    if ( sender & FFA_ID_SECURE )
        return FFA_INVALID_PARAMETERS;
    if ( !find_sp((uint16_t)in[1], &sp) )
        return FFA_INVALID_PARAMETERS;
    if ( in[2] & FFA_FRAMEWORK_MESSAGE )
        return framework_request(in, sp, reply);
    if ( in[2] )
        return FFA_INVALID_PARAMETERS;
    return FFA_DENIED; /* No SP of this world takes partition messages. */
}

/* An SP that waits for a message has nothing to run for. */
static void idle(struct reply *reply, uint32_t target)
{
    reply_set(reply, 0, FFA_FID32(MSG_WAIT));
    reply_set(reply, 1, target);
}

int32_t serve_run(const uint64_t in[SERVICE_ARGUMENTS], struct reply *reply)
{
    uint16_t vcpu = (uint16_t)in[1];
    struct request *request;
    unsigned int sp;

    if ( !find_sp((uint16_t)(in[1] >> 16), &sp) )
        return FFA_INVALID_PARAMETERS;
    if ( vcpu >= spmc_state.world.nr_cpus )
        return FFA_INVALID_PARAMETERS;
    request = &requests[sp];
    if ( !request->open )
    {
        idle(reply, (uint32_t)in[1]);
        return FFA_OK;
    }
    if ( vcpu != request->vcpu )
        return FFA_DENIED;
    request->open = false;
    respond(reply, sp, request->destroyed,
            sp_handle(sp, request->vm, request->destroyed));
    return FFA_OK;
}

void message_behave(void)
{
    for ( unsigned int i = 0; i < spmc_state.world.nr_sps; i++ )
        if ( requests[i].open )
        {
            requests[i].open = false;
            sp_handle(i, requests[i].vm, requests[i].destroyed);
        }
    SIM_BUG_ON(!spmc_state.behaves);
}
