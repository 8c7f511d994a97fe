/* SPDX-License-Identifier: GPL-2.0-only */
#include "story.h"

#include "partition-info.h"

#define VERSION  FFA_FID32(VERSION)
#define FEATURES FFA_FID32(FEATURES)
#define ID_GET   FFA_FID32(ID_GET)
#define INFO     FFA_FID32(PARTITION_INFO_GET)
#define REGS     FFA_FID64(PARTITION_INFO_GET_REGS)
#define SEND2    FFA_FID32(MSG_SEND2)

#define WINDOW(last, current)                                                  \
    ((last) | (uint64_t)(current) << 16 | 1ull << 32 | 24ull << 48)

static void refused(unsigned int domid, const uint64_t x[8], int32_t status)
{
    story_call(domid, x);
    story_return(domid, X(ERROR_32, 0, STATUS(status)));
}

static void answered(unsigned int domid, const uint64_t x[8], uint64_t w2)
{
    story_call(domid, x);
    story_return(domid, X(SUCCESS_32, 0, w2));
}

/* Domain DOMID, which asks for 1.MINOR and uses it. */
static void guest(unsigned int domid, unsigned int minor)
{
    IT(DOMAIN, NULL, domid, DOMAIN_CREATED, 1);
    IT(DOMAIN_CREATE, NULL, domid, 2, 1, 0, 0);
    story_call(domid, X(VERSION, 0x10000 + minor));
    story_return(domid, X(0x10002));
    answered(domid, X(ID_GET), domid + 1);
}

static void broken(const char *object)
{
    story_broken("abi-mismatch", NULL, object);
}

static void what_ffa_says_is_fine(void **state)
{
    (void)state;
    guest(1, 2);
    answered(1, X(FEATURES, FFA_FID64(RXTX_MAP)), 0);
    refused(1, X(FEATURES, 0x84000091), FFA_NOT_SUPPORTED);
    refused(1, X(FFA_FID32(RX_ACQUIRE), 3), FFA_NOT_SUPPORTED);
    story_call(1, X(VERSION, 0x10002));
    story_return(1, X(0x10002));
    story_call(1, X(VERSION, 0x10001));
    story_return(1, X(UINT32_MAX));
    story_kept();
}

/* 13.2: until the first other call. */
static void a_version_that_is_frozen_too_early_is_found(void **state)
{
    (void)state;
    story_domain(1);
    story_call(1, X(VERSION, 0x10001));
    story_return(1, X(UINT32_MAX));
    broken("version");
}

static void a_version_that_changes_too_late_is_found(void **state)
{
    (void)state;
    guest(1, 2);
    story_call(1, X(VERSION, 0x10000));
    story_return(1, X(0x10002));
    story_call(1, X(INFO));
    story_return(1, X(SUCCESS_32, 0, 1));
    broken("size");
}

static void an_echoed_version_is_found(void **state)
{
    (void)state;
    story_domain(1);
    story_call(1, X(VERSION, 0x10001));
    story_return(1, X(0x10001));
    broken("version");
}

static void versions_at_the_same_time_are_not_judged(void **state)
{
    (void)state;
    story_domain(1);
    story_call(1, X(ID_GET));
    story_at(1, CONTEXT_GUEST);
    story_call(1, X(VERSION, 0x10001));
    story_return(1, X(UINT32_MAX));
    story_at(0, CONTEXT_GUEST);
    story_return(1, X(SUCCESS_32, 0, 2));
    story_kept();
}

static void a_call_without_a_version_is_found(void **state)
{
    (void)state;
    IT(DOMAIN_CREATE, NULL, 1, 2, 1, 0, 0);
    answered(1, X(ID_GET), 2);
    broken("version");
}

static void a_call_of_another_version_is_found(void **state)
{
    (void)state;
    guest(1, 1);
    story_call(1, X(FFA_FID64(MSG_SEND_DIRECT_REQ2), 0x28001));
    story_return(1, X(FFA_FID64(MSG_SEND_DIRECT_RESP2), 0x80010002));
    broken("call");
}

static void a_call_of_the_hypervisors_is_found(void **state)
{
    (void)state;
    guest(1, 2);
    answered(1, X(FFA_FID32(RX_ACQUIRE), 2), 0);
    broken("call");
}

static void a_call_that_is_not_known_is_found(void **state)
{
    (void)state;
    guest(1, 2);
    story_call(1, X(0x84000087));
    story_return(1, X(~0ull));
    broken("register");
}

static void what_features_takes_back_is_found(void **state)
{
    (void)state;
    guest(1, 2);
    answered(1, X(FEATURES, FFA_FID32(RUN)), 0);
    refused(1, X(FFA_FID32(RUN), 0x80010000), FFA_NOT_SUPPORTED);
    broken("call");
}

static void a_feature_that_is_none_is_found(void **state)
{
    (void)state;
    guest(1, 2);
    answered(1, X(FEATURES, 0x84000084), 0);
    broken("features");
}

static void features_of_64_bits_for_a_guest_of_32_are_found(void **state)
{
    (void)state;
    guest(1, 2);
    IT(DOMAIN_CREATE, NULL, 1, 2, 1, 0, 1);
    answered(1, X(FEATURES, FFA_FID64(RXTX_MAP)), 0);
    broken("features");
}

static void input_that_makes_a_call_disappear_is_found(void **state)
{
    (void)state;
    guest(1, 2);
    answered(1, X(FEATURES, FFA_FID64(RXTX_MAP)), 0);
    refused(1, X(FEATURES, FFA_FID64(RXTX_MAP), 1), FFA_INVALID_PARAMETERS);
    broken("features");
}

static void a_code_of_64_bits_is_found(void **state)
{
    (void)state;
    guest(1, 2);
    story_call(1, X(INFO));
    story_return(1, X(ERROR_32, 0, (uint64_t)(int64_t)FFA_DENIED));
    broken("register");
}

static void a_register_too_many_is_found(void **state)
{
    (void)state;
    guest(1, 2);
    story_call(1, X(ID_GET));
    story_return(1, X(SUCCESS_32, 0, 2, 7));
    broken("register");
}

static void high_registers(unsigned int minor, uint64_t any)
{
    guest(1, minor);
    story_call(1, X(FFA_FID64(MSG_SEND_DIRECT_REQ), 0x28001));
    IT(RETURN_HIGH, NULL, 1, 0, any, 0x3ff00);
    story_return(1, X(FFA_FID64(MSG_SEND_DIRECT_RESP), 0x80010002));
}

/* SMCCC 1.2, section 2.6. */
static void high_registers_that_change_are_found(void **state)
{
    (void)state;
    high_registers(2, 0);
    story_kept();
    story_begin(state);
    high_registers(1, 0);
    broken("x8 to x17");
    story_begin(state);
    high_registers(2, 1);
    broken("x8 to x17");
}

static void an_error_that_becomes_a_success_is_found(void **state)
{
    const uint64_t *bind = X(FFA_FID32(NOTIFICATION_BIND), 0x80010002, 0, 1, 0);

    (void)state;
    story_domain(1);
    story_call(1, bind);
    story_smc(bind);
    story_smc_return(X(ERROR_32, 0, 0));
    story_return(1, X(SUCCESS_32));
    broken("answer");
}

static void sends(uint64_t offset, uint64_t size, uint64_t sender, bool success)
{
    guest(1, 1);
    guest(2, 2);
    IT(GUEST_SEND, NULL, 1, 3, offset, size, sender, 0);
    if ( success )
        answered(1, X(SEND2), 0);
    else
        refused(1, X(SEND2), FFA_INVALID_PARAMETERS);
}

static void a_bad_message_is_found(void **state)
{
    (void)state;
    sends(20, 16, 2, true);
    story_kept();
    story_begin(state);
    sends(20, 16, 3, true);
    broken("message");
    story_begin(state);
    sends(20, 0, 2, true);
    broken("message");
    story_begin(state);
    sends(16, 16, 2, true);
    broken("message");
    story_begin(state);
    sends(4090, 16, 2, true);
    broken("message");
}

static void a_good_message_that_is_refused_is_found(void **state)
{
    (void)state;
    guest(1, 1);
    IT(GUEST_SEND, NULL, 1, 0x8001, 20, 16, 2, 0);
    refused(1, X(SEND2), FFA_INVALID_PARAMETERS);
    broken("message");
}

static void a_message_that_changes_is_not_judged(void **state)
{
    (void)state;
    guest(1, 2);
    IT(GUEST_SEND, NULL, 1, 0x8001, 20, 16, 2, 0);
    story_call(1, X(SEND2));
    IT(GUEST_WRITE, NULL, 1, 0, 4);
    story_return(1, X(SUCCESS_32));
    story_kept();
}

/* d1, of 1.MINOR, is given a list of one, by FLAGS and with a SIZE. */
static void list(unsigned int minor, uint64_t flags, uint64_t size)
{
    guest(1, minor);
    story_call(1, X(INFO, 0, 0, 0, 0, flags));
    story_return(1, X(SUCCESS_32, 0, 1, size));
}

static void sizes_are_those_of_the_version(void **state)
{
    static const struct
    {
        unsigned int minor;
        uint64_t flags;
        uint64_t size;
        bool kept;
    } rows[] = {
        {0, 0, 0, true},  {0, 0, 8, true},   {1, 0, 24, true},  {2, 1, 0, true},
        {1, 0, 0, false}, {0, 0, 24, false}, {2, 1, 24, false},
    };

    for ( unsigned int i = 0; i < sizeof(rows) / sizeof(rows[0]); i++ )
    {
        story_begin(state);
        list(rows[i].minor, rows[i].flags, rows[i].size);
        if ( rows[i].kept )
            story_kept();
        else
            broken("size");
    }
}

static void reserved_flags_are_found(void **state)
{
    (void)state;
    list(1, 2, 24);
    broken("flags");
    story_begin(state);
    list(0, 1, 0);
    broken("flags");
}

static void a_count_that_is_not_the_lists_is_found(void **state)
{
    (void)state;
    list(1, 0, 24);
    story_call(1, X(INFO, 0, 0, 0, 0, 1));
    story_return(1, X(SUCCESS_32, 0, 2));
    broken("count");
}

static void a_count_may_change_with_the_vms(void **state)
{
    (void)state;
    list(1, 0, 24);
    guest(2, 2);
    story_call(1, X(INFO, 0, 0, 0, 0, 1));
    story_return(1, X(SUCCESS_32, 0, 2));
    story_kept();
}

static void windows(uint64_t start, uint64_t x2)
{
    story_call(1, X(REGS, 0, 0, start | (start ? 1 << 16 : 0)));
    story_return(1, X(SUCCESS_64, 0, x2));
}

static void windows_go_on(void **state)
{
    (void)state;
    guest(1, 2);
    windows(0, WINDOW(6, 4));
    windows(5, WINDOW(6, 6));
    story_kept();
}

static void a_window_beyond_the_list_is_found(void **state)
{
    (void)state;
    guest(1, 2);
    windows(0, WINDOW(4, 6));
    broken("index");
}

/* 13.9: the tag says which list it is. */
static void a_window_of_a_list_that_is_no_more_is_found(void **state)
{
    (void)state;
    guest(1, 2);
    guest(2, 2);
    windows(0, WINDOW(6, 4));
    IT(GUEST_PARTITION, NULL, 1, 3, 2, FFA_PROP_AARCH64);
    IT(DOMAIN, NULL, 2, DOMAIN_DYING, 1);
    IT(DOMAIN, NULL, 2, DOMAIN_FREED, 1);
    windows(5, WINDOW(6, 6));
    broken("tag");
}

#define LISTS(minor, uuid, ...)                                                \
    do                                                                         \
    {                                                                          \
        story_begin(state);                                                    \
        guest(2, 2);                                                           \
        guest(1, minor);                                                       \
        story_call(1, X(INFO, uuid));                                          \
        story_return(1, X(SUCCESS_32, 0, 1, 24 * (minor > 0)));                \
        IT(GUEST_PARTITION, NULL, 1, __VA_ARGS__);                             \
    } while ( 0 )

static void entries_are_what_is_there(void **state)
{
    LISTS(2, 0, 3, 2, FFA_PROP_AARCH64);
    story_kept();
    LISTS(2, 0, 2, 2, FFA_PROP_AARCH64);
    story_kept();
    LISTS(1, 0, 2, 2, FFA_PROP_AARCH64); /* itself */
    broken("entry");
    LISTS(2, 0, 3, 2, 0); /* of 32 bits */
    broken("entry");
    LISTS(2, 0, 3, 1, FFA_PROP_AARCH64); /* one vCPU */
    broken("entry");
    LISTS(2, 7, 3, 2, FFA_PROP_AARCH64); /* by a UUID */
    broken("entry");
    LISTS(1, 0, 0x8001, 1, FFA_PROP_DIRECT2_RECV);
    broken("entry");
    LISTS(0, 0, 3, 2, FFA_PROP_AARCH64);
    broken("entry");
    LISTS(2, 7, 0x8001, 1, FFA_PROP_AARCH64, 7); /* its UUID */
    broken("entry");
}

static void an_sp_that_takes_no_messages_after_all_is_found(void **state)
{
    LISTS(2, 0, 0x8001, 1, FFA_PROP_INDIRECT);
    IT(GUEST_SEND, NULL, 1, 0x8001, 40, 16, 2, 0);
    refused(1, X(SEND2), FFA_NOT_SUPPORTED);
    broken("call");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORY(what_ffa_says_is_fine),
        STORY(a_version_that_is_frozen_too_early_is_found),
        STORY(a_version_that_changes_too_late_is_found),
        STORY(an_echoed_version_is_found),
        STORY(versions_at_the_same_time_are_not_judged),
        STORY(a_call_without_a_version_is_found),
        STORY(a_call_of_another_version_is_found),
        STORY(a_call_of_the_hypervisors_is_found),
        STORY(a_call_that_is_not_known_is_found),
        STORY(what_features_takes_back_is_found),
        STORY(a_feature_that_is_none_is_found),
        STORY(features_of_64_bits_for_a_guest_of_32_are_found),
        STORY(input_that_makes_a_call_disappear_is_found),
        STORY(a_code_of_64_bits_is_found),
        STORY(a_register_too_many_is_found),
        STORY(high_registers_that_change_are_found),
        STORY(an_error_that_becomes_a_success_is_found),
        STORY(a_bad_message_is_found),
        STORY(a_good_message_that_is_refused_is_found),
        STORY(a_message_that_changes_is_not_judged),
        STORY(sizes_are_those_of_the_version),
        STORY(reserved_flags_are_found),
        STORY(a_count_that_is_not_the_lists_is_found),
        STORY(a_count_may_change_with_the_vms),
        STORY(windows_go_on),
        STORY(a_window_beyond_the_list_is_found),
        STORY(a_window_of_a_list_that_is_no_more_is_found),
        STORY(entries_are_what_is_there),
        STORY(an_sp_that_takes_no_messages_after_all_is_found),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
