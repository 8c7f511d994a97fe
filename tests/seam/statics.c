/* SPDX-License-Identifier: GPL-2.0-only */
/* The mediator's statics go back to their boot image. */
#include "seam.h"

#include "fake-mediator.h"

static void change(void)
{
    fake_change();
    seam_tell((uint64_t)fake_once());
}

static void every_static_is_as_at_boot_in_every_run(void **state)
{
    long at_boot;

    (void)state;
    START(1);
    at_boot = fake_digest();
    for ( int i = 0; i < 3; i++ )
    {
        START(1);
        assert_int_equal(fake_digest(), at_boot);
        assert_int_equal(RUN({0, change}), SCHED_QUIET);
        assert_int_equal(seam_told[0], 1);
        assert_int_not_equal(fake_digest(), at_boot);
    }
}

static void a_lock_of_the_mediator_has_its_first_number_in_every_run(
    void **state)
{
    (void)state;
    for ( int i = 0; i < 2; i++ )
    {
        START(1);
        assert_int_equal(RUN({0, change}), SCHED_QUIET);
        assert_int_equal(seam_event(EV_LOCK, 0).arg[0], 1);
        assert_int_equal(seam_count(EV_LOCK_BAD), 0);
    }
}

static void data_that_is_final_after_boot_may_change_before(void **state)
{
    (void)state;
    START(1);
    assert_int_equal(RUN({0, fake_write_final}), SCHED_QUIET);
    reset_seal();
    assert_int_equal(RUN({0, change}), SCHED_QUIET);
    reset_check_sealed();
    assert_int_equal(seam_count(EV_CONTEXT_RULE), 0);
}

static void data_that_is_final_after_boot_changing_later_is_told(void **state)
{
    (void)state;
    START(1);
    reset_seal();
    assert_int_equal(RUN({0, fake_write_final}), SCHED_QUIET);
    reset_check_sealed();
    assert_story("0:context rule __ro_after_init", EV_CONTEXT_RULE);
    assert_int_equal(seam_event(EV_CONTEXT_RULE, 0).arg[0], RULE_READ_ONLY);
}

static void init_code_that_runs_after_boot_is_told(void **state)
{
    (void)state;
    START(1);
    assert_int_equal(RUN({0, fake_init_call}), SCHED_QUIET);
    assert_int_equal(seam_count(EV_CONTEXT_RULE), 0);
    reset_seal();
    assert_int_equal(RUN({0, fake_init_call}), SCHED_STOPPED);
    assert_int_equal(seam_event(EV_CONTEXT_RULE, 0).arg[0],
                     RULE_INIT_CALLED_LATE);
}

static void call_sites_keep_their_names_over_runs(void **state)
{
    name_t first;

    (void)state;
    START(1);
    assert_int_equal(RUN({0, change}), SCHED_QUIET);
    first = facade_site();
    START(1);
    assert_int_equal(RUN({0, change}), SCHED_QUIET);
    assert_int_equal(facade_site(), first);
    assert_string_equal(name_text(first), "fake_change:spin_lock(lock)");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_static_is_as_at_boot_in_every_run),
        cmocka_unit_test(
            a_lock_of_the_mediator_has_its_first_number_in_every_run),
        cmocka_unit_test(data_that_is_final_after_boot_may_change_before),
        cmocka_unit_test(data_that_is_final_after_boot_changing_later_is_told),
        cmocka_unit_test(init_code_that_runs_after_boot_is_told),
        cmocka_unit_test(call_sites_keep_their_names_over_runs),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
