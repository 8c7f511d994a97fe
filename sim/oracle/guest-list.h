/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What guests are told of partitions. For abi-mismatch only, which shows every
 * event that it has to it.
 *
 * FF-A 1.2, 13.8 and 13.9: the list that PARTITION_INFO_GET writes, the one that
 * PARTITION_INFO_GET_REGS returns in windows, and their count are one.
 */
#ifndef SIM_ORACLE_GUEST_LIST_H
#define SIM_ORACLE_GUEST_LIST_H

#include "oracle.h"

void guest_list_reset(void);
void guest_list_call(const struct event *event);
/* A RETURN of a success; before guest_version_return(). */
bool guest_list_return(const struct event *event, const uint64_t *call,
                       struct complaint *complaint);
/* Every RETURN; after the other. */
void guest_list_returned(const struct event *event);
void guest_list_domain(const struct event *event);
/* Somebody wrote to memory that may be a guest's RX buffer. */
void guest_list_write(void);
/* A GUEST_PARTITION. */
bool guest_list_entry(const struct event *event, struct complaint *complaint);

/* SP, an endpoint, was listed to DOMID as one that takes indirect messages. */
bool guest_list_takes_messages(uint64_t domid, uint64_t sp);

#endif /* SIM_ORACLE_GUEST_LIST_H */
