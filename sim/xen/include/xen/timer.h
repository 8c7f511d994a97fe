/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Timers: one CPU each, fired there in TIMER_SOFTIRQ once expired.
 */
#ifndef XEN_TIMER_H
#define XEN_TIMER_H

#include <xen/call-site.h>
#include <xen/time.h>
#include <xen/types.h>

struct timer
{
    s_time_t expires;
    void (*function)(void *data);
    void *data;
    const char *name; /* of function */
    uint16_t cpu;
    uint8_t status;
    unsigned int name_id; /* of name, once somebody asked */
};

#define TIMER_STATUS_invalid  0
#define TIMER_STATUS_inactive 1
#define TIMER_STATUS_killed   2
#define TIMER_STATUS_active   3

/* Bind a timer to CPU, inactive. Must not be active. */
void init_timer(struct timer *timer, void (*function)(void *data), void *data,
                unsigned int cpu);

/* Arm, whatever it was armed for before. Any context, any CPU. */
void set_timer(struct timer *timer, s_time_t expires);
void stop_timer(struct timer *timer);
void migrate_timer(struct timer *timer, unsigned int new_cpu);

/* Never again; waits while it runs. Not from its own function. */
void kill_timer(struct timer *timer);

bool timer_is_active(const struct timer *timer);
bool timer_expires_before(const struct timer *timer, s_time_t t);

#ifdef CONFIG_CALL_SITES
#define init_timer(t, callback, data, cpu)                                     \
    ({                                                                         \
        struct timer *timer_named_ = (t);                                      \
                                                                               \
        CALL_SITE("init_timer(" #t ", " #callback ")");                        \
        (init_timer)(timer_named_, callback, data, cpu);                       \
        timer_named_->name = #callback;                                        \
    })
#define set_timer(timer, expires)                                              \
    CALL_SITE_2("set_timer(" #timer ")", set_timer, timer, (s_time_t){expires})
#define stop_timer(timer)                                                      \
    CALL_SITE_1("stop_timer(" #timer ")", stop_timer, timer)
#define migrate_timer(timer, new_cpu)                                          \
    CALL_SITE_2("migrate_timer(" #timer ")", migrate_timer, timer,             \
                (unsigned int){new_cpu})
#define kill_timer(timer)                                                      \
    CALL_SITE_1("kill_timer(" #timer ")", kill_timer, timer)
#endif

#endif /* XEN_TIMER_H */
