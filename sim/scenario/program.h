/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A program: a world, the ops performed in it, and the deviations of its
 * schedule. What a scenario is once it has been read.
 *
 * Bytes and text both decode to this; program_valid() holds for whatever
 * comes out of either.
 */
#ifndef SIM_SCENARIO_PROGRAM_H
#define SIM_SCENARIO_PROGRAM_H

#include <stdbool.h>
#include <stdint.h>

#include "name.h"
#include "world.h"

#define PROGRAM_MAX_OPS        64u
#define PROGRAM_MAX_DEVIATIONS 32u
#define PROGRAM_OP_ARGS        8u
#define PROGRAM_MAX_SITE       255u /* length of a site's text               */

/* In what a CPU runs. An interrupt nests in any of the others. */
enum context
{
    CONTEXT_BOOT,    /* initcalls, CPU bring-up                          */
    CONTEXT_GUEST,   /* a guest's call, in the hypervisor                */
    CONTEXT_DOMCTL,  /* the toolstack's hypercalls, PSCI, hotplug        */
    CONTEXT_SECURE,  /* an SP or the SPMC on its own account             */
    CONTEXT_IDLE,    /* the idle loop and the way out of the hypervisor  */
    CONTEXT_SOFTIRQ, /* a softirq other than the ones below              */
    CONTEXT_TIMER,
    CONTEXT_RCU,
    CONTEXT_TASKLET,
    CONTEXT_IRQ,
    CONTEXTS
};

/* "boot", "guest", ... as text names a context. */
const char *program_context_name(enum context context);

/* What a decision is about. */
enum choice_kind
{
    CHOICE_SCHED, /* who runs after a decision point; values: sched.h       */
    CHOICE_SPMC,  /* the SPMC's freedom: legal (A, B) and hostile (C)       */
    CHOICE_FAULT, /* does this allocation, interrupt request ... fail       */
    CHOICE_REUSE, /* is freed memory handed out again                       */
    CHOICE_NEXT,  /* who goes on where nobody is preempted; values: sched.h */
    CHOICE_KINDS
};

/* "sched", "spmc", ... as text names a kind. */
const char *program_kind_name(enum choice_kind kind);

/* About CPUs, that is, who runs: 1 + cpu, or this one. */
#define SCHED_TAKE_IRQ (1u + PROGRAM_MAX_CPUS)

/* Ordinals of ops that are performed before the program's own start here. */
#define PROGRAM_EARLY 0x8000u

struct deviation
{
    uint8_t kind;    /* enum choice_kind                                   */
    uint8_t cpu;     /* below nr_cpus                                      */
    uint8_t context; /* anchor: enum context; 0 without an anchor          */
    uint16_t op;     /* ordinal: the program's ops this CPU had started, or
                      * PROGRAM_EARLY + the ops before those               */
    uint32_t index;  /* ordinal: k-th decision of the kind since that op   */
    uint32_t hit;    /* anchor: 1 .. ; 0 means that there is no anchor     */
    name_t site;     /* anchor: up to PROGRAM_MAX_SITE characters          */
    uint32_t value;  /* never 0. About CPUs: 1 .. nr_cpus, SCHED_TAKE_IRQ   */
};

#define PROGRAM_ABOUT_CPUS(kind)                                               \
    ((kind) == CHOICE_SCHED || (kind) == CHOICE_NEXT)

/* One row per op: ops.def. */
enum op_kind
{
#define OP(id, text, ...) OP_##id,
#include "ops.def"
#undef OP
    OP_KINDS
};

/* An ENDPOINT argument: the ID of the op's own subject. */
#define PROGRAM_ENDPOINT_SELF 0xffffu

/* What is not part of the op's subject is 0. */
struct op
{
    uint8_t kind;   /* enum op_kind                                        */
    uint8_t cpu;    /* below nr_cpus                                       */
    uint8_t domain; /* below PROGRAM_MAX_DOMAINS                           */
    uint8_t vcpu;   /* below PROGRAM_MAX_VCPUS                             */
    uint8_t sp;     /* index: 0 is 0x8001; below PROGRAM_MAX_SPS           */
    uint64_t arg[PROGRAM_OP_ARGS]; /* as ops.def names them; in range for
                                    * their type. The others: anything     */
};

struct program
{
    struct world world;
    unsigned int nr_ops;
    unsigned int nr_deviations;
    struct op op[PROGRAM_MAX_OPS];
    struct deviation deviation[PROGRAM_MAX_DEVIATIONS];
};

/* Everything this header says of ranges. */
bool program_valid(const struct program *program);

/* A program of no ops in the plainest world: 1 CPU, SPMC 1.2, one SP. */
void program_init(struct program *program);

/* The same world, ops and deviations. Both are valid. */
bool program_equal(const struct program *a, const struct program *b);

#endif /* SIM_SCENARIO_PROGRAM_H */
