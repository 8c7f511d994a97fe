/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Vector clocks. A thread's own time moves when it releases something, so that
 * what it does afterwards is not taken for what the release tells of.
 */
#include "order.h"

#include <string.h>

#include "bug.h"

#define MAX_THINGS 4096u /* a power of two                                  */

struct clock
{
    uint32_t at[ORDER_THREADS];
};

/* What is released and acquired. */
enum thing
{
    THING_LOCK,
    THING_READERS,  /* of a lock                                            */
    THING_LOCATION, /* what a marked access at it tells of                  */
    THING_MASK,     /* interrupts of a CPU                                  */
    THING_HANDLER,  /* of an interrupt                                      */
    THING_SRI,      /* raised on a CPU                                      */
    THING_CALL,     /* of another CPU                                       */
    THING_QUEUED,   /* a tasklet or timer, by name                          */
    THING_RAN,      /* the same                                             */
    THING_READ,     /* sections of RCU                                      */
    THING_CALLBACK,
    THING_DOMAINS, /* the list                                              */
    THING_VCPU,
    THING_CALLS, /* of a domain's vCPUs                                     */
    THING_HOOKS, /* on behalf of a domain                                   */
};

static struct
{
    uint32_t run;
    bool lost;
    bool strict; /* RCU                                                     */
    unsigned int nr_things;
    unsigned int irq_depth[PROGRAM_MAX_CPUS];
    struct clock thread[ORDER_THREADS];
    struct clock fence[ORDER_THREADS];   /* as of the last barrier          */
    struct clock pending[ORDER_THREADS]; /* seen, and good after the next   */
} order;

static struct
{
    uint32_t run;
    enum thing thing;
    uint64_t id;
    struct clock clock;
} things[MAX_THINGS];

void order_reset(void)
{
    uint32_t run = order.run + 1;

    SIM_BUG_ON(!run);
    memset(&order, 0, sizeof(order));
    order.run = run;
    for ( unsigned int i = 0; i < ORDER_THREADS; i++ )
        order.thread[i].at[i] = 1;
}

bool order_lost(void)
{
    return order.lost;
}

unsigned int order_thread(const struct event *event)
{
    SIM_BUG_ON(event->cpu >= PROGRAM_MAX_CPUS);
    return 2u * event->cpu + (order.irq_depth[event->cpu] > 0);
}

uint32_t order_time(unsigned int thread)
{
    return order.thread[thread].at[thread];
}

bool order_before(unsigned int thread, uint32_t time, unsigned int other)
{
    return thread == other || time <= order.thread[other].at[thread];
}

static void join(struct clock *to, const struct clock *from)
{
    for ( unsigned int i = 0; i < ORDER_THREADS; i++ )
        if ( from->at[i] > to->at[i] )
            to->at[i] = from->at[i];
}

/* NULL: there is no room for one more. */
static struct clock *find(enum thing thing, uint64_t id)
{
    uint64_t hash = (id * 31 + thing) * 0x9e3779b97f4a7c15ull;
    unsigned int slot = (unsigned int)(hash >> 40) % MAX_THINGS;

    while ( things[slot].run == order.run &&
            (things[slot].thing != thing || things[slot].id != id) )
        slot = (slot + 1) % MAX_THINGS;
    if ( things[slot].run == order.run )
        return &things[slot].clock;
    if ( order.nr_things == MAX_THINGS - 1 )
    {
        order.lost = true;
        return NULL;
    }
    order.nr_things++;
    memset(&things[slot], 0, sizeof(things[slot]));
    things[slot].run = order.run;
    things[slot].thing = thing;
    things[slot].id = id;
    return &things[slot].clock;
}

static void acquire(unsigned int thread, enum thing thing, uint64_t id)
{
    const struct clock *clock = find(thing, id);

    if ( clock )
        join(&order.thread[thread], clock);
}

static void release(unsigned int thread, enum thing thing, uint64_t id)
{
    struct clock *clock = find(thing, id);

    if ( clock )
        join(clock, &order.thread[thread]);
    order.thread[thread].at[thread]++;
}

/* All that was is before all that comes. */
static void join_all(void)
{
    struct clock all = {{0}};

    for ( unsigned int i = 0; i < ORDER_THREADS; i++ )
        join(&all, &order.thread[i]);
    for ( unsigned int i = 0; i < ORDER_THREADS; i++ )
    {
        order.thread[i] = all;
        order.thread[i].at[i]++;
    }
}

static void acquire_all(unsigned int thread)
{
    struct clock *self = &order.thread[thread];
    uint32_t time = self->at[thread];

    for ( unsigned int i = 0; i < ORDER_THREADS; i++ )
        join(self, &order.thread[i]);
    SIM_BUG_ON(self->at[thread] != time);
}

static void barrier(unsigned int thread)
{
    join(&order.thread[thread], &order.pending[thread]);
    order.fence[thread] = order.thread[thread];
    order.thread[thread].at[thread]++;
}

/* What was there, and what is there now, passes on what barriers vouch for. */
static void see_access(const struct event *event, unsigned int thread)
{
    uint64_t touch = event->arg[3];
    uint64_t id = event->arg[0] << 32 | event->arg[1] / 8;
    struct clock *clock;

    if ( !(touch & TOUCH_MARKED) )
        return;
    clock = find(THING_LOCATION, id ^ (uint64_t)event->name << 20);
    if ( !clock )
        return;
    if ( touch & TOUCH_ORDERED )
        barrier(thread);
    if ( !(touch & TOUCH_WRITE) || (touch & TOUCH_ORDERED) )
        join(&order.pending[thread], clock);
    if ( touch & TOUCH_WRITE )
        join(clock, &order.fence[thread]);
    if ( touch & TOUCH_ORDERED )
        barrier(thread);
}

static void see_order(const struct event *event, unsigned int thread)
{
    switch ( (enum log_order)event->arg[0] )
    {
    case ORDER_MASK:
        acquire(thread, THING_MASK, event->cpu);
        break;
    case ORDER_UNMASK:
        release(thread, THING_MASK, event->cpu);
        break;
    case ORDER_BARRIER:
        barrier(thread);
        break;
    case ORDER_LOOKUP:
        acquire(thread, THING_DOMAINS, 0);
        break;
    case ORDER_TIMER:
    case ORDER_TASKLET:
        acquire(thread, THING_RAN, event->name);
        break;
    case ORDER_ENDED:
        acquire_all(thread);
        break;
    case ORDER_ASK:
        release(thread, THING_CALL, 0);
        break;
    case ORDER_ASKED:
        acquire(thread, THING_CALL, 0);
        break;
    }
}

/* A CPU that comes by here is in no read section. */
static void be_quiet(unsigned int thread)
{
    if ( !order.strict )
        release(thread, THING_READ, 0);
}

static void see_lock(const struct event *event, unsigned int thread)
{
    bool reads = event->arg[1] == LOCK_READ;

    if ( event->kind == EV_UNLOCK )
        release(thread, reads ? THING_READERS : THING_LOCK, event->arg[0]);
    else
        acquire(thread, THING_LOCK, event->arg[0]);
    if ( event->kind == EV_LOCK && !reads )
        acquire(thread, THING_READERS, event->arg[0]);
}

static void see_irq(const struct event *event, unsigned int thread)
{
    unsigned int cpu = event->cpu;

    if ( event->kind == EV_IRQ )
    {
        order.irq_depth[cpu]++;
        thread = order_thread(event);
        acquire(thread, THING_MASK, cpu);
        acquire(thread, THING_HANDLER, event->arg[0]);
        acquire(thread, THING_SRI, cpu);
    }
    else
    {
        release(thread, THING_MASK, cpu);
        order.irq_depth[cpu] -= order.irq_depth[cpu] > 0;
    }
}

static void see_rcu(const struct event *event, unsigned int thread)
{
    switch ( event->kind )
    {
    case EV_RCU_CALL:
        release(thread, THING_CALLBACK, 0);
        break;
    case EV_RCU_RUN:
        acquire(thread, THING_CALLBACK, 0);
        acquire(thread, THING_READ, 0);
        break;
    default:
        if ( event->arg[0] )
            acquire(thread, THING_DOMAINS, 0);
        else
            release(thread, THING_READ, 0);
    }
}

/* Tasklets and timers. */
static void see_later(const struct event *event, unsigned int thread)
{
    if ( event->kind == EV_TASKLET_SCHEDULE || event->kind == EV_TIMER_SET )
        release(thread, THING_QUEUED, event->name);
    else if ( event->arg[0] )
    {
        acquire(thread, THING_QUEUED, event->name);
        acquire(thread, THING_RAN, event->name);
    }
    else
    {
        release(thread, THING_RAN, event->name);
        be_quiet(thread);
    }
}

static void see_call(const struct event *event, unsigned int thread)
{
    uint64_t vcpu = event->arg[0] << 32 | event->arg[1];

    if ( event->kind == EV_CALL )
    {
        acquire(thread, THING_DOMAINS, 0);
        acquire(thread, THING_VCPU, vcpu);
        return;
    }
    release(thread, THING_VCPU, vcpu);
    if ( event->kind == EV_RETURN )
        release(thread, THING_CALLS, event->arg[0]);
    be_quiet(thread);
}

/* But for calls, hooks come when the domain is not yet there, or has ended. */
static void see_hook(const struct event *event, unsigned int thread)
{
    static name_t call;

    if ( !call )
        call = name_intern("handle_call");
    if ( event->name == call )
        return;
    if ( event->arg[1] == 1ull << 32 )
    {
        acquire(thread, THING_CALLS, event->arg[0]);
        acquire(thread, THING_HOOKS, event->arg[0]);
    }
    else
        release(thread, THING_HOOKS, event->arg[0]);
}

static void see_rest(const struct event *event, unsigned int thread)
{
    switch ( event->kind )
    {
    case EV_WORLD:
        order.strict = event->arg[6] != 0;
        break;
    case EV_IRQ_HANDLER:
        release(thread, THING_HANDLER, event->arg[0]);
        break;
    case EV_SRI:
        release(thread, THING_SRI, event->arg[0]);
        break;
    case EV_DOMAIN:
        release(thread, THING_DOMAINS, 0);
        break;
    case EV_OP_END:
    case EV_SOFTIRQ:
        be_quiet(thread);
        break;
    default: /* EV_PHASE, EV_CPU */
        join_all();
    }
}

typedef void see_handler(const struct event *event, unsigned int thread);

static see_handler *const handlers[EVENT_KINDS] = {
    [EV_WORLD] = see_rest,       [EV_PHASE] = see_rest,
    [EV_CPU] = see_rest,         [EV_OP_END] = see_rest,
    [EV_SOFTIRQ] = see_rest,     [EV_IRQ_HANDLER] = see_rest,
    [EV_SRI] = see_rest,         [EV_DOMAIN] = see_rest,
    [EV_ACCESS] = see_access,    [EV_ORDER] = see_order,
    [EV_LOCK] = see_lock,        [EV_UNLOCK] = see_lock,
    [EV_IRQ] = see_irq,          [EV_IRQ_END] = see_irq,
    [EV_RCU] = see_rcu,          [EV_RCU_CALL] = see_rcu,
    [EV_RCU_RUN] = see_rcu,      [EV_TASKLET] = see_later,
    [EV_TIMER] = see_later,      [EV_TASKLET_SCHEDULE] = see_later,
    [EV_TIMER_SET] = see_later,  [EV_CALL] = see_call,
    [EV_RETURN] = see_call,      [EV_VCPU] = see_call,
    [EV_VCPU_PAUSED] = see_call, [EV_HOOK] = see_hook,
};

const enum event_kind order_wants[] = {
    EV_WORLD,       EV_PHASE,   EV_CPU,     EV_OP_END,  EV_SOFTIRQ,
    EV_IRQ_HANDLER, EV_SRI,     EV_DOMAIN,  EV_ACCESS,  EV_ORDER,
    EV_LOCK,        EV_UNLOCK,  EV_IRQ,     EV_IRQ_END, EV_RCU,
    EV_RCU_CALL,    EV_RCU_RUN, EV_TASKLET, EV_TIMER,   EV_TASKLET_SCHEDULE,
    EV_TIMER_SET,   EV_CALL,    EV_RETURN,  EV_VCPU,    EV_VCPU_PAUSED,
    EV_HOOK,        EV_FREE,    EVENT_KINDS};

void order_see(const struct event *event)
{
    if ( handlers[event->kind] )
        handlers[event->kind](event, order_thread(event));
}
