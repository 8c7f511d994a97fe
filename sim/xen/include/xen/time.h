/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef XEN_TIME_H
#define XEN_TIME_H

#include <xen/types.h>
#include <public/xen.h>

/* Nanoseconds since boot: monotonic and the same on every CPU. */
typedef int64_t s_time_t;
#define PRI_stime "ld"

s_time_t get_s_time(void);
#define NOW()        ((s_time_t)get_s_time())

#define SECONDS(s)   ((s_time_t)((s)*1000000000ULL))
#define MILLISECS(m) ((s_time_t)((m)*1000000ULL))
#define MICROSECS(u) ((s_time_t)((u)*1000ULL))
#define STIME_MAX    ((s_time_t)((uint64_t)~0ULL >> 1))

#endif /* XEN_TIME_H */
