/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The hypervisor as the scenario drives it.
 *
 * The mediator sees the hypervisor through include/; this is the other side:
 * what toolstacks, guests and firmware make it do. Everything is named by
 * number, so nobody above needs the hypervisor's types. Unless said otherwise
 * a function runs on the current CPU, inside an op, in the context its user
 * has pushed. All state is static, plain data.
 *
 * Needs: base, scenario, log, machine, spmc.
 */
#ifndef SIM_XEN_HYPERVISOR_H
#define SIM_XEN_HYPERVISOR_H

#include <stdbool.h>
#include <stdint.h>

#include "access.h" /* fine runs */
#include "program.h"

/* A fresh hypervisor, before any of its code has run; the mediator's statics
 * are back to their boot image. Called outside the CPUs. */
void hypervisor_reset(const struct world *world);

/* The steps of a toy (scenario/toy.def), FIRST and then SECOND, TIMES times; a word. */
void hypervisor_toy(uint64_t first, uint64_t second, unsigned int times);
uint64_t hypervisor_toy_word(unsigned int number);

/* Op of CPU 0: the boot up to and including the presmp initcalls (where the
 * mediator's probe runs), then d0 is created, with FF-A if D0_FFA. Ends with
 * only CPU 0 online. True: d0 has FF-A. */
bool hypervisor_boot(bool d0_ffa);

/* Op of any online CPU: bring TARGET up; op: take TARGET down. False: refused
 * (already there, CPU 0, the current one, another comes or goes at the moment,
 * a notifier said no). Both wait for TARGET, which goes between two ops. */
bool hypervisor_cpu_up(unsigned int target);
bool hypervisor_cpu_down(unsigned int target);

enum create_fail
{
    CREATE_FAIL_NO,
    CREATE_FAIL_ARCH, /* a step of arch_domain_create after the TEE's fails */
    CREATE_FAIL_LATE, /* a step of domain_create after arch_domain_create   */
};

struct create_arguments
{
    unsigned int vcpus; /* 1 .. PROGRAM_MAX_VCPUS                           */
    bool ffa;           /* tee_type FFA, else NONE                          */
    bool bits32;
    bool online; /* vCPU 0 .. all come up                            */
    enum create_fail fail;
};

/* XEN_DOMCTL_createdomain and what follows up to the first unpause. 0 or a
 * negative errno, with the exact order of steps of either failure. */
int hypervisor_domain_create(unsigned int domid,
                             const struct create_arguments *arguments);

/*
 * XEN_DOMCTL_destroydomain with its continuations: RESTARTS extra -ERESTART
 * points. Runs softirqs between two continuations. 0 or negative errno.
 */
int hypervisor_domain_kill(unsigned int domid, unsigned int restarts);

/* Somebody else's reference on the domain. False: no such domain, or too
 * many. Drop may be the last one. */
bool hypervisor_domain_hold(unsigned int domid);
bool hypervisor_domain_drop(unsigned int domid);

bool hypervisor_domain_exists(unsigned int domid); /* visible to look-ups  */
uint32_t hypervisor_domains(void); /* those that are, a bit each            */
bool hypervisor_domain_dying(unsigned int domid);
unsigned int hypervisor_domain_vcpus(unsigned int domid);

/*
 * vCPUs. False: no such vCPU, or it is there already. Off is its own call, so
 * false too if it cannot run here; d0's are neither off nor paused. Pause waits
 * while it is in the hypervisor elsewhere.
 */
bool hypervisor_vcpu_on(unsigned int domid, unsigned int vcpu);
bool hypervisor_vcpu_off(unsigned int domid, unsigned int vcpu);
bool hypervisor_vcpu_pause(unsigned int domid, unsigned int vcpu);
bool hypervisor_vcpu_unpause(unsigned int domid, unsigned int vcpu);
bool hypervisor_vcpu_online(unsigned int domid, unsigned int vcpu);

/*
 * The current CPU enters the guest on this vCPU: it becomes `current` and stays
 * so between ops. False: not runnable (offline, paused, dying, running
 * elsewhere).
 */
bool hypervisor_vcpu_run(unsigned int domid, unsigned int vcpu);

/*
 * The guest's SMC: x0 .. x17 of vCPU (after hypervisor_vcpu_run()) in and out.
 * Logs EV_CALL, EV_RETURN.
 */
void hypervisor_guest_call(unsigned int domid, unsigned int vcpu,
                           uint64_t regs[18]);

/*
 * The vCPU acknowledges and ends its pending virtual interrupts, lowest first.
 * Returns the set of INTIDs below 32 that were taken.
 */
uint32_t hypervisor_take_virqs(unsigned int domid, unsigned int vcpu);
bool hypervisor_virq_pending(unsigned int domid, unsigned int vcpu,
                             unsigned int intid);

/* The NTH allocation of the mediator from now fails (1: the next). */
void hypervisor_fail_alloc(unsigned int nth);
/* No more faults. */
void hypervisor_behave(void);

/* Write EV_LEFT for memory, pages, domains, RCU, timers, tasklets beyond what
 * was there when boot ended. Called outside the CPUs, when all is quiet. */
void hypervisor_note_left(void);

#endif /* SIM_XEN_HYPERVISOR_H */
