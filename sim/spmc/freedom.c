/* SPDX-License-Identifier: GPL-2.0-only */
#include "state.h"

#include "bug.h"
#include "choice.h"
#include "machine.h"
#include "name.h"

/* Constants of the process, not state of a run. */
static name_t names[FREEDOMS];

static const char *const texts[FREEDOMS] = {
#define FREEDOM(id, name, values) [FREEDOM_##id] = name,
#include "freedom.def"
#undef FREEDOM
};

void freedom_boot(void)
{
    if ( names[0] )
        return;
    for ( unsigned int i = 0; i < FREEDOMS; i++ )
        names[i] = name_intern(texts[i]);
    SIM_BUG_ON(!names[0]);
}

static uint32_t choose(enum freedom freedom, uint32_t bound)
{
    SIM_BUG_ON(!names[freedom]);
    return choice_below(choice_stream(), CHOICE_SPMC, machine_cpu(),
                        machine_context(), names[freedom], bound);
}

uint32_t freedom_choose(enum freedom freedom, uint32_t bound)
{
    if ( !spmc_state.world.legal || spmc_state.behaves || bound < 2 )
        return 0;
    return choose(freedom, bound);
}

uint32_t freedom_hostile(uint32_t bound)
{
    if ( !spmc_state.world.hostile || spmc_state.behaves || bound < 2 )
        return 0;
    return choose(FREEDOM_HOSTILE, bound);
}
