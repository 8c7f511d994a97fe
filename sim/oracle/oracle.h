/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What should have happened.
 *
 * An oracle keeps one promise of the mediator. It sees the events of a run, in
 * order, and says at the first one that breaks it. It knows
 * the specification (abi) and nothing of the mediator or of the world's
 * structures.
 *
 * To add one: a file, a row in table.c, a test that it can say no.
 *
 * Needs: base, log, abi.
 */
#ifndef SIM_ORACLE_ORACLE_H
#define SIM_ORACLE_ORACLE_H

#include <stdbool.h>
#include <stdint.h>

#include "log.h"

/* The words of a complaint. */
struct complaint
{
    const char *site;   /* function or callback; part of the signature      */
    const char *object; /* class of the object; part of the signature       */
    char text[240];     /* what happened, one sentence with values          */
    int earlier;        /* index of the other event of the critical pair, -1 */
};

struct oracle
{
    const char *name;    /* the kind of failure: "lost-notification" ...    */
    const char *promise; /* one sentence: what was promised                 */
    const char *clause;  /* where it is written, e.g. "FF-A 1.2, 10.5"      */

    /* Judges fine runs only, and only those that all others are content with. */
    bool fine;

    /* Before a run: forget the previous one. Cost must not grow with limits
     * that the run did not use. */
    void (*reset)(void);

    /* The kinds of event SEE wants, ended by EVENT_KINDS; NULL: all. */
    const enum event_kind *wants;

    /* False if EVENT, the INDEX-th of the log, breaks the promise. */
    bool (*see)(const struct event *event, unsigned int index,
                struct complaint *complaint);
};

/* Every oracle, in the order of precedence when several complain. */
extern const struct oracle *const oracle_table[];
extern const unsigned int oracle_table_size;

struct finding
{
    const struct oracle *oracle; /* NULL: every promise was kept            */
    unsigned int event;          /* where it broke                          */
    struct complaint complaint;
};

/* A run begins: nothing of it was judged. */
void oracle_begin(void);

/*
 * Walk what was logged since the last time; a fine run's log once more as a
 * whole, for the oracles of fine runs. Returns whether all was well; otherwise
 * FINDING tells of the earliest broken promise of that walk (the first of the
 * table among equals), and this run cannot be judged further.
 *
 * What the oracles remember is state of the run (run-state.h), but for those of
 * fine runs.
 */
bool oracle_judge(struct finding *finding);

/* kind + site + object class, hashed: stable across runs and compilers. */
uint64_t oracle_signature(const struct finding *finding);

/*
 * see() and wants[] of an oracle that has a function for each kind of event:
 * rows X(kind, handler), where handler(event, complaint) is as see().
 */
#define ORACLE_DISPATCH(ROWS)                                                  \
    static bool (*const handlers[EVENT_KINDS])(                                \
        const struct event *event,                                             \
        struct complaint *complaint) = {ROWS(ORACLE_HANDLER)};                 \
                                                                               \
    static bool see(const struct event *event, unsigned int index,             \
                    struct complaint *complaint)                               \
    {                                                                          \
        (void)index;                                                           \
        return handlers[event->kind](event, complaint);                        \
    }                                                                          \
                                                                               \
    static const enum event_kind wants[] = {ROWS(ORACLE_WANT) EVENT_KINDS};
#define ORACLE_HANDLER(kind, handler) [EV_##kind] = handler,
#define ORACLE_WANT(kind, handler)    EV_##kind,

#endif /* SIM_ORACLE_ORACLE_H */
