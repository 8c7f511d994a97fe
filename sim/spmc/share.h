/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Memory that was shared, lent or donated: what the SPMC keeps of it, and
 * which SPs hold it.
 *
 * Private to spmc/.
 */
#ifndef SIM_SPMC_SHARE_H
#define SIM_SPMC_SHARE_H

#include <stdbool.h>
#include <stdint.h>

#include "descriptor.h"
#include "fact.h"
#include "program.h"

struct share
{
    uint64_t handle; /* 0: the place is free                                */
    uint32_t age;    /* the older, the less; never 0                        */
    enum log_share how;
    struct transaction t;
    uint32_t total; /* bytes of the descriptor                              */
    uint32_t got;
    uint32_t first_range; /* of the pool                                    */
    uint32_t got_ranges;
    uint32_t got_pages;
    bool complete;
    bool taken; /* a donation that was retrieved              */
    bool read;  /* retrieved by the hypervisor                */
    bool held[PROGRAM_MAX_SPS];
};

void share_boot(void);

/* A place, a handle and room for the ranges of T; NULL: there is none. */
struct share *share_create(enum log_share how, const struct transaction *t,
                           uint32_t total);
/* It is gone, with its ranges. */
void share_drop(struct share *share);
/* The share of HANDLE, or NULL. */
struct share *share_find(uint64_t handle);
/* The last share that was made and is there, other than NOT; NULL: none. */
const struct share *share_other(uint64_t not );

/* LENGTH bytes of ranges, a multiple of 16, as they come in fragments. Status.
 */
int32_t share_add(struct share *share, const uint8_t *bytes, uint32_t length);
/* All ranges are there. Logs EV_SHARE, EV_SHARE_PAGES. Status. */
int32_t share_complete(struct share *share);
/* LENGTH bytes of the ranges from OFFSET on, multiples of 16. */
void share_ranges(const struct share *share, uint32_t offset, uint32_t length,
                  uint8_t *to);
/* Zero the pages. */
void share_clear(const struct share *share);

/* Does an SP hold it? */
bool share_held(const struct share *share);

/* The NTH (1: the oldest) complete share that names SP; NULL: there is none. */
struct share *share_of_sp(unsigned int sp, unsigned int nth);
/* Its pages, for SP to touch: at most 8. */
void share_touch(const struct share *share, unsigned int sp);

/* EV_LEFT for every share that is there, and was not given away. */
void share_note_left(void);

#endif /* SIM_SPMC_SHARE_H */
