/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Campaigns and replays: other programs at work.
 */
#define _DEFAULT_SOURCE
#include "bench.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "command.h"

#define PATH_ROOM 768u

static const char fuzz_build[] = "fuzz", afl_build[] = "afl";

static const struct measured nothing = {NAN, NAN};

/* What the last campaign with libFuzzer left for bench_libfuzzer_rss(). */
static struct measured rss = {NAN, NAN};

/* A program of another build; false, said in one line a build: not there. */
static bool find(const struct bench *bench, const char *build,
                 const char *program, char path[PATH_ROOM])
{
    static const char *said;

    snprintf(path, PATH_ROOM, "%s/%s/%s", bench->builds, build, program);
    if ( !access(path, X_OK) )
        return true;
    if ( said != build )
        command_unusable("no %s: cmake --preset %s && ninja -C build/%s", path,
                         build, build);
    said = build;
    return false;
}

static bool convert(const char *text, const char *bytes, const char *says)
{
    const char *const command[] = {
        "/proc/self/exe", "convert", text, "-o", bytes, NULL};
    struct child child;

    return bench_child(command, says, &child) && !child.status;
}

bool bench_seeds(struct bench *bench, char folder[128])
{
    char pattern[PATH_ROOM], bytes[PATH_ROOM], says[128];
    const char *scratch = bench_scratch(bench);
    glob_t texts;
    bool well = true;

    if ( !scratch )
        return false;
    snprintf(folder, 128, "%s/seeds", scratch);
    if ( !access(folder, F_OK) )
        return true;
    snprintf(pattern, sizeof(pattern), "%s/*.scn", bench->seeds);
    if ( glob(pattern, 0, NULL, &texts) || mkdir(folder, 0700) )
    {
        command_unusable("no seeds: %s", pattern);
        return false;
    }
    snprintf(says, sizeof(says), "%s/convert.log", scratch);
    for ( size_t i = 0; well && i < texts.gl_pathc; i++ )
    {
        snprintf(bytes, sizeof(bytes), "%s/%zu", folder, i);
        well = convert(texts.gl_pathv[i], bytes, says);
        if ( !well )
            command_unusable("%s does not convert", texts.gl_pathv[i]);
    }
    globfree(&texts);
    return well;
}

/*
 * Runs by seconds of CPU time; NAN if the campaign did not come to its end. HOW
 * is one more argument.
 */
static double libfuzzer(const struct bench *bench, const char *target,
                        const char *how, const char *seeds, double *rss_mib)
{
    char time[64], artifacts[128], grown[128], says[160];
    const char *const command[] = {target,
                                   "-keep-going",
                                   how,
                                   "-seed=1",
                                   "-keep_seed=1",
                                   "-max_len=2048",
                                   "-print_final_stats=1",
                                   "-timeout=10",
                                   time,
                                   artifacts,
                                   grown,
                                   seeds,
                                   NULL};
    struct child child;

    snprintf(time, sizeof(time), "-max_total_time=%.0f",
             bench->seconds < 1 ? 1 : bench->seconds);
    snprintf(artifacts, sizeof(artifacts), "-artifact_prefix=%s/",
             bench->scratch);
    snprintf(grown, sizeof(grown), "%s/%s%s", bench->scratch,
             strrchr(target, '/') + 1, how);
    snprintf(says, sizeof(says), "%s.log", grown);
    mkdir(grown, 0700);
    if ( !bench_child(command, says, &child) )
        return NAN;
    *rss_mib = child.rss_mib;
    if ( child.status )
        command_unusable("%s: a campaign ended with status %d", target,
                         child.status);
    return bench_child_said(says, "stat::number_of_executed_units") /
           (child.status ? NAN : child.cpu_seconds);
}

static struct measured campaign(struct bench *bench, const char *how)
{
    char target[PATH_ROOM], empty[PATH_ROOM], seeds[128];
    struct measured m = nothing;

    if ( find(bench, fuzz_build, "fuzz-scenario", target) &&
         find(bench, fuzz_build, "fuzz-empty", empty) &&
         bench_seeds(bench, seeds) )
    {
        m.value = libfuzzer(bench, target, how, seeds, &rss.value);
        m.yardstick = libfuzzer(bench, empty, how, seeds, &rss.yardstick);
    }
    return m;
}

struct measured bench_libfuzzer(struct bench *bench)
{
    return campaign(bench, "-seeds-only");
}

struct measured bench_libfuzzer_growing(struct bench *bench)
{
    return campaign(bench, "-reload=0");
}

struct measured bench_libfuzzer_rss(struct bench *bench)
{
    (void)bench;
    return rss;
}

/* AFL++ waits for two processes in turn: the wall's seconds tell. */
static double afl(const struct bench *bench, const char *target,
                  const char *seeds)
{
    char time[64], out[128], says[160], stats[PATH_ROOM];
    const char *const command[] = {"afl-fuzz",    "-s",   "1",  "-V",   time,
                                   "-m",          "none", "-t", "1000", "-i",
                                   seeds,         "-o",   out,  "--",   target,
                                   "-keep-going", NULL};
    struct child child;

    snprintf(time, sizeof(time), "%.0f",
             bench->seconds < 1 ? 1 : bench->seconds);
    snprintf(out, sizeof(out), "%s/afl-%s", bench->scratch,
             strrchr(target, '/') + 1);
    snprintf(says, sizeof(says), "%s.log", out);
    snprintf(stats, sizeof(stats), "%s/default/fuzzer_stats", out);
    if ( !bench_child(command, says, &child) )
        return NAN;
    return bench_child_said(stats, "execs_done") / child.wall_seconds;
}

struct measured bench_afl(struct bench *bench)
{
    static const char *const environment[] = {
        "AFL_NO_UI", "AFL_SKIP_CPUFREQ", "AFL_NO_AFFINITY",
        "AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES", "AFL_FAST_CAL"};
    char target[PATH_ROOM], empty[PATH_ROOM], mutator[PATH_ROOM], seeds[128];
    struct measured m = nothing;

    if ( !find(bench, afl_build, "fuzz-scenario", target) ||
         !find(bench, afl_build, "fuzz-empty", empty) ||
         !find(bench, afl_build, "scenario-mutator.so", mutator) ||
         !bench_seeds(bench, seeds) )
        return m;
    for ( size_t i = 0; i < sizeof(environment) / sizeof(environment[0]); i++ )
        setenv(environment[i], "1", 1);
    setenv("AFL_CUSTOM_MUTATOR_LIBRARY", mutator, 1);
    m.value = afl(bench, target, seeds);
    m.yardstick = afl(bench, empty, seeds);
    return m;
}

/* Seconds for NR processes that end as soon as they are. */
static double end_at_once(size_t nr)
{
    const char *const command[] = {"true", NULL};
    struct child child;
    double seconds = 0;

    for ( size_t i = 0; i < nr; i++ )
    {
        if ( !bench_child(command, "/dev/null", &child) )
            return NAN;
        seconds += child.wall_seconds;
    }
    return seconds;
}

/* Seconds for ffasim run of all of FILES. */
static double replay(const char *scratch, const glob_t *files)
{
    const char **command = calloc(files->gl_pathc + 3, sizeof(*command));
    double seconds = NAN;
    struct child child;
    char says[128];

    if ( !command )
        return NAN;
    command[0] = "/proc/self/exe";
    command[1] = "run";
    for ( size_t i = 0; i < files->gl_pathc; i++ )
        command[2 + i] = files->gl_pathv[i];
    snprintf(says, sizeof(says), "%s/replay.log", scratch);
    if ( bench_child(command, says, &child) )
        seconds = child.wall_seconds;
    free(command);
    return seconds;
}

struct measured bench_replay(struct bench *bench)
{
    char pattern[PATH_ROOM];
    const char *scratch = bench_scratch(bench);
    struct measured m = nothing;
    glob_t files;

    if ( !scratch )
        return m;
    snprintf(pattern, sizeof(pattern), "%s/*.scn", bench->seeds);
    if ( glob(pattern, 0, NULL, &files) )
    {
        command_unusable("no seeds: %s", bench->seeds);
        return m;
    }
    snprintf(pattern, sizeof(pattern), "%s/../regress/*.scn", bench->seeds);
    glob(pattern, GLOB_APPEND, NULL, &files);
    m.value = replay(scratch, &files);
    m.yardstick = end_at_once(files.gl_pathc);
    globfree(&files);
    return m;
}
