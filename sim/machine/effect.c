/* SPDX-License-Identifier: GPL-2.0-only */
#include "effect.h"

#include "bug.h"

/* What is smaller than this is one thing. */
#define GRANULE_BYTES 8u

struct effects effects;

/* What was said last is often said again: the last few are looked at. */
#define RECENT 8u

void effect_note(enum effect_class class, uint64_t id, bool write)
{
    const uint64_t what = id << EFFECT_CLASS_BITS | (uint64_t) class;

    SIM_BUG_ON(class > EFFECT_CPU);
    effects.all |= class == EFFECT_ALL;
    if ( effects.all )
        return;
    for ( unsigned int i = effects.nr; i-- > 0 && i + RECENT >= effects.nr; )
        if ( effects.list[i].what == what )
        {
            effects.list[i].write |= write;
            return;
        }
    if ( effects.nr == EFFECT_MAX )
        effects.all = true;
    else
        effects.list[effects.nr++] = (struct effect){what, write};
}

void effect_note_range(const volatile void *start, uint64_t size, bool write)
{
    uint64_t first = (uintptr_t)start / GRANULE_BYTES;
    uint64_t end =
        ((uintptr_t)start + size + GRANULE_BYTES - 1) / GRANULE_BYTES;

    SIM_BUG_ON(!effects.wanted);
    for ( uint64_t at = first; at < end && !effects.all; at++ )
        effect_note(EFFECT_MEMORY, at, write);
}
