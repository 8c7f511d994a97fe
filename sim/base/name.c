/* SPDX-License-Identifier: GPL-2.0-only */
#include "name.h"

#include "bug.h"

#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

/* Names are few: the mediator's call sites and the simulator's own words. */
#define TABLE_SLOTS 8192u
#define TEXT_BYTES  (512u * 1024u)

static struct
{
    name_t name;
    const char *text;
} table[TABLE_SLOTS];

static char texts[TEXT_BYTES];
static size_t texts_used;
static unsigned int table_used;

static unsigned int find_slot(name_t name)
{
    unsigned int slot = name % TABLE_SLOTS;

    while ( table[slot].name && table[slot].name != name )
        slot = (slot + 1) % TABLE_SLOTS;
    return slot;
}

static const char *keep_text(const char *text, size_t length)
{
    char *copy = &texts[texts_used];

    SIM_BUG_ON(length + 1 > TEXT_BYTES - texts_used);
    memcpy(copy, text, length);
    copy[length] = '\0';
    texts_used += length + 1;
    return copy;
}

static name_t hash(const char *text, size_t length)
{
    name_t name = (name_t)XXH64(text, length, 0);

    return name ? name : 1;
}

name_t name_intern_length(const char *text, size_t length)
{
    name_t name = hash(text, length);
    unsigned int slot = find_slot(name);

    if ( !table[slot].name )
    {
        SIM_BUG_ON(++table_used >= TABLE_SLOTS);
        table[slot].name = name;
        table[slot].text = keep_text(text, length);
    }
    SIM_BUG_ON(strlen(table[slot].text) != length);
    SIM_BUG_ON(memcmp(table[slot].text, text, length));
    return name;
}

name_t name_try_length(const char *text, size_t length)
{
    name_t name = hash(text, length);
    const char *known = name_text(name);

    if ( known )
        return strlen(known) == length && !memcmp(known, text, length) ? name
                                                                       : 0;
    if ( table_used >= TABLE_SLOTS / 2 || length >= TEXT_BYTES / 2 ||
         texts_used + length >= TEXT_BYTES / 2 || memchr(text, '\0', length) )
        return 0;
    return name_intern_length(text, length);
}

name_t name_intern(const char *text)
{
    SIM_BUG_ON(!text);
    return name_intern_length(text, strlen(text));
}

const char *name_text(name_t name)
{
    unsigned int slot;

    if ( !name )
        return "-";
    slot = find_slot(name);
    return table[slot].name ? table[slot].text : NULL;
}
