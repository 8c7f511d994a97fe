/* SPDX-License-Identifier: GPL-2.0-only */
#define _GNU_SOURCE /* memfd_create */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "crash.h"
#include "replayer-child.h"

static struct
{
    struct exchange *exchange;
    int complaints; /* the stderr of the child                              */
    int line;       /* a byte there: perform; a byte back: done             */
    pid_t child;    /* 0: none                                              */
} replayer = {.complaints = -1, .line = -1};

bool replayer_begin(void)
{
    replayer.exchange =
        mmap(NULL, sizeof(*replayer.exchange), PROT_READ | PROT_WRITE,
             MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if ( replayer.exchange == MAP_FAILED )
        return false;
    replayer.complaints = memfd_create("complaints", MFD_CLOEXEC);
    return replayer.complaints >= 0;
}

static void __attribute__((noreturn)) serve(int line)
{
    char byte;

    prctl(PR_SET_PDEATHSIG, SIGKILL);
    /* A terminal's Ctrl-C is for the parent to understand. */
    signal(SIGINT, SIG_IGN);
    if ( dup2(replayer.complaints, STDERR_FILENO) < 0 )
        _exit(2);
    while ( read(line, &byte, 1) == 1 )
    {
        replayer_child_perform(replayer.exchange);
        if ( write(line, &byte, 1) != 1 )
            break;
    }
    _exit(0);
}

static bool start(void)
{
    int ends[2];

    if ( replayer.child )
        return true;
    if ( ftruncate(replayer.complaints, 0) ||
         lseek(replayer.complaints, 0, SEEK_SET) < 0 ||
         socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) )
        return false;
    replayer.child = fork();
    if ( !replayer.child )
    {
        close(ends[0]);
        serve(ends[1]);
    }
    close(ends[1]);
    if ( replayer.child < 0 )
    {
        close(ends[0]);
        replayer.child = 0;
        return false;
    }
    replayer.line = ends[0];
    return true;
}

static int stop(void)
{
    int status = 0;

    if ( !replayer.child )
        return 0;
    close(replayer.line);
    while ( waitpid(replayer.child, &status, 0) < 0 && errno == EINTR )
        ;
    replayer.child = 0;
    return status;
}

void replayer_end(void)
{
    stop();
    close(replayer.complaints);
    munmap(replayer.exchange, sizeof(*replayer.exchange));
}

/* The child is done: true; it is dead: false. It has its time. */
static bool wait_for_child(void)
{
    struct pollfd line = {.fd = replayer.line, .events = POLLIN};
    char byte = 0;
    int ready;

    if ( send(replayer.line, &byte, 1, MSG_NOSIGNAL) != 1 )
        return false;
    do
        ready = poll(&line, 1, REPLAYER_SECONDS * 1000);
    while ( ready < 0 && errno == EINTR );
    if ( ready == 1 )
        return read(replayer.line, &byte, 1) == 1;
    kill(replayer.child, SIGKILL);
    return false;
}

static void tell_crash(int status)
{
    static char said[65536];
    struct replayed *told = &replayer.exchange->answer;
    ssize_t got = pread(replayer.complaints, said, sizeof(said) - 1, 0);

    said[got < 0 ? 0 : got] = '\0';
    *told = (struct replayed){.verdict = VERDICT_CRASH,
                              .program = replayer.exchange->program};
    told->signature =
        crash_describe(said, status, told->kind, sizeof(told->kind));
    crash_cause(said, status, told->happened, sizeof(told->happened));
}

/* The text of NAME is known here, too. */
static void learn(name_t name)
{
    struct replayer_name *place;

    if ( !name || name_text(name) )
        return;
    place = replayer_child_find(replayer.exchange, name);
    if ( place && place->name )
        name_intern(place->text);
}

static const struct replayed *perform(enum replayer_request request,
                                      const struct program *program)
{
    struct exchange *exchange = replayer.exchange;

    exchange->request = request;
    exchange->program = *program;
    if ( !start() )
        return NULL;
    if ( !wait_for_child() )
    {
        tell_crash(stop());
        exchange->nr_points = 0;
    }
    for ( unsigned int i = 0; i < exchange->answer.program.nr_deviations; i++ )
        learn(exchange->answer.program.deviation[i].site);
    for ( unsigned int i = 0; i < exchange->nr_points; i++ )
        learn(exchange->points[i].at.site);
    return &exchange->answer;
}

const struct replayed *replayer_run(const struct program *program)
{
    return perform(REPLAYER_RUN, program);
}

const struct replayed *replayer_trace(const struct program *program,
                                      const struct minimize_point **points,
                                      unsigned int *nr)
{
    const struct replayed *told = perform(REPLAYER_TRACE, program);

    *points = replayer.exchange->points;
    *nr = replayer.exchange->nr_points;
    return told;
}

const struct replayed *replayer_explain(const struct program *program,
                                        const struct minimize_swap *swap,
                                        const char **text)
{
    const struct replayed *told;

    replayer.exchange->swap = *swap;
    told = perform(REPLAYER_EXPLAIN, program);
    *text = replayer.exchange->text;
    return told;
}
