/* SPDX-License-Identifier: GPL-2.0-only */
/* FFA_RXTX_MAP between guests and the mediator: FF-A 1.1, sections 7.2, 13.6. */
#include "expect.h"
#include "spec.h"
#include "world.h"

/* An SPMC with RX_ACQUIRE: it is told of guests' buffers. */
#define ASKED     "spmc 1.2 hafnium; "

#define VERSIONED "start versioned\n"

/* Section 13.6: a pair of buffers, each of one page. */
SPEC(a_guest_maps_two_pages_of_its_own)
{
    world(VERSIONED "cpu0: d1.v0 RXTX_MAP tx=p0 rx=p1\n");
    expect_replies("SUCCESS_32");
}

/* Section 13.6: both conventions; the reply is a 32-bit one. */
SPEC(the_32_bit_call_maps_as_well)
{
    world(VERSIONED "cpu0: d1.v0 RXTX_MAP tx=p0 rx=p1 w32\n");
    expect_replies("SUCCESS_32");
}

/* SMC calling convention 1.2: a 32-bit call has 32-bit arguments. */
SPEC(upper_halves_of_a_32_bit_call_are_ignored)
{
    world(VERSIONED "cpu0: d1.v0 SMC x0=0x84000066 x1=0x1240000000 "
                    "x2=0x3440001000 x3=0x5600000001\n"
                    "cpu0: d1.v0 RXTX_UNMAP\n");
    expect_replies("SUCCESS_32\n"
                   "SUCCESS_32\n");
}

/* SMC calling convention 1.2: AArch32 has no 64-bit calls. */
SPEC(a_32_bit_guest_has_the_32_bit_call_only)
{
    world("start cold\n"
          "cpu0: d1 = domain_create bits32\n"
          "cpu0: d1.v0 VERSION\n"
          "cpu0: d1.v0 SMC x0=0xc4000066 x1=0x40000000 x2=0x40001000 x3=1\n"
          "cpu0: d1.v0 RXTX_MAP w32\n");
    expect_count(1, "not an FF-A call");
    expect_replies_to("RXTX_MAP_32", "SUCCESS_32");
}

/* Section 13.6, DENIED: buffers are mapped already. */
SPEC(a_second_pair_is_denied)
{
    world("start mapped\n"
          "cpu0: d1.v0 RXTX_MAP tx=p2 rx=p3\n"
          "cpu0: d1.v0 RXTX_MAP tx=p0 rx=p1\n");
    expect_replies("ERROR DENIED\n"
                   "ERROR DENIED\n");
}

/* Section 13.6, INVALID_PARAMETERS: addresses are aligned to pages. */
SPEC(addresses_in_the_middle_of_pages_are_invalid)
{
    world(VERSIONED "cpu0: d1.v0 RXTX_MAP tx=0x40000008 rx=p1\n"
                    "cpu0: d1.v0 RXTX_MAP tx=p0 rx=0x40001800\n"
                    "cpu0: d1.v0 RXTX_MAP tx=p0 rx=p1\n");
    expect_replies("ERROR INVALID_PARAMETERS\n"
                   "ERROR INVALID_PARAMETERS\n"
                   "SUCCESS_32\n");
}

/* Section 13.6: w3 is a number of pages; FEATURES says how many there may be. */
SPEC(other_numbers_of_pages_are_invalid)
{
    world(VERSIONED "cpu0: d1.v0 RXTX_MAP pages=0\n"
                    "cpu0: d1.v0 RXTX_MAP pages=2\n"
                    "cpu0: d1.v0 RXTX_MAP pages=0x41\n"
                    "cpu0: d1.v0 RXTX_MAP pages=0x80000001\n"
                    "cpu0: d1.v0 RXTX_UNMAP\n");
    expect_replies("ERROR INVALID_PARAMETERS\n"
                   "ERROR INVALID_PARAMETERS\n"
                   "ERROR INVALID_PARAMETERS\n"
                   "ERROR INVALID_PARAMETERS\n"
                   "ERROR INVALID_PARAMETERS\n");
}

/* Section 7.2: who sends and who receives are told apart by the buffer. */
SPEC(one_page_is_not_both_buffers)
{
    world(VERSIONED "cpu0: d1.v0 RXTX_MAP tx=p0 rx=p0\n");
    expect_replies("ERROR INVALID_PARAMETERS");
}

/* Section 7.2.1: buffers are memory of the guest, which it can write to. */
SPEC(what_is_not_memory_of_the_guest_is_invalid)
{
    world("start versioned vms=2\n"
          "cpu0: d1.v0 RXTX_MAP tx=p287 rx=p1\n"
          "cpu0: d1.v0 RXTX_MAP tx=p0 rx=p287\n"
          "cpu0: d1.v0 RXTX_MAP tx=0x9000000 rx=p1\n"
          "cpu0: d1.v0 RXTX_MAP tx=p0 rx=0x9000000\n"
          "cpu0: d1.v0 RXTX_MAP tx=0x80000000000 rx=p1\n"
          "cpu0: d1.v0 map_foreign page=p8 of=d2 source=p2\n"
          "cpu0: d1.v0 RXTX_MAP tx=p0 rx=p8\n"
          "cpu0: d1.v0 RXTX_MAP tx=p8 rx=p1\n"
          "cpu0: d1.v0 map_grant page=p9 of=d2 source=p3\n"
          "cpu0: d1.v0 RXTX_MAP tx=p0 rx=p9\n");
    expect_replies("ERROR INVALID_PARAMETERS\n"
                   "ERROR INVALID_PARAMETERS\n"
                   "ERROR INVALID_PARAMETERS\n"
                   "ERROR INVALID_PARAMETERS\n"
                   "ERROR INVALID_PARAMETERS\n"
                   "ERROR INVALID_PARAMETERS\n"
                   "ERROR INVALID_PARAMETERS\n"
                   "ERROR INVALID_PARAMETERS\n");
}

/* Section 7.2.2: the SPMC is told on behalf of the VM: all arguments zero. */
SPEC(an_spmc_that_can_be_asked_for_rx_is_told)
{
    world(ASKED VERSIONED "cpu0: d1.v0 RXTX_MAP tx=p0 rx=p1\n");
    expect_secure_calls("RXTX_MAP_64");
}

/* Section 13.4: without RX_ACQUIRE nobody could say whose RX is. */
SPEC(an_spmc_without_rx_acquire_is_not_told)
{
    world("spmc 1.2 optee; " VERSIONED "cpu0: d1.v0 RXTX_MAP\n"
          "cpu0: d1.v0 PARTITION_INFO_GET\n"
          "cpu0: d1.v0 RX_RELEASE\n"
          "cpu0: d1.v0 RXTX_UNMAP\n");
    expect_replies_to("RXTX_MAP_64", "SUCCESS_32");
    expect_secure_calls("");
}

/* Section 13.6, NO_MEMORY: what the SPMC says goes to the guest. */
SPEC(a_pair_that_the_spmc_refuses_is_not_mapped)
{
    world(ASKED VERSIONED "cpu0: spmc_refuse nth=1 code=NO_MEMORY\n"
                          "cpu0: d1.v0 RXTX_MAP\n"
                          "cpu0: d1.v0 RXTX_UNMAP\n"
                          "cpu0: d1.v0 RXTX_MAP\n");
    expect_replies("ERROR NO_MEMORY\n"
                   "ERROR INVALID_PARAMETERS\n"
                   "SUCCESS_32\n");
}

/* Section 13.6: of two calls at once one maps, whatever the order. */
SPEC(two_vcpus_do_not_map_two_pairs)
{
    world_at_every_point(0, 1, 1,
                         "cpus 2; spmc 1.2 hafnium; start versioned vcpus=2\n"
                         "cpu0: d1.v0 RXTX_MAP tx=p0 rx=p1\n"
                         "cpu1: d1.v1 RXTX_MAP tx=p2 rx=p3\n");
    expect_count(1, "smc x0=RXTX_MAP_64");
}

/* Section 13.3: the smallest size is 4 KiB; since 1.2 the largest, in pages. */
SPEC(features_tell_the_size)
{
    world("start created\n"
          "cpu0: d1.v0 VERSION\n"
          "cpu0: d1.v0 FEATURES id=0xc4000066\n"
          "cpu0: d1.v0 FEATURES id=0x84000066\n"
          "cpu0: d2 = domain_create\n"
          "cpu0: d2.v0 VERSION version=0x10001\n"
          "cpu0: d2.v0 FEATURES id=0xc4000066 w2=0x1\n");
    expect_replies_to("FEATURES", "SUCCESS_32 x2=0x10000\n"
                                  "SUCCESS_32 x2=0x10000\n"
                                  "SUCCESS_32\n");
}

static const struct spec specs[] = {
    SPEC_IS(a_guest_maps_two_pages_of_its_own),
    SPEC_IS(the_32_bit_call_maps_as_well),
    SPEC_IS(upper_halves_of_a_32_bit_call_are_ignored),
    SPEC_IS(a_32_bit_guest_has_the_32_bit_call_only),
    SPEC_IS(a_second_pair_is_denied),
    SPEC_IS(addresses_in_the_middle_of_pages_are_invalid),
    SPEC_IS(other_numbers_of_pages_are_invalid),
    SPEC_IS(one_page_is_not_both_buffers),
    SPEC_IS(what_is_not_memory_of_the_guest_is_invalid),
    SPEC_IS(an_spmc_that_can_be_asked_for_rx_is_told),
    SPEC_IS(an_spmc_without_rx_acquire_is_not_told),
    SPEC_IS(a_pair_that_the_spmc_refuses_is_not_mapped),
    SPEC_IS(two_vcpus_do_not_map_two_pairs),
    SPEC_IS(features_tell_the_size),
};
SPEC_TOPIC(rxtx_map, "RXTX_MAP", specs);
