/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef XEN_MACROS_H
#define XEN_MACROS_H

#include <xen/config.h>

#ifndef ROUNDUP
#define ROUNDUP(x, a) (((x) + (a)-1) & ~((a)-1))
#endif
#define ROUNDDOWN(x, a)                                          ((x) & ~((a)-1))
#define DIV_ROUND(n, d)                                          (((n) + (d) / 2) / (d))
#define DIV_ROUND_UP(n, d)                                       (((n) + (d)-1) / (d))
#define IS_ALIGNED(val, align)                                   (!((val) & ((align)-1)))

#define MASK_EXTR(v, m)                                          (((v) & (m)) / ((m) & -(m)))
#define MASK_INSR(v, m)                                          (((v) * ((m) & -(m))) & (m))

#define count_args_(dot, a1, a2, a3, a4, a5, a6, a7, a8, x, ...) x
#define count_args(args...)                                      count_args_(., ##args, 8, 7, 6, 5, 4, 3, 2, 1, 0)

#define PASTE_(a, b)                                             a##b
#define PASTE(a, b)                                              PASTE_(a, b)

/* 0, and no compilation if the condition holds or X is a pointer. */
#define BUILD_BUG_ON_ZERO(cond)                                                \
    (sizeof(struct {                                                           \
         int : (cond) ? -1 : 1;                                                \
         char c;                                                               \
     }) &                                                                      \
     0)
#define __must_be_array(x)                                                     \
    BUILD_BUG_ON_ZERO(__builtin_types_compatible_p(typeof(x), typeof(&(x)[0])))

#ifndef ARRAY_SIZE
#define ARRAY_SIZE(x) (sizeof(x) / sizeof((x)[0]) + __must_be_array(x))
#endif

#define BUILD_BUG_ON(cond) ({ _Static_assert(!(cond), "!(" #cond ")"); })

#define BUILD_ERROR(msg)   asm(".error \"" msg "\"")

#ifndef MIN
#define MIN(x, y) ((x) < (y) ? (x) : (y))
#define MAX(x, y) ((x) > (y) ? (x) : (y))
#endif

#define min(x, y)                                                              \
    ({                                                                         \
        const typeof(x) min_x_ = (x);                                          \
        const typeof(y) min_y_ = (y);                                          \
        (void)(&min_x_ == &min_y_);                                            \
        min_x_ < min_y_ ? min_x_ : min_y_;                                     \
    })
#define max(x, y)                                                              \
    ({                                                                         \
        const typeof(x) max_x_ = (x);                                          \
        const typeof(y) max_y_ = (y);                                          \
        (void)(&max_x_ == &max_y_);                                            \
        max_x_ > max_y_ ? max_x_ : max_y_;                                     \
    })
#define min_t(type, x, y)                                                      \
    ({                                                                         \
        type min_x_ = (x);                                                     \
        type min_y_ = (y);                                                     \
        min_x_ < min_y_ ? min_x_ : min_y_;                                     \
    })
#define max_t(type, x, y)                                                      \
    ({                                                                         \
        type max_x_ = (x);                                                     \
        type max_y_ = (y);                                                     \
        max_x_ > max_y_ ? max_x_ : max_y_;                                     \
    })

#define SWAP(a, b)                                                             \
    do                                                                         \
    {                                                                          \
        typeof(a) swap_ = (a);                                                 \
        (a) = (b);                                                             \
        (b) = swap_;                                                           \
    } while ( 0 )

#define container_of(ptr, type, member)                                        \
    ({                                                                         \
        typeof_field(type, member) *container_of_ptr_ = (ptr);                 \
        (type *)((char *)container_of_ptr_ - offsetof(type, member));          \
    })

#endif /* XEN_MACROS_H */
