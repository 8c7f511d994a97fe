/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Code that is patched at boot. There is none here.
 */
#ifndef ASM_ALTERNATIVE_H
#define ASM_ALTERNATIVE_H

#include <asm/cpufeature.h>

#endif /* ASM_ALTERNATIVE_H */
