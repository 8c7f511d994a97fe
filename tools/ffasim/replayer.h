/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Many replays, one after another, in a process that may die of any of them:
 * its death is a CRASH, and another process takes over. Between deaths a replay
 * costs little more than the run itself.
 */
#ifndef FFASIM_REPLAYER_H
#define FFASIM_REPLAYER_H

#include <stdbool.h>
#include <stdint.h>

#include "minimize.h"
#include "verdict.h"

#define REPLAYER_SECONDS    20 /* longer than any run: a timeout is a CRASH  */
#define REPLAYER_TEXT_BYTES 16384u

/* What a replay came to. Valid until the next one. */
struct replayed
{
    enum verdict verdict;
    char kind[40]; /* FAILURE, CRASH, ERROR: the function                   */
    uint64_t signature;
    uint64_t digest;
    char promise[256];  /* FAILURE, ERROR: what was broken                  */
    char happened[512]; /* FAILURE, CRASH                                   */
    bool recorded;      /* PROGRAM below is what took effect                */
    struct program program;
    /* Of replayer_explain(): events of the swap, 0: none; and the name of the
     * hostile reply that its deviation is, "" if it is none. */
    uint32_t step[2];
    char outcome[64];
};

/* False, with errno: no process, or no memory. */
bool replayer_begin(void);
void replayer_end(void);

/* NULL, with errno: no process could be had. */
const struct replayed *replayer_run(const struct program *program);

/* As a run, with the points that struct minimize_client.trace() tells of. */
const struct replayed *replayer_trace(const struct program *program,
                                      const struct minimize_point **points,
                                      unsigned int *nr);

/*
 * As a run; *TEXT is what a person should see of the steps of SWAP: two of
 * SWAP_OPS or SWAP_STEPS, what comes of a SWAP_DEVIATION, with their stacks.
 * Valid until the next.
 */
const struct replayed *replayer_explain(const struct program *program,
                                        const struct minimize_swap *swap,
                                        const char **text);

#endif /* FFASIM_REPLAYER_H */
