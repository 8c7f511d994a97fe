/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Sets of CPUs.
 */
#ifndef XEN_CPUMASK_H
#define XEN_CPUMASK_H

#include <xen/bitmap.h>
#include <xen/bitops.h>
#include <xen/config.h>
#include <xen/types.h>

typedef struct cpumask
{
    DECLARE_BITMAP(bits, NR_CPUS);
} cpumask_t;

/* CPUs that run; that could; that are there. */
extern cpumask_t cpu_online_map;
extern cpumask_t cpu_present_map;
extern cpumask_t cpu_possible_map;
extern unsigned int nr_cpu_ids;

/* The set of CPU alone. Constant: never to be written to. */
const cpumask_t *cpumask_of(unsigned int cpu);

static inline void cpumask_set_cpu(int cpu, volatile cpumask_t *mask)
{
    set_bit(cpu, mask->bits);
}

static inline void cpumask_clear_cpu(int cpu, volatile cpumask_t *mask)
{
    clear_bit(cpu, mask->bits);
}

static inline void cpumask_clear(cpumask_t *mask)
{
    mask->bits[0] = 0;
}

static inline void cpumask_copy(cpumask_t *to, const cpumask_t *from)
{
    to->bits[0] = from->bits[0];
}

static inline int cpumask_empty(const cpumask_t *mask)
{
    return !mask->bits[0];
}

static inline int cpumask_subset(const cpumask_t *of, const cpumask_t *mask)
{
    return !(of->bits[0] & ~mask->bits[0]);
}

static inline unsigned int cpumask_weight(const cpumask_t *mask)
{
    return hweight64(mask->bits[0]);
}

/* nr_cpu_ids or more: there is none. */
static inline unsigned int cpumask_first(const cpumask_t *mask)
{
    return mask->bits[0] ? __builtin_ctzl(mask->bits[0]) : NR_CPUS;
}

static inline unsigned int cpumask_next(int cpu, const cpumask_t *mask)
{
    unsigned long rest = mask->bits[0] & ~((2UL << cpu) - 1);

    return rest ? __builtin_ctzl(rest) : NR_CPUS;
}

#define cpumask_test_cpu(cpu, mask) test_bit(cpu, (mask)->bits)

#define for_each_cpu(cpu, mask)                                                \
    for ( (cpu) = cpumask_first(mask); (cpu) < nr_cpu_ids;                     \
          (cpu) = cpumask_next(cpu, mask) )

#define for_each_online_cpu(cpu)   for_each_cpu(cpu, &cpu_online_map)
#define for_each_present_cpu(cpu)  for_each_cpu(cpu, &cpu_present_map)
#define for_each_possible_cpu(cpu) for_each_cpu(cpu, &cpu_possible_map)

#define num_online_cpus()          cpumask_weight(&cpu_online_map)
#define cpu_online(cpu)            cpumask_test_cpu(cpu, &cpu_online_map)

#endif /* XEN_CPUMASK_H */
