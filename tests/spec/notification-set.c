/* SPDX-License-Identifier: GPL-2.0-only */
/* FFA_NOTIFICATION_SET by guests: FF-A 1.1, section 16.5. */
#include "expect.h"
#include "spec.h"
#include "world.h"

#define VERSIONED "start versioned\n"

/* Section 16.5: w1 names sender and receiver, w3 and w4 the bitmap. */
SPEC(a_vm_signals_an_sp)
{
    world(VERSIONED "cpu0: d1.v0 NOTIFICATION_SET 0x8001 bits=0x1\n");
    expect_replies("SUCCESS_32");
    expect_secure_calls_named("NOTIFICATION_SET",
                              "NOTIFICATION_SET x1=0x28001 x3=0x1");
}

/* Chapter 10: what was set stays pending until the receiver fetches it. */
SPEC(the_sp_fetches_what_was_set)
{
    world(VERSIONED "cpu0: d1.v0 NOTIFICATION_SET 0x8001 bits=0x5\n"
                    "cpu0: sp 0x8001 get\n");
    expect_log(
        "set endpoint=0x8001 sender=0x2 half=from VMs target=global bits=0x5\n"
        "taken endpoint=0x8001 half=from VMs target=global bits=0x5\n");
}

/* Section 16.5: w4 holds notifications 32 to 63. */
SPEC(notifications_of_the_upper_half_are_set)
{
    world(VERSIONED "cpu0: d1.v0 NOTIFICATION_SET 0x8001 bits=0x100000000\n");
    expect_replies("SUCCESS_32");
    expect_secure_calls_named("NOTIFICATION_SET",
                              "NOTIFICATION_SET x1=0x28001 x4=0x1");
}

/* Section 16.5: the caller is the sender. */
SPEC(a_vm_cannot_signal_as_another)
{
    world("start versioned vms=2\n"
          "cpu0: d1.v0 NOTIFICATION_SET 0x8001 sender=d2\n"
          "cpu0: d1.v0 NOTIFICATION_SET 0x8001 sender=0\n"
          "cpu0: d1.v0 NOTIFICATION_SET 0x8001 sender=0x8001\n");
    expect_replies("ERROR INVALID_PARAMETERS\n"
                   "ERROR INVALID_PARAMETERS\n"
                   "ERROR INVALID_PARAMETERS\n");
    expect_secure_calls("");
}

/* Section 16.5: the SPMC keeps SPs' notifications; those of VMs are not for
 * it. */
SPEC(a_signal_to_a_vm_is_not_the_spmcs)
{
    world("start versioned vms=2\n"
          "cpu0: d1.v0 NOTIFICATION_SET d2\n"
          "cpu0: d1.v0 NOTIFICATION_SET d1\n"
          "cpu0: d1.v0 NOTIFICATION_SET 0\n");
    expect_replies("ERROR *\n"
                   "ERROR *\n"
                   "ERROR *\n");
    expect_secure_calls("");
}

/* Section 16.5, INVALID_PARAMETERS: no such receiver. */
SPEC(an_sp_that_is_not_there_is_invalid)
{
    world(VERSIONED "cpu0: d1.v0 NOTIFICATION_SET 0x8004\n"
                    "cpu0: d1.v0 NOTIFICATION_SET 0x8000\n"
                    "cpu0: d1.v0 NOTIFICATION_SET 0xfffe\n");
    expect_replies("ERROR INVALID_PARAMETERS\n"
                   "ERROR INVALID_PARAMETERS\n"
                   "ERROR INVALID_PARAMETERS\n");
}

/* Section 16.5, DENIED: the receiver takes no notifications. */
SPEC(an_sp_without_notifications_denies)
{
    world("sp 0x8001 no_notifications\n" VERSIONED
          "cpu0: d1.v0 NOTIFICATION_SET 0x8001\n");
    expect_replies("ERROR DENIED");
}

/* Section 16.5, DENIED: not bound to the sender. */
SPEC(a_notification_that_is_not_bound_is_denied)
{
    world(VERSIONED
          "cpu0: d1.v0 NOTIFICATION_SET 0x8001 bits=0x8000000000000000\n");
    expect_replies("ERROR DENIED");
}

/* Section 16.5, DENIED: bound to another. */
SPEC(a_notification_of_another_vm_is_denied)
{
    world("start versioned vms=2\n"
          "cpu0: d1.v0 NOTIFICATION_SET 0x8001 bits=0x1\n"
          "cpu0: d2.v0 NOTIFICATION_SET 0x8001 bits=0x1\n");
    expect_replies("SUCCESS_32\n"
                   "ERROR DENIED\n");
}

/* Section 16.5, INVALID_PARAMETERS: nothing to set. */
SPEC(an_empty_bitmap_is_invalid)
{
    world(VERSIONED "cpu0: d1.v0 NOTIFICATION_SET 0x8001 bits=0\n");
    expect_replies("ERROR INVALID_PARAMETERS");
}

/* Section 16.5, flags: the SRI is delayed for SPs only. */
SPEC(a_vm_cannot_delay_the_interrupt)
{
    world(VERSIONED "cpu0: d1.v0 NOTIFICATION_SET 0x8001 flags=0x2\n");
    expect_replies("ERROR INVALID_PARAMETERS");
}

/* Section 16.5, flags: bits 15:2 are zero. */
SPEC(flags_that_are_not_defined_are_invalid)
{
    world(VERSIONED "cpu0: d1.v0 NOTIFICATION_SET 0x8001 flags=0x4\n"
                    "cpu0: d1.v0 NOTIFICATION_SET 0x8001 flags=0x8000\n");
    expect_replies("ERROR INVALID_PARAMETERS\n"
                   "ERROR INVALID_PARAMETERS\n");
}

/* Section 16.5, flags: bits 31:16 name a vCPU if bit 0 is set, else none. */
SPEC(a_global_signal_names_no_vcpu)
{
    world(VERSIONED "cpu0: d1.v0 NOTIFICATION_SET 0x8001 flags=0x10000\n");
    expect_replies("ERROR INVALID_PARAMETERS");
}

/* SMC calling convention 1.2: a 32-bit call has 32-bit arguments. */
SPEC(the_upper_halves_of_arguments_go_no_further)
{
    world(
        VERSIONED
        "cpu0: d1.v0 SMC x0=0x84000081 x1=0xaaaaaaaa00028001 "
        "x2=0xaaaaaaaa00000000 x3=0xaaaaaaaa00000001 x4=0xaaaaaaaa00000000\n");
    expect_replies("SUCCESS_32");
    expect_secure_calls_named("NOTIFICATION_SET",
                              "NOTIFICATION_SET x1=0x28001 x3=0x1");
}

/* Section 16.5: what the SPMC says is for the VM to know. */
SPEC(a_refusal_of_the_spmc_reaches_the_vm)
{
    world(VERSIONED "cpu0: spmc_refuse nth=1 code=DENIED\n"
                    "cpu0: d1.v0 NOTIFICATION_SET 0x8001\n"
                    "cpu0: spmc_refuse nth=1 code=NOT_SUPPORTED\n"
                    "cpu0: d1.v0 NOTIFICATION_SET 0x8001\n");
    expect_replies("ERROR DENIED\n"
                   "ERROR NOT_SUPPORTED\n");
}

/* Chapter 10: a signal to an SP is announced to the scheduler of SPs, and
 * to no VM. */
SPEC(no_vm_is_told_of_a_signal_to_an_sp)
{
    world("start versioned vms=2\n"
          "cpu0: d1.v0 NOTIFICATION_SET 0x8001\n"
          "cpu0: advance us=100000\n");
    expect_npis("");
}

static const struct spec specs[] = {
    SPEC_IS(a_vm_signals_an_sp),
    SPEC_IS(the_sp_fetches_what_was_set),
    SPEC_IS(notifications_of_the_upper_half_are_set),
    SPEC_IS(a_vm_cannot_signal_as_another),
    SPEC_IS(a_signal_to_a_vm_is_not_the_spmcs),
    SPEC_IS(an_sp_that_is_not_there_is_invalid),
    SPEC_IS(an_sp_without_notifications_denies),
    SPEC_IS(a_notification_that_is_not_bound_is_denied),
    SPEC_IS(a_notification_of_another_vm_is_denied),
    SPEC_IS(an_empty_bitmap_is_invalid),
    SPEC_IS(a_vm_cannot_delay_the_interrupt),
    SPEC_IS(flags_that_are_not_defined_are_invalid),
    SPEC_IS(a_global_signal_names_no_vcpu),
    SPEC_IS(the_upper_halves_of_arguments_go_no_further),
    SPEC_IS(a_refusal_of_the_spmc_reaches_the_vm),
    SPEC_IS(no_vm_is_told_of_a_signal_to_an_sp),
};
SPEC_TOPIC(notification_set, "set", specs);
