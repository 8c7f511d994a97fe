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
    STATED,
    SECURE, /* and it is of the secure world, in one step                    */
};

static const uint8_t states[OP_KINDS] = {
    [OP_VERSION] = STATED,
    [OP_FEATURES] = STATED,
    [OP_ID_GET] = STATED,
    [OP_BIND] = STATED,
    [OP_UNBIND] = STATED,
    [OP_SET] = STATED,
    [OP_GET] = STATED,
    [OP_INFO_GET_32] = STATED,
    [OP_INFO_GET_64] = STATED,
    [OP_SMC] = STATED,
    [OP_RXTX_MAP] = STATED,
    [OP_RXTX_UNMAP] = STATED,
    [OP_RX_ACQUIRE] = STATED,
    [OP_RX_RELEASE] = STATED,
    [OP_PARTITION_INFO_GET] = STATED,
    [OP_PARTITION_INFO_GET_REGS] = STATED,
    [OP_DIRECT_REQ] = STATED,
    [OP_DIRECT_REQ2] = STATED,
    [OP_RUN] = STATED,
    [OP_SEND2] = STATED,
    [OP_MEM_SHARE] = STATED,
    [OP_MEM_RECLAIM] = STATED,
    [OP_CONSOLE_LOG] = STATED,
    [OP_WRITE] = STATED,
    [OP_DRIVER] = STATED,
    [OP_BALLOON_OUT] = STATED,
    [OP_BALLOON_IN] = STATED,
    [OP_MAP_FOREIGN] = STATED,
    [OP_MAP_GRANT] = STATED,
    [OP_UNMAP] = STATED,
    [OP_TAKE_IRQ] = STATED,
    [OP_VCPU_ON] = STATED,
    [OP_VCPU_OFF] = STATED,
    [OP_VCPU_PAUSE] = STATED,
    [OP_VCPU_UNPAUSE] = STATED,
    [OP_VCPU_RUN] = STATED,
    [OP_CREATE] = STATED,
    [OP_KILL] = STATED,
    [OP_HOLD] = STATED,
    [OP_DROP] = STATED,
    [OP_FAIL_ALLOC] = STATED,
    [OP_TOY] = STATED,
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
