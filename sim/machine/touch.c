/* SPDX-License-Identifier: GPL-2.0-only */
#include "touch.h"

#include "bug.h"

/* What is smaller than this is one thing. */
#define GRANULE_BYTES 8u

struct touches touches;

/* What was said last is often said again: the last few are looked at. */
#define RECENT 8u

void touch_note(enum touch_class class, uint64_t id, bool write)
{
    const uint64_t what = id << TOUCH_CLASS_BITS | (uint64_t) class;

    SIM_BUG_ON(class > TOUCH_CPU);
    touches.all |= class == TOUCH_ALL;
    if ( touches.all )
        return;
    for ( unsigned int i = touches.nr; i-- > 0 && i + RECENT >= touches.nr; )
        if ( touches.list[i].what == what )
        {
            touches.list[i].write |= write;
            return;
        }
    if ( touches.nr == TOUCH_MAX )
        touches.all = true;
    else
        touches.list[touches.nr++] = (struct touch){what, write};
}

void touch_note_range(const volatile void *start, uint64_t size, bool write)
{
    uint64_t first = (uintptr_t)start / GRANULE_BYTES;
    uint64_t end =
        ((uintptr_t)start + size + GRANULE_BYTES - 1) / GRANULE_BYTES;

    SIM_BUG_ON(!touches.wanted);
    for ( uint64_t at = first; at < end && !touches.all; at++ )
        touch_note(TOUCH_MEMORY, at, write);
}
