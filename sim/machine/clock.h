/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Virtual time, in nanoseconds since boot. It moves only when every CPU is
 * idle (sched.h, rule 4e) or by an op.
 */
#ifndef SIM_MACHINE_CLOCK_H
#define SIM_MACHINE_CLOCK_H

#include <stdint.h>

void clock_boot(void);
int64_t clock_now(void);
/* Forwards only (SIM_BUG_ON). Logs EV_TIME. */
void clock_move_to(int64_t when_ns);

#endif /* SIM_MACHINE_CLOCK_H */
