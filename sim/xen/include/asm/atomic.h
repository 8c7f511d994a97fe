/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef ASM_ATOMIC_H
#define ASM_ATOMIC_H

#include <xen/atomic.h>
#include <asm/system.h>

/* One access of 1, 2, 4 or 8 bytes. No ordering between CPUs. */
#define read_atomic(p)                                                         \
    ({                                                                         \
        __auto_type atomic_p_ = (p);                                           \
        CALL_SITE_POINT("read_atomic(" #p ")");                                \
        CALL_SITE_MARK(atomic_p_);                                             \
        *(volatile const typeof(*atomic_p_) *)atomic_p_;                       \
    })
#define write_atomic(p, x)                                                     \
    ({                                                                         \
        __auto_type atomic_p_ = (p);                                           \
        typeof(*atomic_p_) atomic_x_ = (x);                                    \
        CALL_SITE_POINT("write_atomic(" #p ")");                               \
        CALL_SITE_MARK(atomic_p_);                                             \
        *(volatile typeof(*atomic_p_) *)atomic_p_ = atomic_x_;                 \
    })
#define add_sized(p, x)                                                        \
    ({                                                                         \
        __auto_type atomic_p_ = (p);                                           \
        typeof(*atomic_p_) atomic_x_ = (x);                                    \
        CALL_SITE_POINT("add_sized(" #p ")");                                  \
        CALL_SITE_MARK(atomic_p_);                                             \
        atomic_x_ += *(volatile typeof(*atomic_p_) *)atomic_p_;                \
        CALL_SITE_MARK(atomic_p_);                                             \
        *(volatile typeof(*atomic_p_) *)atomic_p_ = atomic_x_;                 \
    })

#endif /* ASM_ATOMIC_H */
