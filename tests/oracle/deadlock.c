/* SPDX-License-Identifier: GPL-2.0-only */
#include "story.h"

static void a_wait_that_ends_is_fine(void **state)
{
    (void)state;
    IT(LOCK_WAIT, "a", 1, LOCK_SPIN, 0);
    IT(LOCK, "a", 1, LOCK_SPIN, 0);
    story_kept();
}

static void when_every_cpu_waits_it_is_found(void **state)
{
    (void)state;
    IT(TIMER, "teardown_timer", 1);
    IT(STUCK, "kill_timer", 2);
    story_broken("deadlock", "teardown_timer", "kill_timer");
}

static void the_other_cpus_wait_is_the_pair(void **state)
{
    struct finding finding;
    unsigned int wait;

    (void)state;
    story_at(1, CONTEXT_GUEST);
    wait = log_nr_events();
    IT(LOCK_WAIT, "b", 2, LOCK_SPIN, 0);
    story_at(0, CONTEXT_GUEST);
    IT(LOCK_WAIT, "a", 1, LOCK_SPIN, 0);
    IT(STUCK, "a", 2);
    assert_false(oracle_judge(&finding));
    assert_int_equal(finding.complaint.earlier, wait);
}

int main(void)
{
    static const struct CMUnitTest stories[] = {
        STORY(a_wait_that_ends_is_fine),
        STORY(when_every_cpu_waits_it_is_found),
        STORY(the_other_cpus_wait_is_the_pair),
    };

    return cmocka_run_group_tests(stories, NULL, NULL);
}
