/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Figures of `ffasim bench`: what is measured, each beside a yardstick that was
 * measured in the same run. To add one: a function, a row in bench.c.
 */
#ifndef FFASIM_BENCH_H
#define FFASIM_BENCH_H

#include <math.h>
#include <stdbool.h>
#include <stdint.h>

/* What there is to measure with. */
struct bench
{
    double seconds;   /* that one measurement takes, more or less          */
    char builds[512]; /* the folder with this build's and its siblings     */
    char seeds[512];  /* the corpus as text                                */
    char scratch[64]; /* a folder of this process; empty until it is there */
};

/* NAN is what could not be measured. */
struct measured
{
    double value;
    double yardstick;
};

/* CPU time of this process so far, in seconds. */
double bench_now(void);

/*
 * How often WORK, which does its thing TIMES times, does it in a second of CPU
 * time: the best of some tries within SECONDS.
 */
double bench_rate(double seconds, unsigned int times, void (*work)(void));

/* bench-machine.c */
struct measured bench_calls(struct bench *bench);
struct measured bench_points_dense(struct bench *bench);
struct measured bench_points_sparse(struct bench *bench);

/* bench-explore.c */
struct measured bench_toys(struct bench *bench);
struct measured bench_locks_3x4(struct bench *bench);

/* bench-host.c: how often in a second. */
double bench_host_calls(double seconds);
double bench_host_register_calls(double seconds);
double bench_host_hand_offs(double seconds);

/* bench-campaign.c */
struct measured bench_libfuzzer(struct bench *bench);
struct measured bench_libfuzzer_growing(struct bench *bench);
struct measured bench_libfuzzer_rss(struct bench *bench); /* of the same      */
struct measured bench_afl(struct bench *bench);
struct measured bench_replay(struct bench *bench);

/* bench-child.c: another program. */
struct child
{
    double cpu_seconds;
    double wall_seconds;
    double rss_mib; /* at most                                             */
    int status;     /* as waitpid() tells it                               */
};

/*
 * Run COMMAND, ended by NULL, with what it says in the file SAYS, and wait.
 * False, said in one line: it could not be started.
 */
bool bench_child(const char *const command[], const char *says,
                 struct child *child);

/* The number behind the last KEY in FILE; NAN if there is none. */
double bench_child_said(const char *file, const char *key);

/* The scratch folder, made if need be; NULL, said in one line: it cannot be. */
const char *bench_scratch(struct bench *bench);
/* It goes, with all that is in it. */
void bench_scratch_remove(struct bench *bench);

/* SCRATCH/seeds: the corpus as bytes. False, said in one line: not to be had. */
bool bench_seeds(struct bench *bench, char folder[128]);

#endif /* FFASIM_BENCH_H */
