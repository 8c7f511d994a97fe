/* SPDX-License-Identifier: GPL-2.0-only */
#include "wakeup.h"

#include "bug.h"
#include "drive.h"
#include "footprint.h"

#define NODES (1024u * 1024u)

static struct
{
    uint32_t nr;   /* that were ever used                                    */
    uint32_t free; /* those that were given back, by next                    */
    struct node
    {
        uint8_t t;
        uint32_t footprint;
        uint32_t child;
        uint32_t next;
    } node[NODES];
    bool taken[DRIVE_MAX_PLACES + 2]; /* steps that the tree has already     */
} trees;

void wakeup_reset(void)
{
    trees.nr = 1;
    trees.free = 0;
}

static uint32_t new_node(unsigned int t, uint32_t footprint)
{
    uint32_t number = trees.free;

    if ( number )
        trees.free = trees.node[number].next;
    else if ( trees.nr < NODES )
        number = trees.nr++;
    else
    {
        drive_left_out();
        return 0;
    }
    trees.node[number] = (struct node){.t = (uint8_t)t, .footprint = footprint};
    return number;
}

void wakeup_free(uint32_t tree)
{
    while ( tree )
    {
        uint32_t next = trees.node[tree].next;

        wakeup_free(trees.node[tree].child);
        trees.node[tree].next = trees.free;
        trees.free = tree;
        tree = next;
    }
}

unsigned int wakeup_width(uint32_t tree)
{
    unsigned int nr = 0;

    for ( ; tree; tree = trees.node[tree].next )
        nr++;
    return nr;
}

unsigned int wakeup_take(uint32_t *tree, uint32_t *rest)
{
    uint32_t first = *tree;

    SIM_BUG_ON(!first);
    *tree = trees.node[first].next;
    *rest = trees.node[first].child;
    trees.node[first].next = trees.free;
    trees.free = first;
    return trees.node[first].t;
}

/* The first step of T's CPU that is left in SEQUENCE, or nr. */
static unsigned int find_cpu(const struct wakeup_sequence *sequence,
                             unsigned int t)
{
    unsigned int i = 0;

    while ( i < sequence->nr &&
            (trees.taken[i] || CPU_OF(sequence->step[i].t) != CPU_OF(t)) )
        i++;
    return i;
}

static bool is_initial(const struct wakeup_sequence *sequence,
                       unsigned int step)
{
    const struct wakeup_step *later = &sequence->step[step];

    for ( unsigned int i = 0; i < step; i++ )
        if ( !trees.taken[i] &&
             (later->event == WAKEUP_UNSEEN ||
              sequence->after(later->event, sequence->step[i].event)) )
            return false;
    return true;
}

static bool has_nothing_with(const struct wakeup_sequence *sequence,
                             uint32_t footprint)
{
    for ( unsigned int i = 0; i < sequence->nr; i++ )
        if ( !trees.taken[i] &&
             footprint_conflict(sequence->step[i].footprint, footprint) )
            return false;
    return true;
}

/* *AT: the step of SEQUENCE that it is, or nr if it is none of them. */
static bool may_begin(const struct wakeup_sequence *sequence, unsigned int t,
                      uint32_t footprint, unsigned int *at)
{
    *at = find_cpu(sequence, t);
    if ( *at == sequence->nr )
        return has_nothing_with(sequence, footprint);
    return sequence->step[*at].t == t && is_initial(sequence, *at);
}

static void forget_taken(const struct wakeup_sequence *sequence)
{
    SIM_BUG_ON(sequence->nr > DRIVE_MAX_PLACES + 1);
    for ( unsigned int i = 0; i < sequence->nr; i++ )
        trees.taken[i] = false;
}

bool wakeup_may_begin(const struct wakeup_sequence *sequence, unsigned int t,
                      uint32_t footprint)
{
    unsigned int at;

    forget_taken(sequence);
    return may_begin(sequence, t, footprint, &at);
}

static void append(uint32_t *link, const struct wakeup_sequence *sequence)
{
    while ( *link )
        link = &trees.node[*link].next;
    for ( unsigned int i = 0; i < sequence->nr; i++ )
    {
        const struct wakeup_step *step = &sequence->step[i];

        if ( trees.taken[i] )
            continue;
        *link = new_node(step->t, step->footprint);
        if ( !*link )
            return;
        link = &trees.node[*link].child;
    }
}

void wakeup_insert(uint32_t *tree, const struct wakeup_sequence *sequence)
{
    uint32_t *link = tree;
    uint32_t child = *tree;
    unsigned int at;

    forget_taken(sequence);
    while ( child )
    {
        struct node *node = &trees.node[child];

        if ( !may_begin(sequence, node->t, node->footprint, &at) )
        {
            child = node->next;
            continue;
        }
        if ( !node->child )
            return;
        if ( at < sequence->nr )
            trees.taken[at] = true;
        link = &node->child;
        child = node->child;
    }
    append(link, sequence);
}

void wakeup_add(uint32_t *tree, unsigned int t)
{
    const struct wakeup_step step = {(uint8_t)t, FOOTPRINT_ALL, WAKEUP_UNSEEN};
    const struct wakeup_sequence sequence = {.nr = 1, .step = &step};

    for ( uint32_t child = *tree; child; child = trees.node[child].next )
        if ( trees.node[child].t == t )
            return;
    forget_taken(&sequence);
    append(tree, &sequence);
}
