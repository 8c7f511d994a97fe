/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The secure world's life, and what the scenario asks of it.
 */
#include "spmc.h"

#include "bug.h"
#include "receiver.h"
#include "message.h"
#include "misbehave.h"
#include "refusal.h"
#include "setup.h"
#include "sp.h"
#include "sri.h"
#include "state.h"

static const struct personality_row personalities[PERSONALITIES] = {
#define DIFFERENCE(name, hafnium) .name = hafnium,
    [PERSONALITY_HAFNIUM] =
        {
#include "personality.def"
        },
#undef DIFFERENCE
};

void spmc_boot(const struct world *world)
{
    SIM_BUG_ON(world->personality >= PERSONALITIES);
    SIM_BUG_ON(!world->nr_cpus);
    SIM_BUG_ON(world->nr_cpus > PROGRAM_MAX_CPUS);
    SIM_BUG_ON(world->nr_sps > PROGRAM_MAX_SPS);
    freedom_boot();
    misbehave_boot();

    spmc_state.world = *world;
    spmc_state.is = &personalities[world->personality];
    spmc_state.behaves = false;
    spmc_state.lied = false;
    receiver_boot(world->nr_sps, world->nr_cpus);
    sri_boot(world->sri);
    setup_boot();
    sp_boot();
    message_boot();
    misbehave_reset();
    refusal_reset();
}

void spmc_behave(void)
{
    spmc_state.behaves = true;
    misbehave_reset();
    refusal_reset();
    sp_behave();
    message_behave();
    receiver_show_all();
    sri_settle(receiver_untold() != 0);
}

uint64_t spmc_sp_get(unsigned int sp)
{
    return sp < spmc_state.world.nr_sps ? sp_fetch(sp) : 0;
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
    receiver_note_left();
    sp_note_left();
}
