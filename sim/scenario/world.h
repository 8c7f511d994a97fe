/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A world: the machine, the secure world and the domains a program starts in.
 */
#ifndef SIM_SCENARIO_WORLD_H
#define SIM_SCENARIO_WORLD_H

#include <stdint.h>

#define PROGRAM_MAX_CPUS    8u
#define PROGRAM_MAX_DOMAINS 32u /* domid 0 .. 31; d0 is the toolstack's */
#define PROGRAM_MAX_VCPUS   8u
#define PROGRAM_MAX_SPS     4u /* FF-A IDs 0x8001 .. 0x8004 */
#define PROGRAM_FIRST_SP    0x8001u
#define PROGRAM_MAX_MINOR   3u /* FF-A 1.0 .. 1.3 */

enum personality
{
    PERSONALITY_HAFNIUM_1_2, /* as it was up to FF-A 1.2                    */
    PERSONALITY_HAFNIUM,     /* without per-vCPU notifications              */
    PERSONALITY_TFA_EL3,     /* TF-A's SPMC in EL3: no notifications        */
    PERSONALITY_OPTEE,       /* OP-TEE as SPMC in S-EL1                     */
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
    STAGE_MAPPED,    /* as versioned, and RX/TX are mapped: p0 TX, p1 RX   */
    STAGE_SHARING,   /* mapped and bound, p2 is shared with the first SP   */
    STAGES
};

#define SP_VM_CREATED       (1u << 0) /* subscribes to VM_CREATED              */
#define SP_VM_DESTROYED     (1u << 1) /* subscribes to VM_DESTROYED            */
#define SP_NO_NOTIFICATIONS (1u << 2)
#define SP_NO_MESSAGES      (1u << 3) /* neither direct nor indirect ones      */
#define SP_FLAGS            4u /* how many there are                           */

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
    uint8_t sp_flags[PROGRAM_MAX_SPS]; /* 0 for an SP that is not there    */
    uint8_t stage;                     /* enum stage                       */
    uint8_t stage_vms;   /* 0 .. PROGRAM_MAX_DOMAINS - 1: d1 .. d<n>;
                          * means nothing in STAGE_COLD                    */
    uint8_t stage_vcpus; /* 1 .. PROGRAM_MAX_VCPUS; as stage_vms           */
    uint16_t sri;        /* INTID the SPMC reports for the SRI, usually 8  */
    uint16_t d0_ffa;     /* d0 has FF-A, if there is a mediator, and so
                          * schedules SPs; 16 bits, so that none is padding */
};

/* "optee", "cold", "vm_created" ..., as text names them. */
const char *world_personality_name(enum personality personality);
const char *world_stage_name(enum stage stage);
const char *world_sp_flag_name(unsigned int bit);

#endif /* SIM_SCENARIO_WORLD_H */
