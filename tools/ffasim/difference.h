/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What makes two programs different, as a scenario has it.
 */
#ifndef FFASIM_DIFFERENCE_H
#define FFASIM_DIFFERENCE_H

#include "program.h"

#define DIFFERENCE_BYTES 512u

/*
 * The statements that are not the same at the same end: those of ONE and those
 * of OTHER, "" if it has none. Schedules are not compared.
 */
void difference_tell(const struct program *one, const struct program *other,
                     char of_one[DIFFERENCE_BYTES],
                     char of_other[DIFFERENCE_BYTES]);

/* The op of that index, as a statement. */
void difference_tell_op(const struct program *program, unsigned int index,
                        char text[DIFFERENCE_BYTES]);

#endif /* FFASIM_DIFFERENCE_H */
