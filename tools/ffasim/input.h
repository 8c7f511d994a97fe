/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A scenario out of a file, in either form.
 */
#ifndef FFASIM_INPUT_H
#define FFASIM_INPUT_H

#include <stdbool.h>

#include "scenario.h"

/*
 * Read FILE: text if its name ends in .scn or it begins like one, bytes
 * otherwise. False: ERROR is one line that says what is wrong and where.
 */
bool input_read(const char *file, struct scenario *scenario,
                char error[SCENARIO_ERROR_BYTES]);

/* Does the name of FILE ask for the text form? */
bool input_is_text_name(const char *file);

#endif /* FFASIM_INPUT_H */
