/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A machine whose hypervisor and guests are a script, for tests of the machine.
 *
 * What happens is told in words: scripted_say("x") on CPU 1 adds "1:x " to the
 * story, which is cut at its end, and a test compares it. Nothing asserts on a CPU: a
 * failing assertion would jump across stacks.
 */
#ifndef TESTS_SIM_SCRIPTED_H
#define TESTS_SIM_SCRIPTED_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <stdbool.h>
#include <cmocka.h>

#include "bug.h"
#include "choice.h"
#include "clock.h"
#include "gic.h"
#include "log.h"
#include "machine.h"
#include "sched.h"

struct script
{
    char story[4096];
    unsigned int work[PROGRAM_MAX_CPUS]; /* pieces of work that wait       */
    void (*on_work)(void);               /* told "w"; NULL: nothing more   */
    void (*on_irq)(unsigned int intid);  /* told "(i<intid>", then ")"     */
    int64_t deadline[64];                /* ascending                      */
    unsigned int nr_deadlines;
    bool tell_past_deadlines; /* the first, even if it is past   */
    bool flag[8];             /* to wait for: scripted_wait()   */
};
extern struct script script;

/* NR_CPUS online, no deadline, no work, this stream of answers. */
void scripted_start(unsigned int nr_cpus, const uint32_t *choices,
                    unsigned int nr_choices);
#define START(nr_cpus, ...)                                                    \
    scripted_start(nr_cpus, (const uint32_t[]){0, ##__VA_ARGS__} + 1,          \
                   sizeof((const uint32_t[]){0, ##__VA_ARGS__}) / 4 - 1)

/* Answers of a decision point. */
#define GO_ON   0u
#define TO(cpu) (1u + (cpu))
#define IRQ     SCHED_TAKE_IRQ

/* Ops are written OP(cpu, function). Their index is their place, from 0. */
#define OP(number, function)                                                   \
    {                                                                          \
        .cpu = (number), .perform = (function)                                 \
    }
enum sched_outcome scripted_run(struct sched_op *ops, unsigned int nr,
                                bool move_clock);
#define RUN_CLOCK(move_clock, ...)                                             \
    scripted_run((struct sched_op[]){__VA_ARGS__},                             \
                 sizeof((struct sched_op[]){__VA_ARGS__}) /                    \
                     sizeof(struct sched_op),                                  \
                 move_clock)
#define RUN(...) RUN_CLOCK(false, __VA_ARGS__)

/* On a CPU. */
void scripted_say(const char *word);
void scripted_point(void);          /* a decision point called "point"      */
void scripted_wait(unsigned int i); /* for script.flag[i]; its name "flag"  */

/* Afterwards. */
#define assert_story(text) assert_string_equal(script.story, text)
unsigned int scripted_count(enum event_kind kind);
/* The NTH event of KIND, from 0; it must be there. */
struct event scripted_event(enum event_kind kind, unsigned int nth);

/* Ops that many tests use: a word; a word, a point, the word again with '. */
void op_a(const struct sched_op *op);
void op_b(const struct sched_op *op);
void op_c(const struct sched_op *op);
void long_a(const struct sched_op *op);
void long_b(const struct sched_op *op);
void long_c(const struct sched_op *op);
/* Says "wait", waits for script.flag[0], says "go"; sets it, saying "set". */
void wait_0(const struct sched_op *op);
void set_0(const struct sched_op *op);

#endif /* TESTS_SIM_SCRIPTED_H */
