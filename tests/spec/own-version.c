/* SPDX-License-Identifier: GPL-2.0-only */
/* FFA_VERSION, as this mediator answers where mediators differ. */
#include "expect.h"
#include "spec.h"
#include "world.h"

#define CREATED "start created\n"

/* It is a mediator of FF-A 1.2. */
SPEC(the_version_is_the_newest_this_mediator_knows)
{
    world(CREATED "cpu0: d1.v0 VERSION version=0x10000\n");
    expect_replies("0x10002");
}

/* A guest that is newer may go on with 1.2. */
SPEC(a_newer_minor_version_is_answered_with_our_own)
{
    world(CREATED "cpu0: d1.v0 VERSION version=0x1ffff\n"
                  "cpu0: d1.v0 NOTIFICATION_BIND\n"
                  "cpu0: d1.v0 VERSION version=0x10003\n"
                  "cpu0: d1.v0 VERSION version=0x10002\n"
                  "cpu0: d1.v0 VERSION version=0x10001\n");
    expect_replies("0x10002\n"
                   "SUCCESS_32\n"
                   "0x10002\n"
                   "0x10002\n"
                   "0xffffffff\n");
}

/* It is told what there is, but nothing is agreed on. */
SPEC(another_major_version_settles_nothing)
{
    world(CREATED "cpu0: d1.v0 VERSION version=0x20000\n"
                  "cpu0: d1.v0 ID_GET\n"
                  "cpu0: d1.v0 VERSION version=0x0\n"
                  "cpu0: d1.v0 ID_GET\n");
    expect_replies("0x10002\n"
                   "ERROR NOT_SUPPORTED\n"
                   "0x10002\n"
                   "ERROR NOT_SUPPORTED\n");
}

/* Bit 31 is no part of a version. */
SPEC(bit_31_is_refused)
{
    world(CREATED "cpu0: d1.v0 VERSION version=0x80010001\n"
                  "cpu0: d1.v0 ID_GET\n");
    expect_replies("0xffffffff\n"
                   "ERROR NOT_SUPPORTED\n");
}

/* What was agreed on before stays. */
SPEC(a_version_that_does_not_work_leaves_the_last_that_did)
{
    world(CREATED "cpu0: d1.v0 VERSION version=0x10001\n"
                  "cpu0: d1.v0 VERSION version=0x20000\n"
                  "cpu0: d1.v0 VERSION version=0x80000000\n"
                  "cpu0: d1.v0 NOTIFICATION_BIND\n");
    expect_replies_to("NOTIFICATION_BIND", "SUCCESS_32");
}

/* A guest negotiates, or it has no FF-A. */
SPEC(nothing_works_before_a_version)
{
    world(CREATED "cpu0: d1.v0 ID_GET\n"
                  "cpu0: d1.v0 FEATURES id=0x84000063\n"
                  "cpu0: d1.v0 NOTIFICATION_BIND\n"
                  "cpu0: d1.v0 NOTIFICATION_GET\n"
                  "cpu0: d1.v0 VERSION\n"
                  "cpu0: d1.v0 ID_GET\n");
    expect_replies("ERROR NOT_SUPPORTED\n"
                   "ERROR NOT_SUPPORTED\n"
                   "ERROR NOT_SUPPORTED\n"
                   "ERROR NOT_SUPPORTED\n"
                   "0x10002\n"
                   "SUCCESS_32 x2=0x2\n");
}

/* Notifications need 1.1: without it there is no FF-A for domains. */
SPEC(firmware_of_the_first_version_is_left_alone)
{
    world("spmc 1.0 hafnium; start cold\n"
          "cpu0: d1 = domain_create\n"
          "cpu0: d2 = domain_create no_ffa\n");
    expect_log("domain create domain=1 vcpus=1 ffa=1 result=-22\n"
               "domain create domain=2 vcpus=1 ffa=0 result=0\n");
    expect_secure_calls("");
}

/* An older SPMC names its version, and is asked for that. */
SPEC(an_older_spmc_is_asked_for_its_own_version)
{
    world("spmc 1.1 hafnium; start cold\n");
    during(PHASE_BOOT);
    expect_secure_calls_named("VERSION", "VERSION x1=0x10002\n"
                                         "VERSION x1=0x10001\n");
}

/* A newer SPMC has no less. */
SPEC(a_newer_spmc_is_asked_once)
{
    world("spmc 1.3 hafnium; start bound\n"
          "cpu0: sp 0x8001 set d1 bits=0x1\n"
          "cpu0: d1.v0 NOTIFICATION_GET\n");
    expect_replies("SUCCESS_32 x2=0x1");
    during(PHASE_BOOT);
    expect_secure_calls_named("VERSION", "VERSION x1=0x10002\n");
}

static const struct spec specs[] = {
    SPEC_IS(the_version_is_the_newest_this_mediator_knows),
    SPEC_IS(a_newer_minor_version_is_answered_with_our_own),
    SPEC_IS(another_major_version_settles_nothing),
    SPEC_IS(bit_31_is_refused),
    SPEC_IS(a_version_that_does_not_work_leaves_the_last_that_did),
    SPEC_IS(nothing_works_before_a_version),
    SPEC_IS(firmware_of_the_first_version_is_left_alone),
    SPEC_IS(an_older_spmc_is_asked_for_its_own_version),
    SPEC_IS(a_newer_spmc_is_asked_once),
};
SPEC_TOPIC(own_version, "own version", specs);
