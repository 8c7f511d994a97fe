/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef XEN_KERNEL_H
#define XEN_KERNEL_H

#include <xen/macros.h>

#endif /* XEN_KERNEL_H */
