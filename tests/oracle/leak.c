/* SPDX-License-Identifier: GPL-2.0-only */
#include "story.h"

static void nothing_left_is_fine(void **state)
{
    (void)state;
    IT(PHASE, NULL, PHASE_END);
    story_kept();
}

static void memory_that_is_left_is_found(void **state)
{
    (void)state;
    IT(LEFT, "ffa_ctx", LEFT_MEMORY, 1, 0);
    story_broken("leak", "domain_teardown", "ffa_ctx");
}

static void a_bitmap_that_is_left_is_found(void **state)
{
    (void)state;
    IT(LEFT, NULL, LEFT_BITMAP, 1, 2);
    story_broken("leak", "domain_teardown", NULL);
}

static void a_bitmap_whose_end_was_refused_is_not_the_mediators(void **state)
{
    (void)state;
    IT(REFUSED, NULL, FFA_FID32(NOTIFICATION_BITMAP_DESTROY), STATUS(-6));
    IT(LEFT, NULL, LEFT_BITMAP, 1, 2);
    story_kept();
}

static void a_refused_bitmap_excuses_no_page(void **state)
{
    (void)state;
    IT(REFUSED, NULL, FFA_FID32(NOTIFICATION_BITMAP_DESTROY), STATUS(-6));
    IT(LEFT, "guest page", LEFT_PAGE, 1, 2);
    story_broken("leak", "domain_teardown", "guest page");
}

static void pages_that_the_spmc_may_still_use_are_kept(void **state)
{
    (void)state;
    story_smc(X(FFA_FID64(RXTX_MAP), 0x1000, 0x2000, 1));
    story_smc_return(X(SUCCESS_32));
    story_smc(X(FFA_FID32(RXTX_UNMAP)));
    IT(HOSTILE, NULL, 13);
    story_smc_return(X(FFA_FID32(INTERRUPT)));
    IT(LEFT, NULL, LEFT_PAGE, 2, 0);
    story_kept();
}

static void a_hostile_spmc_excuses_its_own_objects_only(void **state)
{
    (void)state;
    IT(HOSTILE, NULL, 15);
    IT(LEFT, NULL, LEFT_BITMAP, 1, 2);
    IT(LEFT, NULL, LEFT_BUFFER, 1, 2);
    story_kept();
    IT(LEFT, NULL, LEFT_RCU, 1, 0);
    story_broken("leak", "domain_teardown", NULL);
}

static void an_sp_that_refuses_the_end_of_a_vm_has_the_last_word(void **state)
{
    (void)state;
    IT(VM_MESSAGE, NULL, 0x8001, 2, 1, STATUS(-6));
    IT(LEFT, NULL, LEFT_VM_MESSAGE, 1, 2);
    story_kept();
}

static void an_sp_that_asked_to_be_told_again_was_not_told(void **state)
{
    (void)state;
    IT(VM_MESSAGE, NULL, 0x8001, 2, 1, STATUS(FFA_RETRY));
    IT(LEFT, NULL, LEFT_VM_MESSAGE, 1, 2);
    story_broken("leak", "domain_teardown", NULL);
}

static void sp_holds(uint64_t handle)
{
    IT(SHARE, NULL, handle, 2, SHARE_SHARE, 1, 1, 0);
    IT(RETRIEVED, NULL, handle, 0x8001);
}

static void reclaim_is_denied(void)
{
    story_smc(X(FFA_FID32(MEM_RECLAIM), 7));
    story_smc_return(X(FFA_FID32(ERROR), 0, STATUS(FFA_DENIED)));
}

/* FF-A 1.1, 16.4: a borrower lets go when it likes. */
static void a_timer_is_left_to_d0_only(void **state)
{
    (void)state;
    story_domain(0);
    IT(LEFT, "npi_timer_fn", LEFT_TIMER, 1, 0);
    story_kept();
    story_begin(state);
    story_domain(1);
    IT(DOMAIN, NULL, 1, DOMAIN_DYING, 1);
    IT(DOMAIN, NULL, 1, DOMAIN_FREED, 1);
    IT(LEFT, "npi_timer_fn", LEFT_TIMER, 1, 0);
    story_broken("leak", "domain_teardown", "npi_timer_fn");
}

static void a_share_that_an_sp_still_holds_is_left_with_its_pages(void **state)
{
    (void)state;
    sp_holds(7);
    reclaim_is_denied();
    IT(LEFT, "share", LEFT_SHARE, 1, 7);
    IT(LEFT, "guest page", LEFT_PAGE, 1, 2);
    story_kept();
}

static void a_share_that_an_sp_has_let_go_of_is_not_to_be_left(void **state)
{
    (void)state;
    sp_holds(7);
    reclaim_is_denied();
    IT(RELINQUISHED, NULL, 7, 0x8001);
    IT(LEFT, "share", LEFT_SHARE, 1, 7);
    story_broken("leak", "domain_teardown", "share");
}

static void a_share_that_nobody_asked_for_is_not_to_be_left(void **state)
{
    (void)state;
    sp_holds(7);
    IT(LEFT, "share", LEFT_SHARE, 1, 7);
    story_broken("leak", "domain_teardown", "share");
}

static void another_share_is_no_excuse(void **state)
{
    (void)state;
    sp_holds(7);
    reclaim_is_denied();
    IT(LEFT, "share", LEFT_SHARE, 1, 8);
    story_broken("leak", "domain_teardown", "share");
}

static void a_transaction_whose_rest_was_refused_cannot_be_ended(void **state)
{
    (void)state;
    story_smc(X(FFA_FID64(MEM_SHARE), 0x1020, 0x1000));
    story_smc_return(X(FFA_FID32(MEM_FRAG_RX), 0x2, 0, 0x1000, 0x20000));
    story_smc(X(FFA_FID32(MEM_FRAG_TX), 0x2, 0, 0x20, 0x20000));
    story_smc_return(X(FFA_FID32(ERROR), 0, STATUS(FFA_NO_MEMORY)));
    IT(LEFT, NULL, LEFT_SHARE, 1, 2);
    story_kept();
    IT(LEFT, "guest page", LEFT_PAGE, 1, 2);
    story_broken("leak", "domain_teardown", "guest page");
}

int main(void)
{
    static const struct CMUnitTest stories[] = {
        STORY(nothing_left_is_fine),
        STORY(memory_that_is_left_is_found),
        STORY(a_bitmap_that_is_left_is_found),
        STORY(a_bitmap_whose_end_was_refused_is_not_the_mediators),
        STORY(a_refused_bitmap_excuses_no_page),
        STORY(pages_that_the_spmc_may_still_use_are_kept),
        STORY(a_hostile_spmc_excuses_its_own_objects_only),
        STORY(an_sp_that_refuses_the_end_of_a_vm_has_the_last_word),
        STORY(an_sp_that_asked_to_be_told_again_was_not_told),
        STORY(a_timer_is_left_to_d0_only),
        STORY(a_share_that_an_sp_still_holds_is_left_with_its_pages),
        STORY(a_share_that_an_sp_has_let_go_of_is_not_to_be_left),
        STORY(a_share_that_nobody_asked_for_is_not_to_be_left),
        STORY(another_share_is_no_excuse),
        STORY(a_transaction_whose_rest_was_refused_cannot_be_ended),
    };

    return cmocka_run_group_tests(stories, NULL, NULL);
}
