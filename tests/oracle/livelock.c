/* SPDX-License-Identifier: GPL-2.0-only */
#include "story.h"

static void timers_may_go_on_while_the_world_gives_them_reasons(void **state)
{
    (void)state;
    IT(BUDGET, NULL, BUDGET_TIME, 256);
    story_kept();
}

static void timers_that_go_on_in_a_world_at_rest_are_found(void **state)
{
    (void)state;
    IT(PHASE, NULL, PHASE_TEARDOWN);
    IT(BUDGET, NULL, BUDGET_TIME, 256);
    story_broken("livelock", "idle", "time");
}

static void an_activation_without_end_is_found(void **state)
{
    (void)state;
    story_at(0, CONTEXT_TASKLET);
    IT(TASKLET, "notif_tasklet", 1);
    IT(BUDGET, NULL, BUDGET_STEPS, 20000);
    story_broken("livelock", "notif_tasklet", "steps");
}

static void a_loop_without_any_decision_point_is_found(void **state)
{
    (void)state;
    IT(BUDGET, NULL, BUDGET_ACCESSES, 100000);
    story_broken("livelock", NULL, "accesses");
}

static void a_run_without_end_is_found(void **state)
{
    (void)state;
    IT(BUDGET, NULL, BUDGET_RUN, 1000000);
    story_broken("livelock", NULL, "run");
}

int main(void)
{
    static const struct CMUnitTest stories[] = {
        STORY(timers_may_go_on_while_the_world_gives_them_reasons),
        STORY(timers_that_go_on_in_a_world_at_rest_are_found),
        STORY(an_activation_without_end_is_found),
        STORY(a_loop_without_any_decision_point_is_found),
        STORY(a_run_without_end_is_found),
    };

    return cmocka_run_group_tests(stories, NULL, NULL);
}
