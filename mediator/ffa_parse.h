/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The lists in a reply to FFA_NOTIFICATION_INFO_GET.
 *
 * A list is the ID of an endpoint followed by up to three IDs of its vCPUs. All
 * of them are packed into registers 3 to 7: 20 IDs of 16 bits with SUCCESS_64,
 * 10 with SUCCESS_32. Any reply is safe to walk, whoever made it.
 */
#ifndef FFA_PARSE_H
#define FFA_PARSE_H

#include <xen/types.h>

#include <asm/smccc.h>

#define FFA_PARSE_REGISTERS 5
#define FFA_PARSE_VCPUS     3 /* in a list                              */

struct ffa_parse
{
    uint64_t reg[FFA_PARSE_REGISTERS];
    uint64_t sizes;     /* two bits a list                               */
    unsigned int lists; /* still to come                                 */
    unsigned int slot;  /* of the next list's first ID                   */
    unsigned int slots; /* there are                                     */
    unsigned int vcpus; /* of the list that was last read                */
    uint16_t vcpu[FFA_PARSE_VCPUS];
    bool wide;      /* four IDs a register, not two                  */
    bool malformed; /* the lists do not fit into the registers       */
};

/* Begin with the first list of REPLY. No lists unless it is a SUCCESS. */
void ffa_parse_start(struct ffa_parse *p,
                     const struct arm_smccc_1_2_regs *reply);

/*
 * The endpoint of the next list and its vCPUs, as the SPMC wrote them. False:
 * no list is left, or the next one does not fit into the registers
 * (p->malformed).
 */
bool ffa_parse_next(struct ffa_parse *p, uint16_t *endpoint);

/* Does REPLY, a SUCCESS, say that there is more than it had room for? */
bool ffa_parse_more(const struct arm_smccc_1_2_regs *reply);

#endif /* FFA_PARSE_H */
