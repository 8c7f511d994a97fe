/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Waking vCPUs.
 */
#ifndef ASM_EVENT_H
#define ASM_EVENT_H

#include <xen/call-site.h>
#include <xen/types.h>

struct vcpu;

/* Have V look at its events; a CPU that runs it is interrupted. */
void vcpu_kick(struct vcpu *v);

#ifdef CONFIG_CALL_SITES
#define vcpu_kick(v) CALL_SITE_1("vcpu_kick(" #v ")", vcpu_kick, v)
#endif

#endif /* ASM_EVENT_H */
