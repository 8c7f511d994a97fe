/* SPDX-License-Identifier: GPL-2.0-only */
#include "refusal.h"

#include "bug.h"
#include "machine.h"
#include "service.h"
#include "sri.h"
#include "state.h"

static struct
{
    unsigned int left; /* calls up to the refused one; 0: none              */
    int32_t code;
} refusal;
STATE(refusal);

void refusal_reset(void)
{
    refusal.left = 0;
}

void spmc_refuse(unsigned int nth, int32_t code)
{
    if ( spmc_state.behaves )
        return;
    refusal.left = nth;
    refusal.code = code;
}

bool refusal_due(const uint64_t in[SPMC_REGS], uint64_t out[SPMC_REGS])
{
    uint32_t fid = service_function(in);

    if ( !refusal.left || --refusal.left )
        return false;
    SIM_BUG_ON(spmc_state.behaves);
    service_error(refusal.code, in, out);
    if ( fid == FFA_FID32(VERSION) )
    {
        out[0] = (uint32_t)refusal.code;
        out[2] = 0;
    }
    if ( (fid & ~FFA_CONVENTION_64) == FFA_FID32(NOTIFICATION_INFO_GET) )
        sri_owe();
    if ( refusal.code >= 0 )
        spmc_state.lied = true; /* Some take it for a success. */
    machine_note(EV_REFUSED, 0, fid, (uint64_t)(int64_t)refusal.code);
    return true;
}
