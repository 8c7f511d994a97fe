/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Mutation of scenarios as scenarios: an op or a deviation at a time instead
 * of a byte. What comes out is always valid, and equal for equal seeds.
 *
 * Needs: base, scenario.
 */
#ifndef FUZZ_MUTATE_H
#define FUZZ_MUTATE_H

#include <stddef.h>
#include <stdint.h>

/* Change BYTES of LENGTH in place. Returns the new length, at most ROOM; 0 if
 * there is no room for what was made. */
size_t mutate_scenario(uint8_t *bytes, size_t length, size_t room,
                       uint64_t seed);

/* OUT: the world and some ops of A with some of B. Returns its length, at
 * most ROOM; 0 if there is no room. */
size_t mutate_cross(const uint8_t *a, size_t length_a, const uint8_t *b,
                    size_t length_b, uint8_t *out, size_t room, uint64_t seed);

#endif /* FUZZ_MUTATE_H */
