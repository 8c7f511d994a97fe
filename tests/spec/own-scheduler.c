/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The hardware domain schedules SPs: it hears which of them have notifications
 * pending, by its SRI and its own INFO_GET, so that they get cycles.
 */
#include "expect.h"
#include "spec.h"
#include "world.h"

#define D0     "d0 ffa; start versioned vms=2\n"
#define SET    "cpu0: d1.v0 NOTIFICATION_SET\n"
#define SIGNAL "cpu0: sp 0x8001 bind d1\n" SET
#define ASK    "cpu0: d0.v0 NOTIFICATION_INFO_GET_64\n"

SPEC(an_sp_that_is_signalled_makes_the_sri_due)
{
    world(D0 SIGNAL);
    expect_count(1, "virq domain=0 vcpu=0 intid=9 dropped=0");
    expect_npis("");
}

SPEC(it_is_named_once)
{
    world(D0 SIGNAL ASK ASK);
    expect_replies_to("NOTIFICATION_INFO_GET_64",
                      "SUCCESS_64 x2=0x80 x3=0x8001\n"
                      "ERROR NO_DATA\n");
}

SPEC(it_is_named_again_when_it_is_signalled_again)
{
    world(D0 SIGNAL ASK "cpu0: sp 0x8001 get\n" SET ASK);
    expect_replies_to("NOTIFICATION_INFO_GET_64",
                      "SUCCESS_64 x2=0x80 x3=0x8001\n"
                      "SUCCESS_64 x2=0x80 x3=0x8001\n");
    expect_count(2, "virq domain=0 vcpu=0 intid=9 dropped=0");
}

/* As an NPI is, while nobody asks. */
SPEC(the_sri_is_repeated)
{
    world(D0 SIGNAL "cpu0: advance us=10001\n");
    expect_count(2, "virq domain=0 vcpu=0 intid=9 dropped=0");
    world(D0 SIGNAL ASK "cpu0: advance us=10001\n");
    expect_count(1, "virq domain=0 vcpu=0 intid=9 dropped=0");
}

SPEC(other_vms_hear_of_no_sp)
{
    world(D0 SIGNAL "cpu0: d2.v0 NOTIFICATION_INFO_GET_64\n");
    expect_replies_to("NOTIFICATION_INFO_GET_64", "ERROR NO_DATA\n");
    expect_never("virq domain=2");
}

/* Two SPs, and the domain's own notification: one list each. */
SPEC(its_own_notifications_come_along)
{
    world("d0 ffa; sp 0x8001; sp 0x8002; start versioned\n"
          "cpu0: d0.v0 NOTIFICATION_BIND\n"
          "cpu0: sp 0x8002 bind d1\n" SIGNAL
          "cpu0: d1.v0 NOTIFICATION_SET 0x8002\n"
          "cpu0: sp 0x8001 set d0\n" ASK);
    expect_replies_to("NOTIFICATION_INFO_GET_64",
                      "SUCCESS_64 x2=0x180 x3=0x800180020001\n");
    expect_npis("d0.v0\n");
}

/* What is told while nobody schedules is kept: nothing is lost. */
SPEC(an_sp_is_named_whenever_its_scheduler_asks)
{
    world_at_every_point(0, 2, 1,
                         "cpus 2; " D0 "cpu0: sp 0x8001 bind d1\n" SET
                         "cpu1: d0.v1 NOTIFICATION_INFO_GET_64\n");
}

/* Calls of d0 elsewhere do not keep the toolstack waiting. */
SPEC(the_toolstack_works_while_its_domain_calls)
{
    world_at_every_point(0, 1, 1,
                         "cpus 2; " D0 "cpu0: d0.v1 NOTIFICATION_BIND\n"
                         "cpu1: domain_kill d1\n");
}

static const struct spec specs[] = {
    SPEC_IS(an_sp_that_is_signalled_makes_the_sri_due),
    SPEC_IS(it_is_named_once),
    SPEC_IS(it_is_named_again_when_it_is_signalled_again),
    SPEC_IS(the_sri_is_repeated),
    SPEC_IS(other_vms_hear_of_no_sp),
    SPEC_IS(its_own_notifications_come_along),
    SPEC_IS(an_sp_is_named_whenever_its_scheduler_asks),
    SPEC_IS(the_toolstack_works_while_its_domain_calls),
};
SPEC_TOPIC(own_scheduler, "scheduler", specs);
