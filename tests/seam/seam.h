/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A machine on which the hypervisor's primitives are used by hand.
 *
 * What happens goes to the log, and a test compares its story: the events of
 * the kinds it names, "cpu:event name" each. Nothing asserts on a CPU: a failing
 * assertion would jump across stacks. A CPU tells a number by seam_tell().
 */
#ifndef TESTS_SEAM_SEAM_H
#define TESTS_SEAM_SEAM_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <setjmp.h>
#include <stdbool.h>
#include <string.h>
#include <cmocka.h>

#include "bug.h"
#include "choice.h"
#include "clock.h"
#include "log.h"
#include "machine.h"
#include "page.h"
#include "sched.h"

#include "facade.h"

/* Every CPU online, this stream of answers. */
void seam_start(const struct world *world, const uint32_t *choices,
                unsigned int nr_choices);
#define START_IN(world, ...)                                                   \
    seam_start(&(world), (const uint32_t[]){0, ##__VA_ARGS__} + 1,             \
               sizeof((const uint32_t[]){0, ##__VA_ARGS__}) / 4 - 1)
#define START(cpus, ...)                                                       \
    START_IN(((const struct world){.nr_cpus = (cpus)}), ##__VA_ARGS__)

/* Answers of a decision point. */
#define GO_ON   0u
#define TO(cpu) (1u + (cpu))
#define IRQ     SCHED_TAKE_IRQ

/* One op a row, in the order of the text: {cpu, function}. */
struct seam_op
{
    unsigned int cpu;
    void (*perform)(void);
};
enum sched_outcome seam_run(const struct seam_op *ops, unsigned int nr);
#define RUN(...)                                                               \
    seam_run((const struct seam_op[]){__VA_ARGS__},                            \
             sizeof((const struct seam_op[]){__VA_ARGS__}) /                   \
                 sizeof(struct seam_op))

/* From a CPU: numbers for the test to look at. */
void seam_tell(uint64_t number);
extern unsigned int seam_nr_told;
extern uint64_t seam_told[16];

/* From CPU 0: its interrupt is pending from now on, with this handler. */
void seam_interrupt(void (*handler)(void));

/* The events of these kinds in order. Valid until the next call. */
const char *seam_story(const enum event_kind *kinds, unsigned int nr);
#define STORY(...)                                                             \
    seam_story((const enum event_kind[]){__VA_ARGS__},                         \
               sizeof((const enum event_kind[]){__VA_ARGS__}) /                \
                   sizeof(enum event_kind))
#define assert_story(text, ...) assert_string_equal(STORY(__VA_ARGS__), text)

unsigned int seam_count(enum event_kind kind);
/* The NTH event of KIND, from 0; it must be there. */
struct event seam_event(enum event_kind kind, unsigned int nth);

#endif /* TESTS_SEAM_SEAM_H */
