/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Secure monitor calls.
 */
#ifndef ASM_SMCCC_H
#define ASM_SMCCC_H

#include <xen/call-site.h>
#include <xen/types.h>

#include <asm/alternative.h>
#include <asm/cpufeature.h>

#define SMCCC_VERSION(major, minor) (((major) << 16) | (minor))

#define ARM_SMCCC_VERSION_1_0       SMCCC_VERSION(1, 0)
#define ARM_SMCCC_VERSION_1_1       SMCCC_VERSION(1, 1)
#define ARM_SMCCC_VERSION_1_2       SMCCC_VERSION(1, 2)

#define ARM_SMCCC_STD_CALL          0U
#define ARM_SMCCC_FAST_CALL         1U
#define ARM_SMCCC_TYPE_SHIFT        31

#define ARM_SMCCC_CONV_32           0U
#define ARM_SMCCC_CONV_64           1U
#define ARM_SMCCC_CONV_SHIFT        30

#define ARM_SMCCC_OWNER_MASK        0x3FU
#define ARM_SMCCC_OWNER_SHIFT       24

#define ARM_SMCCC_FUNC_MASK         0xFFFFU

/* Owners of function identifiers. */
#define ARM_SMCCC_OWNER_ARCH           0U
#define ARM_SMCCC_OWNER_CPU            1U
#define ARM_SMCCC_OWNER_SIP            2U
#define ARM_SMCCC_OWNER_OEM            3U
#define ARM_SMCCC_OWNER_STANDARD       4U
#define ARM_SMCCC_OWNER_HYPERVISOR     5U
#define ARM_SMCCC_OWNER_TRUSTED_APP    48U
#define ARM_SMCCC_OWNER_TRUSTED_OS     50U
#define ARM_SMCCC_OWNER_TRUSTED_OS_END 63U

#define ARM_SMCCC_CALL_VAL(type, conv, owner, number)                          \
    (((type) << ARM_SMCCC_TYPE_SHIFT) | ((conv) << ARM_SMCCC_CONV_SHIFT) |     \
     (((owner)&ARM_SMCCC_OWNER_MASK) << ARM_SMCCC_OWNER_SHIFT) | (number))

#define ARM_SMCCC_ERR_UNKNOWN_FUNCTION (-1)
#define ARM_SMCCC_NOT_SUPPORTED        (-1)

/* The version of the calling convention the firmware speaks. */
extern uint32_t smccc_ver;

struct arm_smccc_1_2_regs
{
    unsigned long a0, a1, a2, a3, a4, a5, a6, a7, a8;
    unsigned long a9, a10, a11, a12, a13, a14, a15, a16, a17;
};

/* x0 .. x17 in from ARGS, out to RES, which may be ARGS. No barrier. */
void arm_smccc_1_2_smc(const struct arm_smccc_1_2_regs *args,
                       struct arm_smccc_1_2_regs *res);

#ifdef CONFIG_CALL_SITES
/* The registers may be a compound literal, whose commas part no arguments. */
#define arm_smccc_1_2_smc(...)                                                 \
    ({                                                                         \
        CALL_SITE("arm_smccc_1_2_smc(" #__VA_ARGS__ ")");                      \
        (arm_smccc_1_2_smc)(__VA_ARGS__);                                      \
    })
#endif

static inline bool smccc_is_fast_call(register_t funcid)
{
    return funcid & (1UL << ARM_SMCCC_TYPE_SHIFT);
}

static inline bool smccc_is_conv_64(register_t funcid)
{
    return funcid & (1UL << ARM_SMCCC_CONV_SHIFT);
}

static inline uint32_t smccc_get_fn(register_t funcid)
{
    return funcid & ARM_SMCCC_FUNC_MASK;
}

static inline uint32_t smccc_get_owner(register_t funcid)
{
    return (funcid >> ARM_SMCCC_OWNER_SHIFT) & ARM_SMCCC_OWNER_MASK;
}

#endif /* ASM_SMCCC_H */
