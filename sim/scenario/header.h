/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Words of a scenario's header.
 *
 * Needs: base, scenario.h.
 */
#ifndef SIM_SCENARIO_HEADER_H
#define SIM_SCENARIO_HEADER_H

#include "scenario.h"

/* "pass", "failure" ...; not for EXPECT_NOTHING. */
const char *header_expect_name(enum scenario_expect expect);

#endif /* SIM_SCENARIO_HEADER_H */
