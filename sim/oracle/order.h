/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What happened before what, by the rules of the machine and not by when it
 * happened in this run. For the oracles of fine runs.
 *
 * A thread is a CPU in an interrupt, or not in one: softirqs, tasklets, timers
 * and callbacks run only where the rest of their CPU calls for them, so they are
 * one with it. An interrupt is ordered with what it interrupted only as far as
 * that has masked interrupts, or both have taken a lock. Edges come from:
 *
 *   locks; atomics that are full barriers; barriers between marked accesses;
 *   interrupt masks; the SRI and the call of another CPU, and their handlers;
 *   tasklet_schedule() and set_timer(), and what they run; the end of what was
 *   waited for; read sections and callbacks of RCU; the list of domains, to
 *   look-ups and to the domain's vCPUs; a vCPU's calls among each other, and
 *   all of a domain's calls with its end; each phase, each change of a CPU.
 *
 * Where a rule is in doubt the two are ordered: what is found is a race.
 *
 * Needs: log, program.
 */
#ifndef SIM_ORACLE_ORDER_H
#define SIM_ORACLE_ORDER_H

#include <stdbool.h>
#include <stdint.h>

#include "log.h"
#include "program.h"

#define ORDER_THREADS (2u * PROGRAM_MAX_CPUS)

void order_reset(void);

/* EVENT, of a kind of order_wants, happens. Each of them is shown once. */
void order_see(const struct event *event);

/* The kinds of event that order anything, ended by EVENT_KINDS. */
extern const enum event_kind order_wants[];

/* The thread EVENT belongs to, and its time now. */
unsigned int order_thread(const struct event *event);
uint32_t order_time(unsigned int thread);

/* All that THREAD did up to TIME has happened before what OTHER does now. */
bool order_before(unsigned int thread, uint32_t time, unsigned int other);

/* There were too many locks and the like to tell. */
bool order_lost(void);

#endif /* SIM_ORACLE_ORDER_H */
