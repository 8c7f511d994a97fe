/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * FFA_PARTITION_INFO_GET_REGS between guests and the mediator: FF-A 1.2, section
 * 13.9. x2 of a reply: the last index, the last one in the reply, a tag, 24.
 */
#include "expect.h"
#include "spec.h"
#include "world.h"

#define TWO_SPS "sp 0x8001; sp 0x8002; "

/* Table 13.40: descriptors are in x3 to x17, three registers each. */
SPEC(a_descriptor_is_in_three_registers)
{
    world(TWO_SPS "start versioned\n"
                  "cpu0: d1.v0 PARTITION_INFO_GET_REGS uuid=sp1\n");
    expect_replies("SUCCESS_64 x2=0x18000100000000 x3=0x30900018001");
}

/* Table 13.40: for the nil UUID each comes with its own. */
SPEC(without_a_uuid_each_comes_with_its_own)
{
    world("start versioned\n"
          "cpu0: d1.v0 PARTITION_INFO_GET_REGS\n");
    expect_replies("SUCCESS_64 x2=0x18000?000?000? x3=0x30900018001 "
                   "x4=0x4b1c11e65f8a8001 x5=0x1f4c65b8e7d93a2*");
}

/* Section 13.9: an index beyond the last one. */
SPEC(an_index_beyond_the_last_is_invalid)
{
    world("start versioned\n"
          "cpu0: d1.v0 PARTITION_INFO_GET_REGS uuid=sp1\n"
          "cpu0: d1.v0 PARTITION_INFO_GET_REGS uuid=sp1 start=1 tag=1\n"
          "cpu0: d1.v0 PARTITION_INFO_GET_REGS uuid=sp1 start=65535 tag=1\n");
    expect_replies("SUCCESS_64 *\n"
                   "ERROR INVALID_PARAMETERS\n"
                   "ERROR INVALID_PARAMETERS\n");
}

/* Section 13.9: the first call has no tag yet. */
SPEC(the_first_call_has_no_tag)
{
    world("start versioned\n"
          "cpu0: d1.v0 PARTITION_INFO_GET_REGS tag=1\n");
    expect_replies("ERROR INVALID_PARAMETERS");
}

/* Section 13.9, INVALID_PARAMETERS: nobody has it. */
SPEC(a_uuid_that_nobody_has_is_invalid)
{
    world("start versioned\n"
          "cpu0: d1.v0 PARTITION_INFO_GET_REGS uuid=other\n"
          "cpu0: d1.v0 PARTITION_INFO_GET_REGS uuid=sp4\n");
    expect_replies("ERROR INVALID_PARAMETERS\n"
                   "ERROR INVALID_PARAMETERS\n");
}

/* Section 13.9: whoever goes on goes on with the list it began. */
SPEC(a_tag_that_was_not_given_is_told_to_begin_again)
{
    world(TWO_SPS "start versioned\n"
                  "cpu0: d1.v0 PARTITION_INFO_GET_REGS uuid=sp1\n"
                  "cpu0: d1.v0 PARTITION_INFO_GET_REGS uuid=sp1 start=1\n"
                  "cpu0: d1.v0 PARTITION_INFO_GET_REGS uuid=sp1 start=1 "
                  "tag=0x7777\n");
    expect_replies("SUCCESS_64 *\n"
                   "ERROR RETRY\n"
                   "ERROR RETRY\n");
}

/* Section 13.9: it exists since 1.2. */
SPEC(an_older_guest_does_not_have_it)
{
    world("start created\n"
          "cpu0: d1.v0 VERSION version=0x10001\n"
          "cpu0: d1.v0 PARTITION_INFO_GET_REGS\n"
          "cpu0: d1.v0 FEATURES id=0xc400008b\n");
    expect_replies_to("PARTITION_INFO_GET_REGS", "ERROR NOT_SUPPORTED");
    expect_replies_to("FEATURES", "ERROR NOT_SUPPORTED");
}

/* Section 13.9: in the 64-bit convention only. */
SPEC(a_32_bit_guest_does_not_have_it)
{
    world("start cold\n"
          "cpu0: d1 = domain_create bits32\n"
          "cpu0: d1.v0 VERSION\n"
          "cpu0: d1.v0 SMC x0=0xc400008b\n"
          "cpu0: d1.v0 FEATURES id=0xc400008b\n");
    expect_never("SUCCESS_64");
    expect_replies_to("FEATURES", "ERROR NOT_SUPPORTED");
}

/* The list is made at boot, so an SPMC does not have to have the call. */
SPEC(it_does_not_take_an_spmc_that_has_it)
{
    world("spmc 1.2 optee; start versioned\n"
          "cpu0: d1.v0 PARTITION_INFO_GET_REGS uuid=sp1\n"
          "cpu0: d1.v0 FEATURES id=0xc400008b\n");
    expect_replies("SUCCESS_64 *\n"
                   "SUCCESS_32\n");
}

static const struct spec specs[] = {
    SPEC_IS(a_descriptor_is_in_three_registers),
    SPEC_IS(without_a_uuid_each_comes_with_its_own),
    SPEC_IS(an_index_beyond_the_last_is_invalid),
    SPEC_IS(the_first_call_has_no_tag),
    SPEC_IS(a_uuid_that_nobody_has_is_invalid),
    SPEC_IS(a_tag_that_was_not_given_is_told_to_begin_again),
    SPEC_IS(an_older_guest_does_not_have_it),
    SPEC_IS(a_32_bit_guest_does_not_have_it),
    SPEC_IS(it_does_not_take_an_spmc_that_has_it),
};
SPEC_TOPIC(partition_info_get_regs, "PARTITION_INFO_GET_REGS", specs);
