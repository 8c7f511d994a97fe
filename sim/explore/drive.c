/* SPDX-License-Identifier: GPL-2.0-only */
#include "drive.h"

#include "bug.h"
#include "clock.h"
#include "feeders.h"
#include "footprint.h"
#include "run.h"
#include "sched.h"
#include "effect.h"
#include "sched-view.h"

struct explore_counts drive_counts;

static struct
{
    const struct strategy *strategy;
    bool exact;
    bool abandoned;
    bool stepping; /* a step has begun                                */
    unsigned int places;
    unsigned int resumes; /* this CPU, and it will ask ...                   */
    uint32_t answer;      /* ... and be told                                 */
    int64_t time_ns;
    const void *wanted; /* the door before the step                          */
} driven;

#define NOBODY PROGRAM_MAX_CPUS

unsigned int drive_preemptions(const struct place *place, unsigned int t)
{
    return place->at_point && t != place->standard ? 1 : IS_IRQ(t);
}

static uint32_t spread(uint32_t cpus)
{
    uint32_t transitions = 0;

    for ( ; cpus; cpus &= cpus - 1 )
        transitions |= BIT(GO((unsigned int)__builtin_ctz(cpus)));
    return transitions;
}

static void find_place(struct place *place, const struct sched_view *view)
{
    unsigned int standard = GO(view->at_point ? view->current : view->standard);

    *place = (struct place){
        .options = spread(view->go) | spread(view->irq) << 1,
        .open_to_irqs = view->open_to_irqs,
    };
    if ( !place->options )
    {
        place->options =
            BIT(view->shut ? drive_first(spread(view->shut)) : standard);
        place->stuck = true;
    }
    place->at_point = view->at_point && (place->options & BIT(standard));
    place->standard =
        (uint8_t)(place->options & BIT(standard) ? standard
                                                 : drive_first(place->options));
}

/* What the stream answers so that T comes next. */
static uint32_t answer_for(const struct sched_view *view, unsigned int t)
{
    unsigned int cpu = CPU_OF(t);

    if ( view->at_point && cpu == view->current )
        return IS_IRQ(t) ? SCHED_TAKE_IRQ : 0;
    if ( view->irq & (1u << cpu) )
    {
        driven.resumes = cpu;
        driven.answer = IS_IRQ(t) ? SCHED_TAKE_IRQ : 0;
    }
    return !view->at_point && cpu == view->standard ? 0 : 1 + cpu;
}

/* Time moves when all is quiet: what comes then comes after everything. */
static void watch_clock(void)
{
    int64_t now;

    effects.wanted = false;
    now = clock_now();
    effects.wanted = true;
    if ( now == driven.time_ns )
        return;
    driven.time_ns = now;
    effect_on(EFFECT_ALL, 0, true);
}

static void end_step(void)
{
    int64_t before = driven.time_ns;
    struct step step;

    if ( !driven.strategy->footprints )
        return;
    watch_clock();
    step = (struct step){
        .footprint = footprint_take(),
        .wanted = driven.wanted,
        .shut = effects.shut,
        .opened = effects.opened,
    };
    effects.shut = NULL;
    effects.opened = NULL;
    if ( driven.stepping )
        driven.strategy->stepped(&step);
    if ( before != driven.time_ns || !driven.exact )
        effect_on(EFFECT_ALL, 0, true);
    driven.stepping = true;
}

static void __attribute__((noreturn)) abandon(void)
{
    effects.wanted = false;
    driven.abandoned = true;
    sched_abandon();
}

static uint32_t decide(void *arg, const struct decision *decision)
{
    struct sched_view view;
    struct place place;
    unsigned int t;

    (void)arg;
    if ( !PROGRAM_ABOUT_CPUS(decision->kind) )
        return 0;
    if ( decision->kind == CHOICE_NEXT && decision->cpu == driven.resumes )
    {
        driven.resumes = NOBODY;
        return driven.answer;
    }
    end_step();
    effects.wanted = false;
    if ( ++driven.places >= DRIVE_MAX_PLACES )
    {
        drive_left_out();
        abandon();
    }
    sched_look(&view);
    find_place(&place, &view);
    t = driven.strategy->choose(&place);
    if ( t == DRIVE_ABANDON )
        abandon();
    SIM_BUG_ON(!(place.options & BIT(t)));
    effects.wanted = driven.strategy->footprints;
    driven.wanted = IS_IRQ(t) ? NULL : view.door[CPU_OF(t)];
    return answer_for(&view, t);
}

static void ended(void *arg)
{
    (void)arg;
    if ( !driven.abandoned )
        end_step();
    effects.wanted = false;
}

void drive(const struct strategy *strategy, const struct program *program,
           bool exact, struct result *result)
{
    driven.strategy = strategy;
    driven.exact = exact;
    driven.abandoned = false;
    driven.stepping = false;
    driven.places = 0;
    driven.resumes = NOBODY;
    driven.time_ns = 0;
    effects.nr = 0;
    effects.all = false;
    strategy->start();
    choice_feed_driver(choice_stream(), decide, ended, NULL);
    sim_run_fed(program, result);
    drive_counts.executions++;
    drive_counts.points = driven.places;
    if ( strategy->finish(driven.abandoned) && !driven.abandoned )
        drive_counts.interleavings++;
    else
        drive_counts.abandoned += driven.abandoned;
}
