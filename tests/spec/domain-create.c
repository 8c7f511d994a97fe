/* SPDX-License-Identifier: GPL-2.0-only */
/* Domains become endpoints, or do not: FF-A 1.1, chapters 6, 16 and 18. */
#include "expect.h"
#include "spec.h"
#include "world.h"

#define WORKS                                                                  \
    "cpu0: d1 = domain_create\n"                                               \
    "cpu0: d1.v0 VERSION\n"                                                    \
    "cpu0: d1.v0 ID_GET\n"

/* Chapter 6: a domain that asks for FF-A is an endpoint. */
SPEC(a_domain_with_ff_a_is_an_endpoint)
{
    world(WORKS);
    expect_log("domain create domain=1 vcpus=1 ffa=1 result=0");
    expect_replies("0x1000?\n"
                   "SUCCESS_32 x2=0x2\n");
}

/* Chapter 6: one that does not is none. */
SPEC(a_domain_without_ff_a_is_none)
{
    world("cpu0: d1 = domain_create no_ffa\n"
          "cpu0: d1.v0 VERSION\n"
          "cpu0: d1.v0 ID_GET\n");
    expect_replies("0xffffffffffffffff*\n"
                   "0xffffffffffffffff*\n");
}

/* Chapter 6: of any number of vCPUs. */
SPEC(a_domain_has_as_many_vcpus_as_it_likes)
{
    for ( unsigned int vcpus = 1; vcpus <= 8; vcpus++ )
    {
        world("cpu0: d1 = domain_create vcpus=%u\n"
              "cpu0: d1.v%u VERSION\n",
              vcpus, vcpus - 1);
        expect_replies("0x1000?");
    }
}

/* Memory of the hypervisor is short: the domain is not made, and all that it
 * had is given back. */
SPEC(a_domain_that_cannot_be_remembered_is_not_made)
{
    world("sp 0x8001 vm_created vm_destroyed\n"
          "cpu0: fail_alloc nth=1\n"
          "cpu0: d1 = domain_create\n");
    expect_log("domain create domain=1 vcpus=1 ffa=1 result=-12");
}

/* And when there is memory again, it is. */
SPEC(after_a_failure_the_domain_can_be_made)
{
    static const char *const failures[] = {
        "fail_alloc nth=1",
        "spmc_refuse nth=1 code=NO_MEMORY",
        "spmc_refuse nth=1 code=DENIED",
        "sp 0x8001 answer DENIED",
    };

    for ( unsigned int i = 0; i < 4; i++ )
    {
        world("sp 0x8001 vm_created vm_destroyed\n"
              "cpu0: %s\n"
              "cpu0: d1 = domain_create\n" WORKS,
              failures[i]);
        expect_replies("0x1000?\n"
                       "SUCCESS_32 x2=0x2\n");
    }
}

/* A step of the hypervisor fails, after the mediator's. */
SPEC(a_creation_may_fail_later)
{
    static const char *const fails[] = {"arch", "late"};

    for ( unsigned int i = 0; i < 2; i++ )
    {
        world("sp 0x8001 vm_created vm_destroyed\n"
              "cpu0: d1 = domain_create fail=%s\n" WORKS,
              fails[i]);
        expect_log("domain create domain=1 vcpus=1 ffa=1 result=-12\n"
                   "domain create domain=1 vcpus=1 ffa=1 result=0\n");
        expect_replies("0x1000?\n"
                       "SUCCESS_32 x2=0x2\n");
    }
}

/* Both go wrong: the creation, and what is to be undone for it. */
SPEC(a_creation_may_fail_twice)
{
    static const char *const fails[] = {"arch", "late"};
    static const char *const codes[] = {"DENIED", "BUSY", "INVALID_PARAMETERS"};

    for ( unsigned int i = 0; i < 2; i++ )
        for ( unsigned int j = 0; j < 3; j++ )
            world("sp 0x8001 vm_created vm_destroyed\n"
                  "cpu0: spmc_refuse nth=3 code=%s\n"
                  "cpu0: d1 = domain_create fail=%s\n"
                  "cpu0: advance us=5000000\n" WORKS,
                  codes[j], fails[i]);
}

/* Domains are made on two CPUs. */
SPEC(domains_may_be_made_side_by_side)
{
    world_at_every_point(0, 1, 1,
                         "cpus 2; sp 0x8001 vm_created vm_destroyed\n"
                         "cpu0: d1 = domain_create\n"
                         "cpu1: d2 = domain_create\n"
                         "cpu1: d2.v0 VERSION\n");
}

/* An SRI comes while a domain is made. */
SPEC(an_sri_may_be_served_while_a_domain_is_made)
{
    world_at_every_point(0, 1, 1,
                         "cpus 2; start bound\n"
                         "cpu0: d2 = domain_create\n"
                         "cpu1: sp 0x8001 set d1 bits=0x1\n"
                         "cpu1: spmc_sri\n");
}

/* Memory that was another's is handed out again. */
SPEC(a_domain_may_get_the_memory_of_its_predecessor)
{
    for ( unsigned int point = 0; point < 2; point++ )
        world("reuse; start pending\n"
              "cpu0: domain_kill d1\n" WORKS "at cpu0 op 2 point %u reuse=1\n",
              point);
}

static const struct spec specs[] = {
    SPEC_IS(a_domain_with_ff_a_is_an_endpoint),
    SPEC_IS(a_domain_without_ff_a_is_none),
    SPEC_IS(a_domain_has_as_many_vcpus_as_it_likes),
    SPEC_IS(a_domain_that_cannot_be_remembered_is_not_made),
    SPEC_IS(after_a_failure_the_domain_can_be_made),
    SPEC_IS(a_creation_may_fail_later),
    SPEC_IS(a_creation_may_fail_twice),
    SPEC_IS(domains_may_be_made_side_by_side),
    SPEC_IS(an_sri_may_be_served_while_a_domain_is_made),
    SPEC_IS(a_domain_may_get_the_memory_of_its_predecessor),
};
SPEC_TOPIC(domain_create, "domain-create", specs);
