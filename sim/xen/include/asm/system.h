/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef ASM_SYSTEM_H
#define ASM_SYSTEM_H

#include <xen/call-site.h>
#include <xen/types.h>
#include <asm/cmpxchg.h>

/*
 * In the simulator every CPU sees every store at once, so a barrier is for the
 * compiler only.
 */
#if defined(__aarch64__) && !__STDC_HOSTED__ && !defined(CONFIG_CALL_SITES)
#define dmb(scope) __asm__ __volatile__("dmb " #scope : : : "memory")
#define dsb(scope) __asm__ __volatile__("dsb " #scope : : : "memory")
#define isb()      __asm__ __volatile__("isb" : : : "memory")
#define sev()      __asm__ __volatile__("sev" : : : "memory")
#define wfe()      __asm__ __volatile__("wfe" : : : "memory")
#define wfi()      __asm__ __volatile__("wfi" : : : "memory")

#define local_irq_disable()                                                    \
    __asm__ __volatile__("msr daifset, #2" : : : "memory")
#define local_irq_enable()                                                     \
    __asm__ __volatile__("msr daifclr, #2" : : : "memory")
#define local_save_flags(x)                                                    \
    __asm__ __volatile__("mrs %0, daif" : "=r"(x) : : "memory")
#define local_irq_restore(x)                                                   \
    __asm__ __volatile__("msr daif, %0" : : "r"(x) : "memory")
#define local_irq_save(x)                                                      \
    ({                                                                         \
        local_save_flags(x);                                                   \
        local_irq_disable();                                                   \
    })

static inline bool local_irq_is_enabled(void)
{
    unsigned long flags;

    local_save_flags(flags);
    return !(flags & 0x80);
}
#else
#define dmb(scope)                                                             \
    do                                                                         \
    {                                                                          \
        CALL_SITE_BARRIER();                                                   \
        __asm__ __volatile__("" : : : "memory");                               \
    } while ( 0 )
#define dsb(scope)          dmb(scope)
#define isb()               __asm__ __volatile__("" : : : "memory")
#define sev()               __asm__ __volatile__("" : : : "memory")

/* PSTATE.I of this CPU. The flags are 1 while interrupts are on. */
void local_irq_disable(void);
void local_irq_enable(void);
bool local_irq_is_enabled(void);
void local_irq_restore(unsigned long flags);

#define local_save_flags(x) ((x) = local_irq_is_enabled())
#define local_irq_disable()                                                    \
    CALL_SITE_0("local_irq_disable()", local_irq_disable)
#define local_irq_enable() CALL_SITE_0("local_irq_enable()", local_irq_enable)
#define local_irq_restore(x)                                                   \
    CALL_SITE_1("local_irq_restore(" #x ")", local_irq_restore, x)
#define local_irq_save(x)                                                      \
    ({                                                                         \
        local_save_flags(x);                                                   \
        local_irq_disable();                                                   \
    })
#endif

#define mb()                    dsb(sy)
#define rmb()                   dsb(ld)
#define wmb()                   dsb(st)

#define smp_mb()                dmb(ish)
#define smp_rmb()               dmb(ishld)
#define smp_wmb()               dmb(ishst)

#define smp_mb__before_atomic() smp_mb()
#define smp_mb__after_atomic()  smp_mb()

#endif /* ASM_SYSTEM_H */
