/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Which version of FF-A a guest has, by what it asked for and was told. For
 * abi-mismatch only, which shows every call and reply to it.
 *
 * FF-A 1.1, 13.2: VERSION may be repeated until another call is made; from then
 * on the last one that both sides can work with is in force.
 */
#ifndef SIM_ORACLE_GUEST_VERSION_H
#define SIM_ORACLE_GUEST_VERSION_H

#include "oracle.h"

/* Of a domain from its creation on. */
struct guest_version
{
    uint32_t negotiated; /* 0: nothing yet                                  */
    uint32_t in_force;   /* 0: still to be changed                          */
    bool proven;         /* a call has returned since it is                 */
    bool unsure; /* calls overlapped while that was not settled             */
    bool bits32;
    uint8_t open; /* calls of it                                            */
};

void guest_version_reset(void);
/* NULL for a domid that no domain of the simulator can have. */
struct guest_version *guest_version_of(uint64_t domid);

/* EVENT is a CALL, a RETURN, a DOMAIN or a DOMAIN_CREATE. */
void guest_version_call(const struct event *event);
void guest_version_domain(const struct event *event);
bool guest_version_return(const struct event *event, const uint64_t *call,
                          struct complaint *complaint);

/* The minor version in force; -1: none, or it is not known. */
int guest_version_minor(const struct guest_version *version);

#endif /* SIM_ORACLE_GUEST_VERSION_H */
