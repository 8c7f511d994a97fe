/* SPDX-License-Identifier: GPL-2.0-only */
#include "pages.h"

#include "bug.h"
#include "view.h"

#define MAX_FRAMES 1024u
#define MAX_RANGES 512u /* those beyond are not judged                     */

struct range
{
    uint64_t source;
    uint64_t frame;
    uint64_t nr;
    unsigned int since;
    bool excused;
};

static struct
{
    unsigned int nr;
    struct range range[MAX_RANGES];
} open;

static uint32_t run;

static struct
{
    uint32_t run;
    unsigned int owner;
} frames[MAX_FRAMES];

void pages_reset(void)
{
    run++;
    SIM_BUG_ON(!run);
    open.nr = 0;
}

unsigned int pages_owner(uint64_t frame)
{
    if ( frame >= MAX_FRAMES || frames[frame].run != run )
        return PAGES_NOBODY;
    return frames[frame].owner;
}

void pages_allocated(uint64_t frame, uint64_t nr, unsigned int owner)
{
    for ( ; nr && frame < MAX_FRAMES; nr--, frame++ )
    {
        frames[frame].run = run;
        frames[frame].owner = owner;
    }
}

void pages_freed(uint64_t frame)
{
    if ( frame < MAX_FRAMES )
        frames[frame].owner = PAGES_NOBODY;
}

void pages_open(uint64_t source, uint64_t frame, uint64_t nr)
{
    if ( open.nr < MAX_RANGES )
        open.range[open.nr++] = (struct range){
            .source = source, .frame = frame, .nr = nr, .since = view.now};
}

void pages_close(uint64_t source)
{
    unsigned int kept = 0;

    for ( unsigned int i = 0; i < open.nr; i++ )
        if ( open.range[i].source != source )
            open.range[kept++] = open.range[i];
    open.nr = kept;
}

void pages_excuse(void)
{
    for ( unsigned int i = 0; i < open.nr; i++ )
        open.range[i].excused = true;
}

bool pages_are_open(uint64_t frame, unsigned int *since)
{
    for ( unsigned int i = 0; i < open.nr; i++ )
    {
        const struct range *range = &open.range[i];

        if ( range->excused || frame - range->frame >= range->nr )
            continue;
        *since = range->since;
        return true;
    }
    return false;
}
