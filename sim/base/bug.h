/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The simulator's promises to itself.
 *
 * A broken one makes the run an ERROR: the findings of a broken simulator are
 * worth nothing. What a guest, the SPMC or the mediator does wrong is never
 * reported through this header.
 */
#ifndef SIM_BASE_BUG_H
#define SIM_BASE_BUG_H

/*
 * Called with the failed promise. Must not return. The default prints one
 * line on stderr and aborts; sim/run.c installs one that ends the run with
 * the verdict ERROR.
 */
typedef void bug_handler(const char *promise, const char *function);

/* Install HANDLER, or the default for NULL. Returns the previous one. */
bug_handler *bug_set_handler(bug_handler *handler);

/* Report a broken promise. Does not return. Callable from any context. */
void bug_report(const char *promise, const char *function)
    __attribute__((noreturn, cold));

/* Always compiled in, in every build. */
#define SIM_BUG_ON(condition)                                                  \
    do                                                                         \
    {                                                                          \
        if ( __builtin_expect(!!(condition), 0) )                              \
            bug_report(#condition, __func__);                                  \
    } while ( 0 )

#define SIM_ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))

#endif /* SIM_BASE_BUG_H */
