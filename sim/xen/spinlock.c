/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Ticket locks. Whose ticket is served holds the lock, even before its CPU
 * has gone on, so nobody can barge in.
 *
 * Another CPU may run before a lock is asked for and after it is released.
 */
#include "machine.h"
#include "sched.h"
#include "sched-view.h"
#include "effect.h"

#include "lock.h"

#include <xen/preempt.h>

static void prepare(spinlock_t *lock)
{
    if ( lock_known(&lock->identity, sizeof(*lock)) )
        return;
    lock->head = 0;
    lock->tail = 0;
    lock->owner = LOCK_NO_CPU;
    lock->depth = 0;
}

struct ticket
{
    const spinlock_t *lock;
    unsigned int number;
};

static bool served(const void *arg)
{
    const struct ticket *ticket = arg;

    return !lock_there(&ticket->lock->identity, sizeof(*ticket->lock)) ||
           ticket->lock->head == ticket->number;
}

static void take(spinlock_t *lock, enum log_lock_how how)
{
    lock->owner = (uint16_t)machine_cpu();
    effect_on_door(lock, true);
    lock_got(&lock->identity, how);
}

static void acquire(spinlock_t *lock)
{
    struct ticket ticket = {lock, 0};

    prepare(lock);
    preempt_disable();
    ticket.number = lock->tail++;
    if ( lock->head != ticket.number )
    {
        lock_waits(&lock->identity, LOCK_SPIN);
        facade_wait(served, &ticket);
        access_check(lock, sizeof(*lock), true);
    }
    take(lock, LOCK_SPIN);
}

static void release(spinlock_t *lock)
{
    prepare(lock);
    if ( lock->head == lock->tail )
    {
        lock_misused(&lock->identity, LOCK_NOT_HELD);
        return;
    }
    if ( lock->owner != machine_cpu() )
        lock_misused(&lock->identity, LOCK_NOT_HELD);
    if ( lock->owner != LOCK_NO_CPU )
        lock_dropped(lock->owner, &lock->identity, LOCK_SPIN);
    lock->owner = LOCK_NO_CPU;
    effect_on_door(lock, false);
    lock->head++;
    lock_released(&lock->identity, LOCK_SPIN);
    preempt_enable();
}

/* Of this run, and nobody has it. What is not there is nobody's. */
static bool is_free(const void *arg)
{
    const spinlock_t *lock = arg;

    return !lock_there(&lock->identity, sizeof(*lock)) ||
           !lock_is_of_this_run(&lock->identity) || lock->head == lock->tail;
}

/* A decision point; who goes on while the lock is taken waits for it. */
#define POINT_BEFORE(lock)                                                     \
    do                                                                         \
    {                                                                          \
        sched_door(is_free, lock);                                             \
        FACADE_POINT_STATED();                                                 \
        sched_door(NULL, NULL);                                                \
    } while ( 0 )

void _spin_lock(spinlock_t *lock)
{
    POINT_BEFORE(lock);
    acquire(lock);
}

void _spin_lock_irq(spinlock_t *lock)
{
    POINT_BEFORE(lock);
    lock_mask_irqs(true);
    acquire(lock);
}

unsigned long _spin_lock_irqsave(spinlock_t *lock)
{
    unsigned long flags;

    POINT_BEFORE(lock);
    flags = local_irq_is_enabled();
    lock_mask_irqs(true);
    acquire(lock);
    return flags;
}

void _spin_unlock(spinlock_t *lock)
{
    release(lock);
    FACADE_POINT_STATED();
}

void _spin_unlock_irq(spinlock_t *lock)
{
    release(lock);
    lock_mask_irqs(false);
    FACADE_POINT_STATED();
}

void _spin_unlock_irqrestore(spinlock_t *lock, unsigned long flags)
{
    release(lock);
    lock_mask_irqs(!flags);
    FACADE_POINT_STATED();
}

bool _spin_is_locked(const spinlock_t *lock)
{
    access_check(lock, sizeof(*lock), false);
    return lock->head != lock->tail;
}

bool _spin_trylock(spinlock_t *lock)
{
    FACADE_POINT_STATED();
    prepare(lock);
    if ( lock->head != lock->tail )
        return false;
    preempt_disable();
    lock->tail++;
    take(lock, LOCK_TRY);
    return true;
}

static bool moved_on(const void *arg)
{
    const struct ticket *ticket = arg;

    return !lock_there(&ticket->lock->identity, sizeof(*ticket->lock)) ||
           ticket->lock->head != ticket->number;
}

void _spin_barrier(spinlock_t *lock)
{
    struct ticket ticket = {lock, 0};

    FACADE_POINT_STATED();
    prepare(lock);
    ticket.number = lock->head;
    if ( lock->head != lock->tail )
        facade_wait(moved_on, &ticket);
}

static bool owned(const rspinlock_t *lock)
{
    return _spin_is_locked(&lock->lock) && lock->lock.owner == machine_cpu();
}

void _rspin_lock(rspinlock_t *lock)
{
    FACADE_POINT_STATED();
    prepare(&lock->lock);
    if ( !owned(lock) )
        acquire(&lock->lock);
    lock->lock.depth++;
}

bool _rspin_trylock(rspinlock_t *lock)
{
    prepare(&lock->lock);
    if ( !owned(lock) && !_spin_trylock(&lock->lock) )
        return false;
    lock->lock.depth++;
    return true;
}

unsigned long _rspin_lock_irqsave(rspinlock_t *lock)
{
    unsigned long flags;

    FACADE_POINT_STATED();
    flags = local_irq_is_enabled();
    lock_mask_irqs(true);
    prepare(&lock->lock);
    if ( !owned(lock) )
        acquire(&lock->lock);
    lock->lock.depth++;
    return flags;
}

static void release_one(rspinlock_t *lock)
{
    prepare(&lock->lock);
    if ( lock->lock.depth > 1 && owned(lock) )
        lock->lock.depth--;
    else
    {
        lock->lock.depth = 0;
        release(&lock->lock);
    }
}

void _rspin_unlock(rspinlock_t *lock)
{
    release_one(lock);
    FACADE_POINT_STATED();
}

void _rspin_unlock_irqrestore(rspinlock_t *lock, unsigned long flags)
{
    release_one(lock);
    lock_mask_irqs(!flags);
    FACADE_POINT_STATED();
}

bool _rspin_is_locked(const rspinlock_t *lock)
{
    return owned(lock);
}
