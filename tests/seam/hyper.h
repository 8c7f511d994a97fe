/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The whole hypervisor, booted, with a mediator whose callbacks a test writes.
 *
 * Ops, stories and tells are seam.h's. hyper_start() has run the boot: every
 * CPU of the world is online and d0 exists.
 */
#ifndef TESTS_SEAM_HYPER_H
#define TESTS_SEAM_HYPER_H

#include "seam.h"

#include "hypervisor.h"

#define CONFIG_CALL_SITES 1
#include <xen/sched.h>
#include <asm/tee/tee.h>

/* The mediator: probe says yes, the others do nothing unless a test says so. */
extern struct tee_mediator_ops hyper_ops;
/* Called by probe, init_secondary. */
extern void (*hyper_probe)(void);
extern void (*hyper_secondary)(void);

/* Callbacks back to what they are; to be called before a test sets its own. */
void hyper_plain(void);

/* Boot in WORLD; then the stream gives these answers. */
void hyper_start(const struct world *world, const uint32_t *choices,
                 unsigned int nr_choices);
#define BOOT_IN(world, ...)                                                    \
    hyper_start(&(world), (const uint32_t[]){0, ##__VA_ARGS__} + 1,            \
                sizeof((const uint32_t[]){0, ##__VA_ARGS__}) / 4 - 1)
#define BOOT(cpus, ...)                                                        \
    BOOT_IN(((const struct world){.nr_cpus = (cpus)}), ##__VA_ARGS__)

/* Ops: d1 with two vCPUs, all online, of the mediator's type; and its end. */
void hyper_create(void);
void hyper_kill(void);

/* An op of the toolstack in the middle of which POINT is a decision point. */
void hyper_point(const char *name);

/* A guest's call of d1.v0: FFA_FEATURES. Returns its x0. */
uint64_t hyper_call(void);

#endif /* TESTS_SEAM_HYPER_H */
