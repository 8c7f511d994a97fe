/* SPDX-License-Identifier: GPL-2.0-only */
#include "states.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ffa.h"
#include "program.h"
#include "words.h"

#define GLOBAL 0xffffu

/* The log while it is read. */
struct reading
{
    struct states *states;
    uint32_t index;
    const struct event *event;
};

static struct state *find(struct reading *reading, const char *field,
                          const char *object)
{
    struct states *states = reading->states;
    struct state *more;

    for ( unsigned int i = states->nr; i-- > 0; )
        if ( !strcmp(states->state[i].object, object) &&
             !strcmp(states->state[i].field, field) )
            return &states->state[i];
    more = realloc(states->state, (states->nr + 1) * sizeof(*more));
    if ( !more )
    {
        states->failed = true;
        return NULL;
    }
    states->state = more;
    more = &states->state[states->nr++];
    memset(more, 0, sizeof(*more));
    snprintf(more->object, sizeof(more->object), "%s", object);
    snprintf(more->field, sizeof(more->field), "%s", field);
    return more;
}

__attribute__((format(printf, 3, 4))) static struct state *of(
    struct reading *reading, const char *field, const char *object, ...)
{
    char name[STATES_NAME_BYTES];
    va_list args;

    va_start(args, object);
    vsnprintf(name, sizeof(name), object, args);
    va_end(args);
    return find(reading, field, name);
}

__attribute__((format(printf, 3, 4))) static void becomes(
    struct reading *reading, struct state *state, const char *format, ...)
{
    struct state_change *more;
    char value[128];
    va_list args;

    if ( !state )
        return;
    va_start(args, format);
    vsnprintf(value, sizeof(value), format, args);
    va_end(args);
    if ( state->nr_changes &&
         !strcmp(state->change[state->nr_changes - 1].value, value) )
        return;
    more = realloc(state->change, (state->nr_changes + 1) * sizeof(*more));
    if ( more )
    {
        state->change = more;
        more[state->nr_changes].event = reading->index;
        more[state->nr_changes].value = strdup(value);
    }
    if ( !more || !more[state->nr_changes].value )
        reading->states->failed = true;
    else
        state->nr_changes++;
}

/* A set of bits: some come, some go. */
static void set_changes(struct reading *reading, struct state *state,
                        uint64_t come, uint64_t go)
{
    if ( !state )
        return;
    state->number = (state->number | come) & ~go;
    becomes(reading, state, "0x%" PRIx64, state->number);
}

typedef void heard(struct reading *reading, const uint64_t *arg);

static void hear_time(struct reading *reading, const uint64_t *arg)
{
    becomes(reading, of(reading, "time", "clock"), "%" PRIu64 " ns", arg[0]);
}

static void hear_cpu(struct reading *reading, const uint64_t *arg)
{
    becomes(reading, of(reading, "online", "cpu%" PRIu64, arg[0]), "%s",
            arg[1] ? "yes" : "no");
}

static void hear_run(struct reading *reading, const uint64_t *arg)
{
    becomes(reading, of(reading, "vcpu", "cpu%u", reading->event->cpu),
            "d%" PRIu64 ".v%" PRIu64, arg[0], arg[1]);
}

static void hear_domain(struct reading *reading, const uint64_t *arg)
{
    static const char *const states[] = {"created", "dying", "dead", "removed",
                                         "freed"};

    becomes(reading, of(reading, "state", "d%" PRIu64, arg[0]), "%s",
            arg[1] < sizeof(states) / sizeof(states[0]) ? states[arg[1]] : "?");
}

static void hear_vcpu(struct reading *reading, const uint64_t *arg)
{
    bool paused = reading->event->kind == EV_VCPU_PAUSED;

    becomes(reading,
            of(reading, paused ? "paused" : "online", "d%" PRIu64 ".v%" PRIu64,
               arg[0], arg[1]),
            "%s", arg[2] ? "yes" : "no");
}

static void hear_virq(struct reading *reading, const uint64_t *arg)
{
    bool comes = reading->event->kind == EV_VIRQ && !arg[3];
    uint64_t bit = arg[2] < 64 ? 1ull << arg[2] : 0;

    set_changes(reading,
                of(reading, "virqs", "d%" PRIu64 ".v%" PRIu64, arg[0], arg[1]),
                comes ? bit : 0,
                reading->event->kind == EV_VIRQ_TAKEN ? bit : 0);
}

/* What the SPMC keeps, per endpoint or per vCPU of it. */
static struct state *of_target(struct reading *reading, const char *field,
                               uint64_t endpoint, uint64_t target)
{
    if ( endpoint & FFA_ID_SECURE )
        return of(reading, field, "sp0x%" PRIx64, endpoint);
    if ( target == GLOBAL )
        return of(reading, field, "vm%" PRIu64, endpoint);
    return of(reading, field, "vm%" PRIu64 ".v%" PRIu64, endpoint, target);
}

static const char *pending_field(uint64_t half)
{
    return half == 2 ? "framework" : "pending";
}

static void hear_bitmap(struct reading *reading, const uint64_t *arg)
{
    becomes(reading, of_target(reading, "bitmap", arg[0], GLOBAL), "%s",
            arg[1] ? "created" : "destroyed");
}

static void hear_bound(struct reading *reading, const uint64_t *arg)
{
    bool comes = reading->event->kind == EV_BOUND;

    set_changes(reading, of_target(reading, "bound", arg[0], GLOBAL),
                comes ? arg[2] : 0, comes ? 0 : arg[2]);
}

static void hear_set(struct reading *reading, const uint64_t *arg)
{
    set_changes(reading,
                of_target(reading, pending_field(arg[2]), arg[0], arg[3]),
                arg[4], 0);
    becomes(reading, of_target(reading, "told", arg[0], arg[3]), "no");
}

static void hear_told(struct reading *reading, const uint64_t *arg)
{
    becomes(reading, of_target(reading, "told", arg[0], arg[1]), "yes");
}

static void hear_taken(struct reading *reading, const uint64_t *arg)
{
    set_changes(reading,
                of_target(reading, pending_field(arg[1]), arg[0], arg[2]), 0,
                arg[3]);
}

static void hear_rx(struct reading *reading, const uint64_t *arg)
{
    static const char *const owners[] = {"empty", "full",
                                         "acquired by the hypervisor"};

    becomes(reading, of_target(reading, "rx", arg[0], GLOBAL), "%s",
            arg[1] < 3 ? owners[arg[1]] : "?");
}

static void hear_share(struct reading *reading, const uint64_t *arg)
{
    static const char *const words[] = {"shared", "lent", "donated"};
    struct state *state = of(reading, "state", "share0x%" PRIx64, arg[0]);

    if ( reading->event->kind == EV_SHARE )
        becomes(reading, state, "%s", arg[2] < 3 ? words[arg[2]] : "?");
    else if ( reading->event->kind == EV_RECLAIMED )
        becomes(reading, state, "reclaimed");
    else
        becomes(reading, state, "%s by SP 0x%" PRIx64,
                log_kind_text(reading->event->kind), arg[1]);
}

static void hear_handler(struct reading *reading, const uint64_t *arg)
{
    becomes(reading,
            of(reading, "handler", "irq%" PRIu64 ".cpu%u", arg[0],
               reading->event->cpu),
            "%s", arg[1] ? "yes" : "no");
}

/* Who holds a lock; readers are counted. */
static void hear_lock(struct reading *reading, const uint64_t *arg)
{
    const struct event *event = reading->event;
    struct state *holder =
        of(reading, "holder", "%s#%" PRIu64, words_name(event->name), arg[0]);

    if ( !holder )
        return;
    if ( event->kind == EV_LOCK )
        holder->number++;
    else if ( holder->number )
        holder->number--;
    if ( !holder->number )
        becomes(reading, holder, "nobody");
    else if ( arg[1] == LOCK_READ )
        becomes(reading, holder, "%" PRIu64 " readers", holder->number);
    else
        becomes(reading, holder, "cpu%u %s", event->cpu,
                program_context_name((enum context)event->context));
}

static void hear_rcu(struct reading *reading, const uint64_t *arg)
{
    becomes(reading, of(reading, "rcu", "cpu%u", reading->event->cpu),
            "%" PRIu64, arg[0]);
}

static void hear_activity(struct reading *reading, const uint64_t *arg)
{
    const struct event *event = reading->event;
    struct state *state = of(reading, "state", "%s", words_name(event->name));

    switch ( event->kind )
    {
    case EV_TASKLET_SCHEDULE:
        becomes(reading, state, "scheduled on cpu%" PRIu64, arg[0]);
        break;
    case EV_TIMER_SET:
        becomes(reading, state, "set to %" PRIu64 " ns", arg[0]);
        break;
    default:
        if ( arg[0] )
            becomes(reading, state, "runs on cpu%u", event->cpu);
        else if ( state && state->nr_changes &&
                  !strncmp(state->change[state->nr_changes - 1].value, "runs",
                           4) )
            becomes(reading, state, "idle");
    }
}

static void hear_memory(struct reading *reading, const uint64_t *arg)
{
    const struct event *event = reading->event;
    struct state *state =
        of(reading, "state", "%s#%" PRIu64, words_name(event->name), arg[0]);

    if ( event->kind == EV_ALLOC )
        becomes(reading, state, "live, %" PRIu64 " bytes", arg[1]);
    else
        becomes(reading, state, "freed");
}

static void hear_page(struct reading *reading, const uint64_t *arg)
{
    becomes(reading, of(reading, "count", "page%" PRIu64, arg[0]), "%" PRIu64,
            arg[1]);
}

static heard *const hear[EVENT_KINDS] = {
    [EV_TIME] = hear_time,
    [EV_CPU] = hear_cpu,
    [EV_VCPU_RUN] = hear_run,
    [EV_DOMAIN] = hear_domain,
    [EV_VCPU] = hear_vcpu,
    [EV_VCPU_PAUSED] = hear_vcpu,
    [EV_VIRQ] = hear_virq,
    [EV_VIRQ_TAKEN] = hear_virq,
    [EV_BITMAP] = hear_bitmap,
    [EV_BOUND] = hear_bound,
    [EV_UNBOUND] = hear_bound,
    [EV_SET] = hear_set,
    [EV_TOLD] = hear_told,
    [EV_TAKEN] = hear_taken,
    [EV_RX] = hear_rx,
    [EV_SHARE] = hear_share,
    [EV_RETRIEVED] = hear_share,
    [EV_RELINQUISHED] = hear_share,
    [EV_RECLAIMED] = hear_share,
    [EV_IRQ_HANDLER] = hear_handler,
    [EV_LOCK] = hear_lock,
    [EV_UNLOCK] = hear_lock,
    [EV_RCU] = hear_rcu,
    [EV_TASKLET] = hear_activity,
    [EV_TASKLET_SCHEDULE] = hear_activity,
    [EV_TIMER] = hear_activity,
    [EV_TIMER_SET] = hear_activity,
    [EV_ALLOC] = hear_memory,
    [EV_FREE] = hear_memory,
    [EV_PAGE_GET] = hear_page,
    [EV_PAGE_PUT] = hear_page,
};

bool states_build(struct states *states)
{
    struct reading reading = {.states = states};
    uint32_t cursor = 0;
    struct event event;

    memset(states, 0, sizeof(*states));
    reading.event = &event;
    for ( ; log_next(&cursor, &event); reading.index++ )
        if ( hear[event.kind] )
            hear[event.kind](&reading, event.arg);
    if ( !states->failed )
        return true;
    states_free(states);
    return false;
}

void states_free(struct states *states)
{
    for ( unsigned int i = 0; i < states->nr; i++ )
    {
        struct state *state = &states->state[i];

        for ( unsigned int j = 0; j < state->nr_changes; j++ )
            free(state->change[j].value);
        free(state->change);
    }
    free(states->state);
    memset(states, 0, sizeof(*states));
}

const char *states_value(const struct state *state, uint32_t index)
{
    const char *value = NULL;

    for ( unsigned int i = 0; i < state->nr_changes; i++ )
        if ( state->change[i].event <= index )
            value = state->change[i].value;
    return value;
}
