/* SPDX-License-Identifier: GPL-2.0-only */
/* FFA_ID_GET between guests and the mediator: FF-A 1.1, chapter 13. */
#include "expect.h"
#include "spec.h"
#include "world.h"

/* Chapter 13: w2 bits 15:0 are the caller's ID, the rest is zero. */
SPEC(a_vm_learns_its_own_id)
{
    world("start versioned\n"
          "cpu0: d1.v0 ID_GET\n");
    expect_replies("SUCCESS_32 x2=0x2");
}

/* Chapter 6: IDs are unique. */
SPEC(each_vm_has_another_id)
{
    world("start versioned vms=31\n"
          "cpu0: d1.v0 ID_GET\n"
          "cpu0: d2.v0 ID_GET\n"
          "cpu0: d31.v0 ID_GET\n");
    expect_replies("SUCCESS_32 x2=0x2\n"
                   "SUCCESS_32 x2=0x3\n"
                   "SUCCESS_32 x2=0x20\n");
}

/* Chapter 6: an ID is the endpoint's, whichever vCPU and CPU it is on. */
SPEC(every_vcpu_has_the_id_of_its_vm)
{
    world("cpus 2; start versioned vms=2 vcpus=2\n"
          "cpu0: d1.v0 ID_GET\n"
          "cpu1: d1.v1 ID_GET\n"
          "cpu1: d1.v0 ID_GET\n"
          "cpu0: d2.v1 ID_GET\n");
    expect_replies("SUCCESS_32 x2=0x2\n"
                   "SUCCESS_32 x2=0x2\n"
                   "SUCCESS_32 x2=0x2\n"
                   "SUCCESS_32 x2=0x3\n");
}

/* Chapter 13: at the virtual instance the hypervisor answers. */
SPEC(the_spmc_is_not_asked)
{
    world("start versioned\n"
          "cpu0: d1.v0 ID_GET\n");
    expect_secure_calls("");
}

/* SMC calling convention 1.2: the function ID is w0. */
SPEC(the_upper_half_of_x0_names_no_other_function)
{
    world("start versioned\n"
          "cpu0: d1.v0 SMC x0=0x100000084000069\n");
    expect_replies("SUCCESS_32 x2=0x2");
}

/* Registers that are no result are zero, whatever the caller had in them. */
SPEC(what_the_caller_had_in_registers_is_gone)
{
    world("start versioned\n"
          "cpu0: d1.v0 SMC x0=0x84000069 x3=0x3 x4=0x4 x5=0x5 x6=0x6 x7=0x7\n");
    expect_replies("SUCCESS_32 x2=0x2");
}

/* Table of functions: a 32-bit call, for guests of either width. */
SPEC(a_guest_of_32_bits_has_an_id_too)
{
    world("start cold\n"
          "cpu0: d1 = domain_create bits32\n"
          "cpu0: d1.v0 VERSION\n"
          "cpu0: d1.v0 ID_GET\n");
    expect_replies_to("ID_GET", "SUCCESS_32 x2=0x2");
}

static const struct spec specs[] = {
    SPEC_IS(a_vm_learns_its_own_id),
    SPEC_IS(each_vm_has_another_id),
    SPEC_IS(every_vcpu_has_the_id_of_its_vm),
    SPEC_IS(the_spmc_is_not_asked),
    SPEC_IS(the_upper_half_of_x0_names_no_other_function),
    SPEC_IS(what_the_caller_had_in_registers_is_gone),
    SPEC_IS(a_guest_of_32_bits_has_an_id_too),
};
SPEC_TOPIC(id_get, "id-get", specs);
