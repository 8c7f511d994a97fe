/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Descriptors of memory management.
 */
#ifndef FFA_SHM_ABI_H
#define FFA_SHM_ABI_H

#include <xen/types.h>

/* A transaction. In 1.0 the access descriptors follow at once. */
struct ffa_mem_header_1_0
{
    uint16_t sender;
    uint16_t attributes;
    uint32_t flags;
    uint64_t handle;
    uint64_t tag;
    uint32_t reserved;
    uint32_t nr_receivers;
};

struct ffa_mem_header
{
    uint16_t sender;
    uint16_t attributes;
    uint32_t flags;
    uint64_t handle;
    uint64_t tag;
    uint32_t access_size; /* of each access descriptor                      */
    uint32_t nr_receivers;
    uint32_t access_offset;
    uint32_t reserved[3];
};

/* Access of a receiver. Up to 1.1 IMPDEF is not there. */
struct ffa_mem_access
{
    uint16_t receiver;
    uint8_t permissions;
    uint8_t flags;
    uint32_t region_offset;
    uint64_t impdef[2];
    uint64_t reserved;
};
#define FFA_MEM_ACCESS_SIZE_1_1 16U
#define FFA_MEM_ACCESS_SIZE_1_2 32U

/* The memory; ranges follow at once. */
struct ffa_mem_region
{
    uint32_t nr_pages;
    uint32_t nr_ranges;
    uint64_t reserved;
};

struct ffa_mem_range
{
    uint64_t address;
    uint32_t nr_pages;
    uint32_t reserved;
};

/* Offsets in a descriptor are multiples of this. */
#define FFA_MEM_ALIGN 16U

/* Attributes: normal memory, write-back, inner shareable; non-secure. */
#define FFA_MEM_NORMAL     0x2FU
#define FFA_MEM_NON_SECURE 0x40U

/* Permissions: of data; of instructions they are the receiver's to name. */
#define FFA_MEM_READ_ONLY  0x1U
#define FFA_MEM_READ_WRITE 0x2U

/* Flags of FFA_MEM_RECLAIM: clear the memory, time slicing. */
#define FFA_MEM_RECLAIM_FLAGS 0x3U

/* The handle that none is. */
#define FFA_MEM_NO_HANDLE (~0ULL)

#endif /* FFA_SHM_ABI_H */
