/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef ASM_PROCESSOR_H
#define ASM_PROCESSOR_H

#include <xen/call-site.h>
#include <xen/types.h>

#include <public/xen.h>
#include <public/arch-arm.h>

#include <asm/arm64/processor.h>
#include <asm/cpufeature.h>

/* A loop that waits for another CPU says so here. */
#define cpu_relax()                                                            \
    do                                                                         \
    {                                                                          \
        CALL_SITE_RELAX("cpu_relax()");                                        \
        barrier();                                                             \
    } while ( 0 )

#endif /* ASM_PROCESSOR_H */
