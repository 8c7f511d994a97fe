/* SPDX-License-Identifier: GPL-2.0-only */
/* Domains come and go, as this mediator does it: codes, counts and orders. */
#include "expect.h"
#include "spec.h"
#include "world.h"

#define BOTH      "sp 0x8001 vm_created vm_destroyed; "
#define A_SECOND  "cpu0: advance us=1000001\n"
#define RESULT(n) "domain create domain=1 vcpus=1 ffa=1 result=" n

/* What the toolstack is told of the SPMC's reason. */
SPEC(a_refusal_of_the_spmc_is_an_error_of_the_hypervisor)
{
    static const struct
    {
        const char *code;
        const char *result;
    } rows[] = {
        {"NOT_SUPPORTED", RESULT("-19")}, {"INVALID_PARAMETERS", RESULT("-22")},
        {"NO_MEMORY", RESULT("-12")},     {"DENIED", RESULT("-5")},
        {"ABORTED", RESULT("-5")},        {"NO_DATA", RESULT("-5")},
    };

    for ( unsigned int i = 0; i < sizeof(rows) / sizeof(rows[0]); i++ )
    {
        world("cpu0: spmc_refuse nth=1 code=%s\n"
              "cpu0: d1 = domain_create\n",
              rows[i].code);
        expect_log(rows[i].result);
    }
}

/* BUSY, RETRY and INTERRUPTED may pass at once. */
SPEC(a_bitmap_that_is_put_off_is_asked_for_again)
{
    static const char *const codes[] = {"BUSY", "RETRY", "INTERRUPTED"};

    for ( unsigned int i = 0; i < 3; i++ )
    {
        world("cpu0: spmc_refuse nth=1 code=%s\n"
              "cpu0: d1 = domain_create\n",
              codes[i]);
        expect_log(RESULT("0"));
    }
}

/* An SP is asked eight times. */
SPEC(an_sp_that_puts_us_off_is_asked_eight_times)
{
    world(BOTH "start cold\n"
               "cpu0: sp 0x8001 answer RETRY times=7\n"
               "cpu0: d1 = domain_create\n");
    expect_log(RESULT("0"));
    world(BOTH "start cold\n"
               "cpu0: sp 0x8001 answer RETRY times=255\n"
               "cpu0: d1 = domain_create\n");
    expect_log(RESULT("-16"));
    expect_count(8, "vm message sp=0x8001 vm=0x2 destroyed=0");
}

/* An SPMC may drop all it has of a VM on VM_DESTROYED. */
SPEC(the_bitmap_ends_before_sps_are_told)
{
    world(BOTH "start created\n"
               "cpu0: domain_kill d1\n");
    expect_log("bitmap endpoint=0x2 created=0\n"
               "vm message sp=0x8001 vm=0x2 destroyed=1\n");
}

/* What nobody will fetch any more is fetched to be thrown away. */
SPEC(what_is_pending_at_the_end_is_thrown_away)
{
    world("start pending\n"
          "cpu0: domain_kill d1\n");
    expect_secure_calls("NOTIFICATION_BITMAP_DESTROY x1=0x2\n"
                        "NOTIFICATION_GET x1=0x2 x2=0x5\n"
                        "NOTIFICATION_UNBIND x1=0x80010002 x3=0x1\n"
                        "NOTIFICATION_BITMAP_DESTROY x1=0x2\n");
}

/* Every second, until the secure world has let go. */
SPEC(an_end_that_was_put_off_is_tried_each_second)
{
    world(BOTH "start created\n"
               "cpu0: sp 0x8001 answer RETRY times=24\n"
               "cpu0: domain_kill d1\n");
    expect_count(8, "vm message sp=0x8001 vm=0x2 destroyed=1");
    world(BOTH "start created\n"
               "cpu0: sp 0x8001 answer RETRY times=24\n"
               "cpu0: domain_kill d1\n" A_SECOND A_SECOND);
    expect_count(24, "vm message sp=0x8001 vm=0x2 destroyed=1");
    world(BOTH "start created\n"
               "cpu0: sp 0x8001 answer RETRY times=24\n"
               "cpu0: domain_kill d1\n" A_SECOND A_SECOND A_SECOND A_SECOND);
    expect_count(25, "vm message sp=0x8001 vm=0x2 destroyed=1");
}

/* The secure world could not tell the two apart. */
SPEC(an_id_is_not_used_again_before_its_end_is_told)
{
    world(BOTH "start created\n"
               "cpu0: sp 0x8001 answer RETRY times=16\n"
               "cpu0: domain_kill d1\n"
               "cpu0: d1 = domain_create\n"
               "cpu0: d1 = domain_create\n");
    expect_log(RESULT("-16") "\n" RESULT("0") "\n");
}

static const struct spec specs[] = {
    SPEC_IS(a_refusal_of_the_spmc_is_an_error_of_the_hypervisor),
    SPEC_IS(a_bitmap_that_is_put_off_is_asked_for_again),
    SPEC_IS(an_sp_that_puts_us_off_is_asked_eight_times),
    SPEC_IS(the_bitmap_ends_before_sps_are_told),
    SPEC_IS(what_is_pending_at_the_end_is_thrown_away),
    SPEC_IS(an_end_that_was_put_off_is_tried_each_second),
    SPEC_IS(an_id_is_not_used_again_before_its_end_is_told),
};
SPEC_TOPIC(own_domains, "own domains", specs);
