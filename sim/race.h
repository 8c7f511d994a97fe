/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a data race does: both orders are run, and compared.
 *
 * Needs: verdict.h, program.h.
 */
#ifndef SIM_RACE_H
#define SIM_RACE_H

#include "program.h"
#include "verdict.h"

enum race_effect
{
    RACE_NOT_REVERSED, /* the other order did not come about                */
    RACE_NO_EFFECT,    /* seen: guests were told the same                   */
    RACE_OUTCOME,      /* guests were told something else                   */
    RACE_HARMFUL,      /* another promise was broken                        */
};

/*
 * RESULT is the data-race of the fine run of PROGRAM. It runs again, and once
 * more with the later of the two accesses first. KIND, if it is not NULL, is
 * the failure of a harmful one. The log is that of the last run.
 */
enum race_effect race_try(const struct program *program,
                          const struct result *result, const char **kind);

/* If RESULT is such a thing its text says what came of race_try(). */
void race_explain(const struct program *program, struct result *result);

#endif /* SIM_RACE_H */
