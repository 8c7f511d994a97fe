/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Notification bitmaps of VMs, which the mediator makes and ends:
 * FF-A 1.1, sections 16.1 and 16.2.
 */
#include "expect.h"
#include "spec.h"
#include "world.h"

#define CREATE  "NOTIFICATION_BITMAP_CREATE"
#define DESTROY "NOTIFICATION_BITMAP_DESTROY"

/* Section 16.1: w1 is the VM's ID, w2 the number of its vCPUs. */
SPEC(a_vm_has_a_bitmap_for_its_vcpus)
{
    world("cpu0: d1 = domain_create vcpus=1\n"
          "cpu0: d2 = domain_create vcpus=8\n");
    expect_secure_calls_named(CREATE, CREATE " x1=0x2 x2=0x1\n" //
                              CREATE " x1=0x3 x2=0x8\n");
}

/* Section 16.1: before the VM can bind anything. */
SPEC(the_bitmap_is_there_before_the_vm)
{
    world("cpu0: d1 = domain_create\n");
    expect_log("bitmap endpoint=0x2 created=1 vcpus=1\n"
               "domain domain=1 state=created\n");
}

/* Section 16.2: w1 is the VM's ID. */
SPEC(the_bitmap_ends_with_the_vm)
{
    world("cpu0: d1 = domain_create\n"
          "cpu0: domain_kill d1\n");
    expect_secure_calls_named(DESTROY, DESTROY " x1=0x2");
    expect_log("domain domain=1 state=dying\n"
               "bitmap endpoint=0x2 created=0\n");
}

/* Section 16.1: a domain that does not speak FF-A is no endpoint. */
SPEC(a_domain_without_ff_a_has_no_bitmap)
{
    world("cpu0: d1 = domain_create no_ffa\n"
          "cpu0: domain_kill d1\n");
    expect_secure_calls("");
}

/* Section 16.1: nor is the toolstack's. */
SPEC(the_first_domain_has_no_bitmap)
{
    world("start cold\n");
    during_all();
    expect_secure_calls_named(CREATE, "");
}

/* Section 16.1: one bitmap a life, each with its end. */
SPEC(an_id_that_is_used_again_has_a_new_bitmap)
{
    world("cpu0: d1 = domain_create vcpus=1\n"
          "cpu0: domain_kill d1\n"
          "cpu0: d1 = domain_create vcpus=2\n"
          "cpu0: domain_kill d1\n");
    expect_log("bitmap endpoint=0x2 created=1 vcpus=1\n"
               "bitmap endpoint=0x2 created=0\n"
               "bitmap endpoint=0x2 created=1 vcpus=2\n"
               "bitmap endpoint=0x2 created=0\n");
    expect_count(2, "created=1");
    expect_count(2, "created=0");
}

/* Section 16.2: a VM that was never finished leaves nothing. */
SPEC(a_creation_that_fails_ends_the_bitmap)
{
    static const char *const fails[] = {"arch", "late"};

    for ( unsigned int i = 0; i < 2; i++ )
    {
        world("cpu0: d1 = domain_create fail=%s\n", fails[i]);
        expect_secure_calls_named(CREATE, CREATE " x1=0x2 x2=0x1");
        expect_secure_calls_named(DESTROY, DESTROY " x1=0x2");
        expect_log("bitmap endpoint=0x2 created=0");
    }
}

/* Section 16.1: an SPMC without room for another VM. */
SPEC(a_vm_without_a_bitmap_is_not_made)
{
    static const char *const codes[] = {"NO_MEMORY", "DENIED",
                                        "INVALID_PARAMETERS", "NOT_SUPPORTED"};

    for ( unsigned int i = 0; i < 4; i++ )
    {
        world("cpu0: spmc_refuse nth=1 code=%s\n"
              "cpu0: d1 = domain_create\n",
              codes[i]);
        expect_log("domain create domain=1 vcpus=1 ffa=1 result=-");
    }
}

/* Section 16.2: what was never made is not ended. */
SPEC(a_bitmap_that_was_refused_is_not_ended)
{
    world("cpu0: spmc_refuse nth=1 code=DENIED\n"
          "cpu0: d1 = domain_create\n");
    during_all();
    expect_secure_calls_named(DESTROY, "");
}

/* Section 16.1: and the next attempt is as good as the first. */
SPEC(after_a_refusal_the_vm_can_be_made)
{
    world("cpu0: spmc_refuse nth=1 code=NO_MEMORY\n"
          "cpu0: d1 = domain_create\n"
          "cpu0: d1 = domain_create\n"
          "cpu0: d1.v0 VERSION\n"
          "cpu0: d1.v0 NOTIFICATION_BIND\n");
    expect_replies_to("NOTIFICATION_BIND", "SUCCESS_32");
}

/* Section 16.2, DENIED: a notification is pending. Nobody will fetch it. */
SPEC(a_vm_that_dies_with_something_pending_loses_its_bitmap)
{
    world("start bound\n"
          "cpu0: sp 0x8001 set d1 bits=0x1\n"
          "cpu0: domain_kill d1\n"
          "cpu0: advance us=5000000\n");
    during_all();
    expect_log("domain domain=1 state=dying\n"
               "bitmap endpoint=0x2 created=0\n");
}

/* Section 16.2: the framework's notifications too. */
SPEC(a_vm_that_dies_with_a_full_buffer_loses_its_bitmap)
{
    world("start bound\n"
          "cpu0: spmc_rx_full d1\n"
          "cpu0: domain_kill d1\n"
          "cpu0: advance us=5000000\n");
    during_all();
    expect_log("bitmap endpoint=0x2 created=0");
}

/* Section 16.2: bits that come while the bitmap is ended. */
SPEC(a_signal_that_races_with_the_end_does_not_keep_the_bitmap)
{
    world_at_every_point(0, 1, 1,
                         "cpus 2; start bound\n"
                         "cpu0: domain_kill d1\n"
                         "cpu1: sp 0x8001 set d1 bits=0x1\n");
}

/* Section 16.2: refused for a reason that passes. */
SPEC(an_end_that_is_refused_is_tried_again)
{
    static const char *const codes[] = {"DENIED", "BUSY", "RETRY"};

    for ( unsigned int i = 0; i < 3; i++ )
    {
        world("start created\n"
              "cpu0: spmc_refuse nth=1 code=%s\n"
              "cpu0: domain_kill d1\n",
              codes[i]);
        during_all();
        expect_log("refused\n"
                   "bitmap endpoint=0x2 created=0\n");
    }
}

/* Section 16.2: the next VM of that ID has none of it. */
SPEC(a_vm_does_not_inherit_what_was_pending)
{
    world("start bound\n"
          "cpu0: sp 0x8001 set d1 bits=0x1\n"
          "cpu0: domain_kill d1\n"
          "cpu0: advance us=5000000\n"
          "cpu0: d1 = domain_create\n"
          "cpu0: d1.v0 VERSION\n"
          "cpu0: d1.v0 NOTIFICATION_GET\n");
    expect_replies_to("NOTIFICATION_GET", "SUCCESS_32");
}

/* Section 16.2: an SPMC may keep what was pending over the end of a bitmap. */
SPEC(what_an_spmc_keeps_of_a_vm_does_no_harm)
{
    world("spmc 1.2 hafnium legal; sp 0x8001; start versioned\n"
          "cpu0: d1.v0 NOTIFICATION_BIND bits=0x100000000\n"
          "cpu0: sp 0x8001 set d1 bits=0x100000000\n"
          "cpu0: domain_kill d1\n"
          "cpu0: d1 = domain_create\n"
          "cpu0: d1.v0 VERSION\n"
          "cpu0: d1.v0 NOTIFICATION_GET\n"
          "at cpu0 domctl:destroy.residue#1 spmc=1\n");
}

/* Section 16.1: a VM is made while its predecessor's bitmap is ended. */
SPEC(a_bitmap_is_not_made_before_the_last_one_ended)
{
    world_at_every_point(0, 1, 1,
                         "cpus 2; start created\n"
                         "cpu0: domain_kill d1\n"
                         "cpu1: d1 = domain_create\n"
                         "cpu1: d1 = domain_create\n");
}

/* Section 16.1: many VMs, a bitmap each. */
SPEC(as_many_vms_as_there_can_be_have_bitmaps)
{
    world("start created vms=31 vcpus=8\n");
    during_all();
    expect_count(31, "created=1 vcpus=8");
    expect_count(31, "created=0");
}

static const struct spec specs[] = {
    SPEC_IS(a_vm_has_a_bitmap_for_its_vcpus),
    SPEC_IS(the_bitmap_is_there_before_the_vm),
    SPEC_IS(the_bitmap_ends_with_the_vm),
    SPEC_IS(a_domain_without_ff_a_has_no_bitmap),
    SPEC_IS(the_first_domain_has_no_bitmap),
    SPEC_IS(an_id_that_is_used_again_has_a_new_bitmap),
    SPEC_IS(a_creation_that_fails_ends_the_bitmap),
    SPEC_IS(a_vm_without_a_bitmap_is_not_made),
    SPEC_IS(a_bitmap_that_was_refused_is_not_ended),
    SPEC_IS(after_a_refusal_the_vm_can_be_made),
    SPEC_IS(a_vm_that_dies_with_something_pending_loses_its_bitmap),
    SPEC_IS(a_vm_that_dies_with_a_full_buffer_loses_its_bitmap),
    SPEC_IS(a_signal_that_races_with_the_end_does_not_keep_the_bitmap),
    SPEC_IS(an_end_that_is_refused_is_tried_again),
    SPEC_IS(a_vm_does_not_inherit_what_was_pending),
    SPEC_IS(what_an_spmc_keeps_of_a_vm_does_no_harm),
    SPEC_IS(a_bitmap_is_not_made_before_the_last_one_ended),
    SPEC_IS(as_many_vms_as_there_can_be_have_bitmaps),
};
SPEC_TOPIC(bitmap, "bitmap", specs);
