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
 * name it, less what they add to those of functions; "file:name" if there is
 * another by that name in another file. *NUMBER tells apart those of one name in
 * one file. Without symbols: "static", and how far from the start of them all.
 */
name_t symbol_find(const void *address, uint32_t *offset, uint32_t *number);

#endif /* SIM_XEN_SYMBOL_H */
