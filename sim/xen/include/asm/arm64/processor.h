/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The registers of a guest as the trap saved them.
 */
#ifndef ASM_ARM64_PROCESSOR_H
#define ASM_ARM64_PROCESSOR_H

#include <xen/types.h>

/* A 64-bit name and the 32-bit one of the same place. */
#define DECLARE_REG(n64, n32)                                                  \
    union                                                                      \
    {                                                                          \
        uint64_t n64;                                                          \
        uint32_t n32;                                                          \
    }

struct cpu_user_regs
{
    DECLARE_REG(x0, r0);
    DECLARE_REG(x1, r1);
    DECLARE_REG(x2, r2);
    DECLARE_REG(x3, r3);
    DECLARE_REG(x4, r4);
    DECLARE_REG(x5, r5);
    DECLARE_REG(x6, r6);
    DECLARE_REG(x7, r7);
    DECLARE_REG(x8, r8);
    DECLARE_REG(x9, r9);
    DECLARE_REG(x10, r10);
    DECLARE_REG(x11, r11);
    DECLARE_REG(x12, r12);
    DECLARE_REG(x13, sp_usr);
    DECLARE_REG(x14, lr_usr);
    DECLARE_REG(x15, unused_sp_hyp);
    DECLARE_REG(x16, lr_irq);
    DECLARE_REG(x17, sp_irq);
    DECLARE_REG(x18, lr_svc);
    DECLARE_REG(x19, sp_svc);
    DECLARE_REG(x20, lr_abt);
    DECLARE_REG(x21, sp_abt);
    DECLARE_REG(x22, lr_und);
    DECLARE_REG(x23, sp_und);
    DECLARE_REG(x24, r8_fiq);
    DECLARE_REG(x25, r9_fiq);
    DECLARE_REG(x26, r10_fiq);
    DECLARE_REG(x27, r11_fiq);
    DECLARE_REG(x28, r12_fiq);
    DECLARE_REG(fp, sp_fiq);
    DECLARE_REG(lr, lr_fiq);
    uint64_t sp; /* frames of the hypervisor only */
    DECLARE_REG(pc, pc32);
    uint64_t cpsr;
    uint64_t hsr;
    /* Guests only from here. */
    union
    {
        uint64_t spsr_el1;
        uint32_t spsr_svc;
    };
    uint32_t spsr_fiq, spsr_irq, spsr_und, spsr_abt;
    uint64_t sp_el0;
    uint64_t sp_el1, elr_el1;
};

#undef DECLARE_REG

#endif /* ASM_ARM64_PROCESSOR_H */
