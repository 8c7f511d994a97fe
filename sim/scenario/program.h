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

#define PROGRAM_MAX_CPUS       8u
#define PROGRAM_MAX_DOMAINS    32u /* domid 0 .. 31; d0 is the toolstack's */
#define PROGRAM_MAX_VCPUS      8u
#define PROGRAM_MAX_SPS        4u /* FF-A IDs 0x8001 .. 0x8004 */
#define PROGRAM_FIRST_SP       0x8001u
#define PROGRAM_MAX_OPS        64u
#define PROGRAM_MAX_DEVIATIONS 32u
#define PROGRAM_OP_ARGS        8u

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
    CHOICE_KINDS
};

struct deviation
{
    uint8_t kind; /* enum choice_kind                                   */
    uint8_t cpu;
    uint8_t op;      /* ordinal: ops this CPU had started, 0 .. 255        */
    uint8_t context; /* anchor: enum context                               */
    uint16_t index;  /* ordinal: k-th decision of the kind since that op   */
    uint16_t hit;    /* anchor: 1 .. ; 0 means that there is no anchor     */
    name_t site;     /* anchor                                             */
    uint32_t value;  /* never 0                                            */
};

enum personality
{
    PERSONALITY_HAFNIUM,
    PERSONALITIES
};

enum stage
{
    STAGE_COLD,      /* booted, no domain but the toolstack's              */
    STAGE_CREATED,   /* VMS domains of VCPUS vCPUs, all online             */
    STAGE_VERSIONED, /* and each has negotiated FF-A 1.2                   */
    STAGE_BOUND,     /* and bound notifications 0..3 of every SP, bit of
                      * SP s: (1 << s)                                     */
    STAGE_PENDING,   /* and the first SP has set its bit, SRI raised       */
    STAGES
};

#define SP_VM_CREATED       (1u << 0) /* subscribes to VM_CREATED              */
#define SP_VM_DESTROYED     (1u << 1) /* subscribes to VM_DESTROYED            */
#define SP_NO_NOTIFICATIONS (1u << 2)

struct world
{
    uint8_t nr_cpus;     /* 1 .. PROGRAM_MAX_CPUS                          */
    uint8_t ffa_minor;   /* the SPMC speaks FF-A 1.<ffa_minor>, 0 .. 3     */
    uint8_t personality; /* enum personality                               */
    uint8_t legal;       /* class A and B freedom is asked for             */
    uint8_t hostile;     /* class C replies are asked for                  */
    uint8_t faults;      /* allocations and interrupt requests may fail    */
    uint8_t rcu_strict;  /* a callback waits for explicit readers only     */
    uint8_t reuse;       /* freed memory may be handed out again           */
    uint8_t nr_sps;      /* 0 .. PROGRAM_MAX_SPS                           */
    uint8_t sp_flags[PROGRAM_MAX_SPS];
    uint8_t stage;       /* enum stage                                     */
    uint8_t stage_vms;   /* 0 .. PROGRAM_MAX_DOMAINS - 1: d1 .. d<n>       */
    uint8_t stage_vcpus; /* 1 .. PROGRAM_MAX_VCPUS                         */
    uint16_t sri;        /* INTID the SPMC reports for the SRI, usually 8  */
};

/* One row per op: ops.def. */
enum op_kind
{
#define OP(id, text, ...) OP_##id,
#include "ops.def"
#undef OP
    OP_KINDS
};

struct op
{
    uint8_t kind; /* enum op_kind                                          */
    uint8_t cpu;  /* below nr_cpus                                         */
    uint8_t domain;
    uint8_t vcpu;
    uint8_t sp; /* index: 0 is 0x8001                                    */
    uint64_t arg[PROGRAM_OP_ARGS]; /* as ops.def names them                */
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

#endif /* SIM_SCENARIO_PROGRAM_H */
