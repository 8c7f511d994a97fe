/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Logs written by hand: a story is told event by event, then judged.
 */
#ifndef TESTS_ORACLE_STORY_H
#define TESTS_ORACLE_STORY_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ffa.h"
#include "log.h"
#include "oracle.h"
#include "program.h"

/* Where the next events happen; CPU 0, idle, to begin with. */
void story_at(unsigned int cpu, enum context context);

/* An event named NAME (or NULL) with these arguments, the rest of which is 0. */
void story_event(enum event_kind kind, const char *name, const uint64_t *args,
                 unsigned int nr_args);
#define IT(kind, name, ...)                                                    \
    story_event(                                                               \
        EV_##kind, name, (const uint64_t[]){0, ##__VA_ARGS__} + 1,             \
        sizeof((const uint64_t[]){0, ##__VA_ARGS__}) / sizeof(uint64_t) - 1)

/* The verdicts. What is NULL may be anything. */
void story_kept(void);
void story_broken(const char *kind, const char *site, const char *object);

/* Test set-up: an empty log, the world of 2 CPUs with SPMC 1.2 and SRI 8, one
 * SP that wants both messages, a settled version. */
int story_begin(void **state);

/* Sequences that many stories have. */

/* A secure call and its reply, and the guest's call around it. Registers that
 * are not named are 0. */
#define X(...) ((const uint64_t[8]){__VA_ARGS__})
void story_smc(const uint64_t x[8]);
void story_smc_return(const uint64_t x[8]);
void story_call(unsigned int domain, const uint64_t x[8]);
void story_return(unsigned int domain, const uint64_t x[8]);

/* Domain DOMID of 2 vCPUs, vCPU 0 online, its bitmap made, 1.2 negotiated. */
void story_domain(unsigned int domid);

/* SP 0x8001 sets BITS, global, for DOMID. */
void story_set(unsigned int domid, uint64_t bits);
/* The SRI is taken and its tasklet asks; it is told of DOMID. */
void story_told(unsigned int domid);
/* The tasklet injects the NPI, and ends. */
void story_npi(unsigned int domid);
/* A whole GET of SP bits and framework bits that returns BITS from SPs. */
void story_get(unsigned int domid, uint64_t bits);

#define SUCCESS_32  FFA_FID32(SUCCESS)
#define SUCCESS_64  FFA_FID64(SUCCESS)
#define ERROR_32    FFA_FID32(ERROR)
#define STATUS(s)   ((uint64_t)(uint32_t)(s))

#define STORY(name) cmocka_unit_test_setup(name, story_begin)

#endif /* TESTS_ORACLE_STORY_H */
