/* SPDX-License-Identifier: GPL-2.0-only */
/* Domains from creation to the reuse of their ID, as Xen has it. */
#include "hyper.h"

#include <xen/errno.h>

static void note(const char *what)
{
    machine_note(EV_SOFTIRQ, name_intern(what), 0);
}

/* domain_create: domain_init sees an ID, no vCPUs, a 32-bit domain, nobody can
 * look it up. */
static int look_at_new_domain(struct domain *d)
{
    seam_tell(d->domain_id);
    seam_tell(d->max_vcpus);
    seam_tell(d->vcpu[0] == NULL && d->vcpu[1] == NULL);
    seam_tell(is_32bit_domain(d));
    seam_tell(rcu_lock_domain_by_id(d->domain_id) == NULL);
    seam_tell(d->is_dying == DOMDYING_alive);
    return 0;
}

static void the_mediator_sees_a_domain_before_anybody_can(void **state)
{
    static const uint64_t expected[] = {1, 2, 1, 1, 1, 1};

    (void)state;
    hyper_plain();
    hyper_ops.domain_init = look_at_new_domain;
    BOOT(1);
    assert_int_equal(RUN({0, hyper_create}), SCHED_QUIET);
    assert_int_equal(seam_nr_told, SIM_ARRAY_SIZE(expected));
    assert_memory_equal(seam_told, expected, sizeof(expected));
    assert_true(hypervisor_domain_exists(1));
    assert_int_equal(hypervisor_domain_vcpus(1), 2);
    assert_true(hypervisor_vcpu_online(1, 1));
}

static enum create_fail how;

static void create_and_fail(void)
{
    const struct create_arguments arguments = {
        .vcpus = 2,
        .ffa = true,
        .fail = how,
    };

    machine_push_context(CONTEXT_DOMCTL);
    seam_tell((uint64_t)-hypervisor_domain_create(1, &arguments));
    machine_pop_context();
}

/* domain_create, label fail: the context is freed before the teardown, whether
 * the failure is inside arch_domain_create or after it. */
static void a_failed_creation_frees_before_it_tears_down(void **state)
{
    (void)state;
    for ( how = CREATE_FAIL_ARCH; how <= CREATE_FAIL_LATE; how++ )
    {
        hyper_plain();
        BOOT(1);
        assert_int_equal(RUN({0, create_and_fail}), SCHED_QUIET);
        assert_int_equal(seam_told[0], ENOMEM);
        assert_story("0:hook probe, 0:hook probe, "
                     "0:hook domain_init, 0:hook domain_init, "
                     "0:hook free_domain_ctx, 0:hook free_domain_ctx, "
                     "0:hook domain_teardown, 0:hook domain_teardown",
                     EV_HOOK);
        assert_false(hypervisor_domain_exists(1));
    }
}

static int refuse(struct domain *d)
{
    (void)d;
    return -EINVAL;
}

static void a_refusal_of_the_mediator_is_a_failed_creation(void **state)
{
    (void)state;
    hyper_plain();
    hyper_ops.domain_init = refuse;
    BOOT(1);
    how = CREATE_FAIL_NO;
    assert_int_equal(RUN({0, create_and_fail}), SCHED_QUIET);
    assert_int_equal(seam_told[0], EINVAL);
    assert_story("0:hook probe, 0:hook probe, "
                 "0:hook domain_init, 0:hook domain_init, "
                 "0:hook free_domain_ctx, 0:hook free_domain_ctx, "
                 "0:hook domain_teardown, 0:hook domain_teardown",
                 EV_HOOK);
    /* Its ID is free again. */
    hyper_ops.domain_init = hyper_ops.domain_teardown;
    assert_int_equal(RUN({0, hyper_create}), SCHED_QUIET);
    assert_true(hypervisor_domain_exists(1));
}

static void note_free(struct domain *d)
{
    (void)d;
    note("ctx freed");
}

/* domain_kill, put_domain, complete_domain_destroy. */
static void a_killed_domain_goes_through_its_states(void **state)
{
    static const uint64_t states[] = {DOMAIN_CREATED, DOMAIN_DYING, DOMAIN_DEAD,
                                      DOMAIN_REMOVED, DOMAIN_FREED};

    (void)state;
    hyper_plain();
    hyper_ops.free_domain_ctx = note_free;
    BOOT(1);
    assert_int_equal(RUN({0, hyper_create}, {0, hyper_kill}), SCHED_QUIET);
    assert_int_equal(seam_count(EV_DOMAIN), 1 + SIM_ARRAY_SIZE(states));
    for ( unsigned int i = 0; i < SIM_ARRAY_SIZE(states); i++ )
        assert_int_equal(seam_event(EV_DOMAIN, 1 + i).arg[1], states[i]);
    assert_story("0:hook probe, 0:hook probe, "
                 "0:hook domain_init, 0:hook domain_init, "
                 "0:hook domain_teardown, 0:hook domain_teardown, "
                 "0:hook relinquish_resources, 0:hook relinquish_resources, "
                 "0:rcu callback -, "
                 "0:hook free_domain_ctx, 0:hook free_domain_ctx",
                 EV_HOOK, EV_RCU_RUN);
    assert_false(hypervisor_domain_exists(1));
}

static void kill_with_restarts(void)
{
    machine_push_context(CONTEXT_DOMCTL);
    seam_tell((uint64_t)-hypervisor_domain_kill(1, 6));
    machine_pop_context();
}

/* -ERESTART: everything is let go, the guest is left, the hypercall comes
 * again, and what was done is not done again. */
static void a_kill_that_restarts_tears_down_once(void **state)
{
    (void)state;
    hyper_plain();
    BOOT(1);
    assert_int_equal(RUN({0, hyper_create}, {0, kill_with_restarts}),
                     SCHED_QUIET);
    assert_int_equal(seam_told[0], 0);
    /* Two for the creation, one for the kill and one for each restart. */
    assert_int_equal(seam_count(EV_LOCK), 2 + 1 + 6);
    assert_story("0:hook probe, 0:hook probe, "
                 "0:hook domain_init, 0:hook domain_init, "
                 "0:hook domain_teardown, 0:hook domain_teardown, "
                 "0:hook relinquish_resources, 0:hook relinquish_resources, "
                 "0:hook free_domain_ctx, 0:hook free_domain_ctx",
                 EV_HOOK);
}

static unsigned int teardowns;

static int tear_down_in_two(struct domain *d)
{
    (void)d;
    return ++teardowns == 1 ? -ERESTART : 0;
}

/* tee_domain_teardown may ask to be called again. */
static void a_teardown_that_restarts_is_called_again(void **state)
{
    (void)state;
    hyper_plain();
    hyper_ops.domain_teardown = tear_down_in_two;
    teardowns = 0;
    BOOT(1);
    assert_int_equal(RUN({0, hyper_create}, {0, hyper_kill}), SCHED_QUIET);
    assert_int_equal(teardowns, 2);
    assert_false(hypervisor_domain_exists(1));
}

static void hold(void)
{
    seam_tell(hypervisor_domain_hold(1));
}

static void drop(void)
{
    seam_tell(hypervisor_domain_drop(1));
}

static void create_again(void)
{
    const struct create_arguments arguments = {.vcpus = 1, .ffa = true};

    machine_push_context(CONTEXT_DOMCTL);
    seam_tell((uint64_t)-hypervisor_domain_create(1, &arguments));
    machine_pop_context();
}

/* A reference keeps a dead domain in the list, and its ID taken. */
static void a_held_domain_keeps_its_id(void **state)
{
    (void)state;
    hyper_plain();
    BOOT(1);
    assert_int_equal(RUN({0, hyper_create}, {0, hold}, {0, hyper_kill},
                         {0, create_again}, {0, drop}, {0, create_again}),
                     SCHED_QUIET);
    assert_int_equal(seam_told[0], true);
    assert_int_equal(seam_told[1], EEXIST);
    assert_int_equal(seam_told[2], true);
    assert_int_equal(seam_told[3], 0);
    /* The second of its name. */
    assert_int_equal(seam_event(EV_DOMAIN, 6).arg[1], DOMAIN_CREATED);
    assert_int_equal(seam_event(EV_DOMAIN, 6).arg[2], 1);
}

static void look_up_dying(void)
{
    struct domain *d = rcu_lock_domain_by_id(1);
    struct domain *live;

    seam_tell(d != NULL);
    seam_tell((uint64_t)-rcu_lock_live_remote_domain_by_id(1, &live));
    rcu_unlock_domain(d);
    d = get_domain_by_id(1);
    seam_tell(d != NULL);
    put_domain(d);
}

/* rcu_lock_domain_by_id finds a dying domain, the live variant refuses it. */
static void a_dying_domain_is_found_but_not_as_a_live_one(void **state)
{
    (void)state;
    hyper_plain();
    BOOT(1);
    assert_int_equal(RUN({0, hyper_create}, {0, hold}, {0, hyper_kill},
                         {0, look_up_dying}),
                     SCHED_QUIET);
    assert_int_equal(seam_told[1], true);
    assert_int_equal(seam_told[2], EINVAL);
    assert_int_equal(seam_told[3], true);
}

static bool look_up_self(struct cpu_user_regs *regs)
{
    struct domain *d;

    (void)regs;
    seam_tell((uint64_t)-rcu_lock_live_remote_domain_by_id(1, &d));
    seam_tell((uint64_t)-rcu_lock_live_remote_domain_by_id(7, &d));
    d = rcu_lock_domain_by_id(1);
    seam_tell(d == current->domain);
    rcu_unlock_domain(d);
    return true;
}

static void call(void)
{
    seam_tell(hyper_call());
}

/* A domain needs no read section for itself, and is not remote to itself. */
static void a_guest_is_not_remote_to_itself(void **state)
{
    (void)state;
    hyper_plain();
    hyper_ops.handle_call = look_up_self;
    BOOT(1);
    assert_int_equal(RUN({0, hyper_create}, {0, call}), SCHED_QUIET);
    assert_int_equal(seam_told[0], EPERM);
    assert_int_equal(seam_told[1], ESRCH);
    assert_int_equal(seam_told[2], true);
    /* Only the toolstack's own look-up of the new domain was a section. */
    assert_int_equal(seam_count(EV_RCU), 2);
}

static bool call_with_a_point(struct cpu_user_regs *regs)
{
    (void)regs;
    note("in call");
    hyper_point("test:call");
    note("call ends");
    return true;
}

/* domain_pause: a vCPU in the hypervisor finishes its call first. */
static void a_kill_waits_for_a_vcpu_in_the_hypervisor(void **state)
{
    (void)state;
    hyper_plain();
    hyper_ops.handle_call = call_with_a_point;
    BOOT(2);
    assert_int_equal(RUN({0, hyper_create}), SCHED_QUIET);
    choice_feed_literal(choice_stream(), (const uint32_t[]){TO(1)}, 1);
    assert_int_equal(RUN({0, call}, {1, hyper_kill}), SCHED_QUIET);
    assert_int_equal(seam_event(EV_DOMAIN, 2).arg[1], DOMAIN_DYING);
    /* d0, the creation; then the kill, which has the lock, waits. */
    assert_story("0:domain -, "
                 "0:lock domctl_lock, 0:domain -, 0:lock domctl_lock, "
                 "0:softirq in call, 1:lock domctl_lock, "
                 "0:softirq call ends, 0:softirq -, "
                 "1:domain -, 1:domain -, 1:domain -, 1:softirq -, 1:domain -",
                 EV_DOMAIN, EV_LOCK, EV_SOFTIRQ);
}

static bool put_what_was_not_taken(struct cpu_user_regs *regs)
{
    (void)regs;
    get_knownalive_domain(current->domain);
    put_domain(current->domain);
    put_domain(current->domain);
    return true;
}

/* The façade counts the mediator's references apart. */
static void a_reference_that_was_never_taken_cannot_be_put(void **state)
{
    (void)state;
    hyper_plain();
    hyper_ops.handle_call = put_what_was_not_taken;
    BOOT(1);
    assert_int_equal(RUN({0, hyper_create}, {0, call}), SCHED_STOPPED);
    assert_story("0:bad reference "
                 "put_what_was_not_taken:put_domain(domain)",
                 EV_REFERENCE_BAD);
}

static void create_without_ffa(void)
{
    const struct create_arguments arguments = {.vcpus = 1, .online = true};

    machine_push_context(CONTEXT_DOMCTL);
    hypervisor_domain_create(1, &arguments);
    machine_pop_context();
}

/* tee.c: no domain_init, but every domain's end is told. */
static void a_domain_without_tee_is_still_torn_down(void **state)
{
    (void)state;
    hyper_plain();
    hyper_ops.free_domain_ctx = NULL;
    hyper_ops.init_secondary = NULL;
    BOOT(2);
    assert_int_equal(RUN({0, create_without_ffa}, {0, hyper_kill}),
                     SCHED_QUIET);
    assert_story("0:hook probe, 0:hook probe, "
                 "0:hook domain_teardown, 0:hook domain_teardown, "
                 "0:hook relinquish_resources, 0:hook relinquish_resources",
                 EV_HOOK);
}

static void nothing_is_left_of_a_dead_domain(void **state)
{
    (void)state;
    hyper_plain();
    BOOT(2);
    assert_int_equal(RUN({0, hyper_create}, {1, hyper_kill}), SCHED_QUIET);
    hypervisor_note_left();
    assert_int_equal(seam_count(EV_LEFT), 0);
    BOOT(2);
    assert_int_equal(RUN({0, hyper_create}), SCHED_QUIET);
    hypervisor_note_left();
    assert_int_equal(seam_event(EV_LEFT, 0).arg[0], LEFT_DOMAIN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_mediator_sees_a_domain_before_anybody_can),
        cmocka_unit_test(a_failed_creation_frees_before_it_tears_down),
        cmocka_unit_test(a_refusal_of_the_mediator_is_a_failed_creation),
        cmocka_unit_test(a_killed_domain_goes_through_its_states),
        cmocka_unit_test(a_kill_that_restarts_tears_down_once),
        cmocka_unit_test(a_teardown_that_restarts_is_called_again),
        cmocka_unit_test(a_held_domain_keeps_its_id),
        cmocka_unit_test(a_dying_domain_is_found_but_not_as_a_live_one),
        cmocka_unit_test(a_guest_is_not_remote_to_itself),
        cmocka_unit_test(a_kill_waits_for_a_vcpu_in_the_hypervisor),
        cmocka_unit_test(a_reference_that_was_never_taken_cannot_be_put),
        cmocka_unit_test(a_domain_without_tee_is_still_torn_down),
        cmocka_unit_test(nothing_is_left_of_a_dead_domain),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
