/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Per-CPU variables: one element of an array per CPU.
 */
#ifndef XEN_PERCPU_H
#define XEN_PERCPU_H

#include <xen/config.h>
#include <xen/types.h>

#include <asm/current.h>

#define DEFINE_PER_CPU(type, name)             __typeof__(type) per_cpu__##name[NR_CPUS]
#define DEFINE_PER_CPU_READ_MOSTLY(type, name) DEFINE_PER_CPU(type, name)
#define DECLARE_PER_CPU(type, name)                                            \
    extern __typeof__(type) per_cpu__##name[NR_CPUS]

#define per_cpu(name, cpu)     (per_cpu__##name[cpu])
#define this_cpu(name)         per_cpu(name, smp_processor_id())
#define per_cpu_ptr(name, cpu) (&per_cpu(name, cpu))
#define this_cpu_ptr(name)     (&this_cpu(name))

#endif /* XEN_PERCPU_H */
