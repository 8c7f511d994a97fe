/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef ASM_BUG_H
#define ASM_BUG_H

#include <xen/bug.h>

#endif /* ASM_BUG_H */
