/* SPDX-License-Identifier: GPL-2.0-only */
/* RCU: whom a callback waits for, in both degrees of strictness. */
#include "hyper.h"

#include <xen/rcupdate.h>
#include <xen/softirq.h>

static const struct world relaxed = {.nr_cpus = 2};
static const struct world strict = {.nr_cpus = 2, .rcu_strict = true};

static struct rcu_head heads[16];
static unsigned int nr_called;

static void callback(struct rcu_head *head)
{
    seam_tell((uint64_t)(head - heads));
    nr_called++;
}

static void boot(const struct world *world)
{
    hyper_plain();
    nr_called = 0;
    BOOT_IN(*world);
}

/* These decisions, from now on. */
#define DECIDE(...)                                                            \
    choice_feed_literal(choice_stream(), (const uint32_t[]){__VA_ARGS__},      \
                        sizeof((const uint32_t[]){__VA_ARGS__}) / 4)

static void three_callbacks(void)
{
    for ( unsigned int i = 0; i < 3; i++ )
        call_rcu(&heads[i], callback);
    seam_tell(100);
}

/* call_rcu: on the calling CPU, in RCU_SOFTIRQ, in order. */
static void callbacks_run_in_order_after_their_op(void **state)
{
    static const uint64_t told[] = {100, 0, 1, 2};

    (void)state;
    for ( unsigned int i = 0; i < 2; i++ )
    {
        boot(i ? &strict : &relaxed);
        assert_int_equal(RUN({1, three_callbacks}), SCHED_QUIET);
        assert_int_equal(seam_nr_told, 4);
        assert_memory_equal(seam_told, told, sizeof(told));
        assert_int_equal(seam_event(EV_RCU_RUN, 0).cpu, 1);
        assert_int_equal(seam_event(EV_RCU_RUN, 0).context, CONTEXT_RCU);
    }
}

/* No read section, but in the hypervisor all the time. */
static void be_in_the_hypervisor(void)
{
    hyper_point("test:middle");
    seam_tell(200);
}

static void one_callback(void)
{
    call_rcu(&heads[7], callback);
}

/* A stretch of code that runs no softirqs is a read section. */
static void a_cpu_in_the_hypervisor_holds_up_callbacks(void **state)
{
    (void)state;
    boot(&relaxed);
    DECIDE(TO(1));
    assert_int_equal(RUN({0, be_in_the_hypervisor}, {1, one_callback}),
                     SCHED_QUIET);
    assert_int_equal(seam_told[0], 200);
    assert_int_equal(seam_told[1], 7);
}

/* Strictly it is none. */
static void a_strict_callback_waits_for_read_sections_only(void **state)
{
    (void)state;
    boot(&strict);
    DECIDE(TO(1));
    assert_int_equal(RUN({0, be_in_the_hypervisor}, {1, one_callback}),
                     SCHED_QUIET);
    assert_int_equal(seam_told[0], 7);
    assert_int_equal(seam_told[1], 200);
}

static DEFINE_RCU_READ_LOCK(read_lock_of_test);

static void read_in_a_section(void)
{
    rcu_read_lock(&read_lock_of_test);
    rcu_read_lock(&read_lock_of_test);
    rcu_read_unlock(&read_lock_of_test);
    hyper_point("test:middle");
    seam_tell(200);
    rcu_read_unlock(&read_lock_of_test);
}

/* A section nests; the callback waits for its outermost end in both modes. */
static void a_read_section_holds_up_callbacks(void **state)
{
    (void)state;
    for ( unsigned int i = 0; i < 2; i++ )
    {
        boot(i ? &strict : &relaxed);
        /* lock, lock, unlock: then the middle. */
        DECIDE(GO_ON, GO_ON, GO_ON, TO(1));
        assert_int_equal(RUN({0, read_in_a_section}, {1, one_callback}),
                         SCHED_QUIET);
        assert_int_equal(seam_told[0], 200);
        assert_int_equal(seam_told[1], 7);
    }
}

static void read_after(void)
{
    rcu_read_lock(&read_lock_of_test);
    seam_tell(300);
    hyper_point("test:middle");
    seam_tell(200);
    rcu_read_unlock(&read_lock_of_test);
}

static void callback_then_point(void)
{
    call_rcu(&heads[7], callback);
    hyper_point("test:registered");
}

/* A reader that comes after the registration is none of its concern. */
static void a_strict_callback_does_not_wait_for_later_readers(void **state)
{
    (void)state;
    boot(&strict);
    /* call_rcu, registered -> the other; its lock, its middle -> back. */
    DECIDE(GO_ON, TO(0), GO_ON, TO(1));
    /* The kinds are counted per CPU: CPU 1 first decides twice. */
    assert_int_equal(RUN({1, callback_then_point}, {0, read_after}),
                     SCHED_QUIET);
    assert_int_equal(seam_told[0], 300);
    assert_int_equal(seam_told[1], 7);
    assert_int_equal(seam_told[2], 200);
}

static void unlock_too_much(void)
{
    rcu_read_lock(&read_lock_of_test);
    rcu_read_unlock(&read_lock_of_test);
    rcu_read_unlock(&read_lock_of_test);
}

static void an_unlock_without_a_lock_is_noted(void **state)
{
    (void)state;
    boot(&relaxed);
    assert_int_equal(RUN({0, unlock_too_much}), SCHED_QUIET);
    assert_story("0:context rule rcu_read_unlock", EV_CONTEXT_RULE);
    assert_int_equal(seam_event(EV_CONTEXT_RULE, 0).arg[0], RULE_UNBALANCED);
}

static void lock_too_much(void)
{
    rcu_read_lock(&read_lock_of_test);
}

/* do_softirq asserts that none is open; a later grace period must end. */
static void a_section_that_is_never_left_is_noted(void **state)
{
    (void)state;
    boot(&relaxed);
    assert_int_equal(RUN({0, lock_too_much}, {1, one_callback}), SCHED_QUIET);
    assert_story("0:context rule do_softirq", EV_CONTEXT_RULE);
    assert_int_equal(nr_called, 1);
}

static void process_in_a_section(void)
{
    call_rcu(&heads[1], callback);
    rcu_read_lock(&read_lock_of_test);
    process_pending_softirqs();
    seam_tell(nr_called);
    rcu_read_unlock(&read_lock_of_test);
    process_pending_softirqs();
    seam_tell(nr_called);
}

/* process_pending_softirqs masks RCU while a section is open. */
static void softirqs_in_a_section_leave_callbacks_alone(void **state)
{
    static const uint64_t told[] = {0, 1, 1};

    (void)state;
    boot(&relaxed);
    assert_int_equal(RUN({0, process_in_a_section}), SCHED_QUIET);
    assert_int_equal(seam_nr_told, 3);
    assert_memory_equal(seam_told, told, sizeof(told));
    assert_int_equal(seam_count(EV_CONTEXT_RULE), 0);
}

static void wait_for_all(void)
{
    rcu_barrier();
    seam_tell(400);
}

static void rcu_barrier_waits_for_callbacks_of_other_cpus(void **state)
{
    (void)state;
    boot(&relaxed);
    /* CPU 1 registers, and the barrier begins before it has left. */
    DECIDE(GO_ON, TO(0));
    assert_int_equal(RUN({1, callback_then_point}, {0, wait_for_all}),
                     SCHED_QUIET);
    assert_int_equal(seam_told[0], 7);
    assert_int_equal(seam_told[1], 400);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(callbacks_run_in_order_after_their_op),
        cmocka_unit_test(a_cpu_in_the_hypervisor_holds_up_callbacks),
        cmocka_unit_test(a_strict_callback_waits_for_read_sections_only),
        cmocka_unit_test(a_read_section_holds_up_callbacks),
        cmocka_unit_test(a_strict_callback_does_not_wait_for_later_readers),
        cmocka_unit_test(an_unlock_without_a_lock_is_noted),
        cmocka_unit_test(a_section_that_is_never_left_is_noted),
        cmocka_unit_test(softirqs_in_a_section_leave_callbacks_alone),
        cmocka_unit_test(rcu_barrier_waits_for_callbacks_of_other_cpus),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
