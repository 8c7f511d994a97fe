/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef XEN_COMPILER_H
#define XEN_COMPILER_H

#define barrier()     __asm__ __volatile__("" : : : "memory")

#define likely(x)     __builtin_expect(!!(x), 1)
#define unlikely(x)   __builtin_expect(!!(x), 0)

#define always_inline __inline__ __attribute__((__always_inline__))
#define noinline      __attribute__((__noinline__))
#define gnu_inline    __inline__ __attribute__((__gnu_inline__))

/* Hosted sources spell attributes with these words. */
#if !__STDC_HOSTED__
#define noreturn    __attribute__((__noreturn__))
#define fallthrough __attribute__((__fallthrough__))
#endif

#define __packed          __attribute__((__packed__))
#define __pure            __attribute__((__pure__))
#define __weak            __attribute__((__weak__))
#define __section(s)      __attribute__((__section__(s)))
#define __used            __attribute__((__used__))
#define __used_section(s) __used __attribute__((__section__(s)))
#define __aligned(a)      __attribute__((__aligned__(a)))
#define __maybe_unused    __attribute__((__unused__))
#define __must_check      __attribute__((__warn_unused_result__))
#ifndef __attribute_const__
#define __attribute_const__ __attribute__((__const__))
#endif

#define unreachable() __builtin_unreachable()

#ifndef offsetof
#define offsetof(type, member) __builtin_offsetof(type, member)
#endif
#define sizeof_field(type, member) sizeof(((type *)NULL)->member)
#define typeof_field(type, member) typeof(((type *)NULL)->member)

#define scalar_typeof(x)           typeof(x)

/* The value of VAR, of which the compiler shall know nothing. */
#define OPTIMIZER_HIDE_VAR(var) __asm__("" : "+g"(var))

#endif /* XEN_COMPILER_H */
