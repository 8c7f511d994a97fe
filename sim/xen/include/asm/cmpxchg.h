/* SPDX-License-Identifier: GPL-2.0-only */
/* Atomic exchange on 1, 2, 4 and 8 bytes. Full barriers. */
#ifndef ASM_CMPXCHG_H
#define ASM_CMPXCHG_H

#include <xen/call-site.h>
#include <xen/types.h>

#define xchg_at(text, ptr, x)                                                  \
    ({                                                                         \
        __auto_type xchg_ptr_ = (ptr);                                         \
        typeof(*xchg_ptr_) xchg_new_ = (x);                                    \
                                                                               \
        CALL_SITE_POINT(text);                                                 \
        CALL_SITE_ATOMIC(xchg_ptr_, CALL_SITE_ORDERED);                        \
        __atomic_exchange_n(xchg_ptr_, xchg_new_, __ATOMIC_SEQ_CST);           \
    })
#define xchg(ptr, x) xchg_at("xchg(" #ptr ")", ptr, x)

/* The value that was there: OLD if the exchange was made. */
#define cmpxchg(ptr, old, new)                                                 \
    ({                                                                         \
        __auto_type xchg_ptr_ = (ptr);                                         \
        typeof(*xchg_ptr_) xchg_old_ = (old);                                  \
        typeof(*xchg_ptr_) xchg_new_ = (new);                                  \
                                                                               \
        CALL_SITE_POINT("cmpxchg(" #ptr ")");                                  \
        CALL_SITE_ATOMIC(xchg_ptr_, CALL_SITE_ORDERED);                        \
        __atomic_compare_exchange_n(xchg_ptr_, &xchg_old_, xchg_new_, false,   \
                                    __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);       \
        xchg_old_;                                                             \
    })
#define cmpxchg64(ptr, old, new) cmpxchg(ptr, old, new)

#endif /* ASM_CMPXCHG_H */
