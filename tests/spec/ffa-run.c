/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * FFA_RUN, and requests that are not answered at once: FF-A 1.2, sections 8.2,
 * 14.3 and 15.2.
 */
#include "expect.h"
#include "spec.h"
#include "world.h"

/* Table 15.9: INTERRUPT says which SP, and which vCPU of it, is to go on. */
SPEC(an_sp_that_was_interrupted_goes_on)
{
    world("start versioned\n"
          "cpu0: sp 0x8001 direct preempted times=2\n"
          "cpu0: d1.v0 MSG_SEND_DIRECT_REQ value=5\n"
          "cpu0: d1.v0 RUN\n"
          "cpu0: d1.v0 RUN\n");
    expect_replies("INTERRUPT x1=0x80010000\n"
                   "INTERRUPT x1=0x80010000\n"
                   "MSG_SEND_DIRECT_RESP_64 x1=0x80010002 x3=0x6 *\n");
}

/* Section 14.2: an SP that yields may say for how long, since 1.1. */
SPEC(an_sp_that_yields_goes_on)
{
    world("start versioned\n"
          "cpu0: sp 0x8001 direct yield times=1\n"
          "cpu0: d1.v0 MSG_SEND_DIRECT_REQ value=5 w32\n"
          "cpu0: d1.v0 RUN\n");
    expect_replies("YIELD x1=0x80010000*\n"
                   "MSG_SEND_DIRECT_RESP_32 x1=0x80010002 x3=0x6 *\n");
}

/* Section 15.4: the response to the request of 1.2 comes by RUN as well. */
SPEC(a_request_of_1_2_goes_on_as_one)
{
    world("start versioned\n"
          "cpu0: sp 0x8001 direct preempted times=1\n"
          "cpu0: d1.v0 MSG_SEND_DIRECT_REQ2 value=5\n"
          "cpu0: d1.v0 RUN\n");
    expect_replies_to("RUN", "x8..x17=*\n"
                             "MSG_SEND_DIRECT_RESP2 x1=0x80010002 x4=0x6 *\n");
}

/* Table 14.6: an SP that waits for messages has nothing to run for. */
SPEC(an_sp_that_waits_says_so)
{
    world("start versioned\n"
          "cpu0: d1.v0 RUN\n");
    expect_replies("MSG_WAIT x1=0x80010000*");
}

/* Section 14.3, INVALID_PARAMETERS: there is no such SP. */
SPEC(nobody_but_an_sp_is_run)
{
    world("start versioned vms=2\n"
          "cpu0: d1.v0 RUN sp=0x8002\n"
          "cpu0: d1.v0 RUN sp=0x8000\n"
          "cpu0: d1.v0 RUN sp=d2\n"
          "cpu0: d1.v0 RUN sp=self\n"
          "cpu0: d1.v0 RUN sp=0\n");
    expect_replies("ERROR INVALID_PARAMETERS\n"
                   "ERROR INVALID_PARAMETERS\n"
                   "ERROR INVALID_PARAMETERS\n"
                   "ERROR INVALID_PARAMETERS\n"
                   "ERROR INVALID_PARAMETERS\n");
    expect_secure_calls("");
}

/* Section 8.2: the response is for who has asked. */
SPEC(an_sp_in_anothers_request_is_denied)
{
    world("start versioned vms=2\n"
          "cpu0: sp 0x8001 direct preempted times=1\n"
          "cpu0: d1.v0 MSG_SEND_DIRECT_REQ value=5\n"
          "cpu0: d2.v0 RUN\n"
          "cpu0: d1.v0 RUN\n");
    expect_replies("INTERRUPT x1=0x80010000\n"
                   "ERROR DENIED\n"
                   "MSG_SEND_DIRECT_RESP_64 x1=0x80010002 x3=0x6 *\n");
}

/* The same while nobody knows yet whether it will be interrupted. */
SPEC(a_response_never_reaches_another_vm)
{
    world_at_every_point(0, 2, 1,
                         "cpus 2; start versioned vms=2\n"
                         "cpu0: sp 0x8001 direct preempted times=1\n"
                         "cpu0: d1.v0 MSG_SEND_DIRECT_REQ value=5\n"
                         "cpu1: d2.v0 RUN vcpu=1\n");
    expect_never("domain=2 vcpu=0 x0=MSG_SEND_DIRECT_RESP");
}

/* Section 14.3: errors of the SPMC are the guest's, and RUN may be repeated. */
SPEC(a_run_that_is_refused_may_be_repeated)
{
    world("start versioned\n"
          "cpu0: sp 0x8001 direct preempted times=1\n"
          "cpu0: d1.v0 MSG_SEND_DIRECT_REQ value=5\n"
          "cpu0: spmc_refuse nth=1 code=BUSY\n"
          "cpu0: d1.v0 RUN\n"
          "cpu0: d1.v0 RUN\n");
    expect_replies("INTERRUPT x1=0x80010000\n"
                   "ERROR BUSY\n"
                   "MSG_SEND_DIRECT_RESP_64 *\n");
}

/* Section 15.2, ABORTED: the SP died in the request. */
SPEC(an_sp_that_dies_aborts_the_request)
{
    world("start versioned\n"
          "cpu0: sp 0x8001 direct abort\n"
          "cpu0: d1.v0 MSG_SEND_DIRECT_REQ\n");
    expect_replies("ERROR ABORTED");
}

/* Section 18.2: an SP that a VM has left in a request still hears of its end. */
SPEC(what_a_vm_leaves_open_is_brought_to_an_end)
{
    world("sp 0x8001 vm_created vm_destroyed; start versioned\n"
          "cpu0: sp 0x8001 direct preempted times=3\n"
          "cpu0: d1.v0 MSG_SEND_DIRECT_REQ\n"
          "cpu0: domain_kill d1\n"
          "cpu0: d2 = domain_create\n"
          "cpu0: d2.v0 VERSION\n"
          "cpu0: d2.v0 MSG_SEND_DIRECT_REQ value=5\n");
    expect_replies("INTERRUPT x1=0x80010000\n"
                   "0x10002\n"
                   "MSG_SEND_DIRECT_RESP_64 x1=0x80010003 x3=0x6 *\n");
}

static const struct spec specs[] = {
    SPEC_IS(an_sp_that_was_interrupted_goes_on),
    SPEC_IS(an_sp_that_yields_goes_on),
    SPEC_IS(a_request_of_1_2_goes_on_as_one),
    SPEC_IS(an_sp_that_waits_says_so),
    SPEC_IS(nobody_but_an_sp_is_run),
    SPEC_IS(an_sp_in_anothers_request_is_denied),
    SPEC_IS(a_response_never_reaches_another_vm),
    SPEC_IS(a_run_that_is_refused_may_be_repeated),
    SPEC_IS(an_sp_that_dies_aborts_the_request),
    SPEC_IS(what_a_vm_leaves_open_is_brought_to_an_end),
};
SPEC_TOPIC(ffa_run, "RUN", specs);
