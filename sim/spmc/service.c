/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * From a function ID to a true reply: who serves it, what the ABI leaves open
 * about the registers, and the refusals a caller has to live with.
 */
#include "service.h"

#include <string.h>

#include "bug.h"
#include "receiver.h"
#include "misbehave.h"
#include "setup.h"
#include "sri.h"
#include "state.h"

#define IN_REPLY    8u /* registers that a reply may define                */
#define SUCCESS_SET 0x3u
#define ERROR_SET   0x7u
#define CANARY      0xc0dec0de00000000ull

static const int8_t transient_MEMORY[] = {FFA_NO_MEMORY};
static const int8_t transient_BUFFER[] = {FFA_BUSY, FFA_NO_MEMORY};
static const int8_t transient_TARGET[] = {FFA_BUSY};
static const int8_t transient_NOTIFICATION[] = {
    FFA_BUSY, FFA_RETRY, FFA_INTERRUPTED, FFA_ABORTED, FFA_NOT_READY,
};
#define transient_NONE transient_MEMORY
enum
{
    nr_NONE = 0,
    nr_MEMORY = SIM_ARRAY_SIZE(transient_MEMORY),
    nr_BUFFER = SIM_ARRAY_SIZE(transient_BUFFER),
    nr_TARGET = SIM_ARRAY_SIZE(transient_TARGET),
    nr_NOTIFICATION = SIM_ARRAY_SIZE(transient_NOTIFICATION),
};

/* Indexed by the function number, less the first. */
static const struct service services[FFA_NR_LAST - FFA_NR_FIRST + 1] = {
#define SERVICE(name, serve, hostile, transient)                               \
    [FFA_NR_##name - FFA_NR_FIRST] = {serve, hostile, nr_##transient,          \
                                      transient_##transient},
#include "service.def"
#undef SERVICE
};

/* The row of FID, whether this SPMC has it or not. */
static const struct service *find(uint32_t fid)
{
    uint32_t index = (fid & 0xffffu) - FFA_NR_FIRST;

    if ( index >= SIM_ARRAY_SIZE(services) || !services[index].serve )
        return NULL;
    if ( !ffa_defined(fid, spmc_state.world.ffa_minor) )
        return NULL;
    if ( fid == FFA_FID32(NOTIFICATION_INFO_GET) && !spmc_is(info_get_32) )
        return NULL;
    return &services[index];
}

static unsigned int offer_of(const struct service *service)
{
    return personality_offers[service - services][spmc_state.world.personality];
}

const struct service *service_find(uint32_t fid)
{
    const struct service *service = find(fid);

    if ( !service || offer_of(service) == SHAM || offer_of(service) == ABSENT )
        return NULL;
    return service;
}

bool service_reported(uint32_t fid)
{
    const struct service *service = find(fid);

    return service &&
           (offer_of(service) == SERVED || offer_of(service) == SHAM);
}

uint32_t service_function(const uint64_t in[SPMC_REGS])
{
    return (uint32_t)in[0] & ~FFA_SVE_HINT;
}

/* x0 .. x17 as the convention of the call leaves them. */
static void read_arguments(const uint64_t in[SPMC_REGS],
                           uint64_t argument[SERVICE_ARGUMENTS])
{
    uint64_t mask = in[0] & FFA_CONVENTION_64 ? ~0ull : 0xffffffffull;

    argument[0] = service_function(in);
    for ( unsigned int i = 1; i < SERVICE_ARGUMENTS; i++ )
        argument[i] = in[i] & mask;
}

/* Zeros, and x8 .. x17 as they were. */
static void start_reply(const uint64_t in[SPMC_REGS], uint64_t out[SPMC_REGS])
{
    SIM_BUG_ON(in == out);
    memset(out, 0, sizeof(out[0]) * IN_REPLY);
    memcpy(&out[IN_REPLY], &in[IN_REPLY],
           sizeof(out[0]) * (SPMC_REGS - IN_REPLY));
}

static void write_error(struct reply *reply, int32_t status)
{
    bool wide =
        spmc_is(error_sign_extended) || freedom_choose(FREEDOM_ERROR_SIGN, 2);

    memset(reply->x, 0, sizeof(reply->x[0]) * IN_REPLY);
    reply->x[0] = FFA_FID32(ERROR);
    reply->x[2] = wide ? (uint64_t)(int64_t)status : (uint32_t)status;
    reply->defined = ERROR_SET;
}

/* What the ABI leaves undefined, in the order of undefined.registers. */
static void fill_undefined(struct reply *reply, const uint64_t in[SPMC_REGS])
{
    uint32_t how = freedom_choose(FREEDOM_UNDEFINED, UNDEFINED_VALUES);
    unsigned int end;

    if ( !how )
        how = (uint32_t)spmc_is(undefined_registers);
    end = how == UNDEFINED_ALL_ZERO ? SPMC_REGS : IN_REPLY;
    for ( unsigned int i = 1; how && i < end; i++ )
        if ( !(reply->defined & (1u << i)) )
        {
            if ( how == UNDEFINED_CANARY )
                reply->x[i] = CANARY | i;
            if ( how == UNDEFINED_PRESERVED )
                reply->x[i] = in[i];
            if ( how == UNDEFINED_ALL_ZERO )
                reply->x[i] = 0;
        }
}

/* Refused before anything happened. What was not told is announced again. */
static int32_t refuse(const struct service *service)
{
    uint32_t chosen =
        freedom_choose(FREEDOM_ERROR_TRANSIENT, service->nr_transient + 1);

    if ( !chosen )
        return FFA_OK;
    SIM_BUG_ON(chosen > service->nr_transient);
    if ( service->hostile == ON_INFO_GET && receiver_untold() )
        sri_defer();
    return service->transient[chosen - 1];
}

void service_perform(const struct service *service,
                     const uint64_t in[SPMC_REGS], uint64_t out[SPMC_REGS])
{
    uint64_t argument[SERVICE_ARGUMENTS];
    struct reply reply = {.x = out, .defined = SUCCESS_SET};
    bool ready = service->hostile == ON_VERSION || setup_use();
    int32_t status = ready ? refuse(service) : FFA_NOT_SUPPORTED;

    start_reply(in, out);
    out[0] = FFA_FID32(SUCCESS);
    read_arguments(in, argument);
    if ( !status )
        status = service->serve(argument, &reply);
    if ( status )
        write_error(&reply, status);
    fill_undefined(&reply, in);
}

void service_error(int32_t status, const uint64_t in[SPMC_REGS],
                   uint64_t out[SPMC_REGS])
{
    start_reply(in, out);
    out[0] = FFA_FID32(ERROR);
    out[2] = (uint32_t)status;
}
