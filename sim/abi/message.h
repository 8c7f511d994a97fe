/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The header of a partition message of MSG_SEND2, in the TX buffer of its
 * sender and the RX buffer of its receiver. FF-A 1.1, table 7.1; 1.2 appends
 * the UUID of the receiver. Little-endian.
 *
 * Needs: nothing.
 */
#ifndef SIM_ABI_MESSAGE_H
#define SIM_ABI_MESSAGE_H

#include <stdint.h>

struct ffa_message_1_1
{
    uint32_t flags; /* MBZ                                                  */
    uint32_t reserved;
    uint32_t offset; /* of the payload                                      */
    uint16_t receiver;
    uint16_t sender;
    uint32_t size; /* of the payload                                        */
};

struct ffa_message_1_2
{
    struct ffa_message_1_1 base;
    uint32_t reserved;
    uint8_t uuid[16];
};

#define FFA_SEND2_DELAY_SRI (1u << 1) /* w2, from SPs                        */

_Static_assert(sizeof(struct ffa_message_1_1) == 20, "1.1");
_Static_assert(sizeof(struct ffa_message_1_2) == 40, "1.2");

#endif /* SIM_ABI_MESSAGE_H */
