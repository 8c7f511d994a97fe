/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What is not there is NOT_SUPPORTED, and FFA_FEATURES says so before:
 * FF-A 1.1, sections 11.2 and 13.3.
 */
#include <stdio.h>
#include <string.h>

#include "expect.h"
#include "ffa.h"
#include "spec.h"
#include "world.h"

/* Function IDs, each of which is asked for and called in a world. */
#define BATCH 30u

/* FFA_ERROR, FFA_SUCCESS and FFA_INTERRUPT: not calls, but part of FF-A. */
#define FIRST_CALL FFA_NR_VERSION

static struct
{
    char text[8192];
    unsigned int nr;
    uint32_t fid[BATCH];
} batch;

/* FFA_FEATURES itself is asked for FFA_VERSION, which is always there. */
static void batch_add(uint32_t fid)
{
    size_t used = strlen(batch.text);

    if ( !batch.nr )
        used = 0;
    snprintf(batch.text + used, sizeof(batch.text) - used,
             "cpu0: d1.v0 FEATURES id=0x%x\n"
             "cpu0: d1.v0 SMC x0=0x%x x1=0x84000063\n",
             fid, fid);
    batch.fid[batch.nr++] = fid;
}

/* VERSION, then pairs. */
static void batch_check(unsigned int pair)
{
    unsigned int at = 1 + 2 * pair;
    bool admitted = expect_reply_is(at, "SUCCESS_??*");
    bool served = !expect_reply_is(at + 1, "ERROR NOT_SUPPORTED") &&
                  !expect_reply_is(at + 1, "unknown");
    char text[96];

    snprintf(text, sizeof(text), "FEATURES and the call disagree on 0x%x",
             batch.fid[pair]);
    expect_that(admitted == served, text);
}

static void batch_run(const char *world_text, const char *create,
                      unsigned int version)
{
    if ( !batch.nr )
        return;
    world("%s\n"
          "cpu0: d1 = domain_create %s\n"
          "cpu0: d1.v0 VERSION version=0x%x\n%s",
          world_text, create, version, batch.text);
    for ( unsigned int pair = 0; pair < batch.nr; pair++ )
        batch_check(pair);
    batch.nr = 0;
}

/* Every function of FF-A, and those after it, in both conventions. */
static void check_all(const char *world_text, const char *create,
                      unsigned int version)
{
    batch.nr = 0;
    for ( uint32_t number = FIRST_CALL; number <= FFA_NR_LAST; number++ )
    {
        batch_add(FFA_W32 | number);
        batch_add(FFA_W64 | number);
        if ( batch.nr == BATCH )
            batch_run(world_text, create, version);
    }
    batch_run(world_text, create, version);
}

static void check_versions(const char *world_text, const char *create)
{
    for ( unsigned int minor = 0; minor <= 2; minor++ )
        check_all(world_text, create, FFA_VERSION_OF(1, minor));
}

/* Section 13.3: what is admitted is served, and nothing else. */
SPEC(features_agree_with_what_a_64_bit_guest_is_served)
{
    check_versions("start cold", "");
}

/* Section 13.3: the same for AArch32. */
SPEC(features_agree_with_what_a_32_bit_guest_is_served)
{
    check_versions("start cold", "bits32");
}

/* Section 13.3: the same where the firmware has no notifications to offer. */
SPEC(features_agree_without_notifications_of_the_firmware)
{
    check_versions("sri 1023; start cold", "");
    check_versions("sri 1023; start cold", "bits32");
}

/* Section 13.3: the same with older and newer SPMCs. */
SPEC(features_agree_whatever_the_spmc_speaks)
{
    check_versions("spmc 1.1 hafnium; start cold", "");
    check_versions("spmc 1.3 hafnium; start cold", "");
}

/* Section 11.2: replies are no calls. */
SPEC(a_reply_is_no_call)
{
    world("start versioned\n"
          "cpu0: d1.v0 SMC x0=0x84000060\n"
          "cpu0: d1.v0 SMC x0=0x84000061\n"
          "cpu0: d1.v0 SMC x0=0xc4000061\n"
          "cpu0: d1.v0 SMC x0=0x84000062\n"
          "cpu0: d1.v0 SMC x0=0x84000070\n"
          "cpu0: d1.v0 SMC x0=0x84000075\n");
    expect_replies("ERROR NOT_SUPPORTED\n"
                   "ERROR NOT_SUPPORTED\n"
                   "ERROR NOT_SUPPORTED\n"
                   "ERROR NOT_SUPPORTED\n"
                   "ERROR NOT_SUPPORTED\n"
                   "ERROR NOT_SUPPORTED\n");
}

/* Sections 16.1 and 16.2: bitmaps are the hypervisor's business. */
SPEC(a_guest_makes_and_ends_no_bitmaps)
{
    world("start versioned vms=2\n"
          "cpu0: d1.v0 SMC x0=0x8400007d x1=0x3 x2=0x1\n"
          "cpu0: d1.v0 SMC x0=0x8400007e x1=0x3\n"
          "cpu0: d1.v0 SMC x0=0x8400007e x1=0x2\n");
    expect_replies("ERROR NOT_SUPPORTED\n"
                   "ERROR NOT_SUPPORTED\n"
                   "ERROR NOT_SUPPORTED\n");
    expect_secure_calls("");
}

/* Section 13.4: so is the ownership of RX buffers. */
SPEC(a_guest_acquires_no_buffers)
{
    world("start versioned\n"
          "cpu0: d1.v0 SMC x0=0x84000084 x1=0x2\n");
    expect_replies("ERROR NOT_SUPPORTED");
    expect_secure_calls("");
}

/* Table of functions: calls of the secure world. */
SPEC(a_guest_makes_no_calls_of_the_secure_world)
{
    world("start versioned\n"
          "cpu0: d1.v0 SMC x0=0x8400006b\n"
          "cpu0: d1.v0 SMC x0=0x8400007c\n"
          "cpu0: d1.v0 SMC x0=0xc4000087\n"
          "cpu0: d1.v0 SMC x0=0x84000088\n"
          "cpu0: d1.v0 SMC x0=0x84000089\n"
          "cpu0: d1.v0 SMC x0=0x8400008c\n");
    expect_replies("ERROR NOT_SUPPORTED\n"
                   "ERROR NOT_SUPPORTED\n"
                   "ERROR NOT_SUPPORTED\n"
                   "ERROR NOT_SUPPORTED\n"
                   "ERROR NOT_SUPPORTED\n"
                   "ERROR NOT_SUPPORTED\n");
    expect_secure_calls("");
}

/* Table of functions: these exist in the 32-bit convention only. */
SPEC(a_64_bit_form_that_is_not_defined_is_not_supported)
{
    world("start versioned\n"
          "cpu0: d1.v0 SMC x0=0xc4000064 x1=0x1\n"
          "cpu0: d1.v0 SMC x0=0xc4000069\n"
          "cpu0: d1.v0 SMC x0=0xc400007f x1=0x80010002 x3=0x1\n"
          "cpu0: d1.v0 SMC x0=0xc4000081 x1=0x28001 x3=0x1\n"
          "cpu0: d1.v0 SMC x0=0xc4000082 x1=0x2 x2=0x5\n");
    expect_replies("ERROR NOT_SUPPORTED\n"
                   "ERROR NOT_SUPPORTED\n"
                   "ERROR NOT_SUPPORTED\n"
                   "ERROR NOT_SUPPORTED\n"
                   "ERROR NOT_SUPPORTED\n");
    expect_secure_calls("");
}

/* Section 11.2: w1 and the registers after the code are zero. */
SPEC(an_error_carries_nothing_but_its_code)
{
    world("start versioned\n"
          "cpu0: d1.v0 SMC x0=0x84000071 x1=0x1 x2=0x2 x3=0x3 x4=0x4 x5=0x5 "
          "x6=0x6 x7=0x7\n"
          "cpu0: d1.v0 SMC x0=0xc4000071 x1=0xffffffffffffffff x7=0x7\n");
    expect_that(expect_reply_is(0, "ERROR NOT_SUPPORTED") ||
                    expect_reply_is(0, "ERROR INVALID_PARAMETERS"),
                "an error, and no other register");
    expect_that(expect_reply_is(1, "ERROR NOT_SUPPORTED") ||
                    expect_reply_is(1, "ERROR INVALID_PARAMETERS"),
                "an error, and no other register");
}

/* FF-A 1.3 has more calls, and more numbers for them: they are not the
 * mediator's. */
SPEC(a_call_of_a_later_version_is_unknown)
{
    world("start versioned\n"
          "cpu0: d1.v0 SMC x0=0xc400008f\n"
          "cpu0: d1.v0 SMC x0=0x84000090\n"
          "cpu0: d1.v0 SMC x0=0xc4000090\n");
    expect_replies("unknown\n"
                   "unknown\n"
                   "unknown\n");
    expect_secure_calls("");
}

/* SMC calling convention 1.2: numbers of FF-A that are not given out. */
SPEC(a_function_that_does_not_exist_is_not_passed_on)
{
    world("start versioned\n"
          "cpu0: d1.v0 SMC x0=0x84000091\n"
          "cpu0: d1.v0 SMC x0=0xc40000ff\n"
          "cpu0: d1.v0 SMC x0=0x8400005f\n"
          "cpu0: d1.v0 SMC x0=0x840100ff\n"
          "cpu0: d1.v0 SMC x0=0x04000069\n");
    expect_secure_calls("");
}

/* Calls to a trusted OS come by the same way. They are not FF-A's. */
SPEC(calls_that_are_not_ff_a_are_left_alone)
{
    world("start versioned\n"
          "cpu0: d1.v0 SMC x0=0xb2000004 x1=0x1\n"
          "cpu0: d1.v0 SMC x0=0xbf00ff01\n"
          "cpu0: d1.v0 SMC x0=0x84000000\n");
    expect_secure_calls("");
    expect_that(!expect_reply_is(0, "ERROR*") && !expect_reply_is(1, "ERROR*"),
                "a call to a trusted OS is answered as FF-A");
}

static const struct spec specs[] = {
    SPEC_IS(features_agree_with_what_a_64_bit_guest_is_served),
    SPEC_IS(features_agree_with_what_a_32_bit_guest_is_served),
    SPEC_IS(features_agree_without_notifications_of_the_firmware),
    SPEC_IS(features_agree_whatever_the_spmc_speaks),
    SPEC_IS(a_reply_is_no_call),
    SPEC_IS(a_guest_makes_and_ends_no_bitmaps),
    SPEC_IS(a_guest_acquires_no_buffers),
    SPEC_IS(a_guest_makes_no_calls_of_the_secure_world),
    SPEC_IS(a_64_bit_form_that_is_not_defined_is_not_supported),
    SPEC_IS(an_error_carries_nothing_but_its_code),
    SPEC_IS(a_call_of_a_later_version_is_unknown),
    SPEC_IS(a_function_that_does_not_exist_is_not_passed_on),
    SPEC_IS(calls_that_are_not_ff_a_are_left_alone),
};
SPEC_TOPIC(unsupported, "unsupported", specs);
