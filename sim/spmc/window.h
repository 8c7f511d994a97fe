/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Normal-world memory as the secure world touches it.
 *
 * Private to spmc/.
 */
#ifndef SIM_SPMC_WINDOW_H
#define SIM_SPMC_WINDOW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define WINDOW_NO_FRAME 0xffffu

/* The frame at ADDRESS; WINDOW_NO_FRAME outside of simulated memory. */
uint16_t window_frame(uint64_t address);
/* Who has FRAME now, as events say it: 0xffff nobody. */
uint16_t window_owner(uint16_t frame);

/*
 * LENGTH bytes at ADDRESS, for endpoint BY. NULL if any of it is gone. Logs
 * EV_SECURE_ACCESS for each page, up to the first that is gone.
 */
void *window_open(uint16_t by, uint64_t address, size_t length, bool write);

#endif /* SIM_SPMC_WINDOW_H */
