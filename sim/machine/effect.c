/* SPDX-License-Identifier: GPL-2.0-only */
#include "effect.h"

#include "bug.h"
#include "page.h"

/* What is smaller than this is one thing. */
#define GRANULE_BYTES 8u
/* The same in a page: whole ones are looked at. */
#define BLOCK_BYTES 512u

struct effects effects;

/* What was said last is often said again: the last few are looked at. */
#define RECENT 8u

void effect_note(enum effect_class class, uint64_t id, bool write)
{
    const uint64_t what = id << EFFECT_CLASS_BITS | (uint64_t) class;

    SIM_BUG_ON(class > EFFECT_FACT);
    effects.all |= class == EFFECT_ALL;
    if ( class == EFFECT_ALL || (effects.all && !effects.beside) )
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
    bool page = page_from_pointer((const void *)start) >= 0;
    uint64_t bytes = page ? BLOCK_BYTES : GRANULE_BYTES;
    uint64_t first = (uintptr_t)start / bytes;
    uint64_t end = ((uintptr_t)start + size + bytes - 1) / bytes;

    SIM_BUG_ON(!effects.wanted);
    for ( uint64_t at = first; at < end && (!effects.all || effects.beside);
          at++ )
        effect_note(page ? EFFECT_BYTES : EFFECT_MEMORY, at, write);
}

void effect_unstated(unsigned int cpu, bool begins)
{
    uint32_t bit = 1u << cpu;

    effects.unstated =
        begins ? effects.unstated | bit : effects.unstated & ~bit;
    effect_on(EFFECT_ALL, 0, true);
}
