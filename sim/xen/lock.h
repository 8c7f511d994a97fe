/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What spinlocks and rwlocks have in common: identities, and who holds what.
 *
 * Needs: facade.h.
 */
#ifndef SIM_XEN_LOCK_H
#define SIM_XEN_LOCK_H

#include "log.h"

#include "facade.h"

#include <xen/spinlock.h>

/*
 * SIZE bytes at LOCK, which begins with its identity, are about to be used.
 * False: they are not an initialised lock of this run, and all but the
 * identity must be set to unlocked. LOCK_NOT_INITIALISED is noted.
 */
bool lock_known(struct lock_identity *lock, size_t size);

/* Interrupts of the current CPU, on behalf of the mediator. */
void lock_mask_irqs(bool masked);

/* Has anybody used it in this run? */
bool lock_is_of_this_run(const struct lock_identity *lock);

/* Still there? A lock may be freed under those who wait for it. */
bool lock_there(const struct lock_identity *lock, size_t size);

/* The current CPU waits for it, or has got it. */
void lock_waits(struct lock_identity *lock, enum log_lock_how how);
void lock_got(struct lock_identity *lock, enum log_lock_how how);

/* CPU holds it no more; false if it did not. Says nothing to the log. */
bool lock_dropped(unsigned int cpu, const struct lock_identity *lock,
                  enum log_lock_how how);

/* The current CPU has released it, or tried to without holding it. */
void lock_released(struct lock_identity *lock, enum log_lock_how how);
void lock_misused(struct lock_identity *lock, enum log_lock_misuse misuse);

#endif /* SIM_XEN_LOCK_H */
