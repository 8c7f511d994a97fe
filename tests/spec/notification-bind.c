/* SPDX-License-Identifier: GPL-2.0-only */
/* FFA_NOTIFICATION_BIND by guests: FF-A 1.1, section 16.3. */
#include "expect.h"
#include "spec.h"
#include "world.h"

#define VERSIONED "start versioned\n"

/* Section 16.3: w1 names sender and receiver, w3 and w4 the bitmap. */
SPEC(a_notification_is_bound_to_an_sp)
{
    world(VERSIONED "cpu0: d1.v0 NOTIFICATION_BIND sp=0x8001 bits=0x1\n");
    expect_replies("SUCCESS_32");
    expect_secure_calls("NOTIFICATION_BIND x1=0x80010002 x3=0x1");
    expect_log("bound endpoint=0x2 sender=0x8001 bits=0x1 per_vcpu=0");
}

/* Section 16.3: w4 holds notifications 32 to 63. */
SPEC(notifications_of_the_upper_half_are_bound)
{
    world(VERSIONED "cpu0: d1.v0 NOTIFICATION_BIND bits=0x8000000100000000\n");
    expect_replies("SUCCESS_32");
    expect_log("bound endpoint=0x2 sender=0x8001 bits=0x8000000100000000");
}

/* Section 16.3: any number of notifications at once. */
SPEC(all_64_are_bound_at_once)
{
    world(VERSIONED "cpu0: d1.v0 NOTIFICATION_BIND bits=0xffffffffffffffff\n");
    expect_replies("SUCCESS_32");
    expect_log("bound endpoint=0x2 sender=0x8001 bits=0xffffffffffffffff");
}

/* Section 16.3, DENIED: a notification is bound already. */
SPEC(a_notification_that_is_bound_is_denied)
{
    world(VERSIONED "cpu0: d1.v0 NOTIFICATION_BIND bits=0x1\n"
                    "cpu0: d1.v0 NOTIFICATION_BIND bits=0x1\n");
    expect_replies("SUCCESS_32\n"
                   "ERROR DENIED\n");
}

/* Section 16.3, DENIED: to whomever it is bound. */
SPEC(a_notification_that_another_sp_has_is_denied)
{
    world("sp 0x8001; sp 0x8002\n" VERSIONED
          "cpu0: d1.v0 NOTIFICATION_BIND sp=0x8001 bits=0x1\n"
          "cpu0: d1.v0 NOTIFICATION_BIND sp=0x8002 bits=0x1\n");
    expect_replies("SUCCESS_32\n"
                   "ERROR DENIED\n");
}

/* Section 16.3: all of the bitmap is bound, or nothing of it. */
SPEC(one_that_is_denied_leaves_the_others_unbound)
{
    world(VERSIONED "cpu0: d1.v0 NOTIFICATION_BIND bits=0x1\n"
                    "cpu0: d1.v0 NOTIFICATION_BIND bits=0x3\n"
                    "cpu0: d1.v0 NOTIFICATION_BIND bits=0x2\n");
    expect_replies("SUCCESS_32\n"
                   "ERROR DENIED\n"
                   "SUCCESS_32\n");
}

/* Section 16.3: a sender has as many notifications as it is given. */
SPEC(sps_have_notifications_of_one_vm_side_by_side)
{
    world("sp 0x8001; sp 0x8002; sp 0x8003; sp 0x8004\n" VERSIONED
          "cpu0: d1.v0 NOTIFICATION_BIND sp=0x8001 bits=0x1\n"
          "cpu0: d1.v0 NOTIFICATION_BIND sp=0x8002 bits=0x2\n"
          "cpu0: d1.v0 NOTIFICATION_BIND sp=0x8003 bits=0x4\n"
          "cpu0: d1.v0 NOTIFICATION_BIND sp=0x8004 bits=0x8\n");
    expect_replies("SUCCESS_32\n"
                   "SUCCESS_32\n"
                   "SUCCESS_32\n"
                   "SUCCESS_32\n");
}

/* Chapter 10: bitmaps are the receivers'. */
SPEC(each_vm_has_64_notifications_of_its_own)
{
    world("start versioned vms=2\n"
          "cpu0: d1.v0 NOTIFICATION_BIND bits=0x1\n"
          "cpu0: d2.v0 NOTIFICATION_BIND bits=0x1\n");
    expect_replies("SUCCESS_32\n"
                   "SUCCESS_32\n");
    expect_secure_calls("NOTIFICATION_BIND x1=0x80010002 x3=0x1\n"
                        "NOTIFICATION_BIND x1=0x80010003 x3=0x1\n");
}

/* Section 16.3: the caller is the receiver. */
SPEC(a_vm_cannot_bind_for_another)
{
    world("start versioned vms=2\n"
          "cpu0: d1.v0 NOTIFICATION_BIND receiver=d2\n");
    expect_replies("ERROR INVALID_PARAMETERS");
    expect_secure_calls("");
}

/* Section 16.3: the same, for endpoints that no VM is. */
SPEC(a_vm_cannot_bind_for_what_is_no_vm)
{
    world(VERSIONED "cpu0: d1.v0 NOTIFICATION_BIND receiver=0\n"
                    "cpu0: d1.v0 NOTIFICATION_BIND receiver=0x8001\n"
                    "cpu0: d1.v0 NOTIFICATION_BIND receiver=0x8000\n");
    expect_replies("ERROR INVALID_PARAMETERS\n"
                   "ERROR INVALID_PARAMETERS\n"
                   "ERROR INVALID_PARAMETERS\n");
    expect_secure_calls("");
}

/* Section 16.3: sender and receiver are two endpoints. */
SPEC(a_vm_cannot_bind_to_itself)
{
    world(VERSIONED "cpu0: d1.v0 NOTIFICATION_BIND sp=self\n");
    expect_replies("ERROR *");
    expect_secure_calls("");
}

/* Section 16.3: the SPMC keeps what SPs send; a VM's are not for it. */
SPEC(a_binding_to_a_vm_is_not_the_spmcs)
{
    world("start versioned vms=2\n"
          "cpu0: d1.v0 NOTIFICATION_BIND sp=d2\n"
          "cpu0: d1.v0 NOTIFICATION_BIND sp=0\n");
    expect_secure_calls("");
    expect_never("bound endpoint");
}

/* Section 16.3, INVALID_PARAMETERS: no such sender. */
SPEC(an_sp_that_is_not_there_is_invalid)
{
    world(VERSIONED "cpu0: d1.v0 NOTIFICATION_BIND sp=0x8004\n"
                    "cpu0: d1.v0 NOTIFICATION_BIND sp=0x8000\n"
                    "cpu0: d1.v0 NOTIFICATION_BIND sp=0xfffe\n");
    expect_replies("ERROR INVALID_PARAMETERS\n"
                   "ERROR INVALID_PARAMETERS\n"
                   "ERROR INVALID_PARAMETERS\n");
}

/* Section 16.3, INVALID_PARAMETERS: nothing to bind. */
SPEC(an_empty_bitmap_is_invalid)
{
    world(VERSIONED "cpu0: d1.v0 NOTIFICATION_BIND bits=0\n");
    expect_replies("ERROR INVALID_PARAMETERS");
}

/* Section 16.3: bits 31:1 of w2 are zero. */
SPEC(flags_that_are_not_defined_bind_nothing)
{
    world(VERSIONED "cpu0: d1.v0 NOTIFICATION_BIND flags=0x2\n"
                    "cpu0: d1.v0 NOTIFICATION_BIND flags=0x80000000\n");
    expect_replies("ERROR *\n"
                   "ERROR *\n");
    expect_never("bound endpoint");
}

/* SMC calling convention 1.2: a 32-bit call has 32-bit arguments. */
SPEC(the_upper_halves_of_arguments_go_no_further)
{
    world(VERSIONED
          "cpu0: d1.v0 SMC x0=0x8400007f x1=0xaaaaaaaa80010002 "
          "x2=0xaaaaaaaa00000000 x3=0xaaaaaaaa00000001 x4=0xaaaaaaaa00000000 "
          "x5=0xaaaaaaaa00000000\n");
    expect_replies("SUCCESS_32");
    expect_secure_calls("NOTIFICATION_BIND x1=0x80010002 x3=0x1");
}

/* Section 16.3: any vCPU speaks for its VM, on any CPU. */
SPEC(every_vcpu_may_bind)
{
    world("cpus 2; start versioned vcpus=2\n"
          "cpu0: d1.v1 NOTIFICATION_BIND bits=0x1\n"
          "cpu1: d1.v0 NOTIFICATION_BIND bits=0x2\n");
    expect_replies("SUCCESS_32\n"
                   "SUCCESS_32\n");
}

/* Section 16.3: what the SPMC says of a binding is for the VM to know. */
SPEC(a_refusal_of_the_spmc_reaches_the_vm)
{
    world(VERSIONED "cpu0: spmc_refuse nth=1 code=DENIED\n"
                    "cpu0: d1.v0 NOTIFICATION_BIND\n"
                    "cpu0: spmc_refuse nth=1 code=INVALID_PARAMETERS\n"
                    "cpu0: d1.v0 NOTIFICATION_BIND\n"
                    "cpu0: spmc_refuse nth=1 code=NOT_SUPPORTED\n"
                    "cpu0: d1.v0 NOTIFICATION_BIND\n"
                    "cpu0: d1.v0 NOTIFICATION_BIND\n");
    expect_replies("ERROR DENIED\n"
                   "ERROR INVALID_PARAMETERS\n"
                   "ERROR NOT_SUPPORTED\n"
                   "SUCCESS_32\n");
}

/* Section 12.1: status codes are negative numbers of 32 bits, and known. */
SPEC(a_code_that_is_none_is_an_error_of_ff_a_to_the_vm)
{
    world(VERSIONED "cpu0: spmc_refuse nth=1 code=0\n"
                    "cpu0: d1.v0 NOTIFICATION_BIND bits=0x1\n"
                    "cpu0: spmc_refuse nth=1 code=1\n"
                    "cpu0: d1.v0 NOTIFICATION_BIND bits=0x2\n"
                    "cpu0: spmc_refuse nth=1 code=-128\n"
                    "cpu0: d1.v0 NOTIFICATION_BIND bits=0x4\n"
                    "cpu0: spmc_refuse nth=1 code=-2147483648\n"
                    "cpu0: d1.v0 NOTIFICATION_BIND bits=0x8\n");
    expect_replies("ERROR ?????*\n"
                   "ERROR ?????*\n"
                   "ERROR ?????*\n"
                   "ERROR ?????*\n");
    expect_never("x0=ERROR x2=0x0");
}

/* Chapter 10: only who is bound may signal. */
SPEC(what_was_refused_is_not_bound)
{
    world(VERSIONED "cpu0: spmc_refuse nth=1 code=DENIED\n"
                    "cpu0: d1.v0 NOTIFICATION_BIND bits=0x1\n"
                    "cpu0: sp 0x8001 set d1 bits=0x1\n");
    expect_replies("ERROR DENIED");
    expect_npis("");
}

/* Section 16.2: bindings go with the bitmap, and the bitmap with the VM. */
SPEC(a_vm_does_not_inherit_the_bindings_of_its_id)
{
    world("start bound\n"
          "cpu0: domain_kill d1\n"
          "cpu0: d1 = domain_create\n"
          "cpu0: d1.v0 VERSION\n"
          "cpu0: sp 0x8001 set d1 bits=0x1\n"
          "cpu0: d1.v0 NOTIFICATION_BIND bits=0x1\n");
    expect_replies_to("NOTIFICATION_BIND", "SUCCESS_32");
    expect_npis("");
}

/* Two vCPUs bind the same notification: one of them is first. */
SPEC(one_of_two_that_race_for_a_notification_gets_it)
{
    world_at_every_point(0, 1, 1,
                         "cpus 2; sp 0x8001; sp 0x8002\n"
                         "start versioned vcpus=2\n"
                         "cpu0: d1.v0 NOTIFICATION_BIND sp=0x8001 bits=0x1\n"
                         "cpu1: d1.v1 NOTIFICATION_BIND sp=0x8002 bits=0x1\n");
}

static const struct spec specs[] = {
    SPEC_IS(a_notification_is_bound_to_an_sp),
    SPEC_IS(notifications_of_the_upper_half_are_bound),
    SPEC_IS(all_64_are_bound_at_once),
    SPEC_IS(a_notification_that_is_bound_is_denied),
    SPEC_IS(a_notification_that_another_sp_has_is_denied),
    SPEC_IS(one_that_is_denied_leaves_the_others_unbound),
    SPEC_IS(sps_have_notifications_of_one_vm_side_by_side),
    SPEC_IS(each_vm_has_64_notifications_of_its_own),
    SPEC_IS(a_vm_cannot_bind_for_another),
    SPEC_IS(a_vm_cannot_bind_for_what_is_no_vm),
    SPEC_IS(a_vm_cannot_bind_to_itself),
    SPEC_IS(a_binding_to_a_vm_is_not_the_spmcs),
    SPEC_IS(an_sp_that_is_not_there_is_invalid),
    SPEC_IS(an_empty_bitmap_is_invalid),
    SPEC_IS(flags_that_are_not_defined_bind_nothing),
    SPEC_IS(the_upper_halves_of_arguments_go_no_further),
    SPEC_IS(every_vcpu_may_bind),
    SPEC_IS(a_refusal_of_the_spmc_reaches_the_vm),
    SPEC_IS(a_code_that_is_none_is_an_error_of_ff_a_to_the_vm),
    SPEC_IS(what_was_refused_is_not_bound),
    SPEC_IS(a_vm_does_not_inherit_the_bindings_of_its_id),
    SPEC_IS(one_of_two_that_race_for_a_notification_gets_it),
};
SPEC_TOPIC(notification_bind, "bind", specs);
