/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The picture as a trace in the Trace Event Format, which the viewers of
 * Perfetto and Chrome load. A process per CPU with a track per context; one
 * for the secure world with a track per partition; an arrow along the way of
 * each notification.
 *
 * The viewers know time only: a step is a tick of so many microseconds.
 */
#include "show.h"

#include <inttypes.h>
#include <stdlib.h>

#include <json-c/json.h>

#include "words.h"

#define TICK    10 /* microseconds from one step to the next               */
#define INSTANT 8  /* and how long one lasts that is over at once          */
#define SECURE                                                                 \
    (1 + (int)PROGRAM_MAX_CPUS) /* the process of the lanes that are no CPU */

typedef struct json_object json;

static void add_text(json *object, const char *key, const char *text)
{
    json_object_object_add(object, key, json_object_new_string(text));
}

static void add_number(json *object, const char *key, int64_t number)
{
    json_object_object_add(object, key, json_object_new_int64(number));
}

/* Processes are numbered from 1; 0 is taken by the viewers. */
static int process_of(const struct picture *picture,
                      const struct picture_event *shown)
{
    return picture->lane[shown->lane].is_cpu ? 1 + shown->lane : SECURE;
}

static int track_of(const struct picture *picture,
                    const struct picture_event *shown)
{
    if ( !picture->lane[shown->lane].is_cpu )
        return shown->lane;
    return 100 * (1 + shown->lane) + shown->event.context;
}

static json *begin_record(const char *phase, const char *name, const char *kind,
                          int64_t time)
{
    json *object = json_object_new_object();

    add_text(object, "ph", phase);
    add_text(object, "name", name);
    add_text(object, "cat", kind);
    add_number(object, "ts", time);
    return object;
}

/* A record of PHASE that stands where SHOWN does. */
static json *record(const struct picture *picture,
                    const struct picture_event *shown, const char *phase,
                    const char *name, const char *kind, int64_t time)
{
    json *object = begin_record(phase, name, kind, time);

    add_number(object, "pid", process_of(picture, shown));
    add_number(object, "tid", track_of(picture, shown));
    return object;
}

static void add_metadata(json *events, const char *what, int process, int track,
                         const char *key, json *value)
{
    json *object = begin_record("M", what, "meta", 0);
    json *args = json_object_new_object();

    add_number(object, "pid", process);
    add_number(object, "tid", track);
    json_object_object_add(args, key, value);
    json_object_object_add(object, "args", args);
    json_object_array_add(events, object);
}

static void add_name(json *events, const char *what, int process, int track,
                     const char *name)
{
    add_metadata(events, what, process, track, "name",
                 json_object_new_string(name));
}

static void add_order(json *events, const char *what, int process, int track,
                      int order)
{
    add_metadata(events, what, process, track, "sort_index",
                 json_object_new_int(order));
}

static void name_tracks_of_cpu(json *events, const struct picture *picture,
                               unsigned int cpu)
{
    bool used[CONTEXTS] = {false};

    for ( unsigned int i = 0; i < picture->nr_events; i++ )
        if ( picture->event[i].lane == cpu )
            used[picture->event[i].event.context % CONTEXTS] = true;
    for ( int context = 0; context < (int)CONTEXTS; context++ )
        if ( used[context] )
        {
            int track = 100 * (1 + (int)cpu) + context;

            add_name(events, "thread_name", 1 + (int)cpu, track,
                     program_context_name((enum context)context));
            add_order(events, "thread_sort_index", 1 + (int)cpu, track,
                      context);
        }
}

static void name_tracks(json *events, const struct picture *picture)
{
    for ( int lane = 0; lane < (int)picture->nr_lanes; lane++ )
    {
        const char *name = picture->lane[lane].name;

        if ( !picture_shows_lane(picture, (unsigned int)lane) )
            continue;
        if ( picture->lane[lane].is_cpu )
        {
            add_name(events, "process_name", 1 + lane, 0, name);
            add_order(events, "process_sort_index", 1 + lane, 0, 1 + lane);
            name_tracks_of_cpu(events, picture, (unsigned int)lane);
            continue;
        }
        add_name(events, "process_name", SECURE, 0, "secure world");
        add_order(events, "process_sort_index", SECURE, 0, SECURE);
        add_name(events, "thread_name", SECURE, lane, name);
        add_order(events, "thread_sort_index", SECURE, lane, lane);
    }
}

static json *arguments(const struct picture *picture, uint32_t index)
{
    static const char *const marks[] = {NULL, "A", "B", "deviation", "swap"};
    const struct picture_event *shown = &picture->event[index];
    const struct event *event = &shown->event;
    json *args = json_object_new_object();

    add_number(args, "step", index);
    if ( marks[shown->mark] )
        add_text(args, "mark", marks[shown->mark]);
    if ( event->name )
        add_text(args, "name", words_name(event->name));
    for ( unsigned int i = 0; i < event->nr_args; i++ )
    {
        char value[20];

        snprintf(value, sizeof(value), "0x%" PRIx64, event->arg[i]);
        add_text(args, log_arg_name(event->kind, i), value);
    }
    return args;
}

/* What only ends something is in what it ends. */
static bool is_end(const struct picture *picture, uint32_t index)
{
    switch ( picture->event[index].event.kind )
    {
    case EV_OP_END:
    case EV_RETURN:
    case EV_SMC_RETURN:
    case EV_IRQ_END:
        return true;
    case EV_HOOK:
    case EV_TASKLET:
    case EV_TIMER:
        return picture->event[index].close == index &&
               index + 1 != picture->nr_events;
    default:
        return false;
    }
}

static void add_slice(json *events, const struct picture *picture,
                      uint32_t index)
{
    const struct picture_event *shown = &picture->event[index];
    json *object =
        record(picture, shown, "X", shown->text,
               log_kind_text(shown->event.kind), (int64_t)index * TICK);

    add_number(object, "dur", (int64_t)(shown->close - index) * TICK + INSTANT);
    if ( shown->mark == MARK_EARLIER || shown->mark == MARK_LATER )
        add_text(object, "cname", "terrible");
    json_object_object_add(object, "args", arguments(picture, index));
    json_object_array_add(events, object);
}

/* From step to step; the last one ends it. */
static void add_arrow(json *events, const struct picture *picture,
                      unsigned int number)
{
    const struct picture_flow *flow = &picture->flow[number];
    unsigned int last = FLOW_STEPS;

    while ( last && flow->step[last - 1] == FLOW_NO_STEP )
        last--;
    if ( last < 2 )
        return; /* It went nowhere. */
    for ( unsigned int i = 0; i < last; i++ )
    {
        uint32_t index = flow->step[i];
        json *object;

        if ( index == FLOW_NO_STEP )
            continue;
        object =
            record(picture, &picture->event[index],
                   !i             ? "s"
                   : i + 1 < last ? "t"
                                  : "f",
                   "notification", "notification", (int64_t)index * TICK + 1);
        add_number(object, "id", number + 1);
        if ( i )
            add_text(object, "bp", "e");
        json_object_array_add(events, object);
    }
}

static json *other_data(const struct picture *picture)
{
    json *object = json_object_new_object();
    char digest[17];

    add_text(object, "file", picture->file);
    add_text(object, "verdict", verdict_name(picture->result->verdict));
    snprintf(digest, sizeof(digest), "%016" PRIx64, picture->result->digest);
    add_text(object, "digest", digest);
    if ( picture_failed(picture) )
        add_text(object, "happened", picture->result->finding.complaint.text);
    return object;
}

void show_perfetto(FILE *out, const struct picture *picture)
{
    json *whole = json_object_new_object(), *events = json_object_new_array();

    name_tracks(events, picture);
    for ( uint32_t i = 0; i < picture->nr_events; i++ )
        if ( !is_end(picture, i) )
            add_slice(events, picture, i);
    for ( unsigned int i = 0; i < picture->nr_flows; i++ )
        add_arrow(events, picture, i);
    json_object_object_add(whole, "traceEvents", events);
    add_text(whole, "displayTimeUnit", "ms");
    json_object_object_add(whole, "otherData", other_data(picture));
    fputs(json_object_to_json_string_ext(whole, JSON_C_TO_STRING_PLAIN), out);
    fputc('\n', out);
    json_object_put(whole);
}
