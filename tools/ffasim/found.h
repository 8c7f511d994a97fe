/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A schedule that broke a scenario: kept as a file, and reported.
 */
#ifndef FFASIM_FOUND_H
#define FFASIM_FOUND_H

#include <stdio.h>

#include "run.h"
#include "scenario.h"

/*
 * RESULT is that of the last run, of SCENARIO's program with other deviations;
 * HOW it was found goes into the header. To OUT; NULL: to a name made of FILE's.
 * 0, or EXIT_UNUSABLE after saying why.
 */
int found_tell(const struct result *result, const struct scenario *scenario,
               const char *file, const char *out, const char *how);

/*
 * The same of the schedule by which a process died: what it died of is seen in
 * another one, in which it is replayed.
 */
struct explore_death;
int found_crash(const struct explore_death *death,
                const struct scenario *scenario, const char *file,
                const char *out, const char *how);

#endif /* FFASIM_FOUND_H */
