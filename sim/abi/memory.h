/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Memory management transactions as FF-A 1.0, 1.1 and 1.2 describe them in a
 * buffer. FF-A 1.1, chapter 5 of the memory management protocol. Little-endian.
 *
 * Needs: nothing.
 */
#ifndef SIM_ABI_MEMORY_H
#define SIM_ABI_MEMORY_H

#include <stdint.h>

/* The transaction. 1.0: access descriptors follow at once. */
struct ffa_memory_1_0
{
    uint16_t sender;
    uint8_t attributes;
    uint8_t reserved;
    uint32_t flags;
    uint64_t handle;
    uint64_t tag;
    uint32_t reserved2;
    uint32_t nr_access;
};

struct ffa_memory_1_1
{
    uint16_t sender;
    uint16_t attributes;
    uint32_t flags;
    uint64_t handle;
    uint64_t tag;
    uint32_t access_size; /* of an access descriptor                       */
    uint32_t nr_access;
    uint32_t access_offset; /* of the first one                             */
    uint32_t reserved[3];
};

/* Who may access it; 1.2 puts 16 bytes before the last word. */
struct ffa_memory_access
{
    uint16_t receiver;
    uint8_t permissions;
    uint8_t flags;
    uint32_t composite_offset; /* from the transaction's first byte         */
    uint64_t reserved;
};
#define FFA_MEMORY_ACCESS_1_1 16u /* bytes                                  */
#define FFA_MEMORY_ACCESS_1_2 32u

struct ffa_composite
{
    uint32_t pages; /* of all ranges                                        */
    uint32_t ranges;
    uint64_t reserved;
};

struct ffa_range
{
    uint64_t address;
    uint32_t pages;
    uint32_t reserved;
};

#define FFA_PAGE_BYTES 4096u

/* Attributes: normal memory, write-back, inner shareable; device nGnRnE. */
#define FFA_MEMORY_NORMAL     0x2fu
#define FFA_MEMORY_DEVICE     0x13u
#define FFA_MEMORY_TYPE_MASK  0x30u
#define FFA_MEMORY_NON_SECURE 0x40u

#define FFA_MEMORY_DATA_MASK  0x03u /* permissions                        */
#define FFA_MEMORY_DATA_RO    0x01u
#define FFA_MEMORY_DATA_RW    0x02u
#define FFA_MEMORY_CODE_MASK  0x0cu

#define FFA_MEMORY_CLEAR      (1u << 0) /* flags of transaction, RECLAIM  */
#define FFA_MEMORY_TIME_SLICE (1u << 1)
#define FFA_MEMORY_TYPE_SHIFT 3u /* 1 share, 2 lend, 3 donate             */
#define FFA_MEMORY_TYPE_FLAGS (3u << FFA_MEMORY_TYPE_SHIFT)

#define FFA_HANDLE_INVALID    (~0ull)
#define FFA_HANDLE_HYPERVISOR (1ull << 63) /* allocated by it, not the SPMC */

_Static_assert(sizeof(struct ffa_memory_1_0) == 32, "1.0");
_Static_assert(sizeof(struct ffa_memory_1_1) == 48, "1.1");
_Static_assert(sizeof(struct ffa_memory_access) == FFA_MEMORY_ACCESS_1_1, "");
_Static_assert(sizeof(struct ffa_composite) == 16, "");
_Static_assert(sizeof(struct ffa_range) == 16, "");

#endif /* SIM_ABI_MEMORY_H */
