/* SPDX-License-Identifier: GPL-2.0-only */
/* Memory for bigger things. The same heap serves it here. */
#ifndef XEN_XVMALLOC_H
#define XEN_XVMALLOC_H

#include <xen/xmalloc.h>

#define xvmalloc(type)            xmalloc(type)
#define xvzalloc(type)            xzalloc(type)
#define xvmalloc_array(type, num) xmalloc_array(type, num)
#define xvzalloc_array(type, num) xzalloc_array(type, num)
#define xvmalloc_flex_struct(type, field, nr)                                  \
    xmalloc_flex_struct(type, field, nr)
#define xvzalloc_flex_struct(type, field, nr)                                  \
    xzalloc_flex_struct(type, field, nr)
#define xvfree(p) xfree(p)
#define XVFREE(p) XFREE(p)

#endif /* XEN_XVMALLOC_H */
