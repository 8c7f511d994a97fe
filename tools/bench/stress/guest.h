/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef STRESS_GUEST_H
#define STRESS_GUEST_H

#include <stdint.h>

/* Each thread has random numbers of its own. */
void guest_seed(uint64_t seed);
uint32_t guest_random(uint32_t below);

/* This CPU's vCPU of DOMAIN makes a call; an NPI is answered by a GET. */
void guest_step(unsigned int domain);

/* An SP signals DOMAIN; not to be told of it within PATIENCE ns is wrong. */
void guest_signal(unsigned int domain, int64_t patience);

#endif /* STRESS_GUEST_H */
