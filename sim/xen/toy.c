/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Toys: ops made of nothing but this interface's primitives, with no mediator
 * in them. They use what the mediator uses, as it uses it.
 *
 * A step that makes no sense where it stands does nothing, and an op gives back
 * what it has taken, so that any sequence of steps is a sane program.
 */
#include "bug.h"
#include "run-state.h"

#include "toy.h"

#include <xen/lib.h>
#include <xen/rcupdate.h>
#include <xen/tasklet.h>

#define THINGS TOY_THINGS
#define GONE   255u /* what an RCU callback leaves                           */

static spinlock_t locks[THINGS];
STATE(locks);

static struct
{
    bool used;
    uint64_t word[THINGS];
    struct tasklet tasklet[THINGS];
    struct rcu_head head[THINGS];
    bool called[THINGS];
} toys;

static size_t toys_used(void)
{
    return toys.used ? sizeof(toys) : sizeof(toys.used);
}
STATE_USED(toys, toys_used);

static void see(uint64_t value)
{
    machine_note(EV_SAW, 0, value);
}

static uint64_t load(unsigned int number)
{
    uint64_t value = ACCESS_ONCE(toys.word[number]);

    effect_on_range(&toys.word[number], sizeof(toys.word[0]), false);
    see(value);
    return value;
}

static void store(unsigned int number, uint64_t value)
{
    ACCESS_ONCE(toys.word[number]) = value;
    effect_on_range(&toys.word[number], sizeof(toys.word[0]), true);
}

void toy_count(unsigned int number)
{
    store(number, load(number) + 1);
}

static void tasklet_counts(void *data)
{
    toy_count((unsigned int)(uintptr_t)data);
}

static void prepare(void)
{
    toys.used = true;
    toy_prepare_irqs();
    memset(&toys.word, 0, sizeof(toys) - offsetof(typeof(toys), word));
    for ( unsigned int i = 0; i < THINGS; i++ )
    {
        spin_lock_init(&locks[i]);
        toys.tasklet[i] = (struct tasklet)TASKLET_INITIALISER(
            toys.tasklet[i], tasklet_counts, (void *)(uintptr_t)i, true);
    }
}

void toy_reset(void)
{
    toys.used = false;
}

static void step_lock(struct taken *taken, unsigned int number, bool irq)
{
    for ( unsigned int i = 0; i < taken->nr; i++ )
        if ( taken->lock[i] == number )
            return;
    if ( irq )
        spin_lock_irqsave(&locks[number], taken->flags[number]);
    else
        spin_lock(&locks[number]);
    taken->irq[number] = irq;
    taken->lock[taken->nr++] = (uint8_t)number;
}

static void step_unlock(struct taken *taken, unsigned int number, bool irq)
{
    unsigned int at = 0;

    while ( at < taken->nr && taken->lock[at] != number )
        at++;
    if ( at == taken->nr || taken->irq[number] != irq )
        return;
    taken->nr--;
    memmove(&taken->lock[at], &taken->lock[at + 1], taken->nr - at);
    if ( irq )
        spin_unlock_irqrestore(&locks[number], taken->flags[number]);
    else
        spin_unlock(&locks[number]);
}

static void do_LOCK(struct taken *taken, unsigned int number)
{
    step_lock(taken, number, false);
}

static void do_UNLOCK(struct taken *taken, unsigned int number)
{
    step_unlock(taken, number, false);
}

static void do_LOCK_IRQ(struct taken *taken, unsigned int number)
{
    step_lock(taken, number, true);
}

static void do_UNLOCK_IRQ(struct taken *taken, unsigned int number)
{
    step_unlock(taken, number, true);
}

static void do_TRYLOCK(struct taken *taken, unsigned int number)
{
    bool got = spin_trylock(&locks[number]);

    see(got);
    if ( !got )
        return;
    taken->irq[number] = false;
    taken->lock[taken->nr++] = (uint8_t)number;
}

static void do_MASK(struct taken *taken, unsigned int number)
{
    (void)number;
    if ( !machine_irqs_masked() )
    {
        taken->masked = true;
        local_irq_disable();
    }
}

static void do_UNMASK(struct taken *taken, unsigned int number)
{
    (void)number;
    if ( taken->masked )
    {
        taken->masked = false;
        local_irq_enable();
    }
}

static void do_LOAD(struct taken *taken, unsigned int number)
{
    taken->r = load(number);
}

static void do_STORE(struct taken *taken, unsigned int number)
{
    store(number, taken->r + 1);
}

static void do_SET(struct taken *taken, unsigned int number)
{
    (void)taken;
    store(number, machine_cpu() + 1u);
}

static void do_ADD(struct taken *taken, unsigned int number)
{
    taken->r = ++ACCESS_ONCE(toys.word[number]);
    effect_on_range(&toys.word[number], sizeof(toys.word[0]), true);
    see(taken->r);
}

static void do_INC(struct taken *taken, unsigned int number)
{
    (void)taken;
    effect_on_range(&toys.word[number], sizeof(toys.word[0]), true);
    toys.word[number]++;
}

static bool is_set(const void *arg)
{
    const uint64_t *word = arg;

    return *word;
}

static void do_WAIT(struct taken *taken, unsigned int number)
{
    (void)taken;
    CALL_SITE("wait(word)");
    facade_wait(is_set, &toys.word[number]);
    effect_on_range(&toys.word[number], sizeof(toys.word[0]), false);
}

static void do_TASKLET(struct taken *taken, unsigned int number)
{
    (void)taken;
    tasklet_schedule(&toys.tasklet[number]);
}

static void do_TASKLET_ON(struct taken *taken, unsigned int number)
{
    (void)taken;
    if ( machine_cpu_online(number) )
        tasklet_schedule_on_cpu(&toys.tasklet[0], number);
}

static void do_KILL(struct taken *taken, unsigned int number)
{
    if ( !taken->nr && !taken->masked && !taken->reads )
        tasklet_kill(&toys.tasklet[number]);
}

static void do_HANDLE(struct taken *taken, unsigned int number)
{
    toy_handle(taken, number);
}

static void do_RAISE(struct taken *taken, unsigned int number)
{
    toy_raise(taken, number);
}

static void do_SGI(struct taken *taken, unsigned int number)
{
    toy_sgi(taken, number);
}

static void do_READ_LOCK(struct taken *taken, unsigned int number)
{
    (void)number;
    taken->reads++;
    rcu_read_lock(NULL);
}

static void do_READ_UNLOCK(struct taken *taken, unsigned int number)
{
    (void)number;
    if ( !taken->reads )
        return;
    taken->reads--;
    rcu_read_unlock(NULL);
}

static void is_gone(struct rcu_head *head)
{
    store((unsigned int)(head - toys.head), GONE);
}

static void do_CALL(struct taken *taken, unsigned int number)
{
    (void)taken;
    CALL_SITE("call_rcu(head)");
    effect_on_range(&toys.called[number], 1, true);
    if ( toys.called[number] )
        return;
    toys.called[number] = true;
    call_rcu(&toys.head[number], is_gone);
}

static void (*const steps[TOY_STEPS])(struct taken *, unsigned int) = {
#define STEP(id, text, numbers) do_##id,
#include "toy.def"
#undef STEP
};

static void give_back(struct taken *taken)
{
    while ( taken->nr )
    {
        unsigned int number = taken->lock[taken->nr - 1];

        step_unlock(taken, number, taken->irq[number]);
    }
    do_UNMASK(taken, 0);
    while ( taken->reads )
        do_READ_UNLOCK(taken, 0);
}

static void perform(struct taken *taken, uint64_t bytes)
{
    for ( ; bytes; bytes >>= 8 )
    {
        unsigned int byte = bytes & 0xff;

        if ( !byte )
            continue;
        SIM_BUG_ON(byte / 8 - 1 >= TOY_STEPS);
        steps[byte / 8 - 1](taken, byte % 8);
    }
}

void hypervisor_toy(uint64_t first, uint64_t second, unsigned int times)
{
    struct taken taken = {0};

    if ( !toys.used )
        prepare();
    for ( unsigned int i = 0; i < times; i++ )
    {
        perform(&taken, first);
        perform(&taken, second);
    }
    give_back(&taken);
}

uint64_t hypervisor_toy_word(unsigned int number)
{
    SIM_BUG_ON(number >= THINGS);
    return toys.used ? toys.word[number] : 0;
}
