/* SPDX-License-Identifier: GPL-2.0-only */
#include "story.h"

/* Locks by number and name: LOCK(1, ctx->lock). */
#define TAKE(lock, how)                                                        \
    IT(LOCK, #lock, lock_number(#lock), LOCK_##how, irqs_off)
#define WAIT(lock, how)                                                        \
    IT(LOCK_WAIT, #lock, lock_number(#lock), LOCK_##how, irqs_off)
#define GIVE(lock, how) IT(UNLOCK, #lock, lock_number(#lock), LOCK_##how)

static uint64_t irqs_off;

static uint64_t lock_number(const char *name)
{
    uint64_t number = 0;

    while ( *name )
        number = number * 31 + (uint64_t)*name++;
    return number;
}

static void on(unsigned int cpu, enum context context)
{
    story_at(cpu, context);
    irqs_off = 0;
}

static void one_order_everywhere_is_fine(void **state)
{
    (void)state;
    for ( unsigned int cpu = 0; cpu < 2; cpu++ )
    {
        on(cpu, CONTEXT_GUEST);
        TAKE(a, SPIN);
        TAKE(b, SPIN);
        GIVE(b, SPIN);
        GIVE(a, SPIN);
        IT(HELD, NULL, 0, 0, 0, 0);
    }
    story_kept();
}

static void two_orders_are_found_though_nobody_waited(void **state)
{
    (void)state;
    on(0, CONTEXT_GUEST);
    TAKE(a, SPIN);
    TAKE(b, SPIN);
    GIVE(b, SPIN);
    GIVE(a, SPIN);
    on(1, CONTEXT_TASKLET);
    TAKE(b, SPIN);
    TAKE(a, SPIN);
    story_broken("lock-discipline", "tasklet", "a, b");
}

static void a_cycle_of_three_is_found(void **state)
{
    (void)state;
    on(0, CONTEXT_GUEST);
    TAKE(a, SPIN);
    TAKE(b, SPIN);
    GIVE(b, SPIN);
    GIVE(a, SPIN);
    TAKE(b, SPIN);
    TAKE(c, SPIN);
    GIVE(c, SPIN);
    GIVE(b, SPIN);
    TAKE(c, SPIN);
    WAIT(a, SPIN);
    story_broken("lock-discipline", "guest", "a, c");
}

static void a_trylock_makes_no_order(void **state)
{
    (void)state;
    on(0, CONTEXT_GUEST);
    TAKE(a, SPIN);
    TAKE(b, SPIN);
    GIVE(b, SPIN);
    GIVE(a, SPIN);
    TAKE(b, SPIN);
    TAKE(a, TRY);
    story_kept();
}

static void two_locks_of_one_class_need_an_order_too(void **state)
{
    (void)state;
    on(0, CONTEXT_GUEST);
    IT(LOCK, "rx_lock", 1, LOCK_SPIN, 0);
    IT(LOCK, "rx_lock", 2, LOCK_SPIN, 0);
    IT(UNLOCK, "rx_lock", 2, LOCK_SPIN);
    IT(UNLOCK, "rx_lock", 1, LOCK_SPIN);
    IT(LOCK, "rx_lock", 2, LOCK_SPIN, 0);
    IT(LOCK_WAIT, "rx_lock", 1, LOCK_SPIN, 0);
    story_broken("lock-discipline", "guest", "rx_lock, rx_lock");
}

static void a_lock_taken_twice_is_found(void **state)
{
    (void)state;
    on(0, CONTEXT_GUEST);
    TAKE(a, SPIN);
    WAIT(a, SPIN);
    story_broken("lock-discipline", "guest", "a");
}

static void reading_twice_is_fine_while_no_writer_waits(void **state)
{
    (void)state;
    on(0, CONTEXT_GUEST);
    TAKE(list, READ);
    TAKE(list, READ);
    GIVE(list, READ);
    GIVE(list, READ);
    on(1, CONTEXT_GUEST);
    WAIT(list, WRITE);
    TAKE(list, WRITE);
    TAKE(list, READ);
    story_kept();
}

static void reading_again_behind_a_waiting_writer_is_found(void **state)
{
    (void)state;
    on(0, CONTEXT_GUEST);
    TAKE(list, READ);
    on(1, CONTEXT_GUEST);
    WAIT(list, WRITE);
    on(0, CONTEXT_GUEST);
    WAIT(list, READ);
    story_broken("lock-discipline", "guest", "list");
}

static void from_reader_to_writer_there_is_no_way(void **state)
{
    (void)state;
    on(0, CONTEXT_GUEST);
    TAKE(list, READ);
    WAIT(list, WRITE);
    story_broken("lock-discipline", "guest", "list");
}

static void irqs_off_everywhere_makes_a_lock_fit_for_handlers(void **state)
{
    (void)state;
    on(0, CONTEXT_GUEST);
    irqs_off = 1;
    TAKE(a, SPIN);
    GIVE(a, SPIN);
    on(0, CONTEXT_IRQ);
    TAKE(a, SPIN);
    GIVE(a, SPIN);
    story_kept();
}

static void a_handlers_lock_taken_with_irqs_on_is_found(void **state)
{
    (void)state;
    on(1, CONTEXT_IRQ);
    IT(IRQ, NULL, 8);
    TAKE(a, SPIN);
    GIVE(a, SPIN);
    IT(IRQ_END, NULL, 8);
    on(0, CONTEXT_GUEST);
    TAKE(a, SPIN);
    story_broken("lock-discipline", "guest", "a");
}

static void the_converse_order_is_found_too(void **state)
{
    (void)state;
    on(0, CONTEXT_GUEST);
    TAKE(a, SPIN);
    GIVE(a, SPIN);
    on(1, CONTEXT_IRQ);
    IT(IRQ, NULL, 8);
    TAKE(a, SPIN);
    story_broken("lock-discipline", "irq", "a");
}

static void a_lock_held_at_the_end_of_a_call_is_found_where_it_was_taken(
    void **state)
{
    (void)state;
    story_domain(1);
    story_call(1, X(FFA_FID32(NOTIFICATION_GET), 2, 5));
    TAKE(a, SPIN);
    IT(HELD, NULL, 1, 0, 1, 0);
    story_broken("lock-discipline", "NOTIFICATION_GET", "a");
}

static void an_rcu_section_left_open_is_found(void **state)
{
    (void)state;
    on(0, CONTEXT_TASKLET);
    IT(TASKLET, "notif_tasklet", 1);
    IT(HELD, NULL, 0, 1, 1, 0);
    story_broken("lock-discipline", "notif_tasklet", "rcu");
}

static void the_end_that_is_told_after_the_tasklet_still_names_it(void **state)
{
    (void)state;
    on(0, CONTEXT_TASKLET);
    IT(TASKLET, "notif_tasklet", 1);
    IT(TASKLET, "notif_tasklet", 0);
    IT(HELD, NULL, 0, 0, 0, 1);
    story_broken("lock-discipline", "notif_tasklet", "interrupts");
}

static void a_lock_that_was_never_initialised_is_found(void **state)
{
    (void)state;
    IT(LOCK_BAD, "tx_lock", 3, LOCK_NOT_INITIALISED);
    story_broken("lock-discipline", NULL, "tx_lock");
}

static void an_allocation_in_an_interrupt_is_found(void **state)
{
    (void)state;
    on(0, CONTEXT_IRQ);
    IT(CONTEXT_RULE, "_xmalloc", RULE_ALLOC_CONTEXT);
    story_broken("lock-discipline", "irq", "_xmalloc");
}

int main(void)
{
    static const struct CMUnitTest stories[] = {
        STORY(one_order_everywhere_is_fine),
        STORY(two_orders_are_found_though_nobody_waited),
        STORY(a_cycle_of_three_is_found),
        STORY(a_trylock_makes_no_order),
        STORY(two_locks_of_one_class_need_an_order_too),
        STORY(a_lock_taken_twice_is_found),
        STORY(reading_twice_is_fine_while_no_writer_waits),
        STORY(reading_again_behind_a_waiting_writer_is_found),
        STORY(from_reader_to_writer_there_is_no_way),
        STORY(irqs_off_everywhere_makes_a_lock_fit_for_handlers),
        STORY(a_handlers_lock_taken_with_irqs_on_is_found),
        STORY(the_converse_order_is_found_too),
        STORY(a_lock_held_at_the_end_of_a_call_is_found_where_it_was_taken),
        STORY(an_rcu_section_left_open_is_found),
        STORY(the_end_that_is_told_after_the_tasklet_still_names_it),
        STORY(a_lock_that_was_never_initialised_is_found),
        STORY(an_allocation_in_an_interrupt_is_found),
    };

    return cmocka_run_group_tests(stories, NULL, NULL);
}
