/* SPDX-License-Identifier: GPL-2.0-only */
#include "found.h"

#include <string.h>

#include "command.h"
#include "explore-child.h"
#include "file.h"
#include "input.h"
#include "replayer.h"
#include "report.h"

/* With anchors, so that it outlives edits. False: it is another run then. */
static bool keep(const struct result *result, struct scenario *kept)
{
    struct choice *stream = choice_stream();
    struct result again;

    if ( !choice_save(stream, &kept->program) )
        return false;
    choice_record_anchors(stream, true);
    sim_run_program(&kept->program, &again);
    choice_save(stream, &kept->program);
    choice_record_anchors(stream, false);
    sim_run_program(&kept->program, &again);
    return again.verdict == result->verdict &&
           again.signature == result->signature;
}

static void say_so(struct scenario *kept, const struct result *result,
                   const char *how)
{
    kept->expect =
        result->verdict == VERDICT_ERROR ? EXPECT_ERROR : EXPECT_FAILURE;
    kept->expect_kind[0] = '\0';
    kept->expect_signature = 0;
    if ( kept->expect == EXPECT_FAILURE )
    {
        snprintf(kept->expect_kind, sizeof(kept->expect_kind), "%s",
                 result->finding.oracle->name);
        kept->expect_signature = result->signature;
    }
    snprintf(kept->found, sizeof(kept->found), "by ffasim explore, %s", how);
}

/* In the current folder: what FILE is called, and -found. */
static const char *make_name(const char *file)
{
    static char name[512];
    const char *base = strrchr(file, '/');
    size_t length;

    base = base ? base + 1 : file;
    length = strlen(base) - (input_is_text_name(base) ? 4 : 0);
    snprintf(name, sizeof(name), "%.*s-found.scn", (int)length, base);
    return name;
}

/* The name in the header is that of the file. */
static void name_after(struct scenario *kept, const char *out)
{
    const char *base = strrchr(out, '/');

    base = base ? base + 1 : out;
    snprintf(kept->name, sizeof(kept->name), "%.*s",
             (int)sizeof(kept->name) - 1, base);
    if ( input_is_text_name(kept->name) )
        kept->name[strlen(kept->name) - 4] = '\0';
}

int found_tell(const struct result *result, const struct scenario *scenario,
               const char *file, const char *out, const char *how)
{
    static struct scenario kept;
    static char text[SCENARIO_TEXT_BYTES];
    struct result again;
    size_t length;

    kept = *scenario;
    if ( !keep(result, &kept) )
    {
        fprintf(stderr,
                "ffasim: note: the schedule does not fit into the %u "
                "deviations of a scenario\n",
                PROGRAM_MAX_DEVIATIONS);
        return 0;
    }
    out = out ? out : make_name(file);
    say_so(&kept, result, how);
    name_after(&kept, out);
    length = scenario_print(&kept, text, sizeof(text));
    if ( file_write(out, text, length) )
        return EXIT_UNUSABLE;
    report_watch(result);
    sim_run_program(&kept.program, &again);
    report_watched();
    report_print(stdout, &kept.program, result, out);
    printf("kept: %s (%u deviations)\n", out, kept.program.nr_deviations);
    return 0;
}

static bool replay(const struct program *program, struct replayed *told)
{
    const struct replayed *replayed = NULL;

    if ( !replayer_begin() )
        return false;
    replayed = replayer_run(program);
    if ( replayed )
        *told = *replayed;
    replayer_end();
    return replayed;
}

int found_crash(const struct explore_death *death,
                const struct scenario *scenario, const char *file,
                const char *out, const char *how)
{
    static char text[SCENARIO_TEXT_BYTES];
    static struct scenario kept;
    static struct replayed told;

    kept = *scenario;
    kept.program = death->program;
    if ( !death->saved || !replay(&kept.program, &told) ||
         told.verdict != VERDICT_CRASH )
    {
        fprintf(stderr, "ffasim: error: %s\n",
                death->saved ? "the schedule of the crash does not replay"
                             : "the schedule of the crash is not known");
        return EXIT_ERROR;
    }
    out = out ? out : make_name(file);
    kept.expect = EXPECT_CRASH;
    snprintf(kept.expect_kind, sizeof(kept.expect_kind), "%s", told.kind);
    kept.expect_signature = told.signature;
    snprintf(kept.found, sizeof(kept.found), "by ffasim explore, %s", how);
    name_after(&kept, out);
    if ( file_write(out, text, scenario_print(&kept, text, sizeof(text))) )
        return EXIT_UNUSABLE;
    printf("CRASH %s: %s\nkept: %s (%u deviations)\n", told.kind, told.happened,
           out, kept.program.nr_deviations);
    return 0;
}
