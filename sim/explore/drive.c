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
    unsigned int cpu;   /* whose step it is                                  */
    unsigned int given; /* answers of the execution before that are good     */
    struct given
    {
        uint32_t answer;
        uint8_t kind;
        uint8_t cpu;
        uint8_t resumes;
        uint8_t resume_answer;
        bool moved; /* the clock, just before                                */
        name_t site;
    } path[DRIVE_MAX_PLACES];
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

/*
 * Time moves when all is quiet: the step that it moves in comes after everything
 * else, and so does the next one. Did it since the last place?
 */
static bool clock_moved(void)
{
    int64_t before = driven.time_ns;

    effects.wanted = false;
    driven.time_ns = clock_now();
    effects.wanted = true;
    if ( !driven.stepping )
        return driven.given && driven.path[driven.places].moved;
    return driven.time_ns != before;
}

static void end_step(void)
{
    struct step step;
    bool moved;

    if ( !driven.strategy->footprints )
        return;
    moved = clock_moved();
    if ( moved || (driven.stepping && effects.unstated & 1u << driven.cpu) )
        effect_on(EFFECT_ALL, 0, true);
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
    if ( moved || !driven.exact )
        effect_on(EFFECT_ALL, 0, true);
    driven.path[driven.places].moved = moved;
    driven.stepping = true;
}

static void __attribute__((noreturn)) abandon(void)
{
    effects.wanted = false;
    driven.abandoned = true;
    sched_abandon();
}

/* What it was the last time. A run that differs is not deterministic. */
static uint32_t answer_as_before(const struct decision *decision)
{
    const struct given *given = &driven.path[driven.places++];

    SIM_BUG_ON(given->kind != (uint8_t)decision->kind ||
               given->cpu != decision->cpu || given->site != decision->site);
    driven.resumes = given->resumes;
    driven.answer = given->resume_answer;
    return given->answer;
}

static uint32_t ask(const struct decision *decision)
{
    struct sched_view view;
    struct place place;
    uint32_t answer;
    unsigned int t;

    end_step();
    effects.wanted = false;
    if ( driven.places + 1 >= DRIVE_MAX_PLACES )
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
    answer = answer_for(&view, t);
    driven.path[driven.places] = (struct given){
        .answer = answer,
        .kind = (uint8_t)decision->kind,
        .cpu = (uint8_t)decision->cpu,
        .resumes = (uint8_t)driven.resumes,
        .resume_answer = (uint8_t)driven.answer,
        .moved = driven.path[driven.places].moved,
        .site = decision->site,
    };
    driven.places++;
    effects.wanted = driven.strategy->footprints;
    driven.cpu = CPU_OF(t);
    driven.wanted = IS_IRQ(t) ? NULL : view.door[CPU_OF(t)];
    return answer;
}

static uint32_t decide(void *arg, const struct decision *decision)
{
    (void)arg;
    SIM_BUG_ON(!PROGRAM_ABOUT_CPUS(decision->kind));
    if ( decision->kind == CHOICE_NEXT && decision->cpu == driven.resumes )
    {
        driven.resumes = NOBODY;
        return driven.answer;
    }
    if ( driven.places + 1 < driven.given )
        return answer_as_before(decision);
    return ask(decision);
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
    effects.unstated = 0;
    driven.given = strategy->start();
    choice_feed_driver(choice_stream(), program, decide, ended, NULL);
    sim_run_fed(program, result);
    drive_counts.executions++;
    drive_counts.points = driven.places;
    if ( strategy->finish(driven.abandoned) && !driven.abandoned )
        drive_counts.interleavings++;
    else
        drive_counts.abandoned += driven.abandoned;
}
