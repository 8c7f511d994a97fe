/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Loads and stores, between those who tell of them and those who check them.
 *
 * Needs: machine, fine.h.
 */
#ifndef SIM_XEN_ACCESS_HOOKS_H
#define SIM_XEN_ACCESS_HOOKS_H

#include "fiber.h"
#include "fine.h"

/* access_left was used up. */
void access_stop_endless(void) __attribute__((noreturn, cold));

/* SIZE bytes at START, not on the stack, are about to be touched so. */
void access_watch(const volatile void *start, size_t size, unsigned int touch);

/* Copies and fills that no call site tells of: assignments of structures. */
void *access_implied_copy(void *to, const void *from, size_t length);
void *access_implied_set(void *to, int value, size_t length);

/* What is on the stack of the caller, or of its callers, is its own affair. */
static inline bool access_on_stack(const volatile void *start,
                                   const void *frame)
{
    return (uintptr_t)start - (uintptr_t)frame < FIBER_STACK_BYTES;
}

#endif /* SIM_XEN_ACCESS_HOOKS_H */
