/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * CPUs come and go; who wants to know is told in a fixed order.
 */
#ifndef XEN_CPU_H
#define XEN_CPU_H

#include <xen/call-site.h>
#include <xen/init.h>
#include <xen/notifier.h>
#include <xen/types.h>

#include <asm/alternative.h>

/* Boot only. By descending priority, in order of registration. */
void register_cpu_notifier(struct notifier_block *nb);

/* Actions with this bit go through the chain backwards. */
#define NOTIFY_REVERSE 0x8000

/* On the CPU that brings another up, before; the only one that may fail. */
#define CPU_UP_PREPARE  0x0001
#define CPU_UP_CANCELED (0x0002 | NOTIFY_REVERSE)
/* On the new CPU, interrupts off, not yet online. */
#define CPU_STARTING 0x0003
/* On the CPU that brought it up, after. */
#define CPU_ONLINE 0x0004
/* On the CPU that takes another down, before; may fail. */
#define CPU_DOWN_PREPARE (0x0005 | NOTIFY_REVERSE)
#define CPU_DOWN_FAILED  0x0006
/* On the CPU that goes, interrupts off, still online. */
#define CPU_DYING (0x0007 | NOTIFY_REVERSE)
/* On the CPU that took it down, after. */
#define CPU_DEAD          (0x0008 | NOTIFY_REVERSE)
#define CPU_REMOVE        (0x0009 | NOTIFY_REVERSE)
#define CPU_RESUME_FAILED (0x000a | NOTIFY_REVERSE)

#ifdef CONFIG_CALL_SITES
#define register_cpu_notifier(nb)                                              \
    CALL_SITE_1("register_cpu_notifier(" #nb ")", register_cpu_notifier, nb)
#endif

#endif /* XEN_CPU_H */
