/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef ASM_PAGE_H
#define ASM_PAGE_H

#include <xen/errno.h>
#include <xen/page-size.h>

#include <asm/atomic.h>
#include <asm/processor.h>

#define PAGE_ALIGN(x) (((x) + PAGE_SIZE - 1) & PAGE_MASK)

#endif /* ASM_PAGE_H */
