/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Whose the pages are, and which of them the secure world may access: shares
 * and RX/TX pairs, as the SPMC has them. For memory-isolation only.
 */
#ifndef SIM_ORACLE_PAGES_H
#define SIM_ORACLE_PAGES_H

#include <stdbool.h>
#include <stdint.h>

#define PAGES_NOBODY 0xffffu

/* What makes pages accessible: a share, by its handle, or a pair. */
#define PAGES_PAIR(endpoint) (1ull << 63 | (endpoint))

void pages_reset(void);

/* The domid of FRAME's owner; PAGES_NOBODY if it is free, or unknown. */
unsigned int pages_owner(uint64_t frame);
void pages_allocated(uint64_t frame, uint64_t nr, unsigned int owner);
void pages_freed(uint64_t frame);

/* NR frames from FRAME become accessible by SOURCE, or SOURCE ends. */
void pages_open(uint64_t source, uint64_t frame, uint64_t nr);
void pages_close(uint64_t source);
/* What is open now may be an error of somebody else. */
void pages_excuse(void);

/* The secure world may access FRAME. SINCE: since which event. */
bool pages_are_open(uint64_t frame, unsigned int *since);

#endif /* SIM_ORACLE_PAGES_H */
