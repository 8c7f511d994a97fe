/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A guest's general registers.
 */
#ifndef ASM_REGS_H
#define ASM_REGS_H

#include <xen/call-site.h>
#include <xen/types.h>

#include <asm/current.h>
#include <asm/processor.h>

/*
 * Register REG of the guest whose trap is being handled: REGS must be its frame
 * on this CPU. 31 reads as zero and is not written.
 */
register_t get_user_reg(struct cpu_user_regs *regs, int reg);
void set_user_reg(struct cpu_user_regs *regs, int reg, register_t value);

/* A 64-bit value in two registers: the first holds the high half. */
static inline uint64_t regpair_to_uint64(register_t reg0, register_t reg1)
{
    return ((uint64_t)reg0 << 32) | (uint32_t)reg1;
}

static inline void uint64_to_regpair(register_t *reg0, register_t *reg1,
                                     uint64_t val)
{
    *reg0 = val >> 32;
    *reg1 = (uint32_t)val;
}

#ifdef CONFIG_CALL_SITES
#define get_user_reg(regs, reg)                                                \
    CALL_SITE_2("get_user_reg(" #regs ", " #reg ")", get_user_reg, regs,       \
                (int){reg})
#define set_user_reg(regs, reg, value)                                         \
    CALL_SITE_3("set_user_reg(" #regs ", " #reg ")", set_user_reg, regs,       \
                (int){reg}, (register_t){value})
#endif

#endif /* ASM_REGS_H */
