/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The parts of the text parser. Each takes one statement from the word after
 * KEYWORD, the one it began with, and is false after lex_fail().
 *
 * Needs: base, scenario.h.
 */
#ifndef SIM_SCENARIO_PARSE_H
#define SIM_SCENARIO_PARSE_H

#include "lex.h"
#include "scenario.h"

struct parser
{
    struct lex lex;
    struct scenario *scenario;
    uint32_t said; /* one bit a world statement                             */
};

/* header.c: the comment lines after the first line. */
bool parse_header(struct parser *p);

/* parse-world.c. False: no such statement. */
bool parse_is_world(const struct word *keyword);
bool parse_world(struct parser *p, const struct word *keyword);

/* parse-op.c: "cpu0:" ... */
bool parse_op(struct parser *p, const struct word *keyword);

/* parse-at.c: "at" ... */
bool parse_at(struct parser *p, const struct word *keyword);

/* What they share. */

/* The next word, or fail: EXPECTED is missing. */
bool parse_more(struct parser *p, struct word *word, const char *expected);

/* Fail if there is another word. */
bool parse_end(struct parser *p);

/* WORD, which says WHAT, as a number from MIN to MAX. */
bool parse_number(struct parser *p, const struct word *word, const char *what,
                  uint64_t min, uint64_t max, uint64_t *value);

/* WORD as a CPU of the world. */
bool parse_cpu(struct parser *p, const struct word *word, uint8_t *cpu);

#endif /* SIM_SCENARIO_PARSE_H */
