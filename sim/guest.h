/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * One op of a program, performed: what guests, toolstacks, SPs and firmware
 * do, in the words of ops.def.
 *
 * Needs: base, scenario, log, machine, spmc, xen (hypervisor.h), abi.
 */
#ifndef SIM_GUEST_H
#define SIM_GUEST_H

#include <stdbool.h>

#include "program.h"

/* Before a run: nobody owes anything. */
void guest_boot(void);

/*
 * Perform OP on the current CPU. False: it has no meaning now (no such domain,
 * the vCPU is off ...) and nothing happened.
 */
bool guest_perform(const struct op *op);

/* The liveness phase: every guest does what a good driver would. */

/* DOMAIN can receive a notification: it is there, alive and has FF-A. */
bool guest_expects(unsigned int domain);

/* One vCPU of DOMAIN is online, all are unpaused. */
void guest_wake(unsigned int domain);

/*
 * Every online vCPU of DOMAIN takes its virtual interrupts; if one of them
 * was ever told that notifications are pending and did not fetch since, all of
 * them fetch everything.
 */
void guest_serve(unsigned int domain);

#endif /* SIM_GUEST_H */
