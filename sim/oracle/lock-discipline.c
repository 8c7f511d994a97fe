/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The rules are judged where a lock is asked for, so that what could deadlock
 * is found in a run where it does not.
 */
#include <stdio.h>
#include <string.h>

#include "bug.h"
#include "complain.h"
#include "lock-class.h"
#include "records.h"

#define MAX_HELD 16u

struct held
{
    uint64_t lock;
    enum log_lock_how how;
    unsigned int class;
    struct lock_moment moment;
};

/* Locks of a CPU, oldest first: held, and waited for (an interrupt may be taken
 * during a wait, and wait in turn). */
struct stack
{
    unsigned int nr;
    struct held entry[MAX_HELD];
};

RECORDS(struct stack, held, PROGRAM_MAX_CPUS)
RECORDS(struct stack, waits, PROGRAM_MAX_CPUS)

static void reset(void)
{
    lock_class_reset();
    held.nr = 0;
    waits.nr = 0;
}

static void push(struct stack *stack, const struct held *entry)
{
    if ( stack->nr < MAX_HELD )
        stack->entry[stack->nr++] = *entry;
}

/* The last entry for LOCK goes. Returns whether there was one. */
static bool remove_lock(struct stack *stack, uint64_t lock)
{
    unsigned int i = stack->nr;

    while ( i && stack->entry[i - 1].lock != lock )
        i--;
    if ( !i )
        return false;
    if ( i < stack->nr )
        memmove(&stack->entry[i - 1], &stack->entry[i],
                (stack->nr - i) * sizeof(stack->entry[0]));
    stack->nr--;
    return true;
}

static const char *text_of(unsigned int class)
{
    if ( class == LOCK_NO_CLASS )
        return "one of too many locks";
    return complain_name(lock_class(class)->name);
}

/* Two classes as one object: the same text whichever was first. */
static const char *pair_text(unsigned int a, unsigned int b)
{
    bool swap = strcmp(text_of(a), text_of(b)) > 0;
    char text[200];
    int length = snprintf(text, sizeof(text), "%s, %s", text_of(swap ? b : a),
                          text_of(swap ? a : b));

    SIM_BUG_ON(length < 0);
    return name_text(name_intern(text));
}

static int earlier(const struct lock_moment *moment)
{
    return (int)moment->index1 - 1;
}

/* Is a writer of LOCK waiting on another CPU than this one? */
static bool writer_waits(unsigned int cpu, uint64_t lock)
{
    for ( unsigned int other = 0; other < waits.nr; other++ )
    {
        const struct stack *stack = &waits.record[other];

        for ( unsigned int i = 0; other != cpu && i < stack->nr; i++ )
            if ( stack->entry[i].lock == lock &&
                 stack->entry[i].how == LOCK_WRITE )
                return true;
    }
    return false;
}

static bool check_recursion(unsigned int cpu, const struct held *new,
                            const struct held *old, struct complaint *complaint)
{
    const char *site, *name;
    bool again = new->how == LOCK_READ && old->how == LOCK_READ;

    if ( new->how == LOCK_READ && old->how == LOCK_WRITE )
        return true;
    if ( again && !writer_waits(cpu, new->lock) )
        return true;
    site = view_place_text(new->moment.place);
    name = text_of(new->class);
    if ( again )
        return complain(complaint, site, name, earlier(&old->moment),
                        "%s reads %s again while a writer waits: the writer "
                        "waits for the first read, the second for the writer",
                        site, name);
    return complain(complaint, site, name, earlier(&old->moment),
                    "%s takes %s, which this CPU holds since %s", site, name,
                    view_place_text(old->moment.place));
}

static bool check_order(const struct held *new, const struct held *old,
                        struct complaint *complaint)
{
    const struct lock_moment *other;
    const char *site;

    if ( new->class == LOCK_NO_CLASS || old->class == LOCK_NO_CLASS )
        return true;
    if ( new->class == old->class )
        other = lock_class_twins(old->lock, new->lock, &new->moment);
    else
        other = lock_class_order(old->class, new->class, &new->moment);
    if ( !other )
        return true;
    site = view_place_text(new->moment.place);
    return complain(complaint, site, pair_text(old->class, new->class),
                    earlier(other),
                    "%s takes %s while it holds %s; %s takes them the other "
                    "way round",
                    site, text_of(new->class), text_of(old->class),
                    view_place_text(other->place));
}

/*
 * An interrupt handler that takes a lock may have interrupted its holder, on
 * the same CPU, unless all others take it with interrupts off.
 */
static bool check_irq(const struct event *event, const struct held *new,
                      struct complaint *complaint)
{
    bool in_irq = event->context == CONTEXT_IRQ && new->how != LOCK_TRY;
    bool irqs_on = event->context != CONTEXT_IRQ && !event->arg[2];
    const struct lock_moment *other = NULL;
    struct lock_class *class;

    if ( new->class == LOCK_NO_CLASS || (!in_irq && !irqs_on) )
        return true;
    class = lock_class(new->class);
    if ( in_irq && class->irqs_on.index1 )
        other = &class->irqs_on;
    if ( irqs_on && class->in_irq.index1 )
        other = &class->in_irq;
    *(in_irq ? &class->in_irq : &class->irqs_on) = new->moment;
    if ( !other )
        return true;
    return complain(complaint, view_place_text(new->moment.place),
                    text_of(new->class), earlier(other),
                    "%s is taken in an interrupt handler and, by %s, with "
                    "interrupts on",
                    text_of(new->class),
                    view_place_text(in_irq ? other->place : new->moment.place));
}

static bool check(const struct event *event, const struct held *new,
                  struct complaint *complaint)
{
    const struct stack *stack = held_at(event->cpu);

    if ( !check_irq(event, new, complaint) )
        return false;
    if ( new->how == LOCK_TRY )
        return true; /* It does not wait. */
    for ( unsigned int i = 0; i < stack->nr; i++ )
    {
        const struct held *old = &stack->entry[i];

        if ( old->lock == new->lock
                 ? !check_recursion(event->cpu, new, old, complaint)
                 : !check_order(new, old, complaint) )
            return false;
    }
    return true;
}

static bool see_lock(const struct event *event, unsigned int index,
                     struct complaint *complaint)
{
    struct held new = {
        .lock = event->arg[0],
        .how = (enum log_lock_how)event->arg[1],
        .class = lock_class_of(event->name),
        .moment = {index + 1, view_place(event)},
    };
    bool waited;

    if ( event->kind == EV_LOCK_WAIT )
    {
        push(waits_at(event->cpu), &new);
        return check(event, &new, complaint);
    }
    waited = remove_lock(waits_at(event->cpu), new.lock);
    if ( !waited && !check(event, &new, complaint) )
        return false;
    push(held_at(event->cpu), &new);
    return true;
}

static bool see_bad(const struct event *event, struct complaint *complaint)
{
    static const char *const texts[] = {
        [LOCK_NOT_INITIALISED] = "was never initialised",
        [LOCK_NOT_HELD] = "is released by somebody who does not hold it",
        [LOCK_FREED] = "is in memory that was freed, or goes with it held",
    };
    const char *name = complain_name(event->name);

    SIM_BUG_ON(event->arg[1] >= SIM_ARRAY_SIZE(texts));
    return complain(complaint, view_site(event), name, NO_EVENT, "%s: %s %s",
                    view_site(event), name, texts[event->arg[1]]);
}

static bool see_held(const struct event *event, struct complaint *complaint)
{
    const struct stack *stack = held_at(event->cpu);
    const struct held *last = stack->nr ? &stack->entry[stack->nr - 1] : NULL;
    const char *site;

    if ( !(event->arg[0] | event->arg[1] | event->arg[2] | event->arg[3]) )
        return true;
    site = view_site(event);
    if ( event->arg[0] && last && last->class != LOCK_NO_CLASS )
        return complain(complaint, view_place_text(last->moment.place),
                        text_of(last->class), earlier(&last->moment),
                        "%s is still held at the end of %s",
                        text_of(last->class), site);
    return complain(complaint, site,
                    event->arg[0]   ? "lock"
                    : event->arg[1] ? "rcu"
                    : event->arg[2] ? "preemption"
                                    : "interrupts",
                    NO_EVENT,
                    "%s ends with %d locks, %d RCU sections, preemption "
                    "count %d, interrupts %s",
                    site, (int)event->arg[0], (int)event->arg[1],
                    (int)event->arg[2], event->arg[3] ? "off" : "on");
}

/* Those about memory are memory-safety's. */
static bool see_rule(const struct event *event, struct complaint *complaint)
{
    static const char *const texts[] = {
        [RULE_ALLOC_CONTEXT] = "allocates or frees in an interrupt or with "
                               "interrupts off",
        [RULE_ATOMIC] = "runs softirqs or waits while atomic",
        [RULE_IRQS_OFF] = "needs interrupts on and has them off",
        [RULE_FRAME] = "uses registers that are not its guest's",
        [RULE_UNBALANCED] = "enters and leaves sections out of balance",
    };
    const char *site = view_named_site(event);
    const char *rest = view_named_rest(event);

    if ( event->arg[0] >= SIM_ARRAY_SIZE(texts) || !texts[event->arg[0]] )
        return true;
    return complain(complaint, site, rest, NO_EVENT, "%s %s: %s", site,
                    texts[event->arg[0]], rest);
}

static bool see(const struct event *event, unsigned int index,
                struct complaint *complaint)
{
    switch ( event->kind )
    {
    case EV_LOCK:
    case EV_LOCK_WAIT:
        return see_lock(event, index, complaint);
    case EV_UNLOCK:
        remove_lock(held_at(event->cpu), event->arg[0]);
        return true;
    case EV_LOCK_BAD:
        return see_bad(event, complaint);
    case EV_HELD:
        return see_held(event, complaint);
    default:
        return see_rule(event, complaint);
    }
}

static const enum event_kind wants[] = {EV_LOCK,    EV_LOCK_WAIT,
                                        EV_UNLOCK,  EV_LOCK_BAD,
                                        EV_HELD,    EV_CONTEXT_RULE,
                                        EVENT_KINDS};

const struct oracle oracle_lock_discipline = {
    .name = "lock-discipline",
    .promise = "locks, RCU sections and contexts are used so that no schedule "
               "can deadlock",
    .clause = "the hypervisor's locking and context rules",
    .reset = reset,
    .wants = wants,
    .see = see,
};
