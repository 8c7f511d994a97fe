/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The heap. Not from an interrupt, and not with interrupts off once a second
 * CPU is online: neither to allocate nor to free.
 */
#ifndef XEN_XMALLOC_H
#define XEN_XMALLOC_H

#include <xen/cache.h>
#include <xen/call-site.h>
#include <xen/types.h>

/* What a request for nothing gets; may be freed. */
#define ZERO_BLOCK_PTR ((void *)-1L)

void *_xmalloc(unsigned long size, unsigned long align);
void *_xzalloc(unsigned long size, unsigned long align);
void *_xrealloc(void *p, unsigned long size, unsigned long align);
void xfree(void *p);

#define XMALLOC_AT(text, function, size, align)                                \
    ({                                                                         \
        unsigned long xmalloc_size_ = (size);                                  \
        CALL_SITE(text);                                                       \
        function(xmalloc_size_, align);                                        \
    })

/* One object; NULL on failure. */
#define xmalloc(type)                                                          \
    ((type *)XMALLOC_AT("xmalloc(" #type ")", _xmalloc, sizeof(type),          \
                        __alignof__(type)))
#define xzalloc(type)                                                          \
    ((type *)XMALLOC_AT("xzalloc(" #type ")", _xzalloc, sizeof(type),          \
                        __alignof__(type)))

/* NULL too if NUM of them are more than UINT_MAX bytes. */
#define XMALLOC_ARRAY_AT(text, function, type, num)                            \
    ({                                                                         \
        unsigned long xmalloc_num_ = (num);                                    \
        CALL_SITE(text);                                                       \
        (type *)(xmalloc_num_ > UINT_MAX / sizeof(type)                        \
                     ? NULL                                                    \
                     : function(xmalloc_num_ * sizeof(type),                   \
                                __alignof__(type)));                           \
    })
#define xmalloc_array(type, num)                                               \
    XMALLOC_ARRAY_AT("xmalloc_array(" #type ")", _xmalloc, type, num)
#define xzalloc_array(type, num)                                               \
    XMALLOC_ARRAY_AT("xzalloc_array(" #type ")", _xzalloc, type, num)

#define xmalloc_bytes(bytes)                                                   \
    XMALLOC_AT("xmalloc_bytes(bytes)", _xmalloc, bytes, SMP_CACHE_BYTES)
#define xzalloc_bytes(bytes)                                                   \
    XMALLOC_AT("xzalloc_bytes(bytes)", _xzalloc, bytes, SMP_CACHE_BYTES)

/* A structure and NR elements of the array at its end. */
#define xmalloc_flex_size(type, field, nr)                                     \
    (offsetof(type, field) + (nr) * sizeof(((type *)0)->field[0]))
#define xmalloc_flex_struct(type, field, nr)                                   \
    ((type *)XMALLOC_AT("xmalloc_flex_struct(" #type ")", _xmalloc,            \
                        xmalloc_flex_size(type, field, nr),                    \
                        __alignof__(type)))
#define xzalloc_flex_struct(type, field, nr)                                   \
    ((type *)XMALLOC_AT("xzalloc_flex_struct(" #type ")", _xzalloc,            \
                        xmalloc_flex_size(type, field, nr),                    \
                        __alignof__(type)))

#define xrealloc_bytes(ptr, bytes) _xrealloc(ptr, bytes, SMP_CACHE_BYTES)

#ifdef CONFIG_CALL_SITES
#define xfree(p) CALL_SITE_1("xfree(" #p ")", xfree, (void *){p})
#endif

/* The variable is NULL before the memory goes. */
#define XFREE(p)                                                               \
    do                                                                         \
    {                                                                          \
        void *xfree_ptr_ = (p);                                                \
        (p) = NULL;                                                            \
        CALL_SITE("XFREE(" #p ")");                                            \
        (xfree)(xfree_ptr_);                                                   \
    } while ( 0 )

#endif /* XEN_XMALLOC_H */
