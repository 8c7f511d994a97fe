/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the files of the secure world share: the world they play, the
 * personality, and the ways to a choice.
 *
 * Private to spmc/.
 */
#ifndef SIM_SPMC_STATE_H
#define SIM_SPMC_STATE_H

#include <stdbool.h>
#include <stdint.h>

#include "ffa.h"
#include "personality.h"
#include "program.h"
#include "run-state.h"

enum freedom
{
#define FREEDOM(id, name, values) FREEDOM_##id,
#include "freedom.def"
#undef FREEDOM
    FREEDOMS
};

struct spmc_state
{
    struct world world;
    bool behaves; /* the liveness phase: no freedom, no fault */
    bool lied;    /* a hostile reply was given about a bitmap */
};

extern struct spmc_state spmc_state;

/* What this personality says of a difference. */
#define spmc_is(name)                                                          \
    (personality_differences[DIFFERENCE_##name][spmc_state.world.personality])

/* The SPMC speaks FF-A 1.MINOR or later. */
static inline bool spmc_since(int minor)
{
    return spmc_state.world.ffa_minor >= minor;
}

/* 0 .. BOUND - 1: freedom.c; BOUND is above 1. */
uint32_t freedom_ask(enum freedom freedom, uint32_t bound);

/* 0 .. BOUND - 1 where the world has legal freedom, else 0. */
static inline uint32_t freedom_choose(enum freedom freedom, uint32_t bound)
{
    if ( !spmc_state.world.legal || spmc_state.behaves || bound < 2 )
        return 0;
    return freedom_ask(freedom, bound);
}

/* May replies be spoilt? */
static inline bool freedom_is_hostile(void)
{
    return spmc_state.world.hostile && !spmc_state.behaves;
}

/* Once per process, before the first choice. */
void freedom_boot(void);

#endif /* SIM_SPMC_STATE_H */
