/* SPDX-License-Identifier: GPL-2.0-only */
/* RCU and locks, from the compiler's atomics. */
#include "stress.h"

#include <xen/rcupdate.h>
#include <xen/spinlock.h>

static struct
{
    _Alignas(64) unsigned int section; /* odd: inside                       */
    unsigned int depth;
} readers[STRESS_CPUS];

void stress_read_begin(void)
{
    if ( !readers[stress_cpu].depth++ )
        __atomic_add_fetch(&readers[stress_cpu].section, 1, __ATOMIC_SEQ_CST);
}

void stress_read_end(void)
{
    if ( !--readers[stress_cpu].depth )
        __atomic_add_fetch(&readers[stress_cpu].section, 1, __ATOMIC_SEQ_CST);
}

void stress_grace_period(void)
{
    for ( unsigned int cpu = 0; cpu < STRESS_CPUS; cpu++ )
    {
        unsigned int seen =
            __atomic_load_n(&readers[cpu].section, __ATOMIC_SEQ_CST);

        while ( seen % 2 && seen == __atomic_load_n(&readers[cpu].section,
                                                    __ATOMIC_SEQ_CST) )
            stress_yield();
    }
}

void rcu_read_lock(rcu_read_lock_t *lock)
{
    (void)lock;
    stress_read_begin();
}

void rcu_read_unlock(rcu_read_lock_t *lock)
{
    (void)lock;
    stress_read_end();
}

void stress_lock(struct stress_lock *lock)
{
    while ( __atomic_test_and_set(&lock->taken, __ATOMIC_ACQUIRE) )
        stress_yield();
}

void stress_unlock(struct stress_lock *lock)
{
    __atomic_clear(&lock->taken, __ATOMIC_RELEASE);
}

void _spin_lock(spinlock_t *lock)
{
    unsigned int ticket = __atomic_fetch_add(&lock->tail, 1, __ATOMIC_RELAXED);

    while ( __atomic_load_n(&lock->head, __ATOMIC_ACQUIRE) != ticket )
        stress_yield();
    lock->owner = (uint16_t)stress_cpu;
}

void _spin_unlock(spinlock_t *lock)
{
    lock->owner = LOCK_NO_CPU;
    __atomic_add_fetch(&lock->head, 1, __ATOMIC_RELEASE);
}

bool _spin_trylock(spinlock_t *lock)
{
    unsigned int head = __atomic_load_n(&lock->head, __ATOMIC_RELAXED);

    if ( !__atomic_compare_exchange_n(&lock->tail, &head, head + 1, false,
                                      __ATOMIC_ACQUIRE, __ATOMIC_RELAXED) )
        return false;
    lock->owner = (uint16_t)stress_cpu;
    return true;
}

bool _spin_is_locked(const spinlock_t *lock)
{
    return __atomic_load_n(&lock->head, __ATOMIC_RELAXED) !=
           __atomic_load_n(&lock->tail, __ATOMIC_RELAXED);
}

/* Interrupts have a CPU of their own here: there is nothing to mask. */
unsigned long _spin_lock_irqsave(spinlock_t *lock)
{
    _spin_lock(lock);
    return 0;
}

void _spin_unlock_irqrestore(spinlock_t *lock, unsigned long flags)
{
    (void)flags;
    _spin_unlock(lock);
}

void _spin_lock_irq(spinlock_t *lock)
{
    _spin_lock(lock);
}

void _spin_unlock_irq(spinlock_t *lock)
{
    _spin_unlock(lock);
}
