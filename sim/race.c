/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The other order of a race: where the earlier access is about to happen its CPU
 * is left for that of the later one, or takes the interrupt that makes it.
 */
#include "race.h"

#include <stdio.h>
#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "bug.h"
#include "hypervisor.h"
#include "machine.h"
#include "run.h"

#define CELL_BYTES 8u

/* The point before an access. */
struct point
{
    name_t class;
    uint64_t cell;
    name_t site;
    unsigned int cpu;
    unsigned int context;
    uint32_t hit;
};

/* While it is looked for: how often we came by, and up to which event. */
static struct
{
    struct point *point;
    unsigned int event;
    uint32_t hits;
} search;

static void count(const struct access *access)
{
    if ( access->name == search.point->site &&
         machine_cpu() == search.point->cpu &&
         (unsigned int)machine_context() == search.point->context )
        search.hits++;
}

static void stop_counting(unsigned int index)
{
    if ( index == search.event )
        search.point->hit = search.hits;
}

static void find_event(unsigned int index, struct event *event)
{
    uint32_t cursor = 0;

    for ( unsigned int i = 0; i <= index; i++ )
        SIM_BUG_ON(!log_next(&cursor, event));
}

static struct point point_of(const struct event *event)
{
    struct point point = {
        .class = event->name,
        .cell = event->arg[1] / CELL_BYTES,
        .cpu = event->cpu,
        .context = event->context,
    };
    char text[PROGRAM_MAX_SITE + 1];

    SIM_BUG_ON(event->kind != EV_ACCESS);
    snprintf(text, sizeof(text), "%.170s+%u", name_text(event->name),
             (unsigned int)event->arg[1]);
    point.site = name_intern(text);
    return point;
}

/* What each domain was told, in whatever order. */
static uint64_t outcome(void)
{
    uint64_t last[PROGRAM_MAX_DOMAINS] = {0};
    uint64_t all = 0;
    uint32_t cursor = 0;
    struct event event;

    while ( log_next(&cursor, &event) )
    {
        uint64_t domain = event.nr_args ? event.arg[0] : 0;

        if ( (event.kind != EV_RETURN && event.kind != EV_VIRQ_TAKEN) ||
             domain >= PROGRAM_MAX_DOMAINS )
            continue;
        last[domain] += XXH3_64bits_withSeed(
            event.arg, event.nr_args * sizeof(*event.arg), event.kind);
    }
    for ( unsigned int domain = 0; domain < PROGRAM_MAX_DOMAINS; domain++ )
        all = XXH3_64bits_withSeed(&last[domain], sizeof(last[domain]), all);
    return all;
}

/* Did CPU come first at POINT after the switch there? */
static bool reversed(const struct point *point, unsigned int cpu)
{
    bool switched = false;
    uint32_t cursor = 0;
    struct event event;

    while ( log_next(&cursor, &event) )
    {
        switched |= event.kind == EV_SWITCH && event.name == point->site &&
                    event.cpu == point->cpu;
        if ( switched && event.kind == EV_ACCESS &&
             event.name == point->class &&
             event.arg[1] / CELL_BYTES == point->cell )
            return event.cpu == cpu &&
                   (cpu != point->cpu || event.context != point->context);
    }
    return false;
}

/* With facts of the locations that are known to be shared. */
static void run(const struct program *program, struct result *result)
{
    choice_feed_program(choice_stream(), program);
    sim_run_fed(program, result);
}

enum race_effect race_try(const struct program *program,
                          const struct result *result, const char **kind)
{
    static struct program other;
    const struct finding *finding = &result->finding;
    struct event earlier, later;
    struct point point;
    struct result again;
    uint64_t told;

    SIM_BUG_ON(!finding->oracle || finding->complaint.earlier < 0);
    find_event((unsigned int)finding->complaint.earlier, &earlier);
    find_event(finding->event, &later);
    point = point_of(&earlier);

    search.point = &point;
    search.event = (unsigned int)finding->complaint.earlier;
    search.hits = 0;
    access_set_watcher(count);
    log_set_watcher(stop_counting);
    run(program, &again);
    log_set_watcher(NULL);
    access_set_watcher(NULL);
    told = outcome();

    if ( !point.hit || program->nr_deviations == PROGRAM_MAX_DEVIATIONS )
        return RACE_NOT_REVERSED;
    other = *program;
    other.deviation[other.nr_deviations++] = (struct deviation){
        .kind = CHOICE_SCHED,
        .cpu = (uint8_t)point.cpu,
        .context = (uint8_t)point.context,
        .hit = point.hit,
        .site = point.site,
        .value = later.cpu == point.cpu ? SCHED_TAKE_IRQ : 1u + later.cpu,
    };
    run(&other, &again);
    if ( !reversed(&point, later.cpu) )
        return RACE_NOT_REVERSED;
    if ( again.verdict == VERDICT_FAILURE && !again.finding.oracle->fine )
    {
        if ( kind )
            *kind = again.finding.oracle->name;
        return RACE_HARMFUL;
    }
    return outcome() == told ? RACE_NO_EFFECT : RACE_OUTCOME;
}

void race_explain(const struct program *program, struct result *result)
{
    static const char *const texts[] = {
        [RACE_NOT_REVERSED] = "the other order did not come about",
        [RACE_NO_EFFECT] = "no effect seen in the other order",
        [RACE_OUTCOME] = "guests are told something else in the other order",
        [RACE_HARMFUL] = "harmful in the other order: ",
    };
    struct complaint *complaint = &result->finding.complaint;
    size_t used = strlen(complaint->text);
    const char *kind = "";
    enum race_effect effect;

    if ( result->verdict != VERDICT_FAILURE ||
         strcmp(result->finding.oracle->name, "data-race") )
        return;
    effect = race_try(program, result, &kind);
    snprintf(complaint->text + used, sizeof(complaint->text) - used, " (%s%s)",
             texts[effect], effect == RACE_HARMFUL ? kind : "");
}
