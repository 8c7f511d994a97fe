/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The secure world's life, and what the scenario asks of it.
 */
#include "spmc.h"

#include "bug.h"
#include "receiver.h"
#include "misbehave.h"
#include "parts.h"
#include "refusal.h"
#include "sp.h"
#include "sri.h"
#include "state.h"

struct spmc_state spmc_state;
STATE(spmc_state);

#define BOOT(part)      part##_boot();
#define BEHAVE(part)    part##_behave();
#define NOTE_LEFT(part) part##_note_left();

void spmc_boot(const struct world *world)
{
    SIM_BUG_ON(world->personality >= PERSONALITIES);
    SIM_BUG_ON(!world->nr_cpus);
    SIM_BUG_ON(world->nr_cpus > PROGRAM_MAX_CPUS);
    SIM_BUG_ON(world->nr_sps > PROGRAM_MAX_SPS);
    freedom_boot();
    misbehave_boot();

    spmc_state.world = *world;
    spmc_state.behaves = false;
    spmc_state.lied = false;
    receiver_boot(world->nr_sps, world->nr_cpus);
    sri_boot(world->sri);
    PARTS_BOOT(BOOT)
    misbehave_reset();
    refusal_reset();
}

void spmc_behave(void)
{
    spmc_state.behaves = true;
    misbehave_reset();
    refusal_reset();
    PARTS_BEHAVE(BEHAVE)
    receiver_show_all();
    sri_settle(receiver_untold() != 0);
}

void spmc_sp_answer(unsigned int sp, int32_t status, unsigned int times)
{
    if ( sp < spmc_state.world.nr_sps && !spmc_state.behaves )
        sp_answer(sp, status, times);
}

void spmc_sri(void)
{
    sri_raise();
}

void spmc_note_pending(void)
{
    receiver_note_pending();
}

void spmc_note_left(void)
{
    PARTS_NOTE_LEFT(NOTE_LEFT)
}
