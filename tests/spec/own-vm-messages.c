/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * FFA_MSG_SEND2 between VMs, which our mediator delivers: FF-A 1.2, sections 7.3
 * and 15.1; 10.7 for the notification.
 */
#include "expect.h"
#include "spec.h"
#include "world.h"

/* An SPMC with RX_ACQUIRE: it is told of guests' buffers. */
#define ASKED "spmc 1.2 hafnium; "

/* Section 10.7: the receiver is told by the framework, w7 bit 0. */
SPEC(a_message_is_announced_and_read)
{
    world(ASKED "start mapped vms=2\n"
                "cpu0: d1.v0 MSG_SEND2 to=d2\n"
                "cpu0: d2.v0 irq\n"
                "cpu0: d2.v0 NOTIFICATION_INFO_GET_64\n"
                "cpu0: d2.v0 NOTIFICATION_GET flags=0x8\n"
                "cpu0: d2.v0 RX_RELEASE\n");
    expect_replies("SUCCESS_32\n"
                   "SUCCESS_64 x2=0x80 x3=0x3\n"
                   "SUCCESS_32 x7=0x1\n"
                   "SUCCESS_32\n");
    expect_npis("d2.v0\n");
}

/* Section 7.3: RX holds one message. */
SPEC(a_vm_that_has_not_released_rx_is_busy)
{
    world("start mapped vms=3\n"
          "cpu0: d1.v0 MSG_SEND2 to=d2\n"
          "cpu0: d3.v0 MSG_SEND2 to=d2\n"
          "cpu0: d2.v0 RX_RELEASE\n"
          "cpu0: d3.v0 MSG_SEND2 to=d2\n");
    expect_replies("SUCCESS_32\n"
                   "ERROR BUSY\n"
                   "SUCCESS_32\n"
                   "SUCCESS_32\n");
}

/* Section 15.1, DENIED: the receiver has no RX, or not this sort of messages. */
SPEC(a_vm_without_a_buffer_is_denied)
{
    world("start versioned vms=2\n"
          "cpu0: d1.v0 RXTX_MAP\n"
          "cpu0: d2.v0 ID_GET\n"
          "cpu0: d1.v0 MSG_SEND2 to=d2\n");
    expect_replies_to("MSG_SEND2", "ERROR DENIED");
}

SPEC(a_vm_of_the_first_version_is_denied)
{
    world("start created vms=2\n"
          "cpu0: d1.v0 VERSION\n"
          "cpu0: d1.v0 RXTX_MAP\n"
          "cpu0: d2.v0 VERSION version=0x10000\n"
          "cpu0: d2.v0 RXTX_MAP\n"
          "cpu0: d1.v0 MSG_SEND2 to=d2\n");
    expect_replies_to("MSG_SEND2", "ERROR DENIED");
}

/* Section 15.1, INVALID_PARAMETERS: nobody is there. */
SPEC(a_vm_that_dies_is_invalid)
{
    world("start mapped vms=2\n"
          "cpu0: domain_hold d2\n"
          "cpu0: domain_kill d2\n"
          "cpu0: d1.v0 MSG_SEND2 to=d2\n"
          "cpu0: domain_drop d2\n");
    expect_replies_to("MSG_SEND2", "ERROR INVALID_PARAMETERS");
}

SPEC(a_domain_without_ff_a_is_invalid)
{
    world("start mapped\n"
          "cpu0: d2 = domain_create no_ffa\n"
          "cpu0: d1.v0 MSG_SEND2 to=d2\n");
    expect_replies_to("MSG_SEND2", "ERROR INVALID_PARAMETERS");
}

/* Table 7.1: each has the header of its own version. */
SPEC(a_message_that_only_fits_without_the_longer_header_is_refused)
{
    world("start created vms=2\n"
          "cpu0: d1.v0 VERSION version=0x10001\n"
          "cpu0: d1.v0 RXTX_MAP\n"
          "cpu0: d2.v0 VERSION\n"
          "cpu0: d2.v0 RXTX_MAP\n"
          "cpu0: d1.v0 MSG_SEND2 to=d2 layout=0x10001 size=4076\n"
          "cpu0: d1.v0 MSG_SEND2 to=d2 layout=0x10001 size=4056\n");
    expect_replies_to("MSG_SEND2", "ERROR NO_MEMORY\n"
                                   "SUCCESS_32\n");
}

/* Section 13.4: the SPMC does not write to RX meanwhile. */
SPEC(the_spmc_is_asked_for_the_receivers_rx)
{
    world(ASKED "start mapped vms=2\n"
                "cpu0: d1.v0 MSG_SEND2 to=d2\n");
    expect_secure_calls("RX_ACQUIRE x1=0x3");
}

/* A receiver may die while it is written to: pages and SPMC follow later. */
SPEC(a_receiver_may_die_in_the_middle_of_a_message)
{
    world_at_every_point(0, 1, 1,
                         "cpus 2; spmc 1.2 hafnium; start mapped vms=2\n"
                         "cpu0: d1.v0 MSG_SEND2 to=d2 size=4056\n"
                         "cpu1: domain_kill d2\n");
    expect_never("bad access");
}

/* And it may take its buffers back. */
SPEC(a_receiver_may_unmap_in_the_middle_of_a_message)
{
    world_at_every_point(0, 1, 1,
                         "cpus 2; spmc 1.2 hafnium; start mapped vms=2\n"
                         "cpu0: d1.v0 MSG_SEND2 to=d2 size=4056\n"
                         "cpu1: d2.v0 RXTX_UNMAP\n");
    expect_never("bad access");
}

/* Two senders, one RX: one of them is busy, or comes later. */
SPEC(two_senders_do_not_mix_their_messages)
{
    world_at_every_point(0, 1, 1,
                         "cpus 2; spmc 1.2 hafnium; start mapped vms=3\n"
                         "cpu0: d1.v0 MSG_SEND2 to=d2 size=64\n"
                         "cpu1: d3.v0 MSG_SEND2 to=d2 size=64\n");
    expect_count(1, "x0=ERROR x2=BUSY");
}

static const struct spec specs[] = {
    SPEC_IS(a_message_is_announced_and_read),
    SPEC_IS(a_vm_that_has_not_released_rx_is_busy),
    SPEC_IS(a_vm_without_a_buffer_is_denied),
    SPEC_IS(a_vm_of_the_first_version_is_denied),
    SPEC_IS(a_vm_that_dies_is_invalid),
    SPEC_IS(a_domain_without_ff_a_is_invalid),
    SPEC_IS(a_message_that_only_fits_without_the_longer_header_is_refused),
    SPEC_IS(the_spmc_is_asked_for_the_receivers_rx),
    SPEC_IS(a_receiver_may_die_in_the_middle_of_a_message),
    SPEC_IS(a_receiver_may_unmap_in_the_middle_of_a_message),
    SPEC_IS(two_senders_do_not_mix_their_messages),
};
SPEC_TOPIC(own_vm_messages, "messages between VMs", specs);
