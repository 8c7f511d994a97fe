/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Chains of functions that want to know.
 */
#ifndef XEN_NOTIFIER_H
#define XEN_NOTIFIER_H

#include <xen/errno.h>
#include <xen/lib.h>
#include <xen/list.h>
#include <xen/types.h>

struct notifier_block
{
    int (*notifier_call)(struct notifier_block *nfb, unsigned long action,
                         void *hcpu);
    struct list_head chain;
    int priority;
};

#define NOTIFY_DONE      0x0000
#define NOTIFY_STOP_MASK 0x8000
#define NOTIFY_STOP      (NOTIFY_STOP_MASK | NOTIFY_DONE)
#define NOTIFY_BAD       (NOTIFY_STOP_MASK | EINVAL)

static inline int notifier_from_errno(int err)
{
    return err ? NOTIFY_STOP_MASK | -err : NOTIFY_DONE;
}

static inline int notifier_to_errno(int ret)
{
    return -(ret & ~NOTIFY_STOP_MASK);
}

#endif /* XEN_NOTIFIER_H */
