/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Valid programs made of a seed: every field, every op, values of all sizes.
 */
#ifndef TESTS_SIM_RANDOM_PROGRAM_H
#define TESTS_SIM_RANDOM_PROGRAM_H

#include <stdint.h>

#include "program.h"

/* SplitMix64. */
uint64_t random_next(uint64_t *state);
/* 0 .. bound - 1. */
unsigned int random_below(uint64_t *state, unsigned int bound);
/* Of any number of bits, so that small ones are as likely as large ones. */
uint64_t random_magnitude(uint64_t *state);

/* ANCHORS: some deviations have one. */
void random_program(struct program *program, uint64_t *state, bool anchors);

#endif /* TESTS_SIM_RANDOM_PROGRAM_H */
