/* SPDX-License-Identifier: GPL-2.0-only */
#include "snapshot.h"

#include <string.h>

#include "bug.h"
#include "run-state.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#define SLOTS 4096u /* at most half of them are used                        */

_Static_assert(sizeof(struct world) == 16 + 2 * sizeof(uint16_t),
               "a world has no padding: its bytes are compared");

/* Of the process. The oldest are not thrown out first: which ones are there
 * depends on the sequence of worlds, and so nothing else may. */
static struct
{
    unsigned int nr;
    size_t used; /* bytes of store[]                                       */
    struct slot
    {
        bool taken;
        struct world world;
        size_t start;
    } slot[SLOTS];
} kept;

static _Alignas(64) uint8_t store[SNAPSHOT_BYTES];

/* The slot of WORLD, or the free one where it would be. */
static struct slot *find(const struct world *world)
{
    unsigned int at = (unsigned int)XXH3_64bits(world, sizeof(*world)) % SLOTS;

    while ( kept.slot[at].taken &&
            memcmp(&kept.slot[at].world, world, sizeof(*world)) )
        at = (at + 1) % SLOTS;
    return &kept.slot[at];
}

bool snapshot_restore(const struct world *world)
{
    const struct slot *slot = find(world);

    if ( !slot->taken )
        return false;
    state_restore(&store[slot->start]);
    return true;
}

static void forget_all(void)
{
    memset(kept.slot, 0, sizeof(kept.slot));
    kept.nr = 0;
    kept.used = 0;
}

void snapshot_keep(const struct world *world)
{
    struct slot *slot;
    size_t bytes;

    if ( kept.nr == SLOTS / 2 )
        forget_all();
    bytes = state_save(&store[kept.used], sizeof(store) - kept.used);
    if ( !bytes )
    {
        forget_all();
        bytes = state_save(store, sizeof(store));
    }
    SIM_BUG_ON(!bytes);
    slot = find(world);
    SIM_BUG_ON(slot->taken);
    *slot = (struct slot){.taken = true, .world = *world, .start = kept.used};
    kept.used += bytes;
    kept.nr++;
}
