/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Guests' physical memory, as guests and the toolstack use and change it.
 *
 * A guest has PROGRAM_RAM_PAGES pages of RAM, the last of them read-only, each
 * populated when somebody first looks, and a page of a device at 0x9000000.
 * Pages of others can be mapped in place of its own, or beyond them, as foreign
 * or grant mappings; those hold a reference on the page, as in Xen.
 *
 * Addresses need not be good. False: nothing there that allows it.
 *
 * Needs: base, scenario, log, machine.
 */
#ifndef SIM_XEN_ADDRESS_SPACE_H
#define SIM_XEN_ADDRESS_SPACE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * What word I of a page of RAM is before anybody writes: whose it is, and I. Two
 * of them in a row are no accident.
 */
#define ADDRESS_SPACE_PATTERN(domid, i)                                        \
    (0xc5000000u | ((domid) ^ 0x5au) << 16 | (i))

/* The guest's own loads and stores: SIZE bytes, which may cross pages; those
 * before the first bad one are done. */
bool address_space_read(unsigned int domid, uint64_t address, void *bytes,
                        size_t size);
bool address_space_write(unsigned int domid, uint64_t address,
                         const void *bytes, size_t size);

/* The frame of the page at ADDRESS, if it is RAM of the guest's own; or -1. */
int address_space_frame(unsigned int domid, uint64_t address);

/* XENMEM_decrease_reservation and XENMEM_populate_physmap of one page. */
bool address_space_remove(unsigned int domid, uint64_t address);
bool address_space_populate(unsigned int domid, uint64_t address);

enum mapping
{
    MAPPING_FOREIGN,
    MAPPING_GRANT,
};

/* SOURCE of domain OF appears at ADDRESS, where nothing is or RAM was. */
bool address_space_map(unsigned int domid, uint64_t address,
                       enum mapping mapping, unsigned int of, uint64_t source,
                       bool readonly);
bool address_space_unmap(unsigned int domid, uint64_t address);
/* Does it have anything of others mapped? Unmap it all. */
bool address_space_borrows(unsigned int domid);
void address_space_unmap_all(unsigned int domid);

#endif /* SIM_XEN_ADDRESS_SPACE_H */
