/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Indirect messages: MSG_SEND2, to SPs and from them.
 *
 * Private to spmc/.
 */
#ifndef SIM_SPMC_INDIRECT_H
#define SIM_SPMC_INDIRECT_H

#include <stdbool.h>

void indirect_boot(void);
/* Every SP takes its message. */
void indirect_behave(void);

/* An SP that runs takes its message, if there is one. */
void indirect_take(unsigned int sp);

#endif /* SIM_SPMC_INDIRECT_H */
