/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Program to bytes: the inverse of program_decode().
 *
 * An anchor has no byte form: a deviation is encoded with its ordinal, which
 * a run of the program finds (choice_save()).
 *
 * Needs: base, program.h.
 */
#ifndef SIM_SCENARIO_ENCODE_H
#define SIM_SCENARIO_ENCODE_H

#include <stddef.h>
#include <stdint.h>

#include "program.h"

/* Enough for every program. */
#define ENCODE_MAX_BYTES 6144u

/*
 * PROGRAM is valid. Returns the length, without the zeros at the end. What
 * they decode to equals PROGRAM, less its anchors.
 */
size_t program_encode(const struct program *program,
                      uint8_t bytes[ENCODE_MAX_BYTES]);

#endif /* SIM_SCENARIO_ENCODE_H */
