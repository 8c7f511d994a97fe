/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Pages of guests and of the hypervisor, and the references on them. The last
 * page of a domain takes a reference on the domain with it.
 */
#include "bug.h"
#include "machine.h"
#include "page.h"
#include "run-state.h"
#include "effect.h"

#include "domains.h"

#include <xen/sched.h>
#include <xen/mm.h>

#define MAX_ORDER 10u

static struct
{
    unsigned int nr_used; /* frames below that have been handed out       */
    unsigned int xenheap; /* pages that the mediator has                  */
    unsigned int at_boot; /* of those: since the boot                     */
    uint16_t taken[PAGE_FRAMES]; /* references that the mediator has        */
    struct page_info info[PAGE_FRAMES];
} mm;

/* What is in info[] is nobody's concern. */
static size_t mm_used(void)
{
    return (size_t)((char *)&mm.taken[mm.nr_used] - (char *)&mm);
}
STATE_USED(mm, mm_used);

void mm_reset(void)
{
    for ( unsigned int frame = 0; frame < mm.nr_used; frame++ )
        mm.taken[frame] = 0;
    mm.nr_used = 0;
    mm.xenheap = 0;
    mm.at_boot = UINT_MAX; /* while the boot lasts all is */
}

void mm_mark_boot(void)
{
    mm.at_boot = mm.xenheap;
}

int mm_allocate(uint16_t owner, unsigned int nr)
{
    int first = page_alloc(owner, nr);

    if ( first < 0 )
        return -1;
    if ( (unsigned int)first + nr > mm.nr_used )
        mm.nr_used = (unsigned int)first + nr;
    machine_note(EV_PAGE_ALLOC, 0, first, nr, owner);
    return first;
}

/* Addresses. */

static unsigned int frame_of(const struct page_info *page)
{
    size_t offset = (size_t)((const char *)page - (const char *)mm.info);

    if ( offset >= sizeof(mm.info) || offset % sizeof(mm.info[0]) )
        held_stop("a struct page_info that is none");
    return (unsigned int)(offset / sizeof(mm.info[0]));
}

mfn_t page_to_mfn(const struct page_info *page)
{
    return maddr_to_mfn(page_to_address(frame_of(page)));
}

struct page_info *mfn_to_page(mfn_t mfn)
{
    int frame = page_from_address(mfn_to_maddr(mfn));

    return frame < 0 ? NULL : &mm.info[frame];
}

bool mfn_valid(mfn_t mfn)
{
    return mfn_to_page(mfn);
}

paddr_t virt_to_maddr(const void *va)
{
    int frame = page_from_pointer(va);

    if ( frame < 0 )
        held_stop("the machine address of what is no page");
    return page_to_address((unsigned int)frame) | PAGE_OFFSET(va);
}

void *maddr_to_virt(paddr_t ma)
{
    int frame = page_from_address(ma);
    char *bytes = frame < 0 ? NULL : page_bytes((unsigned int)frame);

    if ( bytes )
        return bytes + ma % PAGE_SIZE;
    held_stop("a mapping of a page that is free");
}

struct domain *page_get_owner(const struct page_info *page)
{
    return domain_known(page_owner(frame_of(page)));
}

/* References. */

void mm_check_free_context(name_t name)
{
    if ( machine_in_irq() || (machine_irqs_masked() && num_online_cpus() > 1) )
        machine_note(EV_CONTEXT_RULE, name, RULE_ALLOC_CONTEXT);
}

static bool take(unsigned int frame)
{
    if ( !page_get(frame) )
        return false;
    effect_on(EFFECT_PAGE, frame, true);
    mm.taken[frame]++;
    machine_note(EV_PAGE_GET, 0, frame, page_count(frame));
    return true;
}

bool(get_page)(struct page_info *page, const struct domain *d)
{
    unsigned int frame = frame_of(page);

    FACADE_POINT_STATED();
    return page_owner(frame) == d->domain_id && take(frame);
}

struct page_info *mm_take(unsigned int frame)
{
    return take(frame) ? &mm.info[frame] : NULL;
}

void mm_drop(unsigned int frame)
{
    struct domain *owner = domain_known(page_owner(frame));

    if ( !page_put(frame) )
        return;
    machine_note(EV_PAGE_FREED, 0, frame);
    if ( owner )
        effect_on_range(&owner->tot_pages, sizeof(owner->tot_pages), true);
    if ( owner && !--owner->tot_pages )
        domain_give(owner);
}

void(put_page)(struct page_info *page)
{
    unsigned int frame = frame_of(page);

    FACADE_POINT_STATED();
    mm_check_free_context(facade_site());
    effect_on(EFFECT_PAGE, frame, true);
    if ( !mm.taken[frame] )
    {
        facade_stop_here();
        machine_stop(EV_REFERENCE_BAD, facade_site());
    }
    mm.taken[frame]--;
    machine_note(EV_PAGE_PUT, 0, frame, page_count(frame) - 1);
    mm_drop(frame);
}

/* The hypervisor's heap of pages. */

void *(alloc_xenheap_pages)(unsigned int order, unsigned int memflags)
{
    int first;

    (void)memflags;
    FACADE_POINT_STATED();
    mm_check_free_context(facade_site());
    first = order < MAX_ORDER && !heap_refuses()
                ? mm_allocate(PAGE_OWNER_XEN, 1u << order)
                : -1;
    if ( first < 0 )
    {
        machine_note(EV_ALLOC_FAIL, 0, (uint64_t)PAGE_SIZE << order);
        return NULL;
    }
    mm.xenheap += 1u << order;
    return page_bytes((unsigned int)first);
}

void(free_xenheap_pages)(void *v, unsigned int order)
{
    int first = page_from_pointer(v);

    if ( !v )
        return;
    FACADE_POINT_STATED();
    mm_check_free_context(facade_site());
    for ( unsigned int i = 0; i < 1u << order; i++ )
    {
        unsigned int frame = (unsigned int)first + i;

        if ( first < 0 || page_owner(frame) != PAGE_OWNER_XEN )
        {
            facade_stop_here();
            machine_stop(EV_REFERENCE_BAD, facade_site());
        }
        mm.xenheap--;
        mm_drop(frame);
    }
}

void mm_note_left(void)
{
    if ( mm.xenheap > mm.at_boot )
        machine_note(EV_LEFT, 0, LEFT_PAGE, mm.xenheap - mm.at_boot, 0);
    for ( unsigned int frame = 0; frame < mm.nr_used; frame++ )
        if ( mm.taken[frame] )
            machine_note(EV_LEFT, 0, LEFT_PAGE, mm.taken[frame], frame);
}
