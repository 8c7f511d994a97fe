/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A failure, made small: what is left of a program when everything that its
 * failure does not need is gone, and what separates it from a run that passes.
 *
 * Passes (the table in minimize.c) propose candidates; whoever runs them says
 * whether the failure is still the same one. Each that is kept costs less than
 * the one before (cost.h), so it ends; passes are repeated until none finds
 * anything, so the result is minimal: nothing of it can be left out alone.
 *
 * Nothing here runs a program. All state is the caller's.
 *
 * Needs: base, program.h.
 */
#ifndef SIM_MINIMIZE_MINIMIZE_H
#define SIM_MINIMIZE_MINIMIZE_H

#include <stdbool.h>
#include <stdint.h>

#include "program.h"
#include "swap.h"

enum minimize_answer
{
    MINIMIZE_SAME,  /* the failure that we are after                        */
    MINIMIZE_PASS,  /* none                                                 */
    MINIMIZE_OTHER, /* another one, or no verdict                           */
    MINIMIZE_STOP,  /* no more runs: somebody wants the result now          */
};

/* A decision point of a run: where another CPU or an interrupt may come. */
struct minimize_point
{
    struct deviation at; /* its addresses, both; value 0 unless it switched */
    uint32_t event;      /* so many events were in the log before it        */
    uint32_t enabled;    /* bit V: the value V would make a difference      */
};

#define MINIMIZE_MAX_POINTS 8192u

struct minimize_client
{
    void *argument;

    /*
     * Run PROGRAM. After MINIMIZE_SAME its deviations are those that took
     * effect, each with anchor and ordinal.
     */
    enum minimize_answer (*run)(void *argument, struct program *program);

    /*
     * Run PROGRAM and tell of its first MINIMIZE_MAX_POINTS decision points
     * about who runs, in order, but for those before its own ops and those
     * after its failure. Returns how many. *POINTS is the client's, until the
     * next trace.
     */
    unsigned int (*trace)(void *argument, const struct program *program,
                          const struct minimize_point **points);

    /* Something changed: a pass, a count, the best. For who watches. */
    void (*progress)(void *argument, const char *pass, unsigned int replays,
                     const struct program *best);
};

/* Programs that were tried, by hash, and whether they passed: none is run
 * twice. */
#define MINIMIZE_MAX_REPLAYS 4096u
#define MINIMIZE_TRIED       (2u * MINIMIZE_MAX_REPLAYS)

struct minimize
{
    const struct minimize_client *client;
    struct program best;
    struct minimize_swap swap;
    const char *pass;
    unsigned int replays;
    unsigned int max_replays; /* at most MINIMIZE_MAX_REPLAYS               */
    bool stopped;             /* before the end: by the client or the limit */
    uint64_t tried[MINIMIZE_TRIED];
};

/*
 * PROGRAM fails, and CLIENT knows how. Fills M: the best that was found in at
 * most MAX_REPLAYS runs, and its swap. Equal arguments give equal results.
 */
void minimize_program(struct minimize *m, const struct minimize_client *client,
                      const struct program *program, unsigned int max_replays);

#endif /* SIM_MINIMIZE_MINIMIZE_H */
