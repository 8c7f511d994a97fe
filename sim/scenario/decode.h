/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Bytes to program. Decoding is total: any bytes, none included, are a valid
 * program, and bytes that are missing are 0. No bytes are program_init()'s.
 *
 * Needs: base, program.h.
 */
#ifndef SIM_SCENARIO_DECODE_H
#define SIM_SCENARIO_DECODE_H

#include <stddef.h>
#include <stdint.h>

#include "program.h"

/* The result is program_valid(); nothing of PROGRAM that it does not use is
 * touched. BYTES may be NULL if LENGTH is 0. */
void program_decode(struct program *program, const uint8_t *bytes,
                    size_t length);

#endif /* SIM_SCENARIO_DECODE_H */
