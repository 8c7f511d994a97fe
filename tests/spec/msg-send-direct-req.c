/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * FFA_MSG_SEND_DIRECT_REQ and _REQ2 between guests and the mediator: FF-A 1.2,
 * sections 7.4, 15.2 and 15.4.
 */
#include "expect.h"
#include "spec.h"
#include "world.h"

/* Section 15.2: SPs of these worlds add one to each register of a payload. */
SPEC(the_response_is_what_the_sp_says)
{
    world("start versioned\n"
          "cpu0: d1.v0 MSG_SEND_DIRECT_REQ value=5\n");
    expect_replies("MSG_SEND_DIRECT_RESP_64 x1=0x80010002 x3=0x6 x4=0x7 "
                   "x5=0x8 x6=0x9 x7=0xa");
}

/* Section 15.2: a response has the width of its request. */
SPEC(the_width_of_the_response_is_that_of_the_request)
{
    world("start versioned\n"
          "cpu0: d1.v0 MSG_SEND_DIRECT_REQ value=0xffffffff w32\n"
          "cpu0: d1.v0 MSG_SEND_DIRECT_REQ value=0xffffffff\n");
    expect_replies("MSG_SEND_DIRECT_RESP_32 x1=0x80010002 x4=0x1 x5=0x2 x6=0x3 "
                   "x7=0x4\n"
                   "MSG_SEND_DIRECT_RESP_64 x1=0x80010002 x3=0x100000000 "
                   "x4=0x100000001 x5=0x100000002 x6=0x100000003 "
                   "x7=0x100000004\n");
}

/* Section 15.4: x4 to x17; x2 and x3 are a UUID, and zero in a response. */
SPEC(a_request_of_1_2_has_more_payload_and_a_uuid)
{
    world("start versioned\n"
          "cpu0: d1.v0 MSG_SEND_DIRECT_REQ2 value=5 uuid=sp1\n"
          "cpu0: d1.v0 MSG_SEND_DIRECT_REQ2 value=5\n");
    expect_replies("x8..x17=*\n"
                   "MSG_SEND_DIRECT_RESP2 x1=0x80010002 x4=0x6 x5=0x7 x6=0x8 "
                   "x7=0x9\n"
                   "x8..x17=*\n"
                   "MSG_SEND_DIRECT_RESP2 x1=0x80010002 x4=0x6 x5=0x7 x6=0x8 "
                   "x7=0x9\n");
}

/* Section 15.2, INVALID_PARAMETERS: a VM speaks for itself. */
SPEC(the_sender_is_the_caller)
{
    world("start versioned vms=2\n"
          "cpu0: d1.v0 MSG_SEND_DIRECT_REQ from=d2\n"
          "cpu0: d1.v0 MSG_SEND_DIRECT_REQ from=0\n"
          "cpu0: d1.v0 MSG_SEND_DIRECT_REQ from=0x8001\n"
          "cpu0: d1.v0 MSG_SEND_DIRECT_REQ2 from=d2\n");
    expect_replies("ERROR INVALID_PARAMETERS\n"
                   "ERROR INVALID_PARAMETERS\n"
                   "ERROR INVALID_PARAMETERS\n"
                   "ERROR INVALID_PARAMETERS\n");
    expect_secure_calls("");
}

/* Section 15.2, INVALID_PARAMETERS: nobody who takes direct requests. */
SPEC(the_receiver_is_an_sp)
{
    world("start versioned vms=2\n"
          "cpu0: d1.v0 MSG_SEND_DIRECT_REQ to=self\n"
          "cpu0: d1.v0 MSG_SEND_DIRECT_REQ to=d2\n"
          "cpu0: d1.v0 MSG_SEND_DIRECT_REQ to=0\n"
          "cpu0: d1.v0 MSG_SEND_DIRECT_REQ to=0x8000\n"
          "cpu0: d1.v0 MSG_SEND_DIRECT_REQ to=0x8002\n"
          "cpu0: d1.v0 MSG_SEND_DIRECT_REQ2 to=0xffff\n");
    expect_replies("ERROR INVALID_PARAMETERS\n"
                   "ERROR INVALID_PARAMETERS\n"
                   "ERROR INVALID_PARAMETERS\n"
                   "ERROR INVALID_PARAMETERS\n"
                   "ERROR INVALID_PARAMETERS\n"
                   "ERROR INVALID_PARAMETERS\n");
    expect_secure_calls("");
}

/* Section 15.2, DENIED: the SP does not have the property. */
SPEC(an_sp_without_direct_messages_is_denied)
{
    world("sp 0x8001 no_messages; start versioned\n"
          "cpu0: d1.v0 MSG_SEND_DIRECT_REQ\n"
          "cpu0: d1.v0 MSG_SEND_DIRECT_REQ2\n");
    expect_replies("ERROR DENIED\n"
                   "ERROR DENIED\n");
}

/* Section 18.2: messages of the framework are the hypervisor's. */
SPEC(no_guest_speaks_for_the_framework)
{
    world("sp 0x8001 vm_created vm_destroyed; start versioned vms=2\n"
          "cpu0: d1.v0 MSG_SEND_DIRECT_REQ w32 flags=0x80000004\n"
          "cpu0: d1.v0 MSG_SEND_DIRECT_REQ w32 flags=0x80000006\n"
          "cpu0: d1.v0 MSG_SEND_DIRECT_REQ flags=0x80000006\n"
          "cpu0: d1.v0 MSG_SEND_DIRECT_REQ flags=0x1\n");
    expect_replies("ERROR INVALID_PARAMETERS\n"
                   "ERROR INVALID_PARAMETERS\n"
                   "ERROR INVALID_PARAMETERS\n"
                   "ERROR INVALID_PARAMETERS\n");
    expect_secure_calls("");
}

/* Section 15.2: errors of the SPMC are the guest's. */
SPEC(an_error_of_the_spmc_is_handed_on)
{
    world("start versioned\n"
          "cpu0: spmc_refuse nth=1 code=BUSY\n"
          "cpu0: d1.v0 MSG_SEND_DIRECT_REQ\n"
          "cpu0: d1.v0 MSG_SEND_DIRECT_REQ value=1\n");
    expect_replies("ERROR BUSY\n"
                   "MSG_SEND_DIRECT_RESP_64 *\n");
}

/* Section 15.4: it exists since 1.2, at both ends. */
SPEC(an_older_guest_has_no_request_of_1_2)
{
    world("start created\n"
          "cpu0: d1.v0 VERSION version=0x10001\n"
          "cpu0: d1.v0 MSG_SEND_DIRECT_REQ2\n"
          "cpu0: d1.v0 FEATURES id=0xc400008d\n"
          "cpu0: d1.v0 MSG_SEND_DIRECT_REQ value=1\n");
    expect_replies_to("MSG_SEND_DIRECT_REQ2", "ERROR NOT_SUPPORTED");
    expect_replies_to("FEATURES", "ERROR NOT_SUPPORTED");
}

SPEC(an_older_spmc_has_no_request_of_1_2)
{
    world("spmc 1.1 hafnium; start versioned\n"
          "cpu0: d1.v0 MSG_SEND_DIRECT_REQ2\n"
          "cpu0: d1.v0 FEATURES id=0xc400008d\n");
    expect_replies("ERROR NOT_SUPPORTED\n"
                   "ERROR NOT_SUPPORTED\n");
    expect_secure_calls("");
}

/* SMC calling convention 1.2: AArch32 has no 64-bit calls. */
SPEC(a_32_bit_guest_has_the_32_bit_call_only)
{
    world("start cold\n"
          "cpu0: d1 = domain_create bits32\n"
          "cpu0: d1.v0 VERSION\n"
          "cpu0: d1.v0 SMC x0=0xc400006f x1=0x28001\n"
          "cpu0: d1.v0 SMC x0=0xc400008d x1=0x28001\n"
          "cpu0: d1.v0 MSG_SEND_DIRECT_REQ w32\n");
    expect_never("RESP_64");
    expect_never("RESP2");
    expect_replies_to("MSG_SEND_DIRECT_REQ_32", "MSG_SEND_DIRECT_RESP_32 *");
}

/* Section 15.3: responses are for those who are asked, and no guest is. */
SPEC(no_guest_responds)
{
    world("start versioned\n"
          "cpu0: d1.v0 SMC x0=0x84000070 x1=0x28001\n"
          "cpu0: d1.v0 SMC x0=0xc4000070 x1=0x28001\n"
          "cpu0: d1.v0 SMC x0=0xc400008e x1=0x28001\n"
          "cpu0: d1.v0 SMC x0=0x8400006b\n"
          "cpu0: d1.v0 SMC x0=0x8400006c x1=0x20000\n");
    expect_replies("ERROR NOT_SUPPORTED\n"
                   "ERROR NOT_SUPPORTED\n"
                   "ERROR NOT_SUPPORTED\n"
                   "ERROR NOT_SUPPORTED\n"
                   "ERROR NOT_SUPPORTED\n");
}

static const struct spec specs[] = {
    SPEC_IS(the_response_is_what_the_sp_says),
    SPEC_IS(the_width_of_the_response_is_that_of_the_request),
    SPEC_IS(a_request_of_1_2_has_more_payload_and_a_uuid),
    SPEC_IS(the_sender_is_the_caller),
    SPEC_IS(the_receiver_is_an_sp),
    SPEC_IS(an_sp_without_direct_messages_is_denied),
    SPEC_IS(no_guest_speaks_for_the_framework),
    SPEC_IS(an_error_of_the_spmc_is_handed_on),
    SPEC_IS(an_older_guest_has_no_request_of_1_2),
    SPEC_IS(an_older_spmc_has_no_request_of_1_2),
    SPEC_IS(a_32_bit_guest_has_the_32_bit_call_only),
    SPEC_IS(no_guest_responds),
};
SPEC_TOPIC(msg_send_direct_req, "MSG_SEND_DIRECT_REQ", specs);
