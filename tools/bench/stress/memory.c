/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Pages and the heap. A freed page may be handed out again at once, as on a
 * real machine; until then AddressSanitizer knows that nobody may touch it.
 */
#include "stress.h"

#include <stdlib.h>
#include <string.h>

#include "page.h"

#include <sanitizer/asan_interface.h>

#include <xen/sched.h>
#include <xen/xmalloc.h>

static _Alignas(4096) uint8_t arena[PAGE_FRAMES][PAGE_BYTES];
static struct page_info infos[PAGE_FRAMES];
static struct stress_lock lock;
static unsigned int counts[PAGE_FRAMES];
static uint16_t owners[PAGE_FRAMES];

static bool is_free(unsigned int first, unsigned int nr)
{
    for ( unsigned int i = 0; i < nr; i++ )
        if ( first + i >= PAGE_FRAMES || counts[first + i] )
            return false;
    return true;
}

static int take(uint16_t owner, unsigned int nr)
{
    int first = -1;

    stress_lock(&lock);
    for ( unsigned int frame = 0; frame < PAGE_FRAMES && first < 0;
          frame += nr )
        if ( is_free(frame, nr) )
            first = (int)frame;
    for ( unsigned int i = 0; first >= 0 && i < nr; i++ )
    {
        counts[first + (int)i] = 1;
        owners[first + (int)i] = owner;
    }
    stress_unlock(&lock);
    if ( first >= 0 )
        __asan_unpoison_memory_region(arena[first], nr * PAGE_BYTES);
    return first;
}

int memory_take_page(uint16_t owner)
{
    int frame = take(owner, 1);

    if ( frame >= 0 )
        memset(arena[frame], 0, PAGE_BYTES);
    return frame;
}

void memory_put_page(unsigned int frame)
{
    stress_lock(&lock);
    if ( !counts[frame] )
        stress_found("a page is put that is free");
    if ( !--counts[frame] )
        __asan_poison_memory_region(arena[frame], PAGE_BYTES);
    stress_unlock(&lock);
}

static bool get(unsigned int frame, int owner)
{
    bool good;

    stress_lock(&lock);
    good = counts[frame] && (owner < 0 || owners[frame] == owner);
    counts[frame] += good;
    stress_unlock(&lock);
    return good;
}

/* For the secure world: machine/page.h. */

unsigned int page_count(unsigned int frame)
{
    return __atomic_load_n(&counts[frame], __ATOMIC_RELAXED);
}

uint16_t page_owner(unsigned int frame)
{
    return owners[frame];
}

int page_from_address(uint64_t address)
{
    uint64_t frame = address / PAGE_BYTES - PAGE_BASE_MFN;

    return frame < PAGE_FRAMES ? (int)frame : -1;
}

void *page_window(uint64_t address, size_t length)
{
    int frame = page_from_address(address);
    size_t offset = address % PAGE_BYTES;

    if ( frame < 0 )
        return NULL;
    for ( size_t at = 0; at < offset + length; at += PAGE_BYTES )
        if ( !page_count((unsigned int)frame + (unsigned int)(at / 4096)) )
            return NULL;
    return &arena[frame][offset];
}

/* For the mediator. */

static unsigned int frame_of(const struct page_info *page)
{
    return (unsigned int)(page - infos);
}

mfn_t page_to_mfn(const struct page_info *page)
{
    return _mfn(PAGE_BASE_MFN + frame_of(page));
}

struct page_info *mfn_to_page(mfn_t mfn)
{
    int frame = page_from_address(mfn_to_maddr(mfn));

    return frame < 0 ? NULL : &infos[frame];
}

paddr_t virt_to_maddr(const void *va)
{
    size_t offset = (size_t)((const uint8_t *)va - arena[0]);

    if ( offset >= sizeof(arena) )
        stress_found("the machine address of what is no page");
    return (paddr_t)PAGE_BASE_MFN * PAGE_BYTES + offset;
}

void *maddr_to_virt(paddr_t ma)
{
    int frame = page_from_address(ma);

    if ( frame < 0 )
        stress_found("a mapping of what is no page");
    return &arena[frame][ma % PAGE_BYTES];
}

bool get_page(struct page_info *page, const struct domain *d)
{
    return get(frame_of(page), d->domain_id);
}

void put_page(struct page_info *page)
{
    memory_put_page(frame_of(page));
}

/* Of a domain whose RAM is in its vCPUs' place: domain.c. */
int domain_frame(const struct domain *d, unsigned long gfn);

struct page_info *p2m_get_page_from_gfn(struct domain *d, gfn_t gfn,
                                        p2m_type_t *t)
{
    int frame = domain_frame(d, gfn_x(gfn));

    if ( frame < 0 || !get((unsigned int)frame, -1) )
        return NULL;
    if ( t )
        *t = p2m_ram_rw;
    return &infos[frame];
}

void *alloc_xenheap_pages(unsigned int order, unsigned int memflags)
{
    int frame = take(PAGE_OWNER_XEN, 1u << order);

    (void)memflags;
    return frame < 0 ? NULL : arena[frame];
}

void free_xenheap_pages(void *v, unsigned int order)
{
    if ( !v )
        return;
    for ( unsigned int i = 0; i < 1u << order; i++ )
        memory_put_page((unsigned int)page_from_address(virt_to_maddr(v)) + i);
}

void *_xzalloc(unsigned long size, unsigned long align)
{
    (void)align;
    return calloc(1, size);
}

void *_xmalloc(unsigned long size, unsigned long align)
{
    (void)align;
    return malloc(size);
}

void xfree(void *p)
{
    free(p == ZERO_BLOCK_PTR ? NULL : p);
}
