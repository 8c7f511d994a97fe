/* SPDX-License-Identifier: GPL-2.0-only */
#include "feedback.h"

#include <stdint.h>
#include <string.h>

#include "bug.h"
#include "choice.h"
#include "log.h"

#define MAX_PAIRS (1u << 13)

/* libFuzzer clears these before each run; each that is not 0 is a feature. */
__attribute__((section("__libfuzzer_extra_counters"),
               used)) static uint8_t pairs[MAX_PAIRS];

/* Without the arguments: in whatever domain, on whatever object. A name is the
 * hash of a text, so this is the same in every process. */
static uint64_t sort_of(const struct event *event)
{
    return (uint64_t)event->name << 32 | (uint64_t)event->context << 8 |
           (uint64_t)event->kind;
}

static void count(uint64_t before, uint64_t after)
{
    uint64_t hash = (before * 0x9e3779b97f4a7c15u ^ after) * 0xbf58476d1ce4e5b9;

    pairs[(hash >> 32) % MAX_PAIRS] = 1;
}

void feedback_count(void)
{
    uint64_t preempted[PROGRAM_MAX_CPUS] = {0}; /* whom this CPU goes before */
    uint32_t cursor = 0;
    struct event event;

    if ( !choice_nr_records(choice_stream()) )
        return;
    while ( log_next(&cursor, &event) )
    {
        SIM_BUG_ON(event.cpu >= PROGRAM_MAX_CPUS);
        if ( preempted[event.cpu] )
            count(preempted[event.cpu], sort_of(&event));
        preempted[event.cpu] = 0;
        if ( event.kind == EV_SWITCH && event.arg[0] < PROGRAM_MAX_CPUS )
            preempted[event.arg[0]] = sort_of(&event);
    }
}
