/* SPDX-License-Identifier: GPL-2.0-only */
#include "minimize.h"

#include <string.h>

#include "bug.h"
#include "cost.h"
#include "encode.h"
#include "passes.h"

static const struct
{
    const char *name;
    void (*perform)(struct minimize *m);
} passes[] = {
    {"calm", schedule_pass_calm},
    {"related ops", ops_pass_related},
    {"ops", ops_pass_each},
    {"CPUs", world_pass_cpus},
    {"VMs", world_pass_vms},
    {"SPs", world_pass_sps},
    {"faults", schedule_pass_faults},
    {"features", world_pass_features},
    {"start", world_pass_stage},
    {"arguments", values_pass},
    {"deviations", schedule_pass_deviations},
    {"first tier", schedule_pass_slide},
    {"one preemption fewer", schedule_pass_fewer},
};

#define NR_PASSES (sizeof(passes) / sizeof(passes[0]))

static uint64_t add(uint64_t hash, uint64_t word)
{
    hash = (hash ^ word) * 0x9e3779b97f4a7c15ull;
    return hash ^ hash >> 29;
}

/* What became of a program stands in the lowest bit of its hash. */
#define HAS_PASSED 1ull

/* Of everything that a run could depend on; never 0, and did not pass. */
static uint64_t hash_of(const struct program *program)
{
    uint8_t bytes[ENCODE_MAX_BYTES];
    size_t length = program_encode(program, bytes);
    uint64_t hash = length;

    for ( size_t i = 0; i < length; i++ )
        hash = add(hash, bytes[i]);
    for ( unsigned int i = 0; i < program->nr_deviations; i++ )
    {
        const struct deviation *d = &program->deviation[i];

        if ( d->hit )
            hash = add(add(hash, (uint64_t)d->site << 32 | d->hit),
                       0x100u | d->context);
    }
    hash &= ~HAS_PASSED;
    return hash ? hash : 2;
}

/* The place of PROGRAM among those that were tried. From now on it was. */
static uint64_t *find_tried(struct minimize *m, const struct program *program,
                            bool *known)
{
    uint64_t hash = hash_of(program);
    uint64_t *place = &m->tried[(hash >> 1) % MINIMIZE_TRIED];

    while ( *place && (*place & ~HAS_PASSED) != hash )
        if ( ++place == m->tried + MINIMIZE_TRIED )
            place = m->tried;
    *known = *place;
    if ( !*known )
        *place = hash;
    return place;
}

static bool may_run(struct minimize *m)
{
    if ( m->replays >= m->max_replays )
        m->stopped = true;
    if ( m->stopped )
        return false;
    m->replays++;
    m->client->progress(m->client->argument, m->pass, m->replays, &m->best);
    return true;
}

enum minimize_answer minimize_ask(struct minimize *m, struct program *program)
{
    enum minimize_answer answer;

    if ( !may_run(m) )
        return MINIMIZE_STOP;
    SIM_BUG_ON(!program_valid(program));
    answer = m->client->run(m->client->argument, program);
    if ( answer == MINIMIZE_STOP )
        m->stopped = true;
    return answer;
}

unsigned int minimize_trace(struct minimize *m, const struct program *program,
                            const struct minimize_point **points)
{
    if ( !may_run(m) )
        return 0;
    SIM_BUG_ON(!program_valid(program));
    return m->client->trace(m->client->argument, program, points);
}

static bool try_program(struct minimize *m, struct program *program)
{
    uint64_t cost = cost_of(&m->best);
    enum minimize_answer answer;
    uint64_t *tried;
    bool known;

    if ( cost_of(program) >= cost )
        return false;
    tried = find_tried(m, program, &known);
    if ( known )
        return false;
    answer = minimize_ask(m, program);
    if ( answer == MINIMIZE_PASS )
        *tried |= HAS_PASSED;
    if ( answer != MINIMIZE_SAME || cost_of(program) >= cost )
        return false;
    m->best = *program;
    return true;
}

bool minimize_passes(struct minimize *m, const struct program *program)
{
    struct program ran = *program;
    bool known;
    uint64_t *tried = find_tried(m, program, &known);

    if ( !known && minimize_ask(m, &ran) == MINIMIZE_PASS )
        *tried |= HAS_PASSED;
    return *tried & HAS_PASSED;
}

bool minimize_try_exactly(struct minimize *m, const struct draft *draft)
{
    struct program program;

    draft_ordinals(draft, &program);
    return try_program(m, &program);
}

bool minimize_try(struct minimize *m, const struct draft *draft)
{
    struct program program;

    if ( minimize_try_exactly(m, draft) )
        return true;
    if ( !draft->program.nr_deviations )
        return false;
    draft_anchors(draft, &program);
    return try_program(m, &program);
}

void minimize_subsets(struct minimize *m, unsigned int nr,
                      bool (*attempt)(struct minimize *m, uint64_t without))
{
    unsigned int size = nr;

    SIM_BUG_ON(nr > 64);
    while ( size && nr )
    {
        unsigned int end = nr;

        while ( end )
        {
            unsigned int start = end > size ? end - size : 0;
            uint64_t many = end - start;
            uint64_t mask = (many < 64 ? (1ull << many) - 1 : ~0ull) << start;

            if ( m->stopped )
                return;
            if ( attempt(m, mask) )
                nr -= (unsigned int)many;
            end = start;
        }
        size = size > nr && nr ? nr : size / 2;
    }
}

static void perform_passes(struct minimize *m)
{
    uint64_t before;

    do
    {
        before = cost_of(&m->best);
        for ( size_t i = 0; i < NR_PASSES && !m->stopped; i++ )
        {
            m->pass = passes[i].name;
            passes[i].perform(m);
        }
    } while ( !m->stopped && cost_of(&m->best) < before );
}

void minimize_program(struct minimize *m, const struct minimize_client *client,
                      const struct program *program, unsigned int max_replays)
{
    struct program before;

    SIM_BUG_ON(!client || max_replays > MINIMIZE_MAX_REPLAYS);
    memset(m, 0, sizeof(*m));
    m->client = client;
    m->max_replays = max_replays;
    m->best = *program;
    m->pass = "start";
    do
    {
        perform_passes(m);
        before = m->best;
        m->pass = "critical swap";
        swap_find(m);
        /* What slid to the edge may need less now. */
    } while ( !m->stopped && !program_equal(&before, &m->best) );
}
