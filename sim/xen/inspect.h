/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A look into the memory that the mediator was given, for tools.
 *
 * Needs: base.
 */
#ifndef SIM_XEN_INSPECT_H
#define SIM_XEN_INSPECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "name.h"

struct inspected
{
    name_t class;
    size_t size;
    bool live; /* not freed                                                 */
};

/* Object NUMBER of the run (EV_ALLOC); false: it was not made yet. */
bool inspect_object(unsigned int number, struct inspected *object);

/* Up to SIZE bytes of it at OFFSET; returns how many. Also of what was freed. */
size_t inspect_bytes(unsigned int number, size_t offset, uint8_t *bytes,
                     size_t size);

/* The number of the object that ADDRESS is in, and how far; 0: in none. */
unsigned int inspect_find(uintptr_t address, size_t *offset);

/* That of what the mediator keeps for the domain DOMID now; 0: none. */
unsigned int inspect_tee(unsigned int domid);

#endif /* SIM_XEN_INSPECT_H */
