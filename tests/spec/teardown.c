/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * VMs die, at any time and with whatever they had: FF-A 1.1, chapters 10, 16
 * and 18. That all is given back at the end is asked of every run.
 */
#include "expect.h"
#include "spec.h"
#include "world.h"

#define BOTH    "sp 0x8001 vm_created vm_destroyed; "
#define DESTROY "NOTIFICATION_BITMAP_DESTROY"

/* Section 16.2: one bitmap, one end. */
SPEC(a_bitmap_is_ended_once)
{
    world(BOTH "start bound\n"
               "cpu0: domain_kill d1\n"
               "cpu0: advance us=10000000\n");
    during_all();
    expect_secure_calls_named(DESTROY, DESTROY " x1=0x2");
    expect_count(1, "vm message sp=0x8001 vm=0x2 destroyed=1");
}

/* A toolstack's call that is too long is made again. */
SPEC(a_death_with_interruptions_is_one_death)
{
    for ( unsigned int restarts = 1; restarts <= 8; restarts++ )
    {
        world(BOTH "start bound\n"
                   "cpu0: domain_kill d1 restarts=%u\n",
              restarts);
        expect_secure_calls_named(DESTROY, DESTROY " x1=0x2");
        expect_count(1, "vm message sp=0x8001 vm=0x2 destroyed=1");
    }
}

/* Section 16.2: after its end nobody asks for the VM. */
SPEC(nothing_is_asked_for_a_vm_that_is_gone)
{
    world("start pending\n"
          "cpu0: domain_kill d1\n"
          "cpu0: spmc_sri\n"
          "cpu0: advance us=10000000\n");
    expect_never("smc x0=NOTIFICATION_BIND");
    expect_npis("");
}

/* The last reference to a domain may go long after its death. */
SPEC(a_vm_that_somebody_holds_is_dead_all_the_same)
{
    world("start pending\n"
          "cpu0: domain_hold d1\n"
          "cpu0: domain_kill d1\n"
          "cpu0: spmc_sri\n"
          "cpu0: domain_drop d1\n");
    expect_log("bitmap endpoint=0x2 created=0\n"
               "domain domain=1 state=freed\n");
    expect_npis("");
}

/* Chapter 10: the VM dies while the hypervisor is told of it. */
SPEC(a_vm_may_die_while_an_sri_is_served)
{
    world_at_every_point(0, 1, 1,
                         "cpus 2; start bound\n"
                         "cpu0: sp 0x8001 set d1 bits=0x1\n"
                         "cpu1: domain_kill d1\n");
}

/* Chapter 10: the other way round. */
SPEC(an_sri_may_be_served_while_a_vm_dies)
{
    world_at_every_point(0, 1, 1,
                         "cpus 2; start bound\n"
                         "cpu0: domain_kill d1\n"
                         "cpu1: sp 0x8001 set d1 bits=0x1\n"
                         "cpu1: spmc_sri\n");
}

/* Chapter 10: the same, where callbacks wait for no more than they must. */
SPEC(a_vm_may_die_where_readers_alone_hold_memory)
{
    world_at_every_point(0, 1, 1,
                         "cpus 2; rcu strict; start bound\n"
                         "cpu0: sp 0x8001 set d1 bits=0x1\n"
                         "cpu1: domain_kill d1\n");
}

/* Section 16.6: the VM dies while it asks. */
SPEC(a_vm_may_die_in_a_call)
{
    world_at_every_point(0, 1, 1,
                         "cpus 2; start pending\n"
                         "cpu0: d1.v0 NOTIFICATION_GET\n"
                         "cpu1: domain_kill d1\n");
    world_at_every_point(0, 1, 1,
                         "cpus 2; start versioned\n"
                         "cpu0: d1.v0 NOTIFICATION_BIND\n"
                         "cpu1: domain_kill d1\n");
}

/* Chapter 10: another VM goes on. */
SPEC(the_death_of_one_vm_is_nothing_to_another)
{
    world_at_every_point(0, 1, 1,
                         "cpus 2; start bound vms=2\n"
                         "cpu0: domain_kill d1\n"
                         "cpu1: sp 0x8001 set d2 bits=0x1\n"
                         "cpu1: d2.v0 NOTIFICATION_GET\n");
}

/* Two VMs die on two CPUs. */
SPEC(vms_may_die_side_by_side)
{
    world_at_every_point(0, 1, 1,
                         "cpus 2; " BOTH "start pending vms=2\n"
                         "cpu0: domain_kill d1\n"
                         "cpu1: domain_kill d2\n");
}

/* Section 16.2: an ID is free for another VM as soon as its domain is. */
SPEC(an_id_is_used_again_and_again)
{
    world("start cold\n"
          "cpu0: d1 = domain_create\n"
          "cpu0: domain_kill d1\n"
          "cpu0: d1 = domain_create\n"
          "cpu0: domain_kill d1\n"
          "cpu0: d1 = domain_create\n"
          "cpu0: d1.v0 VERSION\n"
          "cpu0: d1.v0 ID_GET\n");
    expect_replies("0x1000?\n"
                   "SUCCESS_32 x2=0x2\n");
}

/* Chapter 10: a VM that was interrupted and has not looked. */
SPEC(a_vm_may_die_with_an_interrupt_pending)
{
    world("start pending vcpus=2\n"
          "cpu0: domain_kill d1\n"
          "cpu0: advance us=10000000\n");
    expect_npis("");
}

/* Chapter 10: a VM that sleeps, and is waited for. */
SPEC(a_vm_may_die_in_its_sleep)
{
    world("start bound\n"
          "cpu0: d1.v0 off\n"
          "cpu0: sp 0x8001 set d1 bits=0x1\n"
          "cpu0: domain_kill d1\n"
          "cpu0: advance us=10000000\n");
    expect_npis("");
}

/* The CPU that was to do something for a VM that died goes, too. */
SPEC(a_cpu_may_go_while_a_vm_dies)
{
    world_at_every_point(0, 1, 1,
                         "cpus 2; " BOTH "start pending\n"
                         "cpu0: domain_kill d1\n"
                         "cpu0: cpu_down cpu1\n"
                         "cpu1: spmc_sri\n");
}

/* A domain that dies before it has said a word. */
SPEC(a_vm_may_die_before_its_first_call)
{
    world(BOTH "start cold\n"
               "cpu0: d1 = domain_create off\n"
               "cpu0: domain_kill d1\n");
    expect_log("bitmap endpoint=0x2 created=0\n"
               "domain domain=1 state=freed\n");
}

static const struct spec specs[] = {
    SPEC_IS(a_bitmap_is_ended_once),
    SPEC_IS(a_death_with_interruptions_is_one_death),
    SPEC_IS(nothing_is_asked_for_a_vm_that_is_gone),
    SPEC_IS(a_vm_that_somebody_holds_is_dead_all_the_same),
    SPEC_IS(a_vm_may_die_while_an_sri_is_served),
    SPEC_IS(an_sri_may_be_served_while_a_vm_dies),
    SPEC_IS(a_vm_may_die_where_readers_alone_hold_memory),
    SPEC_IS(a_vm_may_die_in_a_call),
    SPEC_IS(the_death_of_one_vm_is_nothing_to_another),
    SPEC_IS(vms_may_die_side_by_side),
    SPEC_IS(an_id_is_used_again_and_again),
    SPEC_IS(a_vm_may_die_with_an_interrupt_pending),
    SPEC_IS(a_vm_may_die_in_its_sleep),
    SPEC_IS(a_cpu_may_go_while_a_vm_dies),
    SPEC_IS(a_vm_may_die_before_its_first_call),
};
SPEC_TOPIC(teardown, "teardown", specs);
