/* SPDX-License-Identifier: GPL-2.0-only */
#define _GNU_SOURCE /* memfd_create */
#include "survive.h"

#include <sys/mman.h>
#include <unistd.h>

#include "crash.h"
#include "death.h"
#include "fiber.h"
#include "machine.h"
#include "run.h"
#include "sched.h"
#include "stacks.h"

static struct
{
    bool died;
    int complaints; /* stderr while the run goes on                         */
    int visible;    /* and what it was before                               */
    char said[65536];
    char kind[40];
    uint64_t signature;
    char happened[240];
} life;

static struct oracle survival = {
    .name = life.kind,
    .promise = "nothing is done that ends the process",
    .clause = "C leaves it undefined, or the machine has no such thing",
};

static void read_complaints(void)
{
    ssize_t got = pread(life.complaints, life.said, sizeof(life.said) - 1, 0);

    life.said[got < 0 ? 0 : got] = '\0';
}

/* Nothing is hidden but from a run that was survived. */
static void say_again(void)
{
    read_complaints();
    dup2(life.visible, STDERR_FILENO);
    fputs(life.said, stderr);
}

/* On the stack of the CPU that dies, or of its signal: it is left for good. */
static void die(const struct death *death)
{
    unsigned int index = log_nr_events();
    struct stack stack;

    if ( fiber_current() == FIBER_MAIN )
    {
        say_again();
        return;
    }
    life.died = true;
    read_complaints();
    life.signature =
        crash_describe(life.said, death->signal, life.kind, sizeof(life.kind));
    crash_cause(life.said, death->signal, life.happened, sizeof(life.happened));
    machine_note(EV_CRASH, name_intern(life.kind));
    if ( death->signal )
    {
        stack_take_from(&stack, death->at, death->frame);
        stacks_put(index, &stack);
    }
    sched_stop();
}

static void tell(struct result *result)
{
    result->verdict = VERDICT_CRASH;
    result->signature = life.signature;
    result->finding = (struct finding){
        .oracle = &survival,
        .event = log_nr_events() - 1,
        .complaint = {.site = "?", .object = life.kind, .earlier = -1},
    };
    snprintf(result->finding.complaint.text,
             sizeof(result->finding.complaint.text), "%s", life.happened);
}

void survive_run(const struct program *program, struct result *result)
{
    life.visible = dup(STDERR_FILENO);
    life.complaints = memfd_create("complaints", MFD_CLOEXEC);
    if ( life.visible < 0 || life.complaints < 0 ||
         dup2(life.complaints, STDERR_FILENO) < 0 )
    {
        sim_run_program(program, result);
        return;
    }
    death_expect(die, SURVIVE_SECONDS);
    sim_run_program(program, result);
    death_averted();
    if ( life.died )
    {
        dup2(life.visible, STDERR_FILENO);
        tell(result);
    }
    else
        say_again();
    close(life.visible);
    close(life.complaints);
}
