/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Notifications between VMs, which the mediator keeps: FF-A 1.1, sections 10
 * and 16 of DEN0077A.
 */
#include "expect.h"
#include "spec.h"
#include "world.h"

#define TWO   "start versioned vms=2\n"
#define BOUND TWO "cpu0: d1.v0 NOTIFICATION_BIND sp=d2 bits=0x3\n"

/* Section 16.7: w4 and w5 are what VMs have set. */
SPEC(a_vm_signals_another)
{
    world(BOUND "cpu0: d2.v0 NOTIFICATION_SET receiver=d1 bits=0x2\n"
                "cpu0: d1.v0 NOTIFICATION_INFO_GET_64\n"
                "cpu0: d1.v0 NOTIFICATION_GET flags=0x2\n"
                "cpu0: d1.v0 NOTIFICATION_GET flags=0x2\n");
    expect_replies("SUCCESS_32\n"
                   "SUCCESS_32\n"
                   "SUCCESS_64 x2=0x80 x3=0x2\n"
                   "SUCCESS_32 x4=0x2\n"
                   "SUCCESS_32\n");
    expect_npis("d1.v0");
    expect_secure_calls("");
}

/* Section 16.5: only the sender that is bound. */
SPEC(who_is_not_bound_is_denied)
{
    world("start versioned vms=3\n"
          "cpu0: d1.v0 NOTIFICATION_BIND sp=d2 bits=0x3\n"
          "cpu0: d3.v0 NOTIFICATION_SET receiver=d1 bits=0x1\n"
          "cpu0: d2.v0 NOTIFICATION_SET receiver=d1 bits=0x5\n"
          "cpu0: d1.v0 NOTIFICATION_SET receiver=d2 bits=0x1\n"
          "cpu0: d1.v0 NOTIFICATION_GET flags=0x2\n");
    expect_replies("SUCCESS_32\n"
                   "ERROR DENIED\n"
                   "ERROR DENIED\n"
                   "ERROR DENIED\n"
                   "SUCCESS_32\n");
    expect_npis("");
}

/* Section 16.3: all of the bitmap is bound, or nothing of it. */
SPEC(a_bind_that_is_denied_binds_nothing)
{
    world("start versioned vms=3\n"
          "cpu0: d1.v0 NOTIFICATION_BIND sp=d2 bits=0x1\n"
          "cpu0: d1.v0 NOTIFICATION_BIND sp=d3 bits=0x3\n"
          "cpu0: d3.v0 NOTIFICATION_SET receiver=d1 bits=0x2\n");
    expect_replies("SUCCESS_32\n"
                   "ERROR DENIED\n"
                   "ERROR DENIED\n");
}

/* Section 16.4: what is pending, or another's, is not unbound. */
SPEC(what_is_pending_or_anothers_is_not_unbound)
{
    world("start versioned vms=3\n"
          "cpu0: d1.v0 NOTIFICATION_BIND sp=d2 bits=0x3\n"
          "cpu0: d1.v0 NOTIFICATION_UNBIND sp=d3 bits=0x1\n"
          "cpu0: d2.v0 NOTIFICATION_SET receiver=d1 bits=0x1\n"
          "cpu0: d1.v0 NOTIFICATION_UNBIND sp=d2 bits=0x3\n"
          "cpu0: d1.v0 NOTIFICATION_GET flags=0x2\n"
          "cpu0: d1.v0 NOTIFICATION_UNBIND sp=d2 bits=0x3\n"
          "cpu0: d2.v0 NOTIFICATION_SET receiver=d1 bits=0x1\n");
    expect_replies("SUCCESS_32\n"
                   "ERROR DENIED\n"
                   "SUCCESS_32\n"
                   "ERROR DENIED\n"
                   "SUCCESS_32 x4=0x1\n"
                   "SUCCESS_32\n"
                   "ERROR DENIED\n");
}

/* Section 16.3, INVALID_PARAMETERS: no such sender. */
SPEC(a_vm_that_is_not_there_is_invalid)
{
    world(TWO "cpu0: d3 = domain_create no_ffa\n"
              "cpu0: d1.v0 NOTIFICATION_BIND sp=d3\n"
              "cpu0: d1.v0 NOTIFICATION_BIND sp=d9\n"
              "cpu0: d1.v0 NOTIFICATION_SET receiver=d3\n"
              "cpu0: d1.v0 NOTIFICATION_SET receiver=d9\n"
              "cpu0: d1.v0 NOTIFICATION_SET receiver=0\n");
    expect_replies("ERROR INVALID_PARAMETERS\n"
                   "ERROR INVALID_PARAMETERS\n"
                   "ERROR INVALID_PARAMETERS\n"
                   "ERROR INVALID_PARAMETERS\n"
                   "ERROR INVALID_PARAMETERS\n");
}

/* A binding is to a VM, not to its ID. */
SPEC(a_vm_does_not_inherit_what_its_id_was_bound_to)
{
    world(BOUND "cpu0: domain_kill d2\n"
                "cpu0: d2 = domain_create\n"
                "cpu0: d2.v0 VERSION\n"
                "cpu0: d2.v0 NOTIFICATION_SET receiver=d1 bits=0x1\n"
                "cpu0: d1.v0 NOTIFICATION_BIND sp=d2 bits=0x1\n"
                "cpu0: d2.v0 NOTIFICATION_SET receiver=d1 bits=0x1\n");
    expect_replies_to("NOTIFICATION_SET", "ERROR DENIED\n"
                                          "SUCCESS_32\n");
}

/* What was set is the receiver's, even when the sender is gone. */
SPEC(what_was_set_outlives_its_sender)
{
    world(BOUND "cpu0: d2.v0 NOTIFICATION_SET receiver=d1 bits=0x1\n"
                "cpu0: domain_kill d2\n"
                "cpu0: d1.v0 NOTIFICATION_GET flags=0xf\n");
    expect_replies_to("NOTIFICATION_GET", "SUCCESS_32 x4=0x1");
}

/* Section 10.4: each vCPU has its own, and each kind is set as it was bound. */
SPEC(per_vcpu_notifications_are_each_vcpus_own)
{
    world("start versioned vms=2 vcpus=2\n"
          "cpu0: d1.v0 NOTIFICATION_BIND sp=d2 bits=0x1 flags=0x1\n"
          "cpu0: d1.v0 NOTIFICATION_BIND sp=d2 bits=0x2\n"
          "cpu0: d2.v0 NOTIFICATION_SET receiver=d1 bits=0x1\n"
          "cpu0: d2.v0 NOTIFICATION_SET receiver=d1 bits=0x2 flags=0x1\n"
          "cpu0: d2.v0 NOTIFICATION_SET receiver=d1 bits=0x1 flags=0x20001\n"
          "cpu0: d2.v0 NOTIFICATION_SET receiver=d1 bits=0x1 flags=0x10001\n"
          "cpu0: d1.v0 NOTIFICATION_INFO_GET_32\n"
          "cpu0: d1.v0 NOTIFICATION_GET flags=0x2 vcpu=0\n"
          "cpu0: d1.v0 NOTIFICATION_GET flags=0x2 vcpu=1\n");
    expect_replies("SUCCESS_32\n"
                   "SUCCESS_32\n"
                   "ERROR INVALID_PARAMETERS\n"
                   "ERROR INVALID_PARAMETERS\n"
                   "ERROR INVALID_PARAMETERS\n"
                   "SUCCESS_32\n"
                   "SUCCESS_32 x2=0x1080 x3=0x10002\n"
                   "SUCCESS_32\n"
                   "SUCCESS_32 x4=0x1\n");
    expect_npis("d1.v1");
}

/* An NPI that nobody could take is not the last: a vCPU comes and is told. */
SPEC(a_vm_that_was_offline_is_told_when_it_is_back)
{
    world(BOUND "cpu0: d1.v0 off\n"
                "cpu0: d2.v0 NOTIFICATION_SET receiver=d1 bits=0x1\n"
                "cpu0: d1.v0 on\n"
                "cpu0: d1.v0 ID_GET\n"
                "cpu0: d1.v0 NOTIFICATION_GET flags=0x2\n");
    expect_replies_to("NOTIFICATION_GET", "SUCCESS_32 x4=0x1");
    expect_npis("d1.v0");
}

/* A GET that the SPMC refuses takes nothing, of VMs neither. */
SPEC(a_get_that_is_refused_takes_nothing)
{
    world(BOUND "cpu0: d2.v0 NOTIFICATION_SET receiver=d1 bits=0x1\n"
                "cpu0: spmc_refuse nth=1 code=BUSY\n"
                "cpu0: d1.v0 NOTIFICATION_GET flags=0xf\n"
                "cpu0: d1.v0 NOTIFICATION_GET flags=0xf\n");
    expect_replies_to("NOTIFICATION_GET", "ERROR BUSY\n"
                                          "SUCCESS_32 x4=0x1\n");
}

/* A receiver dies while it is signalled. */
SPEC(a_receiver_may_die_at_any_point)
{
    world_at_every_point(0, 1, 1,
                         "cpus 2; start versioned vms=2\n"
                         "cpu0: d2.v0 NOTIFICATION_SET receiver=d1 bits=0x1\n"
                         "cpu1: domain_kill d1\n");
    world_at_every_point(0, 1, 1,
                         "cpus 2; start versioned vms=2\n"
                         "cpu0: d1.v0 NOTIFICATION_BIND sp=d2 bits=0x1\n"
                         "cpu1: domain_kill d2\n");
}

static const struct spec specs[] = {
    SPEC_IS(a_vm_signals_another),
    SPEC_IS(who_is_not_bound_is_denied),
    SPEC_IS(a_bind_that_is_denied_binds_nothing),
    SPEC_IS(what_is_pending_or_anothers_is_not_unbound),
    SPEC_IS(a_vm_that_is_not_there_is_invalid),
    SPEC_IS(a_vm_does_not_inherit_what_its_id_was_bound_to),
    SPEC_IS(what_was_set_outlives_its_sender),
    SPEC_IS(per_vcpu_notifications_are_each_vcpus_own),
    SPEC_IS(a_vm_that_was_offline_is_told_when_it_is_back),
    SPEC_IS(a_get_that_is_refused_takes_nothing),
    SPEC_IS(a_receiver_may_die_at_any_point),
};
SPEC_TOPIC(own_notification_vm, "between vms", specs);
