/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Readers and one writer. Who cannot have the lock at once draws a ticket; the
 * head of the queue goes on when its condition holds. A writer at the head
 * keeps newcomers out; a reader there does not, so it may be overtaken.
 */
#include "machine.h"

#include "lock.h"

#include <xen/preempt.h>
#include <xen/rwlock.h>

static void prepare(rwlock_t *lock)
{
    if ( lock_known(&lock->identity, sizeof(*lock)) )
        return;
    lock->readers = 0;
    lock->writer = LOCK_NO_CPU;
    lock->head = 0;
    lock->tail = 0;
    lock->writes = 0;
}

static uint64_t ticket_bit(unsigned int ticket)
{
    return (uint64_t)1 << (ticket % 64);
}

static bool writer_waits(const rwlock_t *lock)
{
    return lock->head != lock->tail && lock->writes & ticket_bit(lock->head);
}

/* Without queueing. */
static bool may_read(const rwlock_t *lock)
{
    if ( lock->writer != LOCK_NO_CPU )
        return lock->writer == machine_cpu();
    return !writer_waits(lock);
}

static bool may_write(const rwlock_t *lock)
{
    return lock->writer == LOCK_NO_CPU && !lock->readers && !writer_waits(lock);
}

struct ticket
{
    const rwlock_t *lock;
    unsigned int number;
};

static bool served(const void *arg)
{
    const struct ticket *ticket = arg;
    const rwlock_t *lock = ticket->lock;

    if ( !lock_there(&lock->identity, sizeof(*lock)) )
        return true;
    if ( lock->head != ticket->number || lock->writer != LOCK_NO_CPU )
        return false;
    return !lock->readers || !(lock->writes & ticket_bit(ticket->number));
}

static void queue(rwlock_t *lock, enum log_lock_how how)
{
    struct ticket ticket = {lock, lock->tail++};

    if ( how == LOCK_WRITE )
        lock->writes |= ticket_bit(ticket.number);
    else
        lock->writes &= ~ticket_bit(ticket.number);
    lock_waits(&lock->identity, how);
    facade_wait(served, &ticket);
    access_check(lock, sizeof(*lock), true);
    lock->head++;
}

static void take(rwlock_t *lock, enum log_lock_how how)
{
    if ( how == LOCK_WRITE )
        lock->writer = (uint16_t)machine_cpu();
    else
        lock->readers++;
    lock_got(&lock->identity, how);
}

void _read_lock(rwlock_t *lock)
{
    FACADE_POINT_STATED();
    prepare(lock);
    preempt_disable();
    if ( !may_read(lock) )
        queue(lock, LOCK_READ);
    take(lock, LOCK_READ);
}

bool _read_trylock(rwlock_t *lock)
{
    FACADE_POINT_STATED();
    prepare(lock);
    if ( !may_read(lock) )
        return false;
    preempt_disable();
    take(lock, LOCK_READ);
    return true;
}

void _read_unlock(rwlock_t *lock)
{
    prepare(lock);
    if ( !lock_dropped(machine_cpu(), &lock->identity, LOCK_READ) )
        lock_misused(&lock->identity, LOCK_NOT_HELD);
    else
    {
        lock->readers--;
        lock_released(&lock->identity, LOCK_READ);
        preempt_enable();
    }
    FACADE_POINT_STATED();
}

void _write_lock(rwlock_t *lock)
{
    FACADE_POINT_STATED();
    prepare(lock);
    preempt_disable();
    if ( !may_write(lock) )
        queue(lock, LOCK_WRITE);
    take(lock, LOCK_WRITE);
}

bool _write_trylock(rwlock_t *lock)
{
    FACADE_POINT_STATED();
    prepare(lock);
    if ( !may_write(lock) )
        return false;
    preempt_disable();
    take(lock, LOCK_WRITE);
    return true;
}

void _write_unlock(rwlock_t *lock)
{
    prepare(lock);
    if ( !lock_dropped(machine_cpu(), &lock->identity, LOCK_WRITE) )
        lock_misused(&lock->identity, LOCK_NOT_HELD);
    else
    {
        lock->writer = LOCK_NO_CPU;
        lock_released(&lock->identity, LOCK_WRITE);
        preempt_enable();
    }
    FACADE_POINT_STATED();
}

bool _rw_is_locked(const rwlock_t *lock)
{
    access_check(lock, sizeof(*lock), false);
    return lock->readers || lock->writer != LOCK_NO_CPU;
}

bool _rw_is_write_locked(const rwlock_t *lock)
{
    access_check(lock, sizeof(*lock), false);
    return lock->writer != LOCK_NO_CPU;
}
