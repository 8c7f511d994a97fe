/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The door: writes down the call and the reply, and decides whether the reply
 * is the true one.
 */
#include "spmc.h"

#include "bug.h"
#include "receiver.h"
#include "info.h"
#include "machine.h"
#include "misbehave.h"
#include "refusal.h"
#include "sri.h"
#include "state.h"
#include "effect.h"

#define LOGGED       8u    /* registers in an event                         */
#define FFA_NR_END   0x98u /* function numbers set aside for FF-A           */
#define SMCCC_NOBODY (~0ull)

static void note_call(const uint64_t in[SPMC_REGS])
{
    uint64_t high = 0;

    machine_note_args(EV_SMC, 0, in, LOGGED);
    for ( unsigned int i = LOGGED; i < SPMC_REGS; i++ )
        high |= in[i];
    if ( high )
        machine_note(EV_SMC_HIGH, 0, high);
}

/* Neither FF-A's nor anybody's: "unknown function" of the SMC convention. */
static void answer_unknown(const uint64_t in[SPMC_REGS],
                           uint64_t out[SPMC_REGS])
{
    uint32_t fid = service_function(in);
    uint32_t convention = fid & ~0xffffu;
    uint32_t number = fid & 0xffffu;

    service_error(FFA_NOT_SUPPORTED, in, out);
    if ( (convention == FFA_W32 || convention == FFA_W64) &&
         number >= FFA_NR_FIRST && number < FFA_NR_END )
        return;
    out[0] = SMCCC_NOBODY;
    out[2] = 0;
}

/* The reply of an SPMC that does not keep to the rules. A spoilt INFO_GET
 * tells nothing, so what it lists is announced again one day. */
static void answer_spoilt(const struct misbehaviour *row,
                          const struct service *service,
                          const uint64_t in[SPMC_REGS], uint64_t out[SPMC_REGS])
{
    bool lists = service->hostile == ON_INFO_GET;

    service_error(lists ? FFA_NO_DATA : FFA_OK, in, out);
    if ( row->how != AFTER )
        out[0] = out[2] = 0;
    else if ( !lists )
        service_perform(service, in, out);
    else if ( receiver_untold() )
        info_preview(in[0] & FFA_CONVENTION_64, out);
    misbehave(row, in, out);
    if ( lists )
        sri_owe();
    if ( service->hostile == ON_CREATE )
        spmc_state.lied = true;
}

static void answer(const uint64_t in[SPMC_REGS], uint64_t out[SPMC_REGS])
{
    const struct service *service = service_find(service_function(in));
    const struct misbehaviour *row;

    if ( !service )
    {
        answer_unknown(in, out);
        return;
    }
    row = misbehave_choose(in, service->hostile);
    if ( row )
        answer_spoilt(row, service, in, out);
    else
        service_perform(service, in, out);
}

void spmc_call(const uint64_t in[SPMC_REGS], uint64_t out[SPMC_REGS])
{
    uint64_t copy[SPMC_REGS];

    SIM_BUG_ON(!spmc_state.world.nr_cpus);
    effect_on(EFFECT_SPMC, 0, true);
    note_call(in);
    misbehave_begin();
    for ( unsigned int i = 0; i < SPMC_REGS; i++ )
        copy[i] = in[i];
    in = copy;
    if ( !refusal_due(in, out) )
        answer(in, out);
    sri_switch();
    machine_note_args(EV_SMC_RETURN, 0, out, LOGGED);
}
