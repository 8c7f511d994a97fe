/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * MSG_SEND_DIRECT_REQ, MSG_SEND_DIRECT_REQ2, and RUN for an SP that gave the
 * CPU up before it was done. FF-A 1.2, direct messaging and section 18.
 *
 * An SP has one execution context per CPU, which waits for a message or is in
 * one request.
 */
#include "direct.h"

#include <string.h>

#include "bug.h"
#include "holder.h"
#include "indirect.h"
#include "machine.h"
#include "service.h"
#include "setup.h"
#include "sp.h"
#include "state.h"

#define ABOVE_32        (0x0ddba11ULL << 32) /* left there by whatever ran before */
#define FIRST_PAYLOAD   3u /* register                                      */
#define END_PAYLOAD     8u
#define FIRST_PAYLOAD_2 4u

/* Values of the freedoms. */
enum
{
    TURN_ANSWER,
    TURN_INTERRUPT,
    TURN_YIELD,
    TURN_VALUES
};

struct request
{
    bool open; /* the SP was interrupted in it                              */
    bool framework;
    bool destroyed; /* framework                                         */
    uint16_t vm;    /* framework                                         */
    uint16_t sender;
    uint32_t response; /* the function that answers it                      */
    uint64_t x[SPMC_REGS];
};

static struct
{
    struct orders
    {
        enum spmc_direct how;
        int32_t status;
        unsigned int times;
    } orders[PROGRAM_MAX_SPS];
    struct request request[PROGRAM_MAX_CPUS][PROGRAM_MAX_SPS];
} all;

/* On CPUs that there are. */
static size_t all_used(void)
{
    return (size_t)((char *)&all.request[spmc_state.world.nr_cpus] -
                    (char *)&all);
}
STATE_USED(all, all_used);

void direct_boot(void)
{
    for ( unsigned int sp = 0; sp < PROGRAM_MAX_SPS; sp++ )
    {
        all.orders[sp].times = 0;
        for ( unsigned int cpu = 0; cpu < PROGRAM_MAX_CPUS; cpu++ )
            all.request[cpu][sp].open = false;
    }
}

void spmc_sp_direct(unsigned int sp, enum spmc_direct how, int32_t status,
                    unsigned int times)
{
    SIM_BUG_ON((unsigned int)how >= SPMC_DIRECTS);
    if ( sp < spmc_state.world.nr_sps && !spmc_state.behaves )
        all.orders[sp] = (struct orders){how, status, times};
}

/* The index of an SP; false if there is none of that ID. */
static bool find_sp(uint16_t id, unsigned int *sp)
{
    *sp = (unsigned int)id - PROGRAM_FIRST_SP;
    return id >= PROGRAM_FIRST_SP && *sp < spmc_state.world.nr_sps;
}

static void note(unsigned int sp, unsigned int vcpu, enum log_direct step)
{
    machine_note(EV_DIRECT, 0, PROGRAM_FIRST_SP + sp,
                 all.request[vcpu][sp].sender, step, vcpu);
}

/* The SP gives the CPU up before it is done. */
static void suspend(struct reply *reply, unsigned int sp, unsigned int vcpu,
                    bool yields)
{
    all.request[vcpu][sp].open = true;
    reply_set(reply, 0, yields ? FFA_FID32(YIELD) : FFA_FID32(INTERRUPT));
    reply_set(reply, 1, (PROGRAM_FIRST_SP + sp) << 16 | vcpu);
    reply_set(reply, 2, 0);
    reply_set(reply, 3, 0);
}

static void start_response(struct reply *reply, unsigned int sp,
                           const struct request *request)
{
    reply_set(reply, 0, request->response);
    reply_set(reply, 1, (PROGRAM_FIRST_SP + sp) << 16 | request->sender);
}

static void answer_framework(struct reply *reply, unsigned int sp,
                             struct request *request)
{
    uint32_t type = request->destroyed ? FFA_MSG_VM_DESTROYED_RESP
                                       : FFA_MSG_VM_CREATED_RESP;

    request->open = false;
    start_response(reply, sp, request);
    reply_set(reply, 2, FFA_FRAMEWORK_MESSAGE | type);
    reply_set(reply, 3,
              (uint32_t)sp_handle(sp, request->vm, request->destroyed));
}

static int32_t framework_request(const uint64_t in[SERVICE_ARGUMENTS],
                                 unsigned int sp, struct reply *reply)
{
    uint32_t type = (uint32_t)in[2] & ~FFA_FRAMEWORK_MESSAGE;
    bool destroyed = type == FFA_MSG_VM_DESTROYED;
    unsigned int vcpu = machine_cpu();
    struct request *request = &all.request[vcpu][sp];
    uint32_t turn;

    if ( in[0] & FFA_CONVENTION_64 )
        return FFA_INVALID_PARAMETERS;
    if ( type != FFA_MSG_VM_CREATED && !destroyed )
        return FFA_INVALID_PARAMETERS;
    if ( in[1] >> 16 != FFA_ID_HYPERVISOR )
        return FFA_INVALID_PARAMETERS;
    if ( !sp_subscribes(sp, destroyed) )
        return FFA_INVALID_PARAMETERS;
    if ( request->open )
        return FFA_BUSY;
    *request = (struct request){
        .framework = true,
        .destroyed = destroyed,
        .vm = (uint16_t)in[5],
        .response = FFA_FID32(MSG_SEND_DIRECT_RESP),
    };
    turn = freedom_choose(FREEDOM_VM_PREEMPTED, TURN_VALUES);
    if ( turn )
        suspend(reply, sp, vcpu, turn == TURN_YIELD);
    else
        answer_framework(reply, sp, request);
    return FFA_OK;
}

/* The payload plus one, register by register. */
static void answer(struct reply *reply, unsigned int sp,
                   const struct request *request)
{
    bool second = request->response == FFA_FID64(MSG_SEND_DIRECT_RESP2);
    bool wide = request->response & FFA_CONVENTION_64;
    unsigned int first = second ? FIRST_PAYLOAD_2 : FIRST_PAYLOAD;
    unsigned int end = second ? SPMC_REGS : END_PAYLOAD;
    uint64_t above =
        !wide && freedom_choose(FREEDOM_DIRECT_HALVES, 2) ? ABOVE_32 : 0;

    start_response(reply, sp, request);
    for ( unsigned int i = 2; i < first; i++ )
        reply_set(reply, i, 0);
    for ( unsigned int i = first; i < end; i++ )
        reply_set(reply, i,
                  wide ? request->x[i] + 1
                       : above | (uint32_t)(request->x[i] + 1));
}

static enum spmc_direct choose_turn(unsigned int sp)
{
    static const enum spmc_direct free_turns[TURN_VALUES] = {
        [TURN_ANSWER] = SPMC_RESPOND,
        [TURN_INTERRUPT] = SPMC_PREEMPTED,
        [TURN_YIELD] = SPMC_YIELD,
    };
    struct orders *orders = &all.orders[sp];

    if ( !orders->times )
        return free_turns[freedom_choose(FREEDOM_DIRECT, TURN_VALUES)];
    orders->times--;
    return orders->how;
}

/* It dies in all its contexts. */
static void abort_sp(unsigned int sp)
{
    sp_abort(sp);
    holder_abandon(sp);
    for ( unsigned int cpu = 0; cpu < PROGRAM_MAX_CPUS; cpu++ )
    {
        if ( all.request[cpu][sp].open )
            note(sp, cpu, DIRECT_FAILED);
        all.request[cpu][sp].open = false;
    }
}

/* The SP has the CPU, and a request of a VM. Status. */
static int32_t take_turn(unsigned int sp, unsigned int vcpu,
                         struct reply *reply)
{
    struct request *request = &all.request[vcpu][sp];
    enum spmc_direct how = choose_turn(sp);

    indirect_take(sp);
    if ( how == SPMC_YIELD || how == SPMC_PREEMPTED )
    {
        suspend(reply, sp, vcpu, how == SPMC_YIELD);
        note(sp, vcpu, DIRECT_SUSPENDED);
        return FFA_OK;
    }
    request->open = false;
    note(sp, vcpu, how == SPMC_RESPOND ? DIRECT_ANSWERED : DIRECT_FAILED);
    if ( how == SPMC_RESPOND )
    {
        answer(reply, sp, request);
        return FFA_OK;
    }
    if ( how == SPMC_FAIL && all.orders[sp].status < 0 )
        return all.orders[sp].status;
    abort_sp(sp);
    return FFA_ABORTED;
}

/* A request of a VM, or of the hypervisor for itself. Status. */
static int32_t request_of_vm(const uint64_t in[SERVICE_ARGUMENTS],
                             unsigned int sp, uint32_t response,
                             struct reply *reply)
{
    unsigned int vcpu = machine_cpu();
    struct request *request = &all.request[vcpu][sp];

    if ( !sp_messages(sp) )
        return (int32_t)spmc_is(no_direct_messages);
    if ( request->open )
        return FFA_BUSY;
    *request = (struct request){
        .sender = (uint16_t)(in[1] >> 16),
        .response = response,
    };
    memcpy(request->x, in, sizeof(request->x));
    note(sp, vcpu, DIRECT_TAKEN);
    return take_turn(sp, vcpu, reply);
}

int32_t serve_direct_req(const uint64_t in[SERVICE_ARGUMENTS],
                         struct reply *reply)
{
    bool wide = in[0] & FFA_CONVENTION_64;
    unsigned int sp;

    if ( (in[1] >> 16) & FFA_ID_SECURE )
        return FFA_INVALID_PARAMETERS;
    if ( !find_sp((uint16_t)in[1], &sp) )
        return FFA_INVALID_PARAMETERS;
    if ( sp_is_dead(sp) )
        return FFA_ABORTED;
    if ( in[2] & FFA_FRAMEWORK_MESSAGE )
        return framework_request(in, sp, reply);
    if ( (uint32_t)in[2] )
        return FFA_INVALID_PARAMETERS;
    return request_of_vm(in, sp,
                         wide ? FFA_FID64(MSG_SEND_DIRECT_RESP)
                              : FFA_FID32(MSG_SEND_DIRECT_RESP),
                         reply);
}

int32_t serve_direct_req2(const uint64_t in[SERVICE_ARGUMENTS],
                          struct reply *reply)
{
    uint32_t uuid[4];
    unsigned int sp;

    if ( !setup_caller_since(2) )
        return FFA_NOT_SUPPORTED;
    if ( (in[1] >> 16) & FFA_ID_SECURE )
        return FFA_INVALID_PARAMETERS;
    if ( !find_sp((uint16_t)in[1], &sp) )
        return FFA_INVALID_PARAMETERS;
    if ( sp_is_dead(sp) )
        return FFA_ABORTED;
    sp_uuid(sp, uuid);
    if ( (in[2] || in[3]) && (in[2] != (uuid[0] | (uint64_t)uuid[1] << 32) ||
                              in[3] != (uuid[2] | (uint64_t)uuid[3] << 32)) )
        return FFA_INVALID_PARAMETERS;
    return request_of_vm(in, sp, FFA_FID64(MSG_SEND_DIRECT_RESP2), reply);
}

/* An SP that waits for a message has nothing to run for. Status. */
static int32_t idle(struct reply *reply, unsigned int sp, uint32_t target)
{
    indirect_take(sp);
    if ( spmc_is(run_of_waiting) )
        return (int32_t)spmc_is(run_of_waiting);
    reply_set(reply, 0, FFA_FID32(MSG_WAIT));
    reply_set(reply, 1, target);
    return FFA_OK;
}

int32_t serve_run(const uint64_t in[SERVICE_ARGUMENTS], struct reply *reply)
{
    uint16_t id = (uint16_t)(in[1] >> 16);
    uint16_t vcpu = (uint16_t)in[1];
    struct request *request;
    unsigned int sp;

    if ( !(id & FFA_ID_SECURE) && receiver_find(id) )
        return FFA_DENIED;
    if ( !find_sp(id, &sp) || vcpu >= spmc_state.world.nr_cpus )
        return FFA_INVALID_PARAMETERS;
    if ( vcpu != machine_cpu() && !spmc_is(runs_anywhere) )
        return FFA_INVALID_PARAMETERS;
    if ( sp_is_dead(sp) )
        return FFA_ABORTED;
    request = &all.request[vcpu][sp];
    if ( !request->open )
        return idle(reply, sp, (uint32_t)in[1]);
    if ( request->framework )
    {
        answer_framework(reply, sp, request);
        return FFA_OK;
    }
    note(sp, vcpu, DIRECT_RESUMED);
    return take_turn(sp, vcpu, reply);
}

static void finish(unsigned int sp, unsigned int vcpu)
{
    struct request *request = &all.request[vcpu][sp];

    if ( !request->open )
        return;
    request->open = false;
    if ( request->framework )
        sp_handle(sp, request->vm, request->destroyed);
    else
        note(sp, vcpu, DIRECT_ANSWERED);
}

void direct_behave(void)
{
    SIM_BUG_ON(!spmc_state.behaves);
    for ( unsigned int sp = 0; sp < spmc_state.world.nr_sps; sp++ )
    {
        all.orders[sp].times = 0;
        for ( unsigned int cpu = 0; cpu < spmc_state.world.nr_cpus; cpu++ )
            finish(sp, cpu);
    }
}
