/* SPDX-License-Identifier: GPL-2.0-only */
#include "picture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ffa.h"
#include "op.h"
#include "words.h"

#define LANE_SPMC PROGRAM_MAX_CPUS
#define LANE_SP   (LANE_SPMC + 1u)

/* What is nested on a CPU while the log is read. */
#define MAX_OPEN 64u
struct reading
{
    struct picture *picture;
    enum log_phase phase;
    int64_t first_op; /* index of the program's first op; -1: not yet       */
    unsigned int nr_open[PROGRAM_MAX_CPUS];
    uint32_t open[PROGRAM_MAX_CPUS][MAX_OPEN];
    struct words words;
    char op[256];
};

static void name_lanes(struct picture *picture)
{
    picture->nr_lanes = PICTURE_MAX_LANES;
    for ( unsigned int i = 0; i < PROGRAM_MAX_CPUS; i++ )
    {
        picture->lane[i].is_cpu = true;
        snprintf(picture->lane[i].name, sizeof(picture->lane[i].name), "cpu%u",
                 i);
    }
    strcpy(picture->lane[LANE_SPMC].name, "SPMC");
    for ( unsigned int i = 0; i < PROGRAM_MAX_SPS; i++ )
        snprintf(picture->lane[LANE_SP + i].name, sizeof(picture->lane[i].name),
                 "SP 0x%x", PROGRAM_FIRST_SP + i);
}

static uint8_t lane_of_endpoint(uint64_t id)
{
    if ( id >= PROGRAM_FIRST_SP && id < PROGRAM_FIRST_SP + PROGRAM_MAX_SPS )
        return (uint8_t)(LANE_SP + (id - PROGRAM_FIRST_SP));
    return LANE_SPMC;
}

/* Whose doing an event is. */
static uint8_t lane_of(const struct event *event)
{
    switch ( event->kind )
    {
    case EV_SET:
        return lane_of_endpoint(event->arg[1]);
    case EV_TAKEN:
    case EV_VM_MESSAGE:
    case EV_DIRECT:
    case EV_SECURE_ACCESS:
        return lane_of_endpoint(event->arg[0]);
    case EV_RETRIEVED:
    case EV_RELINQUISHED:
        return lane_of_endpoint(event->arg[1]);
    case EV_HOSTILE:
    case EV_REFUSED:
    case EV_SPMC_PANIC:
    case EV_BITMAP:
    case EV_BOUND:
    case EV_UNBOUND:
    case EV_TOLD:
    case EV_SRI:
    case EV_PENDING:
    case EV_RXTX:
    case EV_RX:
    case EV_MESSAGE:
    case EV_SHARE:
    case EV_SHARE_PAGES:
    case EV_RECLAIMED:
        return LANE_SPMC;
    default:
        return event->cpu % PROGRAM_MAX_CPUS;
    }
}

static uint8_t level_of(const struct event *event)
{
    static const uint8_t levels[CONTEXTS] = {
        [CONTEXT_BOOT] = LEVEL_HYPERVISOR,
        [CONTEXT_GUEST] = LEVEL_HYPERVISOR,
        [CONTEXT_DOMCTL] = LEVEL_HYPERVISOR,
        [CONTEXT_SECURE] = LEVEL_HYPERVISOR,
        [CONTEXT_SOFTIRQ] = LEVEL_SOFTIRQ,
        [CONTEXT_TIMER] = LEVEL_SOFTIRQ,
        [CONTEXT_RCU] = LEVEL_SOFTIRQ,
        [CONTEXT_TASKLET] = LEVEL_SOFTIRQ,
        [CONTEXT_IRQ] = LEVEL_IRQ,
    };

    if ( event->kind == EV_OP || event->kind == EV_CALL ||
         event->kind == EV_RETURN )
        return LEVEL_GUEST;
    return event->context < CONTEXTS ? levels[event->context] : LEVEL_GUEST;
}

static bool is_folded(enum event_kind kind)
{
    static const enum event_kind kinds[] = {
        EV_LOCK,
        EV_UNLOCK,
        EV_RCU,
        EV_RCU_CALL,
        EV_RCU_RUN,
        EV_ALLOC,
        EV_FREE,
        EV_PAGE_GET,
        EV_PAGE_PUT,
        EV_TIMER_SET,
        EV_IRQ_HANDLER,
        EV_HOOK,
        EV_TASKLET_SCHEDULE,
        EV_ORDER,
        EV_ACCESS,

        EV_PAGE_ALLOC,
        EV_PAGE_FREED,
        EV_SHARE_PAGES,
        EV_GUEST_WRITE,
        EV_VCPU_RUN,
        EV_DOMAIN_CREATE,
    };

    for ( size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++ )
        if ( kinds[i] == kind )
            return true;
    return false;
}

static uint8_t weight_of(const struct event *event)
{
    const uint64_t *arg = event->arg;

    switch ( event->kind )
    {
    case EV_OP_END:
    case EV_IRQ_END:
    case EV_SOFTIRQ:
        return WEIGHT_NONE;
    case EV_HELD:
        return arg[0] || arg[1] || arg[2] || arg[3] ? WEIGHT_ROW : WEIGHT_NONE;
    case EV_TASKLET:
    case EV_TIMER:
        return arg[0] ? WEIGHT_ROW : WEIGHT_NONE;
    case EV_HOOK:
        if ( arg[1] != 1ull << 32 )
            return (int32_t)arg[1] < 0 ? WEIGHT_ROW : WEIGHT_NONE;
        return WEIGHT_FOLD;
    case EV_PHASE:
        return WEIGHT_NONE;
    default:
        return is_folded(event->kind) ? WEIGHT_FOLD : WEIGHT_ROW;
    }
}

/* What begins something, and what ends it: on one CPU they nest. */
static bool begins(const struct event *event)
{
    switch ( event->kind )
    {
    case EV_OP:
    case EV_CALL:
    case EV_SMC:
    case EV_IRQ:
        return true;
    case EV_TASKLET:
    case EV_TIMER:
        return event->arg[0];
    case EV_HOOK:
        return event->arg[1] == 1ull << 32;
    default:
        return false;
    }
}

static enum event_kind beginning_of(const struct event *event)
{
    switch ( event->kind )
    {
    case EV_OP_END:
        return EV_OP;
    case EV_RETURN:
        return EV_CALL;
    case EV_SMC_RETURN:
        return EV_SMC;
    case EV_IRQ_END:
        return EV_IRQ;
    case EV_TASKLET:
    case EV_TIMER:
    case EV_HOOK:
        return event->kind;
    default:
        return EVENT_KINDS;
    }
}

/* The op as the scenario writes it, without its CPU. */
static const char *op_text(struct reading *reading, const struct event *event)
{
    static struct scenario one;
    static char text[SCENARIO_TEXT_BYTES];
    const struct program *program = &reading->picture->scenario->program;
    uint64_t index = event->arg[0];
    const char *op;
    size_t length;

    if ( reading->phase != PHASE_PROGRAM || !program->nr_ops )
        return NULL;
    if ( reading->first_op < 0 )
        reading->first_op = (int64_t)index;
    index -= (uint64_t)reading->first_op;
    if ( index >= program->nr_ops || program->op[index].kind != event->arg[1] )
        return NULL;
    scenario_init(&one);
    one.program.world = program->world;
    one.program.nr_ops = 1;
    one.program.op[0] = program->op[index];
    length = scenario_print(&one, text, sizeof(text));
    text[length ? length - 1 : 0] = '\0';
    op = strrchr(text, '\n');
    op = op ? strstr(op, ": ") : NULL;
    if ( !op )
        return NULL;
    snprintf(reading->op, sizeof(reading->op), "%s", op + 2);
    return reading->op;
}

/* The index of what EVENT ends on its CPU, or INDEX. */
static uint32_t follow_nesting(struct reading *reading,
                               const struct event *event, uint32_t index)
{
    unsigned int cpu = event->cpu % PROGRAM_MAX_CPUS;
    unsigned int *nr = &reading->nr_open[cpu];

    if ( begins(event) )
    {
        if ( *nr < MAX_OPEN )
            reading->open[cpu][(*nr)++] = index;
        return index;
    }
    for ( unsigned int i = *nr; beginning_of(event) != EVENT_KINDS && i-- > 0; )
    {
        struct picture_event *open =
            &reading->picture->event[reading->open[cpu][i]];

        if ( open->event.kind != beginning_of(event) )
            continue;
        *nr = i;
        open->close = index;
        return reading->open[cpu][i];
    }
    return index;
}

/* The words of an event, without anything a terminal could stumble over. */
static char *write_words(const struct words *words, const struct event *event)
{
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);

    if ( !out )
        return NULL;
    words_print(out, words, event);
    if ( fclose(out) )
    {
        free(text);
        return NULL;
    }
    for ( size_t i = 0; i < length; i++ )
        if ( text[i] < ' ' || text[i] > '~' )
            text[i] = '?';
    return text;
}

static bool read_event(struct reading *reading, const struct event *event,
                       uint32_t index)
{
    struct picture *picture = reading->picture;
    struct picture_event *shown = &picture->event[index];
    uint32_t begin = follow_nesting(reading, event, index);

    if ( event->kind == EV_PHASE )
        reading->phase = (enum log_phase)event->arg[0];
    if ( event->kind == EV_WORLD )
        reading->words.sri = (unsigned int)event->arg[7];
    *shown = (struct picture_event){
        .event = *event,
        .lane = lane_of(event),
        .level = level_of(event),
        .weight = weight_of(event),
        .mark = event->kind == EV_SWITCH ? MARK_DEVIATION : MARK_NONE,
        .phase = (uint8_t)reading->phase,
        .close = index,
    };
    reading->words.op = event->kind == EV_OP ? op_text(reading, event) : NULL;
    reading->words.asked = NULL;
    if ( begin != index && event->kind == EV_SMC_RETURN )
        reading->words.asked = picture->event[begin].event.arg;
    if ( begin != index && event->kind == EV_RETURN )
        reading->words.asked = picture->event[begin].event.arg + 2;
    shown->text = write_words(&reading->words, event);
    picture->lane[shown->lane].used = true;
    return shown->text != NULL;
}

/* Its steps are those of a run that ends as the scenario expects. */
static void mark_swap(struct picture *picture)
{
    const struct scenario *scenario = picture->scenario;
    const struct result *result = picture->result;

    if ( (scenario->expect != EXPECT_FAILURE &&
          scenario->expect != EXPECT_CRASH) ||
         !picture_failed(picture) || scenario->swap[0] >= scenario->swap[1] ||
         scenario->swap[1] >= picture->nr_events ||
         strcmp(scenario->expect_kind, result->finding.oracle->name) ||
         (scenario->expect_signature &&
          scenario->expect_signature != result->signature) )
        return;
    picture->has_swap = true;
    for ( unsigned int i = 0; i < 2; i++ )
        picture->event[scenario->swap[i]].mark = MARK_SWAP;
}

static void mark_pair(struct picture *picture)
{
    const struct finding *finding = &picture->result->finding;

    if ( !picture_failed(picture) )
        return;
    if ( finding->event < picture->nr_events )
        picture->event[finding->event].mark = MARK_LATER;
    if ( finding->complaint.earlier >= 0 &&
         (unsigned int)finding->complaint.earlier < picture->nr_events )
        picture->event[finding->complaint.earlier].mark = MARK_EARLIER;
}

/* A run that ended before its time left things open: they last to the end. */
static void close_all(const struct reading *reading)
{
    struct picture *picture = reading->picture;

    for ( unsigned int cpu = 0; cpu < PROGRAM_MAX_CPUS; cpu++ )
        for ( unsigned int i = 0; i < reading->nr_open[cpu]; i++ )
            picture->event[reading->open[cpu][i]].close =
                picture->nr_events - 1;
}

static bool read_log(struct picture *picture)
{
    static struct reading reading;
    uint32_t cursor = 0;
    struct event event;

    memset(&reading, 0, sizeof(reading));
    reading.picture = picture;
    reading.first_op = -1;
    picture->event = calloc(log_nr_events() + 1u, sizeof(*picture->event));
    if ( !picture->event )
        return false;
    while ( log_next(&cursor, &event) )
        if ( !read_event(&reading, &event, picture->nr_events++) )
            return false;
    close_all(&reading);
    return true;
}

bool picture_build(struct picture *picture, const char *file,
                   const struct scenario *scenario, const struct result *result,
                   bool all)
{
    memset(picture, 0, sizeof(*picture));
    picture->file = file;
    picture->scenario = scenario;
    picture->result = result;
    name_lanes(picture);
    if ( !read_log(picture) )
        goto no_memory;
    mark_swap(picture);
    mark_pair(picture);
    if ( !picture_flows(picture) || !picture_rows(picture, all) )
        goto no_memory;
    return true;

no_memory:
    picture_free(picture);
    return false;
}

void picture_free(struct picture *picture)
{
    for ( unsigned int i = 0; i < picture->nr_events; i++ )
        free(picture->event[i].text);
    for ( unsigned int i = 0; i < picture->nr_rows; i++ )
        free(picture->row[i].text);
    free(picture->event);
    free(picture->row);
    free(picture->flow);
    memset(picture, 0, sizeof(*picture));
}

bool picture_failed(const struct picture *picture)
{
    return picture->result->finding.oracle != NULL;
}

bool picture_shows_lane(const struct picture *picture, unsigned int lane)
{
    if ( picture->lane[lane].is_cpu )
        return lane < picture->scenario->program.world.nr_cpus;
    return picture->lane[lane].used;
}
