/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A switch from CPU c at one of c's decision points lets others do something
 * (b0, b1 ...) before c's next step A. At c's next point it lets A come first.
 * Where one of the two fails and the other passes, A does not commute with one
 * of the steps b: this is found by letting c come back in the middle of them.
 */
#include "swap-schedule.h"

#include "bug.h"
#include "cost.h"
#include "passes.h"

#define SLIDE_STEPS 48u  /* so far from where it is, either way             */
#define ADD_REPLAYS 128u /* so many switches are tried                      */
#define MAX_STEPS   512u /* of others between two of c                      */

/* Two neighbouring places of a switch, of which one fails. */
struct edge
{
    struct draft base; /* without the switch                                */
    uint32_t value;    /* of the switch                                     */
    struct deviation early, late; /* its places: before A and after it      */
    bool early_fails;
};

static bool same_place(const struct deviation *a, const struct deviation *b)
{
    return a->cpu == b->cpu && a->op == b->op && a->index == b->index;
}

static unsigned int find_point(const struct minimize_point *points,
                               unsigned int nr, const struct deviation *at)
{
    unsigned int i = 0;

    while ( i < nr && !same_place(&points[i].at, at) )
        i++;
    return i;
}

/* The edge's base with a switch AT. PROGRAM is what ran, as recorded. */
static enum minimize_answer ask_switch(struct minimize *m,
                                       const struct edge *edge,
                                       const struct deviation *at,
                                       struct program *program)
{
    struct draft draft = edge->base;

    if ( draft.program.nr_deviations == PROGRAM_MAX_DEVIATIONS )
        return MINIMIZE_OTHER;
    draft_add(&draft, at, edge->value);
    draft_ordinals(&draft, program);
    return minimize_ask(m, program);
}

/* The steps between the early place and what c does next. */
struct between
{
    unsigned int nr;
    struct deviation step[MAX_STEPS];
};

static void find_between(struct minimize *m, const struct edge *edge,
                         struct between *between)
{
    const struct minimize_point *points;
    struct draft draft = edge->base;
    struct program program;
    unsigned int nr, i;

    between->nr = 0;
    draft_add(&draft, &edge->early, edge->value);
    draft_ordinals(&draft, &program);
    nr = minimize_trace(m, &program, &points);
    i = find_point(points, nr, &edge->early);
    for ( i++; i < nr && between->nr < MAX_STEPS; i++ )
    {
        /* A handler runs on c itself. */
        if ( edge->value == SCHED_TAKE_IRQ
                 ? points[i].at.context != CONTEXT_IRQ
                 : points[i].at.cpu == edge->early.cpu )
            break;
        between->step[between->nr++] = points[i].at;
    }
}

/* Does it pass if A comes right before the step NR of those between? */
static bool passes_before(struct minimize *m, const struct edge *edge,
                          const struct deviation *step)
{
    struct draft draft = edge->base;
    struct program program;

    draft_add(&draft, &edge->early, edge->value);
    draft_add(&draft, step, 1u + edge->early.cpu);
    draft_add(&draft, &edge->late, 1u + step->cpu);
    draft_ordinals(&draft, &program);
    if ( minimize_ask(m, &program) != MINIMIZE_PASS )
        return false;
    m->swap.passing = program;
    return true;
}

/*
 * Which of the steps between does not commute with A: 0 is the one before the
 * first of them, step[i - 1] begins the i-th.
 */
static unsigned int find_step(struct minimize *m, const struct edge *edge,
                              const struct between *between)
{
    unsigned int low = 0, high = between->nr + 1;

    if ( edge->value == SCHED_TAKE_IRQ ||
         edge->base.program.nr_deviations + 3 > PROGRAM_MAX_DEVIATIONS )
        return 0;
    while ( high - low > 1 && !m->stopped )
    {
        unsigned int middle = low + (high - low) / 2;
        bool passed = passes_before(m, edge, &between->step[middle - 1]);

        if ( passed != edge->early_fails )
            high = middle;
        else
            low = middle;
    }
    return low;
}

/* What FIRST and SECOND are in the run that fails, the best. */
static void tell(struct minimize *m, const struct edge *edge,
                 const struct between *between, unsigned int step)
{
    const struct minimize_point *points;
    unsigned int nr = minimize_trace(m, &m->best, &points);
    unsigned int here = find_point(points, nr, &edge->early);
    struct minimize_swap *swap = &m->swap;
    struct deviation other = {.cpu = (uint8_t)(edge->value - 1)};
    uint32_t here_event = here < nr ? points[here].event : 0;
    uint32_t other_event = here_event;

    if ( edge->value == SCHED_TAKE_IRQ )
        other.cpu = edge->early.cpu;
    if ( between->nr )
    {
        unsigned int there;

        other = between->step[step ? step - 1 : 0];
        there = find_point(points, nr, &other);
        if ( there < nr )
            other_event = points[!step && there ? there - 1 : there].event;
    }
    swap->kind = SWAP_STEPS;
    swap->first = edge->early_fails ? other : edge->early;
    swap->first_event = edge->early_fails ? other_event : here_event;
    swap->second = edge->early_fails ? edge->early : other;
    swap->second_event = edge->early_fails ? here_event : other_event;
}

static void settle(struct minimize *m, const struct edge *edge)
{
    struct between between;
    unsigned int step;

    find_between(m, edge, &between);
    step = find_step(m, edge, &between);
    tell(m, edge, &between, step);
}

/* The points of the CPU of AT where AT could be, in order. */
struct way
{
    unsigned int nr;
    unsigned int here; /* of AT; nr if it is not there                      */
    struct deviation at[2 * SLIDE_STEPS + 1];
};

static void find_way(struct minimize *m, const struct edge *edge,
                     const struct deviation *at, struct way *way)
{
    const struct minimize_point *points;
    unsigned int nr = minimize_trace(m, &edge->base.program, &points);
    unsigned int here = find_point(points, nr, at), start = here, behind = 0;

    way->nr = 0;
    if ( here == nr )
    {
        way->here = 0;
        return;
    }
    while ( start && behind < SLIDE_STEPS )
        behind += points[--start].at.cpu == at->cpu;
    way->here = 0;
    for ( unsigned int i = start; i < nr; i++ )
    {
        bool fine = cost_site_is_fine(points[i].at.site);

        if ( points[i].at.cpu != at->cpu ||
             (i != here && fine && !cost_site_is_fine(at->site)) )
            continue;
        if ( way->nr == 2 * SLIDE_STEPS + 1 )
            break;
        if ( i == here )
            way->here = way->nr;
        way->at[way->nr++] = points[i].at;
    }
}

/*
 * One place further in DIRECTION, DISTANCE from here. Whether the edge is
 * there; *OPEN becomes false if it cannot be any further.
 */
static bool slide_once(struct minimize *m, struct edge *edge,
                       const struct way *way, unsigned int distance,
                       int direction, bool *open, struct program *failing)
{
    int next = (int)way->here + direction * (int)distance;
    const struct deviation *at, *before;
    enum minimize_answer answer;
    struct program program;

    *open = *open && next >= 0 && next < (int)way->nr;
    if ( !*open )
        return false;
    at = &way->at[next];
    before = &way->at[next - direction];
    answer = ask_switch(m, edge, at, &program);
    if ( answer == MINIMIZE_SAME )
        *failing = program;
    *open = answer == MINIMIZE_SAME;
    if ( answer != MINIMIZE_PASS )
        return false;
    m->swap.passing = program;
    edge->early_fails = direction > 0;
    edge->early = direction > 0 ? *before : *at;
    edge->late = direction > 0 ? *at : *before;
    return true;
}

static bool slide(struct minimize *m, unsigned int index)
{
    struct program failing[2] = {m->best, m->best};
    bool open[2] = {true, true};
    struct edge edge = {.value = m->best.deviation[index].value};
    struct way way;

    draft_begin(&edge.base, &m->best);
    draft_drop_deviations(&edge.base, 1ull << index);
    find_way(m, &edge, &m->best.deviation[index], &way);
    if ( !way.nr )
        return false;
    for ( unsigned int distance = 1; distance <= SLIDE_STEPS; distance++ )
        for ( int later = 1; later >= 0; later-- )
        {
            if ( !slide_once(m, &edge, &way, distance, later ? 1 : -1,
                             &open[later], &failing[later]) )
                continue;
            m->best = failing[later];
            settle(m, &edge);
            return true;
        }
    return false;
}

bool swap_schedule_slide(struct minimize *m)
{
    for ( unsigned int i = m->best.nr_deviations; i-- > 0 && !m->stopped; )
        if ( m->best.deviation[i].kind == CHOICE_SCHED && slide(m, i) )
            return true;
    return false;
}

/* The next point of the CPU of POINTS[INDEX], or NR. */
static unsigned int next_of(const struct minimize_point *points,
                            unsigned int nr, unsigned int index)
{
    unsigned int i = index + 1;

    while ( i < nr && points[i].at.cpu != points[index].at.cpu )
        i++;
    return i;
}

/* A switch at the point INDEX passes, and one point later it does not. */
static bool add_at(struct minimize *m, struct edge *edge,
                   const struct minimize_point *points, unsigned int nr,
                   unsigned int index)
{
    unsigned int next = next_of(points, nr, index);
    struct program program, passing;

    edge->early = points[index].at;
    if ( next == nr ||
         ask_switch(m, edge, &edge->early, &program) != MINIMIZE_PASS )
        return false;
    passing = program;
    edge->late = points[next].at;
    if ( ask_switch(m, edge, &edge->late, &program) != MINIMIZE_SAME )
        return false;
    m->swap.passing = passing;
    settle(m, edge);
    return true;
}

bool swap_schedule_add(struct minimize *m)
{
    const struct minimize_point *points;
    unsigned int nr = minimize_trace(m, &m->best, &points);
    unsigned int limit = m->replays + ADD_REPLAYS;
    struct edge edge = {.early_fails = false};

    draft_begin(&edge.base, &m->best);
    for ( unsigned int i = nr; i-- > 0; )
        for ( edge.value = 1; edge.value <= SCHED_TAKE_IRQ; edge.value++ )
        {
            if ( !(points[i].enabled >> edge.value & 1) )
                continue;
            if ( m->stopped || m->replays >= limit )
                return false;
            if ( add_at(m, &edge, points, nr, i) )
                return true;
        }
    return false;
}
