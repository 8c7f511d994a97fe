/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The hypervisor as a caller: its FF-A version and its RX/TX buffers.
 *
 * Private to spmc/.
 */
#ifndef SIM_SPMC_SETUP_H
#define SIM_SPMC_SETUP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

void setup_boot(void);

/* The caller made another call than VERSION. */
void setup_used(void);
/* The caller speaks FF-A 1.MINOR or later, as far as the SPMC does. */
bool setup_caller_since(int minor);

/*
 * The caller's RX buffer, SIZE bytes of it, for the SPMC to write. Status:
 * BUSY when there is none or the caller owns it, NO_MEMORY, ABORTED when the
 * pages are gone. setup_rx_filled() then hands it to the caller.
 */
int32_t setup_rx_window(size_t size, void **window);
void setup_rx_filled(void);

#endif /* SIM_SPMC_SETUP_H */
