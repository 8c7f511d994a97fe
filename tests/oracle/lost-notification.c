/* SPDX-License-Identifier: GPL-2.0-only */
#include "story.h"

static void pending(unsigned int domid, uint64_t bits, uint64_t told)
{
    story_at(0, CONTEXT_BOOT);
    IT(PHASE, NULL, PHASE_LIVENESS);
    IT(PENDING, NULL, domid + 1, 0xffff, 0, bits, told);
}

static void no_data(unsigned int domid)
{
    story_call(domid, X(FFA_FID64(NOTIFICATION_INFO_GET)));
    story_return(domid, X(ERROR_32, 0, STATUS(FFA_NO_DATA)));
}

static void reported(unsigned int domid)
{
    story_call(domid, X(FFA_FID64(NOTIFICATION_INFO_GET)));
    story_return(domid, X(SUCCESS_64, 0, 0x80, domid + 1));
}

static void what_is_announced_and_fetched_is_fine(void **state)
{
    (void)state;
    story_domain(1);
    story_set(1, 1);
    story_told(1);
    story_npi(1);
    story_get(1, 1);
    IT(PHASE, NULL, PHASE_LIVENESS);
    IT(PHASE, NULL, PHASE_TEARDOWN);
    story_kept();
}

/* The mediator was told and injected nothing. */
static void a_vm_that_is_never_told_is_found(void **state)
{
    (void)state;
    story_domain(1);
    story_set(1, 1);
    story_told(1);
    IT(TASKLET, "notif_tasklet", 0);
    pending(1, 1, 1);
    story_broken("lost-notification", "notif_tasklet", "npi");
}

/* The vCPU went offline under the injection. */
static void an_npi_that_the_vgic_drops_is_found(void **state)
{
    (void)state;
    story_domain(1);
    story_set(1, 1);
    story_told(1);
    IT(VIRQ, NULL, 1, 0, 8, 1);
    IT(TASKLET, "notif_tasklet", 0);
    pending(1, 1, 1);
    story_broken("lost-notification", "notif_tasklet", "npi-dropped");
}

static void an_sri_on_a_cpu_without_a_handler_is_found(void **state)
{
    (void)state;
    story_domain(1);
    story_at(1, CONTEXT_SECURE);
    IT(SET, NULL, 2, 0x8001, 0, 0xffff, 1);
    IT(SRI, NULL, 1);
    IT(IRQ_LOST, NULL, 8);
    pending(1, 1, 0);
    story_broken("lost-notification", "irq", "sri");
}

/* MORE was set and nobody asked again. */
static void what_the_spmc_was_never_asked_to_list_is_found(void **state)
{
    (void)state;
    story_domain(1);
    story_set(1, 1);
    pending(1, 1, 0);
    story_broken("lost-notification", "irq", "info");
}

static void an_sri_without_handler_is_fine_if_another_cpu_asks(void **state)
{
    (void)state;
    story_domain(1);
    story_at(1, CONTEXT_SECURE);
    IT(SET, NULL, 2, 0x8001, 0, 0xffff, 1);
    IT(IRQ_LOST, NULL, 8);
    story_at(0, CONTEXT_IDLE);
    story_told(1);
    story_npi(1);
    story_get(1, 1);
    story_kept();
}

static void a_vm_that_dies_needs_no_notification(void **state)
{
    (void)state;
    story_domain(1);
    story_set(1, 1);
    story_told(1);
    IT(TASKLET, "notif_tasklet", 0);
    IT(DOMAIN, NULL, 1, DOMAIN_DYING, 1);
    pending(1, 1, 1);
    story_kept();
}

static void a_vm_without_a_vcpu_that_runs_is_not_judged(void **state)
{
    (void)state;
    story_domain(1);
    story_set(1, 1);
    story_told(1);
    IT(TASKLET, "notif_tasklet", 0);
    IT(VCPU, NULL, 1, 0, 0);
    pending(1, 1, 1);
    story_kept();
}

static void a_notification_of_an_offline_vcpu_is_not_lost(void **state)
{
    (void)state;
    story_domain(1);
    story_at(0, CONTEXT_SECURE);
    IT(SET, NULL, 2, 0x8001, 0, 1, 1);
    IT(PENDING, NULL, 2, 1, 0, 1, 0);
    story_kept();
}

static void a_vm_that_never_spoke_1_1_is_promised_nothing(void **state)
{
    (void)state;
    story_domain(1);
    story_call(1, X(FFA_FID32(VERSION), 0x10000));
    story_return(1, X(0x10002));
    story_set(1, 1);
    pending(1, 1, 0);
    story_kept();
}

static void a_hostile_reply_after_the_set_excuses_it(void **state)
{
    (void)state;
    story_domain(1);
    story_set(1, 1);
    story_at(0, CONTEXT_TASKLET);
    IT(TASKLET, "notif_tasklet", 1);
    story_smc(X(FFA_FID64(NOTIFICATION_INFO_GET)));
    IT(HOSTILE, NULL, 13);
    story_smc_return(X(FFA_FID32(INTERRUPT)));
    IT(TASKLET, "notif_tasklet", 0);
    pending(1, 1, 0);
    story_kept();
}

static void a_refused_call_after_the_set_excuses_it(void **state)
{
    (void)state;
    story_domain(1);
    story_set(1, 1);
    story_at(0, CONTEXT_TASKLET);
    IT(TASKLET, "notif_tasklet", 1);
    story_smc(X(FFA_FID64(NOTIFICATION_INFO_GET)));
    IT(REFUSED, NULL, FFA_FID64(NOTIFICATION_INFO_GET), STATUS(FFA_BUSY));
    story_smc_return(X(ERROR_32, 0, STATUS(FFA_BUSY)));
    IT(TASKLET, "notif_tasklet", 0);
    pending(1, 1, 0);
    story_kept();
}

static void a_hostile_reply_excuses_nothing_that_is_set_later(void **state)
{
    (void)state;
    story_domain(1);
    story_set(1, 1);
    story_at(0, CONTEXT_TASKLET);
    story_smc(X(FFA_FID64(NOTIFICATION_INFO_GET)));
    IT(HOSTILE, NULL, 13);
    story_smc_return(X(FFA_FID32(INTERRUPT)));
    story_set(1, 2);
    pending(1, 3, 0);
    story_broken("lost-notification", "irq", "info");
}

/* A reply while the mediator looks for notifications decides for all of them. */
static void a_hostile_reply_at_boot_excuses_everything(void **state)
{
    (void)state;
    IT(PHASE, NULL, PHASE_BOOT);
    story_smc(X(FFA_FID32(FEATURES), FFA_FEATURE_SRI));
    IT(HOSTILE, NULL, 27);
    story_smc_return(X(SUCCESS_32, 0, 1023));
    IT(PHASE, NULL, PHASE_PROGRAM);
    story_domain(1);
    story_set(1, 1);
    pending(1, 1, 0);
    story_kept();
}

/* What GET takes from the SPMC it gives to the VM. */
static void bits_that_get_takes_and_does_not_give_are_found(void **state)
{
    const uint64_t *get = X(FFA_FID32(NOTIFICATION_GET), 2, 5);

    (void)state;
    story_domain(1);
    story_set(1, 3);
    story_call(1, get);
    story_smc(get);
    IT(TAKEN, NULL, 2, 0, 0xffff, 3);
    story_smc_return(X(SUCCESS_32, 0, 3));
    story_return(1, X(SUCCESS_32, 0, 1));
    story_broken("lost-notification", "NOTIFICATION_GET", "bits from SPs");
}

static void framework_bits_nobody_asked_for_may_be_given_later(void **state)
{
    const uint64_t *get = X(FFA_FID32(NOTIFICATION_GET), 2, 5);
    const uint64_t *later = X(FFA_FID32(NOTIFICATION_GET), 2, 4);

    (void)state;
    story_domain(1);
    story_call(1, X(FFA_FID32(NOTIFICATION_GET), 2, 1));
    story_smc(get);
    IT(TAKEN, NULL, 2, 2, 0xffff, 1);
    story_smc_return(X(SUCCESS_32, 0, 0, 0, 0, 0, 1));
    story_return(1, X(SUCCESS_32));
    story_call(1, later);
    story_smc(later);
    story_smc_return(X(SUCCESS_32));
    story_return(1, X(SUCCESS_32, 0, 0, 0, 0, 0, 1));
    IT(PHASE, NULL, PHASE_TEARDOWN);
    story_kept();
}

static void framework_bits_nobody_asked_for_and_dropped_are_found(void **state)
{
    const uint64_t *get = X(FFA_FID32(NOTIFICATION_GET), 2, 5);

    (void)state;
    story_domain(1);
    story_call(1, X(FFA_FID32(NOTIFICATION_GET), 2, 1));
    story_smc(get);
    IT(TAKEN, NULL, 2, 2, 0xffff, 1);
    story_smc_return(X(SUCCESS_32, 0, 0, 0, 0, 0, 1));
    story_return(1, X(SUCCESS_32));
    IT(PHASE, NULL, PHASE_TEARDOWN);
    story_broken("lost-notification", "NOTIFICATION_GET", "unasked bits");
}

/* FF-A 1.1, 10.9: pending until GET; INFO_GET reports it at least once. */
static void no_data_while_something_was_told_is_found(void **state)
{
    (void)state;
    story_domain(1);
    story_set(1, 1);
    story_told(1);
    story_npi(1);
    no_data(1);
    story_broken("lost-notification", "NOTIFICATION_INFO_GET_64", "info");
}

static void no_data_the_second_time_is_fine(void **state)
{
    (void)state;
    story_domain(1);
    story_set(1, 1);
    story_told(1);
    story_npi(1);
    reported(1);
    no_data(1);
    story_get(1, 1);
    story_kept();
}

static void no_data_while_the_tasklet_still_works_is_fine(void **state)
{
    (void)state;
    story_domain(1);
    story_set(1, 1);
    story_told(1);
    story_at(1, CONTEXT_IDLE);
    no_data(1);
    story_at(0, CONTEXT_TASKLET);
    story_npi(1);
    story_get(1, 1);
    story_kept();
}

static void no_data_while_a_sibling_fetches_is_fine(void **state)
{
    const uint64_t *get = X(FFA_FID32(NOTIFICATION_GET), 2, 5);

    (void)state;
    story_domain(1);
    story_set(1, 1);
    story_told(1);
    story_npi(1);
    story_call(1, get);
    story_at(1, CONTEXT_IDLE);
    no_data(1);
    story_at(0, CONTEXT_GUEST);
    story_smc(get);
    IT(TAKEN, NULL, 2, 0, 0xffff, 1);
    story_smc_return(X(SUCCESS_32, 0, 1));
    story_return(1, X(SUCCESS_32, 0, 1));
    story_kept();
}

static void no_data_after_the_spmc_refused_a_get_is_fine(void **state)
{
    const uint64_t *get = X(FFA_FID32(NOTIFICATION_GET), 2, 5);

    (void)state;
    story_domain(1);
    story_set(1, 1);
    story_told(1);
    story_npi(1);
    story_call(1, get);
    story_smc(get);
    story_smc_return(X(ERROR_32, 0, STATUS(FFA_BUSY)));
    story_return(1, X(ERROR_32, 0, STATUS(FFA_BUSY)));
    no_data(1);
    story_kept();
}

static void scheduler_asks(void)
{
    IT(VIRQ, NULL, 0, 0, 9, 0);
    story_call(0, X(FFA_FID64(NOTIFICATION_INFO_GET)));
    story_return(0, X(SUCCESS_64, 0, 0x80, 0x8001));
}

/* FF-A 1.1, 10.9: an SP with notifications is given cycles. */
static void an_sp_that_its_scheduler_never_hears_of_is_found(void **state)
{
    (void)state;
    story_domain(0);
    IT(TOLD, NULL, 0x8001, 0xffff);
    scheduler_asks();
    IT(PHASE, NULL, PHASE_LIVENESS);
    IT(TOLD, NULL, 0x8001, 0xffff);
    IT(PHASE, NULL, PHASE_TEARDOWN);
    story_broken("lost-notification", "NOTIFICATION_INFO_GET", "sp");
}

static void an_sp_that_its_scheduler_has_heard_of_is_fine(void **state)
{
    (void)state;
    story_domain(0);
    IT(TOLD, NULL, 0x8001, 0xffff);
    scheduler_asks();
    IT(PHASE, NULL, PHASE_TEARDOWN);
    story_kept();
}

/* Some mediators leave SPs to themselves. */
static void without_a_scheduler_nobody_hears_of_sps(void **state)
{
    (void)state;
    story_domain(0);
    IT(TOLD, NULL, 0x8001, 0xffff);
    IT(PHASE, NULL, PHASE_TEARDOWN);
    story_kept();
}

int main(void)
{
    static const struct CMUnitTest stories[] = {
        STORY(what_is_announced_and_fetched_is_fine),
        STORY(a_vm_that_is_never_told_is_found),
        STORY(an_npi_that_the_vgic_drops_is_found),
        STORY(an_sri_on_a_cpu_without_a_handler_is_found),
        STORY(what_the_spmc_was_never_asked_to_list_is_found),
        STORY(an_sri_without_handler_is_fine_if_another_cpu_asks),
        STORY(a_vm_that_dies_needs_no_notification),
        STORY(a_vm_without_a_vcpu_that_runs_is_not_judged),
        STORY(a_notification_of_an_offline_vcpu_is_not_lost),
        STORY(a_vm_that_never_spoke_1_1_is_promised_nothing),
        STORY(a_hostile_reply_after_the_set_excuses_it),
        STORY(a_refused_call_after_the_set_excuses_it),
        STORY(a_hostile_reply_excuses_nothing_that_is_set_later),
        STORY(a_hostile_reply_at_boot_excuses_everything),
        STORY(bits_that_get_takes_and_does_not_give_are_found),
        STORY(framework_bits_nobody_asked_for_may_be_given_later),
        STORY(framework_bits_nobody_asked_for_and_dropped_are_found),
        STORY(no_data_while_something_was_told_is_found),
        STORY(no_data_the_second_time_is_fine),
        STORY(no_data_while_the_tasklet_still_works_is_fine),
        STORY(no_data_while_a_sibling_fetches_is_fine),
        STORY(no_data_after_the_spmc_refused_a_get_is_fine),
        STORY(an_sp_that_its_scheduler_never_hears_of_is_found),
        STORY(an_sp_that_its_scheduler_has_heard_of_is_fine),
        STORY(without_a_scheduler_nobody_hears_of_sps),
    };

    return cmocka_run_group_tests(stories, NULL, NULL);
}
