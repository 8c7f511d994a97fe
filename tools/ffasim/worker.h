/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Tasks in processes of their own, so that a crash is a verdict and not the
 * end.
 */
#ifndef FFASIM_WORKER_H
#define FFASIM_WORKER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "verdict.h"

/* What became of a task: plain data, passed between processes. */
struct outcome
{
    enum verdict verdict;
    bool as_expected;
    char kind[32];      /* of a FAILURE or CRASH: the oracle; else ""      */
    char expected[160]; /* in words, when it is not as expected            */
    uint64_t signature;
    uint64_t digest;
    uint64_t decision_points;
    unsigned int nr_events;
};

struct task_list
{
    size_t nr;
    unsigned int jobs; /* at most so many at once, at least 1              */
    void *argument;

    /* In the process of the task. TEXT is passed on to DONE. */
    void (*perform)(void *argument, size_t task, struct outcome *outcome,
                    FILE *text);

    /*
     * In this process, in the order of the tasks. TEXT holds what PERFORM
     * wrote, or, if the process died, what it said on stderr; then OUTCOME
     * is a CRASH.
     */
    void (*done)(void *argument, size_t task, const struct outcome *outcome,
                 const char *text);
};

/* False, with errno: a process or a file could not be had. */
bool worker_perform(const struct task_list *tasks);

#endif /* FFASIM_WORKER_H */
