/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What is where in the guests' physical memory.
 *
 * A page of RAM starts as a pattern that tells whose it is, so that bytes can
 * be recognised where they do not belong: address-space.h.
 */
#include <string.h>

#include "address-space.h"
#include "argument.h"
#include "bug.h"
#include "page.h"

#include "domains.h"
#include "run-state.h"
#include "effect.h"

#include <xen/mm.h>
#include <xen/sched.h>

#define RAM_START (GUEST_RAM0_BASE >> PAGE_SHIFT)
#define READ_ONLY (PROGRAM_RAM_PAGES - 1)
#define MMIO_GFN  0x9000u /* a device that is passed on                   */

_Static_assert(PROGRAM_RAM_BASE == GUEST_RAM0_BASE, "scenarios know the RAM");
_Static_assert(PROGRAM_PAGE_BYTES == PAGE_SIZE, "and its pages");
_Static_assert(ADDRESS_SPACE_PATTERN(0, 0) != ADDRESS_SPACE_PATTERN(1, 0),
               "patterns tell domains apart");

struct entry
{
    uint16_t frame; /* + 1; 0: none                                         */
    uint8_t type;   /* p2m_type_t, of what is mapped                        */
    bool touched;   /* not as it was at first: RAM that is not populated    */
};

static struct
{
    unsigned int used; /* pages from here on were never looked at         */
    struct entry entry[PROGRAM_RAM_PAGES];
} tables[PROGRAM_MAX_DOMAINS];
static unsigned int nr_tables; /* in use are those below                    */
STATE(nr_tables);

static size_t tables_used(void)
{
    return nr_tables * sizeof(tables[0]);
}
STATE_USED(tables, tables_used);

void p2m_reset(void)
{
    for ( unsigned int domid = 0; domid < nr_tables; domid++ )
    {
        memset(tables[domid].entry, 0,
               tables[domid].used * sizeof(struct entry));
        tables[domid].used = 0;
    }
    nr_tables = 0;
}

static void fill(const struct domain *d, unsigned int frame)
{
    uint32_t *word = page_bytes(frame);

    for ( uint32_t i = 0; i < PAGE_SIZE / sizeof(*word); i++ )
        word[i] = ADDRESS_SPACE_PATTERN(d->domain_id, i);
}

/* A fresh page of D, with the reference that its owner holds; or -1. */
static int populate(struct domain *d)
{
    int frame = mm_allocate(d->domain_id, 1);

    if ( frame < 0 )
        return -1;
    fill(d, (unsigned int)frame);
    effect_on_range(&d->tot_pages, sizeof(d->tot_pages), true);
    if ( !d->tot_pages++ )
        domain_take(d);
    return frame;
}

static void touch(const struct entry *entry, bool write)
{
    effect_on_range(entry, sizeof(*entry), write);
}

/* The entry of GFN, as good as new if nobody has looked yet; NULL: no RAM. */
static struct entry *find(const struct domain *d, unsigned long gfn)
{
    unsigned long index = gfn - RAM_START;

    if ( d )
        effect_on_range(&d->p2m_torn_down, sizeof(d->p2m_torn_down), false);
    if ( !d || d->domain_id >= PROGRAM_MAX_DOMAINS || d->p2m_torn_down ||
         index >= PROGRAM_RAM_PAGES )
        return NULL;
    if ( nr_tables <= d->domain_id )
        nr_tables = d->domain_id + 1u;
    if ( tables[d->domain_id].used <= index )
        tables[d->domain_id].used = (unsigned int)index + 1;
    touch(&tables[d->domain_id].entry[index], false);
    return &tables[d->domain_id].entry[index];
}

/* The same, and its RAM is populated if it is still there. */
static struct entry *look_up(struct domain *d, unsigned long gfn)
{
    struct entry *entry = find(d, gfn);
    int frame;

    if ( !entry || entry->touched )
        return entry;
    touch(entry, true);
    frame = populate(d);
    entry->frame = (uint16_t)(frame + 1);
    entry->touched = frame >= 0;
    entry->type = gfn - RAM_START == READ_ONLY ? p2m_ram_ro : p2m_ram_rw;
    return entry;
}

static bool is_grant(p2m_type_t type)
{
    return type == p2m_grant_map_rw || type == p2m_grant_map_ro;
}

static bool is_writable(const struct entry *entry)
{
    return entry->type == p2m_ram_rw || entry->type == p2m_map_foreign_rw ||
           entry->type == p2m_grant_map_rw;
}

/* A grant's page is another domain's, and only foreign types allow for it. */
struct page_info *p2m_get_page_from_gfn(struct domain *d, gfn_t gfn,
                                        p2m_type_t *t)
{
    p2m_type_t type = p2m_invalid;
    const struct entry *entry;

    FACADE_POINT_STATED();
    access_object(d, sizeof(*d), true);
    entry = look_up(d, gfn_x(gfn));
    if ( gfn_x(gfn) == MMIO_GFN )
        type = p2m_mmio_direct_dev;
    else if ( entry && entry->frame )
        type = (p2m_type_t)entry->type;
    if ( t )
        *t = type;
    if ( !entry || !entry->frame || is_grant(type) )
        return NULL;
    return mm_take(entry->frame - 1u);
}

/* Forget what ENTRY maps, with the reference that goes with it. */
static void clear(struct entry *entry)
{
    unsigned int frame = entry->frame;

    touch(entry, true);
    entry->frame = 0;
    entry->type = p2m_invalid;
    entry->touched = true;
    if ( frame )
        mm_drop(frame - 1u);
}

void p2m_relinquish(struct domain *d)
{
    unsigned int domid = d->domain_id;

    effect_on_range(&d->p2m_torn_down, sizeof(d->p2m_torn_down), true);
    d->p2m_torn_down = true;
    if ( domid >= PROGRAM_MAX_DOMAINS )
        return;
    effect_on_range(&tables[domid], sizeof(tables[0]), true);
    for ( unsigned int i = 0; i < tables[domid].used; i++ )
    {
        clear(&tables[domid].entry[i]);
        tables[domid].entry[i].touched = false;
    }
    tables[domid].used = 0;
}

/* Guests and the toolstack. */

/* What the guest can reach at ADDRESS, to write or to read; NULL: nothing. */
static uint8_t *reach(unsigned int domid, uint64_t address, bool write)
{
    const struct entry *entry =
        look_up(domain_known(domid), address >> PAGE_SHIFT);
    uint8_t *bytes;

    if ( !entry || !entry->frame || (write && !is_writable(entry)) )
        return NULL;
    bytes = page_bytes(entry->frame - 1u);
    SIM_BUG_ON(!bytes);
    return bytes + PAGE_OFFSET(address);
}

static bool access(unsigned int domid, uint64_t address, uint8_t *bytes,
                   size_t size, bool write)
{
    while ( size )
    {
        size_t here = PAGE_SIZE - PAGE_OFFSET(address);
        uint8_t *memory = reach(domid, address, write);

        if ( !memory )
            return false;
        if ( here > size )
            here = size;
        effect_on_range(memory, here, write);
        memcpy(write ? memory : bytes, write ? bytes : memory, here);
        address += here;
        bytes += here;
        size -= here;
    }
    return true;
}

bool address_space_read(unsigned int domid, uint64_t address, void *bytes,
                        size_t size)
{
    return access(domid, address, bytes, size, false);
}

bool address_space_write(unsigned int domid, uint64_t address,
                         const void *bytes, size_t size)
{
    return access(domid, address, (uint8_t *)(uintptr_t)bytes, size, true);
}

static bool is_own_ram(const struct entry *entry)
{
    return entry->type == p2m_ram_rw || entry->type == p2m_ram_ro;
}

int address_space_frame(unsigned int domid, uint64_t address)
{
    const struct entry *entry =
        look_up(domain_known(domid), address >> PAGE_SHIFT);

    return entry && entry->frame && is_own_ram(entry) ? entry->frame - 1 : -1;
}

bool address_space_remove(unsigned int domid, uint64_t address)
{
    struct entry *entry = look_up(domain_known(domid), address >> PAGE_SHIFT);

    if ( !entry || !entry->frame || !is_own_ram(entry) )
        return false;
    clear(entry);
    return true;
}

bool address_space_populate(unsigned int domid, uint64_t address)
{
    struct domain *d = domain_known(domid);
    struct entry *entry = look_up(d, address >> PAGE_SHIFT);
    int frame = entry && !entry->frame ? populate(d) : -1;

    if ( frame < 0 )
        return false;
    touch(entry, true);
    entry->frame = (uint16_t)(frame + 1);
    entry->type = p2m_ram_rw;
    return true;
}

bool address_space_map(unsigned int domid, uint64_t address,
                       enum mapping mapping, unsigned int of, uint64_t source,
                       bool readonly)
{
    static const p2m_type_t types[2][2] = {
        {p2m_map_foreign_rw, p2m_map_foreign_ro},
        {p2m_grant_map_rw, p2m_grant_map_ro},
    };
    struct entry *to = find(domain_known(domid), address >> PAGE_SHIFT);
    struct domain *owner = domain_known(of);
    const struct entry *from =
        domid == of ? NULL : look_up(owner, source >> PAGE_SHIFT);
    unsigned int frame;

    if ( !to || !from || !from->frame || !is_own_ram(from) ||
         !page_get(from->frame - 1u) )
        return false;
    frame = from->frame;
    clear(to);
    to->frame = (uint16_t)frame;
    to->type = (uint8_t)types[mapping][readonly || !is_writable(from)];
    return true;
}

bool address_space_unmap(unsigned int domid, uint64_t address)
{
    struct entry *entry = find(domain_known(domid), address >> PAGE_SHIFT);

    if ( !entry || !entry->frame || is_own_ram(entry) )
        return false;
    clear(entry);
    return true;
}

static bool is_borrowed(const struct entry *entry)
{
    return entry->frame && !is_own_ram(entry);
}

bool address_space_borrows(unsigned int domid)
{
    effect_on_range(&tables[domid], sizeof(tables[0]), false);
    SIM_BUG_ON(domid >= PROGRAM_MAX_DOMAINS);
    for ( unsigned int i = 0; i < tables[domid].used; i++ )
        if ( is_borrowed(&tables[domid].entry[i]) )
            return true;
    return false;
}

void address_space_unmap_all(unsigned int domid)
{
    effect_on_range(&tables[domid], sizeof(tables[0]), true);
    SIM_BUG_ON(domid >= PROGRAM_MAX_DOMAINS);
    for ( unsigned int i = 0; i < tables[domid].used; i++ )
        if ( is_borrowed(&tables[domid].entry[i]) )
            clear(&tables[domid].entry[i]);
}
