/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the CPUs can do: nothing that a mediator asks for.
 */
#ifndef ASM_CPUFEATURE_H
#define ASM_CPUFEATURE_H

#include <xen/lib.h>
#include <xen/types.h>

#define ARM_SMCCC_1_1 8

static inline bool cpus_have_cap(unsigned int number)
{
    return number == ARM_SMCCC_1_1;
}

#define cpus_have_const_cap(number) cpus_have_cap(number)

#endif /* ASM_CPUFEATURE_H */
