/* SPDX-License-Identifier: GPL-2.0-only */
#include "swap.h"

#include "passes.h"
#include "swap-change.h"
#include "swap-schedule.h"

/* Does DRAFT pass? Then it is the nearest run that does. */
static bool passes(struct minimize *m, const struct draft *draft)
{
    struct program program;

    draft_ordinals(draft, &program);
    if ( !minimize_passes(m, &program) )
        return false;
    m->swap.passing = program;
    return true;
}

/* The last pair of ops first: it is nearest to the failure. */
static bool find_ops(struct minimize *m)
{
    struct draft draft;

    for ( unsigned int i = m->best.nr_ops; i-- > 1; )
    {
        draft_begin(&draft, &m->best);
        draft_exchange_ops(&draft, i - 1);
        if ( !passes(m, &draft) )
            continue;
        m->swap.kind = SWAP_OPS;
        m->swap.index = i - 1;
        return true;
    }
    return false;
}

static bool find_deviation(struct minimize *m)
{
    struct draft draft;

    for ( unsigned int i = 0; i < m->best.nr_deviations; i++ )
    {
        draft_begin(&draft, &m->best);
        draft_drop_deviations(&draft, 1ull << i);
        if ( !passes(m, &draft) )
            continue;
        m->swap.kind = SWAP_DEVIATION;
        m->swap.index = i;
        return true;
    }
    return false;
}

void swap_find(struct minimize *m)
{
    m->swap.kind = SWAP_NONE;
    if ( swap_schedule_slide(m) || find_ops(m) || find_deviation(m) ||
         swap_schedule_add(m) )
        return;
    swap_change_find(m);
}
