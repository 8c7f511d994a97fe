/* SPDX-License-Identifier: GPL-2.0-only */
#include "story.h"

#define CREATE  FFA_FID32(NOTIFICATION_BITMAP_CREATE)
#define DESTROY FFA_FID32(NOTIFICATION_BITMAP_DESTROY)

static const uint64_t created[8] = {
    FFA_FID32(MSG_SEND_DIRECT_REQ), 0x8001, 0x80000004, 0, 0, 2};
static const uint64_t destroyed[8] = {
    FFA_FID32(MSG_SEND_DIRECT_REQ), 0x8001, 0x80000006, 0, 0, 2};

/* A secure call with this answer, as part of the life of d1. */
static void ask(const uint64_t x[8], const uint64_t reply[8])
{
    IT(HOOK, "domain_init", 1, 1ull << 32);
    story_smc(x);
    story_smc_return(reply);
    IT(HOOK, "domain_init", 1, 0);
}

static void answer(const uint64_t x[8], uint64_t type, int32_t status)
{
    IT(HOOK, "domain_init", 1, 1ull << 32);
    story_smc(x);
    IT(VM_MESSAGE, NULL, 0x8001, 2, type == 0x80000007, STATUS(status));
    story_smc_return(
        X(FFA_FID32(MSG_SEND_DIRECT_RESP), 0x80010000, type, STATUS(status)));
    IT(HOOK, "domain_init", 1, 0);
}

static void version_again(uint32_t version)
{
    story_smc(X(FFA_FID32(VERSION), version));
    story_smc_return(X(0x10002));
}

static void a_whole_life_by_the_rules_is_fine(void **state)
{
    (void)state;
    ask(X(CREATE, 2, 1), X(SUCCESS_32));
    answer(created, 0x80000005, 0);
    ask(X(DESTROY, 2), X(SUCCESS_32));
    answer(destroyed, 0x80000007, 0);
    ask(X(CREATE, 2, 4), X(SUCCESS_32));
    story_kept();
}

static void a_call_before_any_version_is_found(void **state)
{
    (void)state;
    log_reset();
    story_smc(X(FFA_FID32(FEATURES), 2));
    story_broken("spmc-protocol", NULL, "FEATURES");
}

static void a_call_after_a_refused_version_is_found(void **state)
{
    (void)state;
    log_reset();
    story_smc(X(FFA_FID32(VERSION), 0x10002));
    story_smc_return(X(0xffffffff));
    story_smc(X(FFA_FID32(ID_GET)));
    story_broken("spmc-protocol", NULL, "ID_GET");
}

static void a_call_that_the_version_lacks_is_found(void **state)
{
    (void)state;
    log_reset();
    story_smc(X(FFA_FID32(VERSION), 0x10002));
    story_smc_return(X(0x10001));
    story_smc(X(FFA_FID64(PARTITION_INFO_GET_REGS)));
    story_broken("spmc-protocol", NULL, "PARTITION_INFO_GET_REGS");
}

static void the_same_version_again_is_fine(void **state)
{
    (void)state;
    ask(X(FFA_FID32(ID_GET)), X(SUCCESS_32));
    version_again(0x10002);
    story_kept();
}

static void another_version_after_use_is_found(void **state)
{
    (void)state;
    ask(X(FFA_FID32(ID_GET)), X(SUCCESS_32));
    version_again(0x10001);
    story_broken("spmc-protocol", NULL, "VERSION");
}

static void calls_that_are_not_of_ffa_are_nobodys_business(void **state)
{
    (void)state;
    log_reset();
    story_smc(X(0x80000000));
    story_kept();
}

/* Bits that must be zero, each in its register. */
static void bits_that_must_be_zero_are_found(void **state)
{
    static const uint64_t requests[][8] = {
        {FFA_FID64(NOTIFICATION_INFO_GET), 0, 0, 0, 0, 0, 0, 1},
        {FFA_FID32(NOTIFICATION_GET), 2, 0x15},
        {FFA_FID32(NOTIFICATION_GET), 2, 5, 0, 0, 0, 9},
        {FFA_FID32(NOTIFICATION_BIND), 0x80010002, 2, 1},
        {FFA_FID32(NOTIFICATION_UNBIND), 0x80010002, 1, 1},
        {FFA_FID32(NOTIFICATION_SET), 0x00028001, 4, 1},
        {FFA_FID32(NOTIFICATION_SET), 0x00028001, 0x10000, 1},
        {DESTROY, 0x10002},
        {DESTROY, 2, 1},
        {FFA_FID32(RXTX_MAP), 0x1000, 0x2000, 0x41},
        {FFA_FID32(MSG_SEND_DIRECT_REQ), 0x00028001, 1},
    };

    for ( size_t i = 0; i < sizeof(requests) / sizeof(requests[0]); i++ )
    {
        story_begin(state);
        ask(X(CREATE, 2, 1), X(SUCCESS_32));
        ask(requests[i], X(SUCCESS_32));
        story_broken("spmc-protocol", "domain_init", NULL);
    }
}

static void the_upper_half_of_a_32_bit_call_says_nothing(void **state)
{
    (void)state;
    ask(X(CREATE, 2, 1), X(SUCCESS_32));
    ask(X(FFA_FID32(NOTIFICATION_GET), 2, 5, 0xff00000000), X(SUCCESS_32));
    story_kept();
}

static void roles_that_are_swapped_are_found(void **state)
{
    static const uint64_t requests[][8] = {
        {CREATE, 0, 1},
        {CREATE, 0x8001, 1},
        {CREATE, 2, 0},
        {FFA_FID32(NOTIFICATION_BIND), 0x00028001, 0, 1},
        {FFA_FID32(NOTIFICATION_SET), 0x80010002, 0, 1},
        {FFA_FID32(NOTIFICATION_SET), 0x00028001, 2, 1},
        {FFA_FID32(MSG_SEND_DIRECT_REQ), 0x00028001, 0x80000004},
        {FFA_FID32(YIELD)},
    };

    for ( size_t i = 0; i < sizeof(requests) / sizeof(requests[0]); i++ )
    {
        story_begin(state);
        ask(requests[i], X(SUCCESS_32));
        story_broken("spmc-protocol", NULL, NULL);
    }
}

static void a_second_bitmap_is_found(void **state)
{
    (void)state;
    ask(X(CREATE, 2, 1), X(SUCCESS_32));
    ask(X(CREATE, 2, 1), X(ERROR_32, 0, STATUS(FFA_DENIED)));
    story_broken("spmc-protocol", "domain_init", "NOTIFICATION_BITMAP_CREATE");
}

/* The SPMC kept the old one: it is pending, say, or bound. */
static void a_second_bitmap_after_a_refused_end_is_fine(void **state)
{
    (void)state;
    ask(X(CREATE, 2, 1), X(SUCCESS_32));
    ask(X(DESTROY, 2), X(ERROR_32, 0, STATUS(FFA_DENIED)));
    ask(X(CREATE, 2, 1), X(ERROR_32, 0, STATUS(FFA_DENIED)));
    story_kept();
}

static void the_end_of_what_never_began_is_found(void **state)
{
    (void)state;
    ask(X(CREATE, 2, 1), X(ERROR_32, 0, STATUS(FFA_NO_MEMORY)));
    ask(X(DESTROY, 2), X(SUCCESS_32));
    story_broken("spmc-protocol", "domain_init", "NOTIFICATION_BITMAP_DESTROY");
}

static void after_a_hostile_answer_anything_may_be_asked(void **state)
{
    (void)state;
    IT(HOOK, "domain_init", 1, 1ull << 32);
    story_smc(X(CREATE, 2, 1));
    IT(HOSTILE, NULL, 15);
    story_smc_return(X(ERROR_32, 0, 7));
    IT(HOOK, "domain_init", 1, 0);
    ask(X(DESTROY, 2), X(SUCCESS_32));
    story_kept();
}

static void a_get_without_a_bitmap_is_found(void **state)
{
    (void)state;
    ask(X(FFA_FID32(NOTIFICATION_GET), 2, 5), X(SUCCESS_32));
    story_broken("spmc-protocol", "domain_init", "NOTIFICATION_GET");
}

static void a_get_for_a_vcpu_too_many_is_found(void **state)
{
    (void)state;
    ask(X(CREATE, 2, 2), X(SUCCESS_32));
    ask(X(FFA_FID32(NOTIFICATION_GET), 0x00020002, 5), X(SUCCESS_32));
    story_broken("spmc-protocol", "domain_init", "NOTIFICATION_GET");
}

static void a_bitmap_for_fewer_vcpus_than_there_are_is_found(void **state)
{
    (void)state;
    ask(X(CREATE, 2, 1), X(SUCCESS_32));
    IT(DOMAIN_CREATE, NULL, 1, 4, 1, 0);
    story_broken("spmc-protocol", "domain_init", "NOTIFICATION_BITMAP_CREATE");
}

/* The bitmap is that of a VM that is gone, and had the ID before. */
static void a_domain_without_ffa_has_no_bitmap_to_compare(void **state)
{
    (void)state;
    ask(X(CREATE, 2, 1), X(SUCCESS_32));
    IT(DOMAIN_CREATE, NULL, 1, 4, 0, 0);
    story_kept();
}

static void buffers_mapped_twice_are_found(void **state)
{
    (void)state;
    ask(X(FFA_FID64(RXTX_MAP), 0x1000, 0x2000, 1), X(SUCCESS_32));
    ask(X(FFA_FID64(RXTX_MAP), 0x3000, 0x4000, 1), X(SUCCESS_32));
    story_broken("spmc-protocol", "domain_init", "RXTX_MAP_64");
}

static void buffers_that_are_not_aligned_are_found(void **state)
{
    (void)state;
    ask(X(FFA_FID64(RXTX_MAP), 0x1000, 0x2010, 1), X(SUCCESS_32));
    story_broken("spmc-protocol", "domain_init", "RXTX_MAP_64");
}

static void a_message_the_sp_did_not_ask_for_is_found(void **state)
{
    (void)state;
    IT(SP, NULL, 0x8001, 1u << 7);
    answer(created, 0x80000005, 0);
    story_broken("spmc-protocol", "domain_init", "MSG_SEND_DIRECT_REQ_32");
}

static void the_end_of_a_vm_that_the_sp_refused_is_found(void **state)
{
    (void)state;
    answer(created, 0x80000005, FFA_DENIED);
    answer(destroyed, 0x80000007, 0);
    story_broken("spmc-protocol", "domain_init", "MSG_SEND_DIRECT_REQ_32");
}

static void the_end_of_a_vm_told_twice_is_found(void **state)
{
    (void)state;
    answer(created, 0x80000005, 0);
    answer(destroyed, 0x80000007, 0);
    answer(destroyed, 0x80000007, 0);
    story_broken("spmc-protocol", "domain_init", "MSG_SEND_DIRECT_REQ_32");
}

static void a_vm_that_is_there_already_is_found(void **state)
{
    (void)state;
    IT(SP, NULL, 0x8001, 1u << 6 | 1u << 7);
    answer(created, 0x80000005, 0);
    answer(created, 0x80000005, 0);
    story_broken("spmc-protocol", "domain_init", "MSG_SEND_DIRECT_REQ_32");
}

static void the_next_vm_of_an_id_is_fine_for_who_hears_of_no_ends(void **state)
{
    (void)state;
    IT(SP, NULL, 0x8001, 1u << 6);
    answer(created, 0x80000005, 0);
    answer(created, 0x80000005, 0);
    story_kept();
}

static void an_end_that_the_sp_wants_to_hear_again_is_fine(void **state)
{
    (void)state;
    answer(created, 0x80000005, 0);
    answer(destroyed, 0x80000007, FFA_RETRY);
    answer(destroyed, 0x80000007, 0);
    story_kept();
}

static void an_sp_that_refuses_an_end_may_be_told_of_a_new_life(void **state)
{
    (void)state;
    answer(created, 0x80000005, 0);
    answer(destroyed, 0x80000007, FFA_DENIED);
    answer(created, 0x80000005, 0);
    story_kept();
}

/* Who does not take the message knows the VM still, and was told all the same. */
static void an_sp_that_is_not_told_of_an_end_may_know_of_it(void **state)
{
    (void)state;
    answer(created, 0x80000005, 0);
    ask(destroyed, X(ERROR_32, 0, STATUS(FFA_INVALID_PARAMETERS)));
    answer(created, 0x80000005, 0);
    story_kept();
}

static void a_message_that_ends_in_run_counts(void **state)
{
    (void)state;
    ask(created, X(FFA_FID32(INTERRUPT), 0x80010000));
    story_smc(X(FFA_FID32(RUN), 0x80010000));
    IT(VM_MESSAGE, NULL, 0x8001, 2, 0, 0);
    story_smc_return(X(FFA_FID32(MSG_SEND_DIRECT_RESP), 0x80010000));
    answer(destroyed, 0x80000007, 0);
    story_kept();
    answer(destroyed, 0x80000007, 0);
    story_broken("spmc-protocol", "domain_init", "MSG_SEND_DIRECT_REQ_32");
}

static void an_sp_that_wants_ends_only_is_told_of_ends_only(void **state)
{
    (void)state;
    IT(SP, NULL, 0x8001, 1u << 7);
    answer(destroyed, 0x80000007, 0);
    answer(destroyed, 0x80000007, 0);
    story_kept();
}

/* FF-A 1.1, 16.3: the bitmap's lower half is in w3. */
static void halves_of_a_guests_bitmap_that_change_places_are_found(void **state)
{
    (void)state;
    story_domain(1);
    story_call(1, X(FFA_FID32(NOTIFICATION_BIND), 0x80010002, 0, 1));
    story_smc(X(FFA_FID32(NOTIFICATION_BIND), 0x80010002, 0, 0, 1));
    story_broken("spmc-protocol", "NOTIFICATION_BIND", "NOTIFICATION_BIND");
}

static void extended_registers_in_a_32_bit_call_are_found(void **state)
{
    (void)state;
    ask(X(CREATE, 2, 1), X(SUCCESS_32));
    story_smc(X(FFA_FID32(NOTIFICATION_GET), 2, 5));
    IT(SMC_HIGH, NULL, 0x55);
    story_broken("spmc-protocol", NULL, "NOTIFICATION_GET");
}

int main(void)
{
    static const struct CMUnitTest stories[] = {
        STORY(a_whole_life_by_the_rules_is_fine),
        STORY(a_call_before_any_version_is_found),
        STORY(a_call_after_a_refused_version_is_found),
        STORY(a_call_that_the_version_lacks_is_found),
        STORY(the_same_version_again_is_fine),
        STORY(another_version_after_use_is_found),
        STORY(calls_that_are_not_of_ffa_are_nobodys_business),
        STORY(bits_that_must_be_zero_are_found),
        STORY(the_upper_half_of_a_32_bit_call_says_nothing),
        STORY(roles_that_are_swapped_are_found),
        STORY(a_second_bitmap_is_found),
        STORY(a_second_bitmap_after_a_refused_end_is_fine),
        STORY(the_end_of_what_never_began_is_found),
        STORY(after_a_hostile_answer_anything_may_be_asked),
        STORY(a_get_without_a_bitmap_is_found),
        STORY(a_get_for_a_vcpu_too_many_is_found),
        STORY(a_bitmap_for_fewer_vcpus_than_there_are_is_found),
        STORY(a_domain_without_ffa_has_no_bitmap_to_compare),
        STORY(buffers_mapped_twice_are_found),
        STORY(buffers_that_are_not_aligned_are_found),
        STORY(a_message_the_sp_did_not_ask_for_is_found),
        STORY(the_end_of_a_vm_that_the_sp_refused_is_found),
        STORY(the_end_of_a_vm_told_twice_is_found),
        STORY(a_vm_that_is_there_already_is_found),
        STORY(the_next_vm_of_an_id_is_fine_for_who_hears_of_no_ends),
        STORY(an_end_that_the_sp_wants_to_hear_again_is_fine),
        STORY(an_sp_that_refuses_an_end_may_be_told_of_a_new_life),
        STORY(an_sp_that_is_not_told_of_an_end_may_know_of_it),
        STORY(a_message_that_ends_in_run_counts),
        STORY(an_sp_that_wants_ends_only_is_told_of_ends_only),
        STORY(halves_of_a_guests_bitmap_that_change_places_are_found),
        STORY(extended_registers_in_a_32_bit_call_are_found),
    };

    return cmocka_run_group_tests(stories, NULL, NULL);
}
