/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The hypervisor's own pages.
 */
#ifndef XEN_MM_H
#define XEN_MM_H

#include <xen/bug.h>
#include <xen/list.h>
#include <xen/mm-frame.h>
#include <xen/spinlock.h>
#include <xen/types.h>

#include <asm/mm.h>

/* 1 << ORDER pages in a row, not zeroed; NULL if there are none. */
void *alloc_xenheap_pages(unsigned int order, unsigned int memflags);
/* V may be NULL. */
void free_xenheap_pages(void *v, unsigned int order);

#define alloc_xenheap_page() alloc_xenheap_pages(0, 0)
#define free_xenheap_page(v) free_xenheap_pages(v, 0)

#ifdef CONFIG_CALL_SITES
#define alloc_xenheap_pages(order, memflags)                                   \
    CALL_SITE_2("alloc_xenheap_pages(" #order ")", alloc_xenheap_pages,        \
                (unsigned int){order}, (unsigned int){memflags})
#define free_xenheap_pages(v, order)                                           \
    CALL_SITE_2("free_xenheap_pages(" #v ")", free_xenheap_pages, (void *){v}, \
                (unsigned int){order})
#endif

/* log2 of NR_PAGES, rounded up. */
static inline unsigned int get_order_from_pages(unsigned long nr_pages)
{
    return nr_pages <= 1 ? 0 : 64 - __builtin_clzl(nr_pages - 1);
}

static inline unsigned int get_order_from_bytes(paddr_t size)
{
    return get_order_from_pages((size + PAGE_SIZE - 1) >> PAGE_SHIFT);
}

#endif /* XEN_MM_H */
