/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Where a broken promise of the simulator ends: the run, not the process.
 *
 * Needs: base, machine.
 */
#ifndef SIM_GUARD_H
#define SIM_GUARD_H

/* What broke, or NULL. */
struct guard_report
{
    const char *promise;
    const char *function;
};

/*
 * Perform BODY(ARGUMENT). The first SIM_BUG_ON() in it ends it and is told in
 * REPORT; a second one, on the way out, aborts. Not reentrant.
 */
void guard_perform(void (*body)(const void *argument), const void *argument,
                   struct guard_report *report);

#endif /* SIM_GUARD_H */
