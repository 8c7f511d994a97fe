/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Values of arguments, as text writes them.
 *
 * Needs: base, abi, op.h.
 */
#ifndef SIM_SCENARIO_VALUE_H
#define SIM_SCENARIO_VALUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lex.h"
#include "op.h"

#define VALUE_BYTES 768u /* of a value, or of what is expected               */

/* False: WORD is not one of TYPE, or not in its range. Not for flags. */
bool value_parse(enum argument_type type, const struct world *world,
                 const struct word *word, uint64_t *value);

/* "a number from 1 to 8" */
void value_expected(enum argument_type type, const struct world *world,
                    char out[VALUE_BYTES]);

/* The canonical text of a valid value. Not for flags. */
void value_print(enum argument_type type, uint64_t value,
                 char out[VALUE_BYTES]);

#endif /* SIM_SCENARIO_VALUE_H */
