/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Hostile replies: rows of misbehave.def, chosen where the world is hostile.
 *
 * Private to spmc/.
 */
#ifndef SIM_SPMC_MISBEHAVE_H
#define SIM_SPMC_MISBEHAVE_H

#include <stdbool.h>
#include <stdint.h>

#include "service.h"

/* The replies a row fits. */
enum
{
    ON_INFO_GET_32 = 1u << 0,
    ON_INFO_GET_64 = 1u << 1,
    ON_GET = 1u << 2,
    ON_BIND = 1u << 3, /* and UNBIND                                        */
    ON_SET = 1u << 4,
    ON_CREATE = 1u << 5,
    ON_DESTROY = 1u << 6,
    ON_FEATURES_SRI = 1u << 7,
    ON_FEATURES_RXTX = 1u << 8,
    ON_FEATURES_OTHER = 1u << 9,
    ON_MESSAGE = 1u << 10, /* framework requests                            */
    ON_OTHER = 1u << 11,
    ON_DIRECT = 1u << 12, /* partition requests, and RUN                    */
    ON_SEND2 = 1u << 13,
    ON_PARTITIONS = 1u << 14,
    ON_REGS = 1u << 15,
    ON_ID = 1u << 16,
    ON_RELEASE = 1u << 17,
    ON_ACQUIRE = 1u << 18,
    ON_SHARE = 1u << 19, /* and LEND and DONATE                             */
    ON_FRAGMENT = 1u << 20,
    ON_RECLAIM = 1u << 21,
    ON_RETRIEVE = 1u << 22,
    ON_VERSION = 1u << 23, /* the last; no row for any call fits it         */

    ON_INFO_GET = ON_INFO_GET_32 | ON_INFO_GET_64,
    ON_FEATURES = ON_FEATURES_SRI | ON_FEATURES_RXTX | ON_FEATURES_OTHER,
    ON_ANY = ON_VERSION - 1,
};

enum misbehave_how
{
    INSTEAD,
    AFTER,
    FOREVER
};

struct misbehaviour
{
    const char *name;
    unsigned int number;
    uint32_t calls;
    enum misbehave_how how;
    /* IN is the call, OUT the reply: all of it for INSTEAD, zeros before;
     * the true one for AFTER. Neither alias. */
    void (*spoil)(const uint64_t in[SPMC_REGS], uint64_t out[SPMC_REGS],
                  uint64_t parameter);
    uint64_t parameter;
};

/* Once per process. */
void misbehave_boot(void);
/* A run begins, or the SPMC behaves from now on. */
void misbehave_reset(void);

/* A secure call begins: what goes on changing, changes. */
void misbehave_begin(void);

/*
 * The row to use for a call whose service has CALLS, or NULL: asks the choice
 * stream unless a FOREVER row is in force.
 */
const struct misbehaviour *misbehave_choose(const uint64_t in[SPMC_REGS],
                                            uint32_t calls);

/* Spoil OUT. Logs EV_HOSTILE. */
void misbehave(const struct misbehaviour *row, const uint64_t in[SPMC_REGS],
               uint64_t out[SPMC_REGS]);

#endif /* SIM_SPMC_MISBEHAVE_H */
