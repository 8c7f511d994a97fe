/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * FF-A as this mediator speaks it: function IDs, status codes, fields.
 * Numbers are those of the Firmware Framework for Arm A-profile, DEN0077A.
 */
#ifndef FFA_ABI_H
#define FFA_ABI_H

/* Function IDs. The 64-bit convention differs by bit 30. */
#define FFA_ERROR                       0x84000060U
#define FFA_SUCCESS_32                  0x84000061U
#define FFA_SUCCESS_64                  0xC4000061U
#define FFA_INTERRUPT                   0x84000062U
#define FFA_VERSION                     0x84000063U
#define FFA_FEATURES                    0x84000064U
#define FFA_RX_RELEASE                  0x84000065U
#define FFA_RXTX_MAP_32                 0x84000066U
#define FFA_RXTX_MAP_64                 0xC4000066U
#define FFA_RXTX_UNMAP                  0x84000067U
#define FFA_PARTITION_INFO_GET          0x84000068U
#define FFA_ID_GET                      0x84000069U
#define FFA_MSG_WAIT                    0x8400006BU
#define FFA_YIELD                       0x8400006CU
#define FFA_RUN                         0x8400006DU
#define FFA_MSG_SEND_DIRECT_REQ_32      0x8400006FU
#define FFA_MSG_SEND_DIRECT_REQ_64      0xC400006FU
#define FFA_MSG_SEND_DIRECT_RESP_32     0x84000070U
#define FFA_MSG_SEND_DIRECT_RESP_64     0xC4000070U
#define FFA_MEM_SHARE_32                0x84000073U
#define FFA_MEM_SHARE_64                0xC4000073U
#define FFA_MEM_RECLAIM                 0x84000077U
#define FFA_MEM_FRAG_RX                 0x8400007AU
#define FFA_MEM_FRAG_TX                 0x8400007BU
#define FFA_NOTIFICATION_BITMAP_CREATE  0x8400007DU
#define FFA_NOTIFICATION_BITMAP_DESTROY 0x8400007EU
#define FFA_NOTIFICATION_BIND           0x8400007FU
#define FFA_NOTIFICATION_UNBIND         0x84000080U
#define FFA_NOTIFICATION_SET            0x84000081U
#define FFA_NOTIFICATION_GET            0x84000082U
#define FFA_NOTIFICATION_INFO_GET_32    0x84000083U
#define FFA_NOTIFICATION_INFO_GET_64    0xC4000083U
#define FFA_RX_ACQUIRE                  0x84000084U
#define FFA_MSG_SEND2                   0x84000086U
#define FFA_CONSOLE_LOG_32              0x8400008AU
#define FFA_CONSOLE_LOG_64              0xC400008AU
#define FFA_PARTITION_INFO_GET_REGS     0xC400008BU
#define FFA_MSG_SEND_DIRECT_REQ2        0xC400008DU
#define FFA_MSG_SEND_DIRECT_RESP2       0xC400008EU

/* Status codes: signed 32-bit numbers in w2 of FFA_ERROR. */
enum ffa_status
{
    FFA_OK = 0,
    FFA_NOT_SUPPORTED = -1,
    FFA_INVALID_PARAMETERS = -2,
    FFA_NO_MEMORY = -3,
    FFA_BUSY = -4,
    FFA_INTERRUPTED = -5,
    FFA_DENIED = -6,
    FFA_RETRY = -7,
    FFA_ABORTED = -8,
    FFA_NO_DATA = -9,
};

/* Versions: major number in bits 30:16, minor in 15:0. Bit 31 is zero. */
#define FFA_VERSION_1_0         0x10000U
#define FFA_VERSION_1_1         0x10001U
#define FFA_VERSION_1_2         0x10002U
#define FFA_VERSION_MAJOR_OF(v) ((v) >> 16)
#define FFA_VERSION_MINOR_OF(v) ((v)&0xFFFFU)
#define FFA_VERSION_MAJOR       1U

/* Endpoint IDs. 0 is the hypervisor's own; secure ones have bit 15. */
#define FFA_ID_HYPERVISOR 0U
#define FFA_ID_SECURE     0x8000U

/* w1 of calls between two endpoints. */
#define FFA_SENDER_OF(w1)       ((uint16_t)((w1) >> 16))
#define FFA_RECEIVER_OF(w1)     ((uint16_t)(w1))
#define FFA_ENDPOINTS(from, to) ((uint32_t)(from) << 16 | (to))

/* Feature IDs of FFA_FEATURES; with bit 31 set it is asked for a function. */
#define FFA_FEATURE_NPI         1U
#define FFA_FEATURE_SRI         2U
#define FFA_FEATURE_IS_FUNCTION 0x80000000U

/* Buffers are measured in pages of this size. */
#define FFA_PAGE_SIZE 4096

/* w2 of FFA_FEATURES(FFA_RXTX_MAP): code of the smallest buffer; since 1.2, how
 * many pages the largest has. */
#define FFA_RXTX_SIZE_CODE       0x3U
#define FFA_RXTX_MAX_PAGES_SHIFT 16

/* w2 of FFA_NOTIFICATION_BIND and SET; of SET also bits 31:16, a vCPU. */
#define FFA_NOTIF_PER_VCPU   0x1U
#define FFA_NOTIF_VCPU_SHIFT 16

/* w2 of FFA_NOTIFICATION_GET: which bitmaps to return. */
#define FFA_GET_FROM_SPS        0x1U
#define FFA_GET_FROM_VMS        0x2U
#define FFA_GET_FROM_SPM        0x4U
#define FFA_GET_FROM_HYPERVISOR 0x8U
#define FFA_GET_FLAGS           0xFU

/* Framework notifications: w6 from the SPM, w7 from the hypervisor. */
#define FFA_FRAMEWORK_RX_FULL 0x1U

/* w2 of the reply to FFA_NOTIFICATION_INFO_GET. */
#define FFA_INFO_MORE        0x1U
#define FFA_INFO_LISTS_SHIFT 7
#define FFA_INFO_LISTS_MASK  0x1FU
#define FFA_INFO_SIZES_SHIFT 12
#define FFA_INFO_SIZE_BITS   2
#define FFA_INFO_SIZE_MASK   0x3U

/* w2 of direct messages of the framework; the response is request + 1. */
#define FFA_MSG_VM_CREATED   0x80000004U
#define FFA_MSG_VM_DESTROYED 0x80000006U

/* Partition properties. */
#define FFA_PART_DIRECT_RECV   (0x1U << 0)
#define FFA_PART_DIRECT_SEND   (0x1U << 1)
#define FFA_PART_INDIRECT      (0x1U << 2)
#define FFA_PART_NOTIFICATIONS (0x1U << 3)
#define FFA_PART_ID_TYPE       (0x3U << 4)
#define FFA_PART_VM_CREATED    (0x1U << 6)
#define FFA_PART_VM_DESTROYED  (0x1U << 7)
#define FFA_PART_AARCH64       (0x1U << 8)
#define FFA_PART_DIRECT2_RECV  (0x1U << 9)
#define FFA_PART_DIRECT2_SEND  (0x1U << 10)

#endif /* FFA_ABI_H */
