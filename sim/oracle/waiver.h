/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What is known and let pass: waivers.def. For the oracles only.
 */
#ifndef SIM_ORACLE_WAIVER_H
#define SIM_ORACLE_WAIVER_H

#include <stdbool.h>

#include "name.h"

/* This KIND of failure at objects of CLASS is. */
bool waiver_for(const char *kind, name_t class);

#endif /* SIM_ORACLE_WAIVER_H */
