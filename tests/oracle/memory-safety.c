/* SPDX-License-Identifier: GPL-2.0-only */
#include "story.h"

static void what_is_only_allocated_and_freed_is_fine(void **state)
{
    (void)state;
    IT(ALLOC, "ffa_ctx", 1, 128);
    IT(FREE, "ffa_ctx", 1);
    story_kept();
}

static void a_touch_of_freed_memory_is_found_where_the_tasklet_runs(
    void **state)
{
    (void)state;
    story_at(1, CONTEXT_TASKLET);
    IT(TASKLET, "notif_tasklet", 1);
    IT(BAD_ACCESS, "ffa_ctx", 1, 16, 1, 1, ACCESS_FREED);
    story_broken("memory-safety", "notif_tasklet", "ffa_ctx");
}

static void the_end_of_its_life_is_the_other_half_of_the_pair(void **state)
{
    struct finding finding;
    int end;

    (void)state;
    IT(ALLOC, "ffa_ctx", 1, 128);
    IT(ALLOC, "ffa_ctx", 2, 128);
    IT(FREE, "ffa_ctx", 2);
    end = (int)log_nr_events();
    IT(FREE, "ffa_ctx", 1);
    IT(FREE, "ffa_undo", 3);
    IT(BAD_ACCESS, "ffa_ctx", 1, 16, 1, 1, ACCESS_FREED);
    oracle_begin();
    assert_false(oracle_judge(&finding));
    assert_int_equal(finding.complaint.earlier, end);
}

static void the_site_is_known_better_when_the_log_tells_it(void **state)
{
    (void)state;
    story_at(1, CONTEXT_TASKLET);
    IT(TASKLET, "notif_tasklet", 1);
    IT(AT, "notif_vm_pend_intr:ACCESS_ONCE(ctx->notif.pending)");
    IT(BAD_ACCESS, "ffa_ctx", 1, 16, 1, 1, ACCESS_FREED);
    story_broken("memory-safety", "notif_vm_pend_intr", "ffa_ctx");
}

static void in_a_guest_call_the_site_is_the_call(void **state)
{
    (void)state;
    story_domain(1);
    story_call(1, X(FFA_FID32(NOTIFICATION_GET), 2, 5));
    IT(BAD_ACCESS, "ffa_ctx", 1, 16, 1, 0, ACCESS_NULL);
    story_broken("memory-safety", "NOTIFICATION_GET", "ffa_ctx");
}

static void a_second_free_is_found(void **state)
{
    (void)state;
    IT(BAD_FREE, "ffa_ctx", 1, ACCESS_FREED);
    story_broken("memory-safety", "idle", "ffa_ctx");
}

static void a_reference_put_twice_is_found(void **state)
{
    (void)state;
    IT(REFERENCE_BAD, "put_domain");
    story_broken("memory-safety", NULL, "put_domain");
}

static void an_interrupt_beyond_the_tables_is_found(void **state)
{
    (void)state;
    IT(CONTEXT_RULE, "irq_set_type", RULE_RANGE);
    story_broken("memory-safety", NULL, "irq_set_type");
}

static void a_hostile_spmc_excuses_no_bad_access(void **state)
{
    (void)state;
    story_smc(X(FFA_FID64(NOTIFICATION_INFO_GET)));
    IT(HOSTILE, NULL, 1);
    story_smc_return(X(SUCCESS_64, 0, ~0ull));
    IT(BAD_ACCESS, "ffa_ctx", 1, 200, 2, 0, ACCESS_OUTSIDE);
    story_broken("memory-safety", NULL, "ffa_ctx");
}

int main(void)
{
    static const struct CMUnitTest stories[] = {
        STORY(what_is_only_allocated_and_freed_is_fine),
        STORY(a_touch_of_freed_memory_is_found_where_the_tasklet_runs),
        STORY(the_end_of_its_life_is_the_other_half_of_the_pair),
        STORY(the_site_is_known_better_when_the_log_tells_it),
        STORY(in_a_guest_call_the_site_is_the_call),
        STORY(a_second_free_is_found),
        STORY(a_reference_put_twice_is_found),
        STORY(an_interrupt_beyond_the_tables_is_found),
        STORY(a_hostile_spmc_excuses_no_bad_access),
    };

    return cmocka_run_group_tests(stories, NULL, NULL);
}
