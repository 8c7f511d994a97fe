/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Calls on other CPUs.
 */
#ifndef XEN_SMP_H
#define XEN_SMP_H

#include <xen/call-site.h>
#include <xen/cpumask.h>

#include <asm/current.h>

/*
 * Run FUNC in hard interrupt context on every CPU of SELECTED, all of them
 * online. Interrupts must be on. One call at a time: returns when every CPU
 * has taken the interrupt and, with WAIT, has finished FUNC.
 */
void on_selected_cpus(const cpumask_t *selected, void (*func)(void *info),
                      void *info, int wait);

/* As above, on every other online CPU. */
void smp_call_function(void (*func)(void *info), void *info, int wait);

#ifdef CONFIG_CALL_SITES
#define on_selected_cpus(selected, func, info, wait)                           \
    CALL_SITE_4("on_selected_cpus(" #func ")", on_selected_cpus, selected,     \
                func, (void *){info}, (int){wait})
#define smp_call_function(func, info, wait)                                    \
    CALL_SITE_3("smp_call_function(" #func ")", smp_call_function, func,       \
                (void *){info}, (int){wait})
#endif

#endif /* XEN_SMP_H */
