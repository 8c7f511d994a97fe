/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Read-copy-update: what a reader found stays until the reader has left.
 *
 * In a read section nothing may run softirqs or wait. Sections nest.
 */
#ifndef XEN_RCUPDATE_H
#define XEN_RCUPDATE_H

#include <xen/call-site.h>
#include <xen/cpumask.h>
#include <xen/percpu.h>
#include <xen/spinlock.h>

struct rcu_head
{
    struct rcu_head *next;
    void (*func)(struct rcu_head *head);
};

#define RCU_HEAD_INIT                                                          \
    {                                                                          \
        .next = NULL, .func = NULL                                             \
    }
#define RCU_HEAD(head) struct rcu_head head = RCU_HEAD_INIT

/* One for each thing that is read; all of them are the same section. */
typedef struct rcu_read_lock
{
} rcu_read_lock_t;
#define DEFINE_RCU_READ_LOCK(x) rcu_read_lock_t x
#define RCU_READ_LOCK_INIT                                                     \
    {                                                                          \
    }
#define rcu_read_lock_init(x) ((void)(x))

void rcu_read_lock(rcu_read_lock_t *lock);
void rcu_read_unlock(rcu_read_lock_t *lock);

/* Is this CPU outside of every read section? */
int rcu_quiesced(void);

/* What P points at is as it was when P was assigned. */
#define rcu_dereference(p)                                                     \
    ({                                                                         \
        typeof(p) rcu_p_ = ACCESS_ONCE(p);                                     \
                                                                               \
        CALL_SITE_BARRIER();                                                   \
        rcu_p_;                                                                \
    })
#define rcu_assign_pointer(p, v)                                               \
    ({                                                                         \
        CALL_SITE_BARRIER();                                                   \
        ACCESS_ONCE(p) = (v);                                                  \
    })

/*
 * Call FUNC on this CPU, in RCU_SOFTIRQ, after every reader of now has left.
 * Callbacks of a CPU run in order. Any context.
 */
void call_rcu(struct rcu_head *head, void (*func)(struct rcu_head *head));

/* Wait for every callback. Interrupts on, not in a read section. */
void rcu_barrier(void);

#ifdef CONFIG_CALL_SITES
#define rcu_read_lock(lock)                                                    \
    CALL_SITE_1("rcu_read_lock(" #lock ")", rcu_read_lock, lock)
#define rcu_read_unlock(lock)                                                  \
    CALL_SITE_1("rcu_read_unlock(" #lock ")", rcu_read_unlock, lock)
#define call_rcu(head, func)                                                   \
    CALL_SITE_2("call_rcu(" #head ", " #func ")", call_rcu, head, func)
#define rcu_barrier() CALL_SITE_0("rcu_barrier()", rcu_barrier)
#endif

#endif /* XEN_RCUPDATE_H */
