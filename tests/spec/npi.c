/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The notification pending interrupt: how a VM learns that it has something.
 * FF-A 1.1, chapter 10.
 */
#include "expect.h"
#include "spec.h"
#include "world.h"

#define SIGNAL "cpu0: sp 0x8001 set d1 bits=0x1\n"
#define GET    "cpu0: d1.v0 NOTIFICATION_GET\n"

/* Chapter 10: it follows the signal. */
SPEC(a_vm_with_a_notification_is_interrupted)
{
    world("start bound\n" SIGNAL);
    expect_npis("d1.v0");
    expect_log("told endpoint=0x2\n"
               "virq domain=1 vcpu=0 intid=8 dropped=0\n");
}

/* Chapter 10: the VM takes it, and fetches. */
SPEC(the_interrupt_is_there_to_be_taken)
{
    world("start bound\n" SIGNAL "cpu0: d1.v0 irq\n" GET);
    expect_log("virq taken domain=1 vcpu=0 intid=8\n"
               "return domain=1 vcpu=0 x0=SUCCESS_32 x2=0x1\n");
}

/* Chapter 10: nobody else is. */
SPEC(a_vm_without_a_notification_is_left_alone)
{
    world("start bound vms=3\n"
          "cpu0: sp 0x8001 set d2 bits=0x1\n");
    expect_npis("d2.v0");
}

/* Chapter 10: each signal after a GET is news. */
SPEC(each_notification_interrupts)
{
    world("start bound\n" SIGNAL GET SIGNAL GET SIGNAL GET);
    expect_npis("d1.v0\n"
                "d1.v0\n"
                "d1.v0\n");
}

/* Chapter 10: any vCPU can fetch global notifications. */
SPEC(a_vcpu_that_is_offline_is_passed_over)
{
    world("start bound vcpus=3\n"
          "cpu0: d1.v0 off\n" SIGNAL);
    expect_npis("d1.v1");
}

/* Chapter 10: the same. */
SPEC(the_last_vcpu_that_is_online_is_found)
{
    world("start bound vcpus=3\n"
          "cpu0: d1.v0 off\n"
          "cpu0: d1.v1 off\n" SIGNAL);
    expect_npis("d1.v2");
}

/* Chapter 10: an interrupt waits for a vCPU that is paused. */
SPEC(a_vcpu_that_is_paused_is_interrupted_later)
{
    world("start bound\n"
          "cpu0: d1.v0 pause\n" SIGNAL "cpu0: d1.v0 unpause\n"
          "cpu0: d1.v0 irq\n");
    expect_log("virq taken domain=1 vcpu=0 intid=8");
}

/* Chapter 10: a notification waits for a vCPU to come online. */
SPEC(a_vm_that_sleeps_is_interrupted_when_it_wakes)
{
    world("start bound\n"
          "cpu0: d1.v0 off\n" SIGNAL "cpu0: d1.v0 on\n");
    during_all();
    expect_log("vcpu domain=1 vcpu=0 online=0\n"
               "set endpoint=0x2\n"
               "vcpu domain=1 vcpu=0 online=1\n"
               "virq domain=1 vcpu=0 intid=8 dropped=0\n"
               "virq taken domain=1 vcpu=0 intid=8\n"
               "return domain=1 vcpu=0 x0=SUCCESS_32 x2=0x1\n");
}

/* Chapter 10: nobody is interrupted while nobody is there. */
SPEC(a_vm_that_sleeps_is_not_interrupted)
{
    world("start bound vcpus=2\n"
          "cpu0: d1.v0 off\n"
          "cpu0: d1.v1 off\n" SIGNAL);
    expect_npis("");
}

/* Chapter 10: another vCPU than the one that slept. */
SPEC(whichever_vcpu_wakes_is_interrupted)
{
    world("start bound vcpus=2\n"
          "cpu0: d1.v0 off\n"
          "cpu0: d1.v1 off\n" SIGNAL "cpu0: d1.v1 on\n");
    during_all();
    expect_log("vcpu domain=1 vcpu=1 online=1\n"
               "virq domain=1 vcpu=1 intid=8 dropped=0\n");
}

/* Chapter 10: vCPUs that go while the interrupt is on its way. */
SPEC(a_vcpu_that_goes_offline_meanwhile_loses_nothing)
{
    world_at_every_point(
        0, 1, 1, "cpus 2; start bound vcpus=2\n" SIGNAL "cpu1: d1.v0 off\n");
}

/* Chapter 10: the only one that is online. */
SPEC(the_last_vcpu_that_goes_offline_meanwhile_loses_nothing)
{
    world_at_every_point(0, 1, 1,
                         "cpus 2; start bound\n" SIGNAL "cpu1: d1.v0 off\n"
                         "cpu1: d1.v0 on\n");
}

/* Chapter 10: and those that come. */
SPEC(a_vcpu_that_comes_online_meanwhile_loses_nothing)
{
    world_at_every_point(0, 2, 1,
                         "cpus 2; start bound\n"
                         "cpu0: d1.v0 off\n" SIGNAL "cpu1: d1.v0 on\n");
}

/* Chapter 10: what was pending when a vCPU went off is gone for it. */
SPEC(an_interrupt_that_its_vcpu_forgot_is_given_again)
{
    world("start bound\n" SIGNAL "cpu0: d1.v0 off\n"
          "cpu0: d1.v0 on\n");
    during_all();
    expect_log("vcpu domain=1 vcpu=0 online=1\n"
               "vcpu domain=1 vcpu=0 online=0\n"
               "vcpu domain=1 vcpu=0 online=1\n"
               "virq taken domain=1 vcpu=0 intid=8\n");
}

/* Chapter 10: it is told of something new while it fetches what is old, and
 * its interrupts are forgotten then. */
SPEC(an_interrupt_that_races_with_a_fetch_is_kept)
{
    world_at_every_point(
        0, 2, 1,
        "cpus 2; sp 0x8001; sp 0x8002; start bound\n" SIGNAL GET
        "cpu1: sp 0x8002 set d1 bits=0x2\n"
        "cpu0: d1.v0 off\n"
        "cpu0: d1.v0 on\n");
}

/* Chapter 10: the vCPU is on another CPU, or on its way there. */
SPEC(a_vcpu_that_moves_meanwhile_loses_nothing)
{
    world_at_every_point(0, 2, 1,
                         "cpus 2; start bound\n"
                         "cpu0: d1.v0 run\n" SIGNAL "cpu1: d1.v0 run\n");
}

/* Chapter 10: a VM that dies is not interrupted any more. */
SPEC(a_vm_that_is_gone_is_not_interrupted)
{
    world("start bound vms=2\n"
          "cpu0: sp 0x8001 set d1 bits=0x1 delay\n"
          "cpu0: domain_kill d1\n"
          "cpu0: spmc_sri\n");
    expect_npis("");
}

/* Chapter 10: several VMs, each its own. */
SPEC(every_vm_is_interrupted_on_its_own_vcpu)
{
    world("start bound vms=3 vcpus=2\n"
          "cpu0: d2.v0 off\n"
          "cpu0: sp 0x8001 set d1 bits=0x1 delay\n"
          "cpu0: sp 0x8001 set d2 bits=0x1 delay\n"
          "cpu0: sp 0x8001 set d3 bits=0x1\n");
    expect_npis("d1.v0\n"
                "d2.v1\n"
                "d3.v0\n");
}

/* Chapter 10: the framework's notifications are announced like others. */
SPEC(a_notification_of_the_framework_interrupts)
{
    world("start bound\n"
          "cpu0: spmc_rx_full d1\n");
    expect_npis("d1.v0");
}

/* Chapter 10: a VM that fetches one half only still has the other. */
SPEC(half_a_fetch_does_not_lose_the_other_half)
{
    world("start bound\n" SIGNAL "cpu0: spmc_rx_full d1\n"
          "cpu0: d1.v0 irq\n"
          "cpu0: d1.v0 NOTIFICATION_GET flags=0x1\n");
    expect_replies("SUCCESS_32 x2=0x1");
}

static const struct spec specs[] = {
    SPEC_IS(a_vm_with_a_notification_is_interrupted),
    SPEC_IS(the_interrupt_is_there_to_be_taken),
    SPEC_IS(a_vm_without_a_notification_is_left_alone),
    SPEC_IS(each_notification_interrupts),
    SPEC_IS(a_vcpu_that_is_offline_is_passed_over),
    SPEC_IS(the_last_vcpu_that_is_online_is_found),
    SPEC_IS(a_vcpu_that_is_paused_is_interrupted_later),
    SPEC_IS(a_vm_that_sleeps_is_interrupted_when_it_wakes),
    SPEC_IS(a_vm_that_sleeps_is_not_interrupted),
    SPEC_IS(whichever_vcpu_wakes_is_interrupted),
    SPEC_IS(a_vcpu_that_goes_offline_meanwhile_loses_nothing),
    SPEC_IS(the_last_vcpu_that_goes_offline_meanwhile_loses_nothing),
    SPEC_IS(a_vcpu_that_comes_online_meanwhile_loses_nothing),
    SPEC_IS(an_interrupt_that_its_vcpu_forgot_is_given_again),
    SPEC_IS(an_interrupt_that_races_with_a_fetch_is_kept),
    SPEC_IS(a_vcpu_that_moves_meanwhile_loses_nothing),
    SPEC_IS(a_vm_that_is_gone_is_not_interrupted),
    SPEC_IS(every_vm_is_interrupted_on_its_own_vcpu),
    SPEC_IS(a_notification_of_the_framework_interrupts),
    SPEC_IS(half_a_fetch_does_not_lose_the_other_half),
};
SPEC_TOPIC(npi, "npi", specs);
