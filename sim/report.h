/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a person can act on: the promise, what happened instead, the critical
 * pair of events, the last steps of each CPU, and the command that shows it
 * all again.
 *
 * Reports speak of the run whose events are in the log.
 *
 * Needs: base, log, oracle, scenario, machine.
 */
#ifndef SIM_REPORT_H
#define SIM_REPORT_H

#include <stdbool.h>
#include <stdio.h>

#include "program.h"
#include "verdict.h"

/*
 * The first line, for machines:
 *     ORACLE <kind> <site> sig=<16 hex digits> op=<index>
 * for a FAILURE, where op is the one its CPU performed, and
 *     ERROR <function> <promise>
 * for an ERROR; one word for the rest.
 */
void report_headline(FILE *out, const struct result *result);

/*
 * Between this and report_watched(), a second run of the same program keeps
 * the stacks of the critical pair of RESULT. They are printed with it.
 */
void report_watch(const struct result *result);
void report_watched(void);

/* The whole report, headline first. FILE is what PROGRAM was read from. */
void report_print(FILE *out, const struct program *program,
                  const struct result *result, const char *file);

/* What to do with FILE next, which fails or crashes; FINE as it was replayed. */
void report_print_commands(FILE *out, const char *file, bool fine);

#endif /* SIM_REPORT_H */
