/* SPDX-License-Identifier: GPL-2.0-only */
/* Spinlocks and rwlocks as Xen has them, and what the log says of misuse. */
#include "seam.h"

#define CONFIG_CALL_SITES 1
#include <xen/lib.h>
#include <xen/rwlock.h>
#include <xen/spinlock.h>
#include <xen/xmalloc.h>

static DEFINE_SPINLOCK(plain);
static DEFINE_SPINLOCK(other);
static DEFINE_RSPINLOCK(deep);
static DEFINE_RWLOCK(shared);

struct holder
{
    int number;
    spinlock_t lock;
};
static struct holder *held_object;
static int inside;

/* Whatever a stopped run left behind. */
static void start_over(void)
{
    spin_lock_init(&plain);
    spin_lock_init(&other);
    rspin_lock_init(&deep);
    rwlock_init(&shared);
    inside = 0;
}

/* Tells how many were inside with it. */
static void section(void)
{
    spin_lock(&plain);
    seam_tell((uint64_t)ACCESS_ONCE(inside)++);
    ACCESS_ONCE(inside)--;
    spin_unlock(&plain);
}

static void only_one_cpu_is_in_a_critical_section(void **state)
{
    (void)state;
    start_over();
    /* CPU 0 is sent away between the two halves of its section. */
    START(2, GO_ON, GO_ON, TO(1));
    assert_int_equal(RUN({0, section}, {1, section}), SCHED_QUIET);
    assert_story("0:lock plain, 1:lock wait plain, 0:unlock plain, "
                 "1:lock plain, 1:unlock plain",
                 EV_LOCK, EV_LOCK_WAIT, EV_UNLOCK);
    assert_int_equal(seam_nr_told, 2);
    assert_int_equal(seam_told[0], 0);
    assert_int_equal(seam_told[1], 0);
}

static void a_spinlock_is_given_in_the_order_of_asking(void **state)
{
    (void)state;
    start_over();
    /* CPU 2 asks first, then CPU 1, while CPU 0 is inside. */
    START(3, GO_ON, TO(2), GO_ON, TO(1));
    assert_int_equal(RUN({0, section}, {1, section}, {2, section}),
                     SCHED_QUIET);
    assert_story("0:lock plain, 2:lock plain, 1:lock plain", EV_LOCK);
}

static void twice(void)
{
    spin_lock(&plain);
    spin_lock(&plain);
}

static void taking_a_spinlock_twice_is_stuck(void **state)
{
    struct event stuck;

    (void)state;
    start_over();
    START(1);
    assert_int_equal(RUN({0, twice}), SCHED_STOPPED);
    stuck = seam_event(EV_STUCK, 0);
    assert_string_equal(name_text(stuck.name), "twice:spin_lock(plain)");
}

static void release_unheld(void)
{
    spin_unlock(&plain);
}

static void a_release_without_a_lock_is_told(void **state)
{
    (void)state;
    start_over();
    START(1);
    assert_int_equal(RUN({0, release_unheld}), SCHED_QUIET);
    assert_story("0:lock misuse plain", EV_LOCK_BAD, EV_UNLOCK);
    assert_int_equal(seam_event(EV_LOCK_BAD, 0).arg[1], LOCK_NOT_HELD);
}

static void take_and_leave(void)
{
    spin_lock(&plain);
}

static void a_release_on_another_cpu_is_told(void **state)
{
    (void)state;
    start_over();
    START(2);
    assert_int_equal(RUN({0, take_and_leave}, {1, release_unheld}),
                     SCHED_QUIET);
    assert_int_equal(seam_event(EV_LOCK_BAD, 0).arg[1], LOCK_NOT_HELD);
    assert_int_equal(lock_nr_held(0), 0);
}

static void use_zeroed(void)
{
    struct holder *holder = xzalloc(struct holder);

    spin_lock(&holder->lock);
    spin_unlock(&holder->lock);
    xfree(holder);
}

static void a_lock_that_nobody_initialised_is_told(void **state)
{
    (void)state;
    START(1);
    assert_int_equal(RUN({0, use_zeroed}), SCHED_QUIET);
    assert_story("0:lock misuse lock, 0:lock lock, 0:unlock lock", EV_LOCK_BAD,
                 EV_LOCK, EV_UNLOCK);
    assert_int_equal(seam_event(EV_LOCK_BAD, 0).arg[1], LOCK_NOT_INITIALISED);
}

static void free_held(void)
{
    struct holder *holder = xzalloc(struct holder);

    spin_lock_init(&holder->lock);
    spin_lock(&holder->lock);
    xfree(holder);
}

static void memory_that_goes_with_a_held_lock_in_it_is_told(void **state)
{
    (void)state;
    START(1);
    assert_int_equal(RUN({0, free_held}), SCHED_QUIET);
    assert_int_equal(seam_event(EV_LOCK_BAD, 0).arg[1], LOCK_FREED);
    assert_int_equal(lock_nr_held(0), 0);
}

static void hold_then_free(void)
{
    held_object = xzalloc(struct holder);
    spin_lock_init(&held_object->lock);
    spin_lock(&held_object->lock);
    ACCESS_ONCE(held_object->number);
    xfree(held_object);
}

static void wait_for_it(void)
{
    spin_lock(&held_object->lock);
}

static void waiting_for_a_lock_that_is_freed_is_a_bad_access(void **state)
{
    (void)state;
    /* CPU 1 waits when CPU 0, which holds the lock, frees it. */
    START(2, GO_ON, GO_ON, TO(1));
    assert_int_equal(RUN({0, hold_then_free}, {1, wait_for_it}), SCHED_STOPPED);
    assert_int_equal(seam_event(EV_BAD_ACCESS, 0).cpu, 1);
    assert_int_equal(seam_event(EV_BAD_ACCESS, 0).arg[4], ACCESS_FREED);
}

static void try_twice(void)
{
    seam_tell(spin_trylock(&plain));
    seam_tell(preempt_count());
    seam_tell(spin_trylock(&plain));
    seam_tell(preempt_count());
    seam_tell(spin_is_locked(&plain));
    spin_unlock(&plain);
    seam_tell(preempt_count());
    seam_tell(spin_is_locked(&plain));
}

static void a_trylock_that_fails_leaves_nothing_behind(void **state)
{
    static const uint64_t told[] = {true, 1, false, 1, true, 0, false};

    (void)state;
    start_over();
    START(1);
    assert_int_equal(RUN({0, try_twice}), SCHED_QUIET);
    assert_int_equal(seam_nr_told, SIM_ARRAY_SIZE(told));
    assert_memory_equal(seam_told, told, sizeof(told));
    assert_int_equal(seam_event(EV_LOCK, 0).arg[1], LOCK_TRY);
}

static void with_interrupts_off(void)
{
    unsigned long flags;

    spin_lock_irqsave(&plain, flags);
    seam_tell(local_irq_is_enabled());
    spin_unlock_irqrestore(&plain, flags);
    seam_tell(local_irq_is_enabled());
    local_irq_disable();
    spin_lock_irqsave(&plain, flags);
    spin_unlock_irqrestore(&plain, flags);
    seam_tell(local_irq_is_enabled());
    local_irq_enable();
}

static void irqsave_puts_the_mask_back_as_it_was(void **state)
{
    static const uint64_t told[] = {false, true, false};

    (void)state;
    start_over();
    START(1);
    assert_int_equal(RUN({0, with_interrupts_off}), SCHED_QUIET);
    assert_memory_equal(seam_told, told, sizeof(told));
    assert_int_equal(seam_event(EV_LOCK, 0).arg[2], true);
}

static void handler(void)
{
    spin_lock(&other);
    spin_unlock(&other);
}

static void section_interrupted(void)
{
    seam_interrupt(handler);
    section();
}

static void a_lock_in_a_handler_says_so(void **state)
{
    (void)state;
    start_over();
    START(1, GO_ON, IRQ);
    assert_int_equal(RUN({0, section_interrupted}), SCHED_QUIET);
    assert_story("0:lock plain, 0:lock other, 0:unlock other, 0:unlock plain",
                 EV_LOCK, EV_UNLOCK);
    assert_int_equal(seam_event(EV_LOCK, 1).context, CONTEXT_IRQ);
    assert_int_equal(seam_event(EV_LOCK, 1).arg[2], false);
}

static void recurse(void)
{
    rspin_lock(&deep);
    rspin_lock(&deep);
    rspin_unlock(&deep);
    seam_tell(rspin_is_locked(&deep));
    rspin_unlock(&deep);
    seam_tell(rspin_is_locked(&deep));
}

static void a_recursive_lock_is_free_after_as_many_releases(void **state)
{
    (void)state;
    start_over();
    START(1);
    assert_int_equal(RUN({0, recurse}), SCHED_QUIET);
    assert_story("0:lock deep, 0:unlock deep", EV_LOCK, EV_UNLOCK, EV_LOCK_BAD);
    assert_true(seam_told[0]);
    assert_false(seam_told[1]);
}

static void wait_out(void)
{
    spin_barrier(&plain);
    seam_tell(lock_nr_held(0));
}

static void a_barrier_waits_for_who_holds_the_lock_now(void **state)
{
    (void)state;
    start_over();
    START(2, GO_ON, GO_ON, TO(1));
    assert_int_equal(RUN({0, section}, {1, wait_out}), SCHED_QUIET);
    assert_int_equal(seam_told[1], 0);
    assert_int_equal(seam_count(EV_LOCK), 1);
}

static void read_section(void)
{
    read_lock(&shared);
    ACCESS_ONCE(inside)++;
    seam_tell((uint64_t)ACCESS_ONCE(inside)--);
    read_unlock(&shared);
}

static void write_section(void)
{
    write_lock(&shared);
    write_unlock(&shared);
}

static void readers_share(void **state)
{
    (void)state;
    start_over();
    /* CPU 1 reads while CPU 0 is inside. */
    START(2, GO_ON, GO_ON, TO(1));
    assert_int_equal(RUN({0, read_section}, {1, read_section}), SCHED_QUIET);
    assert_story("0:lock shared, 1:lock shared", EV_LOCK, EV_LOCK_WAIT);
    assert_int_equal(seam_told[0], 2);
}

static void a_waiting_writer_keeps_new_readers_out(void **state)
{
    (void)state;
    start_over();
    /* CPU 0 reads; CPU 1 wants to write; then CPU 2 wants to read. */
    START(3, GO_ON, GO_ON, TO(1), GO_ON, TO(2));
    assert_int_equal(RUN({0, read_section}, {1, write_section},
                         {2, read_section}),
                     SCHED_QUIET);
    assert_story("0:lock shared, 1:lock wait shared, 2:lock wait shared, "
                 "1:lock shared, 2:lock shared",
                 EV_LOCK, EV_LOCK_WAIT);
}

static void read_twice(void)
{
    read_lock(&shared);
    read_lock(&shared);
    read_unlock(&shared);
    read_unlock(&shared);
}

static void reading_twice_is_stuck_once_a_writer_waits(void **state)
{
    (void)state;
    start_over();
    START(2);
    assert_int_equal(RUN({0, read_twice}, {1, write_section}), SCHED_QUIET);
    start_over();
    START(2, GO_ON, TO(1));
    assert_int_equal(RUN({0, read_twice}, {1, write_section}), SCHED_STOPPED);
    assert_int_equal(seam_count(EV_STUCK), 1);
}

static void write_and_read(void)
{
    write_lock(&shared);
    read_lock(&shared);
    read_unlock(&shared);
    write_unlock(&shared);
}

static void the_writer_may_take_the_read_side(void **state)
{
    (void)state;
    start_over();
    START(1);
    assert_int_equal(RUN({0, write_and_read}), SCHED_QUIET);
    assert_int_equal(seam_count(EV_LOCK), 2);
    assert_int_equal(lock_nr_held(0), 0);
}

static void read_and_write_release(void)
{
    read_lock(&shared);
    write_unlock(&shared);
}

static void releasing_the_other_side_of_an_rwlock_is_told(void **state)
{
    (void)state;
    start_over();
    START(1);
    assert_int_equal(RUN({0, read_and_write_release}), SCHED_QUIET);
    assert_int_equal(seam_event(EV_LOCK_BAD, 0).arg[1], LOCK_NOT_HELD);
    assert_int_equal(lock_nr_held(0), 1);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_one_cpu_is_in_a_critical_section),
        cmocka_unit_test(a_spinlock_is_given_in_the_order_of_asking),
        cmocka_unit_test(taking_a_spinlock_twice_is_stuck),
        cmocka_unit_test(a_release_without_a_lock_is_told),
        cmocka_unit_test(a_release_on_another_cpu_is_told),
        cmocka_unit_test(a_lock_that_nobody_initialised_is_told),
        cmocka_unit_test(memory_that_goes_with_a_held_lock_in_it_is_told),
        cmocka_unit_test(waiting_for_a_lock_that_is_freed_is_a_bad_access),
        cmocka_unit_test(a_trylock_that_fails_leaves_nothing_behind),
        cmocka_unit_test(irqsave_puts_the_mask_back_as_it_was),
        cmocka_unit_test(a_lock_in_a_handler_says_so),
        cmocka_unit_test(a_recursive_lock_is_free_after_as_many_releases),
        cmocka_unit_test(a_barrier_waits_for_who_holds_the_lock_now),
        cmocka_unit_test(readers_share),
        cmocka_unit_test(a_waiting_writer_keeps_new_readers_out),
        cmocka_unit_test(reading_twice_is_stuck_once_a_writer_waits),
        cmocka_unit_test(the_writer_may_take_the_read_side),
        cmocka_unit_test(releasing_the_other_side_of_an_rwlock_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
