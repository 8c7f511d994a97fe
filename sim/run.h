/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * One run: a program in, a verdict out.
 *
 * Runs follow each other in one process; each starts from the boot image of
 * everything, so the order of runs does not matter. Not reentrant.
 */
#ifndef SIM_RUN_H
#define SIM_RUN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "choice.h"
#include "program.h"
#include "verdict.h"

/* Any bytes: decoded, run, judged. */
enum verdict sim_run(const uint8_t *bytes, size_t length,
                     struct result *result);

/* A program, with the deviations it has. */
enum verdict sim_run_program(const struct program *program,
                             struct result *result);

/*
 * A program whose decisions come from the stream as the caller has fed it
 * (choice_feed_...); the program's own deviations are not looked at.
 */
enum verdict sim_run_fed(const struct program *program, struct result *result);

/*
 * From the next run on loads and stores of the mediator are decision points as
 * well. False: this build cannot; nothing has changed.
 */
bool sim_run_fine(bool fine);

/* Could it? */
bool sim_run_is_told(void);

/*
 * From the next run on what boot and stage make of a world is kept, and a run
 * in it that is dull until its own ops begin starts there: the same run, only
 * sooner. Off to begin with, and for whoever wants to see the beginning happen
 * (log_set_watcher(), a console).
 */
void sim_keep_worlds(bool keep);

/*
 * Is a digest wanted with each result? Yes to begin with; 0 if not. It costs a
 * twentieth of a run.
 */
void sim_want_digest(bool want);

#endif /* SIM_RUN_H */
