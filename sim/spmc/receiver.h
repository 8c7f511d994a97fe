/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Receivers of notifications: the SPs, the hypervisor (ID 0) and the VMs whose
 * bitmap was created. What is pending for whom, and what INFO_GET has told.
 *
 * A notification is pending for a target: the endpoint as a whole, or one of
 * its vCPUs. SPs receive from VMs, everybody else from SPs, so each endpoint
 * has one bitmap per target. Framework notifications are per endpoint and are
 * told with the global target.
 *
 * FF-A 1.1, notifications. Private to spmc/.
 */
#ifndef SIM_SPMC_RECEIVER_H
#define SIM_SPMC_RECEIVER_H

#include <stdbool.h>
#include <stdint.h>

#include "program.h"

#define TARGET_GLOBAL   0u
#define TARGET_OF(vcpu) (1u + (vcpu))
#define TARGETS         (1u + PROGRAM_MAX_VCPUS)

/* Positions, in the order INFO_GET looks at endpoints. */
#define RECEIVER_HYPERVISOR PROGRAM_MAX_SPS
#define RECEIVER_FIRST_VM   (RECEIVER_HYPERVISOR + 1u)
#define RECEIVER_MAX_VMS    PROGRAM_MAX_DOMAINS
#define RECEIVERS           (RECEIVER_FIRST_VM + RECEIVER_MAX_VMS)

/* Half of an endpoint's notifications, as events have it. */
#define HALF_FROM_SPS  0u
#define HALF_FROM_VMS  1u
#define HALF_FRAMEWORK 2u

struct receiver
{
    uint16_t id;     /* 0 in a VM's place: the place is free               */
    uint16_t untold; /* bit t: target t has bits INFO_GET did not list     */
    bool enabled;
    bool hidden;    /* a hostile SPMC says that it does not know the VM   */
    uint32_t vcpus; /* as the caller said, unchecked                      */
    uint64_t pend[TARGETS];
    uint64_t told[TARGETS]; /* of the pending ones                */
    uint64_t framework_pend;
    uint64_t framework_told;
    uint64_t per_vcpu;               /* of the bound ones: per-vCPU        */
    uint64_t bound[PROGRAM_MAX_SPS]; /* to an SP, by its index             */
};

/* A fresh set for this many SPs and CPUs. */
void receiver_boot(unsigned int nr_sps, unsigned int nr_cpus);

/* The endpoint behind an ID, or NULL if the SPMC knows none. */
struct receiver *receiver_find(uint16_t id);
struct receiver *receiver_at(unsigned int position);
unsigned int receiver_position(const struct receiver *r);
bool receiver_is_sp(const struct receiver *r);

/* A place for VM; NULL if there is none. What was kept for it is pending. */
struct receiver *receiver_create_vm(uint16_t vm);
/* Give it up. KEEP: bits that are pending come back with the ID. */
void receiver_destroy_vm(struct receiver *r, bool keep);

/* The first VM, for replies that need a credible one; 1 if there is none. */
uint16_t receiver_some_vm(void);
/* The positions in use end below this. */
unsigned int receiver_end(void);

/* A hostile SPMC's lie ends: every VM is known again. */
void receiver_show_all(void);

/* Positions with something to tell; with something pending. */
uint64_t receiver_untold(void);
uint64_t receiver_pending(void);
/* Targets of EP that have something pending. */
uint16_t receiver_pending_targets(const struct receiver *r);

/* Bits of any target that are pending, framework aside. */
uint64_t receiver_pending_bits(const struct receiver *r);
/* Bits bound to anybody. */
uint64_t receiver_bound_bits(const struct receiver *r);

/*
 * BITS become pending for TARGET. Logs EV_SET for those that were not.
 * TARGET_FRAMEWORK as target: framework bits.
 */
#define TARGET_FRAMEWORK TARGETS
void receiver_set(struct receiver *r, uint16_t sender, unsigned int target,
                  uint64_t bits);

/*
 * The pending bits of TARGET are handed out and forgotten. Logs EV_TAKEN. LATE:
 * those not told yet stay.
 */
uint64_t receiver_take(struct receiver *r, unsigned int target, bool late);

/* What is pending for TARGET (global: framework too) is told. Logs EV_TOLD. */
void receiver_tell(struct receiver *r, unsigned int target);

/* EV_PENDING for everything that VMs have not fetched. */
void receiver_note_pending(void);
/* EV_LEFT for every VM that still has a bitmap. */
void receiver_note_left(void);

#endif /* SIM_SPMC_RECEIVER_H */
