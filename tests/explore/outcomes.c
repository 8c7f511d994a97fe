/* SPDX-License-Identifier: GPL-2.0-only */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "outcomes.h"

#include "hypervisor.h"
#include "scenario.h"

#define TEXT_BYTES 4096u

static char last[TEXT_BYTES];
static size_t used;

static void put(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    used += (size_t)vsnprintf(last + used, TEXT_BYTES - used, format, args);
    va_end(args);
    assert_true(used < TEXT_BYTES);
}

/* Of the program's phase. */
static void put_seen(unsigned int cpu)
{
    uint32_t cursor = 0;
    struct event event;

    put("%u:", cpu);
    while ( log_next(&cursor, &event) )
        if ( event.cpu == cpu && event.kind == EV_SAW )
            put(" %u", (unsigned int)event.arg[0]);
    put("; ");
}

static bool is_stuck(void)
{
    uint32_t cursor = 0;
    struct event event;

    while ( log_next(&cursor, &event) )
        if ( event.kind == EV_STUCK )
            return true;
    return false;
}

/* Up to the last that is not 0. */
static unsigned int nr_words(void)
{
    unsigned int nr = 8;

    while ( nr && !hypervisor_toy_word(nr - 1) )
        nr--;
    return nr;
}

static void describe(const struct program *program)
{
    used = 0;
    for ( unsigned int cpu = 0; cpu < program->world.nr_cpus; cpu++ )
        put_seen(cpu);
    put("=");
    for ( unsigned int i = 0; i < nr_words(); i++ )
        put(" %u", (unsigned int)hypervisor_toy_word(i));
    if ( is_stuck() )
        put(" stuck");
}

/* FNV-1a, of numbers. */
#define SEED 0xcbf29ce484222325ull

static uint64_t mix(uint64_t sum, uint64_t number)
{
    return (sum ^ number ^ sum >> 29) * 0x100000001b3ull;
}

static uint64_t hash(const char *text)
{
    uint64_t sum = SEED;

    while ( *text )
        sum = mix(sum, (unsigned char)*text++);
    return sum;
}

/* What EVENT has that does not depend on what has nothing to do with it. */
static uint64_t mix_event(uint64_t sum, const struct event *event)
{
    bool is_lock = event->kind == EV_LOCK || event->kind == EV_UNLOCK;

    /* Who waits, and who is switched to, is what interleavings differ in; which
     * accesses are facts is learned over runs. */
    if ( event->kind == EV_LOCK_WAIT || event->kind == EV_SWITCH ||
         event->kind == EV_ACCESS )
        return sum;
    sum = mix(mix(sum, event->kind), event->name);
    /* A lock is numbered when it is taken first. */
    for ( unsigned int i = is_lock; i < event->nr_args; i++ )
        sum = mix(sum, event->arg[i]);
    return sum;
}

/*
 * All that happens on each CPU, in its order, to the end of the run. If it ends
 * before its time the other CPUs may be anywhere.
 */
static uint64_t hash_of_facts(const struct result *result)
{
    uint64_t sum[PROGRAM_MAX_CPUS], all = SEED;
    uint32_t cursor = 0;
    struct event event;

    if ( result->verdict == VERDICT_FAILURE )
        return hash(result->finding.oracle->name);
    for ( unsigned int cpu = 0; cpu < PROGRAM_MAX_CPUS; cpu++ )
        sum[cpu] = SEED;
    while ( log_next(&cursor, &event) )
        sum[event.cpu] = mix_event(sum[event.cpu], &event);
    for ( unsigned int cpu = 0; cpu < PROGRAM_MAX_CPUS; cpu++ )
        all = mix(all, sum[cpu]);
    return all;
}

static void add(struct outcomes *outcomes, uint64_t outcome)
{
    unsigned int low = 0, high = outcomes->nr;

    while ( low < high )
    {
        unsigned int middle = (low + high) / 2;

        if ( outcomes->outcome[middle] == outcome )
            return;
        if ( outcomes->outcome[middle] < outcome )
            low = middle + 1;
        else
            high = middle;
    }
    assert_true(outcomes->nr < OUTCOMES_MAX);
    memmove(&outcomes->outcome[low + 1], &outcomes->outcome[low],
            (outcomes->nr - low) * sizeof(outcome));
    outcomes->outcome[low] = outcome;
    outcomes->nr++;
}

void outcomes_explore(const struct program *program,
                      const struct explore_options *options, uint64_t limit,
                      struct outcomes *outcomes)
{
    enum explore_step step;
    struct result result;

    sim_keep_worlds(true);
    sim_want_digest(false);
    outcomes->nr = 0;
    explore_begin(program, options);
    while ( explore_counts()->executions < limit &&
            (step = explore_next(&result)) != EXPLORE_OVER )
    {
        assert_int_not_equal(result.verdict, VERDICT_ERROR);
        if ( step != EXPLORE_NEW )
            continue;
        if ( explore_is_toy(program) )
        {
            describe(program);
            add(outcomes, hash(last));
        }
        else
            add(outcomes, hash_of_facts(&result));
        if ( outcomes->see )
            outcomes->see(last);
    }
    outcomes->executions = explore_counts()->executions;
    outcomes->interleavings = explore_counts()->interleavings;
    outcomes->complete = explore_complete();
}

void outcomes_parse(struct program *program, const char *text)
{
    static struct scenario scenario;
    char error[SCENARIO_ERROR_BYTES];

    if ( !scenario_parse(&scenario, "toy", text, strlen(text), error) )
        fail_msg("%s in %s", error, text);
    *program = scenario.program;
}
