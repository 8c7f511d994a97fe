/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Replies to FFA_NOTIFICATION_INFO_GET, written and read by the letter of FF-A
 * 1.1, section 16.7: field after field, from nothing but the specification.
 * What a mediator's reader is compared with.
 */
#ifndef TESTS_SPEC_INFO_REFERENCE_H
#define TESTS_SPEC_INFO_REFERENCE_H

#include <stdbool.h>
#include <stdint.h>

#define REFERENCE_REGS  18u
#define REFERENCE_LISTS 31u /* the most that the field for it can say       */
#define REFERENCE_IDS   20u /* the most that there is room for              */

/* Lists of IDs: each is an endpoint and 0 to 3 of its vCPUs. */
struct reference_lists
{
    unsigned int nr;
    uint8_t vcpus[REFERENCE_LISTS];   /* of each list                        */
    uint16_t id[4 * REFERENCE_LISTS]; /* of all, in order                   */
};

/* IDs that a reply has room for. */
unsigned int reference_capacity(bool wide);

/* IDs that LISTS have. */
unsigned int reference_used(const struct reference_lists *lists);

/*
 * x0 and x2 to x7 of the reply; the rest of X is left as it is. Lists that
 * have no room are cut off at the last register.
 */
void reference_write(const struct reference_lists *lists, bool wide, bool more,
                     uint64_t x[REFERENCE_REGS]);

/*
 * The endpoints of the lists in X that have room, in order, up to the first
 * that has not. Returns how many; *CUT: there was one that had not.
 */
unsigned int reference_read(const uint64_t x[REFERENCE_REGS],
                            uint16_t endpoint[REFERENCE_IDS], bool *cut);

#endif /* TESTS_SPEC_INFO_REFERENCE_H */
