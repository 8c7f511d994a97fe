/* SPDX-License-Identifier: GPL-2.0-only */
#include "holder.h"

#include <string.h>

#include "bug.h"
#include "machine.h"
#include "sched.h"
#include "share.h"
#include "sp.h"
#include "spmc.h"
#include "state.h"

/* Denials that each SP wants to see before it lets go; 0: it does not care. */
static unsigned int wants[PROGRAM_MAX_SPS];
STATE(wants);

void holder_boot(void)
{
    memset(wants, 0, sizeof(wants));
}

static struct share *find(unsigned int sp, unsigned int nth)
{
    if ( sp >= spmc_state.world.nr_sps || sp_is_dead(sp) )
        return NULL;
    return share_of_sp(sp, nth);
}

int32_t spmc_sp_retrieve(unsigned int sp, unsigned int nth)
{
    struct share *share = find(sp, nth);

    if ( !share )
        return FFA_INVALID_PARAMETERS;
    if ( share->held[sp] || share->taken )
        return FFA_DENIED;
    share->held[sp] = true;
    share->taken = share->how == SHARE_DONATE;
    machine_note(EV_RETRIEVED, 0, share->handle, PROGRAM_FIRST_SP + sp);
    return FFA_OK;
}

static void let_go(struct share *share, unsigned int sp)
{
    SIM_BUG_ON(!share->held[sp]);
    share->held[sp] = false;
    sched_look_further(); /* who was DENIED may ask again in a while */
    machine_note(EV_RELINQUISHED, 0, share->handle, PROGRAM_FIRST_SP + sp);
}

int32_t spmc_sp_relinquish(unsigned int sp, unsigned int nth)
{
    struct share *share = find(sp, nth);

    if ( !share || !share->held[sp] || wants[sp] )
        return FFA_INVALID_PARAMETERS;
    if ( share->taken )
        return FFA_DENIED; /* What was donated is the SP's own. */
    let_go(share, sp);
    return FFA_OK;
}

void spmc_sp_touch(unsigned int sp, unsigned int nth)
{
    struct share *share = find(sp, nth);

    if ( share && share->held[sp] )
        share_touch(share, sp);
}

void spmc_sp_hold(unsigned int sp, unsigned int reclaims)
{
    if ( sp < spmc_state.world.nr_sps && !spmc_state.behaves )
        wants[sp] = reclaims;
}

/* Everything that SP holds and does not own. */
static void let_all_go(unsigned int sp)
{
    struct share *share;

    for ( unsigned int nth = 1; (share = share_of_sp(sp, nth)); nth++ )
        if ( share->held[sp] && !share->taken )
            let_go(share, sp);
}

void holder_wanted(struct share *share)
{
    for ( unsigned int sp = 0; sp < spmc_state.world.nr_sps; sp++ )
        if ( share->held[sp] && !share->taken && wants[sp] &&
             wants[sp] != SPMC_FOR_GOOD && !--wants[sp] )
            let_all_go(sp);
}

void holder_abandon(unsigned int sp)
{
    wants[sp] = 0;
    let_all_go(sp);
}

void holder_behave(void)
{
    SIM_BUG_ON(!spmc_state.behaves);
    for ( unsigned int sp = 0; sp < spmc_state.world.nr_sps; sp++ )
        if ( !wants[sp] )
            let_all_go(sp);
}
