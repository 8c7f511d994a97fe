/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * FFA_PARTITION_INFO_GET between guests and the mediator: FF-A 1.1, section
 * 13.8.
 */
#include "expect.h"
#include "spec.h"
#include "world.h"

#define TWO_SPS "sp 0x8001; sp 0x8002; "

/* Section 13.8: w2 is how many there are, w3 how long each of them is. */
SPEC(a_list_has_a_count_and_a_size)
{
    world(TWO_SPS "start created\n"
                  "cpu0: d1.v0 VERSION version=0x10001\n"
                  "cpu0: d1.v0 RXTX_MAP\n"
                  "cpu0: d1.v0 PARTITION_INFO_GET\n");
    expect_replies_to("PARTITION_INFO_GET", "SUCCESS_32 x2=0x2 x3=0x18");
}

/* Section 13.8: descriptors of 1.0 have no size; w3 is reserved there. */
SPEC(a_guest_of_the_first_version_is_told_no_size)
{
    world(TWO_SPS "start created\n"
                  "cpu0: d1.v0 VERSION version=0x10000\n"
                  "cpu0: d1.v0 RXTX_MAP\n"
                  "cpu0: d1.v0 PARTITION_INFO_GET\n");
    expect_replies_to("PARTITION_INFO_GET", "SUCCESS_32 x2=0x2");
}

/* Section 13.8, flags: a count needs no RX and leaves it alone. */
SPEC(a_count_needs_no_buffer)
{
    world(TWO_SPS "start created\n"
                  "cpu0: d1.v0 VERSION version=0x10001\n"
                  "cpu0: d1.v0 PARTITION_INFO_GET flags=0x1\n"
                  "cpu0: d1.v0 RXTX_MAP\n"
                  "cpu0: d1.v0 PARTITION_INFO_GET flags=0x1\n"
                  "cpu0: d1.v0 PARTITION_INFO_GET\n"
                  "cpu0: d1.v0 PARTITION_INFO_GET flags=0x1\n");
    expect_replies_to("PARTITION_INFO_GET", "SUCCESS_32 x2=0x2\n"
                                            "SUCCESS_32 x2=0x2\n"
                                            "SUCCESS_32 x2=0x2 x3=0x18\n"
                                            "SUCCESS_32 x2=0x2\n");
}

/* Section 13.8: bit 0 of w5, since 1.1; the others are reserved. */
SPEC(other_flags_are_invalid)
{
    world("start created\n"
          "cpu0: d1.v0 VERSION version=0x10001\n"
          "cpu0: d1.v0 PARTITION_INFO_GET flags=0x2\n"
          "cpu0: d1.v0 PARTITION_INFO_GET flags=0x3\n"
          "cpu0: d1.v0 PARTITION_INFO_GET flags=0x80000001\n"
          "cpu0: d2 = domain_create\n"
          "cpu0: d2.v0 VERSION version=0x10000\n"
          "cpu0: d2.v0 PARTITION_INFO_GET flags=0x1\n");
    expect_replies_to("PARTITION_INFO_GET", "ERROR INVALID_PARAMETERS\n"
                                            "ERROR INVALID_PARAMETERS\n"
                                            "ERROR INVALID_PARAMETERS\n"
                                            "ERROR INVALID_PARAMETERS\n");
}

/* Section 13.8: w1 to w4 are a UUID; nil for all. */
SPEC(a_uuid_picks_the_partitions_that_have_it)
{
    world(TWO_SPS "start versioned\n"
                  "cpu0: d1.v0 PARTITION_INFO_GET uuid=sp1 flags=0x1\n"
                  "cpu0: d1.v0 PARTITION_INFO_GET uuid=sp2 flags=0x1\n");
    expect_replies("SUCCESS_32 x2=0x1\n"
                   "SUCCESS_32 x2=0x1\n");
}

/* Section 13.8, INVALID_PARAMETERS: nobody has it. */
SPEC(a_uuid_that_nobody_has_is_invalid)
{
    world("start mapped\n"
          "cpu0: d1.v0 PARTITION_INFO_GET uuid=other flags=0x1\n"
          "cpu0: d1.v0 PARTITION_INFO_GET uuid=other\n"
          "cpu0: d1.v0 PARTITION_INFO_GET uuid=sp2\n"
          "cpu0: d1.v0 RX_RELEASE\n");
    expect_replies("ERROR INVALID_PARAMETERS\n"
                   "ERROR INVALID_PARAMETERS\n"
                   "ERROR INVALID_PARAMETERS\n"
                   "ERROR DENIED\n");
}

/* Section 13.8: there is no RX to write to, or it is not free. */
SPEC(a_list_needs_a_buffer_that_is_free)
{
    world("start versioned\n"
          "cpu0: d1.v0 PARTITION_INFO_GET\n"
          "cpu0: d1.v0 RXTX_MAP\n"
          "cpu0: d1.v0 PARTITION_INFO_GET\n"
          "cpu0: d1.v0 PARTITION_INFO_GET\n");
    expect_replies_to("PARTITION_INFO_GET", "ERROR DENIED\n"
                                            "SUCCESS_32 *\n"
                                            "ERROR BUSY\n");
}

/* Section 13.8: SPs were told of at boot; guests do not reach the SPMC. */
SPEC(the_spmc_is_not_asked_again)
{
    world("start versioned\n"
          "cpu0: d1.v0 PARTITION_INFO_GET flags=0x1\n"
          "cpu0: d1.v0 PARTITION_INFO_GET_REGS\n");
    expect_secure_calls("");
}

/* Section 13.8: later versions have longer descriptors, w3 says by how much. */
SPEC(descriptors_may_be_longer_than_ours)
{
    world("spmc 1.3 hafnium; " TWO_SPS "start mapped\n"
          "cpu0: d1.v0 PARTITION_INFO_GET uuid=sp2\n"
          "cpu0: d1.v0 PARTITION_INFO_GET_REGS uuid=sp2\n");
    expect_replies("SUCCESS_32 x2=0x1 x3=0x18\n"
                   "SUCCESS_64 x2=0x18000100000000 x3=0x30?00018002\n");
}

/* The same of another one that has no notifications for us. */
SPEC(an_spmc_in_el3_has_partitions_as_well)
{
    world("spmc 1.2 tfa-el3; " TWO_SPS "start mapped\n"
          "cpu0: d1.v0 PARTITION_INFO_GET uuid=sp2\n");
    expect_replies("SUCCESS_32 x2=0x1 x3=0x18");
}

/* No partition, no list; what guests are told is an error as for any UUID. */
SPEC(a_world_without_partitions_has_no_list)
{
    world("sp none; start created\n"
          "cpu0: d1.v0 VERSION version=0x10001\n"
          "cpu0: d1.v0 PARTITION_INFO_GET flags=0x1\n");
    expect_replies_to("PARTITION_INFO_GET", "ERROR INVALID_PARAMETERS");
}

static const struct spec specs[] = {
    SPEC_IS(a_list_has_a_count_and_a_size),
    SPEC_IS(a_guest_of_the_first_version_is_told_no_size),
    SPEC_IS(a_count_needs_no_buffer),
    SPEC_IS(other_flags_are_invalid),
    SPEC_IS(a_uuid_picks_the_partitions_that_have_it),
    SPEC_IS(a_uuid_that_nobody_has_is_invalid),
    SPEC_IS(a_list_needs_a_buffer_that_is_free),
    SPEC_IS(the_spmc_is_not_asked_again),
    SPEC_IS(descriptors_may_be_longer_than_ours),
    SPEC_IS(an_spmc_in_el3_has_partitions_as_well),
    SPEC_IS(a_world_without_partitions_has_no_list),
};
SPEC_TOPIC(partition_info_get, "PARTITION_INFO_GET", specs);
