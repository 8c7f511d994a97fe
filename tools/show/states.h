/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the log says of the state of things, and when it changed: domains,
 * vCPUs, CPUs, locks, memory, tasklets, timers, and what the SPMC keeps.
 *
 * A state is OBJECT.FIELD with a value in words: "d1.state" is "dying",
 * "notif_lock#3.holder" is "cpu1 tasklet".
 *
 * Needs: base, abi, log, scenario.
 */
#ifndef SHOW_STATES_H
#define SHOW_STATES_H

#include <stdbool.h>
#include <stdint.h>

#include "log.h"

#define STATES_NAME_BYTES 96u

struct state_change
{
    uint32_t event;
    char *value;
};

struct state
{
    char object[STATES_NAME_BYTES];
    char field[16];
    unsigned int nr_changes;
    struct state_change *change;
    uint64_t number; /* of those that are sets or counts: the last one       */
};

struct states
{
    unsigned int nr;
    struct state *state; /* in the order in which they were first heard of   */
    bool failed;         /* out of memory: something is missing              */
};

/* Of the run whose events are in the log. False: out of memory. */
bool states_build(struct states *states);
void states_free(struct states *states);

/* The value after event INDEX; NULL: it was not heard of before. */
const char *states_value(const struct state *state, uint32_t index);

#endif /* SHOW_STATES_H */
