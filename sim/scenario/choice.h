/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The only source of freedom in a run.
 *
 * Every decision of the simulated world (who runs next, does the SPMC refuse,
 * does an allocation fail) is one choice_below(). A stream that has nothing to
 * say answers 0, and 0 always means the dull thing: carry on, no fault, the
 * first free page. A shorter input is therefore a calmer run.
 *
 * A decision is addressed in two ways:
 *  - ordinal: the k-th decision of a kind on a CPU since that CPU started its
 *    n-th op of the program (n = 0: before its first), or PROGRAM_EARLY + n
 *    for the ops before the program (boot, stage). What bytes store.
 *  - anchor: context, site and hit count. What text stores; it survives edits
 *    of the mediator, compilers and inlining.
 *
 * Needs: base, program.h.
 */
#ifndef SIM_SCENARIO_CHOICE_H
#define SIM_SCENARIO_CHOICE_H

#include "program.h"
#include "stream.h" /* choice_below() */

/* A decision that was not dull. */
struct choice_record
{
    struct deviation deviation; /* with an anchor if its hits were counted  */
    uint32_t bound;
};

/* The stream of this process. Its state is plain data. */
struct choice *choice_stream(void);

/*
 * Count the hits of every site, so that every record has its anchor. Slows
 * every decision down. Kept until changed; takes effect with the next feed.
 */
void choice_record_anchors(struct choice *c, bool record);

/*
 * WATCH is told of each decision as it is made, with both of its addresses;
 * its value is the answer, 0 for a dull one. Only while anchors are recorded.
 * NULL: nobody.
 */
void choice_set_watcher(struct choice *c,
                        void (*watch)(const struct deviation *decision));

/* Feeders. Each resets the stream's counters and records. */

/* Every answer is 0. */
void choice_feed_dull(struct choice *c);

/*
 * The deviations of PROGRAM, everything else 0. A deviation is found by its
 * anchor if it has one, by its ordinal otherwise; an anchor wins over an
 * ordinal, then the earlier deviation. A value beyond the bound is wrapped
 * into 1 .. bound - 1. PROGRAM is valid and must outlive the run.
 */
void choice_feed_program(struct choice *c, const struct program *program);

/*
 * Pseudo-random answers from SEED. A kind K is not dull with probability
 * weight[K] / 256.
 */
void choice_feed_seed(struct choice *c, uint64_t seed,
                      const uint8_t weight[CHOICE_KINDS]);

/* The answers in order, modulo the bound, then 0; CHOICE_NEXT is always 0. The
 * array must outlive the run. */
void choice_feed_literal(struct choice *c, const uint32_t *values,
                         unsigned int nr);

/*
 * Depth-first enumeration of every sequence of answers. Start with
 * choice_feed_enumerator(); after each run choice_enumerate_next() moves on and
 * is false when all have been seen. ERROR (SIM_BUG_ON) if a run asks for more
 * than CHOICE_MAX_PATH decisions with a bound above 1, or if it is not
 * deterministic (another bound at the same place).
 */
#define CHOICE_MAX_PATH 4096u
void choice_feed_enumerator(struct choice *c);
bool choice_enumerate_next(struct choice *c);

/* Whatever is decided before the program's own ops will be 0, and no hit is
 * counted: what happens until then depends on the world alone. After a feed. */
bool choice_set_up_is_dull(const struct choice *c);

/* The program's own ops begin: ordinals count from 0 on every CPU. */
void choice_program_started(struct choice *c);
/* All of the program's ops have been performed. */
void choice_program_ended(struct choice *c);
/* CPU starts its next op: ordinals count from 0 again. */
void choice_op_started(struct choice *c, unsigned int cpu);

/*
 * What was decided, other than 0, in order: kept by every feeder. Only the
 * first PROGRAM_MAX_DEVIATIONS are stored, all are counted.
 */
unsigned int choice_nr_records(const struct choice *c);
const struct choice_record *choice_record(const struct choice *c,
                                          unsigned int index);

/*
 * PROGRAM's deviations become what was recorded, less those that cannot matter
 * (a switch to the same or to no CPU): the same run. False, and PROGRAM is as
 * before, if they do not fit.
 */
bool choice_save(const struct choice *c, struct program *program);

/*
 * Index of the first deviation of the fed program that found no place in the
 * run, or -1. Strict replay turns it into an error message; lenient replay
 * takes its anchor away and runs again.
 */
int choice_missed(const struct choice *c);

#endif /* SIM_SCENARIO_CHOICE_H */
