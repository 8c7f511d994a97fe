/* SPDX-License-Identifier: GPL-2.0-only */
/* A CPU that counts anything here must not run softirqs. */
#ifndef XEN_PREEMPT_H
#define XEN_PREEMPT_H

#include <xen/types.h>

/* Of the CPU that runs. */
unsigned int *preempt_count_here(void);

#define preempt_count()        (*preempt_count_here())
#define in_atomic()            (preempt_count() != 0)
#define preempt_disable()      ((void)++*preempt_count_here())
#define preempt_enable()       ((void)--*preempt_count_here())

#define ASSERT_NOT_IN_ATOMIC() ASSERT(!preempt_count())

#endif /* XEN_PREEMPT_H */
