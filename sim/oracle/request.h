/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a request looks like on its own, whatever was said before: of guests, and
 * to the SPMC.
 */
#ifndef SIM_ORACLE_REQUEST_H
#define SIM_ORACLE_REQUEST_H

#include <stdbool.h>
#include <stdint.h>

/* X0 is in the range of function IDs that are FF-A's. */
bool request_is_ffa(uint64_t x0);

/* The place of its call in tables that begin with FFA_NR_FIRST; it is FF-A's
 * (SIM_BUG_ON). */
unsigned int request_number(uint64_t x0);

/* The registers in which SUCCESS of that call returns something: bit n for xn.
 * FF-A 1.1, sections 11 to 16. */
unsigned int request_results(uint64_t x0);

/* The register, 1 to 7, of X (x0 .. x7) in which a bit is set that must be
 * zero; 0 if there is none. */
unsigned int request_mbz(const uint64_t *x);

/* Why the normal world may never make this call, in words; NULL if it may. */
const char *request_forbidden(const uint64_t *x);

/* Not one of those that are handed on for guests, or it is for whom, from whom
 * and about which bits the guest said, ASKED being its x0 .. x7. */
bool request_is_the_same(const uint64_t *x, const uint64_t *asked);

/* A direct request with VM_CREATED or VM_DESTROYED in it. */
bool request_is_vm_message(const uint64_t *x);

#endif /* SIM_ORACLE_REQUEST_H */
