/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Where a stream's answers come from: one row a feeder, for choice.c.
 *
 * Needs: base, choice.h.
 */
#ifndef SIM_SCENARIO_FEEDERS_H
#define SIM_SCENARIO_FEEDERS_H

#include "choice.h"

/* A decision, with both of its addresses. */
struct decision
{
    enum choice_kind kind;
    unsigned int cpu;
    enum context context;
    name_t site;
    uint32_t bound;
    uint16_t op;
    uint32_t index;
    uint32_t hit; /* 0: not counted                                         */
};

#define FEEDERS_NEVER UINT32_MAX

/*
 * A feeder answers a decision that it wants to be asked for, and sets *WANT to
 * the index of the next such decision of that kind, CPU and op. It may be
 * asked for one that it did not want if its *WANT was lower than needed.
 */
typedef uint32_t feeder_answer(const struct decision *decision, uint32_t *want);

feeder_answer feeders_program, feeders_seed, feeders_literal,
    feeders_enumerator;

/* Begin; choice_feed_... of choice.h tell of the arguments. */
void feeders_program_begin(const struct program *program);
void feeders_seed_begin(uint64_t seed, const uint8_t weight[CHOICE_KINDS]);
void feeders_literal_begin(const uint32_t *values, unsigned int nr);
void feeders_enumerator_begin(void);
/* The next path, from its start. False: all were seen. */
bool feeders_enumerator_next(void);

/* CPU is at the start of OP now: what *WANT is there. Ops only go forward. */
uint32_t feeders_program_at(enum choice_kind kind, unsigned int cpu,
                            uint16_t op);
/* Might the fed program have an anchor here? */
bool feeders_program_anchored(enum choice_kind kind, unsigned int cpu,
                              name_t site);
/* No deviation of the fed program is early, and none has an anchor. */
bool feeders_program_is_late(void);
/* As choice_missed(). */
int feeders_program_missed(void);

/*
 * Who runs in the program's own phase is DRIVE(ARG, decision), below its bound;
 * before and after that phase the answer is 0. DRIVE may end the run
 * (sched_abandon()). ENDED(ARG): the phase is over, however it ended. All other
 * decisions are PROGRAM's, which has none of these and must outlive the run.
 */
typedef uint32_t choice_driver(void *arg, const struct decision *decision);
void choice_feed_driver(struct choice *c, const struct program *program,
                        choice_driver *drive, void (*ended)(void *arg),
                        void *arg);

#endif /* SIM_SCENARIO_FEEDERS_H */
