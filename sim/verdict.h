/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The five outcomes of a run, and the report a person can act on.
 *
 * Needs: base, log, oracle, scenario.
 */
#ifndef SIM_VERDICT_H
#define SIM_VERDICT_H

#include <stdint.h>
#include <stdio.h>

#include "oracle.h"
#include "program.h"

/* Worst wins. ERROR outranks FAILURE: a broken simulator's findings are worth
 * nothing. CRASH is said by whoever watches the process. */
enum verdict
{
    VERDICT_PASS,
    VERDICT_SKIP,    /* cannot be judged: the log was too small             */
    VERDICT_FAILURE, /* the mediator broke a promise                        */
    VERDICT_CRASH,   /* a sanitizer or a signal                             */
    VERDICT_ERROR,   /* the simulator broke one of its own                  */
};

struct result
{
    enum verdict verdict;
    uint64_t digest;
    uint64_t signature;     /* 0 unless FAILURE, CRASH                      */
    struct finding finding; /* FAILURE                                      */
    const char *error;      /* ERROR: the broken promise                    */
    const char *error_function;
    uint64_t decision_points;
    uint64_t calls; /* guest calls mediated                         */
    unsigned int nr_events;
};

/* "pass", "skip", "failure", "crash", "error". */
const char *verdict_name(enum verdict verdict);

#endif /* SIM_VERDICT_H */
