/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The judges, and the one walk over the log that serves them all.
 */
#include "oracle.h"

#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "bug.h"
#include "endpoint.h"
#include "run-state.h"
#include "view.h"

#define ORACLES(X)                                                             \
    X(memory_safety)                                                           \
    X(assertion)                                                               \
    X(lock_discipline)                                                         \
    X(deadlock)                                                                \
    X(livelock)                                                                \
    X(unbounded_work)                                                          \
    X(lost_notification)                                                       \
    X(phantom_notification)                                                    \
    X(vm_notification)                                                         \
    X(isolation)                                                               \
    X(abi_mismatch)                                                            \
    X(memory_isolation)                                                        \
    X(rx_ownership)                                                            \
    X(spmc_protocol)                                                           \
    X(spmc_memory)                                                             \
    X(guest_result)                                                            \
    X(leak)                                                                    \
    X(data_race)                                                               \
    X(double_fetch)

#define DECLARE(name) extern const struct oracle oracle_##name;
ORACLES(DECLARE)

#define ENTRY(name) &oracle_##name,
const struct oracle *const oracle_table[] = {ORACLES(ENTRY)};

#define NR_ORACLES SIM_ARRAY_SIZE(oracle_table)
const unsigned int oracle_table_size = NR_ORACLES;

/* Who does something about an event of one kind, in this order; each list ends
 * with NULL. */
struct row
{
    bool idle; /* nobody                                                    */
    view_handler *enter[3];
    const struct oracle *wanted[NR_ORACLES + 1];
    view_handler *leave[3];
};

/* For the oracles of all runs, then for those of fine runs. */
static struct row rows[2][EVENT_KINDS];
static bool ready;

static void want(const struct oracle *oracle, enum event_kind kind)
{
    const struct oracle **last = rows[oracle->fine][kind].wanted;

    SIM_BUG_ON((unsigned int)kind >= EVENT_KINDS);
    while ( *last )
        last++;
    *last = oracle;
}

static void add(view_handler **list, view_handler *handler)
{
    if ( handler )
        list[list[0] != NULL] = handler;
}

static void prepare_row(struct row *row, enum event_kind kind)
{
    add(row->enter, view_enter[kind]);
    add(row->enter, endpoint_enter[kind]);
    add(row->leave, endpoint_leave[kind]);
    add(row->leave, view_leave[kind]);
    row->idle = !row->enter[0] && !row->wanted[0] && !row->leave[0];
}

static void prepare(void)
{
    for ( unsigned int i = 0; i < NR_ORACLES; i++ )
    {
        const enum event_kind *kind = oracle_table[i]->wants;

        for ( unsigned int all = 0; !kind && all < EVENT_KINDS; all++ )
            want(oracle_table[i], (enum event_kind)all);
        for ( ; kind && *kind != EVENT_KINDS; kind++ )
            want(oracle_table[i], *kind);
    }
    for ( unsigned int kind = 0; kind < EVENT_KINDS; kind++ )
        for ( unsigned int fine = 0; fine < 2; fine++ )
            prepare_row(&rows[fine][kind], (enum event_kind)kind);
    ready = true;
}

static void reset(bool fine)
{
    if ( !ready )
        prepare();
    view_reset();
    endpoint_reset();
    for ( unsigned int i = 0; i < NR_ORACLES; i++ )
        if ( oracle_table[i]->reset && oracle_table[i]->fine == fine )
            oracle_table[i]->reset();
}

static void show(view_handler *const *handler, const struct event *event)
{
    for ( ; *handler; handler++ )
        (*handler)(event);
}

/* False: an oracle says no. */
static bool judge(const struct row *row, const struct event *event,
                  struct finding *finding)
{
    const struct oracle *const *oracle = row->wanted;

    show(row->enter, event);
    for ( ; *oracle; oracle++ )
        if ( !(*oracle)->see(event, view.now, &finding->complaint) )
        {
            finding->oracle = *oracle;
            finding->event = view.now;
            return false;
        }
    show(row->leave, event);
    return true;
}

/* The next event that was not judged yet. */
static struct
{
    uint32_t cursor;
    unsigned int index;
} next;
STATE(next);

static void begin(bool fine)
{
    reset(fine);
    next.cursor = 0;
    next.index = 0;
}

static bool walk(bool fine, struct finding *finding)
{
    struct event event;

    for ( ; log_next(&next.cursor, &event); next.index++ )
    {
        const struct row *row = &rows[fine][event.kind];

        view.now = next.index;
        if ( !row->idle && !judge(row, &event, finding) )
            return false;
    }
    return true;
}

static bool walk_again(struct finding *finding)
{
    begin(true);
    return walk(true, finding);
}

void oracle_begin(void)
{
    begin(false);
}

bool oracle_judge(struct finding *finding)
{
    finding->oracle = NULL;
    finding->complaint.earlier = -1;
    return walk(false, finding) && (!log_is_fine() || walk_again(finding));
}

uint64_t oracle_signature(const struct finding *finding)
{
    const char *words[3];
    char text[512];
    size_t used = 0;

    SIM_BUG_ON(!finding->oracle);
    words[0] = finding->oracle->name;
    words[1] = finding->complaint.site;
    words[2] = finding->complaint.object;
    for ( unsigned int i = 0; i < SIM_ARRAY_SIZE(words); i++ )
    {
        size_t length = strnlen(words[i], sizeof(text) / 3 - 1);

        memcpy(&text[used], words[i], length);
        used += length;
        text[used++] = '\0';
    }
    return XXH3_64bits(text, used);
}
