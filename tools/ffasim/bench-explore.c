/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Exploring: all schedules of some sections of one lock, each judged.
 */
#include "bench.h"

#include "explore.h"
#include "op.h"
#include "run.h"

static struct program program;

static void make_toy(unsigned int cpus, unsigned int sections)
{
    program_init(&program);
    program.world.nr_cpus = (uint8_t)cpus;
    for ( unsigned int cpu = 0; cpu < cpus; cpu++ )
    {
        struct op *op = &program.op[program.nr_ops++];

        op_init(op, OP_TOY);
        op->cpu = (uint8_t)cpu;
        op->arg[0] = TOY_BYTE(TOY_LOCK, 0) | TOY_BYTE(TOY_INC, 0) << 8 |
                     TOY_BYTE(TOY_UNLOCK, 0) << 16;
        op->arg[2] = sections;
    }
}

static void explore_all(void)
{
    static const struct explore_options options = {
        .strategy = EXPLORE_DPOR,
        .preemptions = EXPLORE_UNBOUNDED,
        .shards = 1,
        .exact = true,
    };
    struct result result;

    sim_keep_worlds(true);
    sim_want_digest(false);
    explore_begin(&program, &options);
    while ( explore_next(&result) != EXPLORE_OVER )
        ;
    sim_keep_worlds(false);
    sim_want_digest(true);
}

/* How many there are: (nm)! / m!^n. */
#define TOY_2X5 252u
#define TOY_3X4 34650u

struct measured bench_toys(struct bench *bench)
{
    make_toy(2, 5);
    return (struct measured){
        .value = bench_rate(bench->seconds, TOY_2X5, explore_all),
        .yardstick = bench_host_hand_offs(bench->seconds) / (2 * 5),
    };
}

struct measured bench_locks_3x4(struct bench *bench)
{
    make_toy(3, 4);
    return (struct measured){
        .value = 1 / bench_rate(bench->seconds, 1, explore_all),
        .yardstick = TOY_3X4 * 3 * 4 / bench_host_hand_offs(bench->seconds),
    };
}
