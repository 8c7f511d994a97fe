/* SPDX-License-Identifier: GPL-2.0-only */
#include "story.h"

/* Bytes 24 .. 31 of object 7, unless said otherwise. */
#define OBJECT    7
#define READ(...) IT(ACCESS, "struct ffa_ctx", OBJECT, 24, 8, 0u __VA_ARGS__)
#define WRITE(...)                                                             \
    IT(ACCESS, "struct ffa_ctx", OBJECT, 24, 8, TOUCH_WRITE __VA_ARGS__)
#define MARKED  | TOUCH_MARKED
#define ORDERED | TOUCH_MARKED | TOUCH_ORDERED
#define TAKE()  IT(LOCK, "lock", 1, LOCK_SPIN, 0)
#define GIVE()  IT(UNLOCK, "lock", 1, LOCK_SPIN)
#define CELL    "struct ffa_ctx+24"

static void on(unsigned int cpu)
{
    story_at(cpu, CONTEXT_GUEST);
}

static void two_stores_that_nothing_orders_are_a_race(void **state)
{
    (void)state;
    on(0);
    WRITE();
    on(1);
    WRITE();
    story_broken("data-race", "guest", CELL);
}

static void a_load_and_a_store_are_a_race_in_either_order(void **state)
{
    (void)state;
    on(0);
    READ();
    on(1);
    WRITE();
    story_broken("data-race", "guest", CELL);
    story_begin(NULL);
    on(0);
    WRITE();
    on(1);
    READ();
    story_broken("data-race", "guest", CELL);
}

static void loads_are_no_race(void **state)
{
    (void)state;
    on(0);
    READ();
    on(1);
    READ();
    story_kept();
}

static void other_bytes_and_other_objects_are_no_race(void **state)
{
    (void)state;
    on(0);
    IT(ACCESS, "struct ffa_ctx", OBJECT, 24, 1, TOUCH_WRITE);
    on(1);
    IT(ACCESS, "struct ffa_ctx", OBJECT, 25, 1, TOUCH_WRITE);
    IT(ACCESS, "struct ffa_ctx", OBJECT + 1, 24, 1, TOUCH_WRITE);
    IT(ACCESS, "list", 0, 24, 1, TOUCH_WRITE | TOUCH_STATIC);
    story_kept();
}

static void overlapping_accesses_of_other_sizes_are_a_race(void **state)
{
    (void)state;
    on(0);
    IT(ACCESS, "struct ffa_ctx", OBJECT, 16, 16, TOUCH_WRITE);
    on(1);
    IT(ACCESS, "struct ffa_ctx", OBJECT, 31, 1, 0);
    story_broken("data-race", "guest", CELL);
}

static void one_lock_orders_and_another_does_not(void **state)
{
    (void)state;
    on(0);
    TAKE();
    WRITE();
    GIVE();
    on(1);
    TAKE();
    WRITE();
    GIVE();
    story_kept();
    on(0);
    IT(LOCK, "other", 2, LOCK_SPIN, 0);
    READ();
    story_broken("data-race", "guest", CELL);
}

static void readers_of_a_lock_are_not_ordered_among_each_other(void **state)
{
    (void)state;
    on(0);
    IT(LOCK, "lock", 1, LOCK_READ, 0);
    WRITE();
    IT(UNLOCK, "lock", 1, LOCK_READ);
    on(1);
    IT(LOCK, "lock", 1, LOCK_READ, 0);
    WRITE();
    story_broken("data-race", "guest", CELL);
}

static void a_writer_comes_after_readers(void **state)
{
    (void)state;
    on(0);
    IT(LOCK, "lock", 1, LOCK_READ, 0);
    READ();
    IT(UNLOCK, "lock", 1, LOCK_READ);
    on(1);
    IT(LOCK, "lock", 1, LOCK_WRITE, 0);
    WRITE();
    story_kept();
}

static void what_comes_after_the_unlock_is_not_ordered_by_it(void **state)
{
    (void)state;
    on(0);
    TAKE();
    GIVE();
    WRITE();
    on(1);
    TAKE();
    WRITE();
    story_broken("data-race", "guest", CELL);
}

static void marked_accesses_are_no_race_but_with_plain_ones(void **state)
{
    (void)state;
    on(0);
    WRITE(MARKED);
    on(1);
    READ(MARKED);
    WRITE(ORDERED);
    story_kept();
    on(0);
    READ();
    story_broken("data-race", "guest", CELL);
}

static void what_was_seen_of_a_location_stays_seen(void **state)
{
    (void)state;
    on(0);
    WRITE(MARKED);
    on(1);
    READ(MARKED);
    READ();
    story_kept();
    on(0);
    WRITE(MARKED);
    on(1);
    READ();
    story_broken("data-race", "guest", CELL);
}

/* The data at 24, the flag at 64. */
#define FLAG(touch) IT(ACCESS, "struct ffa_ctx", OBJECT, 64, 4, touch)
#define BARRIER()   IT(ORDER, NULL, ORDER_BARRIER)

static void a_flag_publishes_with_barriers_on_both_sides(void **state)
{
    (void)state;
    on(0);
    WRITE();
    BARRIER();
    FLAG(TOUCH_WRITE | TOUCH_MARKED);
    on(1);
    FLAG(TOUCH_MARKED);
    BARRIER();
    READ();
    story_kept();
}

static void a_flag_without_a_barrier_publishes_nothing(void **state)
{
    (void)state;
    on(0);
    WRITE();
    BARRIER();
    FLAG(TOUCH_WRITE | TOUCH_MARKED);
    on(1);
    FLAG(TOUCH_MARKED);
    READ();
    story_broken("data-race", "guest", CELL);
}

static void an_atomic_that_is_a_full_barrier_orders(void **state)
{
    (void)state;
    on(0);
    WRITE();
    FLAG(TOUCH_WRITE | TOUCH_MARKED | TOUCH_ORDERED);
    on(1);
    FLAG(TOUCH_WRITE | TOUCH_MARKED | TOUCH_ORDERED);
    READ();
    story_kept();
}

static void in_interrupt(void)
{
    story_at(0, CONTEXT_IRQ);
    IT(IRQ, NULL, 8);
    WRITE();
    IT(IRQ_END, NULL, 8);
    on(0);
}

static void an_interrupt_races_with_what_it_interrupts(void **state)
{
    (void)state;
    on(0);
    WRITE();
    in_interrupt();
    story_broken("data-race", "guest", CELL);
}

static void masked_interrupts_are_ordered(void **state)
{
    (void)state;
    on(0);
    IT(ORDER, NULL, ORDER_MASK);
    WRITE();
    IT(ORDER, NULL, ORDER_UNMASK);
    in_interrupt();
    IT(ORDER, NULL, ORDER_MASK);
    WRITE();
    story_kept();
    IT(ORDER, NULL, ORDER_UNMASK);
    READ();
    in_interrupt();
    story_broken("data-race", "guest", CELL);
}

static void a_mask_is_of_one_cpu(void **state)
{
    (void)state;
    on(1);
    IT(ORDER, NULL, ORDER_MASK);
    WRITE();
    IT(ORDER, NULL, ORDER_UNMASK);
    in_interrupt();
    story_broken("data-race", "guest", CELL);
}

static void what_schedules_a_tasklet_or_timer_is_before_it(void **state)
{
    (void)state;
    on(0);
    WRITE();
    IT(TASKLET_SCHEDULE, "tasklet", 1);
    story_at(1, CONTEXT_TASKLET);
    IT(TASKLET, "tasklet", 1);
    WRITE();
    IT(TIMER_SET, "timer", 100);
    IT(TASKLET, "tasklet", 0);
    story_at(0, CONTEXT_TIMER);
    IT(TIMER, "timer", 1);
    WRITE();
    story_kept();
}

static void another_tasklet_is_not_ordered(void **state)
{
    (void)state;
    on(0);
    WRITE();
    IT(TASKLET_SCHEDULE, "tasklet", 1);
    story_at(1, CONTEXT_TASKLET);
    IT(TASKLET, "other", 1);
    WRITE();
    story_broken("data-race", NULL, CELL);
}

static void a_tasklet_that_was_killed_is_over(void **state)
{
    (void)state;
    story_at(1, CONTEXT_TASKLET);
    IT(TASKLET, "tasklet", 1);
    WRITE();
    IT(TASKLET, "tasklet", 0);
    on(0);
    IT(ORDER, "tasklet", ORDER_TASKLET);
    WRITE();
    story_kept();
}

static void the_sri_comes_after_what_raised_it(void **state)
{
    (void)state;
    story_at(1, CONTEXT_SECURE);
    WRITE();
    IT(SRI, NULL, 0);
    in_interrupt();
    story_kept();
}

static void read_section(void)
{
    on(0);
    IT(RCU, NULL, 1);
    READ();
    IT(RCU, NULL, 0);
}

static void a_callback_comes_after_readers(void **state)
{
    (void)state;
    read_section();
    story_at(1, CONTEXT_RCU);
    IT(RCU_RUN, NULL);
    WRITE();
    IT(FREE, "struct ffa_ctx", OBJECT);
    story_kept();
}

static void without_a_grace_period_the_memory_must_not_go(void **state)
{
    (void)state;
    read_section();
    on(1);
    IT(FREE, "struct ffa_ctx", OBJECT);
    story_broken("data-race", "guest", CELL);
}

static void calls_of_one_vcpu_are_ordered_and_siblings_are_not(void **state)
{
    (void)state;
    for ( unsigned int cpu = 0; cpu < 2; cpu++ )
    {
        story_at(cpu, CONTEXT_GUEST);
        story_call(1, X(FFA_FID32(ID_GET)));
        WRITE();
        story_return(1, X(SUCCESS_32));
    }
    story_kept();
    story_at(0, CONTEXT_GUEST);
    IT(CALL, NULL, 1, 1, FFA_FID32(ID_GET), 0, 0, 0, 0, 0, 0, 0);
    WRITE();
    story_broken("data-race", "ID_GET", CELL);
}

static void the_end_of_a_domain_comes_after_its_calls(void **state)
{
    (void)state;
    story_at(0, CONTEXT_GUEST);
    story_call(1, X(FFA_FID32(ID_GET)));
    WRITE();
    story_return(1, X(SUCCESS_32));
    story_at(1, CONTEXT_DOMCTL);
    IT(HOOK, "domain_teardown", 1, 1ull << 32);
    WRITE();
    story_kept();
    IT(HOOK, "domain_teardown", 2, 1ull << 32);
    story_kept();
}

static void phases_come_after_each_other(void **state)
{
    (void)state;
    on(0);
    WRITE();
    IT(PHASE, NULL, PHASE_LIVENESS);
    on(1);
    WRITE();
    story_kept();
}

static void what_is_waived_is_let_pass(void **state)
{
    (void)state;
    on(0);
    IT(ACCESS, "printk_once_", 0, 0, 1, TOUCH_WRITE | TOUCH_STATIC);
    on(1);
    IT(ACCESS, "printk_once_", 0, 0, 1, TOUCH_WRITE | TOUCH_STATIC);
    story_kept();
}

static void what_others_say_no_to_is_theirs(void **state)
{
    (void)state;
    on(0);
    WRITE();
    on(1);
    WRITE();
    IT(BAD_ACCESS, "struct ffa_ctx", OBJECT, 24, 8, 1, ACCESS_FREED);
    story_broken("memory-safety", NULL, NULL);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        STORY(two_stores_that_nothing_orders_are_a_race),
        STORY(a_load_and_a_store_are_a_race_in_either_order),
        STORY(loads_are_no_race),
        STORY(other_bytes_and_other_objects_are_no_race),
        STORY(overlapping_accesses_of_other_sizes_are_a_race),
        STORY(one_lock_orders_and_another_does_not),
        STORY(readers_of_a_lock_are_not_ordered_among_each_other),
        STORY(a_writer_comes_after_readers),
        STORY(what_comes_after_the_unlock_is_not_ordered_by_it),
        STORY(marked_accesses_are_no_race_but_with_plain_ones),
        STORY(what_was_seen_of_a_location_stays_seen),
        STORY(a_flag_publishes_with_barriers_on_both_sides),
        STORY(a_flag_without_a_barrier_publishes_nothing),
        STORY(an_atomic_that_is_a_full_barrier_orders),
        STORY(an_interrupt_races_with_what_it_interrupts),
        STORY(masked_interrupts_are_ordered),
        STORY(a_mask_is_of_one_cpu),
        STORY(what_schedules_a_tasklet_or_timer_is_before_it),
        STORY(another_tasklet_is_not_ordered),
        STORY(a_tasklet_that_was_killed_is_over),
        STORY(the_sri_comes_after_what_raised_it),
        STORY(a_callback_comes_after_readers),
        STORY(without_a_grace_period_the_memory_must_not_go),
        STORY(calls_of_one_vcpu_are_ordered_and_siblings_are_not),
        STORY(the_end_of_a_domain_comes_after_its_calls),
        STORY(phases_come_after_each_other),
        STORY(what_is_waived_is_let_pass),
        STORY(what_others_say_no_to_is_theirs),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
