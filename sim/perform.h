/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * One function an op of ops.def: perform_<id>, on the current CPU. False: it
 * has no meaning now, and nothing happened. For guest.c and what it is made of.
 *
 * Needs: base, scenario, log, machine, spmc, xen (hypervisor.h), abi.
 */
#ifndef SIM_PERFORM_H
#define SIM_PERFORM_H

#include <stdbool.h>
#include <stdint.h>

#include "program.h"

typedef bool perform_fn(const struct op *op);

#define OP(id, text, ...) perform_fn perform_##id;
#include "ops.def"
#undef OP

/* An ENDPOINT argument of OP as an FF-A ID. */
uint32_t perform_endpoint(const struct op *op, uint64_t value);

/* FID with x1, x2 and, in w3 and w4, BITS. */
bool perform_call4(const struct op *op, uint32_t fid, uint64_t x1, uint64_t x2,
                   uint64_t bits);

/* A UUID argument, as w1 .. w4 of PARTITION_INFO_GET have it. */
void perform_uuid(uint64_t uuid, uint32_t word[4]);

#endif /* SIM_PERFORM_H */
