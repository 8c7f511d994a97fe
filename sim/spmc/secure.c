/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The secure world's life, and what the scenario asks of it.
 */
#include "spmc.h"

#include "buffer.h"
#include "bug.h"
#include "receiver.h"
#include "indirect.h"
#include "misbehave.h"
#include "refusal.h"
#include "share.h"
#include "sp.h"
#include "sri.h"
#include "state.h"

struct spmc_state spmc_state;

#define BOOTS(part)   void part##_boot(void);
#define BEHAVES(part) void part##_behave(void);
#include "parts.def"
#undef BOOTS
#undef BEHAVES

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
#define BOOTS(part) part##_boot();
#define BEHAVES(part)
#include "parts.def"
#undef BOOTS
#undef BEHAVES
    misbehave_reset();
    refusal_reset();
}

void spmc_behave(void)
{
    spmc_state.behaves = true;
    misbehave_reset();
    refusal_reset();
#define BOOTS(part)
#define BEHAVES(part) part##_behave();
#include "parts.def"
#undef BOOTS
#undef BEHAVES
    receiver_show_all();
    sri_settle(receiver_untold() != 0);
}

uint64_t spmc_sp_get(unsigned int sp)
{
    if ( sp >= spmc_state.world.nr_sps || sp_is_dead(sp) )
        return 0;
    indirect_take(sp);
    return sp_fetch(sp);
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
    buffer_note_left();
    share_note_left();
    sp_note_left();
}
