/* SPDX-License-Identifier: GPL-2.0-only */
/* The second half of xen/spinlock.h: a lock its owner may take again. */
#ifndef XEN_RSPINLOCK_H
#define XEN_RSPINLOCK_H

typedef struct rspinlock
{
    spinlock_t lock;
} rspinlock_t;

#define RSPIN_LOCK_UNLOCKED                                                    \
    {                                                                          \
        SPIN_LOCK_NAMED("lock")                                                \
    }
#define DEFINE_RSPINLOCK(l) rspinlock_t l = {SPIN_LOCK_NAMED(#l)}
#define rspin_lock_init(l)  (*(l) = (rspinlock_t){SPIN_LOCK_NAMED(#l)})

void _rspin_lock(rspinlock_t *lock);
bool _rspin_trylock(rspinlock_t *lock);
unsigned long _rspin_lock_irqsave(rspinlock_t *lock);
void _rspin_unlock(rspinlock_t *lock);
void _rspin_unlock_irqrestore(rspinlock_t *lock, unsigned long flags);
bool _rspin_is_locked(const rspinlock_t *lock);

static always_inline void rspin_lock(rspinlock_t *l)
{
    _rspin_lock(l);
}

#define rspin_lock(l)    CALL_SITE_1("rspin_lock(" #l ")", _rspin_lock, l)
#define rspin_trylock(l) CALL_SITE_1("rspin_trylock(" #l ")", _rspin_trylock, l)
#define rspin_lock_irqsave(l, f)                                               \
    ((f) = CALL_SITE_1("rspin_lock_irqsave(" #l ")", _rspin_lock_irqsave, l))
#define rspin_unlock(l) CALL_SITE_1("rspin_unlock(" #l ")", _rspin_unlock, l)
#define rspin_unlock_irqrestore(l, f)                                          \
    CALL_SITE_2("rspin_unlock_irqrestore(" #l ")", _rspin_unlock_irqrestore,   \
                l, f)
#define rspin_is_locked(l) _rspin_is_locked(l)
#define rspin_barrier(l)   spin_barrier(&(l)->lock)

/* An rspinlock_t used as if it were none. */
#define nrspin_lock(l)                 spin_lock(&(l)->lock)
#define nrspin_lock_irq(l)             spin_lock_irq(&(l)->lock)
#define nrspin_lock_irqsave(l, f)      spin_lock_irqsave(&(l)->lock, f)
#define nrspin_trylock(l)              spin_trylock(&(l)->lock)
#define nrspin_unlock(l)               spin_unlock(&(l)->lock)
#define nrspin_unlock_irq(l)           spin_unlock_irq(&(l)->lock)
#define nrspin_unlock_irqrestore(l, f) spin_unlock_irqrestore(&(l)->lock, f)

#endif /* XEN_RSPINLOCK_H */
