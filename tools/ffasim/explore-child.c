/* SPDX-License-Identifier: GPL-2.0-only */
#include "explore-child.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "choice.h"
#include "death.h"

#define SECONDS   20 /* longer than so many executions                       */
#define HEARTBEAT 64u

/* In memory that both processes see; NULL in a process without a child. */
static struct explore_death *shared;

void explore_child_goes_on(unsigned int strategy, uint64_t executions,
                           uint64_t interleavings)
{
    if ( !shared )
        return;
    if ( !(executions % HEARTBEAT) )
        alarm(SECONDS);
    shared->exploring = true;
    shared->strategy = strategy;
    shared->executions = executions;
    shared->interleavings = interleavings;
}

void explore_child_is_done(void)
{
    if ( !shared )
        return;
    alarm(0);
    shared->exploring = false;
}

/* The last thing that this process does. */
static void save(const struct death *death)
{
    (void)death;
    if ( shared->exploring && !shared->saved )
        shared->saved = choice_save(choice_stream(), &shared->program);
}

static void __attribute__((noreturn))
be_child(int (*perform)(void *argument), void *argument)
{
    int status;

    prctl(PR_SET_PDEATHSIG, SIGKILL);
    signal(SIGINT, SIG_DFL);
    death_expect(save, 0);
    status = perform(argument);
    death_averted();
    shared->finished = true;
    exit(status);
}

/* How CHILD ended, as wait() tells it. */
static int look_after(pid_t child)
{
    int status = 0;

    signal(SIGINT, SIG_IGN); /* It is for the child to understand. */
    while ( waitpid(child, &status, 0) < 0 )
        ;
    signal(SIGINT, SIG_DFL);
    if ( WIFSIGNALED(status) && WTERMSIG(status) == SIGINT )
        raise(SIGINT);
    return status;
}

const struct explore_death *explore_child(int (*perform)(void *argument),
                                          void *argument,
                                          const struct program *program,
                                          int *status)
{
    pid_t child = -1;

    fflush(NULL);
    shared = mmap(NULL, sizeof(*shared), PROT_READ | PROT_WRITE,
                  MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if ( shared == MAP_FAILED )
        shared = NULL;
    else
    {
        shared->program = *program;
        child = fork();
    }
    if ( child < 0 )
    {
        shared = NULL;
        *status = perform(argument);
        return NULL;
    }
    if ( !child )
        be_child(perform, argument);
    *status = WEXITSTATUS(look_after(child));
    return shared->finished ? NULL : shared;
}
