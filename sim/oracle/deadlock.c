/* SPDX-License-Identifier: GPL-2.0-only */
#include "bug.h"
#include "complain.h"
#include "run-state.h"
#include "view.h"

/* Index + 1 of the wait each CPU is in; 0: none. */
static unsigned int waits[PROGRAM_MAX_CPUS];
STATE(waits);

static void reset(void)
{
    for ( unsigned int cpu = 0; cpu < PROGRAM_MAX_CPUS; cpu++ )
        waits[cpu] = 0;
}

/* Another CPU's wait, or this one's own. */
static int other_wait(unsigned int cpu)
{
    for ( unsigned int other = 0; other < PROGRAM_MAX_CPUS; other++ )
        if ( other != cpu && waits[other] )
            return (int)waits[other] - 1;
    return (int)waits[cpu] - 1;
}

static bool see(const struct event *event, unsigned int index,
                struct complaint *complaint)
{
    SIM_BUG_ON(event->cpu >= PROGRAM_MAX_CPUS);
    if ( event->kind == EV_LOCK_WAIT )
        waits[event->cpu] = index + 1;
    else if ( event->kind == EV_LOCK )
        waits[event->cpu] = 0;
    if ( event->kind != EV_STUCK )
        return true;
    return complain(complaint, view_site(event), complain_name(event->name),
                    other_wait(event->cpu),
                    "every CPU waits for another one; this one for %s",
                    complain_name(event->name));
}

static const enum event_kind wants[] = {EV_LOCK_WAIT, EV_LOCK, EV_STUCK,
                                        EVENT_KINDS};

const struct oracle oracle_deadlock = {
    .name = "deadlock",
    .promise = "some CPU can always go on",
    .clause = "the hypervisor's locking rules",
    .reset = reset,
    .wants = wants,
    .see = see,
};
