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

uint32_t freedom_ask(enum freedom freedom, uint32_t bound)
{
    SIM_BUG_ON(!names[freedom]);
    SIM_BUG_ON(bound < 2);
    SIM_BUG_ON(spmc_state.behaves);
    return choice_below(choice_stream(), CHOICE_SPMC, machine_cpu(),
                        machine_context(), names[freedom], bound);
}
