/* SPDX-License-Identifier: GPL-2.0-only */
/* Code and data that are gone once the boot is over. */
#ifndef XEN_INIT_H
#define XEN_INIT_H

#include <xen/compiler.h>
#include <xen/types.h>

#define __init         __attribute__((__section__(".init.text")))
#define __exit         __attribute__((__section__(".exit.text"), __used__))
#define __initdata     __attribute__((__section__(".init.data")))
#define __initconst    __attribute__((__section__(".init.rodata")))
#define __initconstrel __attribute__((__section__(".init.rodata.rel")))
#define __exitdata     __attribute__((__section__(".exit.data"), __used__))

#define __cold         __attribute__((__cold__))

typedef int (*initcall_t)(void);
typedef void (*exitcall_t)(void);

#define INITCALL_IN(section, fn)                                               \
    static const initcall_t __attribute__((__used__, __section__(section)))    \
    __initcall_##fn = (fn)

/*
 * Called once, on the boot CPU, in link order: with interrupts on and the
 * heap, timers, tasklets and RCU at work, before any other CPU is started.
 */
#define presmp_initcall(fn) INITCALL_IN("presmp_initcalls", fn)

/* Called once when all CPUs are up. */
#define __initcall(fn) INITCALL_IN("initcalls", fn)

#endif /* XEN_INIT_H */
