/* SPDX-License-Identifier: GPL-2.0-only */
/* A mediator that is built without CONFIG_FFA_VM_TO_VM. */
#include "expect.h"
#include "spec.h"
#include "world.h"

/* VMs do not signal each other then. */
SPEC(notifications_between_vms_are_refused)
{
    world("start versioned vms=2\n"
          "cpu0: d1.v0 NOTIFICATION_BIND sp=d2\n"
          "cpu0: d1.v0 NOTIFICATION_UNBIND sp=d2\n"
          "cpu0: d1.v0 NOTIFICATION_SET d2\n");
    expect_replies("ERROR INVALID_PARAMETERS\n"
                   "ERROR INVALID_PARAMETERS\n"
                   "ERROR INVALID_PARAMETERS\n");
    expect_secure_calls("");
}

static const struct spec specs[] = {
    SPEC_IS(notifications_between_vms_are_refused),
};
SPEC_TOPIC(own_no_vm_to_vm, "own no vm to vm", specs);
