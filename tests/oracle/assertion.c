/* SPDX-License-Identifier: GPL-2.0-only */
#include "story.h"

static void a_panic_of_the_spmc_is_no_assertion_of_the_mediator(void **state)
{
    (void)state;
    IT(SPMC_PANIC, "assertion");
    story_kept();
}

static void an_assertion_that_fails_is_found(void **state)
{
    (void)state;
    story_at(0, CONTEXT_TASKLET);
    IT(TASKLET, "notif_tasklet", 1);
    IT(ASSERT, "pos < 20", 0);
    story_broken("assertion", "notif_tasklet", "pos < 20");
}

static void a_hostile_spmc_excuses_no_assertion(void **state)
{
    (void)state;
    story_smc(X(FFA_FID64(NOTIFICATION_INFO_GET)));
    IT(HOSTILE, NULL, 1);
    story_smc_return(X(SUCCESS_64, 0, ~0ull));
    IT(AT, "get_id_from_resp:ASSERT(pos < 20)");
    IT(ASSERT, "pos < 20", 0);
    story_broken("assertion", "get_id_from_resp", "pos < 20");
}

static void a_bug_in_a_guests_call_is_found(void **state)
{
    (void)state;
    story_domain(1);
    story_call(1, X(FFA_FID32(NOTIFICATION_BIND), 0x80010002, 0, 1));
    IT(ASSERT, "d->arch.tee", 1);
    story_broken("assertion", "NOTIFICATION_BIND", "d->arch.tee");
}

int main(void)
{
    static const struct CMUnitTest stories[] = {
        STORY(a_panic_of_the_spmc_is_no_assertion_of_the_mediator),
        STORY(an_assertion_that_fails_is_found),
        STORY(a_hostile_spmc_excuses_no_assertion),
        STORY(a_bug_in_a_guests_call_is_found),
    };

    return cmocka_run_group_tests(stories, NULL, NULL);
}
