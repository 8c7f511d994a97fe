/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The picture as a page of its own: page.html with its style, its script and
 * the run as JSON. It asks nobody for anything.
 */
#include "show.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include <json-c/json.h>

#include "oracle.h"
#include "stacks.h"
#include "states.h"
#include "words.h"

extern const unsigned char page_html[], page_css[], page_js[];

typedef struct json_object json;

static const char *const phases[] = {"boot",     "stage",    "program",
                                     "liveness", "teardown", "end"};

static void add(json *object, const char *key, json *value)
{
    json_object_object_add(object, key, value);
}

static void add_text(json *object, const char *key, const char *text)
{
    add(object, key, json_object_new_string(text));
}

static void add_number(json *object, const char *key, int64_t number)
{
    add(object, key, json_object_new_int64(number));
}

/* A text that somebody prints. */
struct printer
{
    FILE *out;
    char *text;
    size_t length;
};

static FILE *printer_open(struct printer *printer)
{
    printer->text = NULL;
    printer->out = open_memstream(&printer->text, &printer->length);
    if ( !printer->out )
        abort(); /* Out of memory, as json-c would say it. */
    return printer->out;
}

static json *printer_close(struct printer *printer)
{
    json *text;

    fclose(printer->out);
    text = json_object_new_string(printer->text);
    free(printer->text);
    return text;
}

/* Frames by the number under which the page knows them. */
struct frames
{
    json *names;
    size_t nr;
    struct
    {
        uintptr_t address;
        int number; /* -1: nothing is known of it, or nobody wants to       */
    } known[4096];
};

static int frame_number(struct frames *frames, uintptr_t address,
                        bool innermost)
{
    char text[STACK_NAME_BYTES];
    int number = -1;

    for ( size_t i = 0; i < frames->nr; i++ )
        if ( frames->known[i].address == address )
            return frames->known[i].number;
    if ( stack_name(address, innermost, text) )
    {
        number = (int)json_object_array_length(frames->names);
        json_object_array_add(frames->names, json_object_new_string(text));
    }
    if ( frames->nr < sizeof(frames->known) / sizeof(frames->known[0]) )
    {
        frames->known[frames->nr].address = address;
        frames->known[frames->nr++].number = number;
    }
    return number;
}

static json *stack_numbers(struct frames *frames, const struct stack *stack)
{
    json *numbers = json_object_new_array();

    for ( unsigned int i = 0; i < stack->nr; i++ )
    {
        bool innermost = !json_object_array_length(numbers);
        int number = frame_number(frames, stack->frame[i], innermost);

        if ( number >= 0 )
            json_object_array_add(numbers, json_object_new_int(number));
    }
    return numbers;
}

/* Lanes in which something stands, and their numbers on the page. */
static void add_lanes(json *page, const struct picture *picture,
                      int number[PICTURE_MAX_LANES])
{
    json *lanes = json_object_new_array(), *of_cpu = json_object_new_object();
    int nr = 0;

    for ( unsigned int i = 0; i < picture->nr_lanes; i++ )
    {
        json *lane;

        number[i] = -1;
        if ( !picture_shows_lane(picture, i) )
            continue;
        lane = json_object_new_object();
        add_text(lane, "name", picture->lane[i].name);
        add(lane, "cpu", json_object_new_boolean(picture->lane[i].is_cpu));
        json_object_array_add(lanes, lane);
        if ( picture->lane[i].is_cpu )
        {
            char cpu[12];

            snprintf(cpu, sizeof(cpu), "%u", i);
            add_number(of_cpu, cpu, nr);
        }
        number[i] = nr++;
    }
    add(page, "lanes", lanes);
    add(page, "laneOfCpu", of_cpu);
}

static json *event_json(const struct picture_event *shown, const int *lanes,
                        int stack)
{
    json *object = json_object_new_object();
    struct printer fact;

    add_text(object, "kind", log_kind_text(shown->event.kind));
    add_number(object, "cpu", shown->event.cpu);
    add_text(object, "context",
             program_context_name((enum context)shown->event.context));
    add_text(object, "phase", phases[shown->phase]);
    add_number(object, "lane", lanes[shown->lane]);
    add_number(object, "level", shown->level);
    add_number(object, "mark", shown->mark);
    add_number(object, "close", shown->close);
    add_text(object, "text", shown->text);
    log_print_fact(printer_open(&fact), &shown->event);
    add(object, "fact", printer_close(&fact));
    add_number(object, "stack", stack);
    return object;
}

static void add_events(json *page, const struct picture *picture,
                       const int *lanes)
{
    static struct frames frames;
    json *events = json_object_new_array(), *stacks = json_object_new_array();

    frames.nr = 0;
    frames.names = json_object_new_array();
    for ( unsigned int i = 0; i < picture->nr_events; i++ )
    {
        json_object_array_add(stacks, stack_numbers(&frames, stacks_at(i)));
        json_object_array_add(events,
                              event_json(&picture->event[i], lanes, (int)i));
    }
    add(page, "events", events);
    add(page, "stacks", stacks);
    add(page, "frames", frames.names);
}

static void add_rows(json *page, const struct picture *picture,
                     const int *lanes)
{
    json *rows = json_object_new_array();

    for ( unsigned int i = 0; i < picture->nr_rows; i++ )
    {
        const struct picture_row *row = &picture->row[i];
        json *object = json_object_new_object();

        add_number(object, "first", row->first);
        add_number(object, "last", row->last);
        add_number(object, "lane", lanes[row->lane]);
        add_number(object, "level", row->level);
        add_number(object, "mark", row->mark);
        add(object, "quiet", json_object_new_boolean(row->quiet));
        add_text(object, "text", row->text);
        json_object_array_add(rows, object);
    }
    add(page, "rows", rows);
}

static void add_flows(json *page, const struct picture *picture)
{
    json *flows = json_object_new_array();

    for ( unsigned int i = 0; i < picture->nr_flows; i++ )
    {
        const struct picture_flow *flow = &picture->flow[i];
        json *object = json_object_new_object();
        json *steps = json_object_new_array();
        struct printer name;

        words_endpoint(printer_open(&name), flow->endpoint);
        if ( flow->target != 0xffff )
            fprintf(name.out, ", vCPU %u", flow->target);
        add(object, "name", printer_close(&name));
        for ( unsigned int j = 0; j < FLOW_STEPS; j++ )
            if ( flow->step[j] != FLOW_NO_STEP )
            {
                json *step = json_object_new_object();

                add_text(step, "name", picture_step_name(j));
                add_number(step, "event", flow->step[j]);
                json_object_array_add(steps, step);
            }
        add(object, "steps", steps);
        json_object_array_add(flows, object);
    }
    add(page, "flows", flows);
}

static void add_states(json *page)
{
    json *array = json_object_new_array();
    struct states states;

    if ( !states_build(&states) )
        abort(); /* Out of memory, as above. */
    for ( unsigned int i = 0; i < states.nr; i++ )
    {
        json *object = json_object_new_object();
        json *changes = json_object_new_array();

        add_text(object, "object", states.state[i].object);
        add_text(object, "field", states.state[i].field);
        for ( unsigned int j = 0; j < states.state[i].nr_changes; j++ )
        {
            const struct state_change *change = &states.state[i].change[j];
            json *pair = json_object_new_array();

            json_object_array_add(pair, json_object_new_int64(change->event));
            json_object_array_add(pair, json_object_new_string(change->value));
            json_object_array_add(changes, pair);
        }
        add(object, "changes", changes);
        json_object_array_add(array, object);
    }
    states_free(&states);
    add(page, "states", array);
}

static void add_world(json *page, const struct world *world)
{
    struct printer text;
    FILE *out = printer_open(&text);

    fprintf(out, "%u CPU%s, SPMC 1.%u %s, %u SP%s", world->nr_cpus,
            world->nr_cpus == 1 ? "" : "s", world->ffa_minor,
            world_personality_name((enum personality)world->personality),
            world->nr_sps, world->nr_sps == 1 ? "" : "s");
    fprintf(out, "%s%s%s%s%s%s", world->legal ? ", free within the rules" : "",
            world->hostile ? ", hostile" : "", world->faults ? ", faults" : "",
            world->rcu_strict ? ", strict RCU" : "",
            world->reuse ? ", memory is reused" : "",
            world->d0_ffa ? ", d0 has FF-A" : "");
    add(page, "world", printer_close(&text));
}

static void add_verdict(json *page, const struct result *result)
{
    struct printer text;
    FILE *out = printer_open(&text);

    fputs(verdict_name(result->verdict), out);
    if ( result->finding.oracle )
        fprintf(out, " %s, sig=%016" PRIx64, result->finding.oracle->name,
                result->signature);
    fprintf(out, ", digest=%016" PRIx64, result->digest);
    add(page, "verdict", printer_close(&text));
    add(page, "good", json_object_new_boolean(result->verdict == VERDICT_PASS));
    if ( result->finding.oracle )
    {
        add_text(page, "promised", result->finding.oracle->promise);
        add_text(page, "clause", result->finding.oracle->clause);
        add_text(page, "happened", result->finding.complaint.text);
    }
    if ( result->verdict == VERDICT_ERROR )
        add_text(page, "happened", result->error ? result->error : "?");
}

/* Where to look first: where it broke, else where the program begins. */
static void add_pair(json *page, const struct picture *picture)
{
    int64_t at[2] = {-1, -1}, start = 0;
    json *pair = json_object_new_array();

    for ( unsigned int i = picture->nr_events; i-- > 0; )
    {
        if ( picture->event[i].phase == PHASE_PROGRAM &&
             picture->event[i].event.kind != EV_PHASE )
            start = i;
        if ( picture->event[i].mark == MARK_EARLIER )
            at[0] = i;
        if ( picture->event[i].mark == MARK_LATER )
            at[1] = i;
    }
    for ( unsigned int i = 0; i < 2; i++ )
        json_object_array_add(pair, json_object_new_int64(at[i]));
    add(page, "pair", pair);
    add_number(page, "start", at[1] >= 0 ? at[1] : start);
}

static void add_swap(json *page, const struct picture *picture)
{
    json *swap = json_object_new_array();

    for ( unsigned int i = 0; picture->has_swap && i < 2; i++ )
        json_object_array_add(
            swap, json_object_new_int64(picture->scenario->swap[i]));
    add(page, "swap", swap);
}

static json *page_data(const struct picture *picture)
{
    json *page = json_object_new_object();
    int lanes[PICTURE_MAX_LANES];
    struct printer replay;

    add_text(page, "file", picture->file);
    add_text(page, "why", picture->scenario->why);
    add_verdict(page, picture->result);
    add_world(page, &picture->scenario->program.world);
    fprintf(printer_open(&replay), "ffasim run %s--log %s",
            log_is_fine() ? "--fine " : "", picture->file);
    add(page, "replay", printer_close(&replay));
    add_pair(page, picture);
    add_swap(page, picture);
    add_lanes(page, picture, lanes);
    add_events(page, picture, lanes);
    add_rows(page, picture, lanes);
    add_flows(page, picture);
    add_states(page);
    return page;
}

/* Nothing in it may end the element that it stands in. */
static void put_data(FILE *out, const struct picture *picture)
{
    json *page = page_data(picture);
    const char *text =
        json_object_to_json_string_ext(page, JSON_C_TO_STRING_PLAIN);

    for ( ; *text; text++ )
        if ( *text == '<' )
            fputs("\\u003c", out);
        else
            fputc(*text, out);
    json_object_put(page);
}

/* What stands between two signs "@" in capitals is put in. */
void show_html(FILE *out, const struct picture *picture)
{
    const char *page = (const char *)page_html;

    while ( *page )
    {
        size_t plain = strcspn(page, "@");

        fwrite(page, 1, plain, out);
        page += plain;
        if ( !strncmp(page, "@STYLE@", 7) )
            fputs((const char *)page_css, out);
        else if ( !strncmp(page, "@SCRIPT@", 8) )
            fputs((const char *)page_js, out);
        else if ( !strncmp(page, "@DATA@", 6) )
            put_data(out, picture);
        else if ( *page )
        {
            fputc(*page++, out);
            continue;
        }
        if ( *page )
            page += strcspn(page + 1, "@") + 2;
    }
}
