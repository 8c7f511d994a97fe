/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a mediator makes of the SPMC's replies to FFA_NOTIFICATION_INFO_GET:
 * FF-A 1.1, chapters 10 and 16. The encoding of the lists, bit by bit, is
 * checked where the mediator's reader of it can be called.
 */
#include <stdio.h>
#include <string.h>

#include "expect.h"
#include "spec.h"
#include "world.h"

#define MANY 24u /* VMs: more than a reply has room for                     */
#define FULL 20u /* as many as it has room for                              */

/* Values of "hostile.reply" at an INFO_GET of 64 bits. */
#define EMPTY_MORE         5u
#define ONE_LIST_MORE      6u
#define FRESH_MORE         7u
#define SIZES_BEYOND_COUNT 8u
#define RESERVED_BITS      9u
#define ID_FIRST           11u
#define ID_LAST            21u
#define VCPU_JUST_OVER     24u
#define SRI_STORM          42u
#define HOSTILE_LIES       42u

static char everybody[1024];

/* "d1.v0\n" ... "d<NR>.v0\n" */
static const char *all_vms(unsigned int nr)
{
    everybody[0] = '\0';
    for ( unsigned int vm = 1; vm <= nr; vm++ )
        snprintf(everybody + strlen(everybody),
                 sizeof(everybody) - strlen(everybody), "d%u.v0\n", vm);
    return everybody;
}

/* Section 16.7: w1 to w7 of the call are zero. */
SPEC(the_call_has_no_arguments)
{
    world("start bound\n"
          "cpu0: spmc_sri\n");
    expect_secure_calls("NOTIFICATION_INFO_GET_??");
}

/* Section 16.7, NO_DATA: there is nothing, and nothing more to ask. */
SPEC(no_data_ends_it)
{
    world("start bound\n"
          "cpu0: spmc_sri\n"
          "cpu0: advance us=10000000\n");
    expect_secure_calls("NOTIFICATION_INFO_GET_??");
    expect_npis("");
}

/* Section 16.7: a reply has room for 20 IDs. */
SPEC(the_last_id_of_a_full_reply_counts)
{
    world("start pending vms=%u\n", FULL);
    during(PHASE_STAGE);
    expect_npis(all_vms(FULL));
}

/* Section 16.7, MORE: what had no room comes with the next call. */
SPEC(what_had_no_room_is_asked_for)
{
    world("start pending vms=%u\n", MANY);
    during(PHASE_STAGE);
    expect_npis(all_vms(MANY));
}

/* Section 16.7: lists are of endpoints, of which some are SPs. */
SPEC(an_sp_in_front_of_a_vm_is_stepped_over)
{
    world("start bound vms=2\n"
          "cpu0: sp 0x8001 set d1 bits=0x1 delay\n"
          "cpu0: d2.v0 NOTIFICATION_SET 0x8001\n");
    expect_log("told endpoint=0x8001\n"
               "told endpoint=0x2\n");
    expect_npis("d1.v0");
}

/* Chapter 10: what was fetched before it was listed is not listed. */
SPEC(a_vm_that_was_faster_is_not_told)
{
    world("start bound\n"
          "cpu0: sp 0x8001 set d1 bits=0x1 delay\n"
          "cpu0: d1.v0 NOTIFICATION_GET\n"
          "cpu0: advance us=1000\n");
    expect_npis("");
}

/* Chapter 10: a signal after the SPMC was asked is announced again. */
SPEC(a_signal_while_it_is_asked_is_not_lost)
{
    world_at_every_point(0, 1, 1,
                         "cpus 2; sp 0x8001; sp 0x8002; start bound vms=2\n"
                         "cpu0: sp 0x8001 set d1 bits=0x1\n"
                         "cpu1: sp 0x8002 set d1 bits=0x2\n"
                         "cpu1: sp 0x8001 set d2 bits=0x1\n");
}

/* Chapter 10: a GET between the list and the interrupt. */
SPEC(a_fetch_while_it_is_asked_loses_nothing)
{
    world_at_every_point(0, 1, 1,
                         "cpus 2; start bound vms=2\n"
                         "cpu0: sp 0x8001 set d1 bits=0x1\n"
                         "cpu1: d1.v0 NOTIFICATION_GET\n"
                         "cpu1: sp 0x8001 set d1 bits=0x1\n");
}

/* Chapter 10: a VM of the list dies, with others behind it. */
SPEC(a_vm_that_dies_while_it_is_listed_holds_up_nobody)
{
    world_at_every_point(0, 3, 1,
                         "cpus 2; start bound vms=3\n"
                         "cpu0: sp 0x8001 set d1 bits=0x1 delay\n"
                         "cpu0: sp 0x8001 set d2 bits=0x1 delay\n"
                         "cpu0: sp 0x8001 set d3 bits=0x1\n"
                         "cpu1: domain_kill d2\n");
}

/* Chapter 10: another takes its ID. */
SPEC(a_vm_that_is_replaced_while_it_is_listed_hears_nothing)
{
    world_at_every_point(0, 1, 1,
                         "cpus 2; start bound vms=2\n"
                         "cpu0: sp 0x8001 set d1 bits=0x1\n"
                         "cpu1: domain_kill d1\n"
                         "cpu1: d1 = domain_create\n");
}

/* Section 12.1: an error that passes. The SPMC has it still. */
SPEC(an_error_that_passes_loses_nothing)
{
    static const char *const codes[] = {"BUSY", "RETRY", "INTERRUPTED",
                                        "ABORTED", "NO_MEMORY"};

    for ( unsigned int i = 0; i < sizeof(codes) / sizeof(codes[0]); i++ )
    {
        world("start bound\n"
              "cpu0: spmc_refuse nth=1 code=%s\n"
              "cpu0: sp 0x8001 set d1 bits=0x1\n"
              "cpu0: spmc_sri\n",
              codes[i]);
        expect_npis("d1.v0");
    }
}

/* Section 12.1: the same, after the first of two replies. */
SPEC(an_error_after_more_loses_nothing)
{
    static const char *const codes[] = {"NO_DATA", "BUSY", "RETRY",
                                        "NOT_SUPPORTED", "INVALID_PARAMETERS"};

    for ( unsigned int i = 0; i < sizeof(codes) / sizeof(codes[0]); i++ )
    {
        world("start bound vms=%u\n"
              "cpu0: spmc_refuse nth=2 code=%s\n"
              "cpu0: sp 0x8001 set d1 bits=0x1 delay\n"
              "cpu0: sp 0x8001 set d2 bits=0x1 delay\n"
              "cpu0: sp 0x8001 set d3 bits=0x1 delay\n"
              "cpu0: sp 0x8001 set d4 bits=0x1 delay\n"
              "cpu0: sp 0x8001 set d5 bits=0x1 delay\n"
              "cpu0: sp 0x8001 set d6 bits=0x1 delay\n"
              "cpu0: sp 0x8001 set d7 bits=0x1 delay\n"
              "cpu0: sp 0x8001 set d8 bits=0x1 delay\n"
              "cpu0: sp 0x8001 set d9 bits=0x1 delay\n"
              "cpu0: sp 0x8001 set d10 bits=0x1 delay\n"
              "cpu0: sp 0x8001 set d11 bits=0x1 delay\n"
              "cpu0: sp 0x8001 set d12 bits=0x1 delay\n"
              "cpu0: sp 0x8001 set d13 bits=0x1 delay\n"
              "cpu0: sp 0x8001 set d14 bits=0x1 delay\n"
              "cpu0: sp 0x8001 set d15 bits=0x1 delay\n"
              "cpu0: sp 0x8001 set d16 bits=0x1 delay\n"
              "cpu0: sp 0x8001 set d17 bits=0x1 delay\n"
              "cpu0: sp 0x8001 set d18 bits=0x1 delay\n"
              "cpu0: sp 0x8001 set d19 bits=0x1 delay\n"
              "cpu0: sp 0x8001 set d20 bits=0x1 delay\n"
              "cpu0: sp 0x8001 set d21 bits=0x1 delay\n"
              "cpu0: sp 0x8001 set d22 bits=0x1 delay\n"
              "cpu0: sp 0x8001 set d23 bits=0x1 delay\n"
              "cpu0: sp 0x8001 set d24 bits=0x1\n"
              "cpu0: spmc_sri\n",
              MANY, codes[i]);
        expect_npis(all_vms(MANY));
    }
}

/*
 * Chapter 10 and section 16.7: the order of lists, how they are split, what MORE
 * says and when an item is repeated is the SPMC's to choose. Every VM hears of
 * what it has, at each place where there is a choice.
 */
#define FREE_WORLD                                                             \
    "spmc 1.2 hafnium legal; start pending vms=24\n"                           \
    "cpu0: spmc_sri\n"                                                         \
    "cpu0: d1.v0 NOTIFICATION_GET\n"                                           \
    "cpu0: sp 0x8001 set d1 bits=0x1\n"                                        \
    "at cpu0 tasklet:%s#%u spmc=%u\n"

static void try_freedom(const char *freedom, unsigned int values)
{
    for ( unsigned int value = 1; value < values; value++ )
    {
        unsigned int place = 1;

        world(FREE_WORLD, freedom, place, value);
        while ( world_try(FREE_WORLD, freedom, place, value) )
            place++;
    }
}

/* Section 16.7: lists come in any order. */
SPEC(any_order_of_lists_will_do)
{
    try_freedom("info_get.order", 4);
}

/* Section 16.7: lists are as long as the SPMC likes, and replies too. */
SPEC(any_split_of_lists_will_do)
{
    try_freedom("info_get.split", 6);
}

/* Section 16.7: MORE is a hint. */
SPEC(any_use_of_more_will_do)
{
    try_freedom("info_get.more", 4);
}

/* Section 12.1: a call may be refused. */
SPEC(any_refusal_will_do)
{
    try_freedom("error.transient", 6);
}

/* Section 11.2: what a reply does not define has any value. */
SPEC(any_value_of_undefined_registers_will_do)
{
    try_freedom("undefined.registers", 4);
    try_freedom("error.sign_extend", 2);
}

/* Chapter 10: the SRI is raised at once or later, here or there. */
SPEC(any_time_and_place_of_the_interrupt_will_do)
{
    static const char *const where[] = {"sri.defer#1 spmc=1",
                                        "sri.cpu#1 spmc=1", "sri.cpu#1 spmc=2"};

    for ( unsigned int i = 0; i < sizeof(where) / sizeof(where[0]); i++ )
    {
        world("cpus 3; spmc 1.2 hafnium legal; start bound\n"
              "cpu0: sp 0x8001 set d1 bits=0x1\n"
              "cpu0: d1.v0 ID_GET\n"
              "at cpu0 secure:%s\n",
              where[i]);
        during_all();
        expect_log("virq domain=1 vcpu=0 intid=8 dropped=0");
    }
}

#define HOSTILE_VMS                                                            \
    "cpus 2; spmc 1.2 hafnium hostile; start bound vms=3\n"                    \
    "cpu0: domain_kill d3\n"                                                   \
    "cpu0: sp 0x8001 set d1 bits=0x1\n"

/* Whatever an SPMC replies that keeps to no rule: it ends, nothing is touched
 * that is not there, and what is pending is told when the SPMC behaves. */
SPEC(a_hostile_reply_is_survived)
{
    for ( unsigned int lie = 1; lie <= HOSTILE_LIES; lie++ )
        for ( unsigned int place = 1; place <= 2; place++ )
        {
            world(HOSTILE_VMS "cpu0: d1.v0 NOTIFICATION_GET\n"
                              "cpu0: sp 0x8001 set d1 bits=0x1\n"
                              "cpu1: sp 0x8001 set d2 bits=0x1\n"
                              "at cpu0 tasklet:hostile.reply#%u spmc=%u\n",
                  place, lie);
            expect_log("hostile <");
        }
}

/* Chapter 6: ID 0 is the hypervisor's, those with bit 15 the secure world's,
 * and many are nobody's. The lists behind them are read. */
SPEC(an_id_that_is_no_vms_is_stepped_over)
{
    for ( unsigned int lie = ID_FIRST; lie <= ID_LAST; lie++ )
    {
        world(HOSTILE_VMS "at cpu0 tasklet:hostile.reply#1 spmc=%u\n", lie);
        expect_log("hostile <id-");
        expect_npis("d1.v0");
    }
}

/* Section 16.7: a list is an endpoint and IDs of its vCPUs, which are numbers
 * from 0 on: here 8, which is d7 as an endpoint. */
SPEC(the_ids_of_vcpus_are_no_vms)
{
    world("spmc 1.2 hafnium hostile; start bound vms=8\n"
          "cpu0: sp 0x8001 set d1 bits=0x1\n"
          "at cpu0 tasklet:hostile.reply#1 spmc=%u\n",
          VCPU_JUST_OVER);
    expect_log("hostile <vcpu-just-over>\n"
               "smc return x0=SUCCESS_64 x2=0x3100 x3=0x80002 x4=0x2\n");
    expect_never("virq domain=7");
}

/* Section 16.7: sizes of lists that are not there, and reserved bits. */
SPEC(bits_that_mean_nothing_are_ignored)
{
    world(HOSTILE_VMS "at cpu0 tasklet:hostile.reply#1 spmc=%u\n",
          SIZES_BEYOND_COUNT);
    expect_log("hostile <sizes-beyond-count>");
    expect_npis("d1.v0");
    world(HOSTILE_VMS "at cpu0 tasklet:hostile.reply#1 spmc=%u\n",
          RESERVED_BITS);
    expect_log("hostile <reserved-bits>");
    expect_npis("d1.v0");
}

/* Chapter 10: SRIs on end, whether there is something or not. */
SPEC(a_storm_of_interrupts_passes)
{
    world(HOSTILE_VMS "cpu0: d1.v0 NOTIFICATION_GET\n"
                      "at cpu0 tasklet:hostile.reply#1 spmc=%u\n",
          SRI_STORM);
    expect_log("hostile <sri-storm>");
    expect_replies("SUCCESS_32 x2=0x1");
}

static void try_endless(unsigned int lie, const char *name)
{
    char line[64];

    world("cpus 2; spmc 1.2 hafnium hostile; start bound vms=2\n"
          "cpu0: sp 0x8001 set d1 bits=0x1\n"
          "cpu0: d2.v0 ID_GET\n"
          "cpu0: advance us=1000000\n"
          "cpu0: d2.v0 ID_GET\n"
          "at cpu0 tasklet:hostile.reply#1 spmc=%u\n",
          lie);
    snprintf(line, sizeof(line), "hostile <%s>", name);
    expect_log(line);
    expect_replies("SUCCESS_32 x2=0x3\n"
                   "SUCCESS_32 x2=0x3\n");
}

/* Section 16.7, MORE: guests run all the same. */
SPEC(more_without_lists_for_ever_ends)
{
    try_endless(EMPTY_MORE, "empty-more");
}

/* Section 16.7, MORE: as above. */
SPEC(more_with_the_same_list_for_ever_ends)
{
    try_endless(ONE_LIST_MORE, "one-list-more");
}

/* Section 16.7, MORE: as above. */
SPEC(more_with_another_list_for_ever_ends)
{
    try_endless(FRESH_MORE, "fresh-ids-more");
}

static const struct spec specs[] = {
    SPEC_IS(the_call_has_no_arguments),
    SPEC_IS(no_data_ends_it),
    SPEC_IS(the_last_id_of_a_full_reply_counts),
    SPEC_IS(what_had_no_room_is_asked_for),
    SPEC_IS(an_sp_in_front_of_a_vm_is_stepped_over),
    SPEC_IS(a_vm_that_was_faster_is_not_told),
    SPEC_IS(a_signal_while_it_is_asked_is_not_lost),
    SPEC_IS(a_fetch_while_it_is_asked_loses_nothing),
    SPEC_IS(a_vm_that_dies_while_it_is_listed_holds_up_nobody),
    SPEC_IS(a_vm_that_is_replaced_while_it_is_listed_hears_nothing),
    SPEC_IS(an_error_that_passes_loses_nothing),
    SPEC_IS(an_error_after_more_loses_nothing),
    SPEC_IS(any_order_of_lists_will_do),
    SPEC_IS(any_split_of_lists_will_do),
    SPEC_IS(any_use_of_more_will_do),
    SPEC_IS(any_refusal_will_do),
    SPEC_IS(any_value_of_undefined_registers_will_do),
    SPEC_IS(any_time_and_place_of_the_interrupt_will_do),
    SPEC_IS(a_hostile_reply_is_survived),
    SPEC_IS(an_id_that_is_no_vms_is_stepped_over),
    SPEC_IS(the_ids_of_vcpus_are_no_vms),
    SPEC_IS(bits_that_mean_nothing_are_ignored),
    SPEC_IS(a_storm_of_interrupts_passes),
    SPEC_IS(more_without_lists_for_ever_ends),
    SPEC_IS(more_with_the_same_list_for_ever_ends),
    SPEC_IS(more_with_another_list_for_ever_ends),
};
SPEC_TOPIC(info_get_loop, "info-get-loop", specs);
