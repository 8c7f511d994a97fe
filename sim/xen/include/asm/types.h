/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef ASM_TYPES_H
#define ASM_TYPES_H

#include <xen/stdint.h>

/* The host library has another register_t. */
#if __STDC_HOSTED__
#define register_t xen_register_t
#endif

typedef int8_t s8;
typedef uint8_t u8;
typedef int16_t s16;
typedef uint16_t u16;
typedef int32_t s32;
typedef uint32_t u32;
typedef int64_t s64;
typedef uint64_t u64;

typedef uint64_t vaddr_t;
typedef uint64_t paddr_t;
typedef uint64_t register_t;

#define INVALID_PADDR (~(paddr_t)0)
#define PRIvaddr      "016lx"
#define PRIpaddr      "016lx"
#define PRIregister   "016lx"

#endif /* ASM_TYPES_H */
