/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What happened: an append-only list of facts.
 *
 * No pointer, no address and no clock of the host enters it, so two runs of
 * one input have one log, whatever compiler built them. The oracles see this
 * and the specification's numbers, nothing else.
 *
 * Needs: base.
 */
#ifndef SIM_LOG_LOG_H
#define SIM_LOG_LOG_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "fact.h"
#include "name.h"
#include "touch.h"

#define EVENT_MAX_ARGS 10u

struct event
{
    enum event_kind kind;
    uint8_t cpu;
    uint8_t context; /* enum context of scenario/program.h                  */
    uint8_t nr_args;
    name_t name;
    const uint64_t *arg; /* into the log; nr_args values                    */
};

/* Room for any sane run. What does not fit makes the verdict SKIP. */
#define LOG_WORDS (64u * 1024u)

/* Forget everything. */
void log_reset(void);

/* How many numbers an event of KIND has: 16 at most. */
unsigned int log_nr_args(enum event_kind kind);

/*
 * Append one event. NR_ARGS must be what event.def says (SIM_BUG_ON). Dropped
 * when the log is full: log_full() then holds.
 */
void log_append(enum event_kind kind, unsigned int cpu, unsigned int context,
                name_t name, const uint64_t *args, unsigned int nr_args);

/* Called with the index of each event just before it is appended; NULL: nobody.
 * For taking stacks in a second run. Kept over log_reset(). */
void log_set_watcher(void (*watch)(unsigned int index));

bool log_full(void);
/* There is an EV_ACCESS or EV_ORDER: a fine run. */
bool log_is_fine(void);
unsigned int log_nr_events(void);

/*
 * Walk: start with *CURSOR = 0; false at the end. The event's arg pointer stays
 * valid until log_reset().
 */
bool log_next(uint32_t *cursor, struct event *event);

/* XXH3-64 over every word of the log, less EV_ACCESS and EV_ORDER. Same run,
 * same digest, in every build, fine or not. */
uint64_t log_digest(void);

/* Static facts about a kind of event. */
const char *log_kind_text(enum event_kind kind);
unsigned int log_kind_args(enum event_kind kind);
const char *log_arg_name(enum event_kind kind, unsigned int index);

/* +1: what follows on its CPU is inside of EVENT; -1: it is outside again. */
int log_nesting(const struct event *event);

/* The fact alone: kind, name and arguments, without an end of line. */
void log_print_fact(FILE *out, const struct event *event);

/* One line per event: number, CPU, context, indented by nesting. */
void log_print_event(FILE *out, unsigned int index, const struct event *event);
void log_print(FILE *out);

#endif /* SIM_LOG_LOG_H */
