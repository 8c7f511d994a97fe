/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The SPs: what they subscribe to, what they let VMs signal, how they answer.
 *
 * An SP of this world binds on demand: it is taken to have bound a bit below
 * SP_FIRST_UNBOUND to whoever sets it first, of the type it is set with, just
 * before that; when the SP fetches the bit it unbinds it. The bits above are
 * not bound, so that setting them is refused. What it binds itself, of all the
 * bits, stays bound until it unbinds it.
 *
 * Private to spmc/.
 */
#ifndef SIM_SPMC_SP_H
#define SIM_SPMC_SP_H

#include <stdbool.h>
#include <stdint.h>

#include "receiver.h"
#include "program.h"

#define SP_FIRST_UNBOUND 48u

void sp_boot(void);

/* Partition properties towards a VM, in the words of FF-A 1.MINOR. */
uint32_t sp_properties(unsigned int sp, unsigned int minor);
/* Its UUID, as w1 .. w4 of PARTITION_INFO_GET have it. */
void sp_uuid(unsigned int sp, uint32_t word[4]);

/* Does it receive notifications? */
bool sp_notifiable(unsigned int sp);
/* Does it take direct and indirect messages? */
bool sp_messages(unsigned int sp);

/* It dies, for good: it takes no message, of any sort. */
void sp_abort(unsigned int sp);
bool sp_is_dead(unsigned int sp);
/* Would SENDER's SET of BITS meet bindings that fit? Status. */
int32_t sp_accepts(const struct receiver *r, uint16_t sender, uint64_t bits,
                   bool per_vcpu);
/* Bind what is not bound yet. sp_accepts() has agreed. Logs EV_BOUND. */
void sp_bind(struct receiver *r, uint16_t sender, uint64_t bits, bool per_vcpu);
/* Everything VMs, and the SPMC, have set for it. Logs EV_TAKEN, EV_UNBOUND for
 * what was bound on demand. */
uint64_t sp_fetch(unsigned int sp);

/* Was VM created for an SP that hears of VMs, or does none? */
bool sp_knows(uint16_t vm);

/* Does it want VM_CREATED, or VM_DESTROYED? */
bool sp_subscribes(unsigned int sp, bool destroyed);
/* It handles the message. Its status; logs EV_VM_MESSAGE. */
int32_t sp_handle(unsigned int sp, uint16_t vm, bool destroyed);
/* The next TIMES messages are answered with STATUS and not acted upon. */
void sp_answer(unsigned int sp, int32_t status, unsigned int times);
void sp_behave(void);

/* EV_LEFT for VMs that were created for an SP and never destroyed. */
void sp_note_left(void);

#endif /* SIM_SPMC_SP_H */
