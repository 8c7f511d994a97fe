/* SPDX-License-Identifier: GPL-2.0-only */
#include "pages.h"

#include "records.h"
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

RECORDS(struct range, open, MAX_RANGES)

struct frame
{
    bool owned;
    unsigned int owner;
};
RECORDS(struct frame, frames, MAX_FRAMES)

void pages_reset(void)
{
    frames.nr = 0;
    open.nr = 0;
}

unsigned int pages_owner(uint64_t frame)
{
    if ( frame >= frames.nr || !frames.record[frame].owned )
        return PAGES_NOBODY;
    return frames.record[frame].owner;
}

void pages_allocated(uint64_t frame, uint64_t nr, unsigned int owner)
{
    for ( ; nr && frame < MAX_FRAMES; nr--, frame++ )
        *frames_at(frame) = (struct frame){true, owner};
}

void pages_freed(uint64_t frame)
{
    if ( frame < frames.nr )
        frames.record[frame].owned = false;
}

void pages_open(uint64_t source, uint64_t frame, uint64_t nr)
{
    if ( open.nr < MAX_RANGES )
        *open_at(open.nr) = (struct range){
            .source = source, .frame = frame, .nr = nr, .since = view.now};
}

void pages_close(uint64_t source)
{
    unsigned int kept = 0;

    for ( unsigned int i = 0; i < open.nr; i++ )
        if ( open.record[i].source != source )
            open.record[kept++] = open.record[i];
    open.nr = kept;
}

void pages_excuse(void)
{
    for ( unsigned int i = 0; i < open.nr; i++ )
        open.record[i].excused = true;
}

bool pages_are_open(uint64_t frame, unsigned int *since)
{
    for ( unsigned int i = 0; i < open.nr; i++ )
    {
        const struct range *range = &open.record[i];

        if ( range->excused || frame - range->frame >= range->nr )
            continue;
        *since = range->since;
        return true;
    }
    return false;
}
