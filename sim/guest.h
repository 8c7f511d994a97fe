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
#include <stdint.h>

#include "program.h"

/* Before a run: nobody owes anything. */
void guest_boot(void);

/*
 * Perform OP on the current CPU. False: it has no meaning now (no such domain,
 * the vCPU is off ...) and nothing happened.
 */
bool guest_perform(const struct op *op);

/*
 * DOMAIN's vCPU makes the SMC X, x0 .. x17 (x7), which are the reply then.
 * False: it cannot run here.
 */
bool guest_call18(unsigned int domain, unsigned int vcpu, uint64_t x[18]);
bool guest_call(unsigned int domain, unsigned int vcpu, const uint64_t x[8]);

/* It takes its virtual interrupts. False: as above. */
bool guest_take_irqs(unsigned int domain, unsigned int vcpu);

/* What guest_serve() has to know: DOMAIN is new; asks for a version; fetches
 * all notifications. */
void guest_created(unsigned int domain, bool ffa);
void guest_negotiates(unsigned int domain);
void guest_fetches(unsigned int domain);

/* The liveness phase: every guest does what a good driver would. */

/* Domains that can receive a notification, a bit each: those that are there, are
 * alive and have FF-A. */
uint32_t guest_expecting(void);

/* One vCPU of DOMAIN is online, all are unpaused. */
void guest_wake(unsigned int domain);

/*
 * Every online vCPU of DOMAIN takes its virtual interrupts; if one of them
 * was ever told that notifications are pending and did not fetch since, all of
 * them fetch everything. If it schedules SPs and was told that some want to
 * run, it asks which, and runs them.
 */
void guest_serve(unsigned int domain);

/* DOMAIN reclaims what it has shared, and unmaps its buffers. */
void guest_leave(unsigned int domain);

#endif /* SIM_GUEST_H */
