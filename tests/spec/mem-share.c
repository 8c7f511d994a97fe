/* SPDX-License-Identifier: GPL-2.0-only */
/* FFA_MEM_SHARE by guests: FF-A 1.1, sections 10 and 16.4 of DEN0077A. */
#include "expect.h"
#include "spec.h"
#include "world.h"

#define MAPPED "start mapped\n"

/* FFA_MEM_SHARE: w2 and w3 of FFA_SUCCESS are the handle. */
SPEC(a_page_is_shared_with_an_sp)
{
    world(MAPPED "cpu0: d1.v0 MEM_SHARE page=p2\n");
    expect_replies("SUCCESS_32 x2=0x1");
    expect_log("share handle=0x1 sender=0x2 how=share sps=0x1 pages=1\n"
               "share pages handle=0x1\n");
}

/* SMC calling convention: both conventions make the same call. */
SPEC(a_page_is_shared_in_the_32_bit_convention)
{
    world(MAPPED "cpu0: d1.v0 MEM_SHARE page=p2 w32\n");
    expect_replies("SUCCESS_32 x2=0x1");
}

/* FFA_MEM_SHARE: the descriptor is laid out as the version says. */
SPEC(each_version_has_its_own_descriptor)
{
    world("start created\n"
          "cpu0: d1.v0 VERSION version=0x10000\n"
          "cpu0: d1.v0 RXTX_MAP\n"
          "cpu0: d1.v0 MEM_SHARE page=p2 layout=0x10000\n");
    expect_replies_to("MEM_SHARE_64", "SUCCESS_32 x2=0x1");
    world("start created\n"
          "cpu0: d1.v0 VERSION version=0x10001\n"
          "cpu0: d1.v0 RXTX_MAP\n"
          "cpu0: d1.v0 MEM_SHARE page=p2 layout=0x10001\n");
    expect_replies_to("MEM_SHARE_64", "SUCCESS_32 x2=0x1");
    world(MAPPED "cpu0: d1.v0 MEM_SHARE page=p2 layout=0x10002\n");
    expect_replies("SUCCESS_32 x2=0x1");
}

/* Access descriptors: 1.2 adds 16 bytes, which 1.1 does not have. */
SPEC(an_access_descriptor_of_a_later_version_is_invalid)
{
    world("start created\n"
          "cpu0: d1.v0 VERSION version=0x10001\n"
          "cpu0: d1.v0 RXTX_MAP\n"
          "cpu0: d1.v0 MEM_SHARE layout=0x10001 flaw=access_size_other\n");
    expect_replies_to("MEM_SHARE_64", "ERROR INVALID_PARAMETERS");
}

/* The memory is all ranges, in their order. */
SPEC(many_ranges_are_one_share)
{
    world(MAPPED "cpu0: d1.v0 MEM_SHARE page=p2 pages=3 ranges=5\n");
    expect_replies("SUCCESS_32 x2=0x1");
    expect_log("share handle=0x1 sender=0x2 how=share sps=0x1 pages=15");
}

/* The tag is between the endpoints. */
SPEC(a_tag_is_handed_on)
{
    world(MAPPED "cpu0: d1.v0 MEM_SHARE flaw=tag\n");
    expect_replies("SUCCESS_32 x2=0x1");
}

/* One share may have several receivers. */
SPEC(two_sps_share_one_page)
{
    world("sp 0x8001; sp 0x8002\n" MAPPED
          "cpu0: d1.v0 MEM_SHARE flaw=two_receivers\n");
    expect_replies("SUCCESS_32 x2=0x1");
    expect_log("share handle=0x1 sender=0x2 how=share sps=0x3 pages=1");
}

/* INVALID_PARAMETERS: the sender is the caller. */
SPEC(a_vm_cannot_share_for_another)
{
    world("start mapped vms=2\n"
          "cpu0: d1.v0 MEM_SHARE flaw=other_sender\n");
    expect_replies("ERROR INVALID_PARAMETERS");
    expect_secure_calls("");
}

/* Memory of a VM goes to the secure world: a VM has no part in it. */
SPEC(a_vm_is_no_receiver)
{
    world("start mapped vms=2\n"
          "cpu0: d1.v0 MEM_SHARE to=d2\n"
          "cpu0: d1.v0 MEM_SHARE to=0\n"
          "cpu0: d1.v0 MEM_SHARE to=self\n");
    expect_replies("ERROR *\n"
                   "ERROR *\n"
                   "ERROR *\n");
    expect_secure_calls("");
}

/* The sender says for whom memory is secure by sharing it, not by a bit. */
SPEC(the_non_secure_bit_is_not_the_senders)
{
    world(MAPPED "cpu0: d1.v0 MEM_SHARE flaw=non_secure\n");
    expect_replies("ERROR INVALID_PARAMETERS");
    expect_secure_calls("");
}

/* DENIED: the memory has not these attributes. */
SPEC(memory_is_shared_as_it_is)
{
    world(MAPPED "cpu0: d1.v0 MEM_SHARE flaw=attributes\n");
    expect_replies("ERROR DENIED");
    expect_secure_calls("");
}

/* What is shared keeps its content, and what is reserved is zero. */
SPEC(what_must_be_zero_is_zero)
{
    world(MAPPED "cpu0: d1.v0 MEM_SHARE flags=0x1\n"
                 "cpu0: d1.v0 MEM_SHARE flaw=handle\n"
                 "cpu0: d1.v0 MEM_SHARE flaw=reserved\n"
                 "cpu0: d1.v0 MEM_SHARE flaw=executable\n");
    expect_replies("ERROR INVALID_PARAMETERS\n"
                   "ERROR INVALID_PARAMETERS\n"
                   "ERROR INVALID_PARAMETERS\n"
                   "ERROR INVALID_PARAMETERS\n");
    expect_secure_calls("");
}

/* INVALID_PARAMETERS: a descriptor that is not one. */
SPEC(a_list_of_receivers_that_is_none_is_invalid)
{
    static const char *const flaws[] = {
        "no_receiver",     "same_receivers", "many_receivers", "access_size_0",
        "access_size_odd", "access_at_0",    "access_at_end",  "access_beyond",
    };

    for ( unsigned int i = 0; i < sizeof(flaws) / sizeof(flaws[0]); i++ )
    {
        world("sp 0x8001; sp 0x8002\n" MAPPED "cpu0: d1.v0 MEM_SHARE flaw=%s\n",
              flaws[i]);
        expect_replies("ERROR INVALID_PARAMETERS");
        expect_secure_calls("");
    }
}

/* INVALID_PARAMETERS: the region is where it can be, and adds up. */
SPEC(a_region_that_is_none_is_invalid)
{
    static const char *const flaws[] = {
        "region_at_0",  "region_in_list", "region_odd",  "region_at_end",
        "region_wraps", "total_0",        "total_more",  "total_less",
        "ranges_0",     "ranges_more",    "ranges_wrap",
    };

    for ( unsigned int i = 0; i < sizeof(flaws) / sizeof(flaws[0]); i++ )
    {
        world(MAPPED "cpu0: d1.v0 MEM_SHARE pages=2 ranges=3 flaw=%s\n",
              flaws[i]);
        expect_replies("ERROR INVALID_PARAMETERS");
        expect_secure_calls("");
    }
}

/* INVALID_PARAMETERS: a range is whole pages, within the address space. */
SPEC(a_range_that_is_none_is_invalid)
{
    static const char *const flaws[] = {
        "range_empty",
        "range_huge",
        "unaligned",
        "address_wraps",
    };

    for ( unsigned int i = 0; i < sizeof(flaws) / sizeof(flaws[0]); i++ )
    {
        world(MAPPED "cpu0: d1.v0 MEM_SHARE ranges=2 flaw=%s\n", flaws[i]);
        expect_replies("ERROR INVALID_PARAMETERS");
        expect_secure_calls("");
    }
}

/* NO_MEMORY: what is asked for is too much. */
SPEC(a_share_has_a_greatest_size)
{
    world(MAPPED "cpu0: d1.v0 MEM_SHARE flaw=total_huge\n"
                 "cpu0: d1.v0 MEM_SHARE page=p8 pages=128 ranges=2\n"
                 "cpu0: d1.v0 MEM_RECLAIM\n"
                 "cpu0: d1.v0 MEM_SHARE page=p8 pages=129 ranges=2\n");
    expect_replies("ERROR NO_MEMORY\n"
                   "SUCCESS_32 x2=0x1\n"
                   "SUCCESS_32\n"
                   "ERROR NO_MEMORY\n");
}

/* A page is in one share at a time. */
SPEC(a_page_that_is_shared_is_denied)
{
    world(MAPPED "cpu0: d1.v0 MEM_SHARE page=p2 pages=4\n"
                 "cpu0: d1.v0 MEM_SHARE page=p5\n"
                 "cpu0: d1.v0 MEM_SHARE page=p6\n"
                 "cpu0: d1.v0 MEM_RECLAIM\n"
                 "cpu0: d1.v0 MEM_SHARE page=p5\n");
    expect_replies("SUCCESS_32 x2=0x1\n"
                   "ERROR DENIED\n"
                   "SUCCESS_32 x2=0x2\n"
                   "SUCCESS_32\n"
                   "SUCCESS_32 x2=0x3\n");
}

/* INVALID_PARAMETERS: and once in it. */
SPEC(ranges_do_not_overlap)
{
    world(MAPPED "cpu0: d1.v0 MEM_SHARE ranges=2 flaw=overlap\n"
                 "cpu0: d1.v0 MEM_SHARE ranges=2\n");
    expect_replies("ERROR INVALID_PARAMETERS\n"
                   "SUCCESS_32 x2=0x1\n");
}

/* DENIED: a VM shares its own memory, that it may write to. */
SPEC(what_is_not_the_vms_own_memory_is_not_shared)
{
    world("start mapped vms=2\n"
          "cpu0: d1.v0 map_foreign page=p20 of=d2 source=p2\n"
          "cpu0: d1.v0 map_grant page=p21 of=d2 source=p3\n"
          "cpu0: d1.v0 MEM_SHARE page=p20\n"
          "cpu0: d1.v0 MEM_SHARE page=p21\n"
          "cpu0: d1.v0 MEM_SHARE page=p287\n"
          "cpu0: d1.v0 MEM_SHARE page=0x9000000\n"
          "cpu0: d1.v0 MEM_SHARE page=0x90000000\n");
    expect_replies("ERROR *\n"
                   "ERROR *\n"
                   "ERROR DENIED\n"
                   "ERROR *\n"
                   "ERROR *\n");
    expect_secure_calls("");
}

/* Fragments and other buffers than TX are for callers that FEATURES told so. */
SPEC(a_descriptor_is_in_tx_and_whole)
{
    world(MAPPED "cpu0: d1.v0 MEM_SHARE flaw=buffer\n"
                 "cpu0: d1.v0 MEM_SHARE flaw=fragment_more\n"
                 "cpu0: d1.v0 MEM_SHARE flaw=fragment\n"
                 "cpu0: d1.v0 MEM_SHARE flaw=fragment_0\n"
                 "cpu0: d1.v0 MEM_SHARE flaw=length_huge\n");
    expect_replies("ERROR *\n"
                   "ERROR INVALID_PARAMETERS\n"
                   "ERROR *\n"
                   "ERROR *\n"
                   "ERROR *\n");
    expect_secure_calls("");
}

/* The descriptor is in TX. */
SPEC(without_buffers_nothing_is_shared)
{
    world("start versioned\n"
          "cpu0: d1.v0 MEM_SHARE\n");
    expect_replies("ERROR *");
    expect_secure_calls("");
}

/* What the SPMC refuses is the VM's, as before. */
SPEC(what_the_spmc_refuses_is_not_shared)
{
    world(MAPPED "cpu0: spmc_refuse nth=1 code=NO_MEMORY\n"
                 "cpu0: d1.v0 MEM_SHARE\n"
                 "cpu0: d1.v0 MEM_SHARE\n");
    expect_replies("ERROR NO_MEMORY\n"
                   "SUCCESS_32 x2=0x1\n");
}

/* The pages of a VM that is gone come back before anybody else has them. */
SPEC(what_a_dead_vm_has_shared_is_reclaimed)
{
    world("start sharing\n"
          "cpu0: domain_kill d1\n");
    expect_secure_calls_named("MEM_RECLAIM", "MEM_RECLAIM x1=0x1");
}

/* A descriptor is read once: a sibling that changes it comes too late. */
SPEC(a_sibling_cannot_change_what_was_checked)
{
    world_at_every_point(
        0, 1, 1,
        "cpus 2; start mapped vcpus=2\n"
        "cpu0: d1.v0 MEM_SHARE ranges=3\n"
        "cpu1: d1.v1 write page=p0 offset=80 value=0xffffffff bytes=4\n");
    world_at_every_point(
        0, 1, 1,
        "cpus 2; start mapped vms=2 vcpus=2\n"
        "cpu0: d1.v0 MEM_SHARE ranges=3\n"
        "cpu1: d1.v1 write page=p0 offset=48 value=0x3 bytes=2\n");
}

static const struct spec specs[] = {
    SPEC_IS(a_page_is_shared_with_an_sp),
    SPEC_IS(a_page_is_shared_in_the_32_bit_convention),
    SPEC_IS(each_version_has_its_own_descriptor),
    SPEC_IS(an_access_descriptor_of_a_later_version_is_invalid),
    SPEC_IS(many_ranges_are_one_share),
    SPEC_IS(a_tag_is_handed_on),
    SPEC_IS(two_sps_share_one_page),
    SPEC_IS(a_vm_cannot_share_for_another),
    SPEC_IS(a_vm_is_no_receiver),
    SPEC_IS(the_non_secure_bit_is_not_the_senders),
    SPEC_IS(memory_is_shared_as_it_is),
    SPEC_IS(what_must_be_zero_is_zero),
    SPEC_IS(a_list_of_receivers_that_is_none_is_invalid),
    SPEC_IS(a_region_that_is_none_is_invalid),
    SPEC_IS(a_range_that_is_none_is_invalid),
    SPEC_IS(a_share_has_a_greatest_size),
    SPEC_IS(a_page_that_is_shared_is_denied),
    SPEC_IS(ranges_do_not_overlap),
    SPEC_IS(what_is_not_the_vms_own_memory_is_not_shared),
    SPEC_IS(a_descriptor_is_in_tx_and_whole),
    SPEC_IS(without_buffers_nothing_is_shared),
    SPEC_IS(what_the_spmc_refuses_is_not_shared),
    SPEC_IS(what_a_dead_vm_has_shared_is_reclaimed),
    SPEC_IS(a_sibling_cannot_change_what_was_checked),
};
SPEC_TOPIC(mem_share, "share", specs);
