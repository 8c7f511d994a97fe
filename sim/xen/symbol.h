/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The mediator's statics by name, from the symbols of this program's file.
 *
 * Needs: base.
 */
#ifndef SIM_XEN_SYMBOL_H
#define SIM_XEN_SYMBOL_H

#include <stdint.h>

#include "name.h"

/*
 * The static that ADDRESS is in, and how far from its start; as compilers
 * name it, less what they add to those of functions. Without symbols: "static",
 * and how far from the start of all of them.
 */
name_t symbol_find(const void *address, uint32_t *offset);

#endif /* SIM_XEN_SYMBOL_H */
