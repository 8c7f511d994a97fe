/* SPDX-License-Identifier: GPL-2.0-only */
/* FFA_NOTIFICATION_UNBIND by guests: FF-A 1.1, section 16.4. */
#include "expect.h"
#include "spec.h"
#include "world.h"

#define BOUND "start bound\n"

/* Section 16.4: w1 names sender and receiver, w3 and w4 the bitmap. */
SPEC(a_notification_is_unbound)
{
    world(BOUND "cpu0: d1.v0 NOTIFICATION_UNBIND sp=0x8001 bits=0x1\n");
    expect_replies("SUCCESS_32");
    expect_secure_calls("NOTIFICATION_UNBIND x1=0x80010002 x3=0x1");
    expect_log("unbound endpoint=0x2 sender=0x8001 bits=0x1");
}

/* Section 16.4: w4 holds notifications 32 to 63. */
SPEC(notifications_of_the_upper_half_are_unbound)
{
    world("start versioned\n"
          "cpu0: d1.v0 NOTIFICATION_BIND bits=0xf000000000000000\n"
          "cpu0: d1.v0 NOTIFICATION_UNBIND bits=0xf000000000000000\n");
    expect_replies("SUCCESS_32\n"
                   "SUCCESS_32\n");
    expect_log("unbound endpoint=0x2 sender=0x8001 bits=0xf000000000000000");
}

/* Section 16.4: after that it may be bound again, to anybody. */
SPEC(a_notification_that_was_unbound_may_be_another_sps)
{
    world("sp 0x8001; sp 0x8002\n" BOUND
          "cpu0: d1.v0 NOTIFICATION_UNBIND sp=0x8001 bits=0x1\n"
          "cpu0: d1.v0 NOTIFICATION_BIND sp=0x8002 bits=0x1\n");
    expect_replies("SUCCESS_32\n"
                   "SUCCESS_32\n");
}

/* Section 16.4, DENIED: not bound to the sender. */
SPEC(a_notification_that_is_not_bound_is_denied)
{
    world(BOUND "cpu0: d1.v0 NOTIFICATION_UNBIND bits=0x2\n");
    expect_replies("ERROR DENIED");
}

/* Section 16.4, DENIED: as above. */
SPEC(a_notification_of_another_sp_is_denied)
{
    world("sp 0x8001; sp 0x8002\n" BOUND
          "cpu0: d1.v0 NOTIFICATION_UNBIND sp=0x8002 bits=0x1\n");
    expect_replies("ERROR DENIED");
}

/* Section 16.4: all of the bitmap is unbound, or nothing of it. */
SPEC(one_that_is_denied_leaves_the_others_bound)
{
    world(BOUND "cpu0: d1.v0 NOTIFICATION_UNBIND bits=0x3\n"
                "cpu0: d1.v0 NOTIFICATION_UNBIND bits=0x1\n");
    expect_replies("ERROR DENIED\n"
                   "SUCCESS_32\n");
}

/* Section 16.4, DENIED: a notification is pending. */
SPEC(a_notification_that_is_pending_is_denied)
{
    world(BOUND "cpu0: sp 0x8001 set d1 bits=0x1\n"
                "cpu0: d1.v0 NOTIFICATION_UNBIND bits=0x1\n");
    expect_replies("ERROR DENIED");
}

/* Section 16.4: GET makes an end of pending. */
SPEC(a_notification_that_was_fetched_is_unbound)
{
    world(BOUND "cpu0: sp 0x8001 set d1 bits=0x1\n"
                "cpu0: d1.v0 NOTIFICATION_GET\n"
                "cpu0: d1.v0 NOTIFICATION_UNBIND bits=0x1\n");
    expect_replies("SUCCESS_32 x2=0x1\n"
                   "SUCCESS_32\n");
}

/* Chapter 10: only who is bound may signal. */
SPEC(an_sp_that_is_not_bound_any_more_cannot_signal)
{
    world(BOUND "cpu0: d1.v0 NOTIFICATION_UNBIND bits=0x1\n"
                "cpu0: sp 0x8001 set d1 bits=0x1\n"
                "cpu0: d1.v0 NOTIFICATION_GET\n");
    expect_replies("SUCCESS_32\n"
                   "SUCCESS_32\n");
    expect_npis("");
}

/* Chapter 10: bitmaps are the receivers'. */
SPEC(the_binding_of_another_vm_stays)
{
    world("start bound vms=2\n"
          "cpu0: d1.v0 NOTIFICATION_UNBIND bits=0x1\n"
          "cpu0: sp 0x8001 set d2 bits=0x1\n"
          "cpu0: d2.v0 NOTIFICATION_GET\n");
    expect_replies("SUCCESS_32\n"
                   "SUCCESS_32 x2=0x1\n");
}

/* Section 16.4: the caller is the receiver. */
SPEC(a_vm_cannot_unbind_for_another)
{
    world("start bound vms=2\n"
          "cpu0: d1.v0 NOTIFICATION_UNBIND receiver=d2 bits=0x1\n");
    expect_replies("ERROR INVALID_PARAMETERS");
    expect_secure_calls("");
}

/* Section 16.4: the same, for endpoints that no VM is. */
SPEC(a_vm_cannot_unbind_for_what_is_no_vm)
{
    world(BOUND "cpu0: d1.v0 NOTIFICATION_UNBIND receiver=0\n"
                "cpu0: d1.v0 NOTIFICATION_UNBIND receiver=0x8001\n");
    expect_replies("ERROR INVALID_PARAMETERS\n"
                   "ERROR INVALID_PARAMETERS\n");
    expect_secure_calls("");
}

/* Section 16.4: the SPMC keeps what SPs send; a VM's are not for it. */
SPEC(a_binding_to_a_vm_is_not_the_spmcs)
{
    world("start bound vms=2\n"
          "cpu0: d1.v0 NOTIFICATION_UNBIND sp=d2\n"
          "cpu0: d1.v0 NOTIFICATION_UNBIND sp=self\n");
    expect_secure_calls("");
}

/* Section 16.4, INVALID_PARAMETERS: nothing to unbind. */
SPEC(an_empty_bitmap_is_invalid)
{
    world(BOUND "cpu0: d1.v0 NOTIFICATION_UNBIND bits=0\n");
    expect_replies("ERROR INVALID_PARAMETERS");
}

/* Section 16.4: what the SPMC says is for the VM to know. */
SPEC(a_refusal_of_the_spmc_reaches_the_vm)
{
    world(BOUND "cpu0: spmc_refuse nth=1 code=DENIED\n"
                "cpu0: d1.v0 NOTIFICATION_UNBIND\n"
                "cpu0: spmc_refuse nth=1 code=INVALID_PARAMETERS\n"
                "cpu0: d1.v0 NOTIFICATION_UNBIND\n"
                "cpu0: d1.v0 NOTIFICATION_UNBIND\n");
    expect_replies("ERROR DENIED\n"
                   "ERROR INVALID_PARAMETERS\n"
                   "SUCCESS_32\n");
}

/* The SP signals while its notification is being unbound: before or after. */
SPEC(a_signal_that_races_with_it_is_not_lost)
{
    world_at_every_point(0, 1, 1,
                         "cpus 2; start bound\n"
                         "cpu0: d1.v0 NOTIFICATION_UNBIND bits=0x1\n"
                         "cpu1: sp 0x8001 set d1 bits=0x1\n");
}

static const struct spec specs[] = {
    SPEC_IS(a_notification_is_unbound),
    SPEC_IS(notifications_of_the_upper_half_are_unbound),
    SPEC_IS(a_notification_that_was_unbound_may_be_another_sps),
    SPEC_IS(a_notification_that_is_not_bound_is_denied),
    SPEC_IS(a_notification_of_another_sp_is_denied),
    SPEC_IS(one_that_is_denied_leaves_the_others_bound),
    SPEC_IS(a_notification_that_is_pending_is_denied),
    SPEC_IS(a_notification_that_was_fetched_is_unbound),
    SPEC_IS(an_sp_that_is_not_bound_any_more_cannot_signal),
    SPEC_IS(the_binding_of_another_vm_stays),
    SPEC_IS(a_vm_cannot_unbind_for_another),
    SPEC_IS(a_vm_cannot_unbind_for_what_is_no_vm),
    SPEC_IS(a_binding_to_a_vm_is_not_the_spmcs),
    SPEC_IS(an_empty_bitmap_is_invalid),
    SPEC_IS(a_refusal_of_the_spmc_reaches_the_vm),
    SPEC_IS(a_signal_that_races_with_it_is_not_lost),
};
SPEC_TOPIC(notification_unbind, "unbind", specs);
