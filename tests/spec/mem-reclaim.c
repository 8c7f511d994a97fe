/* SPDX-License-Identifier: GPL-2.0-only */
/* FFA_MEM_RECLAIM by guests: FF-A 1.1, section 16.4 of DEN0077A. */
#include "expect.h"
#include "spec.h"
#include "world.h"

#define SHARING "start sharing\n"

/* FFA_MEM_RECLAIM: w1 and w2 are the handle. */
SPEC(a_share_is_reclaimed_by_its_handle)
{
    world(SHARING "cpu0: d1.v0 MEM_RECLAIM\n");
    expect_replies("SUCCESS_32");
    expect_secure_calls("MEM_RECLAIM x1=0x1");
}

/* INVALID_PARAMETERS: it is gone. */
SPEC(a_share_is_reclaimed_once)
{
    world(SHARING "cpu0: d1.v0 MEM_RECLAIM\n"
                  "cpu0: d1.v0 MEM_RECLAIM\n");
    expect_replies("SUCCESS_32\n"
                   "ERROR INVALID_PARAMETERS\n");
    expect_secure_calls("MEM_RECLAIM x1=0x1");
}

/* INVALID_PARAMETERS: a handle that is nobody's. */
SPEC(a_handle_that_was_not_given_is_invalid)
{
    world(SHARING "cpu0: d1.v0 MEM_RECLAIM handle=0x77\n"
                  "cpu0: d1.v0 MEM_RECLAIM handle=0x100000001\n"
                  "cpu0: d1.v0 MEM_RECLAIM handle=0xffffffffffffffff\n");
    expect_replies("ERROR INVALID_PARAMETERS\n"
                   "ERROR INVALID_PARAMETERS\n"
                   "ERROR INVALID_PARAMETERS\n");
    expect_secure_calls("");
}

/* INVALID_PARAMETERS: only who has shared memory may have it back. */
SPEC(a_vm_cannot_reclaim_for_another)
{
    world("start sharing vms=2\n"
          "cpu0: d2.v0 MEM_RECLAIM handle=d1.h1\n"
          "cpu0: d1.v0 MEM_RECLAIM handle=h1\n");
    expect_replies("ERROR INVALID_PARAMETERS\n"
                   "SUCCESS_32\n");
    expect_secure_calls("MEM_RECLAIM x1=0x1");
}

/* w3: bits 31:2 are zero. */
SPEC(flags_that_are_not_defined_are_invalid)
{
    world(SHARING "cpu0: d1.v0 MEM_RECLAIM flags=0x4\n"
                  "cpu0: d1.v0 MEM_RECLAIM flags=0x80000000\n");
    expect_replies("ERROR INVALID_PARAMETERS\n"
                   "ERROR INVALID_PARAMETERS\n");
    expect_secure_calls("");
}

/* What the SPMC does not give back, it may be asked for again. */
SPEC(a_share_that_is_refused_is_there_still)
{
    world(SHARING "cpu0: spmc_refuse nth=1 code=DENIED\n"
                  "cpu0: d1.v0 MEM_RECLAIM\n"
                  "cpu0: spmc_refuse nth=1 code=INVALID_PARAMETERS\n"
                  "cpu0: d1.v0 MEM_RECLAIM\n"
                  "cpu0: d1.v0 MEM_RECLAIM\n");
    expect_replies("ERROR DENIED\n"
                   "ERROR INVALID_PARAMETERS\n"
                   "SUCCESS_32\n");
}

/* A VM dies, and the SPMC gives back nothing at first: it is asked again. */
SPEC(a_dead_vms_share_is_asked_for_again)
{
    world(SHARING "cpu0: spmc_refuse nth=1 code=BUSY\n"
                  "cpu0: domain_kill d1\n"
                  "cpu0: advance us=3000000\n");
    during_all();
    expect_never("left");
}

/* It is asked for once a second, for as long as an SP holds it. */
SPEC(a_dead_vms_share_that_an_sp_holds_is_asked_for_at_times)
{
    world(SHARING "cpu0: sp 0x8001 retrieve\n"
                  "cpu0: sp 0x8001 hold 3\n"
                  "cpu0: domain_kill d1\n");
    expect_secure_calls_named("MEM_RECLAIM", "MEM_RECLAIM x1=0x1");
    during_all();
    expect_secure_calls_named("MEM_RECLAIM", "MEM_RECLAIM x1=0x1\n"
                                             "MEM_RECLAIM x1=0x1\n"
                                             "MEM_RECLAIM x1=0x1\n"
                                             "MEM_RECLAIM x1=0x1\n");
    expect_never("left");
}

/* It does not matter how long that takes. */
SPEC(a_share_that_an_sp_keeps_for_long_comes_back)
{
    world(SHARING "cpu0: sp 0x8001 retrieve\n"
                  "cpu0: sp 0x8001 hold 50\n"
                  "cpu0: domain_kill d1\n");
    during_all();
    expect_count(1, "reclaimed");
    expect_never("left");
}

/* What an SP never lets go of stays the dead VM's: no page of it is freed. */
SPEC(a_share_that_an_sp_keeps_for_good_is_kept_with_its_pages)
{
    world(SHARING "cpu0: sp 0x8001 retrieve\n"
                  "cpu0: sp 0x8001 hold 255\n"
                  "cpu0: domain_kill d1\n"
                  "cpu0: domain_create d1\n");
    during_all();
    expect_never("reclaimed");
    expect_count(1, "left <share> what=share");
}

/* Two vCPUs reclaim one share: one of them does. */
SPEC(one_of_two_that_reclaim_gets_it)
{
    world_at_every_point(0, 1, 1,
                         "cpus 2; start sharing vcpus=2\n"
                         "cpu0: d1.v0 MEM_RECLAIM\n"
                         "cpu1: d1.v1 MEM_RECLAIM\n");
}

static const struct spec specs[] = {
    SPEC_IS(a_share_is_reclaimed_by_its_handle),
    SPEC_IS(a_share_is_reclaimed_once),
    SPEC_IS(a_handle_that_was_not_given_is_invalid),
    SPEC_IS(a_vm_cannot_reclaim_for_another),
    SPEC_IS(flags_that_are_not_defined_are_invalid),
    SPEC_IS(a_share_that_is_refused_is_there_still),
    SPEC_IS(a_dead_vms_share_is_asked_for_again),
    SPEC_IS(a_dead_vms_share_that_an_sp_holds_is_asked_for_at_times),
    SPEC_IS(a_share_that_an_sp_keeps_for_long_comes_back),
    SPEC_IS(a_share_that_an_sp_keeps_for_good_is_kept_with_its_pages),
    SPEC_IS(one_of_two_that_reclaim_gets_it),
};
SPEC_TOPIC(mem_reclaim, "reclaim", specs);
