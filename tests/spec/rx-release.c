/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * FFA_RX_RELEASE, and that FFA_RX_ACQUIRE is not for guests: FF-A 1.1, sections
 * 7.2.2, 13.4 and 13.5.
 */
#include "expect.h"
#include "spec.h"
#include "world.h"

/* An SPMC with RX_ACQUIRE: it is told of guests' buffers. */
#define ASKED "spmc 1.2 hafnium; "

/* Section 13.5: whoever received something gives RX back. */
SPEC(rx_is_given_back_once)
{
    world("start mapped\n"
          "cpu0: d1.v0 PARTITION_INFO_GET\n"
          "cpu0: d1.v0 RX_RELEASE\n"
          "cpu0: d1.v0 RX_RELEASE\n");
    expect_replies("SUCCESS_32 *\n"
                   "SUCCESS_32\n"
                   "ERROR DENIED\n");
}

/* Section 13.5, DENIED: the caller does not own RX. */
SPEC(rx_that_is_not_owned_is_denied)
{
    world("start mapped\n"
          "cpu0: d1.v0 RX_RELEASE\n");
    expect_replies("ERROR DENIED");
}

SPEC(rx_that_is_not_there_is_denied)
{
    world("start versioned\n"
          "cpu0: d1.v0 RX_RELEASE\n");
    expect_replies("ERROR DENIED");
    expect_secure_calls("");
}

/* Section 7.2.2: a producer finds RX busy until then. */
SPEC(a_list_waits_until_rx_is_given_back)
{
    world("start mapped\n"
          "cpu0: d1.v0 PARTITION_INFO_GET\n"
          "cpu0: d1.v0 PARTITION_INFO_GET\n"
          "cpu0: d1.v0 RX_RELEASE\n"
          "cpu0: d1.v0 PARTITION_INFO_GET\n");
    expect_replies("SUCCESS_32 *\n"
                   "ERROR BUSY\n"
                   "SUCCESS_32\n"
                   "SUCCESS_32 *\n");
}

/* Section 13.5: w1 is the hypervisor's to set. */
SPEC(a_guest_may_name_itself_and_nobody_else)
{
    world("start mapped vms=2\n"
          "cpu0: d1.v0 PARTITION_INFO_GET\n"
          "cpu0: d2.v0 RX_RELEASE vm=d1\n"
          "cpu0: d1.v0 RX_RELEASE vm=self\n");
    expect_replies("SUCCESS_32 *\n"
                   "ERROR INVALID_PARAMETERS\n"
                   "SUCCESS_32\n");
}

/* Section 13.4: the hypervisor asks the SPMC before it writes; both states go
 * together. */
SPEC(the_spmc_is_asked_for_rx_and_given_it_back)
{
    world(ASKED "start mapped\n"
                "cpu0: d1.v0 PARTITION_INFO_GET\n"
                "cpu0: d1.v0 RX_RELEASE\n");
    expect_secure_calls("RX_ACQUIRE x1=0x2\n"
                        "RX_RELEASE x1=0x2\n");
}

/* Section 7.2.2: until the SPMC knows, RX is where it was. */
SPEC(a_release_that_the_spmc_refuses_changes_nothing)
{
    world(ASKED "start mapped\n"
                "cpu0: d1.v0 PARTITION_INFO_GET\n"
                "cpu0: spmc_refuse nth=1 code=BUSY\n"
                "cpu0: d1.v0 RX_RELEASE\n"
                "cpu0: d1.v0 PARTITION_INFO_GET\n"
                "cpu0: d1.v0 RX_RELEASE\n");
    expect_replies("SUCCESS_32 *\n"
                   "ERROR BUSY\n"
                   "ERROR BUSY\n"
                   "SUCCESS_32\n");
}

/* Section 13.4: what the SPMC does not hand over is not written to. */
SPEC(rx_that_the_spmc_keeps_is_busy)
{
    world(ASKED "start mapped\n"
                "cpu0: spmc_refuse nth=1 code=DENIED\n"
                "cpu0: d1.v0 PARTITION_INFO_GET\n"
                "cpu0: d1.v0 PARTITION_INFO_GET\n");
    expect_replies("ERROR BUSY\n"
                   "SUCCESS_32 *\n");
}

/* Section 13.4: at the non-secure physical instance only. */
SPEC(no_guest_can_acquire)
{
    world(ASKED "start mapped vms=2\n"
                "cpu0: d1.v0 RX_ACQUIRE\n"
                "cpu0: d1.v0 RX_ACQUIRE vm=d2\n");
    expect_replies("ERROR NOT_SUPPORTED\n"
                   "ERROR NOT_SUPPORTED\n");
    expect_secure_calls("");
}

/* Section 7.2.2: of two vCPUs one gives RX back. */
SPEC(two_vcpus_give_rx_back_once)
{
    world_at_every_point(0, 2, 1,
                         "cpus 2; spmc 1.2 hafnium; start mapped vcpus=2\n"
                         "cpu0: d1.v0 PARTITION_INFO_GET\n"
                         "cpu0: d1.v0 RX_RELEASE\n"
                         "cpu1: d1.v1 RX_RELEASE\n");
    expect_never("bad access");
}

/* Section 7.2.2: an SP's message comes without the hypervisor, which then does
 * not know that RX is owned; the SPMC does. */
SPEC(rx_with_a_message_of_an_sp_is_given_back)
{
    world(ASKED "start mapped\n"
                "cpu0: sp 0x8001 send d1 size=16\n"
                "cpu0: d1.v0 PARTITION_INFO_GET\n"
                "cpu0: d1.v0 NOTIFICATION_GET flags=0x4\n"
                "cpu0: d1.v0 RX_RELEASE\n"
                "cpu0: d1.v0 PARTITION_INFO_GET\n");
    expect_replies("ERROR BUSY\n"
                   "SUCCESS_32 x6=0x1\n"
                   "SUCCESS_32\n"
                   "SUCCESS_32 *\n");
}

static const struct spec specs[] = {
    SPEC_IS(rx_is_given_back_once),
    SPEC_IS(rx_that_is_not_owned_is_denied),
    SPEC_IS(rx_that_is_not_there_is_denied),
    SPEC_IS(a_list_waits_until_rx_is_given_back),
    SPEC_IS(a_guest_may_name_itself_and_nobody_else),
    SPEC_IS(the_spmc_is_asked_for_rx_and_given_it_back),
    SPEC_IS(a_release_that_the_spmc_refuses_changes_nothing),
    SPEC_IS(rx_that_the_spmc_keeps_is_busy),
    SPEC_IS(no_guest_can_acquire),
    SPEC_IS(two_vcpus_give_rx_back_once),
    SPEC_IS(rx_with_a_message_of_an_sp_is_given_back),
};
SPEC_TOPIC(rx_release, "RX_RELEASE", specs);
