/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The lists in a reply to NOTIFICATION_INFO_GET: FF-A 1.1, table 16.24. For the
 * oracles only.
 */
#ifndef SIM_ORACLE_INFO_LIST_H
#define SIM_ORACLE_INFO_LIST_H

#include <stdbool.h>
#include <stdint.h>

/* X is a successful reply, x0 .. x7. The first endpoint in it that is not SELF,
 * and no SP if SPS are expected; SELF if there is none. */
uint16_t info_list_other(const uint64_t *x, uint16_t self, bool sps);

/* Is there a list of ENDPOINT in it? */
bool info_list_names(const uint64_t *x, uint16_t endpoint);

#endif /* SIM_ORACLE_INFO_LIST_H */
