/* SPDX-License-Identifier: GPL-2.0-only */
#include "ffa_parse.h"

#include "ffa_abi.h"

#define ID_BITS  16U
#define IDS_WIDE 4U /* in a register */
#define IDS_SLIM 2U

void ffa_parse_start(struct ffa_parse *p,
                     const struct arm_smccc_1_2_regs *reply)
{
    /* The reply decides, not the call: an SPMC may answer in 32 bits. */
    bool wide = (uint32_t)reply->a0 == FFA_SUCCESS_64;
    bool success = wide || (uint32_t)reply->a0 == FFA_SUCCESS_32;
    uint64_t head = wide ? reply->a2 : (uint32_t)reply->a2;

    *p = (struct ffa_parse){
        .reg = {reply->a3, reply->a4, reply->a5, reply->a6, reply->a7},
        .sizes = head >> FFA_INFO_SIZES_SHIFT,
        .slots = FFA_PARSE_REGISTERS * (wide ? IDS_WIDE : IDS_SLIM),
        .wide = wide,
    };

    if ( success )
        p->lists = (head >> FFA_INFO_LISTS_SHIFT) & FFA_INFO_LISTS_MASK;
}

static uint16_t id_in_slot(const struct ffa_parse *p, unsigned int slot)
{
    unsigned int ids = p->wide ? IDS_WIDE : IDS_SLIM;

    return p->reg[slot / ids] >> (ID_BITS * (slot % ids));
}

bool ffa_parse_next(struct ffa_parse *p, uint16_t *endpoint)
{
    unsigned int ids = 1 + (p->sizes & FFA_INFO_SIZE_MASK);

    if ( !p->lists )
        return false;

    if ( ids > p->slots - p->slot )
    {
        p->malformed = true;
        p->lists = 0;
        return false;
    }

    *endpoint = id_in_slot(p, p->slot);
    p->vcpus = ids - 1;
    for ( unsigned int i = 0; i < p->vcpus; i++ )
        p->vcpu[i] = id_in_slot(p, p->slot + 1 + i);
    p->slot += ids;
    p->sizes >>= FFA_INFO_SIZE_BITS;
    p->lists--;
    return true;
}

bool ffa_parse_more(const struct arm_smccc_1_2_regs *reply)
{
    return reply->a2 & FFA_INFO_MORE;
}
