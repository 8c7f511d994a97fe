/* SPDX-License-Identifier: GPL-2.0-only */
/* FFA_VERSION between guests and the mediator: FF-A 1.1, section 13.2. */
#include "expect.h"
#include "spec.h"
#include "world.h"

#define CREATED "start created\n"

/* Section 13.2: w0 is a version, and no other register is a result. */
SPEC(the_answer_is_a_version_and_nothing_else)
{
    world(CREATED "cpu0: d1.v0 VERSION version=0x10001\n");
    expect_replies("0x1000?");
}

/* Section 13.2: minor versions of one major version work with each other. */
SPEC(an_older_minor_version_is_answered_too)
{
    world(CREATED "cpu0: d1.v0 VERSION version=0x10000\n"
                  "cpu0: d1.v0 ID_GET\n");
    expect_replies("0x1000?\n"
                   "SUCCESS_32 x2=0x2\n");
}

/* SMC calling convention 1.2: a 32-bit call has 32-bit arguments. */
SPEC(the_upper_half_of_the_argument_is_ignored)
{
    world(CREATED "cpu0: d1.v0 SMC x0=0x84000063 x1=0xffffffff00010001\n"
                  "cpu0: d1.v0 ID_GET\n");
    expect_replies("0x1000?\n"
                   "SUCCESS_32 x2=0x2\n");
}

/* Section 13.2: before anything else was called it may be asked again. */
SPEC(it_may_be_negotiated_again_before_another_call)
{
    world(CREATED "cpu0: d1.v0 VERSION version=0x10000\n"
                  "cpu0: d1.v0 VERSION version=0x10001\n"
                  "cpu0: d1.v0 NOTIFICATION_BIND\n");
    expect_replies("0x1000?\n"
                   "0x1000?\n"
                   "SUCCESS_32\n");
}

/* Section 13.2: after it was used, a version stays in use. */
SPEC(another_version_is_refused_after_another_call)
{
    world(CREATED "cpu0: d1.v0 VERSION version=0x10001\n"
                  "cpu0: d1.v0 ID_GET\n"
                  "cpu0: d1.v0 VERSION version=0x10000\n");
    expect_replies("0x1000?\n"
                   "SUCCESS_32 x2=0x2\n"
                   "0xffffffff\n");
}

/* Section 13.2: as above. */
SPEC(a_refused_version_changes_nothing)
{
    world(CREATED "cpu0: d1.v0 VERSION version=0x10001\n"
                  "cpu0: d1.v0 ID_GET\n"
                  "cpu0: d1.v0 VERSION version=0x10000\n"
                  "cpu0: d1.v0 NOTIFICATION_BIND\n");
    expect_replies_to("NOTIFICATION_BIND", "SUCCESS_32");
}

/* Section 13.2: as above. */
SPEC(the_version_in_use_may_be_asked_for_again)
{
    world(CREATED "cpu0: d1.v0 VERSION version=0x10001\n"
                  "cpu0: d1.v0 ID_GET\n"
                  "cpu0: d1.v0 VERSION version=0x10001\n");
    expect_replies_to("VERSION", "0x1000?\n"
                                 "0x1000?\n");
}

/* Section 13.2: each virtual instance has a version of its own. */
SPEC(each_vm_has_its_own_version)
{
    world("start created vms=2\n"
          "cpu0: d1.v0 VERSION version=0x10000\n"
          "cpu0: d2.v0 VERSION version=0x10001\n"
          "cpu0: d1.v0 NOTIFICATION_BIND\n"
          "cpu0: d2.v0 NOTIFICATION_BIND\n");
    expect_replies_to("NOTIFICATION_BIND", "ERROR NOT_SUPPORTED\n"
                                           "SUCCESS_32\n");
}

/* Section 13.2: a version is the endpoint's, not a vCPU's. */
SPEC(the_version_is_that_of_all_vcpus)
{
    world("cpus 2; start created vcpus=2\n"
          "cpu0: d1.v0 VERSION version=0x10001\n"
          "cpu1: d1.v1 NOTIFICATION_BIND\n"
          "cpu1: d1.v1 VERSION version=0x10000\n");
    expect_replies("0x1000?\n"
                   "SUCCESS_32\n"
                   "0xffffffff\n");
}

/* Section 13.2: a VM begins without a version, whoever had its ID before. */
SPEC(a_vm_does_not_inherit_the_version_of_its_id)
{
    world(CREATED "cpu0: d1.v0 VERSION version=0x10000\n"
                  "cpu0: d1.v0 ID_GET\n"
                  "cpu0: domain_kill d1\n"
                  "cpu0: d1 = domain_create\n"
                  "cpu0: d1.v0 VERSION version=0x10001\n"
                  "cpu0: d1.v0 NOTIFICATION_BIND\n");
    expect_replies("0x1000?\n"
                   "SUCCESS_32 x2=0x2\n"
                   "0x1000?\n"
                   "SUCCESS_32\n");
}

/* Table of functions: notifications are there since FF-A 1.1. */
SPEC(a_guest_of_the_first_version_has_no_notifications)
{
    world(CREATED "cpu0: d1.v0 VERSION version=0x10000\n"
                  "cpu0: d1.v0 NOTIFICATION_BIND\n"
                  "cpu0: d1.v0 NOTIFICATION_UNBIND\n"
                  "cpu0: d1.v0 NOTIFICATION_SET\n"
                  "cpu0: d1.v0 NOTIFICATION_GET\n"
                  "cpu0: d1.v0 NOTIFICATION_INFO_GET_32\n"
                  "cpu0: d1.v0 NOTIFICATION_INFO_GET_64\n");
    expect_replies("0x1000?\n"
                   "ERROR NOT_SUPPORTED\n"
                   "ERROR NOT_SUPPORTED\n"
                   "ERROR NOT_SUPPORTED\n"
                   "ERROR NOT_SUPPORTED\n"
                   "ERROR NOT_SUPPORTED\n"
                   "ERROR NOT_SUPPORTED\n");
}

/* Section 13.2: the guest's version is between it and the hypervisor. */
SPEC(the_spmc_is_not_asked_on_behalf_of_a_guest)
{
    world(CREATED "cpu0: d1.v0 VERSION version=0x10001\n"
                  "cpu0: d1.v0 VERSION version=0x10000\n");
    expect_secure_calls("");
}

/* Section 13.2: it comes before any other call, here too. */
SPEC(the_spmc_is_asked_for_its_version_first)
{
    world("start cold\n");
    during(PHASE_BOOT);
    expect_secure_calls("VERSION x1=0x1000?\n"
                        "...");
}

/* Two vCPUs negotiate at once: one version comes of it. */
SPEC(negotiations_that_race_end_in_one_version)
{
    world_at_every_point(0, 1, 1,
                         "cpus 2; start created vcpus=2\n"
                         "cpu0: d1.v0 VERSION version=0x10001\n"
                         "cpu0: d1.v0 ID_GET\n"
                         "cpu1: d1.v1 VERSION version=0x10000\n"
                         "cpu1: d1.v1 ID_GET\n");
}

static const struct spec specs[] = {
    SPEC_IS(the_answer_is_a_version_and_nothing_else),
    SPEC_IS(an_older_minor_version_is_answered_too),
    SPEC_IS(the_upper_half_of_the_argument_is_ignored),
    SPEC_IS(it_may_be_negotiated_again_before_another_call),
    SPEC_IS(another_version_is_refused_after_another_call),
    SPEC_IS(a_refused_version_changes_nothing),
    SPEC_IS(the_version_in_use_may_be_asked_for_again),
    SPEC_IS(each_vm_has_its_own_version),
    SPEC_IS(the_version_is_that_of_all_vcpus),
    SPEC_IS(a_vm_does_not_inherit_the_version_of_its_id),
    SPEC_IS(a_guest_of_the_first_version_has_no_notifications),
    SPEC_IS(the_spmc_is_not_asked_on_behalf_of_a_guest),
    SPEC_IS(the_spmc_is_asked_for_its_version_first),
    SPEC_IS(negotiations_that_race_end_in_one_version),
};
SPEC_TOPIC(version, "version", specs);
