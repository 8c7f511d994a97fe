/* SPDX-License-Identifier: GPL-2.0-only */
/* FFA_FEATURES between guests and the mediator: FF-A 1.1, section 13.3. */
#include "expect.h"
#include "spec.h"
#include "world.h"

#define VERSIONED "start versioned\n"

/* Section 13.3, feature IDs: w2 is the ID of the interrupt. */
SPEC(the_notification_pending_interrupt_has_an_id)
{
    world(VERSIONED "cpu0: d1.v0 FEATURES id=1\n");
    expect_replies("SUCCESS_32 x2=0x8");
}

/* Section 13.3, feature IDs: a VM may be told of the SRI, too. */
SPEC(the_schedule_receiver_interrupt_has_another_id)
{
    world(VERSIONED "cpu0: d1.v0 FEATURES id=2\n");
    expect_replies("SUCCESS_32 x2=0x9");
}

/* Section 13.3, feature IDs: managed exits are for SPs. */
SPEC(there_is_no_managed_exit_for_a_vm)
{
    world(VERSIONED "cpu0: d1.v0 FEATURES id=3\n");
    expect_replies("ERROR NOT_SUPPORTED");
}

/* Section 13.3, feature IDs: bits 7:0; bits 30:8 are zero. */
SPEC(a_feature_that_is_not_defined_is_an_error)
{
    world(VERSIONED "cpu0: d1.v0 FEATURES id=0\n"
                    "cpu0: d1.v0 FEATURES id=0xff\n"
                    "cpu0: d1.v0 FEATURES id=0x101\n"
                    "cpu0: d1.v0 FEATURES id=0x40000001\n");
    expect_replies("ERROR *\n"
                   "ERROR *\n"
                   "ERROR *\n"
                   "ERROR *\n");
}

/* Section 13.3: functions without properties return none. */
SPEC(functions_that_are_served_are_admitted)
{
    world(VERSIONED "cpu0: d1.v0 FEATURES id=0x84000063\n"
                    "cpu0: d1.v0 FEATURES id=0x84000064\n"
                    "cpu0: d1.v0 FEATURES id=0x84000069\n");
    expect_replies("SUCCESS_32\n"
                   "SUCCESS_32\n"
                   "SUCCESS_32\n");
}

/* Section 13.3, and chapter 16 for what there is. */
SPEC(notifications_are_admitted)
{
    world(VERSIONED "cpu0: d1.v0 FEATURES id=0x8400007f\n"
                    "cpu0: d1.v0 FEATURES id=0x84000080\n"
                    "cpu0: d1.v0 FEATURES id=0x84000081\n"
                    "cpu0: d1.v0 FEATURES id=0x84000082\n"
                    "cpu0: d1.v0 FEATURES id=0x84000083\n"
                    "cpu0: d1.v0 FEATURES id=0xc4000083\n");
    expect_replies("SUCCESS_32\n"
                   "SUCCESS_32\n"
                   "SUCCESS_32\n"
                   "SUCCESS_32\n"
                   "SUCCESS_32\n"
                   "SUCCESS_32\n");
}

/* Sections 16.1, 16.2 and 13.4: for the non-secure physical instance only. */
SPEC(calls_of_the_hypervisor_are_not_admitted)
{
    world(VERSIONED "cpu0: d1.v0 FEATURES id=0x8400007d\n"
                    "cpu0: d1.v0 FEATURES id=0x8400007e\n"
                    "cpu0: d1.v0 FEATURES id=0x84000084\n");
    expect_replies("ERROR NOT_SUPPORTED\n"
                   "ERROR NOT_SUPPORTED\n"
                   "ERROR NOT_SUPPORTED\n");
}

/* Table of functions: these exist in the 32-bit convention only. */
SPEC(a_64_bit_form_that_is_not_defined_is_not_admitted)
{
    world(VERSIONED "cpu0: d1.v0 FEATURES id=0xc4000063\n"
                    "cpu0: d1.v0 FEATURES id=0xc4000064\n"
                    "cpu0: d1.v0 FEATURES id=0xc4000069\n"
                    "cpu0: d1.v0 FEATURES id=0xc400007f\n"
                    "cpu0: d1.v0 FEATURES id=0xc4000082\n");
    expect_replies("ERROR NOT_SUPPORTED\n"
                   "ERROR NOT_SUPPORTED\n"
                   "ERROR NOT_SUPPORTED\n"
                   "ERROR NOT_SUPPORTED\n"
                   "ERROR NOT_SUPPORTED\n");
}

/* Table of functions: notifications are there since FF-A 1.1. */
SPEC(a_guest_of_the_first_version_is_not_told_of_notifications)
{
    world("start created\n"
          "cpu0: d1.v0 VERSION version=0x10000\n"
          "cpu0: d1.v0 FEATURES id=0x8400007f\n"
          "cpu0: d1.v0 FEATURES id=0x84000082\n"
          "cpu0: d1.v0 FEATURES id=0xc4000083\n"
          "cpu0: d1.v0 FEATURES id=1\n"
          "cpu0: d1.v0 FEATURES id=2\n");
    expect_replies_to("FEATURES", "ERROR NOT_SUPPORTED\n"
                                  "ERROR NOT_SUPPORTED\n"
                                  "ERROR NOT_SUPPORTED\n"
                                  "ERROR NOT_SUPPORTED\n"
                                  "ERROR NOT_SUPPORTED\n");
}

/* SMC calling convention 1.2: AArch32 has no 64-bit calls. */
SPEC(a_32_bit_guest_is_not_told_of_64_bit_calls)
{
    world("start cold\n"
          "cpu0: d1 = domain_create bits32\n"
          "cpu0: d1.v0 VERSION\n"
          "cpu0: d1.v0 FEATURES id=0xc4000083\n"
          "cpu0: d1.v0 FEATURES id=0x84000083\n");
    expect_replies_to("FEATURES", "ERROR NOT_SUPPORTED\n"
                                  "SUCCESS_32\n");
}

/* SMC calling convention 1.2: a 32-bit call has 32-bit arguments. */
SPEC(the_upper_half_of_the_argument_is_ignored)
{
    world(VERSIONED "cpu0: d1.v0 SMC x0=0x84000064 x1=0xffffffff00000001\n"
                    "cpu0: d1.v0 SMC x0=0x84000064 x1=0x1234567884000069\n");
    expect_replies("SUCCESS_32 x2=0x8\n"
                   "SUCCESS_32\n");
}

static const struct spec specs[] = {
    SPEC_IS(the_notification_pending_interrupt_has_an_id),
    SPEC_IS(the_schedule_receiver_interrupt_has_another_id),
    SPEC_IS(there_is_no_managed_exit_for_a_vm),
    SPEC_IS(a_feature_that_is_not_defined_is_an_error),
    SPEC_IS(functions_that_are_served_are_admitted),
    SPEC_IS(notifications_are_admitted),
    SPEC_IS(calls_of_the_hypervisor_are_not_admitted),
    SPEC_IS(a_64_bit_form_that_is_not_defined_is_not_admitted),
    SPEC_IS(a_guest_of_the_first_version_is_not_told_of_notifications),
    SPEC_IS(a_32_bit_guest_is_not_told_of_64_bit_calls),
    SPEC_IS(the_upper_half_of_the_argument_is_ignored),
};
SPEC_TOPIC(features, "features", specs);
