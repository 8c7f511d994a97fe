/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Who runs on this CPU: its number, its vCPU, the registers of its guest.
 */
#ifndef ASM_CURRENT_H
#define ASM_CURRENT_H

#include <xen/config.h>

struct vcpu;
struct cpu_user_regs;

extern struct vcpu *per_cpu__curr_vcpu[NR_CPUS];

unsigned int get_processor_id(void);
#define smp_processor_id() get_processor_id()

/* The vCPU that runs or was interrupted here; the idle vCPU if none is. */
#define current (per_cpu__curr_vcpu[smp_processor_id()])

/* The frame of the guest that trapped into the hypervisor on this CPU. */
struct cpu_user_regs *guest_cpu_user_regs(void);

#endif /* ASM_CURRENT_H */
