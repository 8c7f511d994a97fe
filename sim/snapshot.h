/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Worlds that have been booted and staged before.
 *
 * Up to the first op of the program a run depends on its world alone, if no
 * decision before it is anything but dull. So what boot and stage make of a
 * world is kept, and the next run in that world begins with it.
 *
 * Needs: base, scenario.
 */
#ifndef SIM_SNAPSHOT_H
#define SIM_SNAPSHOT_H

#include <stdbool.h>

#include "program.h"

/* All that is kept, together; when it is full everything is forgotten. */
#define SNAPSHOT_BYTES (48u * 1024u * 1024u)

/*
 * Put back what boot and stage made of WORLD; false if that is not known. Called
 * after the boot resets of everything, outside the CPUs.
 */
bool snapshot_restore(const struct world *world);

/* Boot and stage of WORLD are over, all is quiet: keep it. */
void snapshot_keep(const struct world *world);

#endif /* SIM_SNAPSHOT_H */
