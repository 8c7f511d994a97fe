/* SPDX-License-Identifier: GPL-2.0-only */
/* Values at any alignment. */
#ifndef XEN_UNALIGNED_H
#define XEN_UNALIGNED_H

#include <xen/types.h>

#define get_unaligned_t(type, ptr)                                             \
    ({                                                                         \
        const struct                                                           \
        {                                                                      \
            type x;                                                            \
        } __attribute__((__packed__)) *unaligned_ptr_ = (const void *)(ptr);   \
        unaligned_ptr_->x;                                                     \
    })
#define put_unaligned_t(type, val, ptr)                                        \
    do                                                                         \
    {                                                                          \
        struct                                                                 \
        {                                                                      \
            type x;                                                            \
        } __attribute__((__packed__)) *unaligned_ptr_ = (void *)(ptr);         \
        unaligned_ptr_->x = (val);                                             \
    } while ( 0 )

#define get_unaligned(ptr)         get_unaligned_t(typeof(*(ptr)), ptr)
#define put_unaligned(val, ptr)    put_unaligned_t(typeof(*(ptr)), val, ptr)

#define get_unaligned_le16(p)      get_unaligned_t(uint16_t, p)
#define get_unaligned_le32(p)      get_unaligned_t(uint32_t, p)
#define get_unaligned_le64(p)      get_unaligned_t(uint64_t, p)
#define put_unaligned_le16(val, p) put_unaligned_t(uint16_t, val, p)
#define put_unaligned_le32(val, p) put_unaligned_t(uint32_t, val, p)
#define put_unaligned_le64(val, p) put_unaligned_t(uint64_t, val, p)

#endif /* XEN_UNALIGNED_H */
