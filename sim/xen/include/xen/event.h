/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef XEN_EVENT_H
#define XEN_EVENT_H

#include <xen/sched.h>
#include <xen/smp.h>
#include <xen/softirq.h>

#include <asm/event.h>

#endif /* XEN_EVENT_H */
