/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A run as a picture: lanes, what stands in them, and what belongs together.
 * Built once from the log; each format draws the same picture.
 *
 * A lane is a CPU, the SPMC or an SP; every event stands in one. Events that
 * say little are folded into one row.
 *
 * Needs: base, abi, log, oracle, scenario, verdict.h.
 */
#ifndef SHOW_PICTURE_H
#define SHOW_PICTURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "log.h"
#include "scenario.h"
#include "verdict.h"

#define PICTURE_MAX_LANES (PROGRAM_MAX_CPUS + 1u + PROGRAM_MAX_SPS)

/* How far an event is indented in the lane of its CPU. */
enum picture_level
{
    LEVEL_GUEST,      /* the guest, the toolstack: the op                   */
    LEVEL_HYPERVISOR, /* what the hypervisor does for it                    */
    LEVEL_SOFTIRQ,    /* softirqs, tasklets, timers, RCU callbacks          */
    LEVEL_IRQ,
};

enum picture_weight
{
    WEIGHT_NONE, /* nobody misses it                                       */
    WEIGHT_FOLD, /* locks, RCU, memory: a row together with its like       */
    WEIGHT_ROW,  /* a row of its own                                       */
};

enum picture_mark
{
    MARK_NONE,
    MARK_EARLIER,   /* the first of the critical pair                       */
    MARK_LATER,     /* where the promise broke                              */
    MARK_DEVIATION, /* the schedule is not the plain one here               */
    MARK_SWAP, /* of the critical swap: the other way round it passes       */
};

struct picture_event
{
    struct event event;
    uint8_t lane;
    uint8_t level;  /* enum picture_level                                   */
    uint8_t weight; /* enum picture_weight                                  */
    uint8_t mark;   /* enum picture_mark                                    */
    uint8_t phase;  /* enum log_phase                                       */
    uint32_t close; /* index of the event that ends what this one begins;
                     * its own index: it is over at once                    */
    char *text;
};

struct picture_row
{
    uint32_t first, last; /* events                                         */
    uint8_t lane;
    uint8_t level;
    uint8_t mark;
    bool quiet; /* a whole stretch of the run in one line, across lanes    */
    char *text;
};

struct picture_lane
{
    char name[16];
    bool is_cpu;
    bool used; /* something stands in it                                   */
};

/* A notification's way: SET, SRI, INFO_GET, NPI, GET, as far as it came. */
#define FLOW_STEPS   5u
#define FLOW_NO_STEP UINT32_MAX
struct picture_flow
{
    uint16_t endpoint;
    uint16_t target; /* vCPU, or 0xffff                                     */
    uint32_t step[FLOW_STEPS]; /* events, or FLOW_NO_STEP                 */
};
const char *picture_step_name(unsigned int step);

struct picture
{
    bool has_swap; /* the scenario's critical swap is of this run           */
    const char *file;
    const struct scenario *scenario;
    const struct result *result;
    unsigned int nr_lanes;
    struct picture_lane lane[PICTURE_MAX_LANES];
    unsigned int nr_events;
    struct picture_event *event;
    unsigned int nr_rows;
    struct picture_row *row;
    unsigned int nr_flows;
    struct picture_flow *flow;
};

/* Of the run in the log. ALL: nothing is quiet. What is pointed to must outlive
 * the picture, the log too. False: out of memory. */
bool picture_build(struct picture *picture, const char *file,
                   const struct scenario *scenario, const struct result *result,
                   bool all);
void picture_free(struct picture *picture);

bool picture_failed(const struct picture *picture); /* there is a finding */
bool picture_shows_lane(const struct picture *picture, unsigned int lane);

/* For picture.c: each fills its part; false: out of memory. */
bool picture_flows(struct picture *picture);
bool picture_rows(struct picture *picture, bool all);

#endif /* SHOW_PICTURE_H */
