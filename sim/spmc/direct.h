/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Direct messages to SPs, and what an SP was interrupted in.
 *
 * Private to spmc/.
 */
#ifndef SIM_SPMC_DIRECT_H
#define SIM_SPMC_DIRECT_H

void direct_boot(void);

/* SPs that were interrupted finish what they were asked. */
void direct_behave(void);

#endif /* SIM_SPMC_DIRECT_H */
