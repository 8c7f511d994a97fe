/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef XEN_LIB_H
#define XEN_LIB_H

#include <xen/bug.h>
#include <xen/call-site.h>
#include <xen/inttypes.h>
#include <xen/macros.h>
#include <xen/stdarg.h>
#include <xen/string.h>
#include <xen/types.h>
#include <xen/xmalloc.h>

/* As ACCESS_ONCE(), and nobody is told. */
#define ACCESS_ONCE_QUIET(x)                                                   \
    (*({                                                                       \
        (void)(scalar_typeof(x))0;                                             \
        (volatile typeof(x) *)&(x);                                            \
    }))

/*
 * X, a scalar, is read or written in exactly one access. No ordering between
 * CPUs.
 */
#define ACCESS_ONCE(x)                                                         \
    (*({                                                                       \
        volatile typeof(x) *once_;                                             \
                                                                               \
        CALL_SITE_POINT("ACCESS_ONCE(" #x ")");                                \
        (void)(scalar_typeof(x))0;                                             \
        once_ = &(x);                                                          \
        CALL_SITE_MARK(once_);                                                 \
        once_;                                                                 \
    }))

/*
 * Beside the usual conversions: %pd a struct domain, %pv a struct vcpu. From
 * any context; runs no softirqs.
 */
void printk(const char *fmt, ...) __attribute__((__format__(printf, 1, 2)));
void vprintk(const char *fmt, va_list args);

/* For what guests can cause: one token in 5 s, ten at most. True: print. */
bool printk_ratelimit(void);

#define printk_once(fmt, args...)                                              \
    do                                                                         \
    {                                                                          \
        static bool printk_once_;                                              \
                                                                               \
        if ( unlikely(!printk_once_) )                                         \
        {                                                                      \
            printk_once_ = true;                                               \
            printk(fmt, ##args);                                               \
        }                                                                      \
    } while ( 0 )

#define guest_printk(d, fmt, args...) printk(XENLOG_GUEST "%pd " fmt, d, ##args)

#ifndef NDEBUG
#define dprintk(lvl, fmt, args...)                                             \
    printk(lvl "%s:%d: " fmt, __FILE__, __LINE__, ##args)
#define gdprintk(lvl, fmt, args...)                                            \
    printk(XENLOG_GUEST lvl "%s:%d:%pv " fmt, __FILE__, __LINE__, current,     \
           ##args)
#else
static inline void __attribute__((__format__(printf, 1, 2)))
no_printk(const char *fmt, ...)
{
    (void)fmt;
}
#define dprintk(lvl, fmt, args...)  no_printk(lvl fmt, ##args)
#define gdprintk(lvl, fmt, args...) no_printk(lvl fmt, ##args)
#endif
#define gprintk(lvl, fmt, args...)                                             \
    printk(XENLOG_GUEST lvl "%pv " fmt, current, ##args)

/* The machine stops. */
void panic(const char *fmt, ...)
    __attribute__((__format__(printf, 1, 2), __noreturn__));

#define TAINT_SYNC_CONSOLE     (1u << 0)
#define TAINT_MACHINE_CHECK    (1u << 1)
#define TAINT_ERROR_INJECT     (1u << 2)
#define TAINT_HVM_FEP          (1u << 3)
#define TAINT_MACHINE_INSECURE (1u << 4)
#define TAINT_CPU_OUT_OF_SPEC  (1u << 5)

extern unsigned int tainted;
void add_taint(unsigned int taint);

#ifdef CONFIG_CALL_SITES
#define panic(fmt, args...)                                                    \
    do                                                                         \
    {                                                                          \
        CALL_SITE("panic(" #fmt ")");                                          \
        (panic)(fmt, ##args);                                                  \
    } while ( 0 )
#endif

#endif /* XEN_LIB_H */
