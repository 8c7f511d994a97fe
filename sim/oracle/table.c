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

/* The oracles of all runs, then those of fine runs. */
struct bench
{
    /* Who wants which kind of event, in the order of the table. */
    struct
    {
        unsigned int nr;
        const struct oracle *oracle[NR_ORACLES];
    } wanted[EVENT_KINDS];
    bool idle[EVENT_KINDS]; /* nobody does anything about them              */
};
static struct bench benches[2];
static bool ready;

static void want(const struct oracle *oracle, enum event_kind kind)
{
    struct bench *bench = &benches[oracle->fine];

    SIM_BUG_ON((unsigned int)kind >= EVENT_KINDS);
    bench->wanted[kind].oracle[bench->wanted[kind].nr++] = oracle;
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
            benches[fine].idle[kind] = !benches[fine].wanted[kind].nr &&
                                       !view_enter[kind] && !view_leave[kind] &&
                                       !endpoint_enter[kind] &&
                                       !endpoint_leave[kind];
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

static bool judge_event(const struct bench *bench, const struct event *event,
                        unsigned int index, struct finding *finding)
{
    for ( unsigned int i = 0; i < bench->wanted[event->kind].nr; i++ )
    {
        const struct oracle *oracle = bench->wanted[event->kind].oracle[i];

        if ( oracle->see(event, index, &finding->complaint) )
            continue;
        finding->oracle = oracle;
        finding->event = index;
        return false;
    }
    return true;
}

static void show(view_handler *handler, const struct event *event)
{
    if ( handler )
        handler(event);
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
    const struct bench *bench = &benches[fine];
    struct event event;

    for ( ; log_next(&next.cursor, &event); next.index++ )
    {
        if ( bench->idle[event.kind] )
            continue;
        view.now = next.index;
        show(view_enter[event.kind], &event);
        show(endpoint_enter[event.kind], &event);
        if ( !judge_event(bench, &event, next.index, finding) )
            return false;
        show(endpoint_leave[event.kind], &event);
        show(view_leave[event.kind], &event);
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
