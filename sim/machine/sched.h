/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The step law: who runs when.
 *
 * Each simulated CPU is one coroutine. What nests on a CPU in the real machine
 * (an interrupt in a guest's call, a softirq on the way out) nests on its
 * stack here, so interrupts are LIFO, run to completion and stay on their CPU
 * by construction.
 *
 * A CPU performs ops. Between two ops it is in a guest or idle: nothing of the
 * hypervisor is on its stack. The law, in order:
 *
 *  1. The CPU that runs goes on running until its op ends, it must wait, or a
 *     decision point answers otherwise.
 *  2. At a decision point (sched_point) the choice stream is asked once, kind
 *     CHOICE_SCHED, bound SCHED_VALUES:
 *       0            go on;
 *       1 + cpu      go on on that CPU, if it can run: it resumes what it was
 *                    doing, does the work that waits there (rule 4), or starts
 *                    its next op of the text. If it cannot, or is the current
 *                    one, as 0;
 *       SCHED_TAKE_IRQ  the current CPU takes its highest-priority pending
 *                    interrupt here, if it is unmasked and not active. If
 *                    there is none, as 0.
 *     An interrupt is taken in the middle of hypervisor code only so. The
 *     handler runs to its end on top of the interrupted code, with decision
 *     points of its own.
 *  3. When an op ends, its CPU leaves the hypervisor: client->do_work(), then
 *     pending interrupts are taken one by one, each followed by do_work(),
 *     until nothing is left.
 *  4. When the running CPU has nothing more to do, or waits, the next one is:
 *       a. the CPU with an unfinished op that can go on, whose op is earliest
 *          in the text;
 *       b. the lowest-numbered online CPU between two ops that has an
 *          interrupt to take or client->has_work();
 *       c. a waiting CPU that can take an interrupt (a spinning CPU does), the
 *          lowest number first;
 *       d. the CPU of the next op in the text that has not started, if that
 *          CPU is between two ops; if it is not (it waits), the next op of the
 *          text whose CPU is;
 *       e. nobody can run and nobody waits: if sched_run() was asked to move
 *          the clock, it moves to the next deadline, then b. Otherwise, or
 *          with no deadline, the phase is over.
 *     If someone waits and none of a to d applies, the clock moves if it can
 *     (a waiter may wait for time); if not, the machine is stuck: EV_STUCK.
 *  5. A CPU that is offline performs no op: EV_OP_SKIP.
 *
 * Ties not in this list are a bug of this list.
 *
 * Budgets keep runs finite; see sched_budget. They count decision points and
 * never seconds.
 */
#ifndef SIM_MACHINE_SCHED_H
#define SIM_MACHINE_SCHED_H

#include <stdbool.h>
#include <stdint.h>

#include "choice.h"
#include "name.h"

#define SCHED_TAKE_IRQ (1u + PROGRAM_MAX_CPUS)
#define SCHED_VALUES   (SCHED_TAKE_IRQ + 1u)

/* One op of a phase: which CPU, and what. */
struct sched_op
{
    uint8_t cpu;
    void (*perform)(const struct sched_op *op); /* on that CPU              */
    uint32_t index;  /* in the log                                           */
    uint32_t number; /* the performer's own                                 */
};

enum sched_outcome
{
    SCHED_QUIET,   /* all ops done, nobody has anything to do               */
    SCHED_STOPPED, /* machine_stop(): the run is over                       */
};

/* A fresh scheduler; every CPU between two ops. */
void sched_boot(unsigned int nr_cpus);

/*
 * Perform NR ops under the law. MOVE_CLOCK: rule 4e. Called from outside the
 * CPUs only. After SCHED_STOPPED only sched_boot() may follow.
 */
enum sched_outcome sched_run(const struct sched_op *ops, unsigned int nr,
                             bool move_clock);

/*
 * A decision point on the current CPU. SITE names it. No-op outside a CPU.
 */
void sched_point(name_t site);

/*
 * The current CPU spins until READY(ARG) holds, which other CPUs make true.
 * It takes interrupts while it spins if they are unmasked. NAME is what it
 * waits for.
 */
void sched_wait(bool (*ready)(const void *arg), const void *arg, name_t name);

/* Is CPU in the middle of an op, or of the work that follows one? */
bool sched_busy(unsigned int cpu);

/* A new activation of a context begins or ends: its budgets. */
void sched_activation(bool begins);
/* The current activation made a secure call. */
void sched_count_smc(void);

/* Decision points so far in this run. */
uint64_t sched_points(void);

struct sched_budget
{
    uint32_t activation_points; /* default 20,000                           */
    uint32_t activation_smcs;   /* default 256                              */
    uint32_t run_points;        /* default 1,000,000                        */
    uint32_t clock_moves;       /* default 256 per phase                    */
};
extern const struct sched_budget sched_budget;

#endif /* SIM_MACHINE_SCHED_H */
