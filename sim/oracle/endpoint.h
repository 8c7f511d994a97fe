/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * One VM's notifications as the SPMC knows them, and how much of that the
 * mediator has been told. For the oracles only; kept as the view is, and after
 * it.
 *
 * Life of a notification (FF-A 1.1, 10.4 to 10.9): set by an SP, listed to the
 * mediator by INFO_GET at most once ("told"), pending until the VM's GET takes
 * it. A VM's own INFO_GET may report what was told, and need do so only once.
 */
#ifndef SIM_ORACLE_ENDPOINT_H
#define SIM_ORACLE_ENDPOINT_H

#include "log.h"
#include "program.h"
#include "view.h"

/* Of bits: from SPs, or framework. What VMs send, no SPMC sees. */
enum endpoint_half
{
    HALF_SP,
    HALF_FRAMEWORK,
    HALVES
};

/* As the log numbers them. */
#define LOG_HALF_SP        0u
#define LOG_HALF_VM        1u
#define LOG_HALF_FRAMEWORK 2u
#define LOG_TARGET_GLOBAL  0xffffu

#define NR_TARGETS         (1u + PROGRAM_MAX_VCPUS) /* global, then vCPUs            */

struct pending
{
    uint64_t set;      /* and not taken                                     */
    uint64_t told;     /* of these: listed to the mediator                  */
    uint64_t reported; /* of these: the VM's INFO_GET may have said so      */
    uint64_t promised; /* no hostile or refused reply came at or after it   */
    unsigned int excuses;
    unsigned int set_index; /* of the last that added something             */
    unsigned int told_index;
    struct view_place told_to;
};

struct endpoint
{
    struct pending pending[NR_TARGETS][HALVES];
    bool ever_told;   /* something of it, in this life of the domain        */
    bool maybe_stale; /* the mediator may still believe that something is
                       * pending when nothing is, and rightly so            */
    unsigned int told_index;
    unsigned int npi_index;     /* + 1 of the last NPI; 0: none             */
    unsigned int dropped_index; /* + 1 of the last NPI to an offline vCPU   */
    unsigned int fetches;       /* GET and INFO_GET calls begun             */
    unsigned int fetching;      /* of these, open                           */
    uint32_t told_by[PROGRAM_MAX_CPUS]; /* activation, per CPU; 0: none     */
    bool told_by_unknown;
    bool bitmap;           /* the SPMC keeps notifications for it           */
    uint64_t owed[HALVES]; /* taken by the mediator, not given to the VM    */
    bool owed_excused;
};

void endpoint_reset(void);
extern view_handler *const endpoint_enter[EVENT_KINDS];
extern view_handler *const endpoint_leave[EVENT_KINDS];

/* NULL for an ID that no VM of the simulator can have. */
struct endpoint *endpoint_of(uint64_t id);

/* NULL unless a VM and a half that an SPMC keeps. TARGET as in the log. */
const struct pending *endpoint_pending(uint64_t id, uint64_t target,
                                       uint64_t half);
/* The bits that are set and whose delivery is promised. */
uint64_t endpoint_promised(const struct pending *pending);

/* The bits of a half in what a guest's GET gave back: RET is EV_RETURN's
 * arguments. None unless it succeeded. */
uint64_t endpoint_given(const uint64_t *ret, enum endpoint_half half);

/* An NPI: the virtual interrupt that tells a guest to look. */
#define ENDPOINT_NPI 8u
#define ENDPOINT_SRI 9u /* the one that schedulers are given              */

/* Something was told, not taken. */
bool endpoint_unfetched(const struct endpoint *endpoint);
/* Something was told, not taken, never reported, and promised. */
bool endpoint_unreported(const struct endpoint *endpoint);
/* The mediator still works on something it was told of this endpoint. */
bool endpoint_in_flight(const struct endpoint *endpoint);

/* X0 says success, in either convention. */
bool endpoint_is_success(uint64_t x0);
/* The call of FF-A function NUMBER, in either convention. */
bool endpoint_is_call(uint64_t x0, uint32_t number);

#endif /* SIM_ORACLE_ENDPOINT_H */
