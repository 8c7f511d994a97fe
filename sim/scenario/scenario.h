/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A scenario as people keep it: a program and what its file says about it.
 *
 * The text form is described in corpus/README.md. Printing what was parsed
 * gives the canonical text; parsing what was printed gives the same scenario.
 *
 * Needs: base, abi, program.h.
 */
#ifndef SIM_SCENARIO_SCENARIO_H
#define SIM_SCENARIO_SCENARIO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "program.h"

#define SCENARIO_NAME_BYTES  96u
#define SCENARIO_WHY_BYTES   2048u
#define SCENARIO_FOUND_BYTES 512u
#define SCENARIO_KIND_BYTES  40u

/* Enough for every error message, and for the text of every scenario. */
#define SCENARIO_ERROR_BYTES 2048u
#define SCENARIO_TEXT_BYTES  65536u

enum scenario_expect
{
    EXPECT_NOTHING, /* not said: as EXPECT_PASS                             */
    EXPECT_PASS,
    EXPECT_SKIP,
    EXPECT_FAILURE,
    EXPECT_CRASH,
    EXPECT_ERROR,
    EXPECTS
};

/* Texts are "" when not given; lines are separated by '\n'. */
struct scenario
{
    struct program program;
    char name[SCENARIO_NAME_BYTES];
    char why[SCENARIO_WHY_BYTES];
    char found[SCENARIO_FOUND_BYTES];
    enum scenario_expect expect;
    char expect_kind[SCENARIO_KIND_BYTES]; /* FAILURE, CRASH: its kind      */
    uint64_t expect_signature;             /* 0: any                        */
    /* Numbers, in the log of a run that ends as expected, of the two steps of
     * the critical swap: the earlier one first. Both 0: not said. */
    uint32_t swap[2];
};

/* program_init(), and nothing said about it. */
void scenario_init(struct scenario *scenario);

/* The same program, and the same said about it. */
bool scenario_equal(const struct scenario *a, const struct scenario *b);

/* Does a file that begins like this mean to be text? */
bool scenario_is_text(const void *bytes, size_t length);

/*
 * Any bytes; TEXT need not be terminated and may be NULL if LENGTH is 0. On
 * success the program is program_valid(). On failure SCENARIO is as after
 * scenario_init() and ERROR is one line, "FILE:line:column: error: what, and
 * what was expected", without a newline.
 */
bool scenario_parse(struct scenario *scenario, const char *file,
                    const char *text, size_t length,
                    char error[SCENARIO_ERROR_BYTES]);

/*
 * The canonical text, terminated. Returns its length without the terminator;
 * if that is not below SIZE, OUT holds its beginning only.
 */
size_t scenario_print(const struct scenario *scenario, char *out, size_t size);

/* What a regression must say and this one does not; NULL: it says all. */
const char *scenario_check_regression(const struct scenario *scenario);

#endif /* SIM_SCENARIO_SCENARIO_H */
