/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * FFA_MSG_SEND2 between guests and the mediator: FF-A 1.2, sections 7.3 and
 * 15.1. To SPs here; own-vm-messages.c is about VMs.
 */
#include "expect.h"
#include "spec.h"
#include "world.h"

/* An SPMC with RX_ACQUIRE: it is told of guests' buffers. */
#define ASKED "spmc 1.2 hafnium; "

/* Section 15.1: at the physical instance w1[31:16] is the sender. */
SPEC(a_message_reaches_an_sp)
{
    world(ASKED "start mapped\n"
                "cpu0: d1.v0 MSG_SEND2 size=16\n");
    expect_replies("SUCCESS_32");
    expect_secure_calls_named("MSG_SEND2", "MSG_SEND2 x1=0x20000");
    expect_log("message receiver=0x8001 sender=0x2 size=16\n");
}

/* Table 7.1: a guest of 1.1 has the header of 1.1. */
SPEC(a_guest_of_1_1_has_a_shorter_header)
{
    world(ASKED "start created\n"
                "cpu0: d1.v0 VERSION version=0x10001\n"
                "cpu0: d1.v0 RXTX_MAP\n"
                "cpu0: d1.v0 MSG_SEND2 layout=0x10001 size=16\n"
                "cpu0: d1.v0 MSG_SEND2 layout=0x10002 size=16\n");
    expect_replies_to("MSG_SEND2", "SUCCESS_32\n"
                                   "*\n");
    expect_log("message receiver=0x8001 sender=0x2 size=16\n");
}

/* Table 7.1: the payload is after the header. */
SPEC(a_payload_within_the_header_is_invalid)
{
    world(ASKED "start mapped\n"
                "cpu0: d1.v0 MSG_SEND2 flaw=offset_0\n"
                "cpu0: d1.v0 MSG_SEND2 flaw=offset_short\n"
                "cpu0: d1.v0 MSG_SEND2 layout=0x10001\n");
    expect_replies("ERROR INVALID_PARAMETERS\n"
                   "ERROR INVALID_PARAMETERS\n"
                   "ERROR INVALID_PARAMETERS\n");
    expect_secure_calls("");
}

/* Table 7.1: and within the buffer. */
SPEC(a_payload_beyond_the_buffer_is_invalid)
{
    world(ASKED "start mapped\n"
                "cpu0: d1.v0 MSG_SEND2 flaw=offset_end\n"
                "cpu0: d1.v0 MSG_SEND2 flaw=offset_wraps\n"
                "cpu0: d1.v0 MSG_SEND2 flaw=size_wraps\n"
                "cpu0: d1.v0 MSG_SEND2 size=4057\n");
    expect_replies("ERROR INVALID_PARAMETERS\n"
                   "ERROR INVALID_PARAMETERS\n"
                   "ERROR INVALID_PARAMETERS\n"
                   "ERROR INVALID_PARAMETERS\n");
    expect_secure_calls("");
}

/* Section 15.1: a message has something to say. */
SPEC(an_empty_message_is_invalid)
{
    world(ASKED "start mapped\n"
                "cpu0: d1.v0 MSG_SEND2 size=0\n");
    expect_replies("ERROR INVALID_PARAMETERS");
}

/* Table 7.1: the sender is the caller; w1 is the hypervisor's to set. */
SPEC(a_message_in_somebody_elses_name_is_invalid)
{
    world(ASKED "start mapped vms=2\n"
                "cpu0: d1.v0 MSG_SEND2 flaw=other_sender\n"
                "cpu0: d1.v0 SMC x0=0x84000086 x1=0x30000\n");
    expect_replies("ERROR INVALID_PARAMETERS\n"
                   "ERROR INVALID_PARAMETERS\n");
    expect_secure_calls("");
}

/* Table 7.1, flags: zero. Table 15.1: delaying the SRI is for SPs. */
SPEC(flags_are_invalid)
{
    world(ASKED "start mapped\n"
                "cpu0: d1.v0 MSG_SEND2 flaw=flags\n"
                "cpu0: d1.v0 MSG_SEND2 flaw=delay_sri\n");
    expect_replies("ERROR INVALID_PARAMETERS\n"
                   "ERROR INVALID_PARAMETERS\n");
}

/* Section 15.1, INVALID_PARAMETERS: the receiver is somebody else. */
SPEC(a_receiver_that_is_not_there_is_invalid)
{
    world(ASKED "start mapped\n"
                "cpu0: d1.v0 MSG_SEND2 to=self\n"
                "cpu0: d1.v0 MSG_SEND2 to=0\n"
                "cpu0: d1.v0 MSG_SEND2 to=0x8000\n"
                "cpu0: d1.v0 MSG_SEND2 to=0x8004\n"
                "cpu0: d1.v0 MSG_SEND2 to=d9\n"
                "cpu0: d1.v0 MSG_SEND2 to=0x7ff0\n"
                "cpu0: d1.v0 MSG_SEND2 to=0x7fff\n");
    expect_replies("ERROR INVALID_PARAMETERS\n"
                   "ERROR INVALID_PARAMETERS\n"
                   "ERROR INVALID_PARAMETERS\n"
                   "ERROR INVALID_PARAMETERS\n"
                   "ERROR INVALID_PARAMETERS\n"
                   "ERROR INVALID_PARAMETERS\n"
                   "ERROR INVALID_PARAMETERS\n");
    expect_secure_calls("");
}

/* Section 15.1, DENIED: no buffer, or the SP does not have the property. */
SPEC(without_a_buffer_it_is_denied)
{
    world(ASKED "start versioned\n"
                "cpu0: d1.v0 SMC x0=0x84000086\n");
    expect_replies("ERROR DENIED");
}

SPEC(an_sp_without_messages_is_denied)
{
    world(ASKED "sp 0x8001 no_messages; start mapped\n"
                "cpu0: d1.v0 MSG_SEND2\n");
    expect_replies("ERROR DENIED");
}

/* Section 15.1: an SPMC that was not told of TX cannot read it. */
SPEC(an_spmc_without_rx_acquire_is_sent_nothing)
{
    world("spmc 1.2 optee; start mapped\n"
          "cpu0: d1.v0 MSG_SEND2\n");
    expect_replies("ERROR NOT_SUPPORTED");
    expect_secure_calls("");
}

/* Section 7.3: the SP has one message at a time. */
SPEC(an_sp_that_has_not_read_the_last_one_is_busy)
{
    world(ASKED "start mapped\n"
                "cpu0: d1.v0 MSG_SEND2\n"
                "cpu0: d1.v0 MSG_SEND2\n"
                "cpu0: sp 0x8001 get\n"
                "cpu0: d1.v0 MSG_SEND2\n");
    expect_replies("SUCCESS_32\n"
                   "ERROR BUSY\n"
                   "SUCCESS_32\n");
}

/* Section 7.3: what was checked is what is sent, whatever a sibling writes. */
SPEC(a_message_does_not_change_between_check_and_use)
{
    world_at_every_point(
        0, 1, 1,
        "cpus 2; spmc 1.2 hafnium; start mapped vms=2 vcpus=2\n"
        "cpu0: d1.v0 MSG_SEND2 size=16\n"
        "cpu1: d1.v1 write page=p0 offset=12 value=0x38001\n");
    expect_log("message receiver=0x8001 sender=0x2 size=16\n");
}

/* The same of a size that a check has passed. */
SPEC(a_size_does_not_change_between_check_and_use)
{
    world_at_every_point(
        0, 1, 1,
        "cpus 2; spmc 1.2 hafnium; start mapped vms=2 vcpus=2\n"
        "cpu0: d1.v0 MSG_SEND2 size=16\n"
        "cpu1: d1.v1 write page=p0 offset=16 value=0xffff\n");
    expect_never("bad access");
}

static const struct spec specs[] = {
    SPEC_IS(a_message_reaches_an_sp),
    SPEC_IS(a_guest_of_1_1_has_a_shorter_header),
    SPEC_IS(a_payload_within_the_header_is_invalid),
    SPEC_IS(a_payload_beyond_the_buffer_is_invalid),
    SPEC_IS(an_empty_message_is_invalid),
    SPEC_IS(a_message_in_somebody_elses_name_is_invalid),
    SPEC_IS(flags_are_invalid),
    SPEC_IS(a_receiver_that_is_not_there_is_invalid),
    SPEC_IS(without_a_buffer_it_is_denied),
    SPEC_IS(an_sp_without_messages_is_denied),
    SPEC_IS(an_spmc_without_rx_acquire_is_sent_nothing),
    SPEC_IS(an_sp_that_has_not_read_the_last_one_is_busy),
    SPEC_IS(a_message_does_not_change_between_check_and_use),
    SPEC_IS(a_size_does_not_change_between_check_and_use),
};
SPEC_TOPIC(msg_send2, "MSG_SEND2", specs);
