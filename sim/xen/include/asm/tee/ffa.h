/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Which calls of a guest are FF-A's.
 */
#ifndef ASM_TEE_FFA_H
#define ASM_TEE_FFA_H

#include <xen/const.h>

#include <asm/smccc.h>
#include <asm/types.h>

#define FFA_FNUM_MIN_VALUE _AC(0x60, U)
#define FFA_FNUM_MAX_VALUE _AC(0x8E, U)

static inline bool is_ffa_fid(uint32_t fid)
{
    uint32_t fnum = fid & ARM_SMCCC_FUNC_MASK;

    return fnum >= FFA_FNUM_MIN_VALUE && fnum <= FFA_FNUM_MAX_VALUE;
}

#ifdef CONFIG_FFA
#define FFA_NR_FUNCS 12
#else
#define FFA_NR_FUNCS 0
#endif

#endif /* ASM_TEE_FFA_H */
