/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef XEN_PAGE_SIZE_H
#define XEN_PAGE_SIZE_H

#include <xen/const.h>

#define PAGE_SHIFT       12
#define PAGE_SIZE        (_AC(1, L) << PAGE_SHIFT)
#define PAGE_MASK        (~(PAGE_SIZE - 1))
#define PAGE_OFFSET(ptr) ((unsigned long)(ptr) & ~PAGE_MASK)

#define PADDR_BITS       48
#define PADDR_MASK       ((_AC(1, ULL) << PADDR_BITS) - 1)

#endif /* XEN_PAGE_SIZE_H */
