/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * VMs in the lists of partitions, and between them, as our mediator has it:
 * FF-A leaves to the hypervisor which VMs see each other.
 */
#include "expect.h"
#include "spec.h"
#include "world.h"

/* Seven entries: five and two. Domain N is endpoint N + 1. */
#define SIX_VMS "start versioned vms=6\n" ALL_TALK
#define ALL_TALK                                                               \
    "cpu0: d1.v0 ID_GET\ncpu0: d2.v0 ID_GET\ncpu0: d3.v0 ID_GET\n"             \
    "cpu0: d4.v0 ID_GET\ncpu0: d5.v0 ID_GET\ncpu0: d6.v0 ID_GET\n"

/* A VM is there when its version is settled: by its first other call. */
SPEC(a_vm_is_listed_when_it_uses_ff_a)
{
    world("start versioned vms=3\n"
          "cpu0: d1.v0 PARTITION_INFO_GET flags=0x1\n"
          "cpu0: d2.v0 ID_GET\n"
          "cpu0: d1.v0 PARTITION_INFO_GET flags=0x1\n");
    expect_replies_to("PARTITION_INFO_GET", "SUCCESS_32 x2=0x2\n"
                                            "SUCCESS_32 x2=0x3\n");
}

/* Drivers of before 1.2 would take themselves for somebody else. */
SPEC(an_older_guest_does_not_find_itself)
{
    world("start created vms=2\n"
          "cpu0: d1.v0 VERSION version=0x10001\n"
          "cpu0: d1.v0 PARTITION_INFO_GET flags=0x1\n"
          "cpu0: d2.v0 VERSION\n"
          "cpu0: d2.v0 PARTITION_INFO_GET flags=0x1\n"
          "cpu0: d1.v0 RXTX_MAP\n"
          "cpu0: d1.v0 PARTITION_INFO_GET\n");
    expect_replies_to("PARTITION_INFO_GET", "SUCCESS_32 x2=0x1\n"
                                            "SUCCESS_32 x2=0x3\n"
                                            "SUCCESS_32 x2=0x2 x3=0x18\n");
}

/* A window of five, and the rest with the tag that came with them. */
SPEC(a_long_list_comes_in_windows_of_five)
{
    world(SIX_VMS "cpu0: d1.v0 PARTITION_INFO_GET_REGS\n"
                  "cpu0: d1.v0 PARTITION_INFO_GET_REGS start=5 tag=7\n");
    expect_replies_to("PARTITION_INFO_GET_REGS",
                      "x8..x17=*\n"
                      "SUCCESS_64 x2=0x18000700040006 x3=0x30900018001 *\n"
                      "SUCCESS_64 x2=0x18000700060006 x3=0x10c00010006 "
                      "x6=0x10c00010007\n");
}

/* A VM that comes or goes between two windows moves the others. */
SPEC(a_list_that_changed_begins_again)
{
    world(SIX_VMS "cpu0: d1.v0 PARTITION_INFO_GET_REGS\n"
                  "cpu0: domain_kill d3\n"
                  "cpu0: d1.v0 PARTITION_INFO_GET_REGS start=5 tag=7\n"
                  "cpu0: d1.v0 PARTITION_INFO_GET_REGS\n"
                  "cpu0: d1.v0 PARTITION_INFO_GET_REGS start=5 tag=8\n");
    expect_replies_to("PARTITION_INFO_GET_REGS",
                      "x8..x17=*\n"
                      "SUCCESS_64 x2=0x18000700040006 *\n"
                      "ERROR RETRY\n"
                      "x8..x17=*\n"
                      "SUCCESS_64 x2=0x18000800040005 *\n"
                      "SUCCESS_64 x2=0x18000800050005 x3=0x10c00010007\n");
}

/* VMs have no UUID: who asks for one is told of SPs. */
SPEC(a_uuid_is_never_that_of_a_vm)
{
    world("start versioned vms=2\n"
          "cpu0: d2.v0 ID_GET\n"
          "cpu0: d1.v0 PARTITION_INFO_GET uuid=sp1 flags=0x1\n"
          "cpu0: d1.v0 PARTITION_INFO_GET_REGS uuid=sp1\n");
    expect_replies_to("PARTITION_INFO_GET", "SUCCESS_32 x2=0x1");
    expect_replies_to("PARTITION_INFO_GET_REGS",
                      "SUCCESS_64 x2=0x18000100000000 x3=0x30900018001");
}

/* What a VM can: bit 8 is its width, bits 2 and 3 since 1.1. */
SPEC(properties_are_those_of_the_vm)
{
    world("start cold\n"
          "cpu0: d1 = domain_create bits32\n"
          "cpu0: d1.v0 VERSION\n"
          "cpu0: d1.v0 ID_GET\n"
          "cpu0: d2 = domain_create vcpus=3\n"
          "cpu0: d2.v0 VERSION version=0x10000\n"
          "cpu0: d2.v0 ID_GET\n"
          "cpu0: d3 = domain_create\n"
          "cpu0: d3.v0 VERSION\n"
          "cpu0: d3.v0 PARTITION_INFO_GET_REGS\n"
          "cpu0: d3.v0 PARTITION_INFO_GET_REGS start=2 tag=4\n");
    expect_replies_to("PARTITION_INFO_GET_REGS",
                      "x8..x17=*\n"
                      "SUCCESS_64 x2=0x18000400030003 x3=0x30900018001 "
                      "x4=0x4b1c11e65f8a8001 x5=0x1f4c65b8e7d93a2 "
                      "x6=0xc00010002\n"
                      "SUCCESS_64 x2=0x18000400030003 x3=0x10000030003 "
                      "x6=0x10c00010004\n");
}

/* Whoever dies is not in a list any more, and the walk of one is safe. */
SPEC(a_vm_that_dies_leaves_the_list)
{
    world_at_every_point(0, 2, 1,
                         "cpus 2; start versioned vms=2\n"
                         "cpu0: d2.v0 ID_GET\n"
                         "cpu0: d1.v0 PARTITION_INFO_GET flags=0x1\n"
                         "cpu1: domain_kill d2\n");
    expect_never("bad access");
}

/* Two vCPUs settle one version, and the VM comes once. */
SPEC(a_vm_is_listed_once)
{
    world_at_every_point(0, 1, 1,
                         "cpus 2; start versioned vcpus=2\n"
                         "cpu0: d1.v0 PARTITION_INFO_GET flags=0x1\n"
                         "cpu1: d1.v1 PARTITION_INFO_GET flags=0x1\n");
    expect_never("x2=0x3");
}

/* FF-A 1.0 has no property that a VM could have. */
SPEC(to_a_guest_of_the_first_version_a_vm_has_no_properties)
{
    world("start created vms=2\n"
          "cpu0: d2.v0 VERSION\n"
          "cpu0: d2.v0 ID_GET\n"
          "cpu0: d1.v0 VERSION version=0x10000\n"
          "cpu0: d1.v0 RXTX_MAP\n"
          "cpu0: d1.v0 PARTITION_INFO_GET\n");
    expect_replies_to("PARTITION_INFO_GET", "SUCCESS_32 x2=0x2");
}

static const struct spec specs[] = {
    SPEC_IS(a_vm_is_listed_when_it_uses_ff_a),
    SPEC_IS(an_older_guest_does_not_find_itself),
    SPEC_IS(a_long_list_comes_in_windows_of_five),
    SPEC_IS(a_list_that_changed_begins_again),
    SPEC_IS(a_uuid_is_never_that_of_a_vm),
    SPEC_IS(properties_are_those_of_the_vm),
    SPEC_IS(a_vm_that_dies_leaves_the_list),
    SPEC_IS(a_vm_is_listed_once),
    SPEC_IS(to_a_guest_of_the_first_version_a_vm_has_no_properties),
};
SPEC_TOPIC(own_vms_in_lists, "VMs in lists", specs);
