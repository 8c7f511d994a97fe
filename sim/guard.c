/* SPDX-License-Identifier: GPL-2.0-only */
#include "guard.h"

#include <setjmp.h>

#include "bug.h"
#include "fiber.h"
#include "machine.h"

static struct
{
    jmp_buf landing;
    struct guard_report *report;
} guard;

/*
 * A CPU is stopped like by any other fact, since its stack must not be unwound
 * from another one. Outside of them nothing is on the stack but the body.
 */
static void on_broken_promise(const char *promise, const char *function)
{
    if ( guard.report->promise )
        return; /* Broken on the way out: bug_report() aborts. */
    guard.report->promise = promise;
    guard.report->function = function;
    if ( fiber_current() != FIBER_MAIN )
        machine_stop(EV_SIM_ERROR, 0);
    longjmp(guard.landing, 1);
}

void guard_perform(void (*body)(const void *argument), const void *argument,
                   struct guard_report *report)
{
    bug_handler *previous;

    *report = (struct guard_report){.promise = NULL};
    guard.report = report;
    previous = bug_set_handler(on_broken_promise);
    if ( !setjmp(guard.landing) )
        body(argument);
    bug_set_handler(previous);
}
