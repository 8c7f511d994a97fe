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

#include "name.h"

enum event_kind
{
#define EVENT(id, text, ...) EV_##id,
#include "event.def"
#undef EVENT
    EVENT_KINDS
};

enum log_phase
{
    PHASE_BOOT,
    PHASE_STAGE,
    PHASE_PROGRAM,
    PHASE_LIVENESS, /* faults have stopped; every guest behaves             */
    PHASE_TEARDOWN, /* every domain is killed                               */
    PHASE_END,
};

enum log_domain_state
{
    DOMAIN_CREATED, /* visible to look-ups                                  */
    DOMAIN_DYING,
    DOMAIN_DEAD,
    DOMAIN_REMOVED, /* out of the list; its grace period starts             */
    DOMAIN_FREED,   /* the domid is free                                    */
};

enum log_lock_how
{
    LOCK_SPIN,
    LOCK_TRY,
    LOCK_READ,
    LOCK_WRITE
};

enum log_lock_misuse
{
    LOCK_NOT_INITIALISED,
    LOCK_NOT_HELD, /* released by somebody who did not take it        */
    LOCK_FREED,    /* the memory that holds it is gone, or went held  */
};

enum log_context_rule
{
    RULE_ALLOC_CONTEXT,    /* allocation or free in IRQ or with IRQs off      */
    RULE_ATOMIC,           /* softirqs run or a wait begun while atomic       */
    RULE_INIT_CALLED_LATE, /* __init code after boot                        */
    RULE_READ_ONLY,        /* write to __ro_after_init data after boot        */
    RULE_IRQS_OFF,         /* interrupts are off where they must be on        */
    RULE_FRAME,            /* registers that are not this CPU's guest frame   */
    RULE_UNBALANCED,       /* rcu or preemption left unbalanced or underflown */
    RULE_RANGE,            /* an INTID or CPU beyond the hypervisor's tables  */
};

enum log_access
{
    ACCESS_FREED,
    ACCESS_OUTSIDE,
    ACCESS_PAGE_FREED,
    ACCESS_NULL,
    ACCESS_POISON, /* list poison                                           */
    ACCESS_SANITIZER, /* seen by a sanitizer, not by us                     */
};

enum log_budget
{
    BUDGET_STEPS,    /* decision points in one activation of a context      */
    BUDGET_ACCESSES, /* loads and stores between two decision points        */
    BUDGET_SMCS,     /* secure calls in one activation of a context         */
    BUDGET_RUN,      /* decision points in the run                          */
    BUDGET_TIME,     /* not a fact: a phase just ends after so many moves   */
};

enum log_left
{
    LEFT_MEMORY,
    LEFT_PAGE,
    LEFT_DOMAIN,
    LEFT_RCU,
    LEFT_TIMER,
    LEFT_TASKLET,
    LEFT_IRQ,
    LEFT_BITMAP,
    LEFT_BUFFER,
    LEFT_VM_MESSAGE,
    LEFT_LOCK,
};

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
unsigned int log_nr_events(void);

/*
 * Walk: start with *CURSOR = 0; false at the end. The event's arg pointer stays
 * valid until log_reset().
 */
bool log_next(uint32_t *cursor, struct event *event);

/* XXH3-64 over every word of the log. Same run, same digest, in every build. */
uint64_t log_digest(void);

/* Static facts about a kind of event. */
const char *log_kind_text(enum event_kind kind);
unsigned int log_kind_args(enum event_kind kind);
const char *log_arg_name(enum event_kind kind, unsigned int index);

/* One line per event: number, CPU, context, indented by nesting. */
void log_print_event(FILE *out, unsigned int index, const struct event *event);
void log_print(FILE *out);

#endif /* SIM_LOG_LOG_H */
