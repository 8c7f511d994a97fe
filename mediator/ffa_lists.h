/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The lists of a reply to FFA_NOTIFICATION_INFO_GET, as they are written: the
 * other side of ffa_parse.h, towards guests.
 */
#ifndef FFA_LISTS_H
#define FFA_LISTS_H

#include <xen/types.h>

#define FFA_LISTS_MAX_IDS   20
#define FFA_LISTS_REGISTERS 6

/* For an endpoint as a whole instead of one of its vCPUs. */
#define FFA_VCPU_ANY (~0U)

struct ffa_lists
{
    uint64_t sizes; /* two bits a list                                   */
    uint16_t id[FFA_LISTS_MAX_IDS];
    uint16_t endpoint;  /* of the last list                              */
    unsigned int vcpus; /* it has                                        */
    unsigned int used;  /* IDs                                           */
    unsigned int lists;
    bool wide; /* four IDs a register, not two                           */
    bool more; /* something found no room                                */
};

void ffa_lists_start(struct ffa_lists *l, bool wide);

/*
 * Name VCPU of ENDPOINT, or the endpoint as a whole. False, and l->more: there
 * is no room.
 */
bool ffa_lists_add(struct ffa_lists *l, uint16_t endpoint, unsigned int vcpu);

/* Registers 2 to 7 of the reply. */
void ffa_lists_write(const struct ffa_lists *l,
                     uint64_t reg[FFA_LISTS_REGISTERS]);

#endif /* FFA_LISTS_H */
