/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Pages of simulated memory.
 *
 * A frame has an owner, a reference count and 4 KiB of bytes. A frame whose
 * count is 0 is free: no access is legal. page_bytes() and page_window() have
 * nothing for it, sanitizers report a touch, and its bytes are a pattern.
 * Freed frames are not handed out again within a run unless the world allows it
 * and the choice stream says so (CHOICE_REUSE, 1: the lowest that fits).
 *
 * Needs: machine.h, base.
 */
#ifndef SIM_MACHINE_PAGE_H
#define SIM_MACHINE_PAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PAGE_BYTES        4096u
#define PAGE_FRAMES       1024u
#define PAGE_BASE_MFN     0x40000u /* machine frame of page 0                   */

#define PAGE_FILL         0xfd /* every byte of a free or fresh frame      */

#define PAGE_OWNER_NOBODY 0xffffu /* of a free frame                          */
#define PAGE_OWNER_XEN    0x7ff2u

void page_boot(void);

/*
 * NR frames in a row (a power of two, so aligned), owned by OWNER, count 1
 * each, filled with PAGE_FILL. Returns the first index, or -1 if no frames are
 * left.
 */
int page_alloc(uint16_t owner, unsigned int nr);

uint16_t page_owner(unsigned int frame);
unsigned int page_count(unsigned int frame);

/* One more reference; false if the frame is free. */
bool page_get(unsigned int frame);
/* One less; it has one (SIM_BUG_ON). At 0 the frame is freed: true. */
bool page_put(unsigned int frame);

/* The bytes; NULL if the frame is free. */
void *page_bytes(unsigned int frame);

/* Conversions; -1 for what is outside simulated memory. */
uint64_t page_to_address(unsigned int frame);
int page_from_address(uint64_t address);
int page_from_pointer(const void *pointer);

/*
 * The bytes behind machine address ADDRESS for LENGTH bytes: NULL unless all
 * of it is in frames that are in use.
 */
void *page_window(uint64_t address, size_t length);

#endif /* SIM_MACHINE_PAGE_H */
