/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * VM_CREATED and VM_DESTROYED, which tell SPs of VMs: FF-A 1.1, chapter 18,
 * and the direct messages they are sent by.
 */
#include <stdio.h>

#include "expect.h"
#include "spec.h"
#include "world.h"

#define REQUEST  "MSG_SEND_DIRECT_REQ_32"
#define BOTH(sp) "sp " sp " vm_created vm_destroyed; "
#define LIFE                                                                   \
    "cpu0: d1 = domain_create\n"                                               \
    "cpu0: domain_kill d1\n"

/* Chapter 18: w1 names the hypervisor and the SP, w2 the message, w5 the
 * VM; there is no memory region, so w3 and w4 are zero. */
SPEC(an_sp_is_told_that_a_vm_was_created)
{
    world(BOTH("0x8001") "start cold\n"
                         "cpu0: d1 = domain_create\n");
    expect_secure_calls_named(REQUEST,
                              REQUEST " x1=0x8001 x2=0x80000004 x5=0x2");
    expect_log("vm message sp=0x8001 vm=0x2 destroyed=0 status=0");
}

/* Chapter 18: the same for the end. */
SPEC(an_sp_is_told_that_a_vm_was_destroyed)
{
    world(BOTH("0x8001") "start created\n"
                         "cpu0: domain_kill d1\n");
    expect_secure_calls_named(REQUEST,
                              REQUEST " x1=0x8001 x2=0x80000006 x5=0x2");
    expect_log("vm message sp=0x8001 vm=0x2 destroyed=1 status=0");
}

/* Partition properties, bits 6 and 7: who did not ask is not told. */
SPEC(an_sp_that_did_not_ask_is_not_told)
{
    world("sp 0x8001; start cold\n" LIFE);
    expect_secure_calls_named(REQUEST, "");
}

/* Partition properties, bit 6 without bit 7. */
SPEC(an_sp_may_ask_for_beginnings_only)
{
    world("sp 0x8001 vm_created; start cold\n" LIFE);
    expect_secure_calls_named(REQUEST,
                              REQUEST " x1=0x8001 x2=0x80000004 x5=0x2");
}

/* Partition properties, bit 7 without bit 6. */
SPEC(an_sp_may_ask_for_ends_only)
{
    world("sp 0x8001 vm_destroyed; start cold\n" LIFE);
    expect_secure_calls_named(REQUEST,
                              REQUEST " x1=0x8001 x2=0x80000006 x5=0x2");
}

/* Chapter 18: every SP that asked, once each. */
SPEC(every_sp_that_asked_is_told)
{
    world(BOTH("0x8001") "sp 0x8002; " BOTH("0x8003") "start cold\n" LIFE);
    expect_count(1, "vm message sp=0x8001 vm=0x2 destroyed=0 status=0");
    expect_count(1, "vm message sp=0x8003 vm=0x2 destroyed=0 status=0");
    expect_count(1, "vm message sp=0x8001 vm=0x2 destroyed=1 status=0");
    expect_count(1, "vm message sp=0x8003 vm=0x2 destroyed=1 status=0");
    expect_never("vm message sp=0x8002");
}

/* Chapter 18: of a VM, that is of a domain that speaks FF-A. */
SPEC(no_sp_is_told_of_a_domain_without_ff_a)
{
    world(BOTH("0x8001") "start cold\n"
                         "cpu0: d1 = domain_create no_ffa\n"
                         "cpu0: domain_kill d1\n");
    expect_secure_calls("");
}

/* Chapter 18: before the VM runs. */
SPEC(an_sp_is_told_before_the_vm_is_there)
{
    world(BOTH("0x8001") "start cold\n"
                         "cpu0: d1 = domain_create\n");
    expect_log("vm message sp=0x8001 vm=0x2 destroyed=0\n"
               "domain domain=1 state=created\n");
}

/* Chapter 18: and when it does not run any more. */
SPEC(an_sp_is_told_after_the_vm_has_stopped)
{
    world(BOTH("0x8001") "start created\n"
                         "cpu0: domain_kill d1\n");
    expect_log("domain domain=1 state=dying\n"
               "vm message sp=0x8001 vm=0x2 destroyed=1\n");
}

/* Chapter 18, RETRY and INTERRUPTED: the message is sent again. */
SPEC(an_sp_that_puts_us_off_is_told_again)
{
    static const char *const codes[] = {"RETRY", "INTERRUPTED"};

    for ( unsigned int i = 0; i < 2; i++ )
    {
        world(BOTH("0x8001") "start cold\n"
                             "cpu0: sp 0x8001 answer %s times=2\n"
                             "cpu0: d1 = domain_create\n"
                             "cpu0: d1.v0 VERSION\n",
              codes[i]);
        expect_count(3, "vm message sp=0x8001 vm=0x2 destroyed=0");
        expect_replies("0x1000?");
    }
}

/* Chapter 18: any other code is the SP's last word. */
SPEC(a_vm_that_an_sp_does_not_want_is_not_made)
{
    static const char *const codes[] = {"DENIED", "INVALID_PARAMETERS",
                                        "NO_MEMORY"};

    for ( unsigned int i = 0; i < 3; i++ )
    {
        world(BOTH("0x8001") "start cold\n"
                             "cpu0: sp 0x8001 answer %s\n"
                             "cpu0: d1 = domain_create\n",
              codes[i]);
        expect_log("domain create domain=1 vcpus=1 ffa=1 result=-");
        expect_count(1, "vm message sp=0x8001 vm=0x2 destroyed=0");
    }
}

/* Chapter 18: who accepted the VM is told that it is not to be. */
SPEC(sps_that_accepted_are_told_when_another_did_not)
{
    world(BOTH("0x8001") BOTH("0x8002") "start cold\n"
                                        "cpu0: sp 0x8002 answer DENIED\n"
                                        "cpu0: d1 = domain_create\n");
    expect_log("vm message sp=0x8001 vm=0x2 destroyed=0 status=0\n"
               "vm message sp=0x8002 vm=0x2 destroyed=0 status=-6\n"
               "vm message sp=0x8001 vm=0x2 destroyed=1 status=0\n");
}

/* Chapter 18: who refused it is not. */
SPEC(an_sp_that_refused_is_not_told_of_the_end)
{
    world(BOTH("0x8001") "start cold\n"
                         "cpu0: sp 0x8001 answer DENIED\n"
                         "cpu0: d1 = domain_create\n");
    during_all();
    expect_never("vm message sp=0x8001 vm=0x2 destroyed=1");
}

/* Chapter 18: nor who was never asked. */
SPEC(an_sp_that_was_not_asked_is_not_told_of_the_end)
{
    world(BOTH("0x8001") BOTH("0x8002") "start cold\n"
                                        "cpu0: sp 0x8001 answer DENIED\n"
                                        "cpu0: d1 = domain_create\n");
    during_all();
    expect_never("vm message sp=0x8002");
}

/* Chapter 18: a VM whose creation fails later has lived for the SPs. */
SPEC(a_creation_that_fails_is_an_end_to_the_sps)
{
    static const char *const fails[] = {"arch", "late"};

    for ( unsigned int i = 0; i < 2; i++ )
    {
        world(BOTH("0x8001") "start cold\n"
                             "cpu0: d1 = domain_create fail=%s\n",
              fails[i]);
        expect_log("vm message sp=0x8001 vm=0x2 destroyed=0 status=0\n"
                   "vm message sp=0x8001 vm=0x2 destroyed=1 status=0\n");
    }
}

/* Chapter 18: an SPMC that has no bitmap for it. */
SPEC(a_vm_without_a_bitmap_is_an_end_to_the_sps)
{
    world(BOTH("0x8001") "start cold\n"
                         "cpu0: spmc_refuse nth=2 code=NO_MEMORY\n"
                         "cpu0: d1 = domain_create\n");
    expect_log("vm message sp=0x8001 vm=0x2 destroyed=0 status=0\n"
               "vm message sp=0x8001 vm=0x2 destroyed=1 status=0\n");
}

/* Chapter 18, RETRY: for ever. The toolstack gets its CPU back. */
SPEC(an_sp_that_never_makes_up_its_mind_ends_the_creation)
{
    world(BOTH("0x8001") "start cold\n"
                         "cpu0: sp 0x8001 answer RETRY times=255\n"
                         "cpu0: d1 = domain_create\n");
    expect_log("domain create domain=1 vcpus=1 ffa=1 result=-");
}

/* Chapter 18, RETRY: of the end, for a while. */
SPEC(an_end_that_an_sp_puts_off_is_told_in_the_end)
{
    for ( unsigned int times = 1; times <= 32; times *= 2 )
    {
        world(BOTH("0x8001") "start created\n"
                             "cpu0: sp 0x8001 answer RETRY times=%u\n"
                             "cpu0: domain_kill d1\n",
              times);
        during_all();
        expect_log("vm message sp=0x8001 vm=0x2 destroyed=1 status=0");
    }
}

/* Chapter 18, RETRY: a VM dies all the same. */
SPEC(an_sp_cannot_keep_a_vm_from_dying)
{
    world(BOTH("0x8001") "start created\n"
                         "cpu0: sp 0x8001 answer RETRY times=255\n"
                         "cpu0: domain_kill d1\n"
                         "cpu0: advance us=60000000\n");
    expect_log("domain domain=1 state=freed");
}

/* Chapter 18: the message names a VM by its ID alone. */
SPEC(an_end_that_was_put_off_is_not_told_of_another_vm)
{
    world("sp 0x8001 vm_destroyed; start created\n"
          "cpu0: sp 0x8001 answer RETRY times=16\n"
          "cpu0: domain_kill d1\n"
          "cpu0: d1 = domain_create\n"
          "cpu0: advance us=5000000\n"
          "cpu0: d1 = domain_create\n"
          "cpu0: d1.v0 VERSION\n");
    expect_replies("0x1000?");
}

/* Chapter 18: a code that will not pass is not asked about again. */
SPEC(an_end_that_an_sp_refuses_is_told_once)
{
    world(BOTH("0x8001") "start created\n"
                         "cpu0: sp 0x8001 answer INVALID_PARAMETERS\n"
                         "cpu0: domain_kill d1\n"
                         "cpu0: advance us=60000000\n");
    expect_count(1, "vm message sp=0x8001 vm=0x2 destroyed=1");
    expect_log("domain domain=1 state=freed");
}

/* Direct messages: INTERRUPT and YIELD give the CPU back before the SP has
 * answered. RUN gives it on. */
SPEC(an_sp_that_loses_the_cpu_is_run_on)
{
    for ( unsigned int how = 1; how <= 2; how++ )
    {
        world("spmc 1.2 hafnium legal; " BOTH(
                  "0x8001") "start cold\n"
                            "cpu0: d1 = domain_create\n"
                            "at cpu0 domctl:vm_message.preempted#1 spmc=%u\n",
              how);
        expect_secure_calls_named("RUN", "RUN x1=0x80010000");
        expect_log("vm message sp=0x8001 vm=0x2 destroyed=0 status=0\n"
                   "domain domain=1 state=created\n");
    }
}

/* Direct messages: the same for the end. */
SPEC(an_sp_that_loses_the_cpu_at_the_end_is_run_on)
{
    for ( unsigned int how = 1; how <= 2; how++ )
    {
        world("spmc 1.2 hafnium legal; " BOTH(
                  "0x8001") "start created\n"
                            "cpu0: domain_kill d1\n"
                            "at cpu0 domctl:vm_message.preempted#2 spmc=%u\n",
              how);
        expect_log("smc x0=RUN x1=0x80010000\n"
                   "vm message sp=0x8001 vm=0x2 destroyed=1 status=0\n");
    }
}

#define STATUS_WORLD                                                           \
    "spmc 1.2 hafnium legal; " BOTH("0x8001")                                  \
        BOTH("0x8002") "start cold\n" LIFE                                     \
                       "at cpu0 domctl:vm_message.status#%u spmc=%u\n"

/* Chapter 18: each status that an SP may give, to each message. */
SPEC(any_status_will_do)
{
    for ( unsigned int status = 1; status <= 3; status++ )
    {
        unsigned int place = 1;

        world(STATUS_WORLD, place, status);
        while ( world_try(STATUS_WORLD, place, status) )
            place++;
    }
}

/* Whatever an SPMC that keeps to no rule makes of the message. */
SPEC(a_hostile_reply_is_survived)
{
    for ( unsigned int lie = 1; lie <= 20; lie++ )
    {
        unsigned int place = 1;

        while ( world_try(
            "spmc 1.2 hafnium hostile; " BOTH("0x8001")
                BOTH("0x8002") "start cold\n" LIFE "cpu0: d1 = domain_create\n"
                               "at cpu0 domctl:hostile.reply#%u spmc=%u\n",
            place, lie) )
            place++;
    }
}

static const struct spec specs[] = {
    SPEC_IS(an_sp_is_told_that_a_vm_was_created),
    SPEC_IS(an_sp_is_told_that_a_vm_was_destroyed),
    SPEC_IS(an_sp_that_did_not_ask_is_not_told),
    SPEC_IS(an_sp_may_ask_for_beginnings_only),
    SPEC_IS(an_sp_may_ask_for_ends_only),
    SPEC_IS(every_sp_that_asked_is_told),
    SPEC_IS(no_sp_is_told_of_a_domain_without_ff_a),
    SPEC_IS(an_sp_is_told_before_the_vm_is_there),
    SPEC_IS(an_sp_is_told_after_the_vm_has_stopped),
    SPEC_IS(an_sp_that_puts_us_off_is_told_again),
    SPEC_IS(a_vm_that_an_sp_does_not_want_is_not_made),
    SPEC_IS(sps_that_accepted_are_told_when_another_did_not),
    SPEC_IS(an_sp_that_refused_is_not_told_of_the_end),
    SPEC_IS(an_sp_that_was_not_asked_is_not_told_of_the_end),
    SPEC_IS(a_creation_that_fails_is_an_end_to_the_sps),
    SPEC_IS(a_vm_without_a_bitmap_is_an_end_to_the_sps),
    SPEC_IS(an_sp_that_never_makes_up_its_mind_ends_the_creation),
    SPEC_IS(an_end_that_an_sp_puts_off_is_told_in_the_end),
    SPEC_IS(an_sp_cannot_keep_a_vm_from_dying),
    SPEC_IS(an_end_that_was_put_off_is_not_told_of_another_vm),
    SPEC_IS(an_end_that_an_sp_refuses_is_told_once),
    SPEC_IS(an_sp_that_loses_the_cpu_is_run_on),
    SPEC_IS(an_sp_that_loses_the_cpu_at_the_end_is_run_on),
    SPEC_IS(any_status_will_do),
    SPEC_IS(a_hostile_reply_is_survived),
};
SPEC_TOPIC(vm_messages, "vm-messages", specs);
