/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Who holds which lock; what a CPU counts while it must not be descheduled;
 * and its interrupt mask.
 */
#include <string.h>

#include "bug.h"
#include "machine.h"
#include "run-state.h"
#include "effect.h"

#include "fine.h"
#include "lock.h"

#include <xen/preempt.h>

/*
 * As deep as the hypervisor's own lock checker looks. Who holds more has leaked
 * locks long ago.
 */
#define MAX_HELD 64u

static struct
{
    unsigned int run;    /* never 0; another one in each run                  */
    unsigned int number; /* of the lock that was last seen first              */
    struct
    {
        unsigned int preempt_count;
        unsigned int nr;
        struct
        {
            const struct lock_identity *lock;
            enum log_lock_how how;
        } held[MAX_HELD];
    } cpu[PROGRAM_MAX_CPUS];
} locks = {.run = 1};

/* Of the process: what locks remember of earlier runs must not come again. */
static unsigned int runs = 1;

static size_t locks_used(void)
{
    unsigned int cpus = PROGRAM_MAX_CPUS;

    while ( cpus && !locks.cpu[cpus - 1].nr &&
            !locks.cpu[cpus - 1].preempt_count )
        cpus--;
    return (size_t)((char *)&locks.cpu[cpus] - (char *)&locks);
}
STATE_USED(locks, locks_used);

void lock_reset(void)
{
    if ( !++runs )
        runs = 1;
    locks.run = runs;
    locks.number = 0;
    for ( unsigned int cpu = 0; cpu < PROGRAM_MAX_CPUS; cpu++ )
    {
        locks.cpu[cpu].preempt_count = 0;
        locks.cpu[cpu].nr = 0;
    }
}

unsigned int lock_nr_held(unsigned int cpu)
{
    SIM_BUG_ON(cpu >= PROGRAM_MAX_CPUS);
    return locks.cpu[cpu].nr;
}

bool lock_known(struct lock_identity *lock, size_t size)
{
    bool initialised;

    access_check(lock, size, true);
    initialised = lock->magic == LOCK_MAGIC;
    if ( initialised && lock->run == locks.run )
        return true;
    lock->magic = LOCK_MAGIC;
    lock->run = locks.run;
    lock->number = ++locks.number;
    lock->name = initialised ? facade_name(lock->text) : facade_argument();
    if ( !initialised )
        lock_misused(lock, LOCK_NOT_INITIALISED);
    return false;
}

bool lock_is_of_this_run(const struct lock_identity *lock)
{
    return lock->magic == LOCK_MAGIC && lock->run == locks.run;
}

bool lock_there(const struct lock_identity *lock, size_t size)
{
    return !heap_owns(lock) || heap_live(lock, size);
}

void lock_waits(struct lock_identity *lock, enum log_lock_how how)
{
    machine_note(EV_LOCK_WAIT, lock->name, lock->number, how,
                 machine_irqs_masked());
}

void lock_got(struct lock_identity *lock, enum log_lock_how how)
{
    unsigned int cpu = machine_cpu();
    unsigned int nr = locks.cpu[cpu].nr;

    if ( nr < MAX_HELD )
    {
        locks.cpu[cpu].held[nr].lock = lock;
        locks.cpu[cpu].held[nr].how = how;
        locks.cpu[cpu].nr++;
    }
    machine_note(EV_LOCK, lock->name, lock->number, how, machine_irqs_masked());
}

static void forget(unsigned int cpu, unsigned int index)
{
    unsigned int after = --locks.cpu[cpu].nr - index;

    if ( after )
        memmove(&locks.cpu[cpu].held[index], &locks.cpu[cpu].held[index + 1],
                after * sizeof(locks.cpu[cpu].held[0]));
}

bool lock_dropped(unsigned int cpu, const struct lock_identity *lock,
                  enum log_lock_how how)
{
    SIM_BUG_ON(cpu >= PROGRAM_MAX_CPUS);
    for ( unsigned int i = locks.cpu[cpu].nr; i--; )
        if ( locks.cpu[cpu].held[i].lock == lock &&
             (how == LOCK_SPIN || locks.cpu[cpu].held[i].how == how) )
        {
            if ( cpu != machine_cpu() )
                effect_on(EFFECT_ALL, 0, true);
            forget(cpu, i);
            return true;
        }
    return false;
}

void lock_released(struct lock_identity *lock, enum log_lock_how how)
{
    machine_note(EV_UNLOCK, lock->name, lock->number, how);
}

void lock_misused(struct lock_identity *lock, enum log_lock_misuse misuse)
{
    machine_note(EV_LOCK_BAD, lock->name, lock->number, misuse);
}

void lock_memory_goes(const void *start, size_t size)
{
    for ( unsigned int cpu = 0; cpu < PROGRAM_MAX_CPUS; cpu++ )
        for ( unsigned int i = locks.cpu[cpu].nr; i--; )
        {
            const struct lock_identity *lock = locks.cpu[cpu].held[i].lock;

            if ( (uintptr_t)lock - (uintptr_t)start >= size )
                continue;
            effect_on(EFFECT_ALL, 0, true);
            machine_note(EV_LOCK_BAD, lock->name, lock->number, LOCK_FREED);
            forget(cpu, i);
        }
}

unsigned int *preempt_count_here(void)
{
    return &locks.cpu[machine_cpu()].preempt_count;
}

void lock_mask_irqs(bool masked)
{
    FINE_ORDER(masked ? ORDER_MASK : ORDER_UNMASK, 0);
    machine_mask_irqs(masked);
}

void(local_irq_disable)(void)
{
    FACADE_POINT_STATED();
    lock_mask_irqs(true);
}

void(local_irq_enable)(void)
{
    lock_mask_irqs(false);
    FACADE_POINT_STATED();
}

bool local_irq_is_enabled(void)
{
    return !machine_irqs_masked();
}

void(local_irq_restore)(unsigned long flags)
{
    lock_mask_irqs(!flags);
    FACADE_POINT_STATED();
}
