/* SPDX-License-Identifier: GPL-2.0-only */
#include "story.h"

static void reported(unsigned int domid)
{
    story_call(domid, X(FFA_FID64(NOTIFICATION_INFO_GET)));
    story_return(domid, X(SUCCESS_64, 0, 0x80, domid + 1));
}

static void an_npi_for_what_was_told_is_fine_even_twice(void **state)
{
    (void)state;
    story_domain(1);
    story_set(1, 1);
    story_told(1);
    IT(VIRQ, NULL, 1, 1, 8, 0);
    story_npi(1);
    story_get(1, 1);
    story_kept();
}

static void an_npi_for_nothing_is_found(void **state)
{
    (void)state;
    story_domain(1);
    story_domain(2);
    story_set(1, 1);
    story_told(1);
    story_npi(2);
    story_broken("phantom-notification", "notif_tasklet", "npi");
}

static void an_npi_that_a_hostile_reply_asked_for_is_tolerated(void **state)
{
    (void)state;
    story_domain(1);
    story_at(0, CONTEXT_TASKLET);
    IT(TASKLET, "notif_tasklet", 1);
    story_smc(X(FFA_FID64(NOTIFICATION_INFO_GET)));
    IT(HOSTILE, NULL, 9);
    story_smc_return(X(SUCCESS_64, 0, 0x80, 2));
    story_npi(1);
    story_kept();
}

static void an_npi_for_a_message_between_vms_is_fine(void **state)
{
    (void)state;
    story_domain(1);
    story_domain(2);
    story_call(1, X(FFA_FID32(MSG_SEND2)));
    IT(VIRQ, NULL, 2, 0, 8, 0);
    story_return(1, X(SUCCESS_32));
    story_kept();
}

static void an_npi_in_a_new_life_for_what_the_old_one_was_told_is_found(
    void **state)
{
    (void)state;
    story_domain(1);
    story_set(1, 1);
    story_told(1);
    story_npi(1);
    story_at(0, CONTEXT_DOMCTL);
    IT(DOMAIN, NULL, 1, DOMAIN_DYING, 1);
    IT(DOMAIN, NULL, 1, DOMAIN_FREED, 1);
    IT(DOMAIN, NULL, 1, DOMAIN_CREATED, 2);
    IT(VIRQ, NULL, 1, 0, 8, 0);
    story_broken("phantom-notification", NULL, "npi");
}

/* No reply of the SPMC says whose life it speaks of. */
static void an_npi_that_was_on_its_way_when_the_id_was_reused_is_fine(
    void **state)
{
    (void)state;
    story_domain(1);
    story_set(1, 1);
    story_told(1);
    story_at(1, CONTEXT_DOMCTL);
    IT(DOMAIN, NULL, 1, DOMAIN_DYING, 1);
    IT(DOMAIN, NULL, 1, DOMAIN_FREED, 1);
    IT(DOMAIN, NULL, 1, DOMAIN_CREATED, 2);
    story_at(0, CONTEXT_TASKLET);
    story_npi(1);
    story_kept();
}

static void bits_that_were_not_taken_are_found(void **state)
{
    const uint64_t *get = X(FFA_FID32(NOTIFICATION_GET), 2, 5);

    (void)state;
    story_domain(1);
    story_call(1, get);
    story_smc(get);
    IT(TAKEN, NULL, 2, 0, 0xffff, 0x80000000);
    story_smc_return(X(SUCCESS_32, 0, 0x80000000));
    story_return(1, X(SUCCESS_32, 0, 0x80000000, 0xffffffff));
    story_broken("phantom-notification", "NOTIFICATION_GET", "bits from SPs");
}

static void bits_in_a_hostile_reply_are_passed_on_at_the_spmcs_risk(
    void **state)
{
    const uint64_t *get = X(FFA_FID32(NOTIFICATION_GET), 2, 5);

    (void)state;
    story_domain(1);
    story_call(1, get);
    story_smc(get);
    IT(HOSTILE, NULL, 20);
    story_smc_return(X(SUCCESS_32, 0, 0xff));
    story_return(1, X(SUCCESS_32, 0, 0xff));
    story_kept();
}

/* The hypervisor's own framework bit is not the SPMC's. */
static void a_full_rx_buffer_is_the_mediators_own_news(void **state)
{
    const uint64_t *get = X(FFA_FID32(NOTIFICATION_GET), 2, 0xf);

    (void)state;
    story_domain(1);
    story_call(1, get);
    story_return(1, X(SUCCESS_32, 0, 0, 0, 0, 0, 0, 1));
    story_kept();
}

static void info_get_about_what_was_told_is_fine(void **state)
{
    (void)state;
    story_domain(1);
    story_set(1, 1);
    story_told(1);
    story_npi(1);
    reported(1);
    story_kept();
}

static void info_get_about_nothing_is_found(void **state)
{
    (void)state;
    story_domain(1);
    reported(1);
    story_broken("phantom-notification", "NOTIFICATION_INFO_GET_64", "info");
}

static void info_get_about_what_was_fetched_is_found(void **state)
{
    (void)state;
    story_domain(1);
    story_set(1, 1);
    story_told(1);
    story_npi(1);
    story_get(1, 1);
    reported(1);
    story_broken("phantom-notification", "NOTIFICATION_INFO_GET_64", "info");
}

/* GET ran between the reply and what the tasklet did about it. */
static void a_late_tasklet_may_leave_a_stale_report(void **state)
{
    (void)state;
    story_domain(1);
    story_set(1, 1);
    story_told(1);
    story_at(1, CONTEXT_IDLE);
    story_get(1, 1);
    story_at(0, CONTEXT_TASKLET);
    story_npi(1);
    reported(1);
    story_kept();
}

/* FF-A 1.1, 16.7: INFO_GET does not say which bitmap has something. */
static void a_get_of_one_half_may_leave_a_report_of_the_other(void **state)
{
    const uint64_t *get = X(FFA_FID32(NOTIFICATION_GET), 2, FFA_GET_FROM_SPM);
    const uint64_t *reply = X(SUCCESS_32, 0, 0, 0, 0, 0, 1);

    (void)state;
    story_domain(1);
    IT(SET, NULL, 2, 0, 2, 0xffff, 1);
    story_told(1);
    story_npi(1);
    story_call(1, get);
    story_smc(get);
    IT(TAKEN, NULL, 2, 2, 0xffff, 1);
    story_smc_return(reply);
    story_return(1, reply);
    reported(1);
    story_kept();
}

/* For an interrupt, say: that is the SPMC's affair. */
static void an_sp_may_want_to_run_without_a_notification(void **state)
{
    (void)state;
    story_domain(0);
    story_call(0, X(FFA_FID64(NOTIFICATION_INFO_GET)));
    story_return(0, X(SUCCESS_64, 0, 0x80, 0x8001));
    story_kept();
}

static void its_scheduler_is_told_of_nothing_else(void **state)
{
    (void)state;
    story_domain(0);
    story_call(0, X(FFA_FID64(NOTIFICATION_INFO_GET)));
    story_return(0, X(SUCCESS_64, 0, 0x100, 0x80010001));
    story_broken("phantom-notification", "NOTIFICATION_INFO_GET_64", "info");
}

int main(void)
{
    static const struct CMUnitTest stories[] = {
        STORY(an_npi_for_what_was_told_is_fine_even_twice),
        STORY(an_npi_for_nothing_is_found),
        STORY(an_npi_that_a_hostile_reply_asked_for_is_tolerated),
        STORY(an_npi_for_a_message_between_vms_is_fine),
        STORY(an_npi_in_a_new_life_for_what_the_old_one_was_told_is_found),
        STORY(an_npi_that_was_on_its_way_when_the_id_was_reused_is_fine),
        STORY(bits_that_were_not_taken_are_found),
        STORY(bits_in_a_hostile_reply_are_passed_on_at_the_spmcs_risk),
        STORY(a_full_rx_buffer_is_the_mediators_own_news),
        STORY(info_get_about_what_was_told_is_fine),
        STORY(info_get_about_nothing_is_found),
        STORY(info_get_about_what_was_fetched_is_found),
        STORY(a_late_tasklet_may_leave_a_stale_report),
        STORY(a_get_of_one_half_may_leave_a_report_of_the_other),
        STORY(an_sp_may_want_to_run_without_a_notification),
        STORY(its_scheduler_is_told_of_nothing_else),
    };

    return cmocka_run_group_tests(stories, NULL, NULL);
}
