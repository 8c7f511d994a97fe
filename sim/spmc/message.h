/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Direct framework messages to SPs, and what an SP was interrupted in.
 *
 * Private to spmc/.
 */
#ifndef SIM_SPMC_MESSAGE_H
#define SIM_SPMC_MESSAGE_H

void message_boot(void);

/* SPs that were interrupted finish what they were asked. */
void message_behave(void);

#endif /* SIM_SPMC_MESSAGE_H */
