/* SPDX-License-Identifier: GPL-2.0-only */
#include "hits.h"

#include <string.h>

#include "bug.h"

#define SLOTS 16384u

/* A slot of another age than the table's is empty. */
static struct
{
    uint32_t age;
    unsigned int used;
    struct place
    {
        uint32_t age;
        uint32_t where; /* kind, CPU, context                               */
        name_t site;
        uint32_t hits;
    } place[SLOTS];
} table;

void hits_reset(void)
{
    if ( !++table.age )
    {
        memset(table.place, 0, sizeof(table.place));
        table.age = 1;
    }
    table.used = 0;
}

static struct place *find(uint32_t where, name_t site)
{
    uint32_t slot = (site ^ where * 0x9e3779b1u) % SLOTS;
    struct place *place = &table.place[slot];

    while ( place->age == table.age &&
            (place->site != site || place->where != where) )
    {
        slot = (slot + 1) % SLOTS;
        place = &table.place[slot];
    }
    return place;
}

uint32_t hits_count(enum choice_kind kind, unsigned int cpu,
                    enum context context, name_t site)
{
    uint32_t where = (uint32_t)kind << 16 | cpu << 8 | context;
    struct place *place = find(where, site);

    if ( place->age != table.age )
    {
        SIM_BUG_ON(table.used++ >= HITS_MAX_PLACES);
        *place = (struct place){table.age, where, site, 0};
    }
    return ++place->hits;
}
