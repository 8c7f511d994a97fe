/* SPDX-License-Identifier: GPL-2.0-only */
/* Deviations go; what is left moves to where it reads best. */
#include "cost.h"
#include "passes.h"

static bool without_deviations(struct minimize *m, uint64_t mask)
{
    struct draft draft;

    draft_begin(&draft, &m->best);
    draft_drop_deviations(&draft, mask);
    return minimize_try(m, &draft);
}

static uint64_t of_kind(const struct program *program, enum choice_kind kind)
{
    uint64_t mask = 0;

    for ( unsigned int i = 0; i < program->nr_deviations; i++ )
        if ( program->deviation[i].kind == kind )
            mask |= 1ull << i;
    return mask;
}

void schedule_pass_calm(struct minimize *m)
{
    if ( !m->best.nr_deviations || without_deviations(m, UINT64_MAX) )
        return;
    without_deviations(m, of_kind(&m->best, CHOICE_SCHED));
}

void schedule_pass_faults(struct minimize *m)
{
    for ( unsigned int kind = CHOICE_SCHED + 1; kind < CHOICE_KINDS; kind++ )
        without_deviations(m, of_kind(&m->best, (enum choice_kind)kind));
}

/* The first of its alternatives, or a lower one. */
static void lower_value(struct minimize *m, unsigned int index)
{
    struct draft draft;

    for ( uint32_t value = m->best.deviation[index].value; value > 1; )
    {
        value /= 2;
        draft_begin(&draft, &m->best);
        draft.program.deviation[index].value = value;
        if ( minimize_try(m, &draft) )
            return;
    }
}

void schedule_pass_deviations(struct minimize *m)
{
    minimize_subsets(m, m->best.nr_deviations, without_deviations);
    for ( unsigned int i = 0; i < m->best.nr_deviations; i++ )
        if ( m->best.deviation[i].kind != CHOICE_SCHED )
            lower_value(m, i);
}

/* The deviation INDEX, at POINT instead. */
static bool move_to(struct minimize *m, unsigned int index,
                    const struct minimize_point *point)
{
    uint32_t value = m->best.deviation[index].value;
    struct draft draft;

    draft_begin(&draft, &m->best);
    draft.program.deviation[index] = point->at;
    draft.program.deviation[index].value = value;
    draft.owner[index] = DRAFT_AS_IT_IS;
    return minimize_try_exactly(m, &draft);
}

static unsigned int find_point(const struct minimize_point *points,
                               unsigned int nr, const struct deviation *d)
{
    unsigned int i = 0;

    while ( i < nr && (points[i].at.cpu != d->cpu || points[i].at.op != d->op ||
                       points[i].at.index != d->index) )
        i++;
    return i;
}

/* The nearest point of the first tier on the same CPU, before or after. */
static void slide(struct minimize *m, unsigned int index)
{
    const struct minimize_point *points;
    unsigned int nr = minimize_trace(m, &m->best, &points);
    unsigned int cpu = m->best.deviation[index].cpu;
    unsigned int here = find_point(points, nr, &m->best.deviation[index]);

    for ( unsigned int i = here; i-- > 0 && here < nr; )
        if ( points[i].at.cpu == cpu && !cost_site_is_fine(points[i].at.site) )
        {
            if ( move_to(m, index, &points[i]) )
                return;
            break;
        }
    for ( unsigned int i = here; i < nr; i++ )
        if ( points[i].at.cpu == cpu && !cost_site_is_fine(points[i].at.site) )
        {
            move_to(m, index, &points[i]);
            return;
        }
}

void schedule_pass_slide(struct minimize *m)
{
    for ( unsigned int i = 0; i < m->best.nr_deviations && !m->stopped; i++ )
        if ( m->best.deviation[i].kind == CHOICE_SCHED &&
             m->best.deviation[i].site &&
             cost_site_is_fine(m->best.deviation[i].site) )
            slide(m, i);
}

/* At most so many candidates for one preemption fewer. */
#define FEWER_REPLAYS 512u

/*
 * Without the deviation GONE, and another one anywhere on the way: with two,
 * that is every schedule with one.
 */
static bool fewer_by(struct minimize *m, unsigned int gone, unsigned int moved)
{
    const struct minimize_point *points;
    unsigned int limit = m->replays + FEWER_REPLAYS;
    struct draft base, draft;
    unsigned int nr;

    draft_begin(&base, &m->best);
    draft_drop_deviations(&base, 1ull << gone | 1ull << moved);
    nr = minimize_trace(m, &base.program, &points);
    for ( unsigned int i = 0; i < nr; i++ )
        for ( uint32_t value = 1; value <= SCHED_TAKE_IRQ; value++ )
        {
            if ( !(points[i].enabled >> value & 1) )
                continue;
            if ( m->stopped || m->replays >= limit )
                return false;
            draft = base;
            draft_add(&draft, &points[i].at, value);
            if ( minimize_try_exactly(m, &draft) )
                return true;
        }
    return false;
}

void schedule_pass_fewer(struct minimize *m)
{
    for ( unsigned int gone = 0; gone < m->best.nr_deviations; gone++ )
        for ( unsigned int moved = 0; moved < m->best.nr_deviations; moved++ )
            if ( gone != moved && !m->stopped &&
                 m->best.deviation[gone].kind == CHOICE_SCHED &&
                 m->best.deviation[moved].kind == CHOICE_SCHED &&
                 fewer_by(m, gone, moved) )
                return;
}
