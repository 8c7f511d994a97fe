/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Mapping pages. All memory is mapped for ever: a pointer stays as it is, and
 * is good for as long as the page has a reference.
 */
#ifndef XEN_DOMAIN_PAGE_H
#define XEN_DOMAIN_PAGE_H

#include <xen/mm.h>

static inline void *map_domain_page(mfn_t mfn)
{
    return mfn_to_virt(mfn);
}

static inline void unmap_domain_page(const void *va)
{
    (void)va;
}

static inline void *__map_domain_page(const struct page_info *pg)
{
    return page_to_virt(pg);
}

static inline void *map_domain_page_global(mfn_t mfn)
{
    return mfn_to_virt(mfn);
}

static inline void *__map_domain_page_global(const struct page_info *pg)
{
    return page_to_virt(pg);
}

static inline void unmap_domain_page_global(const void *va)
{
    (void)va;
}

#endif /* XEN_DOMAIN_PAGE_H */
