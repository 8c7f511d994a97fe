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
    oracle_begin();
    assert_false(oracle_judge(&finding));
    assert_int_equal(finding.complaint.earlier, wait);
    story_broken("deadlock", "guest", "a");
}

/* An interrupt wants what it has interrupted. */
static void a_cpu_that_waits_for_itself_is_found(void **state)
{
    (void)state;
    story_domain(1);
    story_call(1, X(FFA_FID32(NOTIFICATION_GET), 2, 5));
    IT(LOCK, "notif_lock", 3, LOCK_SPIN, 0);
    story_at(0, CONTEXT_IRQ);
    IT(IRQ, NULL, 8);
    IT(LOCK_WAIT, "notif_lock", 3, LOCK_SPIN, 1);
    IT(STUCK, "notif_lock", 1);
    story_broken(NULL, NULL, NULL);
    story_begin(state);
    story_at(0, CONTEXT_TASKLET);
    IT(TASKLET, "notif_tasklet", 1);
    IT(LOCK, "notif_lock", 3, LOCK_SPIN, 0);
    IT(STUCK, "domain_lock", 1);
    story_broken("deadlock", "notif_tasklet", "domain_lock");
}

int main(void)
{
    static const struct CMUnitTest stories[] = {
        STORY(a_wait_that_ends_is_fine),
        STORY(when_every_cpu_waits_it_is_found),
        STORY(the_other_cpus_wait_is_the_pair),
        STORY(a_cpu_that_waits_for_itself_is_found),
    };

    return cmocka_run_group_tests(stories, NULL, NULL);
}
