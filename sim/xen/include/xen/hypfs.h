/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The hypervisor's parameters as files: there are none here.
 */
#ifndef XEN_HYPFS_H
#define XEN_HYPFS_H

#include <xen/lib.h>
#include <xen/types.h>

#endif /* XEN_HYPFS_H */
