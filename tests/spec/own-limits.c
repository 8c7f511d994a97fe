/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * How far this mediator goes: what it has room for, how often it tries, and
 * what it does when that is not enough.
 */
#include <stdio.h>

#include "expect.h"
#include "spec.h"
#include "world.h"

#define MAPPED       "start mapped\n"
#define SECONDS(n)   "cpu0: advance us=" #n "000001\n"
#define FIVE_SECONDS SECONDS(1) SECONDS(1) SECONDS(1) SECONDS(1) SECONDS(1)

/* A VM has a request for each of its vCPUs, and no more. */
SPEC(a_vm_has_as_many_requests_as_vcpus)
{
    world("sp 0x8001; sp 0x8002; start versioned\n"
          "cpu0: sp 0x8001 direct preempted\n"
          "cpu0: d1.v0 MSG_SEND_DIRECT_REQ to=0x8001\n"
          "cpu0: d1.v0 MSG_SEND_DIRECT_REQ to=0x8002\n"
          "cpu0: d1.v0 RUN sp=0x8002\n"
          "cpu0: d1.v0 RUN sp=0x8001\n");
    expect_replies("INTERRUPT x1=0x80010000\n"
                   "ERROR BUSY\n"
                   "ERROR BUSY\n"
                   "MSG_SEND_DIRECT_RESP_64 *\n");
}

/* An SP that does not come to an end is run 8 times, 8 times. */
SPEC(a_request_of_a_dead_vm_is_given_up)
{
    world("start versioned\n"
          "cpu0: sp 0x8001 direct preempted times=100\n"
          "cpu0: d1.v0 MSG_SEND_DIRECT_REQ\n"
          "cpu0: domain_kill d1\n" SECONDS(1) SECONDS(1));
    expect_count(24, "smc x0=RUN x1=0x80010000");
    world("start versioned\n"
          "cpu0: sp 0x8001 direct preempted times=100\n"
          "cpu0: d1.v0 MSG_SEND_DIRECT_REQ\n"
          "cpu0: domain_kill d1\n" FIVE_SECONDS FIVE_SECONDS);
    expect_count(64, "smc x0=RUN x1=0x80010000");
}

/* Two VMs are gone: each is looked after in its turn, for a second each. */
SPEC(dead_vms_take_turns)
{
    world("start versioned vms=2\n"
          "cpu0: spmc_refuse nth=1 code=BUSY\n"
          "cpu0: domain_kill d1\n"
          "cpu0: spmc_refuse nth=1 code=BUSY\n"
          "cpu0: domain_kill d2\n"
          "cpu0: d2 = domain_create\n" SECONDS(1) SECONDS(1));
    expect_log("domain create domain=2 vcpus=1 ffa=1 result=0\n"
               "timer <undo_timer_fn>\n"
               "smc x0=NOTIFICATION_BITMAP_DESTROY x1=0x2\n");
}

/* A bitmap that the SPMC does not forget is given up after five times. */
SPEC(a_bitmap_that_stays_is_given_up)
{
    static const char refuse[] = "cpu0: spmc_refuse nth=1 code=ABORTED\n";

    world("start versioned\n%s"
          "cpu0: domain_kill d1\n"
          "%s" SECONDS(1) "%s" SECONDS(1) "%s" SECONDS(1) "%s" SECONDS(1)
              SECONDS(1),
          refuse, refuse, refuse, refuse, refuse);
    expect_count(5, "smc x0=NOTIFICATION_BITMAP_DESTROY x1=0x2");
}

/* A pair of buffers that the SPMC does not let go of is given up, and nobody
 * has the pages again. */
SPEC(buffers_that_stay_are_given_up)
{
    static const char refuse[] = "cpu0: spmc_refuse nth=1 code=DENIED\n";

    world("spmc 1.2 hafnium; start mapped\n"
          "cpu0: spmc_refuse nth=2 code=DENIED\n"
          "cpu0: domain_kill d1\n"
          "%s" SECONDS(1) "%s" SECONDS(1) "%s" SECONDS(1) "%s" SECONDS(1)
              SECONDS(1),
          refuse, refuse, refuse, refuse);
    expect_count(5, "smc x0=RXTX_UNMAP x1=0x20000");
}

/* A share that the SPMC does not give back, without a reason that may pass. */
SPEC(a_share_that_stays_is_given_up)
{
    bool seen = false;

    for ( unsigned int lie = 1; lie <= 32; lie++ )
    {
        if ( !world_try("spmc 1.2 hafnium-1.2 hostile; start sharing\n"
                        "cpu0: domain_kill d1\n" FIVE_SECONDS
                        "at cpu0 domctl:hostile.reply#2 spmc=%u\n",
                        lie) )
            continue;
        seen |= expect_has("hostile <reclaim-invalid-forever>");
        if ( expect_has("hostile <reclaim-invalid-forever>") )
            expect_count(5, "smc x0=MEM_RECLAIM x1=0x1");
    }
    expect_that(seen || !world_was_run(), "a share that is never given back");
}

/* 32 shares of a VM at a time. */
SPEC(a_vm_has_so_many_shares)
{
    char text[2048] = MAPPED;
    unsigned int used = sizeof(MAPPED) - 1;

    for ( unsigned int i = 0; i < 33; i++ )
        used +=
            (unsigned int)snprintf(text + used, sizeof(text) - used,
                                   "cpu0: d1.v0 MEM_SHARE page=p%u\n", 2 + i);
    world("%s", text);
    expect_that(expect_reply_is(31, "SUCCESS_32 x2=0x20"), "the last share");
    expect_that(expect_reply_is(32, "ERROR NO_MEMORY"), "one too many");
}

/* A handle that is another share's is none; the pages are lost. */
SPEC(a_handle_is_live_once)
{
    bool seen = false;

    for ( unsigned int lie = 1; lie <= 32; lie++ )
    {
        if ( !world_try("spmc 1.2 hafnium-1.2 hostile; start mapped vms=2\n"
                        "cpu0: d1.v0 MEM_SHARE page=p2\n"
                        "cpu0: d2.v0 MEM_SHARE page=p2\n"
                        "cpu0: d2.v0 MEM_RECLAIM handle=0x1\n"
                        "cpu0: d1.v0 MEM_RECLAIM handle=0x1\n"
                        "at cpu0 guest:hostile.reply#2 spmc=%u\n",
                        lie) )
            continue;
        seen |= expect_reply_is(1, "ERROR ABORTED");
    }
    expect_that(seen || !world_was_run(), "a handle that is not taken");
}

/* What is not text is a blank in the hypervisor's log. */
SPEC(the_log_gets_text)
{
    world("start versioned\n"
          "cpu0: d1.v0 SMC x0=0x8400008a x1=0x4 x2=0x41010742\n");
    expect_replies("SUCCESS_32");
}

/* 10 IDs are all that 32-bit registers hold: the rest comes next. */
SPEC(a_vm_with_more_to_be_told_asks_on)
{
    world("start versioned vcpus=8\n"
          "cpu0: d1.v0 NOTIFICATION_BIND bits=0x1 flags=0x1\n"
          "cpu0: sp 0x8001 set d1 bits=0x1 vcpu=0 per_vcpu\n"
          "cpu0: sp 0x8001 set d1 bits=0x1 vcpu=1 per_vcpu\n"
          "cpu0: sp 0x8001 set d1 bits=0x1 vcpu=2 per_vcpu\n"
          "cpu0: sp 0x8001 set d1 bits=0x1 vcpu=3 per_vcpu\n"
          "cpu0: sp 0x8001 set d1 bits=0x1 vcpu=4 per_vcpu\n"
          "cpu0: sp 0x8001 set d1 bits=0x1 vcpu=5 per_vcpu\n"
          "cpu0: sp 0x8001 set d1 bits=0x1 vcpu=6 per_vcpu\n"
          "cpu0: sp 0x8001 set d1 bits=0x1 vcpu=7 per_vcpu\n"
          "cpu0: d1.v0 NOTIFICATION_INFO_GET_32\n"
          "cpu0: d1.v0 NOTIFICATION_INFO_GET_32\n"
          "cpu0: d1.v0 NOTIFICATION_INFO_GET_32\n");
    expect_replies_to("NOTIFICATION_INFO_GET_32",
                      "SUCCESS_32 x2=0x1f181 *\n"
                      "SUCCESS_32 x2=0x1080 x3=0x70002\n"
                      "ERROR NO_DATA\n");
}

/* Each NPI is owed from its own time on. */
SPEC(an_npi_is_repeated_in_its_own_time)
{
    world("start bound vms=2\n"
          "cpu0: sp 0x8001 set d1 bits=0x1\n"
          "cpu0: advance us=9000\n"
          "cpu0: sp 0x8001 set d2 bits=0x1\n"
          "cpu0: advance us=1001\n"
          "cpu0: advance us=9001\n");
    expect_npis("d1.v0\n"
                "d2.v0\n"
                "d1.v0\n"
                "d2.v0\n");
}

/* A CPU that cannot listen to the SRI asks each second, and tries again. */
SPEC(a_cpu_that_cannot_listen_polls)
{
    world("cpus 2; faults; start bound\n"
          "cpu0: cpu_down cpu1\n"
          "cpu0: cpu_up cpu1\n"
          "cpu1: sp 0x8001 set d1 bits=0x1\n" SECONDS(1) //
          "cpu0: d1.v0 NOTIFICATION_GET\n"
          "cpu1: sp 0x8001 set d1 bits=0x1\n"
          "cpu0: cpu_down cpu1\n"
          "at cpu1 boot:request_irq#2 fault=1\n");
    expect_npis("d1.v0\n"
                "d1.v0\n");
    world("cpus 2; faults; start bound\n"
          "cpu0: cpu_down cpu1\n"
          "cpu0: cpu_up cpu1\n"
          "cpu0: cpu_down cpu1\n"
          "at cpu1 boot:request_irq#2 fault=1\n");
    expect_never("cpu1 timer");
}

/* A CPU that still cannot tries for as long as it takes. */
SPEC(a_cpu_that_still_cannot_listen_polls_on)
{
    world("cpus 2; faults; start bound\n"
          "cpu0: cpu_down cpu1\n"
          "cpu0: cpu_up cpu1\n"
          "cpu1: sp 0x8001 set d1 bits=0x1\n" SECONDS(1) SECONDS(1) //
          "at cpu1 boot:request_irq#2 fault=1\n"
          "at cpu1 timer:request_irq#1 fault=1\n");
    expect_log("timer <sri_listen_again>\n"
               "timer set <sri_listen_again>\n"
               "irq handler intid=8 installed=1\n");
}

/* No memory at boot: the hypervisor has no FF-A, and is there all the same. */
SPEC(without_memory_at_boot_there_is_no_ff_a)
{
    unsigned int point = 0;

    while ( world_try("faults; start cold\n"
                      "cpu0: d1 = domain_create\n"
                      "cpu0: d1.v0 VERSION\n"
                      "at cpu0 early 1 point %u fault=1\n",
                      point) )
        point++;
    expect_that(!world_was_run() || point > 1, "allocations at boot");
}

/* A pair is two pages of the hypervisor's, or none. */
SPEC(without_memory_no_buffers_are_mapped)
{
    world("spmc 1.2 hafnium; start versioned\n"
          "cpu0: fail_alloc nth=1\n"
          "cpu0: d1.v0 RXTX_MAP\n"
          "cpu0: d1.v0 RXTX_MAP\n");
    expect_replies("ERROR NO_MEMORY\n"
                   "SUCCESS_32\n");
}

/* An answer that says neither yes nor no: the pair is taken back. */
SPEC(a_pair_that_may_be_mapped_is_unmapped)
{
    for ( unsigned int lie = 1; lie <= 16; lie++ )
        world_try("spmc 1.2 hafnium hostile; start versioned\n"
                  "cpu0: d1.v0 RXTX_MAP\n"
                  "cpu0: d1.v0 RXTX_UNMAP\n"
                  "at cpu0 guest:hostile.reply#1 spmc=%u\n",
                  lie);
}

/* The SPMC's descriptor is of its version, not of the guest's. */
SPEC(an_older_spmc_gets_an_older_descriptor)
{
    world("spmc 1.1 hafnium; start mapped\n"
          "cpu0: d1.v0 MEM_SHARE\n");
    expect_replies("SUCCESS_32 x2=0x1");
    expect_secure_calls("MEM_SHARE_64 x1=0x60 x2=0x60");
}

/* A creation that is put off again and again is worth another try later. */
SPEC(a_creation_that_is_put_off_is_busy)
{
    world("sp 0x8001 vm_created\n"
          "cpu0: sp 0x8001 answer RETRY times=100\n"
          "cpu0: d1 = domain_create\n");
    expect_log("domain create domain=1 vcpus=1 ffa=1 result=-16");
}

/* Each of three allocations of a creation. */
SPEC(a_creation_without_memory_leaves_nothing)
{
    for ( unsigned int nth = 1; nth <= 3; nth++ )
    {
        world("cpu0: fail_alloc nth=%u\n"
              "cpu0: d1 = domain_create\n",
              nth);
        expect_log("domain create domain=1 vcpus=1 ffa=1 result=-12");
    }
}

/* Between VMs nobody is asked but the mediator. */
SPEC(what_nobody_owns_is_not_signalled)
{
    world("start versioned\n"
          "cpu0: d1.v0 NOTIFICATION_UNBIND sp=d5\n"
          "cpu0: d1.v0 NOTIFICATION_BIND sp=d5\n"
          "cpu0: d1.v0 NOTIFICATION_SET receiver=d5\n");
    expect_replies("ERROR *\n"
                   "ERROR *\n"
                   "ERROR *\n");
    expect_secure_calls("");
}

/* An SP with two UUIDs is one SP before 1.2. */
SPEC(an_sp_comes_once_to_an_old_guest)
{
    world("spmc 1.2 hafnium-1.2 legal; start created\n"
          "cpu0: d1.v0 VERSION version=0x10001\n"
          "cpu0: d1.v0 PARTITION_INFO_GET flags=0x1\n"
          "at cpu0 boot:partition.uuids#1 spmc=1\n");
    expect_replies_to("PARTITION_INFO_GET", "SUCCESS_32 x2=0x1");
}

/* RX is the guest's again when there is nothing in it, whatever the SPMC says
 * of it. */
SPEC(an_rx_that_is_not_released_is_said_so)
{
    world("spmc 1.2 hafnium; start mapped\n"
          "cpu0: spmc_refuse nth=2 code=INVALID_PARAMETERS\n"
          "cpu0: d1.v0 PARTITION_INFO_GET uuid=other\n");
    expect_replies("ERROR INVALID_PARAMETERS");
}

/* The header that the SPMC wants is longer than the guest's. */
SPEC(a_message_that_does_not_fit_any_more_is_refused)
{
    world("spmc 1.2 hafnium; start created\n"
          "cpu0: d1.v0 VERSION version=0x10001\n"
          "cpu0: d1.v0 RXTX_MAP\n"
          "cpu0: d1.v0 MSG_SEND2 to=0x8001 size=0xfec layout=0x10001\n");
    expect_replies_to("MSG_SEND2", "ERROR NO_MEMORY");
}

/* A descriptor of 1.2 is 112 bytes with one range, of 1.0 it is 80. */
SPEC(a_descriptor_that_ends_early_is_invalid)
{
    for ( unsigned int length = 0; length < 112; length += 8 )
    {
        world(MAPPED "cpu0: d1.v0 MEM_SHARE flaw=no_call\n"
                     "cpu0: d1.v0 SMC x0=0xc4000073 x1=0x%x x2=0x%x\n",
              length, length);
        expect_replies("ERROR INVALID_PARAMETERS");
    }
    for ( unsigned int length = 0; length < 80; length += 8 )
    {
        world("start created\n"
              "cpu0: d1.v0 VERSION version=0x10000\n"
              "cpu0: d1.v0 RXTX_MAP\n"
              "cpu0: d1.v0 MEM_SHARE layout=0x10000 flaw=no_call\n"
              "cpu0: d1.v0 SMC x0=0xc4000073 x1=0x%x x2=0x%x\n",
              length, length);
        expect_replies_to("MEM_SHARE_64", "ERROR INVALID_PARAMETERS");
    }
}

static const struct spec specs[] = {
    SPEC_IS(a_vm_has_as_many_requests_as_vcpus),
    SPEC_IS(a_request_of_a_dead_vm_is_given_up),
    SPEC_IS(dead_vms_take_turns),
    SPEC_IS(a_bitmap_that_stays_is_given_up),
    SPEC_IS(buffers_that_stay_are_given_up),
    SPEC_IS(a_share_that_stays_is_given_up),
    SPEC_IS(a_vm_has_so_many_shares),
    SPEC_IS(a_handle_is_live_once),
    SPEC_IS(the_log_gets_text),
    SPEC_IS(a_vm_with_more_to_be_told_asks_on),
    SPEC_IS(an_npi_is_repeated_in_its_own_time),
    SPEC_IS(a_cpu_that_cannot_listen_polls),
    SPEC_IS(a_cpu_that_still_cannot_listen_polls_on),
    SPEC_IS(without_memory_at_boot_there_is_no_ff_a),
    SPEC_IS(without_memory_no_buffers_are_mapped),
    SPEC_IS(a_pair_that_may_be_mapped_is_unmapped),
    SPEC_IS(an_older_spmc_gets_an_older_descriptor),
    SPEC_IS(a_creation_that_is_put_off_is_busy),
    SPEC_IS(a_creation_without_memory_leaves_nothing),
    SPEC_IS(what_nobody_owns_is_not_signalled),
    SPEC_IS(an_sp_comes_once_to_an_old_guest),
    SPEC_IS(an_rx_that_is_not_released_is_said_so),
    SPEC_IS(a_message_that_does_not_fit_any_more_is_refused),
    SPEC_IS(a_descriptor_that_ends_early_is_invalid),
};
SPEC_TOPIC(own_limits, "own limits", specs);
