/* SPDX-License-Identifier: GPL-2.0-only */
#define _DEFAULT_SOURCE /* wait4 */
#include "bench.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "command.h"

static double wall_now(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static double seconds(const struct timeval *time)
{
    return (double)time->tv_sec + (double)time->tv_usec * 1e-6;
}

static void become(const char *const command[], const char *says)
{
    int out = open(says, O_WRONLY | O_CREAT | O_TRUNC, 0600);

    if ( out < 0 || dup2(out, STDOUT_FILENO) < 0 ||
         dup2(out, STDERR_FILENO) < 0 )
        _exit(127);
    execvp(command[0], (char **)command);
    _exit(127);
}

bool bench_child(const char *const command[], const char *says,
                 struct child *child)
{
    double begin = wall_now();
    struct rusage usage;
    pid_t pid;

    fflush(NULL);
    pid = fork();
    if ( !pid )
        become(command, says);
    if ( pid < 0 || wait4(pid, &child->status, 0, &usage) != pid ||
         (WIFEXITED(child->status) && WEXITSTATUS(child->status) == 127) )
    {
        command_unusable("%s cannot be started", command[0]);
        return false;
    }
    child->wall_seconds = wall_now() - begin;
    child->cpu_seconds = seconds(&usage.ru_utime) + seconds(&usage.ru_stime);
    child->rss_mib = (double)usage.ru_maxrss / 1024;
    return true;
}

double bench_child_said(const char *file, const char *key)
{
    FILE *in = fopen(file, "r");
    double number = NAN;
    char line[512];

    if ( !in )
        return NAN;
    while ( fgets(line, sizeof(line), in) )
    {
        const char *at = strstr(line, key);

        if ( at && (at = strchr(at + strlen(key), ':')) )
            number = strtod(at + 1, NULL);
    }
    fclose(in);
    return number;
}

const char *bench_scratch(struct bench *bench)
{
    char path[] = P_tmpdir "/ffasim-bench-XXXXXX";

    if ( bench->scratch[0] )
        return bench->scratch;
    if ( !mkdtemp(path) )
    {
        command_unusable("no folder can be made in " P_tmpdir);
        return NULL;
    }
    snprintf(bench->scratch, sizeof(bench->scratch), "%s", path);
    return bench->scratch;
}

void bench_scratch_remove(struct bench *bench)
{
    const char *const command[] = {"rm", "-rf", bench->scratch, NULL};
    struct child child;

    if ( bench->scratch[0] )
        bench_child(command, "/dev/null", &child);
    bench->scratch[0] = '\0';
}
