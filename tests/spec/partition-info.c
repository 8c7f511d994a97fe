/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * How the mediator learns which SPs there are: FF-A 1.1, sections 13.5 to 13.8,
 * at the physical instance. What it does with it is in vm-messages.c.
 */
#include "expect.h"
#include "spec.h"
#include "world.h"

#define BOTH(sp) "sp " sp " vm_created vm_destroyed; "
#define FOUR     BOTH("0x8001") BOTH("0x8002") BOTH("0x8003") BOTH("0x8004")

static void expect_all_four_told(void)
{
    expect_log("vm message sp=0x8001 vm=0x2 destroyed=0 status=0\n"
               "vm message sp=0x8002 vm=0x2 destroyed=0 status=0\n"
               "vm message sp=0x8003 vm=0x2 destroyed=0 status=0\n"
               "vm message sp=0x8004 vm=0x2 destroyed=0 status=0\n");
}

/* Section 13.8: descriptors come in the caller's RX buffer. */
SPEC(the_buffers_are_there_before_they_are_needed)
{
    world("start cold\n");
    during(PHASE_BOOT);
    expect_log("smc x0=RXTX_MAP\n"
               "smc return x0=SUCCESS_32\n"
               "smc x0=PARTITION_INFO_GET\n"
               "smc return x0=SUCCESS_32 x2=0x1 x3=0x18\n");
}

/* Section 13.8: the nil UUID stands for every partition. */
SPEC(all_partitions_are_asked_for)
{
    world("start cold\n");
    during(PHASE_BOOT);
    expect_secure_calls_named("PARTITION_INFO_GET", "PARTITION_INFO_GET");
}

/* Section 13.5: the RX buffer is the SPMC's again. */
SPEC(the_buffer_is_given_back)
{
    world("start cold\n");
    during(PHASE_BOOT);
    expect_log("smc x0=PARTITION_INFO_GET\n"
               "smc x0=RX_RELEASE\n"
               "smc return x0=SUCCESS_32\n");
}

/* Section 13.8: each partition has its own properties. */
SPEC(every_descriptor_is_read)
{
    world(FOUR "start cold\n"
               "cpu0: d1 = domain_create\n");
    expect_all_four_told();
}

/* Section 13.8: w3 is the size of a descriptor, and later versions have longer
 * ones. */
SPEC(descriptors_may_be_longer_than_is_known)
{
    world("spmc 1.3 hafnium; " FOUR "start cold\n"
          "cpu0: d1 = domain_create\n");
    expect_all_four_told();
    during(PHASE_BOOT);
    expect_log("smc return x0=SUCCESS_32 x2=0x4 x3=0x30");
}

/* Section 13.8: the same with an SPMC of our own version. */
SPEC(descriptors_may_be_longer_in_any_version)
{
    world("spmc 1.2 hafnium-1.2 legal; " FOUR "start cold\n"
          "cpu0: d1 = domain_create\n"
          "at cpu0 boot:partition.size#1 spmc=1\n");
    expect_all_four_told();
}

/* Section 13.8, INVALID_PARAMETERS: there is no partition at all. */
SPEC(there_may_be_no_partition)
{
    world("sp none; start cold\n"
          "cpu0: d1 = domain_create\n"
          "cpu0: d1.v0 VERSION\n"
          "cpu0: d1.v0 ID_GET\n");
    expect_replies("0x1000?\n"
                   "SUCCESS_32 x2=0x2\n");
}

/* Section 11.2: registers that are no result have any value. */
SPEC(undefined_registers_are_not_read)
{
    for ( unsigned int how = 1; how <= 3; how++ )
    {
        unsigned int call = 1;

        while ( world_try("spmc 1.2 hafnium legal; " FOUR "start cold\n"
                          "cpu0: d1 = domain_create\n"
                          "at cpu0 boot:undefined.registers#%u spmc=%u\n",
                          call, how) )
        {
            expect_all_four_told();
            call++;
        }
    }
}

static const struct spec specs[] = {
    SPEC_IS(the_buffers_are_there_before_they_are_needed),
    SPEC_IS(all_partitions_are_asked_for),
    SPEC_IS(the_buffer_is_given_back),
    SPEC_IS(every_descriptor_is_read),
    SPEC_IS(descriptors_may_be_longer_than_is_known),
    SPEC_IS(descriptors_may_be_longer_in_any_version),
    SPEC_IS(there_may_be_no_partition),
    SPEC_IS(undefined_registers_are_not_read),
};
SPEC_TOPIC(partition_info, "partition-info", specs);
