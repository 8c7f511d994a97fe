/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Mutation of scenarios as scenarios: an op or a deviation at a time instead
 * of a byte. What comes out is always valid, and equal for equal seeds.
 *
 * Needs: base, scenario.
 */
#ifndef FUZZ_MUTATE_H
#define FUZZ_MUTATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "program.h"

/*
 * Who knows where in PROGRAM a deviation may matter: draws one with RANDOM, and
 * is false if there is none. Without anybody (NULL, to begin with) they are
 * placed anywhere.
 */
typedef bool mutate_guide(const struct program *program, uint64_t random,
                          struct deviation *deviation);
void mutate_set_guide(mutate_guide *guide);

/* Change BYTES of LENGTH in place. Returns the new length, at most ROOM; 0 if
 * there is no room for what was made. */
size_t mutate_scenario(uint8_t *bytes, size_t length, size_t room,
                       uint64_t seed);

/* OUT: the world and some ops of A with some of B. Returns its length, at
 * most ROOM; 0 if there is no room. */
size_t mutate_cross(const uint8_t *a, size_t length_a, const uint8_t *b,
                    size_t length_b, uint8_t *out, size_t room, uint64_t seed);

#endif /* FUZZ_MUTATE_H */
