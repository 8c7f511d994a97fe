/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The passes, for the table in minimize.c, and what they are made of.
 *
 * Needs: base, minimize.h, draft.h.
 */
#ifndef SIM_MINIMIZE_PASSES_H
#define SIM_MINIMIZE_PASSES_H

#include "draft.h"
#include "minimize.h"

/*
 * Is DRAFT better than the best and the same failure? Then it
 * is the best. Its deviations are looked for by their ordinals first, then,
 * those of ops that are gone as well, by their anchors.
 */
bool minimize_try(struct minimize *m, const struct draft *draft);
/* By their ordinals alone. */
bool minimize_try_exactly(struct minimize *m, const struct draft *draft);

/* What comes of PROGRAM as it stands, whatever it costs. Counts as a replay. */
enum minimize_answer minimize_ask(struct minimize *m, struct program *program);

/* Does PROGRAM pass? What was tried before is not run again. */
bool minimize_passes(struct minimize *m, const struct program *program);

/* As minimize_client.trace(). Counts as a replay; 0 if there are none left. */
unsigned int minimize_trace(struct minimize *m, const struct program *program,
                            const struct minimize_point **points);

/*
 * Leave out of a set of NR things, at most 64, as many as possible: halves of
 * it first, then less and less, from the last to the first. TRY is asked to do
 * without those of a mask; once it has, the set is numbered anew.
 */
void minimize_subsets(struct minimize *m, unsigned int nr,
                      bool (*attempt)(struct minimize *m, uint64_t without));

void ops_pass_related(struct minimize *m);
void ops_pass_each(struct minimize *m);
void world_pass_cpus(struct minimize *m);
void world_pass_vms(struct minimize *m);
void world_pass_sps(struct minimize *m);
void world_pass_features(struct minimize *m);
void world_pass_stage(struct minimize *m);
void values_pass(struct minimize *m);
void schedule_pass_calm(struct minimize *m);
void schedule_pass_faults(struct minimize *m);
void schedule_pass_deviations(struct minimize *m);
void schedule_pass_slide(struct minimize *m);
void schedule_pass_fewer(struct minimize *m);

#endif /* SIM_MINIMIZE_PASSES_H */
