/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The step law: who runs when.
 *
 * Each simulated CPU is one coroutine. What nests on a CPU in the real machine
 * (an interrupt in a guest's call, a softirq on the way out) nests on its stack
 * here, so interrupts are LIFO, run to completion and stay on their CPU.
 *
 * A CPU performs ops. Between two ops it is in a guest or idle: nothing of the
 * hypervisor is on its stack. The law:
 *
 *  1. The CPU that runs goes on until its op ends, it waits, or rule 2.
 *  2. A decision point (sched_point) asks the choice stream once, CHOICE_SCHED:
 *       0            go on;
 *       1 + cpu      go on on that CPU with the first line of rule 4 it has;
 *                    as 0 if none, if it is current, or not in this world;
 *       SCHED_TAKE_IRQ  the current CPU takes its highest-priority interrupt
 *                    here if one is pending, not active and unmasked, else as
 *                    0. In the middle of an op interrupts are taken only so.
 *     What takes effect is EV_SWITCH; to the CPU itself if it takes an interrupt.
 *     The handler runs on top of what it interrupts, with points of its own.
 *     Back after either, with an interrupt to take: asked again, CHOICE_NEXT.
 *  3. When an op ends, its CPU leaves the hypervisor: interrupts are unmasked,
 *     client->do_work(), then pending interrupts are taken one by one, each
 *     after a decision point "idle:irq" and followed by do_work(), until
 *     nothing is left. Until then the op is unfinished.
 *  4. When the running CPU has nothing more to do, or waits, the next one is
 *     the one with the first of these:
 *       a. something unfinished that can go on: it does not wait, or what it
 *          waits for has come. The earliest op in the text goes first. Work
 *          between two ops (b) ranks as the op that its CPU performed last;
 *          with none in this phase, before all ops, by number of CPU;
 *       b. an online CPU between two ops that has an interrupt to take or
 *          client->has_work(), the lowest number first: it does as in rule 3;
 *       c. a waiting CPU that can take an interrupt (a spinning CPU does), the
 *          lowest number first: after a decision point "wait:irq" it takes one;
 *       d. a CPU between two ops with ops left, the earliest op first.
 *     CHOICE_NEXT, 1 + cpu, makes it another one that has a line and is online.
 *     If nobody has any, the first that relaxes goes on, 1 us later. Without one
 *     the clock moves to the next deadline and rule 4 starts over, if sched_run()
 *     was asked to or a CPU waits (maybe for time), sched_budget.clock_moves
 *     times in a phase, or since sched_look_further(). With no deadline, or no
 *     moves left, the phase is over when nobody waits; else it is EV_STUCK.
 *  5. A CPU that is offline takes no interrupt and does no work. When its op
 *     would start by 4d it is skipped, EV_OP_SKIP "cpu offline"; rule 2 cannot
 *     start it. A CPU that goes offline in its own op ends it without rule 3.
 *
 * Ties not in this list are a bug of it. Budgets count points, never seconds.
 */
#ifndef SIM_MACHINE_SCHED_H
#define SIM_MACHINE_SCHED_H

#include <stdbool.h>
#include <stdint.h>

#include "choice.h"
#include "name.h"
#define SCHED_VALUES (SCHED_TAKE_IRQ + 1u) /* the bound of CHOICE_SCHED */

/* One op of a phase: which CPU, and what. */
struct sched_op
{
    uint8_t cpu;
    void (*perform)(const struct sched_op *op); /* on that CPU               */
    uint32_t index;                             /* in the log                */
    uint32_t number;                            /* the performer's own       */
};

enum sched_outcome
{
    SCHED_QUIET,   /* all ops done, nobody has anything to do               */
    SCHED_STOPPED, /* machine_stop(): the run is over                       */
};
/* A fresh scheduler; every CPU between two ops. After machine_boot(). */
void sched_boot(unsigned int nr_cpus);
/*
 * Perform NR ops under the law; they must stay until it returns. Called from
 * outside the CPUs only. After SCHED_STOPPED only sched_boot() may follow.
 */
enum sched_outcome sched_run(const struct sched_op *ops, unsigned int nr,
                             bool move_clock);

/* A decision point on the current CPU. SITE names it. No-op outside a CPU.
 * Stated: all that follows says what its effects are (effect.h). */
void sched_point(name_t site);
void sched_point_stated(name_t site);
void sched_access_point(name_t site); /* of a load or store: in no budget   */

/*
 * The current CPU spins until READY(ARG), which any CPU may ask, so it has no
 * side effects. A wait is a decision point before it begins. NAME is its site,
 * and what it waits for. If unmasked, interrupts are taken meanwhile.
 */
void sched_wait(bool (*ready)(const void *arg), const void *arg, name_t name);
void sched_wait_stated(bool (*ready)(const void *arg), const void *arg,
                       name_t name);

/* A turn of a loop that waits for others: waits for any step of another CPU, or
 * an interrupt. No-op outside a CPU. */
void sched_relax(name_t name);

/* Is CPU in the middle of an op, or of the work that follows one? */
bool sched_busy(unsigned int cpu);
/*
 * A new activation of a context begins or ends on the current CPU: its budgets.
 * What an inner one uses does not count for the outer. An op, and each run of
 * work between two ops, is one to begin with. No-op outside a CPU.
 */
void sched_activation(bool begins);
void sched_count_smc(void);  /* the current activation made a secure call */
uint64_t sched_points(void); /* so far in this run, less those of accesses */

/* What somebody may ask for again is possible now: the phase has all its moves
 * of the clock again. For what happens a bounded number of times. */
void sched_look_further(void);

/* The run ends here, on a CPU only (SIM_BUG_ON): for machine_stop(). */
void sched_stop(void) __attribute__((noreturn));

#endif /* SIM_MACHINE_SCHED_H */
