/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The byte form of a program, for decode.c and encode.c.
 *
 *   header       CODE_HEADER bytes at fixed places: the world
 *   ops          records of kind, CPU, subject, arguments; a kind of 0 ends
 *                the list
 *   deviations   records; a lane below CODE_LANES ends the list
 *
 * Bytes that are missing are 0, and 0 is always the plain thing. One byte says
 * the common values; what it cannot say follows raw, little-endian. Small
 * bytes and single bits mean the things that are worth trying most.
 */
#ifndef SIM_SCENARIO_CODE_H
#define SIM_SCENARIO_CODE_H

#include <stdbool.h>
#include <stdint.h>

#include "op.h"

/* Places in the header. */
enum
{
    CODE_CPUS,     /* 1 + bits 2:0                                         */
    CODE_VERSION,  /* bits 1:0: code_minors; the rest: personality         */
    CODE_FLAGS,    /* CODE_LEGAL ...                                       */
    CODE_SPS,      /* bits 2:0: code_sps                                   */
    CODE_SP_FLAGS, /* two bytes, four bits an SP                           */
    CODE_STAGE = CODE_SP_FLAGS + 2, /* bits 2:0: code_stages               */
    CODE_VMS,                       /* code_vms()                          */
    CODE_VCPUS,                     /* code_vcpus()                        */
    CODE_SRI, /* bits 3:0: code_sris; CODE_RAW: the next two bytes are it  */
    CODE_HEADER = CODE_SRI + 3
};

#define CODE_LEGAL      (1u << 0)
#define CODE_HOSTILE    (1u << 1)
#define CODE_FAULTS     (1u << 2)
#define CODE_RCU_STRICT (1u << 3)
#define CODE_REUSE      (1u << 4)
#define CODE_D0_FFA     (1u << 5)

/* Bytes from here on: a raw value follows. */
#define CODE_RAW 0xf0u

extern const uint8_t code_minors[4];
extern const uint8_t code_sps[8];
extern const uint8_t code_stages[8];
extern const uint16_t code_sris[16];

uint8_t code_vms(uint8_t byte);
uint8_t code_vcpus(uint8_t byte);

/* Instead of an op's kind and one: a toy. Chance does not find it, since a
 * campaign has nothing to find there. */
#define CODE_TOY      "\xfftoy"
#define CODE_TOY_SIZE 4u

/* A domain and a vCPU, for a byte below CODE_RAW. Raw: one byte, domain in
 * bits 4:0, vCPU in bits 7:5. */
uint8_t code_domain(uint8_t byte, const struct world *world);
uint8_t code_vcpu(uint8_t byte);
/* An SP's index, for any byte. */
uint8_t code_sp(uint8_t byte, const struct world *world);

/* An argument, for a byte below CODE_RAW; 0 is its standard. */
uint64_t code_value(const struct op_argument *argument,
                    const struct world *world, uint8_t byte);
/* Bytes that say different values are below this. */
unsigned int code_values(const struct op_argument *argument);

/*
 * A deviation begins with its lane: CPU in bits 2:0, above them a row of
 * code_kinds. The short form goes on with op, index (two bytes) and value.
 */
#define CODE_LANES 8u
/* The long form: kind, op (two bytes), index and value (four each). */
#define CODE_LONG 31u
extern const uint8_t code_kinds[CODE_LONG];

uint16_t code_op(uint8_t byte);
uint32_t code_index(uint8_t low, uint8_t high);
/* What deviation D, of known kind and CPU, does. */
uint32_t code_deviation_value(const struct deviation *d,
                              const struct world *world, uint8_t byte);

#endif /* SIM_SCENARIO_CODE_H */
