/* SPDX-License-Identifier: GPL-2.0-only */
#include "misbehave.h"

#include "bug.h"
#include "machine.h"
#include "name.h"
#include "spoil.h"
#include "state.h"

static const struct misbehaviour rows[] = {
#define MISBEHAVE(name, number, calls, how, spoil, parameter)                  \
    {name, number, calls, how, spoil, parameter},
#include "misbehave.def"
#undef MISBEHAVE
};

#define NR_ROWS  ((unsigned int)SIM_ARRAY_SIZE(rows))
#define NR_KINDS 24u /* of calls: bits below and with ON_VERSION            */

_Static_assert(ON_VERSION == 1u << (NR_KINDS - 1), "kinds are counted");
_Static_assert(SIM_ARRAY_SIZE(rows) <= 255, "an index fits a byte");

/* Constants of the process: which rows fit a kind of call, and their names. */
static uint8_t fitting[NR_KINDS][SIM_ARRAY_SIZE(rows)];
static unsigned int nr_fitting[NR_KINDS];
static name_t names[SIM_ARRAY_SIZE(rows)];

static const struct misbehaviour *forever;
STATE(forever);

void misbehave_boot(void)
{
    if ( names[0] )
        return;
    for ( unsigned int i = 0; i < NR_ROWS; i++ )
    {
        names[i] = name_intern(rows[i].name);
        for ( unsigned int kind = 0; kind < NR_KINDS; kind++ )
            if ( rows[i].calls & (1u << kind) )
                fitting[kind][nr_fitting[kind]++] = (uint8_t)i;
    }
}

void misbehave_reset(void)
{
    forever = NULL;
    spoil_reset();
}

void misbehave_begin(void)
{
    spoil_rx_now();
}

/* A service may stand for several kinds of reply. */
static unsigned int kind_of(const uint64_t in[SPMC_REGS], uint32_t calls)
{
    uint32_t id = (uint32_t)in[1];

    if ( calls == ON_INFO_GET )
        calls = in[0] & FFA_CONVENTION_64 ? ON_INFO_GET_64 : ON_INFO_GET_32;
    if ( calls == ON_FEATURES && id == FFA_FEATURE_SRI )
        calls = ON_FEATURES_SRI;
    else if ( calls == ON_FEATURES )
        calls = (id & FFA_FEATURE_FUNCTION) && (id & 0xffff) == FFA_NR_RXTX_MAP
                    ? ON_FEATURES_RXTX
                    : ON_FEATURES_OTHER;
    if ( calls == ON_MESSAGE && !(in[2] & FFA_FRAMEWORK_MESSAGE) )
        calls = ON_DIRECT;
    SIM_BUG_ON(!calls);
    SIM_BUG_ON(calls & (calls - 1));
    return (unsigned int)__builtin_ctz(calls);
}

const struct misbehaviour *misbehave_choose(const uint64_t in[SPMC_REGS],
                                            uint32_t calls)
{
    unsigned int kind;
    uint32_t chosen;

    if ( !freedom_is_hostile() )
        return NULL;
    kind = kind_of(in, calls);
    if ( forever && (forever->calls & (1u << kind)) )
        return forever;
    if ( !nr_fitting[kind] )
        return NULL;
    chosen = freedom_ask(calls == ON_VERSION ? FREEDOM_HOSTILE_VERSION
                                             : FREEDOM_HOSTILE,
                         nr_fitting[kind] + 1);
    return chosen ? &rows[fitting[kind][chosen - 1]] : NULL;
}

void misbehave(const struct misbehaviour *row, const uint64_t in[SPMC_REGS],
               uint64_t out[SPMC_REGS])
{
    SIM_BUG_ON(spmc_state.behaves);
    if ( row->how == FOREVER )
        forever = row;
    machine_note(EV_HOSTILE, names[row - rows], row->number);
    row->spoil(in, out, row->parameter);
}
