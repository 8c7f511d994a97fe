/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Many readers or one writer. Who does not get it at once queues; a writer at
 * the head of the queue keeps new readers out, so a reader must not take the
 * lock a second time. The writer may take the read side.
 */
#ifndef XEN_RWLOCK_H
#define XEN_RWLOCK_H

#include <xen/call-site.h>
#include <xen/spinlock.h>

typedef struct rwlock
{
    struct lock_identity identity;
    unsigned int readers;
    uint16_t writer;   /* CPU, or LOCK_NO_CPU                               */
    unsigned int head; /* of the queue: the ticket that is served           */
    unsigned int tail; /* the next ticket to draw                           */
    uint64_t writes;   /* bit: ticket modulo 64 is a writer's               */
} rwlock_t;

#define RW_LOCK_NAMED(what)                                                    \
    {                                                                          \
        .identity = LOCK_IDENTITY(what), .writer = LOCK_NO_CPU                 \
    }
#define RW_LOCK_UNLOCKED RW_LOCK_NAMED("lock")
#define DEFINE_RWLOCK(l) rwlock_t l = RW_LOCK_NAMED(#l)
#define rwlock_init(l)   (*(l) = (rwlock_t)RW_LOCK_NAMED(#l))

void _read_lock(rwlock_t *lock);
bool _read_trylock(rwlock_t *lock);
void _read_unlock(rwlock_t *lock);
void _write_lock(rwlock_t *lock);
bool _write_trylock(rwlock_t *lock);
void _write_unlock(rwlock_t *lock);
bool _rw_is_locked(const rwlock_t *lock);
bool _rw_is_write_locked(const rwlock_t *lock);

static always_inline void read_lock(rwlock_t *l)
{
    _read_lock(l);
}

static always_inline void write_lock(rwlock_t *l)
{
    _write_lock(l);
}

#define read_lock(l)          CALL_SITE_1("read_lock(" #l ")", _read_lock, l)
#define read_trylock(l)       CALL_SITE_1("read_trylock(" #l ")", _read_trylock, l)
#define read_unlock(l)        CALL_SITE_1("read_unlock(" #l ")", _read_unlock, l)
#define write_lock(l)         CALL_SITE_1("write_lock(" #l ")", _write_lock, l)
#define write_trylock(l)      CALL_SITE_1("write_trylock(" #l ")", _write_trylock, l)
#define write_unlock(l)       CALL_SITE_1("write_unlock(" #l ")", _write_unlock, l)

#define rw_is_locked(l)       _rw_is_locked(l)
#define rw_is_write_locked(l) _rw_is_write_locked(l)

#define read_lock_irq(l)                                                       \
    do                                                                         \
    {                                                                          \
        local_irq_disable();                                                   \
        read_lock(l);                                                          \
    } while ( 0 )
#define read_unlock_irq(l)                                                     \
    do                                                                         \
    {                                                                          \
        read_unlock(l);                                                        \
        local_irq_enable();                                                    \
    } while ( 0 )
#define read_lock_irqsave(l, f)                                                \
    do                                                                         \
    {                                                                          \
        local_irq_save(f);                                                     \
        read_lock(l);                                                          \
    } while ( 0 )
#define read_unlock_irqrestore(l, f)                                           \
    do                                                                         \
    {                                                                          \
        read_unlock(l);                                                        \
        local_irq_restore(f);                                                  \
    } while ( 0 )
#define write_lock_irq(l)                                                      \
    do                                                                         \
    {                                                                          \
        local_irq_disable();                                                   \
        write_lock(l);                                                         \
    } while ( 0 )
#define write_unlock_irq(l)                                                    \
    do                                                                         \
    {                                                                          \
        write_unlock(l);                                                       \
        local_irq_enable();                                                    \
    } while ( 0 )
#define write_lock_irqsave(l, f)                                               \
    do                                                                         \
    {                                                                          \
        local_irq_save(f);                                                     \
        write_lock(l);                                                         \
    } while ( 0 )
#define write_unlock_irqrestore(l, f)                                          \
    do                                                                         \
    {                                                                          \
        write_unlock(l);                                                       \
        local_irq_restore(f);                                                  \
    } while ( 0 )

#endif /* XEN_RWLOCK_H */
