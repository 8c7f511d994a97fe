/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Per-vCPU notifications from SPs, if the SPMC has them: FF-A 1.1, sections 10
 * and 16 of DEN0077A.
 */
#include "expect.h"
#include "spec.h"
#include "world.h"

#define HAS   "spmc 1.2 hafnium-1.2; start versioned vcpus=5\n"
#define BOUND HAS "cpu0: d1.v0 NOTIFICATION_BIND bits=0x1 flags=0x1\n"

/* Section 16.3: w2, bit 0. */
SPEC(a_notification_is_bound_to_each_vcpu)
{
    world(BOUND);
    expect_replies("SUCCESS_32");
    expect_secure_calls("NOTIFICATION_BIND x1=0x80010002 x2=0x1 x3=0x1");
    expect_log("bound endpoint=0x2 sender=0x8001 bits=0x1 per_vcpu=1");
}

/* Section 16.3: whether there are any is the SPMC's to say. */
SPEC(an_spmc_without_them_refuses_the_flag)
{
    world("spmc 1.2 hafnium; start versioned\n"
          "cpu0: d1.v0 NOTIFICATION_BIND flags=0x1\n");
    expect_replies("ERROR *");
    expect_never("bound endpoint");
}

/* Section 10.9: the NPI is that vCPU's. */
SPEC(the_npi_goes_to_the_vcpu_it_is_for)
{
    world(BOUND "cpu0: sp 0x8001 set d1 bits=0x1 vcpu=3 per_vcpu\n"
                "cpu0: d1.v0 NOTIFICATION_GET vcpu=0\n"
                "cpu0: d1.v3 NOTIFICATION_GET vcpu=3\n");
    expect_replies_to("NOTIFICATION_GET", "SUCCESS_32\n"
                                          "SUCCESS_32 x2=0x1\n");
    expect_npis("d1.v3");
}

/* Section 16.7: three vCPUs a list, and the list is repeated for more. */
SPEC(a_guest_is_told_of_its_vcpus)
{
    world(BOUND "cpu0: sp 0x8001 set d1 bits=0x1 vcpu=0 per_vcpu delay\n"
                "cpu0: sp 0x8001 set d1 bits=0x1 vcpu=1 per_vcpu delay\n"
                "cpu0: sp 0x8001 set d1 bits=0x1 vcpu=2 per_vcpu delay\n"
                "cpu0: sp 0x8001 set d1 bits=0x1 vcpu=4 per_vcpu\n"
                "cpu0: d1.v0 NOTIFICATION_INFO_GET_64\n"
                "cpu0: d1.v0 NOTIFICATION_INFO_GET_64\n");
    expect_replies_to("NOTIFICATION_INFO_GET_64",
                      "SUCCESS_64 x2=0x7100 x3=0x2000100000002 x4=0x40002\n"
                      "ERROR NO_DATA\n");
}

/* The same in 32 bits: two IDs a register. */
SPEC(a_guest_is_told_of_its_vcpus_in_32_bits)
{
    world(BOUND "cpu0: sp 0x8001 set d1 bits=0x1 vcpu=0 per_vcpu delay\n"
                "cpu0: sp 0x8001 set d1 bits=0x1 vcpu=1 per_vcpu delay\n"
                "cpu0: sp 0x8001 set d1 bits=0x1 vcpu=2 per_vcpu delay\n"
                "cpu0: sp 0x8001 set d1 bits=0x1 vcpu=4 per_vcpu\n"
                "cpu0: d1.v0 NOTIFICATION_INFO_GET_32\n");
    expect_replies_to("NOTIFICATION_INFO_GET_32",
                      "SUCCESS_32 x2=0x7100 x3=0x2 x4=0x20001 x5=0x40002");
}

/* A vCPU that is offline is told when it is back, and nobody else is for it. */
SPEC(a_vcpu_that_was_offline_is_told_when_it_is_back)
{
    world(BOUND "cpu0: d1.v3 off\n"
                "cpu0: sp 0x8001 set d1 bits=0x1 vcpu=3 per_vcpu\n"
                "cpu0: d1.v3 on\n"
                "cpu0: d1.v3 ID_GET\n"
                "cpu0: d1.v3 NOTIFICATION_GET vcpu=3\n");
    expect_replies_to("NOTIFICATION_GET", "SUCCESS_32 x2=0x1");
    expect_log("virq domain=1 vcpu=3 intid=8 dropped=0");
}

/* Section 16.5: an SP has vCPUs, too; without the flag none is named. */
SPEC(a_set_names_a_vcpu_only_with_the_flag)
{
    world(HAS "cpu0: d1.v0 NOTIFICATION_SET bits=0x1 flags=0x10000\n"
              "cpu0: d1.v0 NOTIFICATION_SET bits=0x1 flags=0x2\n");
    expect_replies("ERROR INVALID_PARAMETERS\n"
                   "ERROR INVALID_PARAMETERS\n");
    expect_secure_calls("");
}

/* A VM dies with something pending for each vCPU: the bitmap goes all the same. */
SPEC(what_each_vcpu_has_pending_goes_with_the_vm)
{
    world(BOUND "cpu0: sp 0x8001 set d1 bits=0x1 vcpu=1 per_vcpu\n"
                "cpu0: sp 0x8001 set d1 bits=0x1 vcpu=4 per_vcpu\n"
                "cpu0: domain_kill d1\n"
                "cpu0: d1 = domain_create\n");
    expect_log("bitmap endpoint=0x2 created=0\n"
               "bitmap endpoint=0x2 created=1\n");
}

static const struct spec specs[] = {
    SPEC_IS(a_notification_is_bound_to_each_vcpu),
    SPEC_IS(an_spmc_without_them_refuses_the_flag),
    SPEC_IS(the_npi_goes_to_the_vcpu_it_is_for),
    SPEC_IS(a_guest_is_told_of_its_vcpus),
    SPEC_IS(a_guest_is_told_of_its_vcpus_in_32_bits),
    SPEC_IS(a_vcpu_that_was_offline_is_told_when_it_is_back),
    SPEC_IS(a_set_names_a_vcpu_only_with_the_flag),
    SPEC_IS(what_each_vcpu_has_pending_goes_with_the_vm),
};
SPEC_TOPIC(own_notification_vcpu, "per-vCPU", specs);
