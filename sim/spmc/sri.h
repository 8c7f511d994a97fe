/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The schedule receiver interrupt: raised, deferred and owed.
 *
 * FF-A 1.1, notifications. Private to spmc/.
 */
#ifndef SIM_SPMC_SRI_H
#define SIM_SPMC_SRI_H

#include <stdbool.h>
#include <stdint.h>

void sri_boot(uint16_t intid);

/* The INTID that FEATURES gives, and that is raised from now on. */
uint32_t sri_intid(void);
void sri_announce(uint32_t intid);

/* Now, on the current CPU. Takes the deferred one with it. Logs EV_SRI. */
void sri_raise(void);
/* At the next switch of this CPU to the normal world. */
void sri_defer(void);
/* For a SET: as the sender asked, within the SPMC's freedom. */
void sri_after_set(bool delay);
/* The current CPU switches to the normal world. */
void sri_switch(void);

/* What was told in a reply nobody could understand is to be announced again
 * when the SPMC behaves. */
void sri_owe(void);
/* All that is deferred, and what is owed if UNTOLD. From within or without a
 * CPU. */
void sri_settle(bool untold);

/* A storm: the next SWITCHES switches to the normal world raise one each. */
void sri_storm(unsigned int switches);

#endif /* SIM_SPMC_SRI_H */
