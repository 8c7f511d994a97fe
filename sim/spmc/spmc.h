/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The simulated secure world: SPMC and SPs.
 *
 * One door, registers in, registers out. It sees normal-world memory only as
 * pages (machine/page.h), raises interrupts through the GIC, draws every
 * freedom from the choice stream and writes down what is true in the log.
 * All its state is static and plain data.
 *
 * FF-A clauses are named in the sources; the numbers come from abi/.
 *
 * Needs: base, abi, scenario, log, machine (page.h, gic.h, machine.h).
 */
#ifndef SIM_SPMC_SPMC_H
#define SIM_SPMC_SPMC_H

#include <stdbool.h>
#include <stdint.h>

#include "program.h"

#define SPMC_REGS 18u

/* A fresh secure world as WORLD describes it. Cost: what the world uses. */
void spmc_boot(const struct world *world);
void spmc_note_sps(void); /* logs EV_SP of each SP */

/*
 * The SMC instruction on the current CPU: x0 .. x17 in, x0 .. x17 out. IN and
 * OUT may be the same. Logs EV_SMC and EV_SMC_RETURN around it, and what
 * became true in between. Never blocks; cannot fail.
 */
void spmc_call(const uint64_t in[SPMC_REGS], uint64_t out[SPMC_REGS]);

/*
 * From here on no hostile reply, no fault, no freedom: the liveness phase. What
 * was deferred or hidden is announced by an SRI; an SRI that was raised is not
 * raised again. From within or without a CPU.
 */
void spmc_behave(void);

/*
 * SP number SP (0 ..) of the world, running on the current CPU. An SP that was
 * aborted does nothing any more. What asks for another SP is ignored.
 */

/* NOTIFICATION_SET, FLAGS as in w2. Returns the FF-A status. */
int32_t spmc_sp_set(unsigned int sp, uint16_t receiver, uint32_t flags,
                    uint64_t bits);
/* NOTIFICATION_GET of everything set for it by VMs; takes its message, too. */
uint64_t spmc_sp_get(unsigned int sp);
/* NOTIFICATION_BIND, NOTIFICATION_UNBIND: VM SENDER may signal it. Status. */
int32_t spmc_sp_bind(unsigned int sp, uint16_t sender, uint32_t flags,
                     uint64_t bits);
int32_t spmc_sp_unbind(unsigned int sp, uint16_t sender, uint64_t bits);
/* Its next TIMES answers to VM_CREATED / VM_DESTROYED are STATUS. */
void spmc_sp_answer(unsigned int sp, int32_t status, unsigned int times);
/* Its UUID, as w1 .. w4 of PARTITION_INFO_GET have it. */
void spmc_sp_uuid(unsigned int sp, uint32_t word[4]);

/*
 * How it takes its next TIMES turns at direct requests of VMs: a request, or
 * the RUN of one that was interrupted, is a turn. STATUS counts for SPMC_FAIL.
 * Else it responds, payload registers plus one.
 */
enum spmc_direct
{
    SPMC_RESPOND,
    SPMC_YIELD,     /* YIELD, goes on with RUN                            */
    SPMC_PREEMPTED, /* INTERRUPT, goes on with RUN                        */
    SPMC_FAIL,      /* ERROR; the request is over                         */
    SPMC_ABORT,     /* it dies: ABORTED, now and for good; memory it held is
                     * given up                                            */
    SPMC_DIRECTS
};
void spmc_sp_direct(unsigned int sp, enum spmc_direct how, int32_t status,
                    unsigned int times);

/* MSG_SEND2 of SIZE bytes of payload to a VM or SP; DELAY the SRI. Status. */
int32_t spmc_sp_send(unsigned int sp, uint16_t receiver, uint32_t size,
                     bool delay);

/*
 * Memory. NTH (1: the oldest) counts the complete shares that name it.
 * RETRIEVE and RELINQUISH return a status. TOUCH reads, and writes where it
 * may, every page of a share it holds; logs EV_SECURE_ACCESS.
 */
int32_t spmc_sp_retrieve(unsigned int sp, unsigned int nth);
int32_t spmc_sp_relinquish(unsigned int sp, unsigned int nth);
void spmc_sp_touch(unsigned int sp, unsigned int nth);
/* It lets go of nothing, behaving or not, until RECLAIMS of what it holds were
 * DENIED, then of all; SPMC_FOR_GOOD: never. Holding is legal. */
#define SPMC_FOR_GOOD 255u
void spmc_sp_hold(unsigned int sp, unsigned int reclaims);

/* WORD is written into the hypervisor's RX at OFFSET, if the world is hostile. */
void spmc_scribble(uint32_t offset, uint64_t word);

/* RX-buffer-full framework notification from the SPM for a VM. */
void spmc_framework_rx_full(uint16_t vm);

/* An SRI on the current CPU with nothing new behind it. */
void spmc_sri(void);

/* The NTH secure call from now (1: the next) is refused with CODE. */
void spmc_refuse(unsigned int nth, int32_t code);

/*
 * Write EV_PENDING for each bit that is set and was not fetched, per endpoint
 * and target; VMs only.
 */
void spmc_note_pending(void);

/*
 * Write EV_LEFT for what outlived every VM: notification bitmaps, RX/TX pairs,
 * memory shares, VM_CREATED without VM_DESTROYED for an SP that wants both.
 */
void spmc_note_left(void);

#endif /* SIM_SPMC_SPMC_H */
