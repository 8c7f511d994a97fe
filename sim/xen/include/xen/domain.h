/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef XEN_DOMAIN_H
#define XEN_DOMAIN_H

#include <xen/types.h>

#include <asm/domain.h>

#include <public/xen.h>

#define is_32bit_domain(d) ((d)->type == DOMAIN_32BIT)
#define is_64bit_domain(d) ((d)->type == DOMAIN_64BIT)

#endif /* XEN_DOMAIN_H */
