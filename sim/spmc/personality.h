/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The table of personality.def, and its words.
 *
 * Private to spmc/.
 */
#ifndef SIM_SPMC_PERSONALITY_H
#define SIM_SPMC_PERSONALITY_H

#include <stdint.h>

#include "ffa.h"
#include "program.h"

#define NEVER          0xff /* a minor version nobody speaks                */

#define VERSION_MAJOR  (1u << 0)
#define VERSION_BIT_31 (1u << 1)

enum version_after_use
{
    VERSION_FROZEN,
    VERSION_RECALLED,
    VERSION_ALLOWED
};

/* Also values of the freedom "undefined.registers". */
enum undefined_registers
{
    UNDEFINED_ZERO,
    UNDEFINED_CANARY,
    UNDEFINED_PRESERVED,
    UNDEFINED_ALL_ZERO,
    UNDEFINED_VALUES
};

enum personality_pairs
{
    PAIR_OF_VM,
    PAIR_REFUSED,
    PAIR_OWN
};

enum personality_offer
{
    SERVED,
    HIDDEN,
    SHAM,
    ABSENT
};

enum difference
{
#define DIFFERENCE(name, ...) DIFFERENCE_##name,
#define OFFER(...)
#include "personality.def"
#undef DIFFERENCE
#undef OFFER
    DIFFERENCES
};

extern const int64_t personality_differences[DIFFERENCES][PERSONALITIES];

/* By the number of a call, less FFA_NR_FIRST. */
extern const uint8_t personality_offers[FFA_NR_LAST - FFA_NR_FIRST + 1]
                                       [PERSONALITIES];

#endif /* SIM_SPMC_PERSONALITY_H */
