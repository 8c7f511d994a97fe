/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Every op: who performs it, and whether it says what it touches.
 */
#include "perform.h"

#include "bug.h"
#include "effect.h"
#include "guest.h"
#include "machine.h"

/* Does an op say what it has to do with other CPUs (effect.h)? */
enum states
{
    NOTHING,
    ALL,
    SECURE, /* and it is of the secure world, in one step                    */
};

static const uint8_t states[OP_KINDS] = {
    [OP_VERSION] = ALL,
    [OP_FEATURES] = ALL,
    [OP_ID_GET] = ALL,
    [OP_BIND] = ALL,
    [OP_UNBIND] = ALL,
    [OP_SET] = ALL,
    [OP_GET] = ALL,
    [OP_INFO_GET_32] = ALL,
    [OP_INFO_GET_64] = ALL,
    [OP_SMC] = ALL,
    [OP_RXTX_MAP] = ALL,
    [OP_RXTX_UNMAP] = ALL,
    [OP_RX_ACQUIRE] = ALL,
    [OP_RX_RELEASE] = ALL,
    [OP_PARTITION_INFO_GET] = ALL,
    [OP_PARTITION_INFO_GET_REGS] = ALL,
    [OP_DIRECT_REQ] = ALL,
    [OP_DIRECT_REQ2] = ALL,
    [OP_RUN] = ALL,
    [OP_SEND2] = ALL,
    [OP_MEM_SHARE] = ALL,
    [OP_MEM_RECLAIM] = ALL,
    [OP_CONSOLE_LOG] = ALL,
    [OP_WRITE] = ALL,
    [OP_DRIVER] = ALL,
    [OP_BALLOON_OUT] = ALL,
    [OP_BALLOON_IN] = ALL,
    [OP_MAP_FOREIGN] = ALL,
    [OP_MAP_GRANT] = ALL,
    [OP_UNMAP] = ALL,
    [OP_TAKE_IRQ] = ALL,
    [OP_VCPU_ON] = ALL,
    [OP_VCPU_OFF] = ALL,
    [OP_VCPU_PAUSE] = ALL,
    [OP_VCPU_UNPAUSE] = ALL,
    [OP_VCPU_RUN] = ALL,
    [OP_CREATE] = ALL,
    [OP_KILL] = ALL,
    [OP_HOLD] = ALL,
    [OP_DROP] = ALL,
    [OP_FAIL_ALLOC] = ALL,
    [OP_TOY] = ALL,
    [OP_SP_SET] = SECURE,
    [OP_SP_GET] = SECURE,
    [OP_SP_ANSWER] = SECURE,
    [OP_SP_BIND] = SECURE,
    [OP_SP_UNBIND] = SECURE,
    [OP_SP_DIRECT] = SECURE,
    [OP_SP_SEND] = SECURE,
    [OP_SP_RETRIEVE] = SECURE,
    [OP_SP_RELINQUISH] = SECURE,
    [OP_SP_TOUCH] = SECURE,
    [OP_SP_HOLD] = SECURE,
    [OP_SPMC_SCRIBBLE] = SECURE,
    [OP_SPMC_FRAMEWORK] = SECURE,
    [OP_SPMC_SRI] = SECURE,
    [OP_SPMC_REFUSE] = SECURE,
};

static bool (*const performers[OP_KINDS])(const struct op *op) = {
#define OP(id, text, ...) perform_##id,
#include "ops.def"
#undef OP
};

bool guest_perform(const struct op *op)
{
    bool done;

    SIM_BUG_ON(op->kind >= OP_KINDS);
    if ( states[op->kind] == NOTHING )
        effect_unstated(op->cpu, true);
    if ( states[op->kind] == SECURE )
        effect_on(EFFECT_SPMC, 0, true);
    done = performers[op->kind](op);
    if ( states[op->kind] == NOTHING )
        effect_unstated(op->cpu, false);
    return done;
}
