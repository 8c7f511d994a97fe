/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Facts as effects: whoever judges a log compares the order of some of them.
 *
 * Needs: effect.h, log.
 */
#ifndef SIM_MACHINE_EFFECT_FACT_H
#define SIM_MACHINE_EFFECT_FACT_H

#include <stdint.h>

#include "log.h"

/* The current CPU appends such a fact, and effects are wanted. */
void effect_of_fact(enum event_kind kind, name_t name, const uint64_t *args);

#endif /* SIM_MACHINE_EFFECT_FACT_H */
