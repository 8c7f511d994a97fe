/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Guest memory is reached through pages only: see get_page_from_gfn().
 */
#ifndef XEN_GUEST_ACCESS_H
#define XEN_GUEST_ACCESS_H

#include <xen/mm.h>
#include <xen/types.h>

#endif /* XEN_GUEST_ACCESS_H */
