/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a guest's call asks for, by the book: the simulator's own reading of
 * registers and TX, with nothing of the mediator's in it. Written to the log
 * just before the call.
 *
 * Domains are below PROGRAM_MAX_DOMAINS (SIM_BUG_ON). TX is where DOMAIN has it.
 *
 * Needs: base, scenario, log, machine, xen (address-space.h), abi.
 */
#ifndef SIM_ASKED_H
#define SIM_ASKED_H

#include <stdint.h>

/* EV_GUEST_MAP. X: the call's registers. */
void asked_map(unsigned int domain, const uint64_t *x);

/* EV_GUEST_SEND, if there is a TX. */
void asked_send(unsigned int domain, uint64_t tx);

/* EV_GUEST_SHARE, if all of the descriptor is in TX. */
void asked_share(unsigned int domain, const uint64_t *x, uint64_t tx);

#endif /* SIM_ASKED_H */
