/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the mediator does for the hypervisor itself, and for the domain that
 * schedules SPs: FF-A 1.1, chapter 10. No guest can ask for either.
 */
#include "expect.h"
#include "hypervisor-user.h"
#include "run.h"
#include "spec.h"
#include "world.h"

#define ENODEV 19
#define EBUSY  16

/* Worlds from here on have such a hypervisor; none of them is kept. */
static void with(unsigned int wants)
{
    hypervisor_user = (struct hypervisor_user){.wants = wants};
    sim_keep_worlds(false);
}

static void without(void)
{
    hypervisor_user = (struct hypervisor_user){0};
    sim_keep_worlds(true);
}

static void expect_result(int result, int wanted, const char *text)
{
    expect_that(!world_was_run() || result == wanted, text);
}

/* Section 16.1: the hypervisor is an endpoint, and needs a bitmap. */
SPEC(the_hypervisor_is_told_what_it_has)
{
    with(USER_RECEIVES | USER_BINDS);
    world("start created\n"
          "cpu0: sp 0x8001 set 0 bits=0x2\n"
          "cpu0: sp 0x8001 set 0 bits=0x1\n");
    expect_result(hypervisor_user.receive, 0, "a bitmap");
    expect_result(hypervisor_user.bind, 0, "a binding");
    expect_that(!world_was_run() || hypervisor_user.from_sps == 0x3,
                "both bits");
    expect_log("smc x0=NOTIFICATION_GET x2=0x5\n");
    without();
}

/* Section 16.4: what is not bound is not set. */
SPEC(what_the_hypervisor_unbinds_is_not_set)
{
    with(USER_RECEIVES | USER_BINDS | USER_UNBINDS);
    world("start created\n"
          "cpu0: sp 0x8001 set 0 bits=0x2\n");
    expect_result(hypervisor_user.unbind, 0, "no binding");
    expect_that(!hypervisor_user.calls, "nothing");
    without();
}

/* There is one receiver. */
SPEC(a_second_receiver_is_refused)
{
    with(USER_RECEIVES | USER_RECEIVES_AGAIN);
    world("start created\n");
    expect_result(hypervisor_user.receive_again, -EBUSY, "the first");
    without();
}

/* Without a receiver nothing is fetched. */
SPEC(without_a_receiver_nothing_is_fetched)
{
    with(0);
    world("spmc 1.2 hafnium-1.2 hostile; start bound\n"
          "cpu0: sp 0x8001 set d1 bits=0x1\n"
          "at cpu0 tasklet:hostile.reply#1 spmc=9\n");
    expect_never("smc x0=NOTIFICATION_GET x2=0x5");
    without();
}

/* Without notifications there are none for the hypervisor. */
SPEC(without_notifications_there_is_no_receiver)
{
    with(USER_RECEIVES);
    world("spmc 1.2 tfa-el3; start created\n");
    expect_result(hypervisor_user.receive, -ENODEV, "no notifications");
    without();
}

/* Section 16.1: and who was refused a bitmap may ask again. */
SPEC(a_receiver_that_was_refused_may_ask_again)
{
    with(USER_RECEIVES | USER_RECEIVES_AGAIN);
    for ( unsigned int code = 1; code <= 4; code++ )
        if ( world_try("spmc 1.2 hafnium-1.2 legal; start cold\n"
                       "at cpu0 boot:error.transient#1 spmc=%u\n",
                       code) )
            expect_that(hypervisor_user.receive <= 0, "an error");
    without();
}

/* Section 16.8: a GET that is refused has nothing for anybody. */
SPEC(a_fetch_that_is_refused_hands_on_nothing)
{
    with(USER_RECEIVES | USER_BINDS);
    world("start created\n"
          "cpu0: spmc_refuse nth=2 code=BUSY\n"
          "cpu0: sp 0x8001 set 0 bits=0x1\n");
    expect_that(!hypervisor_user.calls, "nothing");
    without();
}

#define SIGNALLED                                                              \
    "cpu0: sp 0x8001 bind d1 bits=0x1\n"                                       \
    "cpu0: d1.v0 NOTIFICATION_SET receiver=0x8001 bits=0x1\n"
#define D0_ASKS "cpu0: d0.v0 NOTIFICATION_INFO_GET_64\n"

/* No fault comes to these: when a fault is over guests serve their interrupts,
 * and d0 is none of them. */
static bool with_hardware_domain(void)
{
    if ( world_is_handed_on() )
        return false;
    with(USER_HARDWARE_DOMAIN);
    return true;
}

/* Chapter 10: the primary scheduler is told of SPs, by SRI and INFO_GET. */
SPEC(the_hardware_domain_is_told_of_sps)
{
    if ( !with_hardware_domain() )
        return;
    world("start versioned\n"
          "cpu0: d0.v0 VERSION\n"
          "cpu0: d0.v0 ID_GET\n" SIGNALLED D0_ASKS D0_ASKS);
    expect_result(hypervisor_user.hardware_domain, 0, "an endpoint");
    expect_replies_to("NOTIFICATION_INFO_GET_64",
                      "SUCCESS_64 x2=0x80 x3=0x8001\n"
                      "ERROR NO_DATA\n");
    expect_log("virq domain=0 vcpu=0 intid=9 dropped=0\n");
    without();
}

/* Chapter 10: and nobody else is. */
SPEC(other_domains_are_not_told_of_sps)
{
    if ( !with_hardware_domain() )
        return;
    world("start versioned\n"
          "cpu0: d0.v0 VERSION\n"
          "cpu0: d0.v0 ID_GET\n" SIGNALLED
          "cpu0: d1.v0 NOTIFICATION_INFO_GET_64\n" D0_ASKS);
    expect_replies_to("NOTIFICATION_INFO_GET_64",
                      "ERROR NO_DATA\n"
                      "SUCCESS_64 x2=0x80 x3=0x8001\n");
    without();
}

/* Section 16.9: an execution context of an SP may be named. */
SPEC(the_hardware_domain_is_told_of_contexts)
{
    if ( !with_hardware_domain() )
        return;
    world("spmc 1.2 hafnium-1.2 legal; start bound\n"
          "cpu0: d0.v0 VERSION\n"
          "cpu0: d0.v0 ID_GET\n"
          "cpu0: sp 0x8001 set d1 bits=0x1\n" D0_ASKS
          "cpu0: d0.v0 NOTIFICATION_INFO_GET_32\n"
          "at cpu0 tasklet:info_get.vcpus#1 spmc=1\n");
    expect_replies_to("NOTIFICATION_INFO_GET_64",
                      "SUCCESS_64 x2=0x1080 x3=0x8001");
    expect_replies_to("NOTIFICATION_INFO_GET_32", "ERROR NO_DATA");
    without();
}

static const struct spec specs[] = {
    SPEC_IS(the_hypervisor_is_told_what_it_has),
    SPEC_IS(what_the_hypervisor_unbinds_is_not_set),
    SPEC_IS(a_second_receiver_is_refused),
    SPEC_IS(without_a_receiver_nothing_is_fetched),
    SPEC_IS(without_notifications_there_is_no_receiver),
    SPEC_IS(a_receiver_that_was_refused_may_ask_again),
    SPEC_IS(a_fetch_that_is_refused_hands_on_nothing),
    SPEC_IS(the_hardware_domain_is_told_of_sps),
    SPEC_IS(other_domains_are_not_told_of_sps),
    SPEC_IS(the_hardware_domain_is_told_of_contexts),
};
SPEC_TOPIC(whitebox_hypervisor, "hypervisor", specs);
