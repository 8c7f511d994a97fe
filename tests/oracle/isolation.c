/* SPDX-License-Identifier: GPL-2.0-only */
#include "story.h"

#define CANARY 0xc0dec0de00000000ull

static void a_vm_that_is_spoken_for_as_itself_is_fine(void **state)
{
    const uint64_t *bind = X(FFA_FID32(NOTIFICATION_BIND), 0x80010002, 0, 1);

    (void)state;
    story_domain(1);
    story_call(1, bind);
    story_smc(bind);
    story_smc_return(X(SUCCESS_32));
    story_return(1, X(SUCCESS_32));
    story_kept();
}

static void a_get_for_another_vm_is_found(void **state)
{
    const uint64_t *get = X(FFA_FID32(NOTIFICATION_GET), 3, 5);

    (void)state;
    story_domain(1);
    story_domain(2);
    story_call(1, get);
    story_smc(get);
    story_broken("isolation", "NOTIFICATION_GET", "NOTIFICATION_GET");
}

static void a_set_from_another_vm_is_found(void **state)
{
    const uint64_t *set = X(FFA_FID32(NOTIFICATION_SET), 0x00038001, 0, 1);

    (void)state;
    story_domain(1);
    story_call(1, set);
    story_smc(set);
    story_broken("isolation", "NOTIFICATION_SET", "NOTIFICATION_SET");
}

static void an_interrupt_in_a_call_speaks_for_itself(void **state)
{
    (void)state;
    story_domain(1);
    story_domain(2);
    story_call(1, X(FFA_FID32(ID_GET)));
    story_at(0, CONTEXT_IRQ);
    story_smc(X(FFA_FID32(NOTIFICATION_GET), 3, 5));
    story_smc_return(X(SUCCESS_32));
    story_at(0, CONTEXT_GUEST);
    story_return(1, X(SUCCESS_32, 0, 2));
    story_kept();
}

static void a_bitmap_ends_with_its_domain(void **state)
{
    (void)state;
    story_domain(1);
    IT(DOMAIN, NULL, 1, DOMAIN_DYING, 1);
    story_at(0, CONTEXT_TIMER);
    IT(TIMER, "teardown_timer", 1);
    story_smc(X(FFA_FID32(NOTIFICATION_BITMAP_DESTROY), 2));
    story_smc_return(X(SUCCESS_32));
    story_kept();
}

/* The ID was reused by a domain that has no FF-A, and so no bitmap. */
static void a_bitmap_that_outlives_its_vm_may_end_any_time(void **state)
{
    (void)state;
    story_domain(1);
    IT(DOMAIN, NULL, 1, DOMAIN_DYING, 1);
    IT(DOMAIN, NULL, 1, DOMAIN_FREED, 1);
    IT(DOMAIN, NULL, 1, DOMAIN_CREATED, 2);
    IT(DOMAIN_CREATE, NULL, 1, 1, 0, 0);
    story_at(0, CONTEXT_TIMER);
    IT(TIMER, "teardown_timer", 1);
    story_smc(X(FFA_FID32(NOTIFICATION_BITMAP_DESTROY), 2));
    story_smc_return(X(SUCCESS_32));
    story_kept();
}

/* The ID was reused, and late work for its old owner hits the new one. */
static void a_bitmap_of_a_living_domain_that_a_timer_ends_is_found(void **state)
{
    (void)state;
    story_domain(1);
    story_at(0, CONTEXT_TIMER);
    IT(TIMER, "teardown_timer", 1);
    story_smc(X(FFA_FID32(NOTIFICATION_BITMAP_DESTROY), 2));
    story_broken("isolation", "teardown_timer", "NOTIFICATION_BITMAP_DESTROY");
}

static void a_bitmap_for_another_domain_than_the_new_one_is_found(void **state)
{
    (void)state;
    IT(HOOK, "domain_init", 1, 1ull << 32);
    story_smc(X(FFA_FID32(NOTIFICATION_BITMAP_CREATE), 1, 2));
    story_broken("isolation", "domain_init", "NOTIFICATION_BITMAP_CREATE");
}

static void an_sp_that_hears_of_the_end_of_a_living_vm_is_found(void **state)
{
    (void)state;
    story_domain(1);
    IT(HOOK, "domain_teardown", 3, 1ull << 32);
    story_smc(X(FFA_FID32(MSG_SEND_DIRECT_REQ), 0x8001, 0x80000006, 0, 0, 2));
    story_broken("isolation", "domain_teardown", "MSG_SEND_DIRECT_REQ_32");
}

static void get_reply(uint64_t x1, uint64_t x2)
{
    const uint64_t *call = X(FFA_FID32(FEATURES), 0x8400007f);

    story_domain(1);
    story_call(1, call);
    story_smc(call);
    story_smc_return(X(SUCCESS_32, CANARY | 0x5eed0001, CANARY | 0x20000));
    story_return(1, X(SUCCESS_32, x1, x2));
}

/* FF-A 1.1, 11.2: w1 is no result. */
static void a_register_that_the_spmc_left_over_is_found(void **state)
{
    (void)state;
    get_reply(CANARY | 0x5eed0001, 0x20000);
    story_broken("isolation", "FEATURES", "register");
}

static void half_of_such_a_register_is_found_too(void **state)
{
    (void)state;
    get_reply(0x5eed0001, 0x20000);
    story_broken("isolation", "FEATURES", "register");
}

static void the_upper_half_of_a_result_of_32_bits_is_found(void **state)
{
    (void)state;
    get_reply(0, CANARY | 0x20000);
    story_broken("isolation", "FEATURES", "register");
}

static void a_result_in_the_lower_half_is_a_result(void **state)
{
    (void)state;
    get_reply(0, 0x20000);
    story_kept();
}

static void what_the_guest_itself_left_there_is_its_own(void **state)
{
    (void)state;
    story_domain(1);
    story_call(1, X(FFA_FID32(ID_GET), 0, 0, CANARY | 7));
    story_return(1, X(SUCCESS_32, 0, 2, CANARY | 7));
    story_kept();
}

static void answered(uint64_t x0, uint64_t x2)
{
    story_domain(1);
    story_call(1, X(FFA_FID32(NOTIFICATION_BIND), 0x80010002, 0, 1));
    story_return(1, X(x0, 0, x2));
}

static void an_error_of_the_specification_is_a_reply(void **state)
{
    (void)state;
    answered(ERROR_32, STATUS(FFA_NOT_SUPPORTED));
    story_kept();
}

static void a_positive_status_is_no_reply(void **state)
{
    (void)state;
    answered(ERROR_32, 5);
    story_broken("isolation", "NOTIFICATION_BIND", "reply");
}

static void a_message_is_no_reply_to_bind(void **state)
{
    (void)state;
    answered(FFA_FID32(INTERRUPT), 0);
    story_broken("isolation", "NOTIFICATION_BIND", "reply");
}

static void a_success_with_more_than_32_bits_is_no_reply(void **state)
{
    (void)state;
    answered(CANARY | SUCCESS_32, 0);
    story_broken("isolation", "NOTIFICATION_BIND", "reply");
}

static void a_message_is_a_reply_to_a_message(void **state)
{
    (void)state;
    story_domain(1);
    story_call(1, X(FFA_FID32(MSG_SEND_DIRECT_REQ), 0x00028001));
    story_return(1, X(FFA_FID32(INTERRUPT), 0x80010000));
    story_kept();
}

/* The SPMC sent more than it was asked for, and it was handed on. */
static void a_bitmap_that_get_was_not_asked_for_is_found(void **state)
{
    const uint64_t *get = X(FFA_FID32(NOTIFICATION_GET), 2, FFA_GET_FROM_SPM);

    (void)state;
    story_domain(1);
    story_call(1, get);
    story_smc(get);
    IT(HOSTILE, NULL, 21);
    story_smc_return(X(SUCCESS_32, 0, 0xff));
    story_return(1, X(SUCCESS_32, 0, 0xff));
    story_broken("isolation", "NOTIFICATION_GET", "unasked bitmap");
}

static void another_endpoint_in_the_vms_own_list_is_found(void **state)
{
    (void)state;
    story_domain(1);
    story_domain(2);
    story_set(2, 1);
    story_told(2);
    story_npi(2);
    story_call(1, X(FFA_FID64(NOTIFICATION_INFO_GET)));
    story_return(1, X(SUCCESS_64, 0, 0x80, 3));
    story_broken(NULL, "NOTIFICATION_INFO_GET_64", NULL);
}

/* FF-A 1.1, 10.9: who schedules SPs is told which. */
static void the_scheduler_hears_of_sps(void **state)
{
    (void)state;
    story_domain(0);
    IT(TOLD, NULL, 0x8001, 0xffff);
    story_call(0, X(FFA_FID64(NOTIFICATION_INFO_GET)));
    story_return(0, X(SUCCESS_64, 0, 0x80, 0x8001));
    story_kept();
}

static void nobody_else_hears_of_sps(void **state)
{
    (void)state;
    story_domain(1);
    story_set(1, 1);
    story_told(1);
    story_npi(1);
    IT(TOLD, NULL, 0x8001, 0xffff);
    story_call(1, X(FFA_FID64(NOTIFICATION_INFO_GET)));
    story_return(1, X(SUCCESS_64, 0, 0x100, 0x80010002));
    story_broken("isolation", "NOTIFICATION_INFO_GET_64", "endpoint");
}

static void a_second_list_about_another_endpoint_is_found(void **state)
{
    (void)state;
    story_domain(1);
    story_set(1, 1);
    story_told(1);
    story_npi(1);
    story_call(1, X(FFA_FID64(NOTIFICATION_INFO_GET)));
    story_return(1, X(SUCCESS_64, 0, 1 << 12 | 2 << 7, 0x300000002));
    story_broken("isolation", "NOTIFICATION_INFO_GET_64", "endpoint");
}

static void another_id_than_its_own_is_found(void **state)
{
    (void)state;
    story_domain(1);
    story_call(1, X(FFA_FID32(ID_GET)));
    story_return(1, X(SUCCESS_32, 0, 1));
    story_broken("isolation", "ID_GET", "endpoint");
}

static void an_npi_into_no_domain_is_found(void **state)
{
    (void)state;
    story_smc(X(FFA_FID64(NOTIFICATION_INFO_GET)));
    IT(HOSTILE, NULL, 8);
    story_smc_return(X(SUCCESS_64, 0, 0x80, 9));
    IT(VIRQ, NULL, 8, 0, 8, 0);
    story_broken("isolation", NULL, "npi");
}

static void extended_registers_of_the_spmc_are_found(void **state)
{
    (void)state;
    story_domain(1);
    story_call(1, X(FFA_FID32(MSG_SEND_DIRECT_REQ), 0x00028001));
    IT(RETURN_HIGH, NULL, 1, 0, CANARY | 0xff);
    story_broken("isolation", "MSG_SEND_DIRECT_REQ_32", "register");
}

/* FF-A 1.1, 7.4: the request of another, run to its end. */
static void an_sp_that_works_for_another_is_not_run(void **state)
{
    const uint64_t *run = X(FFA_FID32(RUN), 0x80010000);

    (void)state;
    story_domain(1);
    story_domain(2);
    IT(DIRECT, NULL, 0x8001, 2, DIRECT_SUSPENDED, 0);
    story_call(1, run);
    story_smc(run);
    story_kept();
    story_call(2, run);
    story_smc(run);
    story_broken("isolation", "RUN", "RUN");
}

/* d1's request was interrupted, d1 runs the SP and hears STATUS, then d2 does. */
static void two_run_an_sp(uint64_t status)
{
    const uint64_t *run = X(FFA_FID32(RUN), 0x80010000);

    story_domain(1);
    story_domain(2);
    IT(DIRECT, NULL, 0x8001, 2, DIRECT_SUSPENDED, 0);
    story_call(1, run);
    story_smc(run);
    IT(REFUSED, NULL, FFA_FID32(RUN), status);
    story_smc_return(X(FFA_FID32(ERROR), 0, status));
    story_return(1, X(FFA_FID32(ERROR), 0, status));
    story_call(2, run);
    story_smc(run);
}

static void an_sp_that_is_said_to_have_died_may_be_run(void **state)
{
    (void)state;
    two_run_an_sp(STATUS(FFA_ABORTED));
    story_kept();
}

/* The SP was in the old request all the time; nobody could know. */
static void an_sp_that_rises_from_the_dead_may_be_run(void **state)
{
    const uint64_t *run = X(FFA_FID32(RUN), 0x80010000);

    (void)state;
    two_run_an_sp(STATUS(FFA_ABORTED));
    IT(DIRECT, NULL, 0x8001, 2, DIRECT_SUSPENDED, 0);
    story_smc_return(X(FFA_FID32(YIELD), 0x80010000));
    story_smc(run);
    story_kept();
}

static void an_sp_that_is_in_a_new_request_is_anothers(void **state)
{
    const uint64_t *run = X(FFA_FID32(RUN), 0x80010000);

    (void)state;
    two_run_an_sp(STATUS(FFA_ABORTED));
    IT(DIRECT, NULL, 0x8001, 2, DIRECT_TAKEN, 0);
    IT(DIRECT, NULL, 0x8001, 2, DIRECT_SUSPENDED, 0);
    story_smc_return(X(FFA_FID32(YIELD), 0x80010000));
    story_smc(run);
    story_broken("isolation", "RUN", "RUN");
}

static void an_sp_that_is_busy_is_still_anothers(void **state)
{
    (void)state;
    two_run_an_sp(STATUS(FFA_BUSY));
    story_broken("isolation", "RUN", "RUN");
}

static void an_answer_for_another_is_found(void **state)
{
    (void)state;
    story_domain(1);
    story_call(1, X(FFA_FID32(MSG_SEND_DIRECT_REQ), 0x28001));
    story_return(1, X(FFA_FID32(MSG_SEND_DIRECT_RESP), 0x80010003));
    story_broken("isolation", "MSG_SEND_DIRECT_REQ_32", "endpoint");
}

int main(void)
{
    static const struct CMUnitTest stories[] = {
        STORY(a_vm_that_is_spoken_for_as_itself_is_fine),
        STORY(a_get_for_another_vm_is_found),
        STORY(a_set_from_another_vm_is_found),
        STORY(an_interrupt_in_a_call_speaks_for_itself),
        STORY(a_bitmap_ends_with_its_domain),
        STORY(a_bitmap_that_outlives_its_vm_may_end_any_time),
        STORY(a_bitmap_of_a_living_domain_that_a_timer_ends_is_found),
        STORY(a_bitmap_for_another_domain_than_the_new_one_is_found),
        STORY(an_sp_that_hears_of_the_end_of_a_living_vm_is_found),
        STORY(a_register_that_the_spmc_left_over_is_found),
        STORY(half_of_such_a_register_is_found_too),
        STORY(the_upper_half_of_a_result_of_32_bits_is_found),
        STORY(a_result_in_the_lower_half_is_a_result),
        STORY(what_the_guest_itself_left_there_is_its_own),
        STORY(an_error_of_the_specification_is_a_reply),
        STORY(a_positive_status_is_no_reply),
        STORY(a_message_is_no_reply_to_bind),
        STORY(a_success_with_more_than_32_bits_is_no_reply),
        STORY(a_message_is_a_reply_to_a_message),
        STORY(a_bitmap_that_get_was_not_asked_for_is_found),
        STORY(another_endpoint_in_the_vms_own_list_is_found),
        STORY(the_scheduler_hears_of_sps),
        STORY(nobody_else_hears_of_sps),
        STORY(a_second_list_about_another_endpoint_is_found),
        STORY(another_id_than_its_own_is_found),
        STORY(an_npi_into_no_domain_is_found),
        STORY(extended_registers_of_the_spmc_are_found),
        STORY(an_sp_that_works_for_another_is_not_run),
        STORY(an_sp_that_is_said_to_have_died_may_be_run),
        STORY(an_sp_that_rises_from_the_dead_may_be_run),
        STORY(an_sp_that_is_in_a_new_request_is_anothers),
        STORY(an_sp_that_is_busy_is_still_anothers),
        STORY(an_answer_for_another_is_found),
    };

    return cmocka_run_group_tests(stories, NULL, NULL);
}
