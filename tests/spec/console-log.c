/* SPDX-License-Identifier: GPL-2.0-only */
/* FFA_CONSOLE_LOG between guests and the mediator: FF-A 1.2, section 13.10. */
#include "expect.h"
#include "spec.h"
#include "world.h"

/* Table 13.43: up to 24 characters in w2 to w7, 128 in x2 to x17. */
SPEC(as_many_characters_as_registers_hold)
{
    world("start versioned\n"
          "cpu0: d1.v0 CONSOLE_LOG length=1\n"
          "cpu0: d1.v0 CONSOLE_LOG length=24 w32\n"
          "cpu0: d1.v0 CONSOLE_LOG length=128\n");
    expect_replies("SUCCESS_32\n"
                   "SUCCESS_32\n"
                   "SUCCESS_32\n");
}

/* Section 13.10, INVALID_PARAMETERS: no character, or more than that. */
SPEC(no_characters_and_too_many_are_invalid)
{
    world("start versioned\n"
          "cpu0: d1.v0 CONSOLE_LOG length=0\n"
          "cpu0: d1.v0 CONSOLE_LOG length=0 w32\n"
          "cpu0: d1.v0 SMC x0=0x8400008a x1=0x19\n"
          "cpu0: d1.v0 SMC x0=0xc400008a x1=0x81\n"
          "cpu0: d1.v0 SMC x0=0xc400008a x1=0xffffffff\n");
    expect_replies("ERROR INVALID_PARAMETERS\n"
                   "ERROR INVALID_PARAMETERS\n"
                   "ERROR INVALID_PARAMETERS\n"
                   "ERROR INVALID_PARAMETERS\n"
                   "ERROR INVALID_PARAMETERS\n");
}

/* Section 13.10: it exists since 1.2. */
SPEC(an_older_guest_does_not_have_it)
{
    world("start created\n"
          "cpu0: d1.v0 VERSION version=0x10001\n"
          "cpu0: d1.v0 CONSOLE_LOG\n"
          "cpu0: d1.v0 FEATURES id=0x8400008a\n");
    expect_replies_to("CONSOLE_LOG_64", "ERROR NOT_SUPPORTED");
    expect_replies_to("FEATURES", "ERROR NOT_SUPPORTED");
}

/* SMC calling convention 1.2: AArch32 has no 64-bit calls. */
SPEC(a_32_bit_guest_has_the_32_bit_call_only)
{
    world("start cold\n"
          "cpu0: d1 = domain_create bits32\n"
          "cpu0: d1.v0 VERSION\n"
          "cpu0: d1.v0 SMC x0=0xc400008a x1=0x1\n"
          "cpu0: d1.v0 CONSOLE_LOG w32\n");
    expect_count(1, "not an FF-A call");
    expect_replies_to("CONSOLE_LOG_32", "SUCCESS_32");
}

/* What a VM says is the hypervisor's to log. */
SPEC(it_does_not_reach_the_spmc)
{
    world("start versioned\n"
          "cpu0: d1.v0 CONSOLE_LOG length=128\n");
    expect_secure_calls("");
}

static const struct spec specs[] = {
    SPEC_IS(as_many_characters_as_registers_hold),
    SPEC_IS(no_characters_and_too_many_are_invalid),
    SPEC_IS(an_older_guest_does_not_have_it),
    SPEC_IS(a_32_bit_guest_has_the_32_bit_call_only),
    SPEC_IS(it_does_not_reach_the_spmc),
};
SPEC_TOPIC(console_log, "CONSOLE_LOG", specs);
