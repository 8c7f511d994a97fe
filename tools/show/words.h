/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What happened, in a few words for people: names instead of numbers wherever
 * the numbers have names.
 *
 * Needs: base, abi, log, scenario.
 */
#ifndef SHOW_WORDS_H
#define SHOW_WORDS_H

#include <stdint.h>
#include <stdio.h>

#include "log.h"

/* What was said before and is meant now. */
struct words
{
    unsigned int sri;      /* INTID of the schedule receiver interrupt        */
    const char *op;        /* of EV_OP: the op as the scenario writes it, or
                          * NULL                                            */
    const uint64_t *asked; /* of a return: x0 .. x7 of its call, or NULL    */
};

/* EVENT, on one line, without an end of line. */
void words_print(FILE *out, const struct words *words,
                 const struct event *event);

/* "VM 2 (d1)", "SP 0x8001" ... */
void words_endpoint(FILE *out, uint64_t id);

/* The text of a name; "?" if it is not known. */
const char *words_name(name_t name);

#endif /* SHOW_WORDS_H */
