/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What guests and the hypervisor agree on for Arm.
 */
#ifndef PUBLIC_ARCH_ARM_H
#define PUBLIC_ARCH_ARM_H

#include <xen/types.h>

typedef uint64_t xen_pfn_t;
typedef uint64_t xen_ulong_t;

#define XEN_DOMCTL_CONFIG_TEE_NONE  0
#define XEN_DOMCTL_CONFIG_TEE_OPTEE 1
#define XEN_DOMCTL_CONFIG_TEE_FFA   2

struct xen_arch_domainconfig
{
    uint8_t gic_version;
    uint8_t sve_vl;
    uint16_t tee_type;
    uint32_t nr_spis;
    uint32_t clock_frequency;
    uint8_t arm_sci_type;
};

/* The guest's SGIs for FF-A: not the hypervisor's. */
#define GUEST_FFA_NOTIF_PEND_INTR_ID    8
#define GUEST_FFA_SCHEDULE_RECV_INTR_ID 9

#define GUEST_RAM0_BASE                 0x40000000ULL

/* Processor states, as guests see them. */
#define PSR_MODE_USR  0x10U
#define PSR_MODE_EL1h 0x05U
#define PSR_MODE_EL2h 0x09U
#define PSR_MODE_MASK 0x1fU
#define PSR_IRQ_MASK  (1U << 7)

#endif /* PUBLIC_ARCH_ARM_H */
