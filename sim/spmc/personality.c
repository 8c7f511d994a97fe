/* SPDX-License-Identifier: GPL-2.0-only */
#include "personality.h"

const int64_t personality_differences[DIFFERENCES][PERSONALITIES] = {
#define DIFFERENCE(name, ...) [DIFFERENCE_##name] = {__VA_ARGS__},
#define OFFER(...)
#include "personality.def"
#undef DIFFERENCE
#undef OFFER
};

const uint8_t personality_offers[FFA_NR_LAST - FFA_NR_FIRST + 1]
                                [PERSONALITIES] = {
#define DIFFERENCE(...)
#define OFFER(name, ...) [FFA_NR_##name - FFA_NR_FIRST] = {__VA_ARGS__},
#include "personality.def"
#undef DIFFERENCE
#undef OFFER
};
