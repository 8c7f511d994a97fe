/* SPDX-License-Identifier: GPL-2.0-only */
#include "story.h"

static void ask(unsigned int times)
{
    for ( unsigned int i = 0; i < times; i++ )
    {
        story_smc(X(FFA_FID64(NOTIFICATION_INFO_GET)));
        IT(HOSTILE, NULL, 5);
        story_smc_return(X(SUCCESS_64, 0, 0x81, 9));
    }
}

static void many_questions_in_many_tasklets_are_fine(void **state)
{
    (void)state;
    story_at(0, CONTEXT_TASKLET);
    for ( unsigned int i = 0; i < 4; i++ )
    {
        IT(TASKLET, "notif_tasklet", 1);
        ask(200);
        IT(TASKLET, "notif_tasklet", 0);
    }
    story_kept();
}

/* C4, C5: MORE for ever. */
static void one_tasklet_that_asks_for_ever_is_found(void **state)
{
    (void)state;
    story_at(0, CONTEXT_TASKLET);
    IT(TASKLET, "notif_tasklet", 1);
    ask(257);
    story_broken("unbounded-work", "notif_tasklet", "smcs");
}

static void a_handler_that_spends_its_budget_of_calls_is_found(void **state)
{
    (void)state;
    IT(HOOK, "domain_init", 1, 1ull << 32);
    IT(BUDGET, NULL, BUDGET_SMCS, 256);
    story_broken("unbounded-work", "domain_init", "smcs");
}

static void a_guests_call_that_spends_it_is_found(void **state)
{
    (void)state;
    story_domain(1);
    story_call(1, X(FFA_FID32(NOTIFICATION_GET), 2, 5));
    IT(BUDGET, NULL, BUDGET_SMCS, 256);
    story_broken("unbounded-work", "NOTIFICATION_GET", "smcs");
}

int main(void)
{
    static const struct CMUnitTest stories[] = {
        STORY(many_questions_in_many_tasklets_are_fine),
        STORY(one_tasklet_that_asks_for_ever_is_found),
        STORY(a_handler_that_spends_its_budget_of_calls_is_found),
        STORY(a_guests_call_that_spends_it_is_found),
    };

    return cmocka_run_group_tests(stories, NULL, NULL);
}
