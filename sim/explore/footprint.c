/* SPDX-License-Identifier: GPL-2.0-only */
#include "footprint.h"

#include <stdlib.h>
#include <string.h>

#include "bug.h"
#include "effect.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#define FOOTPRINTS 16384u
#define SLOTS      (2 * FOOTPRINTS)
#define WORDS      (4u * 1024u * 1024u)
#define KNOWN      1024u /* pairs of the first so many are remembered        */

/* What was touched, ascending; the top bit: it was written. */
#define WRITTEN (1ull << 63)

static struct
{
    unsigned int nr;
    size_t used; /* words                                                   */
    struct footprint
    {
        uint64_t hash;
        uint64_t reads; /* one bit of a hash each: a quick no               */
        uint64_t writes;
        size_t start;
        unsigned int nr;
    } footprint[FOOTPRINTS];
    uint32_t slot[SLOTS]; /* by hash; 0: free                               */
    uint8_t pair[KNOWN][KNOWN]; /* 0: not known, 1: no, 2: yes              */
    uint64_t word[WORDS];
} all;

void footprint_reset(void)
{
    for ( unsigned int i = 0; i < all.nr && i < KNOWN; i++ )
        memset(all.pair[i], 0, sizeof(all.pair[i]));
    memset(all.slot, 0, sizeof(all.slot));
    all.nr = FOOTPRINT_ALL + 1;
    all.used = 0;
}

static uint64_t bit_of(uint64_t word)
{
    return 1ull << ((word & ~WRITTEN) * 0x9e3779b97f4a7c15ull >> 58);
}

static int ascending(const void *a, const void *b)
{
    uint64_t left = ((const struct effect *)a)->what;
    uint64_t right = ((const struct effect *)b)->what;

    return left < right ? -1 : left > right;
}

static void sort(struct effect *list, unsigned int nr)
{
    if ( nr > 32 )
    {
        qsort(list, nr, sizeof(*list), ascending);
        return;
    }
    for ( unsigned int i = 1; i < nr; i++ )
    {
        struct effect one = list[i];
        unsigned int at = i;

        for ( ; at && list[at - 1].what > one.what; at-- )
            list[at] = list[at - 1];
        list[at] = one;
    }
}

/* The machine's list as words at the end of all.word. Returns how many. */
static unsigned int write_words(void)
{
    uint64_t *word = &all.word[all.used];
    unsigned int nr = 0;

    sort(effects.list, effects.nr);
    for ( unsigned int i = 0; i < effects.nr; i++ )
    {
        const struct effect *touch = &effects.list[i];

        SIM_BUG_ON(touch->what & WRITTEN);
        if ( !nr || (word[nr - 1] & ~WRITTEN) != touch->what )
            word[nr++] = touch->what;
        word[nr - 1] |= touch->write ? WRITTEN : 0;
    }
    return nr;
}

static bool is(const struct footprint *footprint, uint64_t hash,
               const uint64_t *word, unsigned int nr)
{
    return footprint->hash == hash && footprint->nr == nr &&
           !memcmp(&all.word[footprint->start], word, nr * sizeof(*word));
}

static uint32_t add(uint64_t hash, unsigned int nr)
{
    struct footprint *footprint = &all.footprint[all.nr];

    *footprint = (struct footprint){.hash = hash, .start = all.used, .nr = nr};
    for ( unsigned int i = 0; i < nr; i++ )
    {
        uint64_t word = all.word[all.used + i];

        footprint->reads |= bit_of(word);
        footprint->writes |= word & WRITTEN ? bit_of(word) : 0;
    }
    all.used += nr;
    return all.nr++;
}

uint32_t footprint_take(void)
{
    const uint64_t *word = &all.word[all.used];
    bool full = all.nr == FOOTPRINTS || WORDS - all.used < EFFECT_MAX;
    unsigned int nr, at;
    uint64_t hash;

    if ( !effects.nr && !effects.all )
        return FOOTPRINT_NONE;
    if ( effects.all || full )
    {
        effects.nr = 0;
        effects.all = false;
        return FOOTPRINT_ALL;
    }
    nr = write_words();
    effects.nr = 0;
    hash = XXH3_64bits(word, nr * sizeof(*word));
    for ( at = hash % SLOTS; all.slot[at]; at = (at + 1) % SLOTS )
        if ( is(&all.footprint[all.slot[at]], hash, word, nr) )
            return all.slot[at];
    all.slot[at] = add(hash, nr);
    return all.slot[at];
}

static bool compare(const struct footprint *a, const struct footprint *b)
{
    const uint64_t *left = &all.word[a->start];
    const uint64_t *right = &all.word[b->start];
    const uint64_t *left_end = left + a->nr;
    const uint64_t *right_end = right + b->nr;

    if ( !(a->writes & b->reads) && !(a->reads & b->writes) )
        return false;
    while ( left < left_end && right < right_end )
        if ( (*left & ~WRITTEN) == (*right & ~WRITTEN) )
        {
            if ( (*left | *right) & WRITTEN )
                return true;
            left++;
            right++;
        }
        else if ( (*left & ~WRITTEN) < (*right & ~WRITTEN) )
            left++;
        else
            right++;
    return false;
}

bool footprint_conflict(uint32_t a, uint32_t b)
{
    uint8_t *known;

    if ( a == FOOTPRINT_NONE || b == FOOTPRINT_NONE )
        return false;
    if ( a == FOOTPRINT_ALL || b == FOOTPRINT_ALL )
        return true;
    SIM_BUG_ON(a >= all.nr || b >= all.nr);
    if ( a >= KNOWN || b >= KNOWN )
        return compare(&all.footprint[a], &all.footprint[b]);
    known = &all.pair[a][b];
    if ( !*known )
        *known = compare(&all.footprint[a], &all.footprint[b]) ? 2 : 1;
    return *known == 2;
}

bool footprint_raises(uint32_t footprint, unsigned int cpu)
{
    const uint64_t wanted =
        ((uint64_t)cpu << EFFECT_CLASS_BITS | EFFECT_IRQ) | WRITTEN;
    const struct footprint *f = &all.footprint[footprint];

    if ( footprint <= FOOTPRINT_ALL )
        return footprint == FOOTPRINT_ALL;
    if ( !(f->writes & bit_of(wanted)) )
        return false;
    for ( unsigned int i = 0; i < f->nr; i++ )
        if ( all.word[f->start + i] == wanted )
            return true;
    return false;
}
