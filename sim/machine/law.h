/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Rules 4 and 5 of the step law, and the state of the scheduler that they look
 * at. For the machine's own files, and for who asks what could happen next.
 *
 * Needs: cpu.h, sched.h.
 */
#ifndef SIM_MACHINE_LAW_H
#define SIM_MACHINE_LAW_H

#include "cpu.h"
#include "sched.h"

#define LAW_NOBODY PROGRAM_MAX_CPUS

/* What a CPU has to do, in the order of rule 4. */
enum task
{
    TASK_RESUME, /* a */
    TASK_WORK,   /* b */
    TASK_IRQ,    /* c */
    TASK_OP,     /* d */
    TASK_NONE,
};

struct activation
{
    uint32_t points;
    uint32_t smcs;
};

struct sched_cpu
{
    bool busy;
    uint8_t task;                   /* what it was given the machine for     */
    bool (*ready)(const void *arg); /* not NULL: it waits                    */
    const void *arg;
    name_t waits_for;
    bool takes_irq;                /* its next step is to take an interrupt */
    bool parked;                   /* left at a decision point             */
    bool relaxes;                  /* what it waits for is anybody's step  */
    uint64_t turn;                 /* sched.turns, when that began         */
    bool (*open)(const void *arg); /* not NULL: false while its next step  */
    const void *door;              /* would only begin to wait             */
    uint32_t last; /* 1 + its latest op of this phase, 0: none               */
    uint32_t next; /* its first op that has not started, or nr_ops           */
    unsigned int depth;
    struct activation activation[CPU_MAX_NESTING];
};

struct sched_state
{
    uint64_t points;
    uint64_t limit; /* of points, for the activation that runs              */
    uint64_t since; /* points when that activation went on                  */
    struct choice *stream;
    unsigned int nr_cpus;
    const struct sched_op *ops;
    uint32_t nr_ops;
    uint32_t clock_moves;
    bool move_clock;
    bool stopped;
    bool abandoned;
    unsigned int standard;
    uint64_t turns; /* how often a CPU was given the machine                */
    bool picks; /* rule 4 is at work: nobody is at a decision point         */
    struct sched_cpu cpu[PROGRAM_MAX_CPUS];
};
extern struct sched_state sched;

/* The first op of CPU at FROM or later; nr_ops: none. */
uint32_t law_find_op(unsigned int cpu, uint32_t from);

/* The first line of rule 4 that CPU has, which is not the one that runs. */
enum task law_task(unsigned int cpu);

/* The same in the middle of an op of another CPU, where no offline one starts
 * an op. */
enum task law_task_now(unsigned int cpu);

/* On a CPU, at a decision point: bit V is set if the answer V would take effect
 * (rule 2). */
uint32_t law_enabled(void);

/*
 * Who is next when the current CPU has nothing more to do, or waits: its task
 * is set. LAW_NOBODY: the phase is over. Does not return if all are stuck.
 */
unsigned int law_pick(void);

/* Beyond these is EV_BUDGET, except for clock_moves: rule 4. */
extern const struct sched_budget
{
    uint32_t activation_points; /* 20,000                                   */
    uint32_t activation_smcs;   /* 256                                      */
    uint32_t run_points;        /* 1,000,000                                */
    uint32_t clock_moves;       /* 48 per phase: its horizon in time        */
} sched_budget;

#endif /* SIM_MACHINE_LAW_H */
