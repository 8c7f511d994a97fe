/* SPDX-License-Identifier: GPL-2.0-only */
#include "replay.h"

#include <inttypes.h>
#include <string.h>

#include "race.h"
#include "report.h"
#include "run.h"

/* Deviations without a place fall back to their ordinals, one by one. */
static void loosen(struct scenario *scenario, struct result *result)
{
    int missed = choice_missed(choice_stream());

    while ( missed >= 0 && scenario->program.deviation[missed].hit )
    {
        scenario->program.deviation[missed].hit = 0;
        sim_run_program(&scenario->program, result);
        missed = choice_missed(choice_stream());
    }
}

static bool differs(const struct result *a, const struct result *b)
{
    return a->verdict != b->verdict || a->digest != b->digest ||
           a->signature != b->signature || a->nr_events != b->nr_events;
}

static const enum verdict wanted[EXPECTS] = {
    [EXPECT_NOTHING] = VERDICT_PASS, [EXPECT_PASS] = VERDICT_PASS,
    [EXPECT_SKIP] = VERDICT_SKIP,    [EXPECT_FAILURE] = VERDICT_FAILURE,
    [EXPECT_CRASH] = VERDICT_CRASH,  [EXPECT_ERROR] = VERDICT_ERROR,
};

bool replay_is_expected(const struct scenario *scenario,
                        const struct outcome *outcome)
{
    if ( outcome->verdict != wanted[scenario->expect] )
        return false;
    return !scenario->expect_kind[0] ||
           (!strcmp(outcome->kind, scenario->expect_kind) &&
            (!scenario->expect_signature ||
             scenario->expect_signature == outcome->signature));
}

static void judge(const struct replay_options *options,
                  const struct scenario *scenario, struct outcome *outcome)
{
    int missed = choice_missed(choice_stream());

    snprintf(outcome->expected, sizeof(outcome->expected), "%s%s%s",
             verdict_name(wanted[scenario->expect]),
             scenario->expect_kind[0] ? " " : "", scenario->expect_kind);
    outcome->as_expected = replay_is_expected(scenario, outcome);
    if ( options->strict && missed >= 0 )
    {
        outcome->as_expected = false;
        snprintf(outcome->expected, sizeof(outcome->expected),
                 "a place for deviation %d", missed + 1);
    }
}

void replay_file(const struct replay_options *options, const char *file,
                 struct scenario *scenario, struct outcome *outcome, FILE *text)
{
    struct result result, again;

    sim_run_program(&scenario->program, &result);
    if ( options->lenient )
        loosen(scenario, &result);
    race_explain(&scenario->program, &result);
    report_watch(&result);
    sim_run_program(&scenario->program, &again);
    report_watched();
    outcome->verdict = result.verdict;
    outcome->digest = result.digest;
    outcome->signature = result.signature;
    outcome->nr_events = result.nr_events;
    outcome->decision_points = result.decision_points;
    if ( result.verdict == VERDICT_FAILURE )
        snprintf(outcome->kind, sizeof(outcome->kind), "%s",
                 result.finding.oracle->name);
    judge(options, scenario, outcome);
    if ( differs(&result, &again) )
    {
        outcome->verdict = VERDICT_ERROR;
        outcome->as_expected = false;
        snprintf(outcome->expected, sizeof(outcome->expected),
                 "one digest (the second run had %016" PRIx64 ")",
                 again.digest);
    }
    if ( options->log )
        log_print(text);
    if ( !outcome->as_expected || options->log )
        report_print(text, &scenario->program, &result, file);
}
