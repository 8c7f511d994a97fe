/* SPDX-License-Identifier: GPL-2.0-only */
/* FFA_NOTIFICATION_INFO_GET by guests: FF-A 1.1, section 16.7. */
#include "expect.h"
#include "spec.h"
#include "world.h"

#define BOUND  "start bound\n"
#define SIGNAL "cpu0: sp 0x8001 set d1 bits=0x1\n"
#define ASK_32 "cpu0: d1.v0 NOTIFICATION_INFO_GET_32\n"
#define ASK_64 "cpu0: d1.v0 NOTIFICATION_INFO_GET_64\n"

/* Section 16.7, NO_DATA: nothing is pending. */
SPEC(nothing_pending_is_no_data)
{
    world(BOUND ASK_32 ASK_64);
    expect_replies("ERROR NO_DATA\n"
                   "ERROR NO_DATA\n");
}

/* Section 16.7: bits 11:7 of x2 count lists, x3 has the first IDs. */
SPEC(a_64_bit_call_is_told_of_the_caller)
{
    world(BOUND SIGNAL ASK_64);
    expect_replies("SUCCESS_64 x2=0x80 x3=0x2");
}

/* Section 16.7: a 32-bit call has a 32-bit reply. */
SPEC(a_32_bit_call_is_told_of_the_caller)
{
    world(BOUND SIGNAL ASK_32);
    expect_replies("SUCCESS_32 x2=0x80 x3=0x2");
}

/* Chapter 10: pending notifications are listed once. */
SPEC(a_notification_is_told_of_once)
{
    world(BOUND SIGNAL ASK_64 ASK_64 ASK_32);
    expect_replies("SUCCESS_64 x2=0x80 x3=0x2\n"
                   "ERROR NO_DATA\n"
                   "ERROR NO_DATA\n");
}

/* Chapter 10: another notification is news. */
SPEC(a_notification_that_came_later_is_told_of)
{
    world("sp 0x8001; sp 0x8002\n" BOUND SIGNAL ASK_64
          "cpu0: sp 0x8002 set d1 bits=0x2\n" ASK_64);
    expect_replies("SUCCESS_64 x2=0x80 x3=0x2\n"
                   "SUCCESS_64 x2=0x80 x3=0x2\n");
}

/* Section 16.7: what is listed stays pending until it is fetched. */
SPEC(what_was_told_of_is_there_to_be_fetched)
{
    world(BOUND SIGNAL ASK_64 "cpu0: d1.v0 NOTIFICATION_GET\n");
    expect_replies("SUCCESS_64 x2=0x80 x3=0x2\n"
                   "SUCCESS_32 x2=0x1\n");
}

/* Chapter 10: what was fetched is not pending. */
SPEC(what_was_fetched_is_not_told_of)
{
    world(BOUND SIGNAL "cpu0: d1.v0 NOTIFICATION_GET\n" ASK_64);
    expect_replies("SUCCESS_32 x2=0x1\n"
                   "ERROR NO_DATA\n");
}

/* Chapter 10: what was to be fetched, and was not. */
SPEC(what_a_refused_fetch_left_is_told_of)
{
    world(BOUND SIGNAL "cpu0: spmc_refuse nth=1 code=INVALID_PARAMETERS\n"
                       "cpu0: d1.v0 NOTIFICATION_GET\n" ASK_64);
    expect_replies("ERROR INVALID_PARAMETERS\n"
                   "SUCCESS_64 x2=0x80 x3=0x2\n");
}

/* Chapter 10: set, fetched and set again is news. */
SPEC(a_notification_that_is_set_again_is_told_of_again)
{
    world(BOUND SIGNAL ASK_64 "cpu0: d1.v0 NOTIFICATION_GET\n" SIGNAL ASK_64);
    expect_replies_to("NOTIFICATION_INFO_GET_64",
                      "SUCCESS_64 x2=0x80 x3=0x2\n"
                      "SUCCESS_64 x2=0x80 x3=0x2\n");
}

/* Chapter 10: the framework's notifications are pending like others. */
SPEC(a_notification_of_the_framework_is_told_of)
{
    world(BOUND "cpu0: spmc_rx_full d1\n" ASK_64);
    expect_replies("SUCCESS_64 x2=0x80 x3=0x2");
}

/* Section 16.7: at a virtual instance endpoints hear of themselves. */
SPEC(a_vm_is_told_of_no_other)
{
    world("start bound vms=3\n"
          "cpu0: sp 0x8001 set d2 bits=0x1\n"
          "cpu0: sp 0x8001 set d3 bits=0x1\n"
          "cpu0: d1.v0 NOTIFICATION_INFO_GET_64\n"
          "cpu0: d2.v0 NOTIFICATION_INFO_GET_64\n"
          "cpu0: d3.v0 NOTIFICATION_INFO_GET_32\n");
    expect_replies("ERROR NO_DATA\n"
                   "SUCCESS_64 x2=0x80 x3=0x3\n"
                   "SUCCESS_32 x2=0x80 x3=0x4\n");
}

/* Section 16.7: the SPMC tells the hypervisor, and each thing once. */
SPEC(the_spmc_is_not_asked_on_behalf_of_a_guest)
{
    world(BOUND ASK_64 ASK_32);
    expect_secure_calls("");
}

/* Section 16.7: it is the VM's pending notifications, not a vCPU's. */
SPEC(any_vcpu_is_told)
{
    world("cpus 2; start bound vcpus=2\n" SIGNAL
          "cpu1: d1.v1 NOTIFICATION_INFO_GET_64\n" ASK_64);
    expect_replies("SUCCESS_64 x2=0x80 x3=0x2\n"
                   "ERROR NO_DATA\n");
}

/* SMC calling convention 1.2: AArch32 has no 64-bit calls. */
SPEC(a_32_bit_guest_has_the_32_bit_call_only)
{
    world("start cold\n"
          "cpu0: d1 = domain_create bits32\n"
          "cpu0: d1.v0 VERSION\n"
          "cpu0: d1.v0 NOTIFICATION_BIND\n" SIGNAL ASK_64 ASK_32);
    expect_replies_to("NOTIFICATION_INFO_GET_64", "unknown");
    expect_replies_to("NOTIFICATION_INFO_GET_32", "SUCCESS_32 x2=0x80 x3=0x2");
}

/* SMC calling convention 1.2: a 32-bit call has 32-bit arguments. */
SPEC(the_upper_halves_of_a_32_bit_call_are_ignored)
{
    world(BOUND SIGNAL "cpu0: d1.v0 SMC x0=0x84000083 x1=0xffffffff00000000 "
                       "x7=0xffffffff00000000\n");
    expect_replies("SUCCESS_32 x2=0x80 x3=0x2");
}

/* Chapter 10: a VM's news end with it. */
SPEC(a_vm_is_not_told_of_what_its_predecessor_had)
{
    world(BOUND SIGNAL "cpu0: domain_kill d1\n"
                       "cpu0: d1 = domain_create\n"
                       "cpu0: d1.v0 VERSION\n" ASK_64);
    expect_replies_to("NOTIFICATION_INFO_GET_64", "ERROR NO_DATA");
}

/* Chapter 10: it is told, or will be the next time. */
SPEC(news_that_race_with_it_are_not_lost)
{
    world_at_every_point(
        0, 2, 1,
        "cpus 2; sp 0x8001; sp 0x8002; start bound\n" SIGNAL ASK_64
        "cpu1: sp 0x8002 set d1 bits=0x2\n");
}

/* Chapter 10: one of them is told. */
SPEC(one_of_two_vcpus_that_race_is_told)
{
    world_at_every_point(0, 2, 1,
                         "cpus 2; start bound vcpus=2\n" SIGNAL ASK_64
                         "cpu1: d1.v1 NOTIFICATION_INFO_GET_64\n");
    expect_replies("SUCCESS_64 x2=0x80 x3=0x2\n"
                   "ERROR NO_DATA\n");
}

static const struct spec specs[] = {
    SPEC_IS(nothing_pending_is_no_data),
    SPEC_IS(a_64_bit_call_is_told_of_the_caller),
    SPEC_IS(a_32_bit_call_is_told_of_the_caller),
    SPEC_IS(a_notification_is_told_of_once),
    SPEC_IS(a_notification_that_came_later_is_told_of),
    SPEC_IS(what_was_told_of_is_there_to_be_fetched),
    SPEC_IS(what_was_fetched_is_not_told_of),
    SPEC_IS(what_a_refused_fetch_left_is_told_of),
    SPEC_IS(a_notification_that_is_set_again_is_told_of_again),
    SPEC_IS(a_notification_of_the_framework_is_told_of),
    SPEC_IS(a_vm_is_told_of_no_other),
    SPEC_IS(the_spmc_is_not_asked_on_behalf_of_a_guest),
    SPEC_IS(any_vcpu_is_told),
    SPEC_IS(a_32_bit_guest_has_the_32_bit_call_only),
    SPEC_IS(the_upper_halves_of_a_32_bit_call_are_ignored),
    SPEC_IS(a_vm_is_not_told_of_what_its_predecessor_had),
    SPEC_IS(news_that_race_with_it_are_not_lost),
    SPEC_IS(one_of_two_vcpus_that_race_is_told),
};
SPEC_TOPIC(notification_info_get, "info-get", specs);
