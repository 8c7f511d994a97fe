/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef XEN_CACHE_H
#define XEN_CACHE_H

#include <xen/config.h>
#include <xen/sections.h>

#define L1_CACHE_SHIFT      CONFIG_ARM_L1_CACHE_SHIFT
#define L1_CACHE_BYTES      (1 << L1_CACHE_SHIFT)
#define SMP_CACHE_BYTES     L1_CACHE_BYTES

#define __cacheline_aligned __aligned(SMP_CACHE_BYTES)

#endif /* XEN_CACHE_H */
