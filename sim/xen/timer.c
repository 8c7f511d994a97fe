/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Timers. The queue is ours and holds no memory of the mediator's, so a timer
 * that was freed while armed is found out when it fires and not before.
 */
#include <string.h>

#include "bug.h"
#include "clock.h"
#include "machine.h"
#include "sched.h"
#include "run-state.h"
#include "effect.h"

#include "model.h"

#include <xen/config.h>
#include <xen/timer.h>

#define TIMERS_MAX 256u

struct armed
{
    struct timer *timer;
    int64_t expires;
    name_t name;
    uint16_t cpu;
};

/* By expiry; of equals the one that was armed first. */
static struct
{
    unsigned int nr;
    struct timer *running[NR_CPUS];
    struct armed armed[TIMERS_MAX];
} timers;

static size_t timers_used(void)
{
    return (size_t)((char *)&timers.armed[timers.nr] - (char *)&timers);
}
STATE_USED(timers, timers_used);

static struct
{
    name_t point;
    name_t kill;
} names;

static void intern_names(void)
{
    names.point = name_intern("softirq:timer");
    names.kill = name_intern("kill_timer");
}

void timer_reset(void)
{
    if ( !names.point )
        intern_names();
    timers.nr = 0;
    memset(timers.running, 0, sizeof(timers.running));
}

static void remove_at(unsigned int index)
{
    SIM_BUG_ON(index >= timers.nr);
    timers.nr--;
    softirq_queued--;
    memmove(&timers.armed[index], &timers.armed[index + 1],
            (timers.nr - index) * sizeof(timers.armed[0]));
}

static bool disarm(const struct timer *timer)
{
    for ( unsigned int i = 0; i < timers.nr; i++ )
        if ( timers.armed[i].timer == timer )
        {
            remove_at(i);
            return true;
        }
    return false;
}

static name_t name_of(struct timer *timer)
{
    if ( !timer->name_id && timer->name )
        timer->name_id = name_intern(timer->name);
    return timer->name_id;
}

static void arm(struct timer *timer)
{
    unsigned int at = timers.nr;

    SIM_BUG_ON(timers.nr >= TIMERS_MAX);
    while ( at && timers.armed[at - 1].expires > timer->expires )
        at--;
    memmove(&timers.armed[at + 1], &timers.armed[at],
            (timers.nr - at) * sizeof(timers.armed[0]));
    timers.armed[at] = (struct armed){
        .timer = timer,
        .expires = timer->expires,
        .name = name_of(timer),
        .cpu = timer->cpu,
    };
    timers.nr++;
    softirq_queued++;
}

static void check_cpu(unsigned int cpu)
{
    if ( cpu < NR_CPUS )
        return;
    facade_stop_here();
    machine_stop(EV_CONTEXT_RULE, facade_site(), RULE_RANGE);
}

void(init_timer)(struct timer *timer, void (*function)(void *data), void *data,
                 unsigned int cpu)
{
    access_check(timer, sizeof(*timer), true);
    check_cpu(cpu);
    effect_on(EFFECT_TIMER, 0, true);
    if ( disarm(timer) )
        held_stop("init_timer() of an active timer");
    *timer = (struct timer){
        .function = function,
        .data = data,
        .cpu = (uint16_t)cpu,
        .status = TIMER_STATUS_inactive,
    };
}

void(set_timer)(struct timer *timer, s_time_t expires)
{
    FACADE_POINT_STATED();
    effect_on(EFFECT_TIMER, 0, true);
    access_check(timer, sizeof(*timer), true);
    if ( timer->status == TIMER_STATUS_invalid )
        held_stop("set_timer() of a timer that was not initialised");
    disarm(timer);
    if ( timer->status == TIMER_STATUS_killed )
        return;
    timer->expires = expires;
    timer->status = TIMER_STATUS_active;
    arm(timer);
    machine_note(EV_TIMER_SET, name_of(timer), (uint64_t)expires);
}

void(stop_timer)(struct timer *timer)
{
    FACADE_POINT_STATED();
    effect_on(EFFECT_TIMER, 0, true);
    access_check(timer, sizeof(*timer), true);
    if ( disarm(timer) )
        timer->status = TIMER_STATUS_inactive;
}

void(migrate_timer)(struct timer *timer, unsigned int new_cpu)
{
    FACADE_POINT_STATED();
    effect_on(EFFECT_TIMER, 0, true);
    access_check(timer, sizeof(*timer), true);
    check_cpu(new_cpu);
    if ( timer->status == TIMER_STATUS_killed )
        return;
    timer->cpu = (uint16_t)new_cpu;
    if ( disarm(timer) )
        arm(timer);
}

static bool runs_nowhere(const void *timer)
{
    for ( unsigned int cpu = 0; cpu < NR_CPUS; cpu++ )
        if ( timers.running[cpu] == timer )
            return false;
    return true;
}

void(kill_timer)(struct timer *timer)
{
    FACADE_POINT_STATED();
    effect_on(EFFECT_TIMER, 0, true);
    access_check(timer, sizeof(*timer), true);
    if ( timers.running[machine_cpu()] == timer )
        held_stop("kill_timer() of a timer in its own function");
    disarm(timer);
    timer->status = TIMER_STATUS_killed;
    if ( !runs_nowhere(timer) )
        sched_wait_stated(runs_nowhere, timer, names.kill);
    FINE_ORDER(ORDER_TIMER, name_of(timer));
}

bool timer_is_active(const struct timer *timer)
{
    access_check(timer, sizeof(*timer), false);
    return timer->status == TIMER_STATUS_active;
}

bool timer_expires_before(const struct timer *timer, s_time_t t)
{
    return timer_is_active(timer) && timer->expires < t;
}

static int find_due(unsigned int cpu)
{
    int64_t now = timers.nr ? clock_now() : 0;

    for ( unsigned int i = 0; i < timers.nr; i++ )
    {
        if ( timers.armed[i].expires >= now )
            break;
        if ( timers.armed[i].cpu == cpu )
            return (int)i;
    }
    return -1;
}

bool timer_pending(unsigned int cpu)
{
    return find_due(cpu) >= 0;
}

static void fire(const struct armed *armed)
{
    unsigned int cpu = machine_cpu();
    struct timer *timer = armed->timer;
    struct held held;

    held_begin(&held, CONTEXT_TIMER);
    access_check(timer, sizeof(*timer), true);
    timer->status = TIMER_STATUS_inactive;
    timers.running[cpu] = timer;
    machine_note(EV_TIMER, armed->name, 1);
    timer->function(timer->data);
    machine_note(EV_TIMER, armed->name, 0);
    timers.running[cpu] = NULL;
    held_end(&held);
}

/* Everything that is due; what that is is asked again after each point. */
void timer_softirq(void)
{
    unsigned int cpu = machine_cpu();

    while ( timer_pending(cpu) )
    {
        struct armed armed;
        int due;

        sched_point_stated(names.point);
        effect_on(EFFECT_TIMER, 0, true);
        due = find_due(cpu);
        if ( due < 0 )
            break;
        armed = timers.armed[due];
        remove_at((unsigned int)due);
        fire(&armed);
        effect_on(EFFECT_TIMER, 0, false);
    }
}

bool timer_next(int64_t *when_ns)
{
    /* A timer fires when the time is past it. */
    for ( unsigned int i = 0; i < timers.nr; i++ )
    {
        const struct armed *armed = &timers.armed[i];

        if ( armed->expires < clock_now() || armed->expires == INT64_MAX ||
             !machine_cpu_online(armed->cpu) )
            continue;
        *when_ns = armed->expires + 1;
        return true;
    }
    return false;
}

void timer_cpu_gone(unsigned int cpu)
{
    unsigned int heir = 0;

    while ( !machine_cpu_online(heir) )
        heir++;
    for ( unsigned int i = 0; i < timers.nr; i++ )
        if ( timers.armed[i].cpu == cpu )
        {
            struct timer *timer = timers.armed[i].timer;

            access_check(timer, sizeof(*timer), true);
            timer->cpu = (uint16_t)heir;
            timers.armed[i].cpu = (uint16_t)heir;
        }
}

void timer_note_left(void)
{
    for ( unsigned int i = 0; i < timers.nr; i++ )
    {
        const struct timer *timer = timers.armed[i].timer;

        machine_note(EV_LEFT, timers.armed[i].name, LEFT_TIMER, 1,
                     heap_owns(timer) && !heap_live(timer, sizeof(*timer)));
    }
}
