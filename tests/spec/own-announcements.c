/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * How this mediator goes about it: when an NPI is repeated, how often the SPMC
 * is asked, and where.
 */
#include "expect.h"
#include "spec.h"
#include "world.h"

#define SIGNAL      "cpu0: sp 0x8001 set d1 bits=0x1\n"
#define AFTER_MS(n) "cpu0: advance us=" #n "001\n"

/* After 10, 40, 160 ms and so on, and in the end every 40 s. */
SPEC(an_npi_that_nobody_follows_is_repeated)
{
    world("start bound\n" SIGNAL AFTER_MS(9));
    expect_npis("d1.v0\n");
    world("start bound\n" SIGNAL AFTER_MS(10));
    expect_npis("d1.v0\n"
                "d1.v0\n");
    world("start bound\n" SIGNAL AFTER_MS(10) AFTER_MS(40) AFTER_MS(160)
              AFTER_MS(640) AFTER_MS(2560));
    expect_count(6, "virq domain=1 vcpu=0 intid=8 dropped=0");
    world("start bound\n" SIGNAL AFTER_MS(10) AFTER_MS(40) AFTER_MS(160)
              AFTER_MS(640) AFTER_MS(2560) AFTER_MS(10240) AFTER_MS(40000)
                  AFTER_MS(40000));
    expect_count(9, "virq domain=1 vcpu=0 intid=8 dropped=0");
}

/* Both halves were asked for: the VM knows all there is. */
SPEC(a_fetch_of_both_halves_ends_it)
{
    world("start bound\n" SIGNAL "cpu0: d1.v0 NOTIFICATION_GET\n" AFTER_MS(10)
              AFTER_MS(1000));
    expect_npis("d1.v0\n");
}

/* One half was not. */
SPEC(a_fetch_of_one_half_does_not_end_it)
{
    world("start bound\n" SIGNAL
          "cpu0: d1.v0 NOTIFICATION_GET flags=0x1\n" AFTER_MS(10));
    expect_npis("d1.v0\n"
                "d1.v0\n");
}

/* One half after the other is both. */
SPEC(a_fetch_by_halves_ends_it)
{
    world("start bound\n" SIGNAL "cpu0: d1.v0 NOTIFICATION_GET flags=0x4\n"
          "cpu0: d1.v0 NOTIFICATION_GET flags=0x1\n" AFTER_MS(10));
    expect_npis("d1.v0\n");
}

/* INFO_GET says that there is something, and not what. */
SPEC(to_be_told_does_not_end_it)
{
    world("start bound\n" SIGNAL
          "cpu0: d1.v0 NOTIFICATION_INFO_GET_64\n" AFTER_MS(10));
    expect_npis("d1.v0\n"
                "d1.v0\n");
}

/* A GET that the SPMC refused was none. */
SPEC(a_fetch_that_was_refused_does_not_end_it)
{
    world("start bound\n" SIGNAL "cpu0: spmc_refuse nth=1 code=ABORTED\n"
          "cpu0: d1.v0 NOTIFICATION_GET\n" AFTER_MS(
              10) "cpu0: d1.v0 NOTIFICATION_INFO_GET_64\n");
    expect_replies("ERROR ABORTED\n"
                   "SUCCESS_64 x2=0x80 x3=0x2\n");
    expect_npis("d1.v0\n"
                "d1.v0\n");
}

/* The other half may be set: nobody has looked. */
SPEC(after_half_a_fetch_the_vm_may_be_told_again)
{
    world("start bound\n" SIGNAL "cpu0: d1.v0 NOTIFICATION_GET flags=0x1\n"
          "cpu0: d1.v0 NOTIFICATION_INFO_GET_64\n"
          "cpu0: d1.v0 NOTIFICATION_INFO_GET_64\n");
    expect_replies_to("NOTIFICATION_INFO_GET_64", "SUCCESS_64 x2=0x80 x3=0x2\n"
                                                  "ERROR NO_DATA\n");
}

/* A VM that makes a call is awake. */
SPEC(a_vm_that_slept_is_interrupted_at_its_next_call)
{
    world("start bound\n"
          "cpu0: d1.v0 off\n" SIGNAL "cpu0: d1.v0 on\n"
          "cpu0: d1.v0 ID_GET\n");
    expect_log("return domain=1 vcpu=0 x0=SUCCESS_32 x2=0x2");
    expect_npis("d1.v0\n");
}

/* And one that makes none is looked after for a while. */
SPEC(a_vm_that_slept_is_interrupted_after_a_while)
{
    world("start bound\n"
          "cpu0: d1.v0 off\n" SIGNAL AFTER_MS(10)
              AFTER_MS(40) "cpu0: d1.v0 on\n" AFTER_MS(160));
    expect_npis("d1.v0\n");
}

#define ENDLESS                                                                \
    "spmc 1.2 hafnium hostile; start bound\n" SIGNAL "%s"                      \
    "at cpu0 tasklet:hostile.reply#1 spmc=6\n"

/* MORE for ever: 16 calls, then others have the CPU, for 1 ms, 2 ms ... */
SPEC(the_spmc_is_asked_sixteen_times_on_end)
{
    world(ENDLESS, "");
    expect_log("hostile <one-list-more>");
    expect_count(16, "smc x0=NOTIFICATION_INFO_GET_64");
    world(ENDLESS, AFTER_MS(1));
    expect_count(32, "smc x0=NOTIFICATION_INFO_GET_64");
    world(ENDLESS, AFTER_MS(1) AFTER_MS(1));
    expect_count(32, "smc x0=NOTIFICATION_INFO_GET_64");
    world(ENDLESS, AFTER_MS(1) AFTER_MS(2) AFTER_MS(4));
    expect_count(64, "smc x0=NOTIFICATION_INFO_GET_64");
}

/* An error: the SPMC is asked again after 1 ms, without an interrupt. */
SPEC(after_an_error_the_spmc_is_asked_again)
{
    world("start bound\n"
          "cpu0: spmc_refuse nth=1 code=BUSY\n"
          "cpu0: sp 0x8001 set d1 bits=0x1\n" AFTER_MS(1));
    expect_npis("d1.v0\n");
}

/* Interrupt handlers are short. */
SPEC(the_spmc_is_not_asked_in_interrupt_context)
{
    world("cpus 2; start bound\n" SIGNAL "cpu1: spmc_sri\n");
    expect_log("cpu0 irq irq intid=8\n"
               "cpu0 irq irq end intid=8\n"
               "cpu0 tasklet smc x0=NOTIFICATION_INFO_GET_64\n");
    expect_never("cpu0 irq smc");
    expect_never("cpu1 irq smc");
}

/* A CPU that goes does not listen any more, and the SPMC is asked for what it
 * may have missed. */
SPEC(a_cpu_that_goes_lets_go_of_the_interrupt)
{
    world("cpus 2; start bound\n"
          "cpu0: cpu_down cpu1\n");
    expect_log("cpu1 domctl irq handler intid=8 installed=0\n"
               "smc x0=NOTIFICATION_INFO_GET_64\n");
}

/* SGIs 0 to 2 are the hypervisor's, and from 1020 on there are none. */
SPEC(an_sri_that_cannot_be_ours_is_not_listened_to)
{
    static const unsigned int ids[] = {0, 1, 2, 1020, 1023, 65535};

    for ( unsigned int i = 0; i < sizeof(ids) / sizeof(ids[0]); i++ )
    {
        world("sri %u; start versioned\n"
              "cpu0: d1.v0 FEATURES id=1\n",
              ids[i]);
        expect_replies("ERROR NOT_SUPPORTED");
        during_all();
        expect_never("installed=1");
    }
}

static const struct spec specs[] = {
    SPEC_IS(an_npi_that_nobody_follows_is_repeated),
    SPEC_IS(a_fetch_of_both_halves_ends_it),
    SPEC_IS(a_fetch_of_one_half_does_not_end_it),
    SPEC_IS(a_fetch_by_halves_ends_it),
    SPEC_IS(to_be_told_does_not_end_it),
    SPEC_IS(a_fetch_that_was_refused_does_not_end_it),
    SPEC_IS(after_half_a_fetch_the_vm_may_be_told_again),
    SPEC_IS(a_vm_that_slept_is_interrupted_at_its_next_call),
    SPEC_IS(a_vm_that_slept_is_interrupted_after_a_while),
    SPEC_IS(the_spmc_is_asked_sixteen_times_on_end),
    SPEC_IS(after_an_error_the_spmc_is_asked_again),
    SPEC_IS(the_spmc_is_not_asked_in_interrupt_context),
    SPEC_IS(a_cpu_that_goes_lets_go_of_the_interrupt),
    SPEC_IS(an_sri_that_cannot_be_ours_is_not_listened_to),
};
SPEC_TOPIC(own_announcements, "own announcements", specs);
