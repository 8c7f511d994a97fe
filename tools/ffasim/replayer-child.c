/* SPDX-License-Identifier: GPL-2.0-only */
#include "replayer-child.h"

#include <stdio.h>
#include <string.h>

#include "choice.h"
#include "last-words.h"
#include "law.h"
#include "log.h"
#include "run.h"
#include "stack.h"

/* What the watchers below fill while a run goes on. */
static struct
{
    struct exchange *exchange;
    uint32_t decided; /* events before the deviation of the swap            */
    uint32_t event[2];
    struct stack stack[2];
} watched;

struct replayer_name *replayer_child_find(struct exchange *exchange,
                                          name_t name)
{
    for ( unsigned int i = 0; i < REPLAYER_MAX_NAMES; i++ )
    {
        struct replayer_name *place =
            &exchange->names[(name + i) % REPLAYER_MAX_NAMES];

        if ( !place->name || place->name == name )
            return place;
    }
    return NULL;
}

static void tell_name(struct exchange *exchange, name_t name)
{
    struct replayer_name *place = replayer_child_find(exchange, name);

    if ( !name || !place || place->name )
        return;
    snprintf(place->text, sizeof(place->text), "%s", name_text(name));
    place->name = name;
}

static void watch_point(const struct deviation *at)
{
    struct exchange *exchange = watched.exchange;
    struct minimize_point *point = &exchange->points[exchange->nr_points];

    if ( at->kind != CHOICE_SCHED || at->op >= PROGRAM_EARLY ||
         exchange->nr_points == MINIMIZE_MAX_POINTS )
        return;
    point->at = *at;
    point->event = log_nr_events();
    point->enabled = law_enabled();
    exchange->nr_points++;
}

static void answer(struct exchange *exchange, const struct result *result)
{
    struct replayed *told = &exchange->answer;

    memset(told, 0, sizeof(*told));
    told->verdict = result->verdict;
    told->signature = result->signature;
    told->digest = result->digest;
    told->program = exchange->program;
    if ( result->verdict == VERDICT_FAILURE )
    {
        const struct finding *finding = &result->finding;

        snprintf(told->kind, sizeof(told->kind), "%s", finding->oracle->name);
        snprintf(told->promise, sizeof(told->promise), "%s",
                 finding->oracle->promise);
        snprintf(told->happened, sizeof(told->happened), "%s",
                 finding->complaint.text);
    }
    if ( result->verdict == VERDICT_ERROR )
    {
        snprintf(told->kind, sizeof(told->kind), "%s", result->error_function);
        snprintf(told->promise, sizeof(told->promise), "%s", result->error);
    }
    told->recorded = choice_save(choice_stream(), &told->program);
    for ( unsigned int i = 0; i < told->program.nr_deviations; i++ )
        tell_name(exchange, told->program.deviation[i].site);
}

static void run(struct exchange *exchange)
{
    struct result result;

    choice_record_anchors(choice_stream(), true);
    sim_run_program(&exchange->program, &result);
    answer(exchange, &result);
    /* What comes after the failure is of no interest. */
    while ( exchange->nr_points && result.verdict == VERDICT_FAILURE &&
            exchange->points[exchange->nr_points - 1].event >
                result.finding.event )
        exchange->nr_points--;
    for ( unsigned int i = 0; i < exchange->nr_points; i++ )
        tell_name(exchange, exchange->points[i].at.site);
}

static void trace(struct exchange *exchange)
{
    watched.exchange = exchange;
    choice_set_watcher(choice_stream(), watch_point);
    run(exchange);
    choice_set_watcher(choice_stream(), NULL);
}

/* The first event of CPU from FROM on that is more than a switch. */
static uint32_t find_event(unsigned int cpu, uint32_t from)
{
    uint32_t cursor = 0;
    struct event event;

    for ( uint32_t i = 0; log_next(&cursor, &event); i++ )
        if ( i >= from && event.cpu == cpu && event.kind != EV_SWITCH )
            return i;
    return 0;
}

/* Where the INDEX-th op of the program starts: ops of the log are counted over
 * all phases, and phase 2 is the program's. */
static uint32_t find_op(unsigned int index)
{
    uint32_t cursor = 0, first = 0;
    struct event event;
    bool begun = false, counted = false;

    for ( uint32_t i = 0; log_next(&cursor, &event); i++ )
    {
        begun =
            begun || (event.kind == EV_PHASE && event.arg[0] == PHASE_PROGRAM);
        if ( !begun || (event.kind != EV_OP && event.kind != EV_OP_SKIP) )
            continue;
        if ( !counted )
            first = (uint32_t)event.arg[0];
        counted = true;
        if ( event.arg[0] == first + index )
            return i;
    }
    return 0;
}

static void take_stack(unsigned int index)
{
    for ( unsigned int i = 0; i < 2; i++ )
        if ( watched.event[i] == index )
            stack_take(&watched.stack[i]);
}

static void print_step(FILE *out, unsigned int step, const struct deviation *at)
{
    uint32_t cursor = 0;
    struct event event;

    if ( at && at->site )
        fprintf(out, "  cpu%u, from %s:%s#%u on\n", at->cpu,
                program_context_name(at->context), name_text(at->site),
                at->hit);
    for ( uint32_t i = 0; log_next(&cursor, &event); i++ )
        if ( watched.event[step] && i == watched.event[step] )
        {
            fputs("  ", out);
            log_print_event(out, i, &event);
        }
    stack_print(out, &watched.stack[step], "         ");
}

/* Where the SPMC decides what the swap is about: what comes next comes of it. */
static void watch_deviation(const struct deviation *at)
{
    const struct exchange *exchange = watched.exchange;
    const struct deviation *wanted =
        &exchange->program.deviation[exchange->swap.index];

    if ( at->kind == CHOICE_SPMC && wanted->kind == at->kind &&
         at->cpu == wanted->cpu && at->op == wanted->op &&
         at->index == wanted->index )
        watched.decided = log_nr_events();
}

/* The hostile reply that it stands for has a name. */
static void tell_outcome(struct exchange *exchange)
{
    uint32_t cursor = 0;
    struct event event;

    for ( uint32_t i = 0; log_next(&cursor, &event); i++ )
        if ( i == watched.event[0] && event.kind == EV_HOSTILE )
            snprintf(exchange->answer.outcome, sizeof(exchange->answer.outcome),
                     "%s", name_text(event.name));
}

static void find_steps(const struct minimize_swap *swap)
{
    watched.event[0] = watched.event[1] = 0;
    if ( swap->kind == SWAP_DEVIATION )
        watched.event[0] = watched.decided;
    if ( swap->kind == SWAP_OPS )
        for ( unsigned int i = 0; i < 2; i++ )
            watched.event[i] = find_op(swap->index + i);
    if ( swap->kind == SWAP_STEPS )
    {
        watched.event[0] = find_event(swap->first.cpu, swap->first_event);
        watched.event[1] = find_event(swap->second.cpu, swap->second_event);
    }
}

static void explain(struct exchange *exchange)
{
    const struct minimize_swap *swap = &exchange->swap;
    bool steps = swap->kind == SWAP_STEPS;
    FILE *out = fmemopen(exchange->text, sizeof(exchange->text), "w");

    memset(&watched, 0, sizeof(watched));
    watched.exchange = exchange;
    if ( swap->kind == SWAP_DEVIATION )
        choice_set_watcher(choice_stream(), watch_deviation);
    run(exchange);
    choice_set_watcher(choice_stream(), NULL);
    find_steps(swap);
    log_set_watcher(take_stack);
    run(exchange);
    log_set_watcher(NULL);
    if ( swap->kind == SWAP_DEVIATION && watched.event[0] )
        tell_outcome(exchange);
    if ( watched.event[0] && watched.event[0] < watched.event[1] )
        memcpy(exchange->answer.step, watched.event, sizeof(watched.event));
    if ( !out )
        return;
    print_step(out, 0, steps ? &swap->first : NULL);
    print_step(out, 1, steps ? &swap->second : NULL);
    fclose(out);
}

void replayer_child_perform(struct exchange *exchange)
{
    static void (*const perform[])(struct exchange *) = {
        [REPLAYER_RUN] = run,
        [REPLAYER_TRACE] = trace,
        [REPLAYER_EXPLAIN] = explain,
    };

    last_words_brief = true;
    exchange->nr_points = 0;
    exchange->text[0] = '\0';
    perform[exchange->request](exchange);
}
