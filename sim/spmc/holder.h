/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * SPs as borrowers of memory: they retrieve it, hold it and let go.
 *
 * Private to spmc/.
 */
#ifndef SIM_SPMC_HOLDER_H
#define SIM_SPMC_HOLDER_H

struct share;

void holder_boot(void);
/* SPs let go of what they have no order to hold. */
void holder_behave(void);

/* A RECLAIM of SHARE was DENIED: its holders may have had enough. */
void holder_wanted(struct share *share);
/* An SP has died: it holds nothing. */
void holder_abandon(unsigned int sp);

#endif /* SIM_SPMC_HOLDER_H */
