/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Something in the hypervisor that uses FF-A for itself, and a hardware domain
 * that does: from an initcall, in worlds that ask for it.
 */
#ifndef TESTS_SPEC_HYPERVISOR_USER_H
#define TESTS_SPEC_HYPERVISOR_USER_H

/* What it does at boot. */
#define USER_RECEIVES        (1u << 0) /* takes notifications               */
#define USER_RECEIVES_AGAIN  (1u << 1) /* twice                             */
#define USER_BINDS           (1u << 2) /* bits 1:0 of the first SP          */
#define USER_UNBINDS         (1u << 3) /* bit 1 of them                     */
#define USER_HARDWARE_DOMAIN (1u << 4) /* d0 is an endpoint                 */

struct hypervisor_user
{
    unsigned int wants;
    /* What came of it: 0, or a negative errno. */
    int receive, receive_again, bind, unbind, hardware_domain;
    /* What was received. */
    unsigned int calls;
    unsigned long long from_sps;
    unsigned int from_spm;
};

extern struct hypervisor_user hypervisor_user;

#endif /* TESTS_SPEC_HYPERVISOR_USER_H */
