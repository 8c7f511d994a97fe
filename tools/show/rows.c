/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Events become rows: what says little is put together, what repeats is
 * counted, what is far from the scenario's own ops is one line.
 */
#define _GNU_SOURCE /* asprintf */
#include "picture.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_FOLDED 76u /* columns of a folded row                           */
#define NEAR       40u /* events before a broken promise that are shown     */
#define MAX_PERIOD 12u /* rows of a loop that is recognised                 */
#define MIN_ROUNDS 3u

static const char *const phases[] = {"boot",     "stage",    "program",
                                     "liveness", "teardown", "end"};

static bool is_quiet(const struct picture *picture, uint32_t index)
{
    const struct picture_event *shown = &picture->event[index];
    uint32_t broke = picture->result->finding.event;

    if ( shown->mark != MARK_NONE )
        return false;
    if ( picture_failed(picture) )
    {
        if ( index > broke )
            return true;
        if ( index + NEAR >= broke )
            return false;
    }
    return shown->phase != PHASE_PROGRAM;
}

static const struct event *event_at(const struct picture *picture,
                                    uint32_t index)
{
    static const struct event none = {.kind = EVENT_KINDS};

    return index < picture->nr_events ? &picture->event[index].event : &none;
}

/* A call is told by its CALL; the op and the entry before it say no more. */
static bool is_led_to_call(const struct picture *picture, uint32_t index)
{
    const struct event *event = event_at(picture, index);
    uint32_t next = index + 1;

    if ( event->kind != EV_OP && event->kind != EV_VCPU_RUN )
        return false;
    if ( event_at(picture, next)->kind == EV_VCPU_RUN )
        next++;
    return event_at(picture, next)->kind == EV_CALL &&
           event_at(picture, next)->cpu == event->cpu;
}

static uint8_t weigh(const struct picture *picture, uint32_t index)
{
    const struct event *event = event_at(picture, index);

    if ( picture->event[index].mark != MARK_NONE )
        return WEIGHT_ROW;
    if ( is_led_to_call(picture, index) )
        return WEIGHT_NONE;
    if ( event->kind == EV_HOOK && index &&
         event_at(picture, index - 1)->kind == EV_CALL &&
         event_at(picture, index - 1)->cpu == event->cpu )
        return WEIGHT_NONE;
    return picture->event[index].weight;
}

static struct picture_row *last_row(struct picture *picture)
{
    return picture->nr_rows ? &picture->row[picture->nr_rows - 1] : NULL;
}

static bool add_row(struct picture *picture, uint32_t index, const char *text)
{
    const struct picture_event *shown = &picture->event[index];
    char *copy = strdup(text);

    if ( !copy )
        return false;
    picture->row[picture->nr_rows++] = (struct picture_row){
        .first = index,
        .last = index,
        .lane = shown->lane,
        .level = shown->level,
        .mark = shown->mark,
        .text = copy,
    };
    return true;
}

/* ROW's text goes on with JOINT and MORE. */
static bool extend(struct picture_row *row, const char *joint, const char *more)
{
    char *whole;

    if ( asprintf(&whole, "%s%s%s", row->text, joint, more) < 0 )
        return false;
    free(row->text);
    row->text = whole;
    return true;
}

static bool add_quiet(struct picture *picture, uint32_t index)
{
    struct picture_row *row = last_row(picture);
    uint8_t phase = picture->event[index].phase;

    if ( picture->event[index].event.kind == EV_PHASE )
        return true;
    if ( row && row->quiet && picture->event[row->first].phase == phase )
    {
        row->last = index;
        return true;
    }
    if ( !add_row(picture, index, phases[phase]) )
        return false;
    last_row(picture)->quiet = true;
    return true;
}

/* "takes X; releases X" is "takes and releases X". */
static bool fold_release(struct picture_row *row, const char *text)
{
    static const char takes[] = "takes ", releases[] = "releases ";
    const char *last = strrchr(row->text, ';');
    char *whole;
    int length;

    last = last ? last + 2 : row->text;
    if ( strncmp(last, takes, strlen(takes)) ||
         strncmp(text, releases, strlen(releases)) ||
         strcmp(last + strlen(takes), text + strlen(releases)) )
        return false;
    length = asprintf(&whole, "%.*stakes and %s", (int)(last - row->text),
                      row->text, text);
    if ( length < 0 )
        return false;
    free(row->text);
    row->text = whole;
    return true;
}

static bool is_fold(const struct picture *picture,
                    const struct picture_row *row)
{
    return row && row->text && !row->quiet && row->mark == MARK_NONE &&
           picture->event[row->first].weight == WEIGHT_FOLD;
}

static bool add_folded(struct picture *picture, uint32_t index)
{
    const struct picture_event *shown = &picture->event[index];
    struct picture_row *row = last_row(picture);

    if ( is_fold(picture, row) && row->last + 1 == index &&
         row->lane == shown->lane && row->level == shown->level &&
         strlen(row->text) + strlen(shown->text) < MAX_FOLDED )
    {
        row->last = index;
        return fold_release(row, shown->text) || extend(row, "; ", shown->text);
    }
    return add_row(picture, index, shown->text);
}

/* A secure call that nobody says anything about is one row with its reply. */
static bool add_reply(struct picture *picture, uint32_t index, bool *added)
{
    struct picture_row *row = last_row(picture);
    const struct picture_event *shown = &picture->event[index];

    *added = row && !row->quiet && row->last == row->first &&
             row->last + 1 == index && shown->mark == MARK_NONE &&
             shown->event.kind == EV_SMC_RETURN &&
             picture->event[row->first].close == index;
    if ( !*added )
        return true;
    row->last = index;
    return extend(row, " ", shown->text);
}

static bool add_event(struct picture *picture, uint32_t index, bool all)
{
    struct picture_row *row = last_row(picture);
    bool added;

    if ( !all && is_quiet(picture, index) )
        return add_quiet(picture, index);
    switch ( weigh(picture, index) )
    {
    case WEIGHT_NONE:
        if ( row && !row->quiet && row->last + 1 == index &&
             row->lane == picture->event[index].lane )
            row->last = index;
        return true;
    case WEIGHT_FOLD:
        return add_folded(picture, index);
    default:
        if ( !add_reply(picture, index, &added) )
            return false;
        return added || add_row(picture, index, picture->event[index].text);
    }
}

/* The same but for numbers. */
static bool alike(const struct picture_row *a, const struct picture_row *b)
{
    const char *p = a->text, *q = b->text;

    if ( !p || !q || a->lane != b->lane || a->level != b->level || a->quiet ||
         b->quiet || a->mark != MARK_NONE || b->mark != MARK_NONE )
        return false;
    for ( ;; p++, q++ )
    {
        while ( isxdigit((unsigned char)*p) )
            p++;
        while ( isxdigit((unsigned char)*q) )
            q++;
        if ( *p != *q )
            return false;
        if ( !*p )
            return true;
    }
}

/* How often the PERIOD rows from AT on come again right after. */
static unsigned int rounds(const struct picture *picture, unsigned int at,
                           unsigned int period)
{
    unsigned int same = 0;

    while ( at + period + same < picture->nr_rows &&
            alike(&picture->row[at + same], &picture->row[at + period + same]) )
        same++;
    return same / period;
}

/* Rows AT + 1 .. AT + NR become one that says TEXT. */
static bool replace(struct picture *picture, unsigned int at, unsigned int nr,
                    unsigned int period, unsigned int again)
{
    struct picture_row *row = &picture->row[at];
    char *text;

    if ( asprintf(&text, "... %u more times the last %u row%s", again, period,
                  period == 1 ? "" : "s") < 0 )
        return false;
    for ( unsigned int i = 0; i < nr; i++ )
        free(row[i].text);
    row[0].last = row[nr - 1].last;
    row[0].text = text;
    row[0].level = LEVEL_GUEST;
    memmove(&row[1], &row[nr],
            (picture->nr_rows - at - nr) * sizeof(*picture->row));
    picture->nr_rows -= nr - 1;
    return true;
}

static bool fold_loops(struct picture *picture)
{
    for ( unsigned int at = 0; at < picture->nr_rows; at++ )
        for ( unsigned int period = 1; period <= MAX_PERIOD; period++ )
        {
            unsigned int again = rounds(picture, at, period);

            if ( again + 1 < MIN_ROUNDS || again * period < MIN_ROUNDS )
                continue;
            at += period;
            if ( !replace(picture, at, again * period, period, again) )
                return false;
            break;
        }
    return true;
}

/* A quiet stretch says how long it is. */
static bool count_quiet(struct picture *picture)
{
    bool failed = picture_failed(picture);

    for ( unsigned int i = 0; i < picture->nr_rows; i++ )
    {
        struct picture_row *row = &picture->row[i];
        char more[64];

        if ( !row->quiet )
            continue;
        snprintf(more, sizeof(more), ": %u step%s%s",
                 row->last - row->first + 1, row->last > row->first ? "s" : "",
                 failed && row->first > picture->result->finding.event
                     ? " after the end of the story"
                     : "");
        if ( !extend(row, "", more) )
            return false;
    }
    return true;
}

bool picture_rows(struct picture *picture, bool all)
{
    picture->row = calloc(picture->nr_events + 1u, sizeof(*picture->row));
    if ( !picture->row )
        return false;
    for ( uint32_t i = 0; i < picture->nr_events; i++ )
        if ( !add_event(picture, i, all) )
            return false;
    return fold_loops(picture) && count_quiet(picture);
}
