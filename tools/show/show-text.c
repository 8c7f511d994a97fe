/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The picture as a table: a line a row, a column a lane. Only one lane has
 * something to say in a row, so its words may go on over the lanes to its
 * right.
 */
#include "show.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "oracle.h"
#include "stacks.h"
#include "words.h"

#define COLUMNS       SHOW_TEXT_COLUMNS
#define FIRST_LANE    9u  /* behind the mark and the step                     */
#define LAST_WORDS    30u /* columns that the last lane has at least          */
#define MAX_STRIDE    28u
#define SHORT_STRIDE  11u /* below it names of lanes are short                */
#define LEVEL_COLUMNS 2u

struct table
{
    FILE *out;
    const struct picture *picture;
    unsigned int column[PICTURE_MAX_LANES]; /* 0: not shown                  */
    unsigned int stride;
    uint32_t busy[PROGRAM_MAX_CPUS]; /* the CPU is in something until there  */
    uint32_t seen; /* events that BUSY knows of                              */
};

static void place_lanes(struct table *table)
{
    unsigned int nr = 0, at = FIRST_LANE;

    for ( unsigned int i = 0; i < table->picture->nr_lanes; i++ )
        nr += picture_shows_lane(table->picture, i);
    table->stride = MAX_STRIDE;
    if ( nr > 1 && (COLUMNS - FIRST_LANE - LAST_WORDS) / (nr - 1) < MAX_STRIDE )
        table->stride = (COLUMNS - FIRST_LANE - LAST_WORDS) / (nr - 1);
    for ( unsigned int i = 0; i < table->picture->nr_lanes; i++ )
        if ( picture_shows_lane(table->picture, i) )
        {
            table->column[i] = at;
            at += table->stride;
        }
}

/* A line is finished without blanks at its end. */
static void put_line(FILE *out, char line[COLUMNS + 1])
{
    size_t length = COLUMNS;

    while ( length && line[length - 1] == ' ' )
        length--;
    fprintf(out, "%.*s\n", (int)length, line);
}

static void put_at(char *line, unsigned int column, const char *text)
{
    for ( ; *text && column < COLUMNS; column++ )
        line[column] = *text++;
}

static void put_lane_names(const struct table *table)
{
    char line[COLUMNS + 1];

    memset(line, ' ', COLUMNS);
    put_at(line, 3, "step");
    for ( unsigned int i = 0; i < table->picture->nr_lanes; i++ )
    {
        const char *name = table->picture->lane[i].name;

        if ( table->stride < SHORT_STRIDE && strchr(name, 'x') )
            name = strchr(name, 'x') + 1;
        if ( table->column[i] )
            put_at(line, table->column[i], name);
    }
    put_line(table->out, line);
    memset(line, '-', COLUMNS);
    put_line(table->out, line);
}

/* What every CPU is doing when event INDEX happens. */
static void follow(struct table *table, uint32_t index)
{
    for ( ; table->seen <= index; table->seen++ )
    {
        const struct picture_event *shown = &table->picture->event[table->seen];
        uint32_t *busy = &table->busy[shown->event.cpu % PROGRAM_MAX_CPUS];

        if ( shown->close > *busy )
            *busy = shown->close;
    }
}

static void put_bars(const struct table *table, char *line, uint32_t index)
{
    for ( unsigned int i = 0; i < table->picture->nr_lanes; i++ )
        if ( table->column[i] )
            put_at(line, table->column[i],
                   i < PROGRAM_MAX_CPUS && table->busy[i] > index ? "|" : ".");
}

/* As many words of TEXT as fit into ROOM; at least something. */
static size_t words_that_fit(const char *text, size_t room)
{
    size_t length = strlen(text), at = room;

    if ( length <= room )
        return length;
    while ( at && text[at] != ' ' )
        at--;
    return at ? at : room;
}

static void put_words(const struct table *table, char *line,
                      unsigned int column, const char *text, uint32_t index)
{
    while ( *text )
    {
        size_t part = words_that_fit(text, COLUMNS - column);

        memset(line + column, ' ', COLUMNS - column);
        memcpy(line + column, text, part);
        put_line(table->out, line);
        text += part;
        while ( *text == ' ' )
            text++;
        memset(line, ' ', COLUMNS);
        put_bars(table, line, index);
    }
}

static unsigned int row_column(const struct table *table,
                               const struct picture_row *row)
{
    unsigned int column = table->column[row->lane];

    if ( row->quiet || !column )
        return FIRST_LANE;
    return column + (table->picture->lane[row->lane].is_cpu
                         ? 2 + LEVEL_COLUMNS * row->level
                         : 0);
}

static void put_row(struct table *table, const struct picture_row *row)
{
    static const char *const marks[] = {"", "A>", "B>", " *", "S>"};
    char line[COLUMNS + 1], step[16];

    follow(table, row->first);
    memset(line, ' ', COLUMNS);
    if ( row->quiet )
    {
        snprintf(step, sizeof(step), "%7s", "...");
        put_at(line, 0, step);
        put_words(table, line, FIRST_LANE, row->text, row->first);
        return;
    }
    put_bars(table, line, row->first);
    put_at(line, 0, marks[row->mark]);
    snprintf(step, sizeof(step), "%5" PRIu32, row->first);
    put_at(line, 2, step);
    put_words(table, line, row_column(table, row), row->text, row->first);
}

static void put_wrapped(FILE *out, const char *label, const char *text)
{
    unsigned int indent = (unsigned int)strlen(label);

    fputs(label, out);
    while ( *text )
    {
        size_t part = words_that_fit(text, COLUMNS - indent);
        size_t line = strcspn(text, "\n");

        if ( line < part )
            part = line;
        fprintf(out, "%.*s\n", (int)part, text);
        text += part;
        while ( *text == ' ' || *text == '\n' )
            text++;
        if ( *text )
            fprintf(out, "%*s", (int)indent, "");
    }
}

static void put_head(FILE *out, const struct picture *picture)
{
    const struct result *result = picture->result;
    const struct scenario *scenario = picture->scenario;

    fprintf(out, "%s: %s", picture->file, verdict_name(result->verdict));
    if ( result->finding.oracle )
        fprintf(out, " %s sig=%016" PRIx64, result->finding.oracle->name,
                result->signature);
    fprintf(out, " digest=%016" PRIx64 "\n", result->digest);
    if ( scenario->why[0] )
        put_wrapped(out, "Why:      ", scenario->why);
    if ( result->finding.oracle )
    {
        put_wrapped(out, "Promised: ", result->finding.oracle->promise);
        put_wrapped(out, "Happened: ", result->finding.complaint.text);
    }
    if ( result->verdict == VERDICT_ERROR )
        put_wrapped(out, "ERROR:    ", result->error ? result->error : "?");
    fputc('\n', out);
}

static bool has_pair(const struct picture *picture)
{
    return picture->result->finding.complaint.earlier >= 0;
}

static void put_legend(FILE *out, const struct picture *picture)
{
    fputs("\nIndented in a CPU's lane: the hypervisor; softirqs and tasklets; "
          "interrupts. | it is in the midst of something.\n",
          out);
    if ( picture_failed(picture) )
        fputs(has_pair(picture) ? "A> and B> do not go together (below). "
                                : "B> is where it broke (below). ",
              out);
    fputs("* the schedule deviates from the plain one.\n", out);
}

static void put_pair(FILE *out, const struct picture *picture)
{
    static const char *const names[] = {
        [MARK_EARLIER] = "A", [MARK_LATER] = "B"};

    if ( !picture_failed(picture) )
        return;
    fputs(has_pair(picture) ? "\nThe critical pair:\n" : "\nWhere it broke:\n",
          out);
    for ( unsigned int i = 0; i < picture->nr_events; i++ )
    {
        const struct picture_event *shown = &picture->event[i];

        if ( shown->mark != MARK_EARLIER && shown->mark != MARK_LATER )
            continue;
        fprintf(out, "  %s> %u, cpu%u, %s: %s\n", names[shown->mark], i,
                shown->event.cpu,
                program_context_name((enum context)shown->event.context),
                shown->text);
        stack_print(out, stacks_at(i), "       ");
    }
}

static void put_swap(FILE *out, const struct picture *picture)
{
    const uint32_t *swap = picture->scenario->swap;

    if ( picture->has_swap )
        fprintf(out,
                "\nThe critical swap (S>): if step %" PRIu32
                " came before step %" PRIu32 ", it would pass.\n",
                swap[1], swap[0]);
}

static void put_flows(FILE *out, const struct picture *picture)
{
    if ( picture->nr_flows )
        fputs("\nNotifications, by steps:\n", out);
    for ( unsigned int i = 0; i < picture->nr_flows; i++ )
    {
        const struct picture_flow *flow = &picture->flow[i];

        fputs("  ", out);
        words_endpoint(out, flow->endpoint);
        if ( flow->target != 0xffff )
            fprintf(out, ", vCPU %u", flow->target);
        for ( unsigned int step = 0; step < FLOW_STEPS; step++ )
            if ( flow->step[step] != FLOW_NO_STEP )
                fprintf(out, "%s%s %" PRIu32, step ? " -> " : ": ",
                        picture_step_name(step), flow->step[step]);
        fputc('\n', out);
    }
}

void show_text(FILE *out, const struct picture *picture)
{
    static struct table table;

    memset(&table, 0, sizeof(table));
    table.out = out;
    table.picture = picture;
    put_head(out, picture);
    place_lanes(&table);
    put_lane_names(&table);
    for ( unsigned int i = 0; i < picture->nr_rows; i++ )
        put_row(&table, &picture->row[i]);
    put_legend(out, picture);
    put_flows(out, picture);
    put_swap(out, picture);
    put_pair(out, picture);
}
