/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A world, and what happens in it: the subject of a spec. What came of it is
 * asked with expect.h.
 */
#ifndef TESTS_LIB_WORLD_H
#define TESTS_LIB_WORLD_H

#include <stdbool.h>

#include "run.h"

/* Where in a test somebody stands. */
struct place
{
    const char *file;
    int line;
};
#define HERE ((struct place){__FILE__, __LINE__})

/*
 * Run a scenario: text as in corpus/README.md, without its first line; printf's
 * conversions. The test fails unless the verdict is PASS and every deviation
 * has found its place.
 */
#define world(...) world_run(HERE, true, __VA_ARGS__)
/* The same, but false if a deviation has not. For loops over places. */
#define world_try(...) world_run(HERE, false, __VA_ARGS__)
bool world_run(struct place place, bool strict, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/*
 * The same at every decision point of CPU in its OP-th op and what follows it
 * there: at that point CPU TO goes on instead. What is expected afterwards is
 * expected of the last run.
 */
#define world_at_every_point(cpu, op, to, text)                                \
    world_run_at_every_point(HERE, cpu, op, to, text)
void world_run_at_every_point(struct place place, unsigned int cpu,
                              unsigned int op, unsigned int to,
                              const char *text);

/* PROGRAM ran in RESULT, and it is not what PLACE wants: the test fails. */
void world_complain(struct place place, const struct program *program,
                    const struct result *result, const char *text)
    __attribute__((noreturn));

/*
 * Instead of running worlds, hand them on: PROGRAM, and the TEXT it was read
 * from. Nothing is expected then. NULL: as usual.
 */
void world_instead(void (*do_this)(struct place place,
                                   const struct program *program,
                                   const char *text));
bool world_was_run(void);
bool world_is_handed_on(void); /* the next one                               */

/* Lines of TEXT are said, and the test fails at PLACE. */
void world_say(const char *text);
void world_fail(struct place place) __attribute__((noreturn));

#endif /* TESTS_LIB_WORLD_H */
