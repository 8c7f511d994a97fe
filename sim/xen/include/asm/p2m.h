/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * From guest frames to pages.
 */
#ifndef ASM_P2M_H
#define ASM_P2M_H

#include <xen/call-site.h>
#include <xen/mm.h>
#include <xen/types.h>

struct domain;

typedef enum
{
    p2m_invalid = 0,
    p2m_ram_rw,
    p2m_ram_ro,
    p2m_mmio_direct_dev,
    p2m_mmio_direct_nc,
    p2m_mmio_direct_c,
    p2m_map_foreign_rw,
    p2m_map_foreign_ro,
    p2m_grant_map_rw,
    p2m_grant_map_ro,
    p2m_iommu_map_rw,
    p2m_iommu_map_ro,
    p2m_max_real_type,
} p2m_type_t;

#define p2m_to_mask(t) (1UL << (t))
#define P2M_RAM_TYPES  (p2m_to_mask(p2m_ram_rw) | p2m_to_mask(p2m_ram_ro))
#define p2m_is_ram(t)  (p2m_to_mask(t) & P2M_RAM_TYPES)
#define p2m_is_foreign(t)                                                      \
    (p2m_to_mask(t) &                                                          \
     (p2m_to_mask(p2m_map_foreign_rw) | p2m_to_mask(p2m_map_foreign_ro)))

typedef unsigned int p2m_query_t;
#define P2M_ALLOC   (1u << 0)
#define P2M_UNSHARE (1u << 1)

/*
 * The page behind GFN with one more reference, or NULL. The type is stored even
 * then.
 */
struct page_info *p2m_get_page_from_gfn(struct domain *d, gfn_t gfn,
                                        p2m_type_t *t);

static inline struct page_info *get_page_from_gfn(struct domain *d,
                                                  unsigned long gfn,
                                                  p2m_type_t *t, p2m_query_t q)
{
    (void)q;
    return p2m_get_page_from_gfn(d, _gfn(gfn), t);
}

#ifdef CONFIG_CALL_SITES
#define get_page_from_gfn(d, gfn, t, q)                                        \
    CALL_SITE_4("get_page_from_gfn(" #d ", " #gfn ")", get_page_from_gfn, d,   \
                (unsigned long){gfn}, (p2m_type_t *){t}, (p2m_query_t){q})
#endif

#endif /* ASM_P2M_H */
