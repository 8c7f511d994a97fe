/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A run that a sanitizer or a signal ends, and the process goes on: the log and
 * the stacks up to there are what somebody wants to see.
 */
#ifndef FFASIM_SURVIVE_H
#define FFASIM_SURVIVE_H

#include "program.h"
#include "verdict.h"

#define SURVIVE_SECONDS 20 /* longer than any run: it does not end           */

/*
 * As sim_run_program(). If a CPU of the run dies, its last event is EV_CRASH;
 * RESULT has the verdict CRASH and, as if an oracle had said it, what happened.
 * For the last run of a process: what the sanitizer holds it does not give
 * back. Dies as ever if anything else than a CPU does.
 */
void survive_run(const struct program *program, struct result *result);

#endif /* FFASIM_SURVIVE_H */
