/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What PARTITION_INFO_GET writes into the RX buffer: FF-A 1.2, table 13.37, its
 * ancestor of 1.0 and its successor of 1.3. Little-endian.
 *
 * Needs: nothing.
 */
#ifndef SIM_ABI_PARTITION_INFO_H
#define SIM_ABI_PARTITION_INFO_H

#include <stdint.h>

/* Partition properties, PARTITION_INFO_GET. */
#define FFA_PROP_DIRECT_RECV   (1u << 0)
#define FFA_PROP_DIRECT_SEND   (1u << 1)
#define FFA_PROP_INDIRECT      (1u << 2)
#define FFA_PROP_NOTIFICATIONS (1u << 3)
#define FFA_PROP_VM_CREATED    (1u << 6)
#define FFA_PROP_VM_DESTROYED  (1u << 7)
#define FFA_PROP_AARCH64       (1u << 8)
#define FFA_PROP_DIRECT2_RECV  (1u << 9)
#define FFA_PROP_DIRECT2_SEND  (1u << 10)

/* PARTITION_INFO_GET_REGS: x3 of the call; x2 of the reply, which has the
 * descriptors from x3 on. FF-A 1.2. */
#define FFA_REGS_TAG_SHIFT     16u
#define FFA_REGS_CURRENT_SHIFT 16u
#define FFA_REGS_TAG_AT        32u
#define FFA_REGS_SIZE_SHIFT    48u
#define FFA_REGS_FIRST         3u   /* register of the descriptors            */
#define FFA_REGS_BYTES         120u /* x3 .. x17                              */

/* Partition information descriptors: table 13.37 and its 1.0 ancestor. */
struct ffa_partition_info_1_0
{
    uint16_t id;
    uint16_t contexts;
    uint32_t properties;
};

struct ffa_partition_info_1_1
{
    uint16_t id;
    uint16_t contexts;
    uint32_t properties;
    uint8_t uuid[16];
};

/* 1.3 appends to the one of 1.1. */
struct ffa_partition_info_1_3
{
    struct ffa_partition_info_1_1 base;
    uint8_t image_uuid[16];
    uint32_t version;
    uint32_t reserved;
};

_Static_assert(sizeof(struct ffa_partition_info_1_3) == 48, "1.3");
_Static_assert(sizeof(struct ffa_partition_info_1_0) == 8, "table 13.37, 1.0");
_Static_assert(sizeof(struct ffa_partition_info_1_1) == 24, "table 13.37");

#endif /* SIM_ABI_PARTITION_INFO_H */
