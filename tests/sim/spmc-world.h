/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A secure world on a machine without a hypervisor, for tests of the SPMC: the
 * test is the hypervisor, on CPU 0.
 */
#ifndef TESTS_SIM_SPMC_WORLD_H
#define TESTS_SIM_SPMC_WORLD_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <stdbool.h>
#include <cmocka.h>

#include "bug.h"
#include "choice.h"
#include "ffa.h"
#include "gic.h"
#include "log.h"
#include "machine.h"
#include "page.h"
#include "spmc.h"

#define SRI    8u
#define SP1    0x8001u
#define SP2    0x8002u
#define GLOBAL 0xffffu /* a target, in events                              */

/* 1 CPU, FF-A 1.2, one SP that subscribes to nothing, no freedom. */
struct world plain_world(void);

/* Everything fresh; every CPU online; the choices as they were fed. */
void boot(const struct world *world);
/* As boot(plain_world()), nothing but dull choices. */
void boot_plain(void);

/* As boot_plain(), with the SPMC of PERSONALITY; nothing negotiated. */
void boot_cold(enum personality personality);
/* And FF-A 1.2 negotiated. */
void boot_as(enum personality personality);
/* And the hypervisor's pair mapped; there are four pages more. */
void boot_mapped(enum personality personality);
/* The same in a world of one's own. */
void boot_mapped_in(const struct world *world);

/* And of any version and mood: it may not work. */
void boot_pages(const struct world *world);

/* What boot_mapped() made: the address of page N (0: TX, 1: RX, 2 .. 5), and
 * its bytes. */
uint64_t page_at(unsigned int n);
uint8_t *bytes_at(unsigned int n);

struct regs
{
    uint64_t x[SPMC_REGS];
};

/* The SMC with x0, x1 ...; the reply. */
struct regs smc_with(const uint64_t *x, unsigned int nr);
#define SMC(...)                                                               \
    smc_with((const uint64_t[]){__VA_ARGS__},                                  \
             sizeof((const uint64_t[]){__VA_ARGS__}) / sizeof(uint64_t))

/* The status of a reply: 0 for SUCCESS of either width. */
int32_t status_of(struct regs reply);
#define assert_status(reply, status) assert_int_equal(status_of(reply), status)

#define IDS(high, low)               ((uint64_t)(high) << 16 | (low))
#define LOW(bits)                    ((bits)&0xffffffffull)
#define HIGH(bits)                   ((uint64_t)(bits) >> 32)

/* The calls, in the words of the tests. */
struct regs create(unsigned int vm, unsigned int vcpus);
struct regs destroy(unsigned int vm);
struct regs bind_bits(unsigned int vm, unsigned int sp, uint64_t bits,
                      uint32_t flags);
struct regs unbind_bits(unsigned int vm, unsigned int sp, uint64_t bits);
struct regs set_bits(unsigned int vm, unsigned int sp, uint64_t bits,
                     uint32_t flags);
struct regs get(unsigned int vm, unsigned int vcpu, uint32_t flags);
struct regs info_64(void);
struct regs info_32(void);

/* The VM exists and every low bit is bound to SP1, bits 63:32 per vCPU. */
void receiver(unsigned int vm, unsigned int vcpus);
/* SP1 sets a global bit, or bit 32 for a vCPU. */
void set_global(unsigned int vm);
void set_vcpu(unsigned int vm, unsigned int vcpu);

/* x2 .. of a reply; the registers that are not given are 0. */
void expect_x2(struct regs reply, const uint64_t *x, unsigned int nr);
#define assert_x2(reply, ...)                                                  \
    expect_x2(reply, (const uint64_t[]){__VA_ARGS__},                          \
              sizeof((const uint64_t[]){__VA_ARGS__}) / sizeof(uint64_t))

/* Is an SRI pending on CPU? It is not any more. */
bool take_sri(unsigned int cpu);

unsigned int count_events(enum event_kind kind);
/* The last event of KIND has these arguments. */
void expect_event(enum event_kind kind, const uint64_t *args, unsigned int nr);
#define assert_event(kind, ...)                                                \
    expect_event(kind, (const uint64_t[]){__VA_ARGS__},                        \
                 sizeof((const uint64_t[]){__VA_ARGS__}) / sizeof(uint64_t))

/* From now on: the first choice with this name is VALUE, the others are dull. */
void choose_once(const char *name, uint32_t value);

#endif /* TESTS_SIM_SPMC_WORLD_H */
