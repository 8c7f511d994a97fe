/* SPDX-License-Identifier: GPL-2.0-only */
#include "clock.h"

#include "bug.h"
#include "machine.h"
#include "run-state.h"
#include "effect.h"

static struct
{
    int64_t now_ns;
} clock_state;
STATE(clock_state);

void clock_boot(void)
{
    clock_state.now_ns = 0;
}

int64_t clock_now(void)
{
    effect_on(EFFECT_TIMER, 0, false);
    return clock_state.now_ns;
}

void clock_move_to(int64_t when_ns)
{
    SIM_BUG_ON(when_ns < clock_state.now_ns);
    effect_on(EFFECT_TIMER, 0, true);
    clock_state.now_ns = when_ns;
    machine_note(EV_TIME, 0, (uint64_t)when_ns);
}
