/* SPDX-License-Identifier: GPL-2.0-only */
#define _GNU_SOURCE /* memfd_create */
#include "worker.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "crash.h"

/* A child's three channels are files in memory: nobody waits for a reader. */
struct worker
{
    pid_t pid;
    int outcome; /* file descriptors */
    int text;
    int complaints;
    bool ended;
    int status;
};

static bool channels_open(struct worker *worker)
{
    worker->outcome = memfd_create("outcome", MFD_CLOEXEC);
    worker->text = memfd_create("text", MFD_CLOEXEC);
    worker->complaints = memfd_create("complaints", MFD_CLOEXEC);
    return worker->outcome >= 0 && worker->text >= 0 && worker->complaints >= 0;
}

static void child(const struct task_list *tasks, size_t task,
                  const struct worker *worker)
{
    struct outcome outcome;
    FILE *text = fdopen(worker->text, "w");

    memset(&outcome, 0, sizeof(outcome));
    if ( !text || dup2(worker->complaints, STDERR_FILENO) < 0 )
        _exit(EXIT_FAILURE);
    tasks->perform(tasks->argument, task, &outcome, text);
    if ( fclose(text) || write(worker->outcome, &outcome, sizeof(outcome)) !=
                             (ssize_t)sizeof(outcome) )
        _exit(EXIT_FAILURE);
    _exit(EXIT_SUCCESS);
}

static bool start(const struct task_list *tasks, size_t task,
                  struct worker *worker)
{
    memset(worker, 0, sizeof(*worker));
    if ( !channels_open(worker) )
        return false;
    fflush(NULL);
    worker->pid = fork();
    if ( !worker->pid )
        child(tasks, task, worker);
    return worker->pid > 0;
}

/* All of a file in memory, terminated; the caller frees it. */
static char *slurp(int fd)
{
    off_t length = lseek(fd, 0, SEEK_END);
    char *text = malloc((size_t)(length < 0 ? 0 : length) + 1);
    ssize_t got;

    if ( !text )
        return NULL;
    got = length > 0 ? pread(fd, text, (size_t)length, 0) : 0;
    text[got < 0 ? 0 : got] = '\0';
    return text;
}

static bool finish(const struct task_list *tasks, size_t task,
                   struct worker *worker)
{
    struct outcome outcome;
    bool well = WIFEXITED(worker->status) && !WEXITSTATUS(worker->status) &&
                pread(worker->outcome, &outcome, sizeof(outcome), 0) ==
                    (ssize_t)sizeof(outcome);
    char *text = slurp(well ? worker->text : worker->complaints);

    if ( !text )
        return false;
    if ( !well )
    {
        memset(&outcome, 0, sizeof(outcome));
        outcome.verdict = VERDICT_CRASH;
        outcome.signature = crash_describe(text, worker->status, outcome.kind,
                                           sizeof(outcome.kind));
    }
    tasks->done(tasks->argument, task, &outcome, text);
    free(text);
    close(worker->outcome);
    close(worker->text);
    close(worker->complaints);
    return true;
}

static void reap(struct worker *workers, size_t started)
{
    int status;
    pid_t pid;

    do
        pid = wait(&status);
    while ( pid < 0 && errno == EINTR );
    for ( size_t i = 0; i < started; i++ )
        if ( workers[i].pid == pid )
        {
            workers[i].ended = true;
            workers[i].status = status;
        }
}

bool worker_perform(const struct task_list *tasks)
{
    struct worker *workers =
        calloc(tasks->nr ? tasks->nr : 1, sizeof(*workers));
    size_t started = 0, ended = 0, told = 0;
    bool well = workers != NULL;

    while ( well && told < tasks->nr )
    {
        if ( started < tasks->nr && started - ended < tasks->jobs )
        {
            well = start(tasks, started, &workers[started]);
            started++;
            continue;
        }
        reap(workers, started);
        ended++;
        while ( well && told < started && workers[told].ended )
        {
            well = finish(tasks, told, &workers[told]);
            told++;
        }
    }
    free(workers);
    return well;
}
