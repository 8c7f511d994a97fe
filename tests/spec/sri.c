/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The schedule receiver interrupt: how it is found, and who listens to it.
 * FF-A 1.1, chapter 10 and section 13.3.
 */
#include "expect.h"
#include "spec.h"
#include "world.h"

#define SIGNAL_ON(cpu) cpu ": sp 0x8001 set d1 bits=0x1\n"
#define NPI_OF_FEATURES                                                        \
    "cpu0: d1 = domain_create\n"                                               \
    "cpu0: d1.v0 VERSION\n"                                                    \
    "cpu0: d1.v0 FEATURES id=1\n"

/* Section 13.3, feature 2: the SPMC tells the interrupt's ID. */
SPEC(the_spmc_is_asked_for_the_id)
{
    world("start cold\n");
    during(PHASE_BOOT);
    expect_log("smc x0=FEATURES x1=0x2\n"
               "smc return x0=SUCCESS_32 x2=0x8\n"
               "irq handler intid=8 installed=1\n");
}

/* Chapter 10: an SGI, whichever it is. */
SPEC(another_sgi_is_listened_to)
{
    static const unsigned int sgis[] = {7, 9, 15};

    for ( unsigned int i = 0; i < sizeof(sgis) / sizeof(sgis[0]); i++ )
    {
        world("sri %u; start bound\n" SIGNAL_ON("cpu0"), sgis[i]);
        expect_npis("d1.v0");
    }
}

/* Chapter 10: a PPI. */
SPEC(a_ppi_is_listened_to)
{
    world("cpus 2; sri 20; start bound\n" SIGNAL_ON("cpu0") //
          "cpu0: d1.v0 NOTIFICATION_GET\n"                  //
          SIGNAL_ON("cpu1"));
    expect_npis("d1.v0\n"
                "d1.v0\n");
}

/* Chapter 10: an SPI, which the secure world pends for any CPU. */
SPEC(an_spi_is_listened_to)
{
    world("cpus 2; sri 64; start bound\n" SIGNAL_ON("cpu0") //
          "cpu0: d1.v0 NOTIFICATION_GET\n"                  //
          SIGNAL_ON("cpu1"));
    expect_npis("d1.v0\n"
                "d1.v0\n");
}

/* Chapter 10: the SRI is raised where the SP runs, that is anywhere. */
SPEC(every_cpu_listens)
{
    for ( unsigned int cpu = 0; cpu < 8; cpu++ )
    {
        world("cpus 8; start bound\n"
              "cpu%u: sp 0x8001 set d1 bits=0x1\n",
              cpu);
        expect_npis("d1.v0");
        expect_never("irq lost");
    }
}

/* Chapter 10: a CPU that was down is a CPU like any other. */
SPEC(a_cpu_that_comes_back_listens)
{
    world("cpus 2; start bound\n"
          "cpu0: cpu_down cpu1\n"
          "cpu0: cpu_up cpu1\n" SIGNAL_ON("cpu1"));
    expect_npis("d1.v0");
    expect_never("irq lost");
}

/* Chapter 10: the same, many times. */
SPEC(a_cpu_may_come_and_go_often)
{
    world("cpus 2; start bound\n"
          "cpu0: cpu_down cpu1\n"
          "cpu0: cpu_up cpu1\n"
          "cpu0: cpu_down cpu1\n"
          "cpu0: cpu_up cpu1\n"
          "cpu0: cpu_down cpu1\n"
          "cpu0: cpu_up cpu1\n" SIGNAL_ON("cpu1"));
    expect_npis("d1.v0");
}

/* Chapter 10: an SPI stays when a CPU goes. */
SPEC(an_spi_outlives_a_cpu)
{
    world("cpus 2; sri 64; start bound\n"
          "cpu0: cpu_down cpu1\n" SIGNAL_ON("cpu0"));
    expect_npis("d1.v0");
}

/* Chapter 10: what was announced to a CPU that goes is not forgotten. */
SPEC(an_sri_that_races_with_the_end_of_its_cpu_is_not_lost)
{
    world_at_every_point(0, 1, 1,
                         "cpus 2; start bound\n"
                         "cpu0: cpu_down cpu1\n"
                         "cpu1: sp 0x8001 set d1 bits=0x1\n");
}

/* Chapter 10: the same, where the secure world interrupts a CPU that is about
 * to stop from another one. */
SPEC(an_sri_that_a_cpu_takes_with_it_is_not_lost)
{
    unsigned int point = 0;

    while ( world_try("cpus 3; spmc 1.2 hafnium legal; start bound\n"
                      "cpu0: cpu_down cpu1\n"
                      "cpu2: sp 0x8001 set d1 bits=0x1\n"
                      "at cpu1 op 0 point %u -> cpu2\n"
                      "at cpu2 secure:sri.cpu#1 spmc=2\n",
                      point) )
        point++;
}

/* Chapter 10: nor what is announced to one that comes. */
SPEC(an_sri_that_races_with_a_cpu_that_comes_is_not_lost)
{
    world_at_every_point(0, 2, 1,
                         "cpus 2; start bound\n"
                         "cpu0: cpu_down cpu1\n"
                         "cpu0: cpu_up cpu1\n"
                         "cpu1: sp 0x8001 set d1 bits=0x1\n");
}

/* Chapter 10: an SRI says that the SPMC is worth asking, not that it has
 * something. */
SPEC(an_sri_with_nothing_behind_it_tells_nobody)
{
    world("start bound\n"
          "cpu0: spmc_sri\n");
    expect_secure_calls("NOTIFICATION_INFO_GET*");
    expect_npis("");
}

/* Chapter 10: before there is any VM, and after the last. */
SPEC(an_sri_needs_no_vm)
{
    world("start cold\n"
          "cpu0: spmc_sri\n"
          "cpu0: d1 = domain_create\n"
          "cpu0: domain_kill d1\n"
          "cpu0: spmc_sri\n");
    expect_npis("");
}

/* Section 16.5, delay flag: one SRI for several signals. */
SPEC(one_sri_stands_for_several_signals)
{
    world("start bound vms=3\n"
          "cpu0: sp 0x8001 set d1 bits=0x1 delay\n"
          "cpu0: sp 0x8001 set d2 bits=0x1 delay\n"
          "cpu0: sp 0x8001 set d3 bits=0x1\n");
    expect_count(1, "sri target=0");
    expect_npis("d1.v0\n"
                "d2.v0\n"
                "d3.v0\n");
}

/* Section 16.5, delay flag: it comes when the secure world is left. */
SPEC(a_delayed_sri_comes_with_the_next_secure_call)
{
    world("start bound vms=2\n"
          "cpu0: sp 0x8001 set d1 bits=0x1 delay\n"
          "cpu0: d2.v0 NOTIFICATION_GET\n");
    expect_npis("d1.v0\n");
}

/* Chapter 10: one signal, one interrupt each, at the same time. */
SPEC(sris_on_two_cpus_are_served)
{
    world_at_every_point(0, 1, 1,
                         "cpus 2; start bound vms=2\n"
                         "cpu0: sp 0x8001 set d1 bits=0x1\n"
                         "cpu1: sp 0x8001 set d2 bits=0x1\n");
}

/* Chapter 10: an SRI that comes while another is served is served too. */
SPEC(an_sri_within_an_sri_is_served)
{
    unsigned int point = 0;

    while ( world_try("cpus 2; sp 0x8001; sp 0x8002; start bound vms=2\n"
                      "cpu0: sp 0x8001 set d1 bits=0x1\n"
                      "cpu1: sp 0x8002 set d2 bits=0x2\n"
                      "at cpu0 op 1 point %u -> cpu1\n"
                      "at cpu1 op 1 point 0 -> cpu0\n",
                      point) )
        point++;
}

/* Section 13.3: an interrupt that is none, or is another's. What a mediator
 * makes of it is its own choice, but the hypervisor goes on. */
SPEC(an_id_that_cannot_be_listened_to_is_survived)
{
    static const unsigned int ids[] = {0, 1, 2, 1020, 1021, 1022, 1023, 65535};

    for ( unsigned int i = 0; i < sizeof(ids) / sizeof(ids[0]); i++ )
    {
        world("cpus 2; sri %u\n" NPI_OF_FEATURES, ids[i]);
        expect_replies_to("VERSION", "0x1000?");
    }
}

/* Chapter 10: the line is a guest's already, or there is no memory for it; at
 * boot, or on a CPU that comes later. A mediator may also ask for the line in a
 * way that cannot fail. */
SPEC(a_registration_that_is_refused_is_survived)
{
    for ( unsigned int cpu = 0; cpu <= 1; cpu++ )
        world_try("faults; cpus 2; start bound\n" SIGNAL_ON("cpu0") //
                  "cpu0: cpu_down cpu1\n"
                  "cpu0: cpu_up cpu1\n" SIGNAL_ON("cpu1") //
                  "at cpu%u boot:request_irq#1 fault=1\n",
                  cpu);
}

/* Section 13.3: a guest is not offered what cannot work. */
SPEC(without_an_sri_there_are_no_notifications)
{
    world("sri 1023\n" NPI_OF_FEATURES "cpu0: d1.v0 FEATURES id=0x8400007f\n"
          "cpu0: d1.v0 NOTIFICATION_BIND\n");
    expect_replies_to("FEATURES", "ERROR NOT_SUPPORTED\n"
                                  "ERROR NOT_SUPPORTED\n");
    expect_replies_to("NOTIFICATION_BIND", "ERROR NOT_SUPPORTED\n");
}

/* Section 16.1: and no bitmap is made for nothing. */
SPEC(without_an_sri_there_are_no_bitmaps)
{
    world("sri 1023\n" NPI_OF_FEATURES);
    expect_secure_calls_named("NOTIFICATION_BITMAP_CREATE", "");
}

#define BOOT_LIES 40u /* at least as many as there are for any call        */

/* Whatever a hostile SPMC answers while the hypervisor boots. */
SPEC(a_hostile_answer_at_boot_is_survived)
{
    for ( unsigned int lie = 1; lie <= BOOT_LIES; lie++ )
    {
        unsigned int call = 1;

        while ( world_try("spmc 1.2 hafnium hostile; cpus 2\n" NPI_OF_FEATURES
                          "cpu0: d1.v0 NOTIFICATION_BIND\n"
                          "cpu0: sp 0x8001 set d1 bits=0x1\n"
                          "at cpu0 boot:hostile.reply#%u spmc=%u\n",
                          call, lie) )
            call++;
    }
}

static const struct spec specs[] = {
    SPEC_IS(the_spmc_is_asked_for_the_id),
    SPEC_IS(another_sgi_is_listened_to),
    SPEC_IS(a_ppi_is_listened_to),
    SPEC_IS(an_spi_is_listened_to),
    SPEC_IS(every_cpu_listens),
    SPEC_IS(a_cpu_that_comes_back_listens),
    SPEC_IS(a_cpu_may_come_and_go_often),
    SPEC_IS(an_spi_outlives_a_cpu),
    SPEC_IS(an_sri_that_races_with_the_end_of_its_cpu_is_not_lost),
    SPEC_IS(an_sri_that_a_cpu_takes_with_it_is_not_lost),
    SPEC_IS(an_sri_that_races_with_a_cpu_that_comes_is_not_lost),
    SPEC_IS(an_sri_with_nothing_behind_it_tells_nobody),
    SPEC_IS(an_sri_needs_no_vm),
    SPEC_IS(one_sri_stands_for_several_signals),
    SPEC_IS(a_delayed_sri_comes_with_the_next_secure_call),
    SPEC_IS(sris_on_two_cpus_are_served),
    SPEC_IS(an_sri_within_an_sri_is_served),
    SPEC_IS(an_id_that_cannot_be_listened_to_is_survived),
    SPEC_IS(a_registration_that_is_refused_is_survived),
    SPEC_IS(without_an_sri_there_are_no_notifications),
    SPEC_IS(without_an_sri_there_are_no_bitmaps),
    SPEC_IS(a_hostile_answer_at_boot_is_survived),
};
SPEC_TOPIC(sri, "sri", specs);
