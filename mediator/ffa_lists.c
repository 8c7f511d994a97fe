/* SPDX-License-Identifier: GPL-2.0-only */
#include "ffa_lists.h"

#include "ffa_abi.h"

#define ID_BITS      16U
#define IDS_WIDE     4U /* in a register */
#define IDS_SLIM     2U
#define ID_REGISTERS (FFA_LISTS_REGISTERS - 1)

static unsigned int ids_per_register(const struct ffa_lists *l)
{
    return l->wide ? IDS_WIDE : IDS_SLIM;
}

void ffa_lists_start(struct ffa_lists *l, bool wide)
{
    *l = (struct ffa_lists){.wide = wide};
}

static bool has_room(struct ffa_lists *l, unsigned int ids)
{
    if ( ids > ID_REGISTERS * ids_per_register(l) - l->used )
        l->more = true;

    return !l->more;
}

/* The size of the last list is that of its vCPU IDs. */
static void add_vcpu(struct ffa_lists *l, uint16_t vcpu)
{
    l->id[l->used++] = vcpu;
    l->vcpus++;
    l->sizes += 1ULL << (FFA_INFO_SIZE_BITS * (l->lists - 1));
}

static void add_list(struct ffa_lists *l, uint16_t endpoint)
{
    l->id[l->used++] = endpoint;
    l->endpoint = endpoint;
    l->vcpus = 0;
    l->lists++;
}

bool ffa_lists_add(struct ffa_lists *l, uint16_t endpoint, unsigned int vcpu)
{
    bool named = l->lists && l->endpoint == endpoint;
    bool begin = !named || l->vcpus == FFA_INFO_SIZE_MASK;

    if ( vcpu == FFA_VCPU_ANY )
        begin = !named;
    if ( !has_room(l, begin + (vcpu != FFA_VCPU_ANY)) )
        return false;

    if ( begin )
        add_list(l, endpoint);
    if ( vcpu != FFA_VCPU_ANY )
        add_vcpu(l, vcpu);
    return true;
}

void ffa_lists_write(const struct ffa_lists *l,
                     uint64_t reg[FFA_LISTS_REGISTERS])
{
    unsigned int ids = ids_per_register(l);

    reg[0] = (l->more ? FFA_INFO_MORE : 0) |
             (uint64_t)l->lists << FFA_INFO_LISTS_SHIFT |
             l->sizes << FFA_INFO_SIZES_SHIFT;
    for ( unsigned int i = 0; i < l->used; i++ )
        reg[1 + i / ids] |= (uint64_t)l->id[i] << (ID_BITS * (i % ids));
}
