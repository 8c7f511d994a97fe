/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * FF-A as the specification has it (DEN0077A, 1.0 to 1.2): function IDs, status
 * codes, registers, limits. Typed from the specification for the simulator's
 * own use, so that one typing error cannot fool the mediator and its judges
 * both.
 *
 * Needs: nothing.
 */
#ifndef SIM_ABI_FFA_H
#define SIM_ABI_FFA_H

#include <stdbool.h>
#include <stdint.h>

#define FFA_W32           0x84000000u
#define FFA_W64           0xc4000000u
#define FFA_CONVENTION_64 0x40000000u
#define FFA_SVE_HINT      0x00010000u /* SMCCC: not part of the function      */
#define FFA_NR_FIRST      0x60u
#define FFA_NR_LAST       0x90u

enum ffa_number
{
#define CALL(name, number, conventions, since) FFA_NR_##name = number,
#include "calls.def"
#undef CALL
};

/* The function ID of a call in either convention. */
#define FFA_FID32(name) (FFA_W32 | FFA_NR_##name)
#define FFA_FID64(name) (FFA_W64 | FFA_NR_##name)

/* "NOTIFICATION_BIND", "NOTIFICATION_INFO_GET_64" ...; NULL if unknown. */
const char *ffa_name(uint32_t fid);
/* Is FID a function of FF-A 1.MINOR, in a convention it exists in? */
bool ffa_defined(uint32_t fid, unsigned int minor);

/* Status codes: w2 of ERROR, signed 32 bits. Section 12.1. */
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
    FFA_NOT_READY = -10, /* 1.3 */
};

/* "DENIED" ...; NULL for a code that is not one. */
const char *ffa_status_name(int32_t status);

/* Versions: bit 31 zero, major 30:16, minor 15:0. */
#define FFA_VERSION_OF(major, minor) (((uint32_t)(major) << 16) | (minor))
#define FFA_VERSION_MBZ              0x80000000u

/* Endpoint IDs. Bit 15: secure world. */
#define FFA_ID_HYPERVISOR       0x0000u
#define FFA_ID_SPMC             0x8000u
#define FFA_ID_SPMD             0xffffu
#define FFA_ID_SECURE           0x8000u
#define FFA_ID_EL3_FIRST        0xffc0u /* logical partitions in EL3, to SPMD */
#define FFA_ID_OF_DOMAIN(domid) ((uint16_t)((domid) + 1u))

/* FEATURES: bit 31 of w1 says function, else feature IDs. */
#define FFA_FEATURE_FUNCTION 0x80000000u
#define FFA_FEATURE_NPI      1u
#define FFA_FEATURE_SRI      2u
#define FFA_FEATURE_MEI      3u

/* RXTX_MAP: w3, and FEATURES' w2 for it. Table 13.27. */
#define FFA_RXTX_PAGES_MASK      0x3fu
#define FFA_RXTX_SIZE_CODE_MASK  0x3u /* 0: 4 KiB, 1: 64 KiB, 2: 16 KiB */
#define FFA_RXTX_MAX_PAGES_SHIFT 16u  /* since 1.2; 0: no limit       */
/* FEATURES: w2 for MEM_SHARE and its like; for MEM_RETRIEVE_REQ. */
#define FFA_FEATURES_DYNAMIC_BUFFER      (1u << 0)
#define FFA_FEATURES_NS_BIT              (1u << 1)
#define FFA_FEATURES_HYPERVISOR_RETRIEVE (1u << 2)
#define FFA_PARTITION_INFO_COUNT_BIT     (1u << 0) /* PARTITION_INFO_GET w5    */

/* Notifications, FF-A 1.1 section 10, 16. */
#define FFA_NOTIF_PER_VCPU        (1u << 0) /* BIND w2, SET w2                   */
#define FFA_NOTIF_DELAY_SRI       (1u << 1) /* SET w2                            */
#define FFA_SET_VCPU_SHIFT        16u /* SET w2; GET w1                    */
#define FFA_GET_FROM_SPS          (1u << 0) /* GET w2                            */
#define FFA_GET_FROM_VMS          (1u << 1)
#define FFA_GET_FROM_SPM          (1u << 2)
#define FFA_GET_FROM_HYP          (1u << 3)
#define FFA_FRAMEWORK_RX_FULL_SPM (1ull << 0)
#define FFA_FRAMEWORK_RX_FULL_HYP (1ull << 32)

/* INFO_GET, x2. */
#define FFA_INFO_MORE        (1u << 0)
#define FFA_INFO_COUNT_SHIFT 7u
#define FFA_INFO_COUNT_MASK  0x1fu
#define FFA_INFO_SIZE_SHIFT  12u /* + 2 * list                        */
#define FFA_INFO_SIZE_MASK   0x3u
#define FFA_INFO_IDS_32      10u
#define FFA_INFO_IDS_64      20u

/* Direct framework messages: w2. Section 18.2. */
#define FFA_FRAMEWORK_MESSAGE     0x80000000u
#define FFA_MSG_VM_CREATED        4u
#define FFA_MSG_VM_CREATED_RESP   5u
#define FFA_MSG_VM_DESTROYED      6u
#define FFA_MSG_VM_DESTROYED_RESP 7u

#endif /* SIM_ABI_FFA_H */
