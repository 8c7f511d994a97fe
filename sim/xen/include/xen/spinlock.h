/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Spinlocks: FIFO, and not recursive but for rspinlock_t. None of them masks
 * interrupts unless its name says so. Released on the CPU that took it.
 */
#ifndef XEN_SPINLOCK_H
#define XEN_SPINLOCK_H

#include <xen/call-site.h>
#include <xen/preempt.h>
#include <xen/time.h>
#include <xen/types.h>
#include <asm/system.h>

/* What is known of a lock besides its state. */
struct lock_identity
{
    unsigned int magic;  /* LOCK_MAGIC once initialised                     */
    unsigned int run;    /* in which number and name were given             */
    unsigned int number; /* within the run                                  */
    unsigned int name;
    const char *text; /* as initialised: "l", "&ctx->lock"               */
};

#define LOCK_MAGIC  0x10cc10ccU
#define LOCK_NO_CPU 0xffffU
#define LOCK_IDENTITY(what)                                                    \
    {                                                                          \
        LOCK_MAGIC, 0, 0, 0, what                                              \
    }

typedef struct spinlock
{
    struct lock_identity identity;
    unsigned int head; /* the ticket that is served                         */
    unsigned int tail; /* the next ticket to draw                           */
    uint16_t owner;    /* CPU, or LOCK_NO_CPU                               */
    uint16_t depth;    /* of an rspinlock_t                                 */
} spinlock_t;

#define SPIN_LOCK_NAMED(what)                                                  \
    {                                                                          \
        .identity = LOCK_IDENTITY(what), .owner = LOCK_NO_CPU                  \
    }
#define SPIN_LOCK_UNLOCKED SPIN_LOCK_NAMED("lock")

#define DEFINE_SPINLOCK(l) spinlock_t l = SPIN_LOCK_NAMED(#l)

#define spin_lock_init(l)  (*(l) = (spinlock_t)SPIN_LOCK_NAMED(#l))

void _spin_lock(spinlock_t *lock);
void _spin_lock_irq(spinlock_t *lock);
unsigned long _spin_lock_irqsave(spinlock_t *lock);
void _spin_unlock(spinlock_t *lock);
void _spin_unlock_irq(spinlock_t *lock);
void _spin_unlock_irqrestore(spinlock_t *lock, unsigned long flags);
bool _spin_is_locked(const spinlock_t *lock);
bool _spin_trylock(spinlock_t *lock);
/* Wait until whoever holds it now has released it. */
void _spin_barrier(spinlock_t *lock);

static always_inline void spin_lock(spinlock_t *l)
{
    _spin_lock(l);
}

static always_inline void spin_lock_irq(spinlock_t *l)
{
    _spin_lock_irq(l);
}

#define spin_lock(l)     CALL_SITE_1("spin_lock(" #l ")", _spin_lock, l)
#define spin_lock_irq(l) CALL_SITE_1("spin_lock_irq(" #l ")", _spin_lock_irq, l)
#define spin_lock_irqsave(l, f)                                                \
    ((f) = CALL_SITE_1("spin_lock_irqsave(" #l ")", _spin_lock_irqsave, l))
#define spin_lock_cb(l, c, d) spin_lock(l)
#define spin_trylock(l)       CALL_SITE_1("spin_trylock(" #l ")", _spin_trylock, l)
#define spin_unlock(l)        CALL_SITE_1("spin_unlock(" #l ")", _spin_unlock, l)
#define spin_unlock_irq(l)                                                     \
    CALL_SITE_1("spin_unlock_irq(" #l ")", _spin_unlock_irq, l)
#define spin_unlock_irqrestore(l, f)                                           \
    CALL_SITE_2("spin_unlock_irqrestore(" #l ")", _spin_unlock_irqrestore, l, f)
#define spin_trylock_irqsave(l, f)                                             \
    ({                                                                         \
        local_irq_save(f);                                                     \
        spin_trylock(l) ? true : ({                                            \
            local_irq_restore(f);                                              \
            false;                                                             \
        });                                                                    \
    })
#define spin_is_locked(l) _spin_is_locked(l)
#define spin_barrier(l)   CALL_SITE_1("spin_barrier(" #l ")", _spin_barrier, l)

#include <xen/rspinlock.h>

#endif /* XEN_SPINLOCK_H */
