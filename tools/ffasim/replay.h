/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * One scenario replayed, twice, and compared with what its file expects.
 */
#ifndef FFASIM_REPLAY_H
#define FFASIM_REPLAY_H

#include <stdbool.h>
#include <stdio.h>

#include "scenario.h"
#include "worker.h"

struct replay_options
{
    bool log;     /* the event log goes to TEXT, too                        */
    bool strict;  /* a deviation without a place is not as expected         */
    bool lenient; /* such a deviation falls back to its ordinal             */
};

/*
 * Two runs that differ are an ERROR, whatever their verdicts. A report goes to
 * TEXT if it is not as expected, or with the log.
 */
void replay_file(const struct replay_options *options, const char *file,
                 struct scenario *scenario, struct outcome *outcome,
                 FILE *text);

/* Is OUTCOME what the header of SCENARIO says? */
bool replay_is_expected(const struct scenario *scenario,
                        const struct outcome *outcome);

#endif /* FFASIM_REPLAY_H */
