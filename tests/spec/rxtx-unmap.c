/* SPDX-License-Identifier: GPL-2.0-only */
/* FFA_RXTX_UNMAP between guests and the mediator: FF-A 1.1, section 13.7. */
#include "expect.h"
#include "spec.h"
#include "world.h"

/* An SPMC with RX_ACQUIRE: it is told of guests' buffers. */
#define ASKED "spmc 1.2 hafnium; "

/* Section 13.7: the pages are the guest's again. */
SPEC(a_pair_that_is_unmapped_can_be_mapped_again)
{
    world("start mapped\n"
          "cpu0: d1.v0 RXTX_UNMAP\n"
          "cpu0: d1.v0 RXTX_MAP tx=p2 rx=p3\n");
    expect_replies("SUCCESS_32\n"
                   "SUCCESS_32\n");
}

/* Section 13.7, INVALID_PARAMETERS: there is no pair. */
SPEC(no_pair_is_invalid)
{
    world("start versioned\n"
          "cpu0: d1.v0 RXTX_UNMAP\n"
          "cpu0: d1.v0 RXTX_MAP\n"
          "cpu0: d1.v0 RXTX_UNMAP\n"
          "cpu0: d1.v0 RXTX_UNMAP\n");
    expect_replies("ERROR INVALID_PARAMETERS\n"
                   "SUCCESS_32\n"
                   "SUCCESS_32\n"
                   "ERROR INVALID_PARAMETERS\n");
}

/* Section 13.7: w1 is the hypervisor's to set. Drivers put their own ID there. */
SPEC(a_guest_may_name_itself_and_nobody_else)
{
    world("start mapped vms=2\n"
          "cpu0: d1.v0 RXTX_UNMAP w1=0x30000\n"
          "cpu0: d1.v0 RXTX_UNMAP w1=0x80010000\n"
          "cpu0: d1.v0 RXTX_UNMAP w1=0x20000\n"
          "cpu0: d2.v0 RXTX_UNMAP\n");
    expect_replies("ERROR INVALID_PARAMETERS\n"
                   "ERROR INVALID_PARAMETERS\n"
                   "SUCCESS_32\n"
                   "SUCCESS_32\n");
}

/* Section 13.7: at the physical instance w1[31:16] is the VM. */
SPEC(the_spmc_is_told_whose_pair_it_is)
{
    world(ASKED "start mapped vms=2\n"
                "cpu0: d2.v0 RXTX_UNMAP\n");
    expect_secure_calls("RXTX_UNMAP x1=0x30000");
}

/* Section 7.2.2: who owns RX reads it; it is given back first. */
SPEC(a_pair_whose_rx_is_owned_is_denied)
{
    world("start mapped\n"
          "cpu0: d1.v0 PARTITION_INFO_GET\n"
          "cpu0: d1.v0 RXTX_UNMAP\n"
          "cpu0: d1.v0 RX_RELEASE\n"
          "cpu0: d1.v0 RXTX_UNMAP\n");
    expect_replies("SUCCESS_32 *\n"
                   "ERROR DENIED\n"
                   "SUCCESS_32\n"
                   "SUCCESS_32\n");
}

/* The same where no SPMC would refuse it. */
SPEC(it_is_denied_without_the_spmc_as_well)
{
    world("spmc 1.2 optee; start mapped\n"
          "cpu0: d1.v0 PARTITION_INFO_GET\n"
          "cpu0: d1.v0 RXTX_UNMAP\n");
    expect_replies("SUCCESS_32 *\n"
                   "ERROR DENIED\n");
}

/* Section 13.7: what the SPMC keeps it may go on to use. */
SPEC(a_pair_that_the_spmc_keeps_stays_mapped)
{
    world(ASKED "start mapped\n"
                "cpu0: spmc_refuse nth=1 code=BUSY\n"
                "cpu0: d1.v0 RXTX_UNMAP\n"
                "cpu0: d1.v0 RXTX_MAP\n"
                "cpu0: d1.v0 RXTX_UNMAP\n");
    expect_replies("ERROR BUSY\n"
                   "ERROR DENIED\n"
                   "SUCCESS_32\n");
}

/* Section 7.2.2: buffers end with the VM. */
SPEC(what_a_vm_leaves_is_unmapped)
{
    world(ASKED "start mapped\n"
                "cpu0: domain_kill d1\n");
    expect_secure_calls_named("RXTX_UNMAP", "RXTX_UNMAP x1=0x20000");
}

/* The same when the SPMC cannot at once: it is asked again, in time. */
SPEC(what_a_vm_leaves_is_unmapped_in_the_end)
{
    world(ASKED "start mapped\n"
                "cpu0: spmc_refuse nth=2 code=BUSY\n"
                "cpu0: domain_kill d1\n"
                "cpu0: advance us=2000000\n");
    expect_secure_calls_named("RXTX_UNMAP", "RXTX_UNMAP x1=0x20000\n"
                                            "RXTX_UNMAP x1=0x20000\n");
}

/* Section 7.2.2: a sibling reads TX meanwhile, or finds none. */
SPEC(a_pair_is_not_unmapped_under_a_call_that_reads_it)
{
    world_at_every_point(
        0, 1, 1,
        "cpus 2; spmc 1.2 hafnium; start mapped vms=2 vcpus=2\n"
        "cpu0: d1.v0 MSG_SEND2 to=0x8001\n"
        "cpu1: d1.v1 RXTX_UNMAP\n");
    expect_never("bad access");
}

static const struct spec specs[] = {
    SPEC_IS(a_pair_that_is_unmapped_can_be_mapped_again),
    SPEC_IS(no_pair_is_invalid),
    SPEC_IS(a_guest_may_name_itself_and_nobody_else),
    SPEC_IS(the_spmc_is_told_whose_pair_it_is),
    SPEC_IS(a_pair_whose_rx_is_owned_is_denied),
    SPEC_IS(it_is_denied_without_the_spmc_as_well),
    SPEC_IS(a_pair_that_the_spmc_keeps_stays_mapped),
    SPEC_IS(what_a_vm_leaves_is_unmapped),
    SPEC_IS(what_a_vm_leaves_is_unmapped_in_the_end),
    SPEC_IS(a_pair_is_not_unmapped_under_a_call_that_reads_it),
};
SPEC_TOPIC(rxtx_unmap, "RXTX_UNMAP", specs);
