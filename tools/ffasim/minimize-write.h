/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The file that ffasim minimize leaves.
 */
#ifndef FFASIM_MINIMIZE_WRITE_H
#define FFASIM_MINIMIZE_WRITE_H

#include "minimize-tell.h"
#include "scenario.h"

#define MINIMIZE_SWAP_BYTES 1280u

/* The critical swap of TOLD's minimum in one sentence. */
void minimize_swap_text(const struct minimize_told *told,
                        char text[MINIMIZE_SWAP_BYTES]);

/*
 * TOLD's best, whole or not at all. The header is made: its name of that of
 * the file; why of what the oracle said and the swap. Where it was found stays
 * as SCENARIO has it. Returns the status to leave with.
 */
int minimize_write(struct scenario *scenario, const struct minimize_told *told);

#endif /* FFASIM_MINIMIZE_WRITE_H */
