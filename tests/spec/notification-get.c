/* SPDX-License-Identifier: GPL-2.0-only */
/* FFA_NOTIFICATION_GET by guests: FF-A 1.1, section 16.6. */
#include "expect.h"
#include "spec.h"
#include "world.h"

#define BOUND  "start bound\n"
#define SIGNAL "cpu0: sp 0x8001 set d1 bits=0x1\n"

/* Section 16.6: that nothing is pending is a success. */
SPEC(nothing_pending_is_a_success_without_notifications)
{
    world(BOUND "cpu0: d1.v0 NOTIFICATION_GET\n");
    expect_replies("SUCCESS_32");
}

/* Section 16.6: w2 and w3 are the notifications from SPs. */
SPEC(a_notification_from_an_sp_is_returned)
{
    world(BOUND SIGNAL "cpu0: d1.v0 NOTIFICATION_GET\n");
    expect_replies("SUCCESS_32 x2=0x1");
}

/* Section 16.6: w3 holds notifications 32 to 63. */
SPEC(notifications_of_the_upper_half_are_returned)
{
    world("start versioned\n"
          "cpu0: d1.v0 NOTIFICATION_BIND bits=0x8000000180000001\n"
          "cpu0: sp 0x8001 set d1 bits=0x8000000180000001\n"
          "cpu0: d1.v0 NOTIFICATION_GET\n");
    expect_replies_to("NOTIFICATION_GET",
                      "SUCCESS_32 x2=0x80000001 x3=0x80000001");
}

/* Chapter 10: GET makes an end of pending. */
SPEC(a_notification_is_returned_once)
{
    world(BOUND SIGNAL "cpu0: d1.v0 NOTIFICATION_GET\n"
                       "cpu0: d1.v0 NOTIFICATION_GET\n");
    expect_replies("SUCCESS_32 x2=0x1\n"
                   "SUCCESS_32\n");
}

/* Chapter 10: a notification that is set twice is pending once. */
SPEC(a_notification_that_was_set_twice_is_returned_once)
{
    world(BOUND SIGNAL SIGNAL "cpu0: d1.v0 NOTIFICATION_GET\n"
                              "cpu0: d1.v0 NOTIFICATION_GET\n");
    expect_replies("SUCCESS_32 x2=0x1\n"
                   "SUCCESS_32\n");
}

/* Chapter 10: and after it was fetched it may be set again. */
SPEC(a_notification_may_be_set_again)
{
    world(BOUND SIGNAL "cpu0: d1.v0 NOTIFICATION_GET\n" SIGNAL
                       "cpu0: d1.v0 NOTIFICATION_GET\n");
    expect_replies("SUCCESS_32 x2=0x1\n"
                   "SUCCESS_32 x2=0x1\n");
    expect_npis("d1.v0\n"
                "d1.v0\n");
}

/* Section 16.6: one call returns those of every SP. */
SPEC(notifications_of_several_sps_come_together)
{
    world("sp 0x8001; sp 0x8002; sp 0x8003; sp 0x8004\n" BOUND SIGNAL
          "cpu0: sp 0x8002 set d1 bits=0x2\n"
          "cpu0: sp 0x8004 set d1 bits=0x8\n"
          "cpu0: d1.v0 NOTIFICATION_GET\n");
    expect_replies("SUCCESS_32 x2=0xb");
}

/* Section 16.6: w6 is the framework's, from the SPM. */
SPEC(a_notification_of_the_framework_is_returned)
{
    world(BOUND "cpu0: spmc_rx_full d1\n"
                "cpu0: d1.v0 NOTIFICATION_GET\n");
    expect_replies("SUCCESS_32 x6=0x1");
    expect_npis("d1.v0\n");
}

/* Section 16.6, w2: what is asked for is returned, and the rest stays. */
SPEC(only_what_is_asked_for_is_returned)
{
    world(BOUND SIGNAL "cpu0: spmc_rx_full d1\n"
                       "cpu0: d1.v0 NOTIFICATION_GET flags=0x4\n"
                       "cpu0: d1.v0 NOTIFICATION_GET flags=0x4\n"
                       "cpu0: d1.v0 NOTIFICATION_GET flags=0x1\n"
                       "cpu0: d1.v0 NOTIFICATION_GET flags=0x5\n");
    expect_replies("SUCCESS_32 x6=0x1\n"
                   "SUCCESS_32\n"
                   "SUCCESS_32 x2=0x1\n"
                   "SUCCESS_32\n");
}

/* Section 16.6, w2: nothing was asked for. */
SPEC(who_asks_for_nothing_gets_nothing)
{
    world(BOUND SIGNAL "cpu0: d1.v0 NOTIFICATION_GET flags=0\n"
                       "cpu0: d1.v0 NOTIFICATION_GET\n");
    expect_replies("SUCCESS_32\n"
                   "SUCCESS_32 x2=0x1\n");
}

/* Section 16.6: the SPMC has neither VMs' notifications nor the hypervisor's. */
SPEC(the_spmc_is_not_asked_for_what_it_does_not_have)
{
    world(BOUND SIGNAL "cpu0: d1.v0 NOTIFICATION_GET flags=0xa\n"
                       "cpu0: d1.v0 NOTIFICATION_GET flags=0xf\n");
    expect_replies("SUCCESS_32\n"
                   "SUCCESS_32 x2=0x1\n");
    expect_secure_calls_named("NOTIFICATION_GET",
                              "NOTIFICATION_GET x1=0x2 x2=0x5\n");
}

/* Section 16.6: the caller is the receiver. */
SPEC(a_vm_cannot_fetch_for_another)
{
    world("start pending vms=2\n"
          "cpu0: d1.v0 NOTIFICATION_GET receiver=d2\n"
          "cpu0: d1.v0 NOTIFICATION_GET receiver=0\n"
          "cpu0: d1.v0 NOTIFICATION_GET receiver=0x8001\n"
          "cpu0: d2.v0 NOTIFICATION_GET\n");
    expect_replies("ERROR INVALID_PARAMETERS\n"
                   "ERROR INVALID_PARAMETERS\n"
                   "ERROR INVALID_PARAMETERS\n"
                   "SUCCESS_32 x2=0x1\n");
}

/* Chapter 10: bitmaps are the receivers'. */
SPEC(each_vm_fetches_its_own)
{
    world("start bound vms=3\n"
          "cpu0: sp 0x8001 set d2 bits=0x1\n"
          "cpu0: d1.v0 NOTIFICATION_GET\n"
          "cpu0: d3.v0 NOTIFICATION_GET\n"
          "cpu0: d2.v0 NOTIFICATION_GET\n");
    expect_replies("SUCCESS_32\n"
                   "SUCCESS_32\n"
                   "SUCCESS_32 x2=0x1\n");
}

/* Section 16.6: bits 31:16 of w1 name a vCPU of the receiver. */
SPEC(a_vcpu_that_is_not_there_is_invalid)
{
    world("start bound vcpus=2\n" SIGNAL "cpu0: d1.v0 NOTIFICATION_GET vcpu=2\n"
          "cpu0: d1.v0 NOTIFICATION_GET vcpu=65535\n"
          "cpu0: d1.v0 NOTIFICATION_GET vcpu=1\n");
    expect_replies("ERROR INVALID_PARAMETERS\n"
                   "ERROR INVALID_PARAMETERS\n"
                   "SUCCESS_32 x2=0x1\n");
}

/* Chapter 10: global notifications are any vCPU's to fetch. */
SPEC(any_vcpu_fetches_global_notifications)
{
    world("cpus 2; start bound vcpus=2\n" SIGNAL
          "cpu1: d1.v1 NOTIFICATION_GET vcpu=1\n"
          "cpu0: d1.v0 NOTIFICATION_GET\n");
    expect_replies("SUCCESS_32 x2=0x1\n"
                   "SUCCESS_32\n");
}

/* Section 16.6: there is no need to be told before. */
SPEC(what_the_scheduler_has_not_heard_of_is_returned)
{
    world(BOUND "cpu0: sp 0x8001 set d1 bits=0x1 delay\n"
                "cpu0: d1.v0 NOTIFICATION_GET\n");
    expect_replies("SUCCESS_32 x2=0x1");
}

/* SMC calling convention 1.2: a 32-bit call has 32-bit arguments. */
SPEC(the_upper_halves_of_arguments_go_no_further)
{
    world(BOUND SIGNAL "cpu0: d1.v0 SMC x0=0x84000082 x1=0xaaaaaaaa00000002 "
                       "x2=0xaaaaaaaa00000005 x3=0xaaaaaaaa00000000\n");
    expect_replies("SUCCESS_32 x2=0x1");
    expect_secure_calls_named("NOTIFICATION_GET",
                              "NOTIFICATION_GET x1=0x2 x2=0x5");
}

/* Section 16.6: what the SPMC says is for the VM to know. */
SPEC(a_refusal_of_the_spmc_reaches_the_vm)
{
    world(BOUND "cpu0: spmc_refuse nth=1 code=INVALID_PARAMETERS\n"
                "cpu0: d1.v0 NOTIFICATION_GET\n"
                "cpu0: spmc_refuse nth=1 code=NOT_SUPPORTED\n"
                "cpu0: d1.v0 NOTIFICATION_GET\n");
    expect_replies("ERROR INVALID_PARAMETERS\n"
                   "ERROR NOT_SUPPORTED\n");
}

/* Chapter 10: what was not returned is pending. */
SPEC(what_was_refused_is_there_for_the_next_call)
{
    world(BOUND SIGNAL "cpu0: spmc_refuse nth=1 code=INVALID_PARAMETERS\n"
                       "cpu0: d1.v0 NOTIFICATION_GET\n"
                       "cpu0: d1.v0 NOTIFICATION_GET\n");
    expect_replies("ERROR INVALID_PARAMETERS\n"
                   "SUCCESS_32 x2=0x1\n");
}

/* Section 12.1: status codes are negative numbers of 32 bits, and known. */
SPEC(a_code_that_is_none_is_an_error_of_ff_a_to_the_vm)
{
    world(BOUND "cpu0: spmc_refuse nth=1 code=0\n"
                "cpu0: d1.v0 NOTIFICATION_GET\n"
                "cpu0: spmc_refuse nth=1 code=7\n"
                "cpu0: d1.v0 NOTIFICATION_GET\n"
                "cpu0: spmc_refuse nth=1 code=-2147483648\n"
                "cpu0: d1.v0 NOTIFICATION_GET\n");
    expect_replies("ERROR ?????*\n"
                   "ERROR ?????*\n"
                   "ERROR ?????*\n");
    expect_never("x0=ERROR x2=0x0");
}

#define GET_LIES 30u /* at least as many as there are for GET              */

/* Section 16.6: whatever the SPMC puts into its reply, a VM is given what it
 * asked for, in the registers that the call defines. */
static void expect_no_more_than(const char *flags, const char *const *never,
                                unsigned int nr)
{
    for ( unsigned int lie = 1; lie <= GET_LIES; lie++ )
    {
        world("spmc 1.2 hafnium hostile; start bound\n" SIGNAL
              "cpu0: d1.v0 NOTIFICATION_GET flags=%s\n"
              "at cpu0 guest:hostile.reply#2 spmc=%u\n",
              flags, lie);
        expect_log("hostile <");
        for ( unsigned int i = 0; i < nr; i++ )
            expect_that(!expect_reply_has(0, never[i]), never[i]);
    }
}

SPEC(a_hostile_reply_gives_away_nothing)
{
    static const char *const for_sps[] = {
        " x1=", " x4=", " x5=", " x6=", " x7="};
    static const char *const for_spm[] = {
        " x1=", "SUCCESS_32 x2=", " x3=", " x4=", " x5=", " x7="};
    static const char *const for_all[] = {" x1=", " x4=", " x5=", " x7="};

    expect_no_more_than("0x1", for_sps, 5);
    expect_no_more_than("0x4", for_spm, 6);
    expect_no_more_than("0xf", for_all, 4);
}

/* Section 11.2: registers that are no result of GET are left out. */
SPEC(registers_the_spmc_did_not_define_are_zero_to_the_vm)
{
    for ( unsigned int how = 1; how <= 3; how++ )
    {
        world("spmc 1.2 hafnium legal; start bound\n" SIGNAL
              "cpu0: d1.v0 NOTIFICATION_GET\n"
              "at cpu0 guest:undefined.registers#2 spmc=%u\n",
              how);
        expect_replies("SUCCESS_32 x2=0x1");
    }
}

/* Chapter 10: a signal that comes while the SPMC is asked is in this reply
 * or in the next. */
SPEC(a_signal_that_races_with_it_is_not_lost)
{
    world_at_every_point(0, 2, 1,
                         "cpus 2; sp 0x8001; sp 0x8002; start bound\n"
                         "cpu0: sp 0x8001 set d1 bits=0x1\n"
                         "cpu0: d1.v0 NOTIFICATION_GET\n"
                         "cpu1: sp 0x8002 set d1 bits=0x2\n");
}

/* Chapter 10: each notification is returned to one of them. */
SPEC(two_vcpus_that_race_share_what_is_pending)
{
    world_at_every_point(0, 2, 1,
                         "cpus 2; sp 0x8001; sp 0x8002; start bound vcpus=2\n"
                         "cpu0: sp 0x8001 set d1 bits=0x1\n"
                         "cpu0: d1.v0 NOTIFICATION_GET\n"
                         "cpu1: d1.v1 NOTIFICATION_GET vcpu=1\n");
}

static const struct spec specs[] = {
    SPEC_IS(nothing_pending_is_a_success_without_notifications),
    SPEC_IS(a_notification_from_an_sp_is_returned),
    SPEC_IS(notifications_of_the_upper_half_are_returned),
    SPEC_IS(a_notification_is_returned_once),
    SPEC_IS(a_notification_that_was_set_twice_is_returned_once),
    SPEC_IS(a_notification_may_be_set_again),
    SPEC_IS(notifications_of_several_sps_come_together),
    SPEC_IS(a_notification_of_the_framework_is_returned),
    SPEC_IS(only_what_is_asked_for_is_returned),
    SPEC_IS(who_asks_for_nothing_gets_nothing),
    SPEC_IS(the_spmc_is_not_asked_for_what_it_does_not_have),
    SPEC_IS(a_vm_cannot_fetch_for_another),
    SPEC_IS(each_vm_fetches_its_own),
    SPEC_IS(a_vcpu_that_is_not_there_is_invalid),
    SPEC_IS(any_vcpu_fetches_global_notifications),
    SPEC_IS(what_the_scheduler_has_not_heard_of_is_returned),
    SPEC_IS(the_upper_halves_of_arguments_go_no_further),
    SPEC_IS(a_refusal_of_the_spmc_reaches_the_vm),
    SPEC_IS(what_was_refused_is_there_for_the_next_call),
    SPEC_IS(a_code_that_is_none_is_an_error_of_ff_a_to_the_vm),
    SPEC_IS(a_hostile_reply_gives_away_nothing),
    SPEC_IS(registers_the_spmc_did_not_define_are_zero_to_the_vm),
    SPEC_IS(a_signal_that_races_with_it_is_not_lost),
    SPEC_IS(two_vcpus_that_race_share_what_is_pending),
};
SPEC_TOPIC(notification_get, "get", specs);
