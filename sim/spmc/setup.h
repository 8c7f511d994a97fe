/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The hypervisor as a caller: its FF-A version.
 *
 * Private to spmc/.
 */
#ifndef SIM_SPMC_SETUP_H
#define SIM_SPMC_SETUP_H

#include <stdbool.h>

void setup_boot(void);

/* The caller makes another call than VERSION. False: it may not yet. */
bool setup_use(void);
/* The caller speaks FF-A 1.MINOR or later, as far as the SPMC does. */
bool setup_caller_since(int minor);

#endif /* SIM_SPMC_SETUP_H */
