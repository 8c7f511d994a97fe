/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a program can come to: the set of its outcomes over all schedules.
 */
#ifndef TESTS_EXPLORE_OUTCOMES_H
#define TESTS_EXPLORE_OUTCOMES_H

#include <stdint.h>

#include "explore.h"
#include "program.h"
#include "run.h"

#define OUTCOMES_MAX 65536u

struct outcomes
{
    void (*see)(const char *outcome); /* of each interleaving, or NULL      */
    unsigned int nr;
    uint64_t outcome[OUTCOMES_MAX]; /* hashes, ascending                     */
    uint64_t executions;
    uint64_t interleavings;
    bool complete;
};

/*
 * Explore PROGRAM until nothing is left or LIMIT executions are done. An outcome
 * of a toy is what each CPU saw, in its order, what is in the words in the end,
 * and whether somebody got stuck; of others, which SEE is not told of, what
 * oracle complains, or, CPU by CPU, every fact of the log.
 */
void outcomes_explore(const struct program *program,
                      const struct explore_options *options, uint64_t limit,
                      struct outcomes *outcomes);

/* A program out of ops in text, "cpu0: toy add0"; CPUS of them. */
void outcomes_parse(struct program *program, const char *text);

#endif /* TESTS_EXPLORE_OUTCOMES_H */
