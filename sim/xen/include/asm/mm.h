/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Pages of the machine.
 *
 * A page has an owner and a reference count. At zero it goes back to the heap,
 * and the last page of a domain takes a reference on the domain with it.
 */
#ifndef ASM_MM_H
#define ASM_MM_H

#include <xen/call-site.h>
#include <xen/lib.h>
#include <xen/mm-frame.h>
#include <xen/types.h>

#include <asm/page.h>

#include <public/xen.h>

struct domain;

struct page_info
{
    unsigned long count_info; /* mirrors the count, for those who print it */
};

#define paddr_to_pfn(pa)  ((unsigned long)((paddr_t)(pa) >> PAGE_SHIFT))
#define pfn_to_paddr(pfn) ((paddr_t)(pfn) << PAGE_SHIFT)
#define gaddr_to_gfn(ga)  _gfn(paddr_to_pfn(ga))
#define gfn_to_gaddr(gfn) pfn_to_paddr(gfn_x(gfn))
#define maddr_to_mfn(ma)  _mfn(paddr_to_pfn(ma))
#define mfn_to_maddr(mfn) pfn_to_paddr(mfn_x(mfn))
#define page_to_maddr(pg) mfn_to_maddr(page_to_mfn(pg))
#define maddr_to_page(ma) mfn_to_page(maddr_to_mfn(ma))
#define virt_to_mfn(va)   maddr_to_mfn(virt_to_maddr(va))
#define mfn_to_virt(mfn)  maddr_to_virt(mfn_to_maddr(mfn))
#define virt_to_page(va)  maddr_to_page(virt_to_maddr(va))
#define page_to_virt(pg)  mfn_to_virt(page_to_mfn(pg))
#define __pa(x)           virt_to_maddr(x)
#define __va(x)           maddr_to_virt(x)

mfn_t page_to_mfn(const struct page_info *page);
/* NULL: not memory of this machine. */
struct page_info *mfn_to_page(mfn_t mfn);
bool mfn_valid(mfn_t mfn);

/* Both: only memory that is in use has the other address. */
paddr_t virt_to_maddr(const void *va);
void *maddr_to_virt(paddr_t ma);

/* NULL: nobody's, or the hypervisor's. */
struct domain *page_get_owner(const struct page_info *page);

/* One more reference if PAGE is in use and D's. */
bool get_page(struct page_info *page, const struct domain *d);
/* One less; frees the page at zero. */
void put_page(struct page_info *page);

#ifdef CONFIG_CALL_SITES
#define get_page(page, d)                                                      \
    CALL_SITE_2("get_page(" #page ", " #d ")", get_page, page, d)
#define put_page(page) CALL_SITE_1("put_page(" #page ")", put_page, page)
#endif

#endif /* ASM_MM_H */
